"""What an SWV may change: bounds, locks, words, and that a definition survives being written out. Pure."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vindplaats.procedures import catalogus
from vindplaats.procedures.afwijking import afwijkingen_uit, pas_toe
from vindplaats.procedures.beschrijving import als_markdown
from vindplaats.procedures.definitie import laad_tekst
from vindplaats.procedures.ruimte import controleer, niet_te_wijzigen, slot
from vindplaats.procedures.samenvoegen import fouten_in, voeg_samen
from vindplaats.procedures.tabel import AAN, LENGTE, WIE, Jaardatum
from vindplaats.procedures.tekening import als_staande_svg, als_svg
from vindplaats.procedures.tests.fabriek import THEE
from vindplaats.procedures.uitschrijven import als_yaml
from vindplaats.procedures.verschil import verschillen

RUIM = (
    THEE.replace(
        "naam: Besluit nemen, weken: 8, wettelijk: true, vast: true,",
        "naam: Besluit nemen, weken: 8, wettelijk: true, grenzen: {minstens: 14, bron: afspraak},",
    )
    .replace(
        "voorwaarden: [proef.compleet], waarschuwingen",
        "vast: {bron: T-01, reden: De aanvrager vraagt zelf., wat: [wie, aan]}, "
        "berichten: [{code: verband, naar: [directeur_swv], tekst: 'Aanvraag van {{organisatie}}.'}], "
        "voorwaarden: [proef.compleet], waarschuwingen",
    )
    .replace(
        "naar: aanvullen, wie: [directeur_swv], zin: Teruggelegd.,",
        "naar: aanvullen, wie: [directeur_swv], wie_mogelijk: [secretariaat_swv], zin: Teruggelegd., "
        "optioneel: {uitleg: Er wordt niets teruggelegd.},",
    )
    .replace(
        "instelling: datum, instellen_door: [directeur_swv],",
        "instelling: datum, instellen_door: [directeur_swv], jaardatum: {maand: 10, dag: 1, jaar: 0},\n"
        "     grenzen: {vroegst: {maand: 9, dag: 1}, laatst: {maand: 12, dag: 31}, bron: jaarplan},",
    )
)


VAST = laad_tekst(RUIM, "ruim.yaml")


@pytest.fixture(scope="module")
def basis() -> Any:
    return VAST


def zinnen(basis: Any, **afwijkingen: Any) -> str:
    return " | ".join(str(m) for m in controleer(basis, afwijkingen))


@pytest.mark.regel("T-12", "T-14")
def test_een_wettelijke_termijn_mag_korter_maar_nooit_langer(basis: Any) -> None:
    assert zinnen(basis, termijnen={"besluit": {"weken": 6}}) == ""
    assert "De wet geeft hoogstens 8 weken (afspraak)" in zinnen(basis, termijnen={"besluit": {"weken": 9}})
    assert "1 week is te kort. Kies minstens 2 weken" in zinnen(basis, termijnen={"besluit": {"weken": 1}})
    assert "ligt vast (T-14)" in zinnen(basis, termijnen={"bezwaar": {"weken": 5}})
    dicht = slot(basis.termijn("bezwaar"), LENGTE)
    assert dicht is not None
    assert dicht.bron == "T-14"


def test_wie_wordt_nooit_ruimer_dan_het_recht(basis: Any) -> None:
    assert zinnen(basis, stappen={"terugleggen": {"wie": ["secretariaat_swv"]}}) == ""
    assert "mag deze stap nooit zetten" in zinnen(basis, stappen={"terugleggen": {"wie": ["bestuurder"]}})
    assert "kies minstens één rol" in zinnen(basis, stappen={"terugleggen": {"wie": []}})
    assert "ligt vast (T-01). De aanvrager vraagt zelf." in zinnen(
        basis, stappen={"vragen": {"wie": ["directeur_swv"]}}
    )
    assert "of het systeem deze stap zet, ligt vast" in zinnen(
        basis, stappen={"terugleggen": {"wie": ["directeur_swv", "systeem"]}}
    )


@settings(max_examples=12)
@given(rollen=st.sets(st.sampled_from(["bestuurder", "directeur_swv", "secretariaat_swv", "opr", "ouder"])))
def test_geen_keuze_van_rollen_komt_buiten_de_rollen_van_het_huis(rollen: set[str]) -> None:
    """Whatever set is chosen at whatever step: what the check lets through is inside the step's own rule."""
    for sleutel in ("terugleggen", "besluiten", "vragen"):
        basis, stap = VAST, VAST.sleutels[sleutel]
        anders = {"stappen": {sleutel: {"wie": sorted(rollen)}}}
        if not controleer(basis, anders):
            assert set(pas_toe(basis, anders).sleutels[sleutel].wie) <= set(stap.rollen_ruim)


def test_alleen_een_vrije_stap_kan_uit_en_de_rest_hangt_samen(basis: Any) -> None:
    eigen = pas_toe(basis, {"stappen": {"terugleggen": {"uit": True}}})
    assert "aanvullen" not in {s.code for s in eigen.standen}
    assert eigen.met_verb("intrekken")[0].van == ("nieuw", "gevraagd", "besloten", "bezwaar_op")
    assert zinnen(basis, stappen={"terugleggen": {"uit": True}}) == ""
    assert "loopt de procedure niet door" in zinnen(basis, stappen={"besluiten": {"uit": True}})
    dicht = slot(basis.sleutels["besluiten"], AAN)
    assert dicht is not None


def test_wat_een_weggelaten_stap_overdraagt() -> None:
    tekst = RUIM.replace(
        "{verb: besluiten, naam: Besluit, van: [gevraagd],",
        "{verb: bevestigen, naam: Bevestig, van: [gevraagd], naar: bevestigd, wie: [directeur_swv], zin: Bevestigd., "
        "optioneel: {uitleg: Meteen besluiten., dan: [{verb: besluiten, van: [gevraagd]}]}}\n"
        "  - {verb: besluiten, naam: Besluit, van: [bevestigd],",
    ).replace(
        "  - {code: besloten,", "  - {code: bevestigd, naam: Bevestigd, uitleg: Nagekeken.}\n  - {code: besloten,"
    )
    basis = laad_tekst(tekst)
    eigen = pas_toe(basis, {"stappen": {"bevestigen": {"uit": True}}})
    assert controleer(basis, {"stappen": {"bevestigen": {"uit": True}}}) == []
    assert eigen.stap("gevraagd", "besluiten") is not None
    assert "bevestigd" not in {s.code for s in eigen.standen}


def test_aan_zet_is_wie_nog_iets_kan(basis: Any) -> None:
    eigen = pas_toe(basis, {"stappen": {s: {"wie": ["secretariaat_swv"]} for s in ("terugleggen",)}})
    assert eigen.stand("gevraagd").aan_zet == ("directeur_swv",)
    smal = replace(
        basis,
        stappen=tuple(
            replace(s, wie_mogelijk=("secretariaat_swv",)) if s.verb == "besluiten" else s for s in basis.stappen
        ),
    )
    alle = {"stappen": {s: {"wie": ["secretariaat_swv"]} for s in ("terugleggen", "besluiten")}}
    assert pas_toe(smal, alle).stand("gevraagd").aan_zet == ("secretariaat_swv",)


def test_datum_van_elk_schooljaar_blijft_binnen_de_grenzen(basis: Any) -> None:
    def met(maand: int, dag: int, jaar: int = 0) -> str:
        return zinnen(basis, termijnen={"afspraak": {"jaardatum": {"maand": maand, "dag": dag, "jaar": jaar}}})

    assert met(11, 15) == ""
    assert "te vroeg. Kies 1 september" in met(8, 15)
    assert "te laat. Kies uiterlijk 31 december" in met(1, 5, 1)
    assert "geen dag van het jaar" in met(2, 30)
    assert zinnen(basis, termijnen={"afspraak": {"jaardatum": None}}) == ""


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([{"dagen": 7, "rollen": ["bestuurder"]}, {"dagen": 7, "rollen": ["directeur_swv"]}], "op dezelfde dag"),
        ([{"dagen": 400, "rollen": ["bestuurder"]}], "400 dagen kan niet"),
        ([{"dagen": 7, "rollen": []}], "kies wie de herinnering krijgt"),
        ([{"dagen": 7, "rollen": ["ouder"]}], "kies wie de herinnering krijgt"),
        ([{"dagen": 7, "rollen": ["bestuurder"], "tekst": "Hallo {{bsn}}"}], "Het veld {{bsn}} bestaat hier niet"),
        ([{"dagen": d, "rollen": ["bestuurder"]} for d in range(9)], "9 herinneringen is te veel"),
    ],
)
def test_herinneringen_die_niet_kunnen(basis: Any, rijen: list[Any], zin: str) -> None:
    assert zin in zinnen(basis, termijnen={"afspraak": {"waarschuw": rijen}})


def test_berichten_en_onbekende_rijen(basis: Any) -> None:
    assert "een accolade te veel of te weinig" in zinnen(
        basis, stappen={"vragen": {"berichten": {"verband": {"tekst": "Een {{ los"}}}}
    )
    assert "kies aan wie" in zinnen(basis, stappen={"vragen": {"berichten": {"verband": {"naar": ["ouder"]}}}})
    assert "bericht 'krant' bestaat niet" in zinnen(basis, stappen={"vragen": {"berichten": {"krant": {"uit": True}}}})
    assert "'dansen' bestaat niet" in zinnen(basis, stappen={"dansen": {"uit": True}})
    assert "'naar' is niet te wijzigen" in zinnen(basis, stappen={"vragen": {"naar": "besloten"}})
    assert "'standen' kan niet gewijzigd worden" in zinnen(basis, standen={})


AFWIJKINGEN: dict[str, Any] = {
    "stappen": {"terugleggen": {"uit": True}, "vragen": {"berichten": {"verband": {"tekst": "Nieuw: {{zaak}}."}}}},
    "termijnen": {
        "besluit": {"weken": 6, "dagen": 0},
        "afspraak": {
            "jaardatum": {"maand": 11, "dag": 1, "jaar": 0},
            "waarschuw": [{"dagen": 14, "rollen": ["bestuurder"], "tekst": "Nog even: {{termijn}}."}],
        },
    },
}


def test_uitschrijven_en_inlezen_geeft_hetzelfde(basis: Any) -> None:
    for procedure in (basis, pas_toe(basis, AFWIJKINGEN, swv="PO9901", nummer=3), *catalogus.alle()):
        assert laad_tekst(als_yaml(procedure)) == procedure
    eigen = pas_toe(basis, AFWIJKINGEN)
    assert afwijkingen_uit(basis, eigen) == AFWIJKINGEN
    assert niet_te_wijzigen(basis, eigen, AFWIJKINGEN) == []


def test_een_bestand_dat_meer_verandert_dan_mag_zegt_waar(basis: Any) -> None:
    for weg, erbij, zin in (
        ("zin: Besloten.,", "zin: Klaar.,", "Stap 'Besluit': 'zin' ligt vast; verwacht: Besloten."),
        ("titel: Proefronde", "titel: Anders", "'titel' ligt vast"),
        ("uitleg: Net begonnen.", "uitleg: Iets anders.", "Stand 'Nieuw': 'uitleg' ligt vast"),
        (
            "verlenging: {wie: [directeur_swv], weken: 4}",
            "verlenging: {wie: [directeur_swv], weken: 9}",
            "'verlenging' ligt vast",
        ),
    ):
        eigen = laad_tekst(RUIM.replace(weg, erbij))
        assert eigen != basis
        gevonden = " ".join(str(m) for m in niet_te_wijzigen(basis, eigen, afwijkingen_uit(basis, eigen)))
        assert zin in gevonden, gevonden


def test_verschil_in_woorden(basis: Any) -> None:
    gezegd = " ".join(v.zin for v in verschillen(basis, pas_toe(basis, AFWIJKINGEN)))
    for zin in (
        "Stap 'Vraag aanvulling': aan wordt uit.",
        "bericht: 'Aanvraag van {{organisatie}}.' wordt 'Nieuw: {{zaak}}.'.",
        "Stand 'Aanvullen': is er wordt is er niet.",
        "Termijn 'Besluit nemen', lengte: 8 weken wordt 6 weken.",
        "1 oktober van het jaar waarin het schooljaar begint wordt 1 november van het jaar waarin het schooljaar begint.",
        "herinneringen: 1 week ervoor (schoolbestuurder)",
        "Stap 'Trek in', vanuit: nieuw, gevraagd, aanvullen, besloten, bezwaar wordt nieuw, gevraagd, besloten, bezwaar.",
    ):
        assert zin in gezegd, gezegd
    assert verschillen(basis, basis) == []


def test_samenvoegen_kent_alleen_zijn_velden() -> None:
    waarden = {"organisatie": "A {{stap}}", "stap": "B"}
    assert voeg_samen("{{organisatie}}:  {{ stap }} {{schooljaar}} {los}", waarden) == "A {{stap}}: B {los}"
    assert fouten_in("") == ["Er staat nog geen tekst."]
    assert "241 tekens" in fouten_in("x" * 241)[0]
    assert fouten_in("Dag {{zaak}}, {{uiterlijk}}, {{verband}}") == []
    assert "Kies uit: zaak, organisatie" in fouten_in("Dag {{naam_van_een_mens}}")[1]


@given(tekst=st.text(max_size=80))
def test_samenvoegen_breekt_nooit_en_voegt_niets_toe(tekst: str) -> None:
    uit = voeg_samen(tekst, {"organisatie": "X"})
    assert len(uit) <= len(tekst)


@pytest.mark.parametrize(
    ("weg", "erbij", "zin"),
    [
        ("wat: [wie, aan]}, ", "wat: [kleur]}, ", "'kleur' kan niet vastliggen"),
        ("vast: {bron: T-01, reden: De aanvrager vraagt zelf., wat: [wie, aan]}", "vast: true", "verwacht 'vast: {bron, reden}'"),
        ("tekst: 'Aanvraag van {{organisatie}}.'", "tekst: 'Van {{bsn}}.'", "Het veld {{bsn}} bestaat hier niet"),
        ("wie_mogelijk: [secretariaat_swv]", "wie_mogelijk: [bakker]", "rol 'bakker' bestaat niet"),
        ("vroegst: {maand: 9, dag: 1}", "vroegst: {maand: 13, dag: 1}", "geen dag van het jaar"),
        ("vroegst: {maand: 9, dag: 1}", "vroegst: {maand: 9, dag: 1, jaar: 1}", "'vroegst' ligt na 'laatst'"),
        ("grenzen: {minstens: 14, bron: afspraak}", "grenzen: {minstens: 14}", "'bron' ontbreekt"),
        ("grenzen: {minstens: 14, bron: afspraak}", "grenzen: {minstens: 14, hoogstens: 7, bron: x}", "is meer dan 'hoogstens'"),
        ("optioneel: {uitleg: Er wordt niets teruggelegd.}", "optioneel: {uitleg: x, dan: [{verb: dansen}]}", "noemt stap 'dansen'"),
    ],
)  # fmt: skip
def test_fouten_in_de_ruimte_hebben_een_plek(weg: str, erbij: str, zin: str) -> None:
    from vindplaats.kern.definitiebestand import DefinitieFout

    assert RUIM.count(weg) == 1, weg
    with pytest.raises(DefinitieFout) as fout:
        laad_tekst(RUIM.replace(weg, erbij), "ruim.yaml")
    raak = [m for m in fout.value.missers if zin in m.zin]
    assert raak, fout.value
    regel = RUIM[: RUIM.index(weg)].count("\n") + 1
    assert abs(raak[0].regel - regel) <= 3


def test_jaardatum_valt_terug_op_de_28e() -> None:
    from vindplaats.kern.schooljaar import Schooljaar

    assert Jaardatum(2, 29, 1).op(Schooljaar(2023)).isoformat() == "2024-02-29"
    assert Jaardatum(2, 29, 1).op(Schooljaar(2024)).isoformat() == "2025-02-28"


def test_beeld_en_beschrijving_komen_uit_dezelfde_tabel(basis: Any) -> None:
    """Every state is in both pictures as a link; no style or script; names with signs are escaped."""
    lelijk = replace(basis, standen=tuple(replace(s, naam=f"<{s.naam}>&") for s in basis.standen))
    for svg in (als_svg(lelijk, "stand-"), als_staande_svg(lelijk, "stand-")):
        for stand in basis.standen:
            assert f'href="#stand-{stand.code}"' in svg
            assert f"&lt;{stand.naam}&gt;&amp;" in svg
        assert "style=" not in svg
        assert "<script" not in svg
        assert 'role="group"' in svg
    assert 'role="img"' in als_svg(basis)
    for stap in basis.stappen:
        assert stap.naam in als_staande_svg(basis)
    tekst = als_markdown(basis)
    for zin in ("wie ligt vast (T-01)", "kan uit", "2 weken tot 8 weken", "de lengte ligt vast (T-14)"):
        assert zin in tekst
    assert slot(basis.sleutels["vragen"], WIE) is not None
