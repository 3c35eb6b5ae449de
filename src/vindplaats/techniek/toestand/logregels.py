"""Log lines without personal data: a setting cannot make them say more (VINDPLAATS_LOGVORM `regel` or `json`).

What can hold a name, an address, a search word or a token is never written: no arguments of a message except numbers and
names of code, no message of an exception, no source lines, no paths, no query strings. What stays is enough to find the
place: the fixed text of the message, the file and line, and per exception its class and frames.
"""

import datetime as dt
import json
import logging
import re
import traceback
from collections.abc import Mapping
from typing import Any

from vindplaats.kern.kenmerk import kenmerk

EIGEN = "vindplaats"
WEG = "…"
MEESTE_FRAMES = 30
_CODENAAM = re.compile(
    r"^(vindplaats|django|django_tasks_db|psycopg|sqlite3|smtplib|ssl|builtins|allauth)(\.[A-Za-z_]\w*)+$"
)
_PAKKETTEN = re.compile(r"^.*?(?:site-packages|/src|/lib/python[\d.]+)/")


class Veilig(logging.Formatter):
    """One record as one line: JSON for machines or a line for people."""

    def __init__(self, vorm: str = "json") -> None:
        super().__init__()
        self.vorm = vorm

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        uit = velden(record)
        if self.vorm == "json":
            return json.dumps(uit, ensure_ascii=False)
        fout = uit.pop("fout", None)
        vast = [uit.pop(naam) for naam in ("tijd", "niveau", "bron", "wat")]
        regel = " ".join([*vast, *(f"{naam}={waarde}" for naam, waarde in uit.items())])
        return f"{regel} | {_als_zin(fout)}" if fout else regel


def velden(record: logging.LogRecord) -> dict[str, Any]:
    """What may be told of a record."""
    moment = dt.datetime.fromtimestamp(record.created, tz=dt.UTC)
    uit: dict[str, Any] = {
        "tijd": moment.isoformat(timespec="milliseconds"),
        "niveau": record.levelname,
        "bron": record.name,
        "wat": zin(record),
        "plek": f"{record.module}:{record.lineno}",
    }
    if kenmerk.get():
        uit["kenmerk"] = kenmerk.get()
    if _is_eigen(record):
        uit |= getattr(record, "velden", {})
    if record.exc_info and record.exc_info[1] is not None:
        uit["fout"] = fout(record.exc_info[1])
    return uit


def zin(record: logging.LogRecord) -> str:
    """The fixed text of a message with its numbers and names of code; of others only when it is a fixed text.

    A message of a library without arguments may have been put together before it came here: it is not written.
    """
    if not isinstance(record.msg, str) or (not record.args and not _is_eigen(record)):
        return f"{WEG} (zie plek)"
    if not record.args:
        return record.msg
    try:
        if isinstance(record.args, Mapping):
            return record.msg % {naam: _veilig(waarde) for naam, waarde in record.args.items()}
        return record.msg % tuple(_veilig(waarde) for waarde in record.args)
    except (TypeError, ValueError, KeyError):
        return f"{WEG} (zie plek)"


def _is_eigen(record: logging.LogRecord) -> bool:
    return record.name == EIGEN or record.name.startswith(f"{EIGEN}.")


def _veilig(waarde: Any) -> Any:
    if waarde is None or isinstance(waarde, bool | int | float):
        return waarde
    if isinstance(waarde, str) and _CODENAAM.match(waarde):
        return waarde
    if isinstance(waarde, BaseException):
        return _pad(type(waarde))
    return WEG


def _pad(soort: type) -> str:
    return f"{soort.__module__}.{soort.__qualname__}"


def fout(gebeurd: BaseException) -> dict[str, Any]:
    """An exception as classes and places: its own, and of what caused it; never its message."""
    spoor = [
        f"{_PAKKETTEN.sub('', frame.f_code.co_filename)}:{regel} {frame.f_code.co_name}"
        for frame, regel in traceback.walk_tb(gebeurd.__traceback__)
    ]
    uit: dict[str, Any] = {"soort": _pad(type(gebeurd)), "spoor": spoor[-MEESTE_FRAMES:]}
    oorzaak = gebeurd.__cause__ or (None if gebeurd.__suppress_context__ else gebeurd.__context__)
    if oorzaak is not None:
        uit["door"] = {"soort": _pad(type(oorzaak))}
    return uit


def _als_zin(gebeurd: dict[str, Any]) -> str:
    door = f" door {gebeurd['door']['soort']}" if "door" in gebeurd else ""
    return f"{gebeurd['soort']}{door}; " + " < ".join(reversed(gebeurd["spoor"]))
