"""Examples of the urls of indicatoren for the permission test."""

from typing import Any

from vindplaats.indicatoren.declaratie import Hand, Indicator
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import Voorbeeld, indicatoren, voorbeelden

_CODE = "voorbeeldcijfer"


def _cijfer() -> str:
    """A figure that is always there, whatever rooms declare."""
    indicatoren.voeg_toe(
        _CODE,
        Indicator(
            _CODE,
            "Voorbeeld",
            "Een voorbeeld.",
            "aantal",
            "Proef",
            "hand",
            kleinste_cel=0,
            hand=Hand("tellen", "per jaar", "proef"),
        ),
    )
    return _CODE


def _meetwaarde(organisatie: str) -> dict[str, Any]:
    rij, _ = Meetwaarde.objects.voor_taak("voorbeelden").get_or_create(
        indicator=_cijfer(), organisatie=organisatie, schooljaar=2023, bron="Proef",
        defaults={"op": nu(), "waarde": 7, "stand": Meetwaarde.BEVESTIGD},
    )  # fmt: skip
    return {"meetwaarde": rij.pk}


def _vreemd(streek: Any, wie: Any) -> dict[str, Any]:
    return _meetwaarde(streek.ander_bestuur if wie.organisatie != streek.ander_bestuur else streek.bestuur)


for _naam in ("indicator", "invoeren", "norm"):
    voorbeelden.voeg_toe(f"indicatoren:{_naam}", Voorbeeld(eigen=lambda streek, wie: {"code": _cijfer()}))
voorbeelden.voeg_toe(
    "indicatoren:meetwaarde", Voorbeeld(eigen=lambda streek, wie: _meetwaarde(wie.organisatie), vreemd=_vreemd)
)
