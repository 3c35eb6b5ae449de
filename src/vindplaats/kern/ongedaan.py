"""Undo instead of "are you sure": the message that something was done carries the way back (design.md 1.3).

For what can be taken back by a verb that the person has anyway. What cannot be undone asks first, in a dialog.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

_MERK = "ongedaan:"


@dataclass(frozen=True)
class Terugweg:
    """A form of one button: where it goes, what it sends along, what it says."""

    url: str
    velden: Mapping[str, str]
    tekst: str = "Maak ongedaan"


def meld_met_terugweg(
    request: HttpRequest, zin: str, url: str, velden: Mapping[str, str] | None = None, tekst: str = "Maak ongedaan"
) -> None:
    """Say what was done, with a button that posts `velden` to `url` to undo it. `url` is an address of this house."""
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("een terugweg blijft in huis")
    drager = _MERK + json.dumps({"url": url, "velden": dict(velden or {}), "tekst": tekst})
    messages.success(request, zin, extra_tags=drager)


def terugweg_van(bericht: Any) -> Terugweg | None:
    """The way back that a message carries, if any. Messages travel in a signed cookie or the session: nobody else writes them."""
    drager = getattr(bericht, "extra_tags", "") or ""
    if not drager.startswith(_MERK):
        return None
    inhoud = json.loads(drager.removeprefix(_MERK))
    return Terugweg(inhoud["url"], inhoud["velden"], inhoud["tekst"])
