"""The screens of the procedure manager: works, stranger 404, too little right 403, bad input stays, seen in the log."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.procedures.actions import zaak_openen
from vindplaats.procedures.models import Eigenversie, Zaak
from vindplaats.procedures.queries_versies import zaken_per_versie
from vindplaats.procedures.uitschrijven import als_yaml
from vindplaats.toegang.log import spoor
from vindplaats.toegang.tests import fabriek
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
CODE = "verantwoording"


def url(naam: str, *args: Any) -> str:
    return reverse(f"procedures:{naam}", args=args)


@pytest.fixture
def beheer(streek: Any, client_als: Any) -> Any:
    return client_als("functioneel_beheerder")


@pytest.fixture
def versie(beheer: Any) -> Eigenversie:
    """A draft of this manager, made on the screen."""
    antwoord = beheer.post(url("maken", CODE))
    rij: Eigenversie = Eigenversie.objects.voor_taak("test").get()
    assert antwoord.headers["Location"] == url("versie", rij.pk)
    return rij


def tekst(antwoord: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", antwoord.content.decode())))


def test_lijst_beeld_en_tabel(beheer: Any) -> None:
    assert "Verantwoording van het schoolbestuur" in tekst(beheer.get(url("lijst")))
    antwoord = beheer.get(url("procedure", CODE))
    bron = antwoord.content.decode()
    for code in ("open", "concept", "ingediend", "besproken", "vastgesteld", "gepubliceerd"):
        assert bron.count(f'href="#stand-{code}"') == 2
        assert f'id="stand-{code}"' in bron
    gelezen = tekst(antwoord)
    for zin in ("Dien de verantwoording in", "alle verplichte vragen zijn beantwoord", "4 weken ervoor", "VER-01",
                "wie ligt vast (VER-01)", "De verantwoording {{schooljaar}} van {{organisatie}} is ingediend."):  # fmt: skip
        assert zin in gelezen, zin
    assert beheer.get(url("procedure", "bestaat-niet")).status_code == 404


def test_een_concept_maken_wijzigen_en_publiceren(beheer: Any, versie: Any) -> None:
    beheer.post(url("maken", CODE))
    assert Eigenversie.objects.voor_taak("test").count() == 1, "een tweede klik gaat verder in hetzelfde concept"
    pagina = tekst(beheer.get(url("stap", versie.pk, "bespreken")))
    assert "In de versie van het huis: directeur samenwerkingsverband, medewerker kwaliteit." in pagina
    antwoord = beheer.post(url("stap", versie.pk, "bespreken"), {
        "bewerking": versie.bewerking, "wie": ["directeur_swv", "secretariaat_swv"], "reden_verplicht": "on",
        "bericht_bestuur_tekst": "Besproken: {{zaak}}.", "bericht_bestuur_naar": ["bestuurder"],
    })  # fmt: skip
    assert antwoord.status_code == 302
    versie.refresh_from_db()
    assert versie.afwijkingen == {"stappen": {"bespreken": {
        "wie": ["directeur_swv", "secretariaat_swv"], "reden_verplicht": True,
        "berichten": {"bestuur": {"tekst": "Besproken: {{zaak}}.", "naar": ["bestuurder"]}},
    }}}  # fmt: skip
    assert "Stap 'Markeer als besproken', wie directeur samenwerkingsverband, medewerker kwaliteit wordt" in tekst(
        beheer.get(url("versie", versie.pk))
    )
    pagina = tekst(beheer.get(url("publiceren", versie.pk)))
    assert "Zaken die al lopen, maken hun eigen versie af." in pagina
    antwoord = beheer.post(
        url("publiceren", versie.pk), {"bewerking": versie.bewerking, "vanaf": vandaag().isoformat()}
    )
    assert antwoord.status_code == 302
    versie.refresh_from_db()
    assert (versie.stand, versie.vanaf, bool(versie.tekst)) == ("gepubliceerd", vandaag(), True)
    assert "eigen versie 1, sinds" in tekst(beheer.get(url("lijst")))
    assert [g.naam for g in spoor(versie)] == [
        "procedures.versie_gepubliceerd", "procedures.versie_gewijzigd", "procedures.versie_gemaakt",
    ]  # fmt: skip


def test_termijn_wijzigen_met_datum_en_herinneringen(beheer: Any, versie: Any) -> None:
    adres = url("termijnsoort", versie.pk, "indienen_voor")
    data = {"bewerking": versie.bewerking, "datum_dag": "15", "datum_maand": "9", "datum_jaar": "1",
            "h0_dagen": "21", "h0_kant": "voor", "h0_rollen": ["bestuurder"], "h0_tekst": "Nog even: {{termijn}}.",
            "h1_dagen": "3", "h1_kant": "na", "h1_rollen": ["directeur_swv"]}  # fmt: skip
    assert beheer.post(adres, data).status_code == 302
    versie.refresh_from_db()
    assert versie.afwijkingen["termijnen"]["indienen_voor"] == {
        "jaardatum": {"maand": 9, "dag": 15, "jaar": 1},
        "waarschuw": [
            {"dagen": 21, "rollen": ["bestuurder"], "tekst": "Nog even: {{termijn}}."},
            {"dagen": -3, "rollen": ["directeur_swv"]},
        ],
    }
    terug = beheer.get(adres).content.decode()
    assert 'value="21"' in terug
    assert "Nog even: {{termijn}}." in terug


@pytest.mark.parametrize(
    ("erbij", "zin"),
    [
        (
            {"datum_dag": "1", "datum_maand": "3", "datum_jaar": "2"},
            "1 maart van het jaar daarna is te laat. Kies uiterlijk 31 december",
        ),
        ({"datum_dag": "1", "datum_maand": ""}, "Vul dag en maand allebei in"),
        (
            {"h0_dagen": "7", "h0_tekst": "Dag {{naam}}", "h0_rollen": ["bestuurder"]},
            "Het veld {{naam}} bestaat hier niet",
        ),
        ({"h0_dagen": "7"}, "Kies wie de herinnering krijgt"),
        ({"h0_dagen": "7", "h0_rollen": ["ouder"]}, "Selecteer een geldige keuze"),
    ],
)
def test_wat_niet_kan_staat_bij_het_veld_en_blijft_staan(
    beheer: Any, versie: Any, erbij: dict[str, Any], zin: str
) -> None:
    antwoord = beheer.post(url("termijnsoort", versie.pk, "indienen_voor"), {"bewerking": versie.bewerking, **erbij})
    assert antwoord.status_code == 400
    assert zin in tekst(antwoord)
    if "h0_tekst" in erbij:
        assert "Dag {{naam}}" in antwoord.content.decode()
    versie.refresh_from_db()
    assert versie.afwijkingen == {}


@pytest.mark.regel("VER-01")
def test_een_slot_heeft_geen_veld_en_een_gemaakt_verzoek_verandert_niets(beheer: Any, versie: Any) -> None:
    adres = url("stap", versie.pk, "indienen")
    antwoord = beheer.get(adres)
    assert 'name="wie"' not in antwoord.content.decode()
    assert "Alleen de schoolbestuurder doet dat namens het bestuur. Bron: VER-01." in tekst(antwoord)
    beheer.post(adres, {
        "bewerking": versie.bewerking, "wie": ["opr"], "uit": "on", "afwijkingen": "{}", "stand": "gepubliceerd",
        "bericht_verband_tekst": "De verantwoording {{schooljaar}} van {{organisatie}} is ingediend.",
        "bericht_verband_naar": ["directeur_swv", "kwaliteit_swv"],
    })  # fmt: skip
    versie.refresh_from_db()
    assert (versie.afwijkingen, versie.stand) == ({}, "concept")
    assert beheer.get(url("stap", versie.pk, "bestaat-niet")).status_code == 404
    assert beheer.get(url("termijnsoort", versie.pk, "bestaat-niet")).status_code == 404


def test_twee_bewerkers_zien_elkaar(beheer: Any, versie: Any, client_als: Any) -> None:
    beheer.post(url("delen", versie.pk))
    versie.refresh_from_db()
    collega = client_als("functioneel_beheerder")
    data = {"bewerking": versie.bewerking, "wie": ["directeur_swv"], "bericht_bestuur_naar": ["bestuurder", "bestuursadviseur"],
            "bericht_bestuur_tekst": "De verantwoording {{schooljaar}} van {{organisatie}} is vastgesteld."}  # fmt: skip
    assert collega.post(url("stap", versie.pk, "vaststellen"), data).status_code == 302
    antwoord = beheer.post(url("stap", versie.pk, "vaststellen"), data | {"bericht_bestuur_tekst": "Mijn eigen tekst."})
    assert antwoord.status_code == 409
    assert collega.wie.naam in tekst(antwoord)
    assert "Mijn eigen tekst." in antwoord.content.decode()
    nieuw = re.search(r'name="bewerking" value="(\d+)"', antwoord.content.decode())
    assert nieuw is not None
    opnieuw = data | {"bericht_bestuur_tekst": "Mijn eigen tekst.", "bewerking": nieuw.group(1)}
    assert beheer.post(url("stap", versie.pk, "vaststellen"), opnieuw).status_code == 302


def test_wie_wat_mag(beheer: Any, versie: Any, client_als: Any, streek: Any) -> None:
    ander = client_als("functioneel_beheerder", streek.ander_swv)
    directeur, kwaliteit, bestuurder = (
        client_als("directeur_swv"),
        client_als("kwaliteit_swv"),
        client_als("bestuurder"),
    )
    for naam in ("versie", "proef", "nalopen", "versie-yaml", "publiceren", "beeld"):
        assert ander.get(url(naam, versie.pk)).status_code == 404, naam
        assert directeur.get(url(naam, versie.pk)).status_code == 404, naam
    beheer.post(url("delen", versie.pk))
    assert directeur.get(url("versie", versie.pk)).status_code == 200
    assert directeur.get(url("proef", versie.pk)).status_code == 200
    assert directeur.get(url("stap", versie.pk, "bespreken")).status_code == 403
    assert directeur.post(url("weggooien", versie.pk)).status_code == 403
    assert kwaliteit.get(url("versie", versie.pk)).status_code == 404
    assert kwaliteit.get(url("proef", versie.pk)).status_code == 403
    assert kwaliteit.post(url("maken", CODE)).status_code == 403
    assert bestuurder.get(url("procedure", CODE)).status_code == 200
    assert bestuurder.get(url("procedure", CODE) + "?swv=PO9902").status_code == 404
    assert ander.post(url("weggooien", versie.pk)).status_code == 404
    assert client_als("ouder").get(url("lijst")).status_code == 403


def test_weggooien_en_intrekken(beheer: Any, versie: Any) -> None:
    beheer.post(url("weggooien", versie.pk))
    assert not Eigenversie.objects.voor_taak("test").exists()
    assert spoor(versie).first().naam == "procedures.versie_weggegooid"
    beheer.post(url("maken", CODE))
    rij = Eigenversie.objects.voor_taak("test").get()
    beheer.post(url("stap", rij.pk, "publiceren"), {"bewerking": rij.bewerking, "uit": "on", "wie": ["directeur_swv"],
                "bericht_bestuur_tekst": "x", "bericht_bestuur_naar": ["bestuurder"]})  # fmt: skip
    rij.refresh_from_db()
    assert rij.afwijkingen["stappen"]["publiceren"]["uit"] is True
    beheer.post(url("publiceren", rij.pk), {"bewerking": rij.bewerking, "vanaf": vandaag().isoformat()})
    antwoord = beheer.post(url("intrekken", rij.pk), {"reden": ""})
    assert antwoord.status_code == 400
    assert "Schrijf op waarom" in tekst(antwoord)
    assert beheer.post(url("intrekken", rij.pk), {"reden": "Toch niet"}).status_code == 302
    assert beheer.post(url("intrekken", rij.pk), {"reden": "Toch niet"}).status_code == 409
    assert "Toch niet" in tekst(beheer.get(url("versie", rij.pk)))


def test_uitproberen_stap_voor_stap(beheer: Any, versie: Any) -> None:
    adres = url("proef", versie.pk)
    assert "Nog niet begonnen" in tekst(beheer.get(adres))
    voor = Zaak.objects.voor_taak("test").count()
    for zet, daad in enumerate(("stap:beginnen:bestuurder", "stap:indienen:bestuurder")):
        assert beheer.post(adres, {"zet": zet, "daad": daad}).status_code == 302
    pagina = tekst(beheer.get(adres))
    assert "Ingediend" in pagina
    assert "Bericht aan directeur samenwerkingsverband, medewerker kwaliteit : De verantwoording" in pagina
    assert "Markeer als besproken" in pagina
    alleen = tekst(beheer.get(adres + "?rol=bestuursadviseur"))
    assert "Deze rol kan nu niets doen." in alleen
    oud = beheer.post(adres, {"zet": 0, "daad": "stap:bespreken:directeur_swv"})
    assert oud.status_code == 400
    assert "intussen verder gegaan" in tekst(oud)
    for daad in ("stap:publiceren:directeur_swv", "klok:onzin", "dansen", "klok:2999-01-01"):
        assert beheer.post(adres, {"zet": 2, "daad": daad}).status_code == 400, daad
    assert beheer.post(adres, {"zet": 2, "daad": "terug"}).status_code == 302
    assert "Dien de verantwoording in" in tekst(beheer.get(adres))
    assert beheer.post(adres, {"zet": 1, "daad": "opnieuw", "begin": "2026-01-01", "jaar": "2024"}).status_code == 302
    assert "1 januari 2026" in tekst(beheer.get(adres)).replace("\xa0", " ")
    assert Zaak.objects.voor_taak("test").count() == voor


def test_alles_nalopen(beheer: Any, versie: Any) -> None:
    pagina = tekst(beheer.get(url("nalopen", versie.pk)))
    assert "Alle 6 standen zijn te bereiken" in pagina
    assert "heeft pas een datum als iemand hem voor het schooljaar zet" in pagina


def test_downloaden_en_inlezen(beheer: Any, client_als: Any, streek: Any) -> None:
    bestand = beheer.get(url("yaml", CODE))
    assert bestand["Content-Disposition"] == 'attachment; filename="verantwoording-PO9901.yaml"'
    inhoud = bestand.content.decode()
    goed = inhoud.replace("wie:\n  - directeur_swv\n  - kwaliteit_swv", "wie:\n  - directeur_swv", 1)
    assert goed != inhoud
    for slecht, zin in (
        (b"\xff\xfe\x00", "geen tekstbestand"),
        (b"procedure: [", "geen geldige YAML"),
        (inhoud.replace("eind: true", "eind: false").encode(), "ligt vast"),
        (inhoud.replace("procedure: verantwoording", "procedure: iets_anders").encode(), "hier hoort"),
    ):
        antwoord = beheer.post(url("inlezen", CODE), {"bestand": SimpleUploadedFile("v.yaml", slecht)})
        assert antwoord.status_code == 400
        assert zin in tekst(antwoord), zin
    assert not Eigenversie.objects.voor_taak("test").exists()
    antwoord = beheer.post(url("inlezen", CODE), {"bestand": SimpleUploadedFile("v.yaml", goed.encode())})
    assert antwoord.status_code == 302
    rij = Eigenversie.objects.voor_taak("test").get()
    assert list(rij.afwijkingen) == ["stappen"]
    assert beheer.get(url("versie-yaml", rij.pk)).content.decode() == als_yaml(rij.tabel)
    nog = beheer.post(url("inlezen", CODE), {"bestand": SimpleUploadedFile("v.yaml", goed.encode())})
    assert nog.status_code == 409
    assert "Je hebt al een concept" in tekst(nog)


def test_de_lijst_kost_een_vast_aantal_vragen(beheer: Any, django_assert_max_num_queries: Any, streek: Any) -> None:
    from vindplaats.procedures.tests.voorbeelden import _versie

    def tel() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as vragen:
            beheer.get(url("lijst"))
            beheer.get(url("procedure", CODE))
        return len(vragen)

    tel()
    _versie(streek.swv, publiek=True)
    tel()
    een = tel()
    for _ in range(4):
        _versie(streek.swv, publiek=True)
    tel()
    assert tel() <= een
    assert fabriek.STANDAARD_ORGANISATIE["swv"] == streek.swv


def test_zaak_in_een_stand_die_haar_versie_niet_kent_is_een_regel_en_geen_fout(beheer: Any, streek: Any) -> None:
    goed, los, weg = (
        zaak_openen(
            wie=Wie.taak("t"), procedure=CODE, onderwerp=f"organisaties.bestuur:{nr}", organisatie=streek.bestuur,
            swvs=[streek.swv], schooljaar=Schooljaar(2023),
        )
        for nr in ("1", "2", "3")
    )  # fmt: skip
    Zaak.objects.voor_taak("test").filter(pk=los.pk).update(stand="van_vroeger")
    Zaak.objects.voor_taak("test").filter(pk=weg.pk).update(versie=99)
    tellingen = {(t.naam, t.loopt, bool(t.fout)) for t in zaken_per_versie(CODE, "PO9901")}
    assert tellingen == {
        (f"versie {goed.versie} van het huis", 1, False),
        (f"versie {goed.versie} van het huis", 0, True),
        ("versie 99 van het huis", 0, True),
    }
    antwoord = beheer.get(url("procedure", CODE))
    assert antwoord.status_code == 200
    assert "1 zaak staat in de stand 'van_vroeger', maar die kent deze versie niet." in tekst(antwoord)
