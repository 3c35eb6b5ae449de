"""Reads one open data file: recognises it by its header, whatever its encoding and separator. Pure, no Django."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from vindplaats.organisaties.rules import zonder_bsn

from .formaten import FORMATEN, GEEN_ORGANISATIES, Formaat
from .gelezen import Gelezen, NietLeesbaar
from .rijlezers import lees_geojson

MAX_BYTES = 60 * 1024 * 1024
MAX_RIJEN = 200_000
Regel = tuple[int, dict[str, str]]


def lees_bestand(inhoud: bytes, naam: str) -> Gelezen:
    """Everything usable in the file, and each row that was not, with its line number.

    Raises NietLeesbaar with a Dutch sentence when the file as a whole is of no use.
    """
    if not inhoud.strip():
        raise NietLeesbaar(f"{naam} is leeg.")
    if len(inhoud) > MAX_BYTES:
        raise NietLeesbaar(f"{naam} is groter dan {MAX_BYTES // 1024 // 1024} MB; zo groot is geen van deze bestanden.")
    if b"\0" in inhoud[:4096]:
        raise NietLeesbaar(f"{naam} is geen tekstbestand. Sla het op als CSV en probeer het opnieuw.")
    tekst = _decodeer(inhoud)
    if tekst.lstrip().startswith("{"):
        return _geojson(tekst, naam)
    return _csv(tekst, naam)


def _decodeer(inhoud: bytes) -> str:
    """utf-8 with or without a mark, else the Windows encoding of DUO."""
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def _csv(tekst: str, naam: str) -> Gelezen:
    kop_regel = tekst.split("\n", 1)[0]
    scheiding = ";" if kop_regel.count(";") > kop_regel.count(",") else ","
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding)
    try:
        kop = [kolom.strip().lower() for kolom in next(lezer)]
    except csv.Error as fout:
        raise NietLeesbaar(f"{naam} is geen leesbaar CSV-bestand ({fout}).") from fout
    formaat = herken(kop, naam)
    uit = Gelezen(formaat=formaat.code, naam=naam, bron=formaat.bron)
    formaat.lees(_rijen(lezer, kop, uit), uit)
    if not uit.rijen:
        raise NietLeesbaar(f"{naam} heeft wel een kop, maar geen rijen.")
    return uit


def herken(kop: list[str], naam: str) -> Formaat:
    """The format of a header. Raises NietLeesbaar that names a missing column or what can be read."""
    kolommen = set(kop)
    for formaat in sorted(FORMATEN, key=lambda f: -len(f.kolommen)):
        if formaat.kolommen <= kolommen:
            return formaat
    for bekend, zin in GEEN_ORGANISATIES:
        if bekend <= kolommen:
            raise NietLeesbaar(f"{naam}: {zin}")
    lijkt = max(FORMATEN, key=lambda f: len(f.kolommen & kolommen) / len(f.kolommen))
    mist = sorted(lijkt.kolommen - kolommen)
    if len(mist) <= len(lijkt.kolommen) / 2:
        raise NietLeesbaar(f"{naam} lijkt op '{lijkt.titel}', maar mist de kolom {', '.join(mist)}.")
    namen = "; ".join(f.titel for f in FORMATEN)
    raise NietLeesbaar(
        f"{naam} wordt niet herkend aan zijn kop. Wat gelezen kan worden: {namen}; gemeentegrenzen (geojson)."
    )


def _rijen(lezer: Any, kop: list[str], uit: Gelezen) -> Iterator[Regel]:
    """Rows as dicts with their line number; a row with another number of cells is reported."""
    while True:
        try:
            cellen = next(lezer)
        except StopIteration:
            return
        except csv.Error as fout:
            uit.meld(lezer.line_num, f"de regel is niet te lezen ({fout})")
            continue
        if not any(cel.strip() for cel in cellen):
            continue
        uit.rijen += 1
        if uit.rijen > MAX_RIJEN:
            raise NietLeesbaar(f"{uit.naam} heeft meer dan {MAX_RIJEN} rijen; zo veel scholen zijn er niet.")
        if len(cellen) != len(kop):
            uit.meld(lezer.line_num, f"heeft {len(cellen)} kolommen in plaats van {len(kop)}")
            continue
        yield lezer.line_num, _schoon(dict(zip(kop, cellen, strict=True)), lezer.line_num, uit)


def _schoon(rij: dict[str, str], regel: int, uit: Gelezen) -> dict[str, str]:
    """Cells without spaces around them and without numbers that can be a BSN (P-07)."""
    schoon = {}
    for kolom, cel in rij.items():
        schoon[kolom], weg = zonder_bsn(cel.strip()) if len(cel) >= 9 else (cel.strip(), 0)
        if weg:
            uit.meld(
                regel,
                f"in de kolom '{kolom}' stond een nummer van negen cijfers dat een burgerservicenummer kan zijn; "
                "het is weggelaten",
                overgeslagen=False,
            )
    return schoon


def _geojson(tekst: str, naam: str) -> Gelezen:
    try:
        inhoud = json.loads(tekst)
        features = inhoud["features"]
        rijen = [dict(f["properties"]) for f in features]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NietLeesbaar(f"{naam} is geen geldig geojson-bestand met gemeenten.") from None
    uit = Gelezen(formaat="gemeenten", naam=naam, bron="CBS/Kadaster")
    lees_geojson(rijen, uit)
    if not uit.tabel("gemeente"):
        raise NietLeesbaar(f"{naam} bevat geen gemeenten met een code en een naam.")
    return uit
