"""Exports of one report: what is in them, who gets them, and that they are read again as they were given (D9)."""

import io
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vindplaats.documenten.excel import maak_json
from vindplaats.documenten.pdf import maak_pdf
from vindplaats.documenten.stuk import Huisstijl
from vindplaats.documenten.word import maak_docx
from vindplaats.formats.definitie import Definitie, laad
from vindplaats.formats.rules import Stuk
from vindplaats.formats.waarden import INGEVULD, NUL, NVT, Gelezen
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests.fabriek import client_als
from vindplaats.verantwoording.bundelen.formulier import Rapportkop, Verband, stuk_van_rapport
from vindplaats.verantwoording.bundelen.markdown import maak_md
from vindplaats.verantwoording.lezer import lees
from vindplaats.verantwoording.omzetten import als_lezing, uit_lezing

MaakRapport = Callable[..., Any]
DEFINITIES = Path(__file__).resolve().parents[1] / "definities"
SWVS = ("PO3104", "PO3105", "PO3106")
VERBANDEN = [
    Verband("PO3104", "Westelijke Mijnstreek", "WM"),
    Verband("PO3105", "Maastricht-Heuvelland", "MH"),
    Verband("PO3106", "Parkstad", "PS"),
]
NIET_GELEZEN = {"keuze", "beschikking"}
"""The choice and the decision are printed for people; a reading leaves them to a person (trap 24)."""


# --- any filled form -------------------------------------------------------------------------------------------------

TAAL = """
leerlingen scholen werken samen aan een doorgaande lijn de intern begeleider volgt ieder kind met extra aandacht voor taal rekenen
en gedrag wij zien dat het knooppunt helpt bij thuiszitters en verwijzingen het team leert van elkaar ouders denken mee
INNOVO-scholen (zie bijlage) 12% van 340 groep 3 tot 8 'maatwerk' & zorg; ambulante begeleiding *extra* vanuit sbo_school kost 1.140 uur
thuis+school per jaar [concept] <kort> Ankerpunt ondersteuning in 2023
"""
WOORDEN = [*TAAL.split(), "korte- en lange termijn"]
doelen = st.lists(st.sampled_from([w for w in WOORDEN if w[0] not in "*("]), min_size=2, max_size=12).map(" ".join)
zinnen = st.lists(st.sampled_from(WOORDEN), min_size=3, max_size=28).map(lambda w: f"Bij ons {' '.join(w)}.")
alineas = st.lists(zinnen, min_size=1, max_size=4).map(" ".join)
teksten = st.lists(alineas, min_size=1, max_size=3).map("\n\n".join)
bedragen = st.one_of(st.just(0), st.integers(1, 3_000_000).map(lambda euro: euro * 100), st.integers(1, 99_999_999))
NAMEN = st.sampled_from(["Stichting De Beuk", "INNOVO-Oost", "Onderwijsgroep Maas & Geul", "SKO 't Plateau"])


@st.composite
def narratief(trek: Any, nul: bool) -> Stuk:
    soort = trek(
        st.sampled_from(
            ["tekst", "tekst", "tekst", "nvt", "nvt_uitleg", *(["nul", "nul_uitleg"] if nul else []), "leeg"]
        )
    )
    if soort == "leeg":
        return Stuk()
    if soort == "tekst":
        return Stuk(INGEVULD, trek(teksten))
    return Stuk(NVT if soort.startswith("nvt") else NUL, trek(alineas) if soort.endswith("uitleg") else None)


@st.composite
def bestedingen(trek: Any) -> list[dict[str, Any]]:
    uit = []
    for _ in range(trek(st.integers(1, 6))):
        pm = trek(st.booleans())
        uit.append(
            {
                "bedrag": None if pm else trek(st.one_of(st.none(), bedragen)),
                "pm": pm,
                "doel": f"de {trek(doelen)}",
                "categorie": "",
                "toelichting": trek(st.one_of(st.just(""), teksten)),
            }
        )
    return uit


@st.composite
def formulieren(trek: Any, definitie: Definitie) -> dict[str, Stuk]:
    """A form filled in any believable way: texts, amounts, PM, none, n.v.t., empty parts."""
    uit: dict[str, Stuk] = {}
    for vraag in definitie.vragen.values():
        if vraag.soort == "tekst":
            uit[vraag.code] = trek(narratief(vraag.nul))
        elif vraag.soort == "indicatorkeuze":
            blok = definitie.blok(vraag.blok)
            nummers = trek(st.sets(st.integers(blok.van, blok.tot), min_size=1, max_size=3))
            uit[vraag.code] = Stuk(INGEVULD, sorted(nummers))
        elif vraag.soort == "bedragen_per_swv":
            rij = st.fixed_dictionaries({swv: st.one_of(st.none(), bedragen) for swv in SWVS})
            uit[vraag.code] = Stuk(INGEVULD, {optie.code: trek(rij) for optie in vraag.opties})
    uit["bestedingen"] = Stuk(INGEVULD, trek(bestedingen()))
    uit["verschil_uitleg"] = trek(st.one_of(st.just(Stuk()), alineas.map(lambda t: Stuk(INGEVULD, t))))
    uit["bestuur"], uit["schooljaar"] = Stuk(INGEVULD, trek(NAMEN)), Stuk(INGEVULD, "2023-2024")
    uit["namens"] = Stuk(
        INGEVULD,
        {"naam": "Fenna de Wit", "functie": trek(st.sampled_from(["bestuurder", "voorzitter college van bestuur"]))},
    )
    vinken = trek(st.fixed_dictionaries(dict.fromkeys(SWVS, st.booleans())).filter(lambda v: any(v.values())))
    uit["swv"] = Stuk(INGEVULD, vinken)
    if "keuze" in definitie.vragen:
        uit["keuze"] = Stuk(INGEVULD, definitie.vraag("keuze").opties[0].code)
    return _nvt_blokken(uit, trek(st.booleans()))


def _nvt_blokken(stukken: dict[str, Stuk], nvt: bool) -> dict[str, Stuk]:
    """In a block n.v.t. holds for all three answers (report-format 2); otherwise each is filled."""
    for code, stuk in list(stukken.items()):
        if not code.startswith("proces_"):
            continue
        if nvt and "doelgroep" in code:
            stukken[code] = Stuk(NVT)
        elif stuk.stand != INGEVULD:
            stukken[code] = Stuk(INGEVULD, f"Bij ons is dit geregeld in het jaarplan, hoofdstuk {code}.")
    return stukken


def _plat(waarde: Any) -> Any:
    """White space folded, bullets alike, empty values gone."""
    if isinstance(waarde, str):
        return " ".join(waarde.replace("\u2022", "-").split())
    if isinstance(waarde, dict):
        return {k: p for k, v in waarde.items() if (p := _plat(v)) not in (None, "", {})}
    return [_plat(w) for w in waarde] if isinstance(waarde, list) else waarde


def _verschillen(definitie: Definitie, gegeven: dict[str, Stuk], lezing: dict[str, Any]) -> list[str]:
    gelezen = uit_lezing(definitie, lezing)
    uit = []
    for code in definitie.vragen.keys() - NIET_GELEZEN:
        stuk, terug = gegeven.get(code, Stuk()), gelezen.get(code, Gelezen("leeg"))
        links, rechts = (stuk.stand, _plat(stuk.waarde)), (terug.stand, _plat(terug.waarde))
        if links != rechts and not (
            _plat(stuk.waarde) in ({}, None) and terug.stand == "leeg" and stuk.stand == INGEVULD
        ):
            uit.append(f"{code}: {rechts} != {links}")
    return uit


@lru_cache(maxsize=4)
def _definitie(versie: str) -> Definitie:
    return laad(DEFINITIES / f"verantwoording-{versie}.yaml")


def _stuk(definitie: Definitie, stukken: dict[str, Stuk]) -> Any:
    kop = Rapportkop(
        VERBANDEN,
        "Stichting De Beuk",
        "2023-2024",
        huisstijl=Huisstijl(organisatie=stukken["bestuur"].waarde),
        melding="Verzonnen voorbeeld",
    )
    return stuk_van_rapport(definitie, stukken, kop)


MAKERS: dict[str, Callable[[Any], bytes]] = {"md": maak_md, "docx": maak_docx, "pdf": lambda stuk: maak_pdf(stuk).data}
RUSTIG = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.mark.regel("VER-02", "VER-03", "VER-05", "VER-07", "VER-08", "VER-11", "VER-12", "VER-16")
@pytest.mark.parametrize(("soort", "keer"), [("md", 20), ("docx", 10), ("pdf", 4)])
@pytest.mark.parametrize("versie", ["2023", "2024"])
def test_uitgevoerd_en_weer_gelezen_is_hetzelfde(soort: str, keer: int, versie: str) -> None:
    definitie = _definitie(versie)

    @settings(max_examples=keer, deadline=None, suppress_health_check=RUSTIG, database=None)
    @given(formulieren(definitie))
    def eigenschap(stukken: dict[str, Stuk]) -> None:
        data = MAKERS[soort](_stuk(definitie, stukken))
        assert _verschillen(definitie, stukken, lees(data, f"x.{soort}", definitie).als_json()) == []

    eigenschap()


@pytest.mark.regel("VER-12", "VER-16")
@given(formulieren(_definitie("2023")))
@settings(max_examples=40, deadline=None, suppress_health_check=RUSTIG, database=None)
def test_json_geeft_elk_antwoord_terug(stukken: dict[str, Stuk]) -> None:
    definitie = _definitie("2023")
    heen = json.loads(maak_json(als_lezing(definitie, stukken)))
    assert _verschillen(definitie, stukken, heen) == []
    assert uit_lezing(definitie, heen)["keuze"].waarde == stukken["keuze"].waarde


@pytest.mark.parametrize(
    "tekst",
    ["Van 3 * 4 naar *vier* | en _zo_ [voort](x)", "# geen kop\n- punt & komma;", "1 < 2 > 0 `code` ~ \\ einde *."],
)
def test_markdown_laat_tekens_staan(tekst: str) -> None:
    definitie = _definitie("2023")
    stukken = {"bestuur": Stuk(INGEVULD, "De Beuk"), "ankerpunt_1": Stuk(INGEVULD, tekst)}
    lezing = lees(maak_md(_stuk(definitie, stukken)), "x.md", definitie).als_json()
    assert _plat(uit_lezing(definitie, lezing)["ankerpunt_1"].waarde) == _plat(tekst)


# --- what is on paper ------------------------------------------------------------------------------------------------


def _download(client: Any, rapport: Any, soort: str) -> Any:
    return client.get(f"/verantwoording/{rapport.pk}/uitvoer/{soort}/")


@pytest.mark.regel("VER-02")
def test_word_is_een_hoofdstuk_met_echte_koppen(streek: Any, maak_rapport: MaakRapport) -> None:
    import docx

    antwoord = _download(client_als("bestuurder", streek.bestuur), maak_rapport(), "docx")
    document = docx.Document(io.BytesIO(antwoord.content))
    koppen = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert koppen[0] == ("Heading 1", "REKENSCHAP - EIGEN AANDEEL SCHOOLBESTUUR IN HET COLLECTIEF RESULTAAT")
    assert ("Heading 4", "Ankerpunt 1 - Kwaliteitsstandaard") in koppen
    assert ("Heading 2", "AANWENDING MIDDELEN SWV") in koppen
    tekst = "\n".join(p.text for p in document.paragraphs)
    assert "1. €\u00a09.925 ten behoeve van specialisten" in tekst
    assert "Nummer(s): 1" in tekst
    assert "43 Knooppunt in de oudertevredenheidspeiling" in tekst
    assert "☒ PO9901 (Samenwerkingsverband NO)" in tekst
    assert 'filename="Verantwoording Stichting 99001 2023-2024.docx"' in antwoord["Content-Disposition"]


@pytest.mark.regel("VER-07", "VER-16")
def test_excel_heeft_getallen_en_pm(streek: Any, maak_rapport: MaakRapport) -> None:
    import openpyxl

    regels = [
        {"bedrag": 1_140_50, "pm": False, "doel": "=1+1 begeleiding", "categorie": "specialisten", "toelichting": ""},
        {"bedrag": None, "pm": True, "doel": "nieuwbouw", "categorie": "", "toelichting": "Nog niet bekend."},
    ]
    rapport = maak_rapport(bestedingen=Gelezen(INGEVULD, regels))
    antwoord = _download(client_als("bestuurder", streek.bestuur), rapport, "xlsx")
    boek = openpyxl.load_workbook(io.BytesIO(antwoord.content))
    assert boek.sheetnames == ["Antwoorden", "Ontvangen", "Besteding", "Indicatoren", "Over dit bestand"]
    rijen = list(boek["Besteding"].values)
    assert rijen[1][:4] == (1, 1140.5, "'=1+1 begeleiding", "Specialisten en expertise")
    assert rijen[2][1] == "PM"
    assert rijen[3][1] == 1140.5
    assert list(boek["Ontvangen"].values)[1][2] == 10_000
    assert [r[0] for r in boek["Indicatoren"].values if r[3] == "ja"] == [1, 8, 35]


def test_json_vertelt_waar_het_vandaan_komt(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport()
    uit = json.loads(_download(client_als("bestuurder", streek.bestuur), rapport, "json").content)
    assert (uit["bestuur_nummer"], uit["stand"], uit["schooljaar"]) == ("99001", "concept", "2023-2024")
    assert uit["proces"]["doelgroeparrangementen"]["nvt"] is True
    assert uit["bestedingen"][0]["bedrag"] == 9925


@pytest.mark.parametrize("soort", ["pdf", "md"])
def test_pdf_en_markdown_met_de_eigen_verbanden(streek: Any, maak_rapport: MaakRapport, soort: str) -> None:
    antwoord = _download(client_als("bestuurder", streek.bestuur), maak_rapport(), soort)
    assert antwoord.status_code == 200
    assert antwoord.content.startswith(b"%PDF" if soort == "pdf" else b"# Verantwoording 2023-2024")
    assert antwoord["Cache-Control"] == "private, no-store"


def test_leeg_formulier_is_ook_te_downloaden(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(leeg=True)
    for soort in ("pdf", "docx", "xlsx", "json", "md"):
        assert _download(client_als("bestuurder", streek.bestuur), rapport, soort).status_code == 200


# --- who ---------------------------------------------------------------------------------------------------------------


@pytest.mark.regel("VER-01")
def test_concept_van_een_ander_is_er_niet(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(stand="concept")
    assert _download(client_als("bestuurder", streek.buurbestuur), rapport, "md").status_code == 404
    assert _download(client_als("directeur_swv", streek.swv), rapport, "md").status_code == 404
    assert _download(client_als("directeur_swv", streek.ander_swv), rapport, "md").status_code == 404


def test_opr_pas_na_publiceren(streek: Any, maak_rapport: MaakRapport) -> None:
    assert _download(client_als("opr", streek.swv), maak_rapport(stand="vastgesteld"), "md").status_code == 404
    assert (
        _download(client_als("opr", streek.swv), maak_rapport("99002", stand="gepubliceerd"), "md").status_code == 200
    )


def test_zonder_recht_403(streek: Any, maak_rapport: MaakRapport) -> None:
    assert _download(client_als("ib_er", streek.school), maak_rapport(stand="gepubliceerd"), "md").status_code == 403


def test_onbekende_soort_404(streek: Any, maak_rapport: MaakRapport) -> None:
    antwoord = _download(client_als("bestuurder", streek.bestuur), maak_rapport(), "exe")
    assert antwoord.status_code == 404
    assert "Kies PDF, Word, Excel" in antwoord.content.decode()


@pytest.mark.regel("AVG-09")
def test_elke_download_staat_in_het_logboek(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(stand="ingediend")
    client = client_als("bestuurder", streek.buurbestuur)
    _download(client, rapport, "md")
    _download(client, rapport, "json")
    _download(client, rapport, "exe")
    regels = Gebeurtenis.objects.voor_taak("test").filter(naam="verantwoording.rapport_uitgevoerd")
    assert sorted(regels.values_list("zin", flat=True)) == [
        "Verantwoording gedownload als JSON",
        "Verantwoording gedownload als Markdown",
    ]
