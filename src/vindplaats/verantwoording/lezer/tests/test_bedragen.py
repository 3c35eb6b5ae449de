"""Amounts and spending lines as boards write them (report-format.md traps 5 to 9)."""

import pytest

from vindplaats.verantwoording.lezer.bedragen import bedrag_van_cel, besteding_van, is_begin_besteding, is_totaal
from vindplaats.verantwoording.lezer.extractie_tekst import lees_platte_tekst
from vindplaats.verantwoording.lezer.ontvangen import lees_ontvangen
from vindplaats.verantwoording.lezer.vorm import SWVS


@pytest.mark.regel("VER-07")
@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("€ 132.380,00", 132380),
        ("€  81.739,-", 81739),
        ("1.140", 1140),
        ("€    43.500", 43500),
        ("1.631.099", 1631099),
        ("€ 12.822,50", 12822.5),
        ("132380", 132380),
        ("132 380", 132380),
        ("€ 81.739,--", 81739),
        ("€ 81.739,=", 81739),
        ("€ 0", 0),
        ("€ 0,00", 0),
        ("EUR 1.140", 1140),
        ("1,234,567.00", 1234567),
        ("€ 1.O40", 1040),
        ("12.82", 12.82),
        ("€ 500 euro", 500),
        ("geen", 0),
    ],
)
def test_bedrag(tekst: str, waarde: float) -> None:
    gelezen = bedrag_van_cel(tekst)
    assert gelezen is not None
    assert gelezen.waarde == waarde


@pytest.mark.regel("VER-12")
@pytest.mark.parametrize("tekst", ["€", "€        ", "", "-", "n.v.t.", "€ -"])
def test_leeg_vak_is_geen_nul(tekst: str) -> None:
    assert bedrag_van_cel(tekst) is None


@pytest.mark.parametrize(
    ("regel", "bedrag", "doel"),
    [
        ("1.  €  1.140 tbv Leerlingonderzoek", 1140, "Leerlingonderzoek"),
        ("€ 12.822 – Netwerk", 12822, "Netwerk"),
        ("2. € 92.400 - Scholing", 92400, "Scholing"),
        ("3. 506.195 Ten behoeve van Ondersteuning op school", 506195, "Ondersteuning op school"),
        ("€ 2.000,- t.b.v. hoogbegaafdheid", 2000, "hoogbegaafdheid"),
        ("Startklassen: € 250.000", 250000, "Startklassen"),
        ("1\t€ 750.000\tOnderzoek", 750000, "Onderzoek"),
        ("Onderzoek\t€ 750.000", 750000, "Onderzoek"),
        ("4. €  74.179 tbv Inzet (eigen, extern, 3 groepen)", 74179, "Inzet (eigen, extern, 3 groepen)"),
    ],
)
def test_bestedingsregel(regel: str, bedrag: float, doel: str) -> None:
    assert is_begin_besteding(regel)
    besteding = besteding_van(regel)
    assert besteding is not None
    assert (besteding.bedrag, besteding.doel, besteding.pm) == (bedrag, doel, False)


@pytest.mark.regel("VER-16")
@pytest.mark.parametrize(
    "regel",
    [
        "1. € PM  tbv  Flexibele schil",
        "PM tbv Flexibele schil",
        "€ p.m. - Flexibele schil",
        "1. pro memorie Flexibele schil",
    ],
)
def test_pm_heeft_geen_bedrag(regel: str) -> None:
    besteding = besteding_van(regel + "\n\nEerste uitleg.\n\nTweede uitleg.")
    assert besteding is not None
    assert (besteding.bedrag, besteding.pm, besteding.doel) == (None, True, "Flexibele schil")
    assert besteding.toelichting == "Eerste uitleg.\n\nTweede uitleg."


def test_lege_regel_van_het_formulier() -> None:
    assert besteding_van("3.  €   tbv ") is None


def test_totaal_is_geen_besteding() -> None:
    assert is_totaal("Totaal: € 1.043.500")
    assert not is_totaal("€ 500 tbv totale aanpak")


def _tabel(*regels: str, aan: dict[str, bool | None] | None = None) -> dict[str, list[float | None]]:
    doc = lees_platte_tekst("\n".join(regels)).leg_vast()
    tabel = lees_ontvangen(doc, list(range(len(regels))), SWVS, aan or {})
    uit: dict[str, list[float | None]] = {}
    for (regeling, _), ontvangst in tabel.items():
        uit.setdefault(regeling, []).append(ontvangst.bedrag)
    return uit


KOP = "vanuit SWV:   PO3104 (WM)        PO3105 (MH)     PO3106 (PS)"


@pytest.mark.regel("VER-07")
def test_ontvangen_gewone_regel() -> None:
    assert _tabel(KOP, "Ontvangen bedrag Terugploegregeling*   (basis) €        €  81.739,- €        ")[
        "terugploegregeling"
    ] == [None, 81739, None]


def test_ontvangen_verschoven_kolom_volgt_het_vinkje() -> None:
    """Four euro cells for three SWVs: the amount belongs to the only ticked one, not to "column 1" (trap 4)."""
    rij = "Ontvangen bedrag Terugploegregeling* €  €  1.631.099 €  € "
    for swv, verwacht in (("PO3104", [1631099, None, None]), ("PO3106", [None, None, 1631099])):
        gelezen = _tabel(KOP, rij, aan={swv: True})["terugploegregeling"]
        assert list(gelezen) == verwacht


def test_ontvangen_onder_elkaar() -> None:
    regels = (
        "Ontvangen bedrag Terugploegregeling",
        "PO3104 (WM): € 10.000",
        "PO3105 (MH): €",
        "PO3106 (PS): € 30.000,50",
        "Ontvangen bedrag Doelgroepfinanciering",
        "PO3104 (WM): €",
        "PO3105 (MH): € 5.000",
        "PO3106: 0",
    )
    assert _tabel(*regels) == {"terugploegregeling": [10000, None, 30000.5], "doelgroepfinanciering": [None, 5000, 0]}


def test_ontvangen_label_over_twee_regels() -> None:
    regels = (
        KOP,
        "Ontvangen bedrag",
        "Terugploegregeling*",
        "(basisbedrag en uitkering reserve)   € 1.000   €   € 3.000",
    )
    assert _tabel(*regels)["terugploegregeling"] == [1000, None, 3000]


def test_jaar_in_de_voetnoot_is_geen_bedrag() -> None:
    regels = (KOP, "Ontvangen bedrag Terugploegregeling* € € €", "*Zie bekostigingsbeschikking(en) SWV 2019-2020")
    assert _tabel(*regels)["terugploegregeling"] == [None, None, None]
