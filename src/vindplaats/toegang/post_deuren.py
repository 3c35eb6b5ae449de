"""Mail about signing in: that something happened and what to do, without names, addresses or places."""

import logging

from django.conf import settings

from .post import _stuur


def koppeling(email: str, aanbieder: str, *, gekoppeld: bool) -> None:
    """An outside identity was linked or unlinked."""
    onderwerp = "Je account is gekoppeld" if gekoppeld else "Er is een koppeling verwijderd"
    meld(email, onderwerp, "koppeling", {"aanbieder": aanbieder, "gekoppeld": gekoppeld})


def meld(email: str, onderwerp: str, sjabloon: str, context: dict[str, object]) -> None:
    """Send a mail about the account; a mail server that fails is a line in the server's own log, never an error on screen."""
    try:
        _stuur(email, onderwerp, sjabloon, context | {"basis": settings.BASIS_URL}, {})
    except OSError:
        logging.getLogger(__name__).exception("Mail %s kon niet worden verstuurd", sjabloon)
