"""Shared mailboxes of a role: notices go there, members pick up and give back, a strange role sees nothing."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.toegang import actions, actions_postvak
from vindplaats.toegang.models import Bericht, Gebeurtenis, Oppak, Rolbericht, Rolpostvak
from vindplaats.toegang.rolpost import paren
from vindplaats.toegang.tasks import postvak_mailen
from vindplaats.toegang.tests.fabriek import client_voor, maak_wie
from vindplaats.toegang.wie import Wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("AVG-08")]
HUIS = Wie.taak("proef")


@pytest.fixture
def wereld(streek: Any) -> Any:
    """Two secretaries of an SWV, the manager, and somebody who also is director."""
    een, twee = (maak_wie("secretariaat_swv", streek.swv) for _ in range(2))
    return SimpleNamespace(streek=streek, een=een, twee=twee, beheerder=maak_wie("functioneel_beheerder", streek.swv))


def _bak(w: Any, **meer: Any) -> Rolpostvak:
    velden = {
        "organisatie": w.streek.swv,
        "rol": "secretariaat_swv",
        "email": "post@voorbeeld.test",
        "ook_zelf": True,
    } | meer
    return actions_postvak.rolpostvak_zetten(wie=w.beheerder, **velden)


def _stuur(w: Any, sleutel: str = "s") -> int:
    voor = paren(["secretariaat_swv"], [w.streek.swv])
    return actions.bericht_sturen(
        wie=HUIS,
        naar=[w.een.gebruiker_id, w.twee.gebruiker_id],
        tekst="Er is iets ingediend.",
        url="/",
        sleutel=sleutel,
        voor=voor,
    )


def test_bericht_ook_in_het_postvak_en_een_keer(wereld: Any) -> None:
    bak = _bak(wereld)
    assert _stuur(wereld) == 2
    assert _stuur(wereld) == 0
    assert Rolbericht.objects.filter(postvak=bak).count() == 1


def test_alleen_in_het_postvak(wereld: Any) -> None:
    bak = _bak(wereld, ook_zelf=False)
    assert _stuur(wereld) == 0
    assert not Bericht.objects.exists()
    assert Rolbericht.objects.filter(postvak=bak).count() == 1
    actions_postvak.rolpostvak_sluiten(wie=wereld.beheerder, postvak=bak)
    assert _stuur(wereld, "na") == 2


def test_mail_naar_het_gedeelde_adres_zonder_inhoud(wereld: Any) -> None:
    bak = _bak(wereld)
    _stuur(wereld)
    mail.outbox.clear()
    assert postvak_mailen.func(str(bak.pk)) == 1
    assert postvak_mailen.func(str(bak.pk)) == 0
    assert mail.outbox[0].to == ["post@voorbeeld.test"]
    assert "ingediend" not in mail.outbox[0].body
    assert str(bak.pk) in mail.outbox[0].body


def test_oppakken_teruggeven_en_klaar(wereld: Any) -> None:
    bak = _bak(wereld)
    _stuur(wereld)
    sleutel = f"bericht:{Rolbericht.objects.get().pk}"
    een, twee = client_voor(wereld.een), client_voor(wereld.twee)
    assert "Er is iets ingediend." in een.get(reverse("toegang:rolpostvak", args=[bak.pk])).content.decode()
    assert een.post(reverse("toegang:rolpostvak-oppakken", args=[bak.pk]), {"sleutel": sleutel}).status_code == 302
    pagina = twee.get(reverse("toegang:rolpostvak", args=[bak.pk])).content.decode()
    assert "Opgepakt" in pagina
    assert f"door {wereld.een.naam}" in pagina
    geweigerd = twee.post(reverse("toegang:rolpostvak-oppakken", args=[bak.pk]), {"sleutel": sleutel})
    assert (geweigerd.status_code, wereld.een.naam in geweigerd.content.decode()) == (409, True)
    assert een.post(reverse("toegang:rolpostvak-oppakken", args=[bak.pk]), {"sleutel": sleutel}).status_code == 302
    assert Oppak.objects.count() == 1
    een.post(reverse("toegang:rolpostvak-teruggeven", args=[bak.pk]), {"sleutel": sleutel})
    assert Oppak.objects.count() == 0
    twee.post(reverse("toegang:rolpostvak-klaar", args=[bak.pk]), {"sleutel": sleutel})
    assert "Er is iets ingediend." not in een.get(reverse("toegang:rolpostvak", args=[bak.pk])).content.decode()
    assert een.post(reverse("toegang:rolpostvak-klaar", args=[bak.pk]), {"sleutel": sleutel}).status_code == 409
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {"toegang.werk_opgepakt", "toegang.werk_teruggegeven", "toegang.rolbericht_klaar"} <= namen


def test_alleen_wie_de_rol_heeft_leest_mee(wereld: Any) -> None:
    bak = _bak(wereld)
    _stuur(wereld)
    for wie in (
        wereld.beheerder,
        maak_wie("directeur_swv", wereld.streek.swv),
        maak_wie("secretariaat_swv", wereld.streek.ander_swv),
    ):
        assert client_voor(wie).get(reverse("toegang:rolpostvak", args=[bak.pk])).status_code == 404
    beheer = client_voor(wereld.beheerder).get("/toegang/postvakken/").content.decode()
    assert "1 bericht wacht" in re.sub(r"\s+", " ", beheer)
    assert "Er is iets ingediend." not in beheer
    with pytest.raises(GeenRecht):
        actions_postvak.werk_oppakken(wie=wereld.beheerder, postvak=bak, sleutel="x", titel="x")


def test_iets_dat_er_niet_staat_kun_je_niet_oppakken(wereld: Any) -> None:
    bak = _bak(wereld)
    for wat in ("oppakken", "teruggeven", "klaar"):
        antwoord = client_voor(wereld.een).post(
            reverse(f"toegang:rolpostvak-{wat}", args=[bak.pk]), {"sleutel": "werk:/elders/"}
        )
        assert antwoord.status_code == 404


def test_instellen_op_het_scherm(wereld: Any) -> None:
    client = client_voor(wereld.beheerder)
    velden = {"organisatie": wereld.streek.swv, "rol": "secretariaat_swv", "email": "geen adres", "ook_zelf": "nee"}
    fout = client.post("/toegang/postvakken/nieuw/", velden)
    assert (fout.status_code, "geen adres" in fout.content.decode()) == (422, True)
    assert client.post("/toegang/postvakken/nieuw/", velden | {"email": "post@voorbeeld.test"}).status_code == 302
    bak = Rolpostvak.objects.get()
    assert (bak.ook_zelf, bak.email) == (False, "post@voorbeeld.test")
    assert "post@voorbeeld.test" in client.get(reverse("toegang:rolpostvak-wijzigen", args=[bak.pk])).content.decode()
    assert client.post(reverse("toegang:rolpostvak-sluiten", args=[bak.pk])).status_code == 302
    with pytest.raises(VerkeerdeStand):
        actions_postvak.rolpostvak_sluiten(wie=wereld.beheerder, postvak=bak)
    with pytest.raises(OngeldigeInvoer):
        _bak(wereld, rol="bestuurder")
    with pytest.raises(GeenRecht):
        _bak(wereld, organisatie=wereld.streek.ander_swv)
