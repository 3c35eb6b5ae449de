"""Recovery codes are kept as argon2 hashes: they can be checked, not read back. See docs/decisions/0034.

allauth makes the codes; just before its row is written they are hashed (`verberg`), each with one random salt per person, and the
hashes are encrypted with the secret of the house. Rows of before this are turned over at their first use or by a task. Right
after they are made, the codes themselves are shown to their owner out of the own session, for a few minutes.
"""

import hmac
import json
import secrets
import time
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from .geheim import ontsleutel, versleutel

DOEL = "herstelcodes"
SESSIE = "herstelcodes"
KOSTEN = (2, 19456, 1)
"""argon2id: rounds, memory in KiB, lanes (OWASP password storage cheat sheet); kept with the hashes, so they may grow"""
VELD = "sommen"


def _som(code: str, zout: str, kosten: tuple[int, int, int]) -> str:
    rondes, geheugen, banen = kosten
    return hash_secret_raw(
        code.encode(), bytes.fromhex(zout), time_cost=rondes, memory_cost=geheugen, parallelism=banen, hash_len=32,
        type=Type.ID,
    ).hex()  # fmt: skip


def _sluit(codes: list[str]) -> dict[str, Any]:
    """What is kept of these codes."""
    zout = secrets.token_hex(16)
    stuk = {"zout": zout, "kosten": KOSTEN, "sommen": [_som(code, zout, KOSTEN) for code in codes]}
    return {VELD: versleutel(json.dumps(stuk), DOEL), "migrated_codes": []}  # allauth itself finds no code there


def _open(rij: Authenticator) -> dict[str, Any]:
    try:
        stuk: dict[str, Any] = json.loads(ontsleutel(rij.data.get(VELD, ""), DOEL))
    except ValueError:  # nothing there, or a secret that is gone: no code is good any more
        return {"zout": "", "kosten": KOSTEN, "sommen": []}
    return stuk


@receiver(pre_save, sender=Authenticator, dispatch_uid="toegang.herstelcodes")
def verberg(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    """Before the row is written: hashes in the place of a seed or of codes. New codes may be shown to their owner for a while."""
    if instance.type != Authenticator.Type.RECOVERY_CODES or VELD in instance.data:
        return
    if "data" not in (kwargs.get("update_fields") or ["data"]):
        return
    codes = RecoveryCodes(instance).get_unused_codes()
    instance.data = _sluit(codes)
    if instance._state.adding:
        instance.codes = codes
        _toon_straks(instance.user_id, codes)


def _toon_straks(gebruiker: Any, codes: list[str]) -> None:
    request = context.request
    if request is None or getattr(request, "user", None) is None or request.user.pk != gebruiker:
        return
    tot = time.time() + settings.BEVESTIGEN_MINUTEN * 60
    request.session[SESSIE] = [str(gebruiker), tot, versleutel(json.dumps(codes), DOEL)]


def te_tonen(request: HttpRequest) -> list[str]:
    """The codes that were made in this session a moment ago; [] when that is too long ago or was somebody else."""
    bewaard = request.session.get(SESSIE)
    if not bewaard:
        return []
    van, tot, stuk = bewaard
    if van != str(request.user.pk) or tot < time.time():
        del request.session[SESSIE]
        return []
    codes: list[str] = json.loads(ontsleutel(stuk, DOEL))
    return codes


def rij_van(gebruiker: Any) -> Authenticator | None:
    """The row with the codes of this account (its key), if there is one."""
    rijen = Authenticator.objects.filter(user_id=gebruiker, type=Authenticator.Type.RECOVERY_CODES)
    rij: Authenticator | None = rijen.first()
    return rij


def over(rij: Authenticator | None) -> int:
    """How many codes still work."""
    if rij is None:
        return 0
    try:
        return len(_open(rij)["sommen"] if VELD in rij.data else RecoveryCodes(rij).get_unused_codes())
    except ValueError:  # a seed of a secret that is gone
        return 0


def gebruik(gebruiker: Any, code: str) -> Authenticator | None:
    """Use up one code of this account: its row, or None when it is no code (any more). One hash is computed, whatever is typed."""
    schoon = "".join(code.split())
    if not (schoon.isascii() and schoon.isdigit()) or len(schoon) != 8:
        return None
    with transaction.atomic():
        rij: Authenticator | None = (
            Authenticator.objects.select_for_update()
            .filter(user_id=gebruiker, type=Authenticator.Type.RECOVERY_CODES)
            .first()
        )
        if rij is None or VELD not in rij.data:
            return None
        stuk = _open(rij)
        som = _som(schoon, stuk["zout"], tuple(stuk["kosten"])) if stuk["sommen"] else ""
        rest = [s for s in stuk["sommen"] if not hmac.compare_digest(s, som)]
        if len(rest) == len(stuk["sommen"]):
            return None
        rij.data = {**rij.data, VELD: versleutel(json.dumps(stuk | {"sommen": rest}), DOEL)}
        rij.save(update_fields=["data"])
    return rij


def verberg_oude() -> int:
    """Turn over rows of before this; the codes people have keep working. Safe to run twice. Returns how many."""
    oud = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    aantal = 0
    for pk in list(oud.exclude(data__has_key=VELD).values_list("pk", flat=True)):
        with transaction.atomic():
            rij = oud.select_for_update().filter(pk=pk).exclude(data__has_key=VELD).first()
            if rij is not None and over(rij):  # none left, or a secret that is gone: nothing to turn over
                rij.save(update_fields=["data"])
                aantal += 1
    return aantal
