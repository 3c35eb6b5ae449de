"""Charts: fit for a strict CSP and for paper, honest axes, the same figures in the table."""

import re

import pytest

from vindplaats.kern import grafiek
from vindplaats.kern.grafiek import Grafiek, gestapeld, hittekaart, lijngrafiek, schoon_svg, staafgrafiek

JAREN = ["2021-2022", "2022-2023", "2023-2024"]


def _alle() -> list[Grafiek]:
    return [
        staafgrafiek("De norm is gehaald", [("Een & twee", 82.5), ("Drie", None), ("Vier", 0)], eenheid="%", norm=75),
        lijngrafiek("Het daalt", JAREN, {"SBO": [2.1, None, 1.5], "SO": [1.2, 1.2, 1.3]}, eenheid="%", norm=1.0),
        gestapeld("Vooral begeleiding", ["A", "B"], {"Begeleiding": [300, 800], "Scholing": [90, None]}, eenheid="€"),
        hittekaart("Twaalf valt op", ["A", "B"], ["3", "12"], [[1, 0], [None, 3]]),
    ]


@pytest.mark.parametrize("nummer", range(4))
def test_svg_heeft_geen_stijl_klasse_of_script(nummer: int) -> None:
    svg = str(_alle()[nummer].svg)
    assert svg.startswith("<svg ")
    assert 'role="img"' in svg
    assert "fill=" in svg
    assert not re.search(r"\sstyle=|\sclass=|<style|<script|\son[a-z]+=|href=", svg)
    assert "Source Sans 3" in svg


def test_titel_en_namen_zijn_ontsnapt() -> None:
    g = staafgrafiek('Een "titel" <b>', [("<script>x</script>", 1)])
    assert "<script>" not in g.svg
    assert "<b>" not in g.svg
    assert "&quot;titel&quot;" in g.svg


def test_staven_beginnen_bij_nul() -> None:
    g = staafgrafiek("T", [("A", 90), ("B", 95)])
    schaal = g.spec["layer"][0]["encoding"]["x"]["scale"]
    assert schaal["domain"][0] == 0
    assert schaal["zero"] is True
    assert schaal["domain"][1] >= 95
    breedtes = [float(b) for b in re.findall(r'd="M0,0h([\d.]+)', g.svg)] or [
        float(b) for b in re.findall(r"M[\d.]+,[\d.]+[hL]([\d.]+)", g.svg)
    ]
    assert breedtes


def test_lijn_begint_bij_nul_en_houdt_namen_uit_elkaar() -> None:
    g = lijngrafiek("T", JAREN, {"A": [1, 1, 1.00], "B": [1, 1, 1.01]})
    assert g.spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0
    plekken = [rij["plek"] for rij in g.spec["layer"][2]["data"]["values"]]
    top = g.spec["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
    assert (plekken[1] - plekken[0]) / top * 220 >= 17.9


def test_norm_is_een_lijn_met_haar_naam() -> None:
    g = staafgrafiek("T", [("A", 80)], eenheid="%", norm=75, norm_naam="Streefwaarde")
    assert "Streefwaarde 75%" in g.svg
    assert "stroke-dasharray" in g.svg
    assert "stroke-dasharray" not in staafgrafiek("T", [("A", 80)]).svg


@pytest.mark.parametrize(
    ("waarde", "hoger", "onder"),
    [(80, True, False), (70, True, True), (75, True, False), (80, False, True), (70, False, False)],
)
def test_kleur_zegt_welke_kant_van_de_norm(waarde: float, hoger: bool, onder: bool) -> None:
    g = staafgrafiek("T", [("A", waarde)], norm=75, hoger_is_beter=hoger)
    assert (grafiek.ONDER_NORM in g.svg) is onder


def test_zonder_norm_een_kleur() -> None:
    g = staafgrafiek("T", [("A", 10), ("B", 90)])
    assert grafiek.ONDER_NORM not in g.svg


def test_tabel_toont_dezelfde_cijfers_in_het_nederlands() -> None:
    staaf, lijn, stapel, hitte = _alle()
    assert staaf.rijen == (("Een & twee", "82,5%"), ("Drie", "geen cijfer"), ("Vier", "0%"))
    assert staaf.kolommen == (
        "Naam",
        "Waarde (%)",
    )
    assert lijn.rijen[1] == ("2022-2023", "–", "1,2%")
    assert lijn.kolommen == ("Schooljaar", "SBO", "SO")
    assert stapel.rijen == (("A", "300", "90", "390"), ("B", "800", "–", "800"))
    assert hitte.rijen == (("A", "1", "0"), ("B", "–", "3"))


def test_opschrift_bij_de_staaf_is_nederlands() -> None:
    assert "82,5%" in staafgrafiek("T", [("A", 82.5)], eenheid="%").svg
    assert "€\u00a01.250" in staafgrafiek("T", [("A", 1250)], eenheid="€").svg


def test_zonder_cijfers_blijft_het_een_grafiek() -> None:
    assert "geen cijfer" in staafgrafiek("T", [("A", None)]).svg
    assert lijngrafiek("T", JAREN, {"A": [None, None, None]}).svg.startswith("<svg")


def test_tweede_keer_komt_uit_de_voorraad(monkeypatch: pytest.MonkeyPatch) -> None:
    eerste = staafgrafiek("Voorraad", [("Uniek", 41)])
    monkeypatch.setattr(grafiek, "_teken", lambda spec: pytest.fail("opnieuw getekend"))
    assert staafgrafiek("Voorraad", [("Uniek", 41)]).svg == eerste.svg


def test_schoonmaken_haalt_weg_wat_niet_mag() -> None:
    vuil = '<svg class="marks" style="x"><style>a{}</style><script>1</script><g role="x" aria-label="y"></g><text stroke="#ffffff">a</text></svg>'
    schoon = schoon_svg(vuil)
    assert schoon == '<svg><text paint-order="stroke" stroke-linejoin="round" stroke="#ffffff">a</text></svg>'
