"""The tables of published own versions, read once per process. A published version never changes, so nothing expires.

Only published text comes in here: which version runs is asked of the database every time, and a draft is worked out anew. So
several processes can never disagree: they may hold different tables, but never a different table under the same id.
"""

import uuid
from collections import OrderedDict
from threading import Lock

from .definitie import laad_tekst
from .tabel import Procedure

MEEST = 500
_bekend: "OrderedDict[uuid.UUID, Procedure]" = OrderedDict()
_slot = Lock()


def bekende_tabel(versie: uuid.UUID) -> Procedure | None:
    """The table of a published version if this process has read it already."""
    with _slot:
        tabel = _bekend.get(versie)
        if tabel is not None:
            _bekend.move_to_end(versie)
        return tabel


def tabel_van_versie(versie: uuid.UUID, tekst: str) -> Procedure:
    """The table of a published version; its text is read the first time this process needs it."""
    tabel = bekende_tabel(versie)
    if tabel is None:
        tabel = laad_tekst(tekst, f"versie {versie}")
        with _slot:
            _bekend[versie] = tabel
            while len(_bekend) > MEEST:
                _bekend.popitem(last=False)
    return tabel
