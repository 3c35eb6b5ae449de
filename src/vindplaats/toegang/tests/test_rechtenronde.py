"""The yearly review: begins by itself, confirm or end, reminders, evidence, and who sees that it is late."""

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.toegang import actions_rechten
from vindplaats.toegang.models import Bericht, Gebeurtenis, Rechtenregel, Rechtenronde, RolToekenning
from vindplaats.toegang.queries_rechten import nakijklijst
from vindplaats.toegang.tests.fabriek import client_voor, maak_toekenning, maak_wie
from vindplaats.toegang.wie import Wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("AVG-04", "P-10")]
HUIS = Wie.taak("Rechten nakijken")


@pytest.fixture
def wereld(streek: Any) -> Any:
    """A board with a bestuurder and two advisers, and the manager and privacy officer of the SWV."""
    baas = maak_wie("bestuurder", streek.bestuur)
    adviseurs = [maak_toekenning("bestuursadviseur", streek.bestuur) for _ in range(2)]
    return SimpleNamespace(
        streek=streek, baas=baas, adviseurs=adviseurs, beheerder=maak_wie("functioneel_beheerder", streek.swv),
        po=maak_wie("privacy_officer", streek.swv),
    )  # fmt: skip


def _ronde(w: Any) -> Rechtenronde:
    return actions_rechten.ronde_beginnen(wie=w.beheerder, organisatie=w.streek.bestuur)


def _regels(ronde: Rechtenronde, **wat: Any) -> list[Any]:
    return list(ronde.regels.filter(besluit="", **wat).values_list("pk", flat=True))


def test_wie_wat_sinds_wanneer_laatst_gebruikt(wereld: Any, settings: Any) -> None:
    client = client_voor(wereld.baas)
    client.get("/toegang/mensen/")
    assert RolToekenning.objects.get(pk=wereld.baas.toekenning_id).laatst_gebruikt == vandaag()
    ronde = _ronde(wereld)
    pagina = client_voor(wereld.beheerder).get(reverse("toegang:rechtenronde", args=[ronde.pk])).content.decode()
    assert "niet gemeten" in pagina
    for a in wereld.adviseurs:
        assert a.gebruiker.naam in pagina
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.rechtenronde_gelezen").exists()


def test_bevestigen_en_beeindigen_in_een_keer_rondt_af(wereld: Any) -> None:
    ronde = _ronde(wereld)
    client = client_voor(wereld.beheerder)
    url = reverse("toegang:rechten-besluit", args=[ronde.pk])
    weg = str(ronde.regels.get(toekenning=wereld.adviseurs[0]).pk)
    assert client.post(url, {"regel": [weg], "besluit": "eindigt", "waarom": "werkt hier niet meer"}).status_code == 302
    assert wereld.adviseurs[0].pk not in RolToekenning.objects.geldig_op(vandaag()).values_list("pk", flat=True)
    ronde.refresh_from_db()
    assert ronde.afgerond_op is None
    alle = re.findall(r'name="alle" value="([^"]+)"', client.get(f"/toegang/rechten/{ronde.pk}/").content.decode())
    assert len(alle) == 2
    client.post(url, {"alle": alle, "besluit": "alles"})
    ronde.refresh_from_db()
    assert ronde.afgerond_op is not None
    assert set(ronde.regels.values_list("besluit", flat=True)) == {"blijft", "eindigt"}
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {
        "toegang.rechten_bevestigd",
        "toegang.rechten_beeindigd",
        "toegang.rol_beeindigd",
        "toegang.rechtenronde_afgerond",
    } <= namen
    with pytest.raises(VerkeerdeStand):
        actions_rechten.rechten_bevestigen(wie=wereld.beheerder, ronde=ronde, regels=[weg])


def test_je_eigen_rol_kijkt_een_ander_na(wereld: Any) -> None:
    ronde = _ronde(wereld)
    eigen = _regels(ronde, toekenning__gebruiker_id=wereld.baas.gebruiker_id)
    with pytest.raises(GeenRecht, match="eigen rol"):
        actions_rechten.rechten_bevestigen(wie=wereld.baas, ronde=ronde, regels=eigen)
    assert ronde.regels.filter(besluit="").count() == 3
    assert (
        "Je eigen rol kijkt iemand anders na"
        in client_voor(wereld.baas).get(f"/toegang/rechten/{ronde.pk}/").content.decode()
    )


def test_nieuwe_mens_komt_erbij_en_wie_weg_is_vervalt(wereld: Any) -> None:
    ronde = _ronde(wereld)
    nieuw = maak_toekenning("gmr", wereld.streek.bestuur)
    wereld.adviseurs[1].tot = vandaag() - dt.timedelta(days=1)
    wereld.adviseurs[1].save()
    actions_rechten.rechten_bevestigen(
        wie=wereld.beheerder, ronde=ronde, regels=_regels(ronde, toekenning=wereld.adviseurs[0])
    )
    assert ronde.regels.filter(toekenning=nieuw, besluit="").exists()
    assert ronde.regels.get(toekenning=wereld.adviseurs[1]).besluit == Rechtenregel.VERVALLEN


def test_begint_vanzelf_en_herinnert(wereld: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 2)
    eerst = actions_rechten.rechten_bijhouden(wie=HUIS)
    assert eerst["begonnen"] == 2
    assert actions_rechten.rechten_bijhouden(wie=HUIS)["begonnen"] == 0
    ronde = Rechtenronde.objects.get(organisatie=wereld.streek.bestuur)
    assert ronde.uiterlijk == dt.date(2026, 4, 1)
    van_baas = Bericht.objects.filter(gebruiker_id=wereld.baas.gebruiker_id, sleutel__startswith=f"rechten:{ronde.pk}")
    assert van_baas.count() == 1
    assert "Kijk de rechten na" in client_voor(wereld.baas).get("/").content.decode()
    settings.VANDAAG = dt.date(2026, 3, 27)
    for _ in range(2):
        actions_rechten.rechten_bijhouden(wie=HUIS)
    assert van_baas.count() == 2
    po = Bericht.objects.filter(gebruiker_id=wereld.po.gebruiker_id, sleutel__startswith="rechten:")
    assert po.count() == 0
    settings.VANDAAG = dt.date(2026, 4, 3)
    for _ in range(2):
        actions_rechten.rechten_bijhouden(wie=HUIS)
    assert van_baas.count() == 3
    assert po.count() == 2


def test_te_laat_is_te_zien_voor_beheerder_en_privacy_officer(wereld: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 2)
    _ronde(wereld)
    settings.VANDAAG = dt.date(2026, 5, 2)
    for wie in (wereld.beheerder, wereld.po):
        pagina = client_voor(wie).get("/toegang/rechten/").content.decode()
        assert "Te laat" in pagina
        assert "Nog nooit nagekeken" in pagina
    po = client_voor(wereld.po)
    ronde = Rechtenronde.objects.get()
    assert po.get(f"/toegang/rechten/{ronde.pk}/").status_code == 200
    assert po.post(f"/toegang/rechten/{ronde.pk}/besluit/", {"besluit": "blijft"}).status_code == 403


def test_na_een_jaar_opnieuw_en_het_bewijs_blijft(wereld: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 2)
    ronde = _ronde(wereld)
    actions_rechten.rechten_bevestigen(wie=wereld.beheerder, ronde=ronde, regels=_regels(ronde))
    settings.VANDAAG = dt.date(2027, 3, 1)
    assert wereld.streek.bestuur not in actions_rechten._toe_aan_nakijken()
    settings.VANDAAG = dt.date(2027, 3, 2)
    assert wereld.streek.bestuur in actions_rechten._toe_aan_nakijken()
    nieuw = _ronde(wereld)
    pagina = client_voor(wereld.beheerder).get(f"/toegang/rechten/{nieuw.pk}/").content.decode()
    assert f"/toegang/rechten/{ronde.pk}/" in pagina


def test_nieuwe_organisatie_en_nieuwe_rol_vallen_op(wereld: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 2)
    maak_toekenning("schooldirecteur", wereld.streek.school, van=dt.date(2026, 3, 1))
    per = {r.organisatie: r for r in nakijklijst(wereld.beheerder)}
    assert per[wereld.streek.school].stand[0] == "Nog nooit nagekeken"
    assert wereld.streek.school not in actions_rechten._toe_aan_nakijken()
    ronde = _ronde(wereld)
    actions_rechten.rechten_bevestigen(wie=wereld.beheerder, ronde=ronde, regels=_regels(ronde))
    maak_toekenning("gmr", wereld.streek.bestuur, van=dt.date(2026, 3, 2))
    settings.VANDAAG = dt.date(2026, 3, 5)
    maak_toekenning("gmr", wereld.streek.bestuur, van=dt.date(2026, 3, 4))
    assert {r.organisatie: r.nieuw for r in nakijklijst(wereld.beheerder)}[wereld.streek.bestuur] == 1


def test_een_ander_verband_ziet_niets(wereld: Any) -> None:
    ronde = _ronde(wereld)
    vreemd = client_voor(maak_wie("functioneel_beheerder", wereld.streek.ander_swv))
    assert vreemd.get(f"/toegang/rechten/{ronde.pk}/").status_code == 404
    assert vreemd.post("/toegang/rechten/beginnen/", {"organisatie": wereld.streek.buurbestuur}).status_code == 404
    with pytest.raises(VerkeerdeStand):
        _ronde(wereld)
    with pytest.raises(OngeldigeInvoer):
        actions_rechten.rechten_bevestigen(wie=wereld.beheerder, ronde=ronde, regels=[])


def test_vast_aantal_vragen(wereld: Any, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        maak_toekenning("bestuursadviseur", wereld.streek.bestuur)
    client = client_voor(wereld.beheerder)
    client.get("/toegang/rechten/")
    with django_assert_max_num_queries(24):
        client.get("/toegang/rechten/")
    ronde = _ronde(wereld)
    with django_assert_max_num_queries(26):
        client.get(f"/toegang/rechten/{ronde.pk}/")
