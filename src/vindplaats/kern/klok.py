"""The one clock of the house. Rules get a date passed in; only actions and views ask the time here."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

_gezet: ContextVar[dt.datetime | None] = ContextVar("vindplaats_klok", default=None)


def nu() -> dt.datetime:
    """The present moment, aware; `VINDPLAATS_VANDAAG` freezes the date (tests, demo, training)."""
    gezet = _gezet.get()
    if gezet is not None:
        return gezet
    vast = getattr(settings, "VANDAAG", None)
    echt = timezone.now()
    if vast is None:
        return echt
    lokaal = timezone.localtime(echt)
    return lokaal.replace(year=vast.year, month=vast.month, day=vast.day)


def vandaag() -> dt.date:
    """Today in the Netherlands."""
    return timezone.localtime(nu()).date()


@contextmanager
def op(moment: dt.datetime) -> Iterator[dt.datetime]:
    """Inside this block it is `moment` (aware) for the whole house: the demo lays a past, tests look at a date.

    Only for those two; nothing a user can reach sets the clock. Raises ValueError for a moment without a time zone.
    """
    if timezone.is_naive(moment):
        raise ValueError("De klok wil een moment met een tijdzone.")
    sleutel = _gezet.set(moment)
    try:
        yield moment
    finally:
        _gezet.reset(sleutel)
