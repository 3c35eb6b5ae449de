"""Facts in prose: the whole corpus, the held-out corpus, the two real reports, and the grammar's hard cases."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vindplaats.verantwoording.lezer.feiten import Feit, kruiscontrole, vind_bijzaken, vind_feiten
from vindplaats.verantwoording.lezer.feiten_woorden import INDICATOREN, PROCENT_INDICATOREN
from vindplaats.verantwoording.lezer.getallen import getal_uit_woord, lees_getallen

DATA = Path(__file__).parent / "data"
GEDEELD = Path(__file__).parents[5] / ".." / "shared"


@dataclass
class Uitslag:
    """Counts over a corpus, and every miss and every fact too many for the failure message."""

    verwacht: int = 0
    gegeven: int = 0
    goed: int = 0
    indicator_verwacht: int = 0
    indicator_goed: int = 0
    operator_goed: int = 0
    eenheid_goed: int = 0
    fouten: list[str] = field(default_factory=list)

    @property
    def gevonden(self) -> float:
        return self.goed / self.verwacht

    @property
    def juist(self) -> float:
        return self.goed / max(1, self.gegeven)


def _meet(bestand: str) -> Uitslag:
    uitslag = Uitslag()
    for onderdeel, tekst, verwacht in yaml.safe_load((DATA / bestand).read_text(encoding="utf-8")):
        feiten = vind_feiten(onderdeel, tekst)
        uitslag.verwacht += len(verwacht)
        uitslag.gegeven += len(feiten)
        _tel_zin(uitslag, tekst, feiten, verwacht)
    return uitslag


def _tel_zin(uitslag: Uitslag, tekst: str, feiten: list[Feit], verwacht: list[list[Any]]) -> None:
    over = list(feiten)
    for waarde, eenheid, vorig, operator, indicator in verwacht:
        passend = [feit for feit in over if feit.waarde == waarde and feit.vorig == vorig]
        feit = next(
            (f for f in passend if indicator is None or f.indicator == indicator), passend[0] if passend else None
        )
        if feit is None:
            uitslag.fouten.append(f"gemist {waarde} (was {vorig}) in: {tekst}")
            continue
        over.remove(feit)
        uitslag.goed += 1
        uitslag.operator_goed += feit.operator == operator
        uitslag.eenheid_goed += eenheid is None or feit.eenheid == eenheid
        if indicator:
            assert indicator in INDICATOREN, indicator
            uitslag.indicator_verwacht += 1
            uitslag.indicator_goed += feit.indicator == indicator
    uitslag.fouten += [f"te veel {feit.waarde} {feit.eenheid} in: {tekst}" for feit in over]


@pytest.mark.regel("VER-12", "VER-13")
@pytest.mark.parametrize(("bestand", "zinnen", "zonder"), [("feiten.yaml", 370, 100), ("feiten_apart.yaml", 100, 25)])
def test_corpus_minstens_negentig_procent_gevonden_en_juist(bestand: str, zinnen: int, zonder: int) -> None:
    """Recall and precision on written sentences; `feiten_apart.yaml` was never tuned on."""
    corpus = yaml.safe_load((DATA / bestand).read_text(encoding="utf-8"))
    assert len(corpus) >= zinnen
    assert sum(not verwacht for _, _, verwacht in corpus) >= zonder
    uitslag = _meet(bestand)
    bericht = "\n".join([f"gevonden {uitslag.gevonden:.3f}, juist {uitslag.juist:.3f}", *uitslag.fouten])
    assert uitslag.gevonden >= 0.9, bericht
    assert uitslag.juist >= 0.9, bericht
    assert uitslag.indicator_goed >= 0.9 * uitslag.indicator_verwacht, bericht
    assert uitslag.operator_goed >= 0.95 * uitslag.goed, bericht
    assert uitslag.eenheid_goed >= 0.95 * uitslag.goed, bericht


# ---- the two real reports, when the shared folder is there ------------------------------------------------------------
_KOPPEN = [
    ("ankerpunt_1", "Ankerpunt 1"), ("ankerpunt_2", "Ankerpunt 2"), ("ankerpunt_3", "Ankerpunt 3"), ("ankerpunt_4", "Ankerpunt 4"),
    ("thuiszitters", "THUISZITTERS"), ("ononderbroken_proces", "ONONDERBROKEN"), ("", "AANVULLEND"), ("verwijzingen", "VERWIJZINGEN NAAR"),
    ("teruggeplaatst", "LEERLINGEN TERUGGEPLAATST"), ("externe_functie", "EXTERNE FUNCTIE"), ("schakelfunctie", "SCHAKELFUNCTIE"),
    ("", "AANWENDING"), ("extra_informatie", "Extra Informatie"), ("", "REKENSCHAP - EIGEN AANDEEL"), ("proces_algemeen", "ALGEMEEN"),
    ("proces_basis_op_orde", "DE BASIS OP ORDE"), ("proces_doelgroeparrangementen", "DOELGROEPARR"), ("proces_knooppunt", "KNOOPPUNT"),
]  # fmt: skip


def _onderdelen(tekst: str) -> list[tuple[str, str, int]]:
    """A plain cut by headings, without the printed list of 43 indicators: enough to test facts apart from the reader."""
    tekst = re.sub(r"^\d{1,2} [A-Z(].*$", lambda m: " " * len(m.group()), tekst, flags=re.MULTILINE)
    begin = tekst.index("Ankerpunt 1 -")
    plekken = sorted(
        (m.start(), tekst.index("\n", m.start()), code)
        for code, kop in _KOPPEN
        for m in re.finditer(f"^{re.escape(kop)}", tekst, flags=re.MULTILINE)
        if m.start() >= begin
    )
    einden = [plek for plek, _, _ in plekken[1:]] + [len(tekst)]
    return [(code, tekst[b:eind], b) for (_, b, code), eind in zip(plekken, einden, strict=True) if code]


@pytest.mark.parametrize(
    ("verslag", "gouden"), [("innovo-2023-2024.txt", "innovo.json"), ("smart-limburg-2023-2024.txt", "smart.json")]
)
def test_echte_verslagen_alle_gemeten_feiten_en_niets_te_veel(verslag: str, gouden: str) -> None:
    bestand = GEDEELD / "reports" / verslag
    if not bestand.exists():
        pytest.skip("geen gedeelde verslagen op deze machine")
    tekst = bestand.read_text(encoding="utf-8")
    gevonden = [feit for code, deel, plek in _onderdelen(tekst) for feit in vind_feiten(code, deel, plek)]
    feiten = json.loads((GEDEELD / "golden" / gouden).read_text(encoding="utf-8"))["feiten"]
    verwacht = sorted(
        (f["onderdeel"], float(f["waarde"]), f["eenheid"], f["operator"]) for f in feiten if f["soort"] == "measured"
    )
    assert sorted((f.onderdeel, float(f.waarde or 0), f.eenheid, f.operator) for f in gevonden) == verwacht
    for feit in gevonden:
        assert re.search(r"\d|geen", tekst[feit.begin : feit.eind]), feit
        assert feit.indicator is not None


# ---- parts of the grammar ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("woord", "waarde"),
    [("nul", 0), ("één", 1), ("twaalf", 12), ("negentien", 19), ("eenentwintig", 21), ("tweeëntwintig", 22), ("drieëndertig", 33),
     ("achtenveertig", 48), ("zevenennegentig", 97), ("honderd", 100), ("een", None), ("ééns", None), ("drieling", None)],
)  # fmt: skip
def test_telwoorden(woord: str, waarde: int | None) -> None:
    assert getal_uit_woord(woord) == waarde


@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("1.140 leerlingen", 1140),
        ("68,6%", 68.6),
        ("68.6%", 68.6),
        ("374 kinderen", 374),
        ("9.800,5", 9800.5),
        ("5,0%", 5),
        ("0%", 0),
    ],
)
def test_duizendtal_en_decimaal(tekst: str, waarde: float) -> None:
    assert [getal.waarde for getal in lees_getallen(tekst) if getal.soort == "getal"] == [waarde]


@pytest.mark.parametrize(
    "tekst",
    ["in 2023-2024", "schooljaar '23-'24", "niveau 1 t/m 4", "groep 3, 4 en 5", "kinderen van 2 tot 6 jaar", "po3104 en po 3105", "€ 250.000",
     "43.500 euro", "langer dan 4 weken", "zes keer per jaar", "op 1 oktober 2023", "om 13.30 uur", "artikel 18a, lid 4", "1f, 2f en 1s",
     "een 12-jarige", "indicator 6 en 7", "0,4 fte", "2-jaarlijkse meting", "om de twee maanden", "één op één", "nummer(s): 6,7"],
)  # fmt: skip
def test_getallen_die_geen_meting_zijn(tekst: str) -> None:
    assert [getal for getal in lees_getallen(tekst) if getal.soort == "getal"] == []


def _een(onderdeel: str, tekst: str) -> Feit:
    feiten = vind_feiten(onderdeel, tekst)
    assert len(feiten) == 1, feiten
    return feiten[0]


@pytest.mark.regel("VER-13")
@pytest.mark.parametrize(
    "tekst",
    ["Het aantal verwijzingen ging van 91 naar 82.", "Er waren 82 verwijzingen (vorig jaar 91).", "Er waren 82 verwijzingen (2022-2023: 91).",
     "Er waren 82 verwijzingen (91 in het jaar ervoor).", "Er waren 82 verwijzingen, tegenover 91 vorig jaar.",
     "Er waren 82 verwijzingen ten opzichte van 91 in 2022-2023.", "Vorig jaar waren er 91 verwijzingen, nu 82.",
     "In 2022-2023 waren er 91 verwijzingen en in 2023-2024 82.", "Er waren 82 verwijzingen. Vorig jaar waren dat er 91.",
     "Verwijzingen: 91 -> 82", "Het aantal verwijzingen daalde tot 82 (was 91).", "Er waren 82 verwijzingen; een jaar eerder waren dat er 91."],
)  # fmt: skip
def test_vorig_jaar_in_alle_gebruikelijke_vormen(tekst: str) -> None:
    feit = _een("verwijzingen", tekst)
    assert (feit.waarde, feit.vorig, feit.indicator) == (82, 91, "verwijzingen_totaal")


@pytest.mark.regel("VER-12")
@pytest.mark.parametrize(
    "tekst",
    ["Er waren geen thuiszitters.", "Wij hadden geen enkele thuiszitter.", "Niemand zat langdurig thuis.", "Er waren nul thuiszitters.",
     "Thuiszitters: 0", "Het aantal thuiszitters is 0."],
)  # fmt: skip
def test_nul_in_woorden_is_een_feit(tekst: str) -> None:
    feit = _een("thuiszitters", tekst)
    assert (feit.waarde, feit.eenheid, feit.indicator) == (0, "leerlingen", "thuiszitters")


@pytest.mark.regel("TZ-01")
def test_de_omschrijving_van_thuiszitter_is_geen_aantal() -> None:
    assert vind_feiten("thuiszitters", "Een thuiszitter is ingeschreven en zit langer dan 4 weken thuis.") == []


@pytest.mark.regel("TZ-03")
def test_een_ambitie_is_geen_meting() -> None:
    assert vind_feiten("thuiszitters", "Onze ambitie is dat er in 2026 geen thuiszitters meer zijn.") == []
    assert vind_bijzaken("thuiszitters", "Onze ambitie is nul thuiszitters.")[0].soort == "doel"


def test_beide_is_twee_tenzij_het_al_verteld_is() -> None:
    assert _een("thuiszitters", "Voor beide thuiszitters is een plek gevonden.").waarde == 2
    assert _een("thuiszitters", "Er waren 2 thuiszitters. Voor beide thuiszitters is een plek gevonden.").begin == 9


def test_geen_so_of_sbo_zijn_twee_feiten() -> None:
    feiten = vind_feiten(
        "verwijzingen", "Er waren geen verwijzingen naar het speciaal onderwijs (SO) of speciaal basisonderwijs (SBO)."
    )
    assert [(feit.indicator, feit.waarde) for feit in feiten] == [("verwijzingen_so", 0), ("verwijzingen_sbo", 0)]


def test_aandeel_marktaandeel_en_percentage_blijven_apart() -> None:
    """Trap 13: three percentages about the same pupils are three different facts."""
    tekst = (
        "Ons aandeel in de verwijzingen naar SO is 71%. Ons marktaandeel is 67%. Het verwijzingspercentage naar SO is 0,7%. "
        "Het deelnamepercentage SO is 1,9%."
    )
    codes = [feit.indicator for feit in vind_feiten("verwijzingen", tekst)]
    assert codes == ["aandeel_verwijzingen_so", "marktaandeel", "verwijzingspercentage_so", "deelname_so"]


def test_norm_vergelijking_en_verschil_zijn_bijzaken() -> None:
    tekst = "De score is 83% (norm 75%), landelijk gemiddelde 80%, een stijging van 3 procentpunt."
    assert [feit.waarde for feit in vind_feiten("ankerpunt_1", tekst)] == [83]
    assert {feit.soort for feit in vind_bijzaken("ankerpunt_1", tekst)} == {"norm", "vergelijking", "verschil"}


@pytest.mark.parametrize(
    ("tekst", "operator"),
    [("minder dan 1% doubleerde", "<"), ("meer dan 1% doubleerde", ">"), ("hooguit 1% doubleerde", "<="), ("minstens 1% doubleerde", ">="),
     ("ongeveer 1% doubleerde", "~"), ("ruim 1% doubleerde", "~"), ("1% doubleerde", "="), ("<1% doubleerde", "<")],
)  # fmt: skip
def test_operator(tekst: str, operator: str) -> None:
    assert _een("ononderbroken_proces", tekst).operator == operator


def test_een_bereik_heeft_geen_waarde_maar_twee_grenzen() -> None:
    feit = _een("ononderbroken_proces", "Tussen de 3% en 5% van de leerlingen doubleert.")
    assert (feit.waarde, feit.bereik) == (None, (3.0, 5.0))


def test_plek_en_zin_horen_bij_de_bron() -> None:
    bron = "Kop\n\nAlles gaat goed. Van de 374\n\nkinderen heeft 1% een kleuterverlenging gekregen."
    feiten = vind_feiten("ononderbroken_proces", bron[5:], offset=5)
    assert [bron[feit.begin : feit.eind] for feit in feiten] == ["374", "1%"]
    assert feiten[1].zin == "Van de 374 kinderen heeft 1% een kleuterverlenging gekregen."


def test_opmaak_uit_markdown_en_vreemde_tekens_storen_niet() -> None:
    feiten = vind_feiten("verwijzingen", "\uf0b7 **SO: 5**\n\uf0b7 **SBO:\u00a09** (vorig jaar\u00a0_11_)")
    assert [(feit.waarde, feit.vorig) for feit in feiten] == [(5, None), (9, 11)]


_BOUWSTEEN = st.sampled_from(
    ["van 3 naar 5", "(vorig jaar 7)", "12%", "geen thuiszitters", "SO", "SBO", "niveau 3", "2023-2024", "tussen 3 en 5", "|", "\n", ". ", "1 op de 5",
     "12 van de 15 scholen", "€ 3.000", "minder dan", "\uf0b7", "“", "'23-'24", "verwijzingen", "respectievelijk", "1.", "ankerpunt 1", "\t", ":", "é", "İ"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(_BOUWSTEEN, max_size=14).map(" ".join), st.sampled_from(["verwijzingen", "ankerpunt_1", "thuiszitters"])
)
def test_elke_tekst_geeft_feiten_met_een_geldige_plek(tekst: str, onderdeel: str) -> None:
    feiten = vind_feiten(onderdeel, tekst)
    assert feiten == vind_feiten(onderdeel, tekst)
    for feit in feiten:
        assert 0 <= feit.begin < feit.eind <= len(tekst)
        assert 0 < feit.zekerheid <= 1
        assert feit.operator in ("=", "<", ">", "<=", ">=", "~")
        assert feit.indicator is None or feit.indicator in INDICATOREN
        assert feit.soort == "gemeten"
        assert feit.label


@pytest.mark.parametrize(
    "tekst",
    [
        "van 3 naar " * 3000,
        "12 leerlingen, " * 400,
        "SO 3 SBO 4\n" * 800,
        "(vorig jaar " * 2000,
        "1. " * 3000,
        "% " * 5000,
    ],
)
@pytest.mark.timeout(120)
def test_een_lawine_van_getallen_loopt_niet_vast(tekst: str) -> None:
    """A search that backtracks without end would meet the time limit of the test."""
    assert len(vind_feiten("verwijzingen", tekst)) < 20_000


# ---- the same fact told twice (trap 15) ---------------------------------------------------------------------------------
def test_kruiscontrole_vindt_twee_waarden_van_een_indicator() -> None:
    feiten = [
        *vind_feiten("teruggeplaatst", "SO 0, SBO 4", offset=0),
        *vind_feiten("schakelfunctie", "Vanuit het SBO zijn 3 leerlingen teruggeplaatst.", offset=500),
    ]
    (botsing,) = kruiscontrole(feiten)
    assert (botsing.indicator, botsing.een.waarde, botsing.ander.waarde) == ("teruggeplaatst_sbo", 4, 3)


def test_kruiscontrole_zwijgt_bij_hetzelfde_getal_en_bij_verenigbare_uitspraken() -> None:
    gelijk = [
        *vind_feiten("teruggeplaatst", "SO 0, SBO 4", offset=0),
        *vind_feiten("schakelfunctie", "Vanuit het SBO zijn vier leerlingen teruggeplaatst.", offset=500),
    ]
    assert kruiscontrole(gelijk) == []
    ruim = [
        *vind_feiten("ononderbroken_proces", "Minder dan 2% doubleerde.", offset=0),
        *vind_feiten("ankerpunt_2", "Het percentage doublures is 1,4%.", offset=500),
    ]
    assert len(ruim) == 2
    assert kruiscontrole(ruim) == []


def test_voorgestelde_indicatoren_bestaan_met_dezelfde_eenheid() -> None:
    """A proposed code must be one of the declared indicators, in percent or counting alike."""
    bestand = Path(__file__).parents[2] / "indicatoren.yaml"
    verklaard = {
        rij["code"]: rij["eenheid"] for rij in yaml.safe_load(bestand.read_text(encoding="utf-8"))["indicatoren"]
    }
    assert set(INDICATOREN) <= set(verklaard)
    assert {code for code in INDICATOREN if verklaard[code] == "%"} == PROCENT_INDICATOREN
