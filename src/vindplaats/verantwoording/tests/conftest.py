"""A small region with reports in it. `streek` comes from the root conftest."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from vindplaats.formats.actions import antwoord_bewaren
from vindplaats.formats.queries import definitie_van
from vindplaats.formats.waarden import INGEVULD, NVT, Gelezen
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur
from vindplaats.procedures.models import Zaak
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.actions import rapport_openen
from vindplaats.verantwoording.models import Rapport

JAAR = Schooljaar(2023)
HUIS = Wie.taak("tests")


def volledig(rapport: Rapport) -> dict[str, Gelezen]:
    """A complete, believable account for the rapport's form."""
    swvs = [swv.code for swv in rapport.swvs.all()]
    uit: dict[str, Gelezen] = {}
    for vraag in definitie_van(rapport.invulling).vragen.values():
        waarden: dict[str, Any] = {
            "tekst": f"Dit is onze tekst over {vraag.label.lower()}. In totaal ging het om 12 leerlingen.",
            "tekst_kort": "Stichting Proef" if vraag.code == "bestuur" else "kort antwoord",
            "persoon": {"naam": "Fenna de Wit", "functie": "bestuurder"},
            "schooljaar": str(rapport.schooljaar),
            "swv_keuze": dict.fromkeys(swvs, True),
            "keuze": vraag.opties[0].code if vraag.opties else "",
            "getal": "3",
            "bedragen_per_swv": {"terugploegregeling": dict.fromkeys(swvs, 10_000_00)},
            "bestedingsregels": [
                {
                    "bedrag": 9_925_00,
                    "pm": False,
                    "doel": "specialisten",
                    "categorie": "specialisten",
                    "toelichting": "",
                }
            ],
        }
        if vraag.soort == "indicatorkeuze":
            waarden["indicatorkeuze"] = [definitie_van(rapport.invulling).blok(vraag.blok).van]
        uit[vraag.code] = Gelezen(INGEVULD, waarden[vraag.soort])
        if vraag.voor == "sbo_so":
            uit[vraag.code] = Gelezen(NVT)
    return uit


MaakRapport = Callable[..., Rapport]


@pytest.fixture
def maak_rapport(streek: Any) -> MaakRapport:
    """`maak_rapport("99001", stand="ingediend", jaar=2023, antwoorden={...})`; complete unless `leeg=True`."""

    def maak(
        bestuur: str = "99001", *, stand: str = "concept", jaar: int = 2023, leeg: bool = False, **antwoorden: Gelezen
    ) -> Rapport:
        rapport = rapport_openen(wie=HUIS, bestuur=Bestuur.objects.get(pk=bestuur), jaar=Schooljaar(jaar))
        waarden = {} if leeg else volledig(rapport)
        for vraag, gelezen in (waarden | antwoorden).items():
            antwoord_bewaren(wie=HUIS, invulling=rapport.invulling, vraag=vraag, gelezen=gelezen, gezien=None)
        Zaak.objects.voor_taak("tests").filter(pk=rapport.zaak_id).update(stand=stand)
        rapport.zaak.refresh_from_db()
        return rapport

    return maak


@pytest.fixture
def mens(transactional_db: Any, streek: Any, live_server: Any, chroom: Any) -> Iterator[Any]:
    """`mens("bestuurder", streek.bestuur, breed=390)` -> somebody signed in at a real browser; see `verhaal.Mens`."""
    from vindplaats.toegang.tests.fabriek import client_als

    from .verhaal import Mens

    mensen: list[Mens] = []

    def maak(rol: str, organisatie: str = "", breed: int = 1280, *, js: bool = True) -> Mens:
        mensen.append(Mens(chroom, live_server.url, client_als(rol, organisatie), breed, js=js))
        return mensen[-1]

    yield maak
    for m in mensen:
        m.sluit()
