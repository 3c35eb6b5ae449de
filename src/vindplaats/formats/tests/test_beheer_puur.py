"""The pure parts of the form manager: files in and out, hostile files, differences, the try-out."""

from pathlib import Path

import pytest

from vindplaats.formats.beheer import inhoud as i
from vindplaats.formats.beheer.controle import MAX_BYTES, BestandFout, controleer, lees_bestand
from vindplaats.formats.beheer.proef import probeer, voorbeeld
from vindplaats.formats.beheer.verschil import vergelijk
from vindplaats.formats.definitie import SOORTEN, Optie, Vraag, laad_tekst
from vindplaats.formats.gebruik import Antwoordset
from vindplaats.formats.rules import Stuk, zet_over
from vindplaats.formats.waarden import INGEVULD, NVT

from .conftest import PROEF

DEFINITIES = Path(__file__).parents[2] / "verantwoording" / "definities"


@pytest.mark.parametrize("pad", sorted(DEFINITIES.glob("*.yaml")), ids=lambda p: p.name)
def test_bestand_door_de_beheerder_heen_is_hetzelfde_formulier(pad: Path) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert laad_tekst(i.schrijf(i.lees(tekst))) == laad_tekst(tekst)
    assert lees_bestand(tekst.encode()) == i.lees(tekst)
    assert controleer(i.lees(tekst)).goed


def test_elke_soort_heeft_een_naam_een_voorbeeld_en_kan_erbij() -> None:
    assert set(i.SOORTNAMEN) == SOORTEN
    ruw = i.lees(PROEF)
    for soort in sorted(SOORTEN):
        i.vraag_erbij(ruw, "tekstdeel", soort, f"Nieuwe vraag {soort}")
    uit = controleer(ruw)
    assert uit.goed, uit.fouten
    assert uit.definitie is not None
    assert set(voorbeeld(uit.definitie, ["PO9901"]).stukken) == set(uit.definitie.vragen)


KWAAD = {
    "verwijzing": b"formaat: x\na: &a [1,1]\nb: [*a,*a]\ndelen: []",
    "eigen type": b"formaat: !!python/object/apply:os.system ['true']\ndelen: []",
    "eigen tag": b"formaat: !boem x\ndelen: []",
    "diep": b"formaat: x\ndelen: " + b"[" * 400 + b"]" * 400,
    "groot": b"#" * (MAX_BYTES + 1),
    "geen tekst": b"\xff\xfe\x00formaat",
    "geen yaml": b"formaat: [x\ndelen: ]: {",
    "lijst": b"- formaat\n- delen",
    "los woord": b"hallo",
    "leeg": b"",
    "delen is een getal": b"formaat: x\ndelen: 5",
    "vragen is een woord": b"formaat: x\ndelen: [{code: a, vragen: woord}]",
    "opties is een woord": b"formaat: x\ndelen: [{code: a, vragen: [{code: b, opties: woord}]}]",
    "code met paden": b"formaat: x\ndelen: [{code: ../../a, vragen: []}]",
    "koppen is een woord": b"formaat: x\ndelen: [{code: a, vragen: [{code: b, koppen: woord}]}]",
    "veel": b"formaat: x\ndelen:\n" + b"- {code: a}\n" * 15000,
    "nul": b"formaat: x\x00\ndelen: []",
    "schooljaren": b"formaat: x\nschooljaren: 2024\ndelen: [{code: a}]",
}


@pytest.mark.parametrize("data", KWAAD.values(), ids=KWAAD)
def test_kwaad_bestand_wordt_geweigerd_met_een_zin(data: bytes) -> None:
    with pytest.raises(BestandFout) as fout:
        lees_bestand(data)
    assert str(fout.value).endswith((".", "?"))


def test_fout_in_het_bestand_krijgt_zijn_plek() -> None:
    ruw = i.lees(PROEF)
    i.vraag(ruw, "keus")["opties"] = []
    i.vraag(ruw, "verhaal")["richtlijn_woorden"] = 0
    i.vraag(ruw, "naam")["soort"] = "raadsel"
    plekken = {f.plek: f.zin for f in controleer(ruw).fouten}
    assert {"vraag.keus", "vraag.naam"} <= set(plekken)
    assert "verwacht een van" in plekken["vraag.naam"]


def test_verschil_in_woorden_met_gevolgen() -> None:
    ruw = i.lees(PROEF)
    i.vraag_weg(ruw, "deel_pct", vervalt=True)
    nieuw_code = i.vraag_erbij(ruw, "gelddeel", "getal", "Aantal uren")
    i.vraag_naar(ruw, "dag", "tekstdeel")
    i.zet(ruw, "vraag.verhaal", "label", "Het hele verhaal")
    i.zet(ruw, "vraag.verhaal", "richtlijn_woorden", 80)
    i.keuze_weg(ruw, "keuze", "keuzes", "x")
    i.keuze_erbij(ruw, "keuze", "keus", "Nee hoor")
    oud, nieuw = laad_tekst(PROEF), controleer(ruw).definitie
    assert nieuw is not None
    uit = vergelijk(oud, nieuw, lambda code: ["Het cijfer"] if code == "deel_pct" else [])
    per = {(w.soort, w.vraag) for w in uit}
    assert {("vervallen", "deel_pct"), ("nieuw", nieuw_code), ("volgorde", "dag"), ("anders", "verhaal")} <= per
    weg = next(w for w in uit if w.vraag == "deel_pct")
    assert any("Het cijfer" in g.zin for g in weg.gevolgen)
    assert {g.waarvoor for g in weg.gevolgen} == {"Antwoorden", "Inlezen", "Overzichten", "Cijfers"}
    assert not vergelijk(oud, oud)


def _vraag(soort: str, **meer: object) -> Vraag:
    return Vraag("v", soort, "V", "d", **meer)  # type: ignore[arg-type]


JA_NEE = (Optie("ja", "Jazeker"), Optie("nee", "Nee"))


@pytest.mark.parametrize(
    ("oud", "nieuw", "stuk", "hoe", "waarde"),
    [
        (_vraag("tekst"), _vraag("tekst"), Stuk(INGEVULD, "verhaal"), "blijft", "verhaal"),
        (_vraag("tekst"), _vraag("getal"), Stuk(INGEVULD, "12,5"), "omgezet", "12.5"),
        (_vraag("tekst"), _vraag("getal"), Stuk(INGEVULD, "een stuk of tien"), "past_niet", None),
        (_vraag("keuze", opties=JA_NEE), _vraag("keuze", opties=JA_NEE[:1]), Stuk(INGEVULD, "nee"), "past_niet", None),
        (_vraag("tekst"), _vraag("keuze", opties=JA_NEE), Stuk(INGEVULD, "jazeker"), "omgezet", "ja"),
        (_vraag("persoon"), _vraag("tekst_kort"), Stuk(INGEVULD, {"naam": "A", "functie": "b"}), "omgezet", "A, b"),
        (_vraag("tekst"), _vraag("bestedingsregels"), Stuk(INGEVULD, "geld"), "past_niet", None),
        (_vraag("tekst", nvt=True), _vraag("tekst"), Stuk(NVT), "past_niet", None),
        (_vraag("tekst", nvt=True), _vraag("tekst", nvt=True), Stuk(NVT, "reden"), "blijft", "reden"),
    ],
)
def test_oud_antwoord_in_nieuwe_vraag(oud: Vraag, nieuw: Vraag, stuk: Stuk, hoe: str, waarde: object) -> None:
    uit = zet_over(oud, nieuw, stuk)
    assert (uit.hoe, uit.stuk.waarde) == (hoe, waarde)
    assert uit.zin or hoe != "past_niet"


def test_proef_telt_wat_blijft_verhuist_en_vervalt() -> None:
    ruw = i.lees(PROEF)
    i.vraag_weg(ruw, "naam", vervalt=True)
    i.vraag_naar(ruw, "bedragen", "keuzedeel")
    i.zet(ruw, "vraag.verhaal", "soort", "getal")
    i.vraag_erbij(ruw, "gelddeel", "tekst", "Nog iets")
    nieuw = controleer(ruw).definitie
    assert nieuw is not None
    uit = probeer(nieuw, voorbeeld(laad_tekst(PROEF), ["PO9901"]))
    per = {r.vraag: r.uitkomst for r in uit.regels}
    assert per["naam"] == "vervalt"
    assert per["bedragen"] == "verhuist"
    assert per["verhaal"] == "past_niet"
    assert per["nog_iets"] == "invullen"
    assert per["dag"] == "blijft"
    leeg = probeer(nieuw, Antwoordset("leeg", laad_tekst(PROEF), {}))
    assert {r.uitkomst for r in leeg.regels} == {"invullen"}
