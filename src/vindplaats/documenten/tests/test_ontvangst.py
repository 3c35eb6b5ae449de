"""Receiving uploads: a body of 200 MB is refused without filling memory or disk; other files of the form stay."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from vindplaats.documenten.ontvangst import te_groot_van

MB = 1024 * 1024
GRENS = b"--grens"


class Stroom:
    """A request body that is made while it is read."""

    def __init__(self, delen: Iterator[bytes]) -> None:
        self.delen, self.rest = delen, b""

    def read(self, aantal: int = -1) -> bytes:
        while len(self.rest) < aantal:
            brok = next(self.delen, b"")
            if not brok:
                break
            self.rest += brok
        uit, self.rest = self.rest[:aantal], self.rest[aantal:]
        return uit

    def readline(self, aantal: int = -1) -> bytes:
        return self.read(min(aantal, MB) if aantal > 0 else MB)


def kop(veld: str, naam: str) -> bytes:
    regel = f'Content-Disposition: form-data; name="{veld}"; filename="{naam}"'
    return GRENS + b"\r\n" + regel.encode() + b"\r\nContent-Type: application/pdf\r\n\r\n"


def verzoek(mb: int, tmp_path: Path, settings: Any) -> WSGIRequest:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    def delen() -> Iterator[bytes]:
        yield kop("bestanden", "../groot.pdf")
        for _ in range(mb):
            yield bytes(MB)
        yield b"\r\n" + kop("bestanden", "klein.txt") + b"hallo\r\n" + GRENS + b"--\r\n"

    lengte = sum(len(kop("bestanden", n)) for n in ("../groot.pdf", "klein.txt")) + mb * MB + 100
    omgeving = {
        "CONTENT_TYPE": "multipart/form-data; boundary=grens",
        "CONTENT_LENGTH": str(lengte),
        "wsgi.input": Stroom(delen()),
    }
    return RequestFactory().generic("POST", "/", **omgeving)


def test_200_mb_is_refused_without_memory_or_disk(tmp_path: Path, settings: Any) -> None:
    vraag = verzoek(200, tmp_path, settings)
    tracemalloc.start()
    try:
        namen = [f.name for f in vraag.FILES.getlist("bestanden")]
        piek = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert namen == ["klein.txt"]
    assert te_groot_van(vraag) == ["groot.pdf"]
    assert piek < 12 * MB
    assert sum(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file()) < MB


def test_file_within_the_limit_goes_to_disk(tmp_path: Path, settings: Any) -> None:
    vraag = verzoek(3, tmp_path, settings)
    groot, klein = vraag.FILES.getlist("bestanden")
    assert (groot.size, klein.size) == (3 * MB, 5)
    assert Path(groot.temporary_file_path()).stat().st_size == 3 * MB
    assert klein.read() == b"hallo"
    assert te_groot_van(vraag) == []


def test_handler_is_switched_on(settings: Any) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["vindplaats.documenten.ontvangst.BegrensdeUpload"]
