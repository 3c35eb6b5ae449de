"""Data breaches: report by anyone, seen by two, the 72 hours in hours, the register (AVG 33)."""

import datetime as dt
import io
import json
from typing import Any
from zoneinfo import ZoneInfo

import pdfplumber
import pikepdf
import pytest

from vindplaats.kern import klok
from vindplaats.kern.fouten import Botsing, GeenRecht, NietGevonden, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.privacy.datalek import actions, queries, rules
from vindplaats.privacy.models import Datalek
from vindplaats.toegang.models import Bericht, Gebeurtenis
from vindplaats.toegang.wie import Wie

from .fabriek import ingevuld, maak_datalek

NL = ZoneInfo("Europe/Amsterdam")
ONTDEKT = dt.datetime(2026, 11, 20, 14, 5, tzinfo=NL)
pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-10")]


@pytest.mark.parametrize(
    ("uren", "soort", "begin"),
    [
        (0, "bezig", "Nog 72 uur om"), (41, "bezig", "Nog 31 uur om"), (48, "aandacht", "Nog 24 uur"), (66.5, "fout", "Nog 5 uur en 30 minuten"),
        (71.99, "fout", "Nog minder dan een minuut"), (73, "fout", "De 72 uur zijn voorbij, al 1 uur."),
    ],
)  # fmt: skip
def test_klok_telt_uren(uren: float, soort: str, begin: str) -> None:
    stand = rules.klok(ONTDEKT, ONTDEKT + dt.timedelta(hours=uren))
    assert (stand.soort, stand.zin[: len(begin)], stand.loopt) == (soort, begin, True)


def test_klok_over_het_verzetten_van_de_klok_heen() -> None:
    """72 hours are 72 hours, also in the night that has 25 of them: on the wall it is an hour earlier."""
    ontdekt = dt.datetime(2026, 10, 24, 12, 0, tzinfo=NL)
    assert rules.klok(ontdekt, ontdekt).uiterlijk.astimezone(NL).hour == 11


@pytest.mark.parametrize(("uren", "woord", "soort"), [(20, "op tijd", "goed"), (80, "te laat", "fout")])
def test_klok_stopt_bij_melden(uren: int, woord: str, soort: str) -> None:
    stand = rules.klok(ONTDEKT, ONTDEKT + dt.timedelta(hours=100), ONTDEKT + dt.timedelta(hours=uren))
    assert (woord in stand.zin, stand.soort, stand.loopt) == (True, soort, False)


@pytest.mark.parametrize("rol", ["bestuurder", "ib_er", "gemeente", "opr"])
def test_iedereen_kan_melden_en_ziet_het_daarna_niet(streek: Any, client_als: Any, maak_wie: Any, rol: str) -> None:
    officier, directeur = maak_wie("privacy_officer"), maak_wie("directeur_swv")
    client = client_als(rol)
    if not queries.swv_keuzes(client.wie):
        assert "geen samenwerkingsverband" in client.get("/privacy/datalek-melden/").text
        return
    antwoord = client.post(
        "/privacy/datalek-melden/",
        {"titel": "Laptop weg", "wat": "Uit de auto.", "ontdekt_op": "2020-01-02T10:00", "swv": streek.swv},
    )
    assert "Je melding is ontvangen" in antwoord.text
    d = Datalek.objects.voor_taak("test").get()
    assert (d.melder_id, d.zaak.stand, d.nummer) == (client.wie.gebruiker_id, "open", 1)
    assert client.get(f"/privacy/datalekken/{d.pk}/").status_code == 403
    assert set(Bericht.objects.values_list("gebruiker_id", flat=True)) == {
        officier.gebruiker_id,
        directeur.gebruiker_id,
    }
    assert all("Laptop" not in b.tekst for b in Bericht.objects.all())
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.datalek_gemeld").exists()


def test_foute_melding_houdt_wat_je_typte(streek: Any, client_als: Any) -> None:
    antwoord = client_als("bestuurder").post(
        "/privacy/datalek-melden/",
        {"titel": "Laptop weg", "wat": "Iets", "ontdekt_op": "2999-01-01T10:00", "swv": streek.swv},
    )
    assert antwoord.status_code == 422
    assert "ligt in de toekomst" in antwoord.text
    assert "Laptop weg" in antwoord.text
    assert not Datalek.objects.voor_taak("test").exists()


def test_melden_bij_een_vreemd_verband_kan_niet(streek: Any, maak_wie: Any) -> None:
    with pytest.raises(NietGevonden):
        maak_datalek(streek.ander_swv, wie=maak_wie("bestuurder", streek.bestuur))


def test_alleen_het_eigen_verband_en_de_twee_rollen(streek: Any, client_als: Any) -> None:
    d, vreemd = maak_datalek(), maak_datalek(streek.ander_swv)
    for rol in ("privacy_officer", "directeur_swv"):
        client = client_als(rol)
        assert client.get(f"/privacy/datalekken/{d.pk}/").status_code == 200
        assert client.get(f"/privacy/datalekken/{vreemd.pk}/").status_code == 404
    for rol in ("functioneel_beheerder", "kwaliteit_swv", "bestuurder"):
        assert client_als(rol).get("/privacy/datalekken/").status_code == 403


def test_scherm_toont_de_klok_en_logt_het_lezen(streek: Any, client_als: Any) -> None:
    d = maak_datalek(uren_geleden=41)
    client = client_als("privacy_officer")
    tekst = client.get(f"/privacy/datalekken/{d.pk}/").text
    assert "Nog 31 uur" in tekst or "Nog 30 uur en 59 minuten" in tekst
    assert (
        Gebeurtenis.objects.voor_taak("test")
        .filter(naam="privacy.datalek_gelezen", gebruiker_id=client.wie.gebruiker_id)
        .exists()
    )


def test_de_weg_van_open_naar_afgesloten(streek: Any, maak_wie: Any) -> None:
    po, d = maak_wie("privacy_officer"), maak_datalek(uren_geleden=30)

    def stap(verb: str, reden: str = "") -> str:
        rij = queries.datalek_voor(po, d.pk)
        actions.datalek_stap(wie=po, datalek=rij, verb=verb, reden=reden)
        return queries.datalek_voor(po, d.pk).zaak.stand

    with pytest.raises(Onvolledig) as mist:
        stap("beoordelen")
    assert len(mist.value.ontbreekt) == 3
    rij = actions.datalek_wijzigen(wie=po, datalek=d, waarden=ingevuld(d), versie=0)
    assert stap("beoordelen") == "beoordeeld"
    with pytest.raises(Onvolledig, match="wanneer je meldde"):
        stap("melden")
    with pytest.raises(OngeldigeInvoer, match="Schrijf op waarom"):
        stap("niet_melden")
    assert stap("niet_melden", "Er is niets gelezen.") == "niet_gemeld"
    assert queries.klok_van(queries.datalek_voor(po, d.pk)).soort == "neutraal"
    actions.datalek_wijzigen(
        wie=po, datalek=rij, waarden=ingevuld(d, gemeld_op=nu(), ingelicht_op=nu(), ingelicht_hoe="Brief"), versie=1
    )
    assert stap("melden") == "gemeld"  # a decision not to notify can be changed
    assert stap("inlichten") == "ingelicht"
    assert stap("afsluiten") == "afgesloten"
    with pytest.raises(VerkeerdeStand):
        stap("afsluiten")
    assert stap("heropenen", "Er kwam iets bij.") == "open"


def test_wijzigen_weigert(streek: Any, maak_wie: Any) -> None:
    po, d = maak_wie("privacy_officer"), maak_datalek()
    with pytest.raises(GeenRecht):
        actions.datalek_wijzigen(wie=maak_wie("bestuurder"), datalek=d, waarden=ingevuld(d), versie=0)
    with pytest.raises(OngeldigeInvoer, match="voor de ontdekking"):
        actions.datalek_wijzigen(
            wie=po, datalek=d, waarden=ingevuld(d, gemeld_op=d.ontdekt_op - dt.timedelta(hours=1)), versie=0
        )
    actions.datalek_wijzigen(
        wie=po, datalek=d, waarden=ingevuld(d, gegevens=["gegevens over gezondheid of gedrag"]), versie=0
    )
    assert queries.datalek_voor(po, d.pk).bijzonder
    with pytest.raises(Botsing):
        actions.datalek_wijzigen(wie=po, datalek=d, waarden=ingevuld(d), versie=0)


def test_wijzigscherm_bewaart_en_houdt_bij_een_botsing(streek: Any, client_als: Any) -> None:
    d, client = maak_datalek(), client_als("privacy_officer")
    waarden = {
        "titel": "Anders",
        "wat": "Nieuw",
        "ontdekt_op": "2020-01-02T10:00",
        "gegevens": "naam en adres",
        "aantal": "3",
        "versie": "0",
    }
    assert client.post(f"/privacy/datalekken/{d.pk}/wijzigen/", waarden).status_code == 302
    assert queries.datalek_voor(client.wie, d.pk).aantal == 3
    antwoord = client.post(f"/privacy/datalekken/{d.pk}/wijzigen/", waarden | {"titel": "Tweede venster"})
    assert antwoord.status_code == 409
    assert "Tweede venster" in antwoord.text


@pytest.mark.parametrize(
    ("uren", "verwacht"), [(1, 0), (23.9, 0), (24, 1), (24.2, 1), (48, 1), (66, 1), (71, 1), (72, 1), (200, 1)]
)
def test_herinneren_op_uren(streek: Any, maak_wie: Any, uren: float, verwacht: int) -> None:
    maak_wie("privacy_officer")
    with klok.op(ONTDEKT):
        maak_datalek(uren_geleden=0)
    taak = Wie.taak("Test")
    Bericht.objects.all().delete()
    with klok.op(ONTDEKT + dt.timedelta(hours=uren)):
        assert actions.datalekken_herinneren(wie=taak) == verwacht
        assert actions.datalekken_herinneren(wie=taak) == 0  # once per hour of the row
    if uren == 66:
        assert "nog 6 uur" in Bericht.objects.get().tekst


def test_geen_herinnering_als_er_gemeld_is_of_niet_hoeft(streek: Any, maak_wie: Any) -> None:
    po = maak_wie("privacy_officer")
    gemeld, niet = maak_datalek(uren_geleden=50), maak_datalek(uren_geleden=50)
    actions.datalek_wijzigen(wie=po, datalek=gemeld, waarden=ingevuld(gemeld, gemeld_op=nu()), versie=0)
    actions.datalek_wijzigen(wie=po, datalek=niet, waarden=ingevuld(niet), versie=0)
    for verb, reden in (("beoordelen", ""), ("niet_melden", "Niets gelezen.")):
        actions.datalek_stap(wie=po, datalek=queries.datalek_voor(po, niet.pk), verb=verb, reden=reden)
    assert actions.datalekken_herinneren(wie=Wie.taak("Test")) == 0


def test_register_als_bestand_heeft_ook_wat_niet_gemeld_is(streek: Any, client_als: Any) -> None:
    client = client_als("privacy_officer")
    d = maak_datalek(titel="=1+1")
    actions.datalek_wijzigen(wie=client.wie, datalek=d, waarden=ingevuld(d), versie=0)
    for verb, reden in (("beoordelen", ""), ("niet_melden", "Alleen intern gezien.")):
        actions.datalek_stap(wie=client.wie, datalek=queries.datalek_voor(client.wie, d.pk), verb=verb, reden=reden)
    maak_datalek(streek.ander_swv)
    rijen = json.loads(client.get("/privacy/datalekken/bestand/json/").content)
    assert [(r["Nummer"], r["Reden niet gemeld"]) for r in rijen] == [(1, "Alleen intern gezien.")]
    assert b"'=1+1" in client.get("/privacy/datalekken/bestand/csv/").content
    assert client.get("/privacy/datalekken/bestand/xlsx/").content[:2] == b"PK"
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.datalekken_gedownload").count() == 3
    assert client.get("/privacy/datalekken/bestand/pdf/").status_code == 404


def test_lijst_en_stapscherm(streek: Any, client_als: Any, django_assert_max_num_queries: Any) -> None:
    client = client_als("directeur_swv")
    for _ in range(12):
        d = maak_datalek()
    with django_assert_max_num_queries(25):
        assert "Nog 7" in client.get("/privacy/datalekken/").text
    scherm = client.get(f"/privacy/datalekken/{d.pk}/stap/beoordelen/", follow=True)
    assert "Deze stap kan nu niet" in scherm.text  # only the officer assesses
    po = client_als("privacy_officer")
    assert "Dit moet eerst" in po.get(f"/privacy/datalekken/{d.pk}/stap/beoordelen/").text
    assert po.get(f"/privacy/datalekken/{d.pk}/stap/onzin/").status_code == 404
    assert po.post(f"/privacy/datalekken/{d.pk}/stap/beoordelen/", {"stand": "open"}).status_code == 400


def _woorden(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as doc:
        return " ".join(" ".join(p.extract_text() for p in doc.pages).split())


@pytest.mark.regel("P-10")
def test_dossier_als_pdf_noemt_alles_en_wat_nog_leeg_is(streek: Any, client_als: Any) -> None:
    rij = maak_datalek(streek.swv)
    client = client_als("privacy_officer")
    assert "Wanneer het gebeurde" in " ".join(client.get(f"/privacy/datalekken/{rij.pk}/").text.split())
    antwoord = client.get(f"/privacy/datalekken/{rij.pk}/pdf/")
    assert (antwoord.headers["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")
    with pikepdf.open(io.BytesIO(antwoord.content)) as doc:
        assert "/StructTreeRoot" in doc.Root
    tekst = _woorden(antwoord.content)
    for zin in (
        "Wat nog leeg is",
        "Wie meer kan vertellen",
        "artikel 33 lid 3 onder d",
        "Nog niet ingevuld",
        "Een verslag ging naar een verkeerd adres.",
    ):
        assert zin in tekst, zin
    leeg = queries.nog_leeg(rij)
    assert {
        "Hoeveel mensen (ongeveer)",
        "Soorten gegevens",
        "Genomen of voorgesteld",
        "Gemeld bij de Autoriteit Persoonsgegevens",
    } <= set(leeg)
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.datalek_gedownload", soort="delen").exists()
    assert client_als("bestuurder").get(f"/privacy/datalekken/{rij.pk}/pdf/").status_code == 403
    assert client_als("privacy_officer", streek.ander_swv).get(f"/privacy/datalekken/{rij.pk}/pdf/").status_code == 404


def test_niets_leeg_als_alles_bekend_is(streek: Any, maak_wie: Any, client_als: Any) -> None:
    po = maak_wie("privacy_officer", streek.swv)
    rij = maak_datalek(streek.swv, uren_geleden=80)
    waarden = ingevuld(
        rij, gemeld_op=nu(), ap_nummer="2026-1", ingelicht_op=nu(), ingelicht_hoe="Met een brief.", aantal_gegevens=30,
        contactpunt="Functionaris gegevensbescherming, 030 123 45 67",
    )  # fmt: skip
    rij = actions.datalek_wijzigen(wie=po, datalek=rij, waarden=waarden, versie=rij.versie)
    assert queries.nog_leeg(rij) == ["Waarom later dan 72 uur"]
    rij = actions.datalek_wijzigen(
        wie=po, datalek=rij, waarden=waarden | {"reden_later": "Het onderzoek duurde."}, versie=rij.versie
    )
    assert queries.nog_leeg(rij) == []
    rij = actions.datalek_wijzigen(
        wie=po, datalek=rij, waarden=ingevuld(rij, gemeld_op=nu(), ap_nummer="2026-1"), versie=rij.versie
    )
    assert (rij.contactpunt[:12], rij.aantal_gegevens) == ("Functionaris", 30)  # not sent along: stays
    tekst = _woorden(client_als("privacy_officer").get(f"/privacy/datalekken/{rij.pk}/pdf/").content)
    assert "Alles waar een melding om vraagt, is ingevuld." in tekst
