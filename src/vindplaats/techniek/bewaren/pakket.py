"""What is inside a copy: a tar stream of a heading, parts of tables, files, and a closing list; written and read in one pass.

Layout, in this order (docs/decisions/0024):
`kop.json`, `tabellen/<table>/000001.jsonl.gz` (rows as JSON arrays), `bestanden/<path>`, `bestandenlijst/000001.jsonl.gz` (path,
size, sha256 of the files before it), `slot.json` (per table: rows and the sha256 of every part; number of files and bytes).
"""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from vindplaats.kern.fouten import Fout

from .sleutels import BESCHADIGD

KOP, SLOT = "kop.json", "slot.json"
TABELLEN, BESTANDEN, LIJST = "tabellen/", "bestanden/", "bestandenlijst/"
DEEL = 4 << 20
PER_LIJST = 1000
BROK = 1 << 20
GROOTSTE_DEEL = 256 << 20


def json_bytes(waarde: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass
class Slot:
    """The closing list while it is being made (or checked): rows and sums per table, number and size of the files."""

    tabellen: dict[str, dict[str, Any]] = field(default_factory=dict)
    bestanden: int = 0
    bytes: int = 0
    verdwenen: list[str] = field(default_factory=list)

    def deel(self, tabel: str, rijen: int, som: str) -> None:
        """One more part of a table."""
        rij = self.tabellen.setdefault(tabel, {"rijen": 0, "delen": []})
        rij["rijen"] += rijen
        rij["delen"].append(som)

    def als_dict(self) -> dict[str, Any]:
        """As it stands in the copy."""
        return {
            "tabellen": self.tabellen,
            "bestanden": self.bestanden,
            "bytes": self.bytes,
            "verdwenen": self.verdwenen[:100],
        }


def item(naam: str, inhoud: bytes) -> Iterator[bytes]:
    """One entry of the tar stream, whole in memory."""
    yield _tarkop(naam, len(inhoud))
    yield inhoud
    yield _vulling(len(inhoud))


def _tarkop(naam: str, grootte: int) -> bytes:
    info = tarfile.TarInfo(naam)
    info.size, info.mode = grootte, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _vulling(grootte: int) -> bytes:
    return b"\0" * (-grootte % tarfile.BLOCKSIZE)


def einde() -> bytes:
    """The end of a tar stream."""
    return b"\0" * (2 * tarfile.BLOCKSIZE)


def tabel(naam: str, rijen: Iterable[list[Any]], slot: Slot) -> Iterator[bytes]:
    """The rows of one table as parts of some megabytes. Each value of the iterator can be a few MB, never the whole table."""
    nummer, buffer, aantal = 0, io.BytesIO(), 0
    slot.tabellen.setdefault(naam, {"rijen": 0, "delen": []})

    def klaar() -> Iterator[bytes]:
        inhoud = gzip.compress(buffer.getvalue(), compresslevel=6, mtime=0)
        slot.deel(naam, aantal, hashlib.sha256(inhoud).hexdigest())
        yield from item(f"{TABELLEN}{naam}/{nummer:06d}.jsonl.gz", inhoud)

    for rij in rijen:
        buffer.write(json_bytes(rij) + b"\n")
        aantal += 1
        if buffer.tell() >= DEEL:
            nummer += 1
            yield from klaar()
            buffer, aantal = io.BytesIO(), 0
    if aantal:
        nummer += 1
        yield from klaar()


def bestanden(wortel: Path, paden: Iterable[str], slot: Slot) -> Iterator[bytes]:
    """The files below `wortel`, with after every thousand a list of their sums. A file that is gone is noted, not fatal."""
    lijst: list[bytes] = []
    nummer = 0
    for pad in paden:
        try:
            bron = (wortel / pad).open("rb")
        except FileNotFoundError:
            slot.verdwenen.append(pad)
            continue
        with bron:
            grootte, som = yield from _bestand(bron, pad)
        slot.bestanden += 1
        slot.bytes += grootte
        lijst.append(json_bytes([pad, grootte, som]))
        if len(lijst) == PER_LIJST:
            nummer += 1
            yield from item(f"{LIJST}{nummer:06d}.jsonl.gz", gzip.compress(b"\n".join(lijst), mtime=0))
            lijst = []
    if lijst:
        yield from item(f"{LIJST}{nummer + 1:06d}.jsonl.gz", gzip.compress(b"\n".join(lijst), mtime=0))


def _bestand(bron: BinaryIO, pad: str) -> Any:
    """One file as an entry; returns its size and sum. Exactly as many bytes as the heading says."""
    grootte = bron.seek(0, io.SEEK_END)
    bron.seek(0)
    som, over = hashlib.sha256(), grootte
    yield _tarkop(f"{BESTANDEN}{pad}", grootte)
    while over:
        brok = bron.read(min(BROK, over))
        if not brok:
            raise Fout(f"Het bestand {pad} werd korter terwijl het gekopieerd werd. Probeer het opnieuw.")
        som.update(brok)
        over -= len(brok)
        yield brok
    yield _vulling(grootte)
    return grootte, som.hexdigest()


class Pakketlezer:
    """Reads a copy from a stream and proves every part of it against its sums.

    `kop()` first; then `inhoud()`: ("tabel", name, rows) and ("bestand", path, blocks). After the last one `slot` holds the
    closing list, compared with what came by. Raises Fout for anything that is not right.
    """

    def __init__(self, stroom: BinaryIO) -> None:
        self._stroom = stroom
        self.gezien = Slot()
        self.slot: dict[str, Any] = {}
        self._sommen: dict[str, tuple[int, str]] = {}
        try:
            self._tar = tarfile.open(fileobj=stroom, mode="r|", bufsize=BROK)  # noqa: SIM115 - lives as long as the stream
        except tarfile.TarError as fout:
            raise Fout(BESCHADIGD) from fout

    def kop(self) -> dict[str, Any]:
        """The heading: version, migrations, tables."""
        try:
            eerste = self._tar.next()
        except tarfile.TarError as fout:
            raise Fout(BESCHADIGD) from fout
        if eerste is None or eerste.name != KOP:
            raise Fout(BESCHADIGD)
        kop: dict[str, Any] = json.loads(self._lees(eerste))
        return kop

    def _lees(self, deel: tarfile.TarInfo) -> bytes:
        bron = self._tar.extractfile(deel)
        if bron is None or deel.size > GROOTSTE_DEEL:
            raise Fout(BESCHADIGD)
        return bron.read()

    def inhoud(self) -> Iterator[tuple[str, str, Any]]:
        """Everything after the heading, in order. Rows and blocks must be read before asking for the next."""
        try:
            yield from self._delen()
        except (tarfile.TarError, OSError, EOFError, ValueError) as fout:
            raise Fout(BESCHADIGD) from fout
        if not self.slot:
            raise Fout(BESCHADIGD)
        for naam in ("tabellen", "bestanden", "bytes"):
            if self.slot.get(naam) != self.gezien.als_dict()[naam]:
                raise Fout(BESCHADIGD)

    def _delen(self) -> Iterator[tuple[str, str, Any]]:
        while (deel := self._tar.next()) is not None:
            self._tar.members = []  # type: ignore[attr-defined] # tarfile remembers every entry; a copy can hold millions
            if deel.name == SLOT:
                self.slot = json.loads(self._lees(deel))
                for naam in self.slot["tabellen"]:
                    self.gezien.tabellen.setdefault(naam, {"rijen": 0, "delen": []})
            elif deel.name.startswith(TABELLEN):
                naam = deel.name.split("/")[1]
                inhoud = self._lees(deel)
                rijen = [json.loads(regel) for regel in gzip.decompress(inhoud).splitlines()]
                self.gezien.deel(naam, len(rijen), hashlib.sha256(inhoud).hexdigest())
                yield "tabel", naam, rijen
            elif deel.name.startswith(LIJST):
                self._vergelijk_lijst(self._lees(deel))
            elif deel.name.startswith(BESTANDEN):
                yield "bestand", deel.name.removeprefix(BESTANDEN), self._blokken(deel)
            else:
                raise Fout(BESCHADIGD)

    def _blokken(self, deel: tarfile.TarInfo) -> Iterator[bytes]:
        bron = self._tar.extractfile(deel)
        if bron is None:
            raise Fout(BESCHADIGD)
        som, grootte = hashlib.sha256(), 0
        while brok := bron.read(BROK):
            som.update(brok)
            grootte += len(brok)
            yield brok
        self._sommen[deel.name.removeprefix(BESTANDEN)] = (grootte, som.hexdigest())
        self.gezien.bestanden += 1
        self.gezien.bytes += grootte

    def _vergelijk_lijst(self, inhoud: bytes) -> None:
        """Sums of the files that came by since the last list."""
        volgens_lijst = {
            pad: (grootte, som) for pad, grootte, som in map(json.loads, gzip.decompress(inhoud).splitlines())
        }
        if volgens_lijst != self._sommen:
            raise Fout(BESCHADIGD)
        self._sommen = {}
