"""Erasing one model of one person: count first, then do, each model in one transaction. Safe to run twice."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from vindplaats.kern.persoonsgegevens import HOUD, VERVANG, Gegevens, Veld
from vindplaats.kern.registers import Register, wissers
from vindplaats.toegang.models import Gebruiker

from . import vinden

GEWIST = "Gewist account"
voor_wissen: Register[Callable[[Any], None]] = Register("voor_wissen")
"""model label -> function(rows) that is called before fields of these rows are emptied (to remove a file on disk)."""


@dataclass(frozen=True)
class Telling:
    """What happens (or happened) to the rows of one model."""

    rijen: int = 0
    gewist: int = 0
    vervangen: int = 0
    gehouden: int = 0
    op_naam: int = 0


def schuilnaam(mens: Gebruiker) -> str:
    """What comes in the place of a name: the same for one account everywhere, and nobody can read who it was."""
    return f"{GEWIST} {hashlib.sha256(mens.pk.bytes).hexdigest()[:6]}"


def tel(code: str, gegevens: Gegevens, mens: Gebruiker, *, op_naam: bool) -> Telling:
    """Count what erasing would do to the rows of one model; changes nothing."""
    weg = vinden.weg(code, gegevens, mens.pk)
    gewist = weg.count()
    rijen, vervangen, gehouden = gewist, set(), set()
    for pad, velden in vinden.veldgroepen(gegevens).items():
        groep = vinden.van_groep(code, gegevens, pad, velden, mens, op_naam=op_naam).exclude(pk__in=weg.values("pk"))
        pks = set(groep.values_list("pk", flat=True))
        if any(v.wissen != HOUD for v in velden.values()):
            vervangen |= pks
        else:
            gehouden |= pks
    rijen += len(vervangen | gehouden)
    naamvelden = vinden.veldgroepen(gegevens).get(vinden.OP_NAAM, {})
    gelijk = (
        vinden.van_groep(code, gegevens, vinden.OP_NAAM, naamvelden, mens, op_naam=True).count() if naamvelden else 0
    )
    return Telling(rijen, gewist, len(vervangen), len(gehouden - vervangen), gelijk)


def wis(code: str, gegevens: Gegevens, mens: Gebruiker, *, op_naam: bool) -> Telling:
    """Erase the rows of one model as the declaration says. Returns what was done; the caller holds the transaction."""
    voor = tel(code, gegevens, mens, op_naam=op_naam)
    if gegevens.rijen_weg is not None:
        wis_rijen(code, vinden.weg(code, gegevens, mens.pk))
    for pad, velden in vinden.veldgroepen(gegevens).items():
        wijzigt = {naam: v for naam, v in velden.items() if v.wissen != HOUD}
        if not wijzigt or (pad == "" and gegevens.rijen_weg == {}):
            continue
        groep = vinden.van_groep(code, gegevens, pad, velden, mens, op_naam=op_naam)
        eerst = voor_wissen.get(code)
        if eerst is not None:
            eerst(groep)
        if pad == vinden.OP_NAAM:
            _vervang_namen(code, groep, wijzigt, mens)
        elif code == "toegang.gebruiker":
            groep.update(**_leeg(code, wijzigt, mens), is_active=False)
        else:
            groep.update(**_leeg(code, wijzigt, mens))
    return voor


def wis_rijen(code: str, rijen: Any) -> int:
    """Erase whole rows, with what hangs on them when the room says so (`registers.wissers`)."""
    eigen = wissers.get(code)
    if eigen is not None:
        return int(eigen(rijen))
    aantal = rijen.count()
    rijen.delete()
    return int(aantal)


def _vervang_namen(code: str, groep: Any, velden: dict[str, Veld], mens: Gebruiker) -> None:
    """Only the field in which the name really stands."""
    for naam, veld in velden.items():
        groep.filter(**{naam: mens.naam}).update(**_leeg(code, {naam: veld}, mens))


def _leeg(code: str, velden: dict[str, Veld], mens: Gebruiker) -> dict[str, Any]:
    return {naam: _waarde(apps.get_model(code)._meta.get_field(naam), veld, mens) for naam, veld in velden.items()}


def _waarde(veld: Any, wat: Veld, mens: Gebruiker) -> Any:
    """What comes in a field: a stand-in that fits, or nothing."""
    if veld.name == "password":
        return f"!gewist{secrets.token_hex(16)}"
    if wat.wissen == VERVANG:
        if isinstance(veld, models.EmailField):
            return f"gewist-{mens.pk.hex}@gewist.invalid"
        return schuilnaam(mens)[: veld.max_length]
    if veld.null:
        return None
    if isinstance(veld, models.JSONField):
        return veld.get_default()
    return b"" if isinstance(veld, models.BinaryField) else ""
