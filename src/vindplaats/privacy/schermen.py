"""What the screens of privacy share: the tabs."""

from django.urls import reverse

from vindplaats.kern.schermdelen import Chip
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

_TABS = (
    ("overzicht", "Overzicht", "privacy.bewaren_lezen"),
    ("datalekken", "Datalekken", "privacy.datalekken"),
    ("patronen", "Opvallend", "privacy.waken"),
    ("register", "Register", "privacy.register_lezen"),
    ("bewaren", "Bewaren", "privacy.bewaren_lezen"),
    ("toestemming", "Toestemming", "privacy.bewaren_lezen"),
    ("verzoeken", "Inzage en wissen", "privacy.verzoeken"),
)


def tabs(wie: Wie, actief: str) -> list[Chip]:
    """The parts of privacy this person may see."""
    return [Chip(naam, reverse(f"privacy:{code}"), code == actief) for code, naam, recht in _TABS if mag(wie, recht)]
