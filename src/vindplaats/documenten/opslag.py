"""Files on disk, outside the web root. What is acknowledged survives kill -9: write apart, fsync, rename, fsync."""

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

WERKMAP = ".werk"
BROK = 1 << 20


def wortel() -> Path:
    """The folder of all files; made when it is not there yet."""
    return _map(Path(settings.BESTANDEN))


def werkmap() -> Path:
    """Where files are written before they have their place; on the same disk, so that a rename is whole or not at all."""
    return _map(wortel() / WERKMAP)


def _map(pad: Path) -> Path:
    pad.mkdir(mode=0o700, parents=True, exist_ok=True)
    return pad


def plek_voor(id_: uuid.UUID, soort: str) -> str:
    """The place of a file, from its id and kind only: `3f/9a/3f9a....docx`."""
    naam = id_.hex
    return f"{naam[:2]}/{naam[2:4]}/{naam}.{soort}"


def pad_van(plek: str) -> Path:
    """The path of a place. Raises ValueError when it would lie outside the folder."""
    pad = (wortel() / plek).resolve()
    if not pad.is_relative_to(wortel().resolve()):
        raise ValueError(f"plek buiten de bestandenmap: {plek}")
    return pad


def naar_werkmap(inhoud: bytes | Path | BinaryIO, grens: int) -> Path:
    """Write to a file of its own in the work folder and force it to disk. Reads at most `grens` + 1 bytes."""
    doel = werkmap() / uuid.uuid4().hex
    with doel.open("xb") as uit:
        doel.chmod(0o600)
        if isinstance(inhoud, bytes):
            uit.write(inhoud[: grens + 1])
        elif isinstance(inhoud, Path):
            with inhoud.open("rb") as bron:
                _kopieer(bron, uit, grens)
        else:
            inhoud.seek(0)
            _kopieer(inhoud, uit, grens)
        uit.flush()
        os.fsync(uit.fileno())
    return doel


def _kopieer(bron: BinaryIO, doel: BinaryIO, grens: int) -> None:
    over = grens + 1
    while over > 0 and (brok := bron.read(min(BROK, over))):
        doel.write(brok)
        over -= len(brok)


def zet_op_plek(werk: Path, plek: str) -> None:
    """Give a finished file its place in one step, and force the folders to disk."""
    doel = pad_van(plek)
    nieuw = _nieuwe_mappen(doel.parent)
    werk.replace(doel)
    for map_ in nieuw:
        _naar_schijf(map_)


def _nieuwe_mappen(map_: Path) -> list[Path]:
    """Make a folder; gives the folders whose list of names changed, deepest first."""
    geraakt = [map_]
    while not map_.exists():
        map_ = map_.parent
        geraakt.append(map_)
    geraakt[0].mkdir(mode=0o700, parents=True, exist_ok=True)
    return geraakt


def _naar_schijf(map_: Path) -> None:
    nummer = os.open(map_, os.O_RDONLY)
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)


def wis(plek: str) -> None:
    """Remove a file; nothing happens when it is already gone."""
    pad_van(plek).unlink(missing_ok=True)


def wezen(bekend: Callable[[list[str]], set[str]], ouder_dan: float = 86400) -> Iterator[Path]:
    """Files that no row knows and that are older than `ouder_dan` seconds: leftovers of a crash.

    `bekend` tells which of a list of places are known.
    """
    grens = time.time() - ouder_dan
    yield from (p for p in werkmap().iterdir() if p.is_file() and p.stat().st_mtime < grens)
    for map_ in wortel().glob("??/??"):
        oud = {str(p.relative_to(wortel())): p for p in map_.iterdir() if p.stat().st_mtime < grens}
        if oud:
            yield from (oud[plek] for plek in oud.keys() - bekend(list(oud)))


def vrije_ruimte() -> int:
    """Free bytes on the disk of the files."""
    return shutil.disk_usage(wortel()).free
