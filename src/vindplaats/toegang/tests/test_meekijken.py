"""Looking along: no standing right to content, asked and seen, reading only, over by itself."""

import contextlib
import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from tests.test_rechtentabel import _laad_voorbeelden
from tests.urlloop import alle_urls
from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, op
from vindplaats.kern.registers import rechten, voorbeelden
from vindplaats.toegang import actions_meekijken
from vindplaats.toegang.log import ALLEEN_KIJKEN, leg_vast
from vindplaats.toegang.middleware import TIJDENS_MEEKIJKEN
from vindplaats.toegang.models import Bericht, Gebeurtenis, Gebruiker, Meekijken
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.queries import SESSIE_MEE, wie_meekijkt
from vindplaats.toegang.tests.fabriek import client_voor, maak_wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("AVG-04", "P-10")]
BEHEER = ("functioneel_beheerder", "privacy_officer")


@pytest.fixture
def wereld(streek: Any) -> Any:
    """A manager, the bestuurder of the board that is looked at, and the region."""
    return SimpleNamespace(
        streek=streek,
        beheerder=maak_wie("functioneel_beheerder", streek.swv),
        baas=maak_wie("bestuurder", streek.bestuur),
    )


def _vraag(w: Any, **meer: Any) -> Meekijken:
    velden = {
        "organisatie": w.streek.bestuur, "rol": "bestuursadviseur", "waarom": "een knop die niets doet", "melding": "M-12",
        "uren": 2,
    } | meer  # fmt: skip
    return actions_meekijken.meekijken_vragen(wie=w.beheerder, **velden)


def _meekijkend(w: Any) -> Any:
    rij = _vraag(w)
    client = client_voor(w.beheerder)
    assert client.post(f"/toegang/meekijken/{rij.pk}/beginnen/").status_code == 302
    return rij, client


def test_beheerders_hebben_geen_recht_op_inhoud() -> None:
    inhoud = [code for code in dict(rechten.items()) if code.startswith("verantwoording.")]
    assert len(inhoud) > 5
    fout = [f"{rol} heeft {code}" for code in inhoud for rol in BEHEER if rol in rechten[code].rollen]
    assert fout == []


def test_beheerders_zien_geen_rij_met_inhoud(streek: Any) -> None:
    for rol in BEHEER:
        wie = maak_wie(rol, streek.swv)
        for model in ("Rapport", "Bijdrage", "Afspraak", "Inboxstuk", "Inleesronde", "Voorstel", "Bundel", "Conclusie"):
            rijen = apps.get_model("verantwoording", model).objects.zichtbaar_voor(wie)
            assert rijen.query.is_empty() or not rijen.exists()
            assert _is_leeg_door_de_regel(rijen), f"{model} voor {rol}"


def _is_leeg_door_de_regel(rijen: Any) -> bool:
    """The rule itself says none; not just an empty table."""
    from django.core.exceptions import EmptyResultSet

    try:
        rijen.query.get_compiler("default").as_sql()
    except EmptyResultSet:
        return True
    return False


def test_de_organisatie_hoort_het_meteen_en_ziet_het(wereld: Any) -> None:
    rij = _vraag(wereld)
    assert Bericht.objects.filter(
        gebruiker_id=wereld.baas.gebruiker_id, sleutel=f"meekijken:{rij.pk}:gevraagd"
    ).exists()
    client = client_voor(wereld.baas)
    pagina = client.get("/toegang/meekijken/").content.decode()
    assert "M-12" in pagina
    assert "een knop die niets doet" in pagina
    assert "Er kijkt iemand mee" in client.get("/toegang/mensen/").content.decode()
    vreemd = client_voor(maak_wie("bestuurder", wereld.streek.buurbestuur))
    assert "M-12" not in vreemd.get("/toegang/meekijken/").content.decode()
    assert vreemd.get(f"/toegang/meekijken/{rij.pk}/").status_code == 404


def test_lezen_kan_en_elke_bladzijde_staat_in_het_logboek(wereld: Any) -> None:
    rij, client = _meekijkend(wereld)
    antwoord = client.get("/verantwoording/")
    assert antwoord.status_code == 200
    assert "Je kijkt mee" in antwoord.content.decode()
    regel = Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.meekeken").first() or (
        Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.meegekeken", details__pad="/verantwoording/").get()
    )
    assert (regel.soort, regel.organisatie) == (Gebeurtenis.LEZEN, wereld.streek.bestuur)
    assert "M-12" in regel.waarom
    assert "een knop die niets doet" in regel.waarom
    assert regel.zin in client_voor(wereld.baas).get(f"/toegang/meekijken/{rij.pk}/").content.decode()


@pytest.mark.eens  # refused before any row is read
def test_geen_enkel_werkwoord_over_http(wereld: Any) -> None:
    """Every url that takes a POST, with a row that the looked-at role may see: refused, and nothing in the log but reading."""
    _laad_voorbeelden()
    rij, client = _meekijkend(wereld)
    kijker = wie_meekijkt(rij, Gebruiker.objects.get(pk=wereld.beheerder.gebruiker_id))
    eigen = maak_wie("bestuursadviseur", wereld.streek.bestuur)
    gedaan = 0
    for url in alle_urls():
        if url.naam in TIJDENS_MEEKIJKEN:
            continue
        adres = _adres(url, wereld.streek, eigen)
        plek = transaction.savepoint_create()
        voor = _niet_gelezen()
        for methode in (client.post, client.put, client.delete):
            antwoord = methode(adres)
            assert antwoord.status_code in (403, 405), f"{url.naam}: {antwoord.status_code}"
        assert _niet_gelezen() == voor, url.naam
        transaction.savepoint_rollback(plek)
        gedaan += 1
    assert gedaan > 80
    assert kijker.alleen_lezen


def _adres(url: Any, streek: Any, wie: Any) -> str:
    """A url with a row this role may see; where no example fits the role, one that nobody has."""
    voorbeeld = voorbeelden.get(url.naam)
    try:
        with transaction.atomic():
            kwargs = voorbeeld.eigen(streek, wie) if voorbeeld and url.kwargs else {}
        return reverse(url.naam, kwargs=kwargs or {})
    except Exception:  # the example of another room does not fit this role
        for waarde in (uuid.uuid4(), "x", 1, "0" * 8, 2023):
            with contextlib.suppress(NoReverseMatch):
                return reverse(url.naam, kwargs=dict.fromkeys(url.kwargs, waarde))
        raise


def _niet_gelezen() -> int:
    return Gebeurtenis.objects.voor_taak("test").exclude(soort=Gebeurtenis.LEZEN).count()


def test_ook_een_werkwoord_zelf_breekt(wereld: Any) -> None:
    kijker = wie_meekijkt(_vraag(wereld), Gebruiker.objects.get(pk=wereld.beheerder.gebruiker_id))
    assert mag(kijker, "verantwoording.meepraten") == ("bestuursadviseur" in rechten["verantwoording.meepraten"].rollen)
    for soort in (Gebeurtenis.WIJZIGEN, Gebeurtenis.DELEN, Gebeurtenis.TOEGANG):
        with pytest.raises(GeenRecht, match=ALLEEN_KIJKEN[:20]):
            leg_vast(wie=kijker, naam="x.y", onderwerp="x", zin="x", soort=soort)
    assert [c for c, _ in rechten.items() if c.startswith("toegang.") and mag(kijker, c)] == []


def test_stopt_vanzelf_in_een_open_sessie(wereld: Any) -> None:
    _, client = _meekijkend(wereld)
    assert "Je kijkt mee" in client.get("/verantwoording/").content.decode()
    with op(nu() + dt.timedelta(hours=2, minutes=1)):
        pagina = client.get("/")
        assert "Je kijkt mee" not in pagina.content.decode()
        assert client.get("/verantwoording/").status_code in (403, 404)


def test_de_organisatie_stopt_het_en_de_sessie_is_uit(wereld: Any) -> None:
    rij, client = _meekijkend(wereld)
    assert client_voor(wereld.baas).post(f"/toegang/meekijken/{rij.pk}/stoppen/").status_code == 302
    assert "Je kijkt mee" not in client.get("/").content.decode()
    assert client.post(f"/toegang/meekijken/{rij.pk}/beginnen/").status_code == 403


def test_zelf_stoppen_met_de_balk(wereld: Any) -> None:
    rij, client = _meekijkend(wereld)
    assert client.post("/toegang/meekijken/verlaten/").status_code == 302
    rij.refresh_from_db()
    assert rij.beeindigd_op is not None
    assert SESSIE_MEE not in client.session
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.meekijken_beeindigd").exists()


def test_eindigt_met_de_rol_van_de_beheerder(wereld: Any) -> None:
    rij, client = _meekijkend(wereld)
    rij.toekenning.beeindigd_op = nu()
    rij.toekenning.save()
    assert client.get("/verantwoording/").status_code == 403


def test_eerst_goedkeuren(wereld: Any) -> None:
    baas = client_voor(wereld.baas)
    assert baas.post("/toegang/meekijken/regel/", {"vooraf": "ja"}).status_code == 302
    rij = _vraag(wereld)
    assert rij.stand_op(nu()) == "gevraagd"
    client = client_voor(wereld.beheerder)
    assert client.post(f"/toegang/meekijken/{rij.pk}/beginnen/").status_code == 403
    with pytest.raises(GeenRecht):
        actions_meekijken.meekijken_goedkeuren(wie=wereld.beheerder, meekijken=rij)
    assert "Beslis over meekijken" in baas.get("/").content.decode()
    assert baas.post(f"/toegang/meekijken/{rij.pk}/besluit/", {"besluit": "goed"}).status_code == 302
    assert client.post(f"/toegang/meekijken/{rij.pk}/beginnen/").status_code == 302
    with pytest.raises(VerkeerdeStand):
        actions_meekijken.meekijken_weigeren(wie=wereld.baas, meekijken=rij)


def test_weigeren(wereld: Any) -> None:
    actions_meekijken.meekijkregel_zetten(wie=wereld.baas, organisatie=wereld.streek.bestuur, vooraf=True)
    rij = _vraag(wereld)
    client_voor(wereld.baas).post(f"/toegang/meekijken/{rij.pk}/besluit/", {"besluit": "nee"})
    rij.refresh_from_db()
    assert rij.stand_op(nu()) == "geweigerd"
    assert Bericht.objects.filter(
        gebruiker_id=wereld.beheerder.gebruiker_id, sleutel=f"meekijken:{rij.pk}:geweigerd"
    ).exists()


@pytest.mark.parametrize(
    ("meer", "veld"),
    [
        ({"uren": 99}, "uren"), ({"uren": 0}, "uren"), ({"waarom": "kort"}, "waarom"), ({"melding": " "}, "melding"),
        ({"rol": "privacy_officer"}, "rol"), ({"rol": "directeur_swv"}, "rol"),
    ],
)  # fmt: skip
def test_onzin_wordt_geweigerd(wereld: Any, meer: dict[str, Any], veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        _vraag(wereld, **meer)
    assert veld in fout.value.velden


def test_niet_bij_een_ander_verband_en_niet_als_ander(wereld: Any) -> None:
    with pytest.raises(GeenRecht):
        _vraag(wereld, organisatie=wereld.streek.ander_bestuur)
    with pytest.raises(GeenRecht):
        actions_meekijken.meekijken_vragen(
            wie=wereld.baas, organisatie=wereld.streek.bestuur, rol="bestuursadviseur", waarom="zomaar eens kijken",
            melding="x", uren=1,
        )  # fmt: skip
    _vraag(wereld)
    with pytest.raises(VerkeerdeStand):
        _vraag(wereld)


def test_scherm_vraagt_aan(wereld: Any) -> None:
    client = client_voor(wereld.beheerder)
    velden = {"organisatie": wereld.streek.bestuur, "rol": "bestuurder", "melding": "M-3", "waarom": "", "uren": 1}
    fout = client.post("/toegang/meekijken/vragen/", velden)
    assert (fout.status_code, "M-3" in fout.content.decode()) == (422, True)
    assert client.post("/toegang/meekijken/vragen/", velden | {"waarom": "iets met het formulier"}).status_code == 302
    assert "Loopt nu" in client.get("/toegang/meekijken/").content.decode()
