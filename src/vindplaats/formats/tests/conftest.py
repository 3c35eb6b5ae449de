"""A small format of its own, so that these tests do not lean on the accountability form."""

from typing import Any

import pytest

from vindplaats.formats.actions import invulling_openen
from vindplaats.formats.definitie import Definitie, laad_tekst
from vindplaats.formats.models import Formaatversie, Invulling
from vindplaats.kern.klok import nu
from vindplaats.toegang.models import Gebruiker
from vindplaats.toegang.wie import Wie

PROEF = """
formaat: proef
versie: "1"
titel: Proefformulier
schooljaren: {van: 2023-2024}
blokken:
  - {code: een, titel: Blok een, van: 1, tot: 3}
indicatoren:
  - {nummer: 1, blok: een, label: Eerste}
delen:
  - code: tekstdeel
    titel: Teksten
    nvt: true
    vragen:
      - {code: verhaal, soort: tekst, label: Verhaal, verplicht: true, nvt: true, nul: true}
      - {code: naam, soort: persoon, label: Naam, verplicht: true}
  - code: gelddeel
    titel: Geld
    vragen:
      - code: bedragen
        soort: bedragen_per_swv
        label: Bedragen
        verplicht: true
        opties: [{code: basis, label: Basis}, {code: groep, label: Groep}]
      - code: regels
        soort: bestedingsregels
        label: Regels
        categorieen: [{code: a, label: A}]
  - code: keuzedeel
    titel: Keuzes
    voor: sbo_so
    vragen:
      - {code: nummers, soort: indicatorkeuze, blok: een, label: Nummers, verplicht: true, nvt: true}
      - {code: deel_pct, soort: percentage, label: Percentage}
      - {code: dag, soort: datum, label: Dag}
      - {code: jaar, soort: schooljaar, label: Jaar}
      - {code: keus, soort: keuze, label: Keus, opties: [{code: ja, label: Jazeker}]}
      - {code: keuzes, soort: meerkeuze, label: Keuzes, opties: [{code: x, label: X}, {code: y, label: Y}]}
      - {code: swv, soort: swv_keuze, label: SWV}
      - {code: tabel, soort: tabel, label: Tabel, opties: [{code: wat, label: Wat}, {code: hoeveel, label: Hoeveel}]}
"""


@pytest.fixture
def definitie() -> Definitie:
    return laad_tekst(PROEF, "proef.yaml")


def _persoon(naam: str) -> Wie:
    gebruiker = Gebruiker.objects.create_user(f"{naam}@voorbeeld.test", naam)
    return Wie(gebruiker.pk, naam, "bestuurder", "bestuur:99001")


@pytest.fixture
def alice(db: Any) -> Wie:
    return _persoon("alice")


@pytest.fixture
def bob(db: Any) -> Wie:
    return _persoon("bob")


@pytest.fixture
def invulling(db: Any, alice: Wie, definitie: Definitie) -> Invulling:
    Formaatversie.objects.create(formaat="proef", versie="1", yaml=PROEF, gepubliceerd_op=nu())
    return invulling_openen(wie=alice, definitie=definitie, onderwerp="proef:1")
