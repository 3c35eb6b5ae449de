"""Menu entries of the registry made ready for the frame: address, and which one we are in."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from .registers import Menupunt

BEHEER = 80
"""Entries from this place in the order on stand under their own heading: what one does now and then."""


def maak_klaar(punten: Iterable[Menupunt], request: HttpRequest | None = None) -> list[dict[str, Any]]:
    """Each entry as tekst, url, icoon, actief, aantal, groep (heading, or empty).

    Active is the entry with the longest address that the present path begins with; `/` only when it is the page itself.
    """
    klaar: list[dict[str, Any]] = [
        {
            "tekst": p.tekst,
            "url": _adres(p),
            "icoon": p.icoon,
            "aantal": getattr(p, "aantal", 0),
            "groep": "Beheer" if p.volgorde >= BEHEER else "",
        }
        for p in punten
    ]
    pad = request.path if request else ""
    passend = [
        punt["url"] for punt in klaar if pad == punt["url"] or (len(punt["url"]) > 1 and pad.startswith(punt["url"]))
    ]
    beste = max(passend, key=len, default=None)
    return [punt | {"actief": punt["url"] == beste} for punt in klaar]


def _adres(punt: Menupunt) -> str:
    try:
        return reverse(punt.url_naam)
    except NoReverseMatch as fout:
        raise LookupError(f"Menupunt '{punt.code}' wijst naar '{punt.url_naam}', dat adres bestaat niet.") from fout
