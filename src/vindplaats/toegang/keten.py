"""The chain over the log: every row gets a link with a hash over its content and the link before it (decision 0023).

At the write a row is only put in line, with a mark: nobody waits for anybody. `verzegel` makes links in order, in every worker every
few seconds, one at a time for the whole house. `controleer` walks the chain and tells the first place that is broken.
"""

import datetime as dt
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .models_keten import Schakel, Wachtend

VELDEN = (
    "wanneer",
    "soort",
    "naam",
    "gebruiker_id",
    "wie_naam",
    "rol",
    "organisatie",
    "onderwerp",
    "zin",
    "waarom",
    "details",
)
BEGIN = hashlib.sha256(b"vindplaats logboek").digest()
SLOT = (0x56504C54, 0x4B455449)
ANKERS = "logboek-ankers.txt"
ANKER_ELKE = dt.timedelta(hours=1)
HAP = 2000


@dataclass(frozen=True)
class Kop:
    """The last link: what to print, keep elsewhere and compare later."""

    nummer: int
    hash: str
    gezet_op: dt.datetime | None

    def __str__(self) -> str:
        return f"{self.nummer}:{self.hash}"


@dataclass(frozen=True)
class Uitslag:
    """What the check found. `zin` is one Dutch sentence; `plek` the number of the first broken link (None: the chain is whole)."""

    heel: bool
    zin: str
    gecontroleerd: int
    wachtend: int
    kop: Kop
    plek: int | None = None
    andere_sleutel: int = 0


# --- hashes ----------------------------------------------------------------------------------------------------------


def inhoud(rij: Any) -> bytes:
    """SHA-256 of everything a log row says, written the same way on every database."""
    waarden = [str(rij.pk), *(_vast(getattr(rij, veld)) for veld in VELDEN)]
    return hashlib.sha256(
        json.dumps(waarden, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).digest()


def _vast(waarde: Any) -> Any:
    """A value as JSON that survives a trip through the database."""
    if isinstance(waarde, dt.datetime):
        return waarde.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(waarde, uuid.UUID):
        return str(waarde)
    if isinstance(waarde, float) and waarde.is_integer():
        return int(waarde)
    if isinstance(waarde, dict):
        return {str(k): _vast(v) for k, v in waarde.items()}
    if isinstance(waarde, list | tuple):
        return [_vast(v) for v in waarde]
    return waarde


def _sleutel(geheim: str) -> bytes:
    return hashlib.sha256(b"vindplaats keten " + geheim.encode()).digest()


def _hmac(data: bytes) -> bytes:
    return hmac.digest(_sleutel(settings.SECRET_KEY), data, "sha256")


def zegel_van_afsluiting(rij: Any) -> bytes:
    """The seal of a closing record, over everything it says, with the key that is not in the database."""
    return _hmac(_afsluiting(rij))


def afsluiting_is_echt(rij: Any) -> bool:
    """Did we make this record, with the present secret or an earlier one?"""
    return _echt(_afsluiting(rij), rij.zegel)


def _afsluiting(rij: Any) -> bytes:
    waarden = [
        "afsluiting", rij.nummer, bytes(rij.hash).hex(), rij.aantal, _vast(rij.begin), _vast(rij.eind), rij.termijn, bytes(rij.vorige).hex(),
        _vast(rij.gezet_op), rij.gezet_door,
    ]  # fmt: skip
    return json.dumps(waarden, ensure_ascii=False, separators=(",", ":")).encode()


def _echt(data: bytes, zegel: bytes | memoryview) -> bool:
    """Was this made with our secret, the present one or an earlier one?"""
    geheimen = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(hmac.compare_digest(hmac.digest(_sleutel(g), data, "sha256"), bytes(zegel)) for g in geheimen)


def _volgende(vorige: bytes, nummer: int, gebeurtenis: uuid.UUID, wat: bytes | memoryview) -> bytes:
    return hashlib.sha256(vorige + nummer.to_bytes(8, "big") + gebeurtenis.bytes + bytes(wat)).digest()


# --- writing ---------------------------------------------------------------------------------------------------------


def zet_in_de_rij(rijen: Sequence[Any]) -> None:
    """Put log rows that were just written in line for their seal; in the transaction of the row itself."""
    wachtend = []
    for rij in rijen:
        wat = inhoud(rij)
        wachtend.append(Wachtend(gebeurtenis=rij.pk, inhoud=wat, merk=_hmac(rij.pk.bytes + wat)))
    if len(wachtend) == 1:
        wachtend[0].save(force_insert=True)
    else:
        Wachtend.objects.bulk_create(wachtend, batch_size=500)


def verzegel(hoogstens: int = 5000) -> int:
    """Give waiting rows their link, in the order in which they came. Returns how many; 0 also when another is at it.

    A row whose mark is not ours stays out of the chain and shows up in the check.
    """
    if not Wachtend.objects.filter(geweigerd=False).exists():
        return 0
    with transaction.atomic():
        if not _alleen_wij():
            return 0
        wachtend = list(Wachtend.objects.filter(geweigerd=False).order_by("pk")[:hoogstens])
        goed = [w for w in wachtend if _echt(w.gebeurtenis.bytes + bytes(w.inhoud), w.merk)]
        slecht = {w.pk for w in wachtend} - {w.pk for w in goed}
        if slecht:
            Wachtend.objects.filter(pk__in=slecht).update(geweigerd=True)
        einde = rijg((w.gebeurtenis, bytes(w.inhoud)) for w in goed)
        _haal_uit_de_rij([w.pk for w in goed])
    if einde is not None:
        _anker(einde)
    return len(goed)


def _alleen_wij() -> bool:
    """One sealer at a time. On SQLite the transaction itself is alone (BEGIN IMMEDIATE)."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", SLOT)
        rij = cursor.fetchone()
    return bool(rij and rij[0])


def rijg(paren: Iterable[tuple[uuid.UUID, bytes]], soort: Any = Schakel) -> Schakel | None:
    """Put rows (id, content) at the end of the chain and return the last link; the caller is alone at it.

    `soort` is the model of that moment when a migration asks.
    """
    laatste = soort.objects.order_by("-nummer").first()
    nummer, vorige = (laatste.nummer, bytes(laatste.hash)) if laatste else (0, BEGIN)
    moment, nieuw = timezone.now(), []
    for gebeurtenis, wat in paren:
        nummer += 1
        vorige = _volgende(vorige, nummer, gebeurtenis, wat)
        nieuw.append(
            soort(nummer=nummer, gebeurtenis=gebeurtenis, inhoud=wat, hash=vorige, zegel=_hmac(vorige), gezet_op=moment)
        )
    soort.objects.bulk_create(nieuw, batch_size=500)
    return nieuw[-1] if nieuw else None


def _haal_uit_de_rij(pks: list[int]) -> None:
    for begin in range(0, len(pks), 500):
        Wachtend.objects.filter(pk__in=pks[begin : begin + 500]).delete()


# --- anchors ---------------------------------------------------------------------------------------------------------


def kop() -> Kop:
    """The head of the chain; number 0 when nothing has been sealed."""
    laatste = Schakel.objects.order_by("-nummer").first()
    return Kop(laatste.nummer, bytes(laatste.hash).hex(), laatste.gezet_op) if laatste else Kop(0, BEGIN.hex(), None)


def ankerbestand() -> Path:
    """Where heads are kept beside the database, one a line: moment, number:hash."""
    return Path(settings.VAR) / ANKERS


def _anker(schakel: Schakel) -> None:
    """Keep the head outside the database, at most once an hour: rows cut off at the end then show."""
    pad = ankerbestand()
    if pad.exists() and timezone.now().timestamp() - pad.stat().st_mtime < ANKER_ELKE.total_seconds():
        return
    pad.parent.mkdir(parents=True, exist_ok=True)
    with pad.open("a", encoding="utf-8") as bestand:
        bestand.write(f"{schakel.gezet_op.isoformat()} {schakel.nummer}:{bytes(schakel.hash).hex()}\n")


def lees_anker(tekst: str) -> tuple[int, str]:
    """`123:ab12...` as number and hash. Raises ValueError."""
    nummer, _, waarde = tekst.strip().split()[-1].partition(":")
    if len(waarde) != 64 or bytes.fromhex(waarde) == b"":
        raise ValueError(tekst)
    return int(nummer), waarde.lower()


def bewaarde_ankers() -> list[tuple[int, str]]:
    """The heads in the file beside the database; a line that cannot be read is left out."""
    uit = []
    try:
        regels = ankerbestand().read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    for regel in regels:
        try:
            uit.append(lees_anker(regel))
        except (ValueError, IndexError):
            continue
    return uit
