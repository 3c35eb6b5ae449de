"""Surface forms a stranger came up with; each test holds one that was once read wrongly."""

import io
import re
import unicodedata
from types import SimpleNamespace
from typing import Any

import pytest

from vindplaats.verantwoording.lezer import lees
from vindplaats.verantwoording.lezer.__main__ import main
from vindplaats.verantwoording.lezer.extractie_pdf_kolommen import vakjes, zet_op_volgorde
from vindplaats.verantwoording.lezer.extractie_tekst import AANGEVINKT, LEEG_VAK, ontcijfer
from vindplaats.verantwoording.lezer.feiten import vind_feiten
from vindplaats.verantwoording.lezer.herkennen import Woorden
from vindplaats.verantwoording.lezer.neutraal import Regel
from vindplaats.verantwoording.lezer.proces import _naast_elkaar
from vindplaats.verantwoording.lezer.sjabloon import Vondst

KLEIN = """BESTUUR: Vereniging De Linde
NAMENS BESTUUR: Kim Bos , voorzitter (naam ,functie)
SCHOOLJAAR: 2023-2024

Ankerpunt 1 - Kwaliteitsstandaard

De scholen zijn op orde, ook in de coördinatie.

Ankerpunt 2 - Planmatig en Handelingsgericht werken

Er is een plan per groep.

Ankerpunt 3 - Specifieke ondersteuning

Er zijn specialisten.

Ankerpunt 4 - Ondersteuningsstructuur

De lijnen zijn kort.

THUISZITTERS

Geen.

ONONDERBROKEN LEER-EN ONTWIKKELINGSPROCES

Bijna iedereen stroomt door.

AANWENDING MIDDELEN SWV

Ontvangen bedrag Terugploegregeling* € 10 € 20 € 30

Aanwending:
1. € 60 tbv boeken

ALGEMEEN

Hoe is de sturing belegd en geborgd in de interne processen?

Elke maand een gesprek.

Tenminste één van de onderstaande indicatoren uitgewerkt als voorbeeld:    Nummer(s): 2

Het staat in het plan.

DE BASIS OP ORDE - betreft alle scholen

Hoe is de sturing belegd en geborgd in de interne processen?

Het team bewaakt dit.

Tenminste één van de onderstaande indicatoren uitgewerkt als voorbeeld:    Nummer(s): 9

Wij overleggen vaak.
"""


def _lees(tekst: str | bytes, naam: str = "x.txt") -> dict[str, Any]:
    return lees(tekst if isinstance(tekst, bytes) else tekst.encode(), naam).als_json()


def _antwoorden(j: dict[str, Any]) -> dict[str, Any]:
    """All answers of the small form in a row, to compare two readings."""
    uit = {code: j["onderdelen"][code]["tekst"] for code in j["onderdelen"]}
    uit |= {f"{code}.{deel}": waarde for code, blok in j["proces"].items() for deel, waarde in blok.items()}
    return uit | {"bestuur": j["bestuur"], "namens": j["namens"], "jaar": j["schooljaar"], "geld": j["ontvangen"]}


GOED = _antwoorden(_lees(KLEIN))


def test_het_kleine_formulier_zelf() -> None:
    assert GOED["ankerpunt_1"] == "De scholen zijn op orde, ook in de coördinatie."
    assert GOED["basis_op_orde.uitwerking"] == "Wij overleggen vaak."
    assert GOED["namens"] == {"naam": "Kim Bos", "functie": "voorzitter"}


@pytest.mark.regel("VER-05")
@pytest.mark.parametrize("tekens", ["utf-16-le", "utf-16-be", "mac_roman", "cp1252", "utf-8-sig"])
def test_tekens_van_andere_machines(tekens: str) -> None:
    tekst = KLEIN.replace("plan.", "plan – ‘één’ geheel.")
    assert _antwoorden(_lees(tekst.encode(tekens))) == _antwoorden(_lees(tekst))


def test_binaire_nullen_zijn_geen_utf16() -> None:
    with pytest.raises(Exception, match="geen gewone tekst"):
        ontcijfer(bytes(range(256)) * 20)


@pytest.mark.regel("VER-05")
@pytest.mark.parametrize(
    "vorm",
    [
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: re.sub(r"^[A-Z]{4}[A-Z /-]+$|^Ankerpunt .*$", lambda m: m[0].lower(), t, flags=re.M),
        lambda t: t.replace("Kwaliteitsstandaard", "Kwalititsstandaar").replace("Specifieke", "Specifleke"),
        lambda t: t.replace("Ankerpunt 3", "Ankerpnt 3").replace("Ankerpunt 4", "nkerpunt 4"),
        lambda t: t.replace("ONTWIKKELINGSPROCES", "ONTWIKKELINGSPRO\n").replace("LEER-EN", "LEER-"),
        lambda t: t.replace("ORDE - betreft alle scholen", "ORDE (betreft alle scholen)"),
        lambda t: t.replace("DE BASIS OP ORDE - betreft alle scholen", "4.2 De basis op orde (betreft alle scholen)"),
        lambda t: t.replace(" (naam ,functie)", " (naam\n,functie)"),
        lambda t: t.replace("Het staat in", "Uitwerking:\nHet staat in").replace("Wij over", "Uitwerking: Wij over"),
    ],
    ids=["losse_accenten", "kleine_letters", "letters_weg", "eerste_letter_weg", "staart_weg", "haakjes", "genummerd", "hint", "label"],
)  # fmt: skip
def test_zelfde_antwoorden_in_andere_vorm(vorm: Any) -> None:
    tekst = vorm(KLEIN)
    assert tekst != KLEIN
    assert _antwoorden(_lees(tekst)) == GOED


def test_woord_in_kleine_letters_in_een_opsomming_is_geen_kop() -> None:
    tekst = KLEIN.replace("De lijnen zijn kort.", "Wij bespreken:\n- doorstroom\n- thuiszitters\n- het knooppunt\n")
    j = _lees(tekst)
    assert "knooppunt" in j["onderdelen"]["ankerpunt_4"]["tekst"]
    assert j["onderdelen"]["thuiszitters"]["tekst"] == "Geen."


def test_regel_boven_een_kop_met_een_letter_weg_blijft_antwoord() -> None:
    tekst = KLEIN.replace("Er zijn specialisten.", "- Logopedie\n- Speltherapie")
    tekst = tekst.replace("Ankerpunt 4 - Ondersteuningsstructuur", "nkerpunt 4 - Ondesteuningsstructuur")
    assert _lees(tekst)["onderdelen"]["ankerpunt_3"]["tekst"] == "- Logopedie\n- Speltherapie"


def test_kop_in_markdown_met_kenmerk() -> None:
    tekst = re.sub(r"^([A-Z]{4}[A-Z /-]+|Ankerpunt .*|DE BASIS.*)$", r"## \1 {#kop .ongenummerd}", KLEIN, flags=re.M)
    assert _antwoorden(_lees(tekst, "x.md")) == GOED


def test_regel_naast_bladzijdenummers_is_geen_antwoord() -> None:
    regels, uit = KLEIN.split("\n"), []
    for nummer, regel in enumerate(regels):
        uit.append(regel)
        if regel.endswith("."):
            uit += ["", f"Pagina {nummer} van 90", "Verslag 2023-2024", ""]
    assert _antwoorden(_lees("\n".join(uit))) == GOED


@pytest.mark.regel("VER-07")
def test_bedragen_in_een_tabel_zonder_label() -> None:
    from docx import Document

    doc = Document()
    for regel in KLEIN.split("\n"):
        voor, streep, bedragen = regel.partition("*")
        doc.add_paragraph(voor + streep if streep else regel)
        if streep:
            rij = doc.add_table(rows=1, cols=3).rows[0].cells
            for cel, bedrag in zip(rij, bedragen.split("€")[1:], strict=True):
                cel.text = f"€ {bedrag.strip()}"
    uit = io.BytesIO()
    doc.save(uit)
    assert _lees(uit.getvalue(), "x.docx")["ontvangen"]["terugploegregeling"] == {
        "PO3104": 10, "PO3105": 20, "PO3106": 30}  # fmt: skip


def test_afgebroken_woorden_worden_heel() -> None:
    delen = ["onder", "wijs en leer", "lingen met begelei", "ding in een samen", "hang van sociaal", "emotionele ont",
             "wikkeling en sociaal-emotionele groei."]  # fmt: skip
    regels = [f"De directeur en het team werken samen aan {deel}-" for deel in delen[:-1]] + [delen[-1]]
    tekst = KLEIN.replace("De lijnen zijn kort.", "\n".join(regels))
    gelezen = _lees(tekst)["onderdelen"]["ankerpunt_4"]["tekst"]
    assert "begelei" in gelezen
    assert "-De" in gelezen  # a capital after the hyphen: a real one, like in a compound name
    klein = KLEIN.replace("De lijnen zijn kort.", "-\n".join(f"samen werken aan de ontwikkeling en wij zijn onder{i}der"
                                                              for i in "abcdefg") + ".")  # fmt: skip
    assert "-" not in _lees(klein)["onderdelen"]["ankerpunt_4"]["tekst"]


def test_lijst_in_twee_kolommen_hoort_bij_elkaar() -> None:
    """Labels 1, 5, 2, 6 in that order: what touches the list with its number in front is a part of it."""
    w = Woorden(norm=["tekst", "1", *"abcde", "5", *"fghij", "2", *"klmno"])
    vondsten = [Vondst("c", 2, 7, 0, 5, 2, 20), Vondst("c", 8, 13, 10, 15, 2, 20), Vondst("c", 14, 19, 5, 10, 2, 20)]
    assert _naast_elkaar(w, vondsten, 14, 19) == (2, 19)
    los = Woorden(norm=["tekst", "het", *"abcde", "5", *"fghij"])
    assert _naast_elkaar(los, vondsten[:2], 8, 13) == (8, 13)


def test_getekende_vakjes_in_een_pdf() -> None:
    vak = {"x0": 100.0, "x1": 111.0, "top": 50.0, "bottom": 61.0, "fill": False}
    ander = vak | {"x0": 200.0, "x1": 211.0}
    pagina = SimpleNamespace(rects=[vak, ander, vak | {"x1": 400.0}], lines=[dict(vak)], curves=[])
    assert [(v["text"], v["x0"]) for v in vakjes(pagina)] == [(AANGEVINKT, 100.0), (LEEG_VAK, 200.0)]


def test_tekst_tussen_twee_tabellen_is_geen_rij() -> None:
    def regel(tekst: str, top: float, *delen: tuple[str, float, float]) -> Regel:
        return Regel(tekst, links=50, rechts=delen[-1][2], top=top, bodem=top + 10, delen=delen)

    regels = [regel("KNOOPPUNT", 100, ("KNOOPPUNT", 50, 90)),
              regel("uitgewerkt als voorbeeld:\tNummer(s): 37", 120, ("uitgewerkt als voorbeeld:", 50, 200), ("Nummer(s): 37", 300, 360)),
              regel("N.v.t.", 140, ("N.v.t.", 50, 70))]  # fmt: skip
    palen = [(50.0, 10.0, 60.0), (50.0, 200.0, 300.0)]
    assert [r.tekst for r in zet_op_volgorde(regels, [20.0, 60.0, 200.0], palen)] == [r.tekst for r in regels]


@pytest.mark.regel("VER-12", "VER-13")
@pytest.mark.parametrize(
    ("onderdeel", "tekst", "waarden"),
    [
        ("thuiszitters", "Geen.", [0]),
        ("externe_functie", "Geen.", []),
        ("thuiszitters", "Er waren 7 thuiszitters. Van deze 7 leerlingen zijn er 3 langer dan drie maanden thuis.", [7, 3]),
        ("ononderbroken_proces", "Van hen zit 12% hoger en 10% lager dan geadviseerd.", [12, 10]),
        ("ankerpunt_1", "Onze scholen scoren gemiddeld 3,4 op een schaal van 4.", [3.4]),
        ("ankerpunt_2", "Van onze 118 leerlingen hebben er 9 een eigen plan.", [118, 9]),
    ],
)  # fmt: skip
def test_feiten(onderdeel: str, tekst: str, waarden: list[int]) -> None:
    assert [f.waarde for f in vind_feiten(onderdeel, tekst)] == waarden


@pytest.mark.regel("VER-13")
def test_vorig_jaar_achter_een_aantal_met_percentage() -> None:
    tekst = "Van de 310 leerlingen gingen er 8 (2,6%) terug naar een basisschool, tegen 5 in het jaar daarvoor."
    feiten = vind_feiten("schakelfunctie", tekst)
    assert [(f.waarde, f.vorig) for f in feiten] == [(310, None), (8, 5), (2.6, None)]


def test_ontbrekend_bestand_krijgt_een_nederlandse_zin(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bestaat-niet.docx"]) == 1
    assert "Controleer de naam" in capsys.readouterr().err
