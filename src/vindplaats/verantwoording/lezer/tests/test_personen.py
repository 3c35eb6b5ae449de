"""Names of third persons in free text are pointed out (AVG-08); organisations and schools are not."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from vindplaats.verantwoording.lezer.personen import Passage, vind_derden

pytestmark = pytest.mark.regel("AVG-08")

WEL = [
    ("Om de week is er overleg met mevrouw Jansen.", ["mevrouw Jansen"]),
    ("Dhr. P. de Vries is voorzitter.", ["Dhr. P. de Vries"]),
    ("Wij danken de heer Van 't Hof.", ["de heer Van 't Hof"]),
    ("Juf Anna en meester Kees geven de plusklas.", ["Juf Anna", "meester Kees"]),
    ("Leerling Daan (8 jaar) is in maart geplaatst.", ["Daan"]),
    ("Onze intern begeleider Fatima El Idrissi volgt dit.", ["Fatima El Idrissi"]),
    ("De directeur, Karin van den Berg-Smit, leidt het team.", ["Karin van den Berg-Smit"]),
    ("Het plan is van A. van der Meulen.", ["A. van der Meulen"]),
    ("Het advies is van drs. M.J.H. Peeters-van Dijk.", ["drs. M.J.H. Peeters-van Dijk"]),
    ("Samen met wethouder Jan de Boer is dit besproken.", ["Jan de Boer"]),
    ("Marja Teeuwen en Youssef Amrani trekken de werkgroep.", ["Marja Teeuwen", "Youssef Amrani"]),
    ("Collega Petra neemt deel aan het overleg.", ["Petra"]),
    ("Het gesprek met Inge\nBerendsen vond in mei plaats.", ["Inge\nBerendsen"]),
    ("Wij kozen samen met Sem en zijn ouders voor het SBO.", ["Sem"]),
    ("De moeder van Thijs was bij het knooppunt.", ["Thijs"]),
    ("Het contact loopt via Anne-Marie Hoogland.", ["Anne-Marie Hoogland"]),
    ("Trajectbegeleider Ö. Yılmaz sloot aan.", ["Ö. Yılmaz"]),
    ("Voorzitter van de raad is ing. Bakker.", ["ing. Bakker"]),
    ("Mw. S. Özdemir (jeugdarts) neemt deel.", ["Mw. S. Özdemir"]),
    ("In het knooppunt zit ook Petra J. van de gemeente.", ["Petra J."]),
]

NIET = [
    "Kom Leren en El Habib werken samen met de Mgr. Hanssenschool.",
    "Veilig Thuis, de wijkagent, Kompas4Kids, Care4Kids en La Luna sluiten aan.",
    "Wij gebruiken Leerling in Beeld en Kleuter in Beeld van CITO.",
    "Duiden & Doen is in de Westelijke Mijnstreek het vaste formulier.",
    "De Anne Frankschool en de Dr. Poelsschool zijn gefuseerd.",
    "Basisschool Maria Montessori en OBS De Wegwijzer delen een gebouw.",
    "SBO-school Beatrix en kindcentrum Willem van Oranje starten een plusklas.",
    "Bij niveau A. Daarnaast zien wij groei in groep B. De school groeit.",
    "Binnen Team Jeugd, Synthese en Visio is expertise op het gebied van logopedie.",
    "Wil Stichting De Brug dit doen, dan volgt een besluit. Den Haag beslist.",
    "In Sittard-Geleen, Sint Geertruid, Maastricht en Gulpen-Wittem is een loket.",
    "De Inspectie, het College van Bestuur en de Raad van Toezicht zijn akkoord.",
    "In mei, juni en september is er overleg met Bureau VSV en Jeugdzorg.",
    "Op school Sint Jan en de Prins Willem Alexanderschool is ruimte.",
    "Volgens Marzano en met Rots en Water werken wij aan gedrag.",
    "Het project Hard voor Taal loopt in Beekdaelen en Zuid-Limburg.",
    "De directeur van Stichting Het Kompas is lid van de Adviesgroep Kwaliteit.",
    "Mei 2024 was de meting; de Regiovisie Zuid volgt in het najaar.",
]


@pytest.mark.parametrize(("tekst", "namen"), WEL)
def test_namen_worden_aangewezen(tekst: str, namen: list[str]) -> None:
    gevonden = vind_derden(tekst)
    assert [passage.tekst for passage in gevonden] == namen
    for passage in gevonden:
        assert tekst[passage.begin : passage.eind] == passage.tekst
        assert passage.reden
        assert 0 < passage.zekerheid <= 1


@pytest.mark.parametrize("tekst", NIET)
def test_organisaties_scholen_en_plaatsen_niet(tekst: str) -> None:
    assert vind_derden(tekst) == []


def test_bekende_namen_van_de_regio_worden_overgeslagen() -> None:
    tekst = "Overleg met Jan Thijssen loopt via Karin de Wit."
    assert len(vind_derden(tekst)) == 2
    assert [p.tekst for p in vind_derden(tekst, bekend=["Jan Thijssen"])] == ["Karin de Wit"]


def test_lege_tekst_geeft_niets() -> None:
    assert vind_derden("") == []


def test_passages_overlappen_niet_en_staan_op_volgorde() -> None:
    gevonden = vind_derden("Mevrouw Karin de Wit en dhr. Jan de Boer spraken met juf Anna.")
    assert len(gevonden) == 3
    assert all(a.eind <= b.begin for a, b in itertools.pairwise(gevonden))
    assert isinstance(gevonden[0], Passage)


@pytest.mark.parametrize("naam", ["innovo-2023-2024.txt", "smart-limburg-2023-2024.txt"])
def test_in_de_echte_verslagen_alleen_namen_van_personen(naam: str) -> None:
    bestand = Path(__file__).parents[5] / ".." / "shared" / "reports" / naam
    if not bestand.exists():
        pytest.skip("geen gedeelde verslagen op deze machine")
    tekst = bestand.read_text(encoding="utf-8")
    gevonden = vind_derden(tekst[tekst.index("Ankerpunt 1") :])
    assert len(gevonden) == (1 if naam.startswith("smart") else 0)
