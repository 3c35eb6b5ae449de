"""The access export of one person: a zip with JSON per model and one page to read (AVG art. 15 and 20)."""

import datetime as dt
import html
import json
import os
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from vindplaats.kern.klok import nu
from vindplaats.kern.opmaak import tijdstip
from vindplaats.kern.persoonsgegevens import Gegevens, Veld
from vindplaats.privacy.models import Verzoek, Vindplek
from vindplaats.privacy.woorden import meervoud
from vindplaats.toegang.models import Gebruiker

from . import queries, vinden, zoeken

MAP = "inzage"
MEESTE_LEESBAAR = 500
"""rows per model on the readable page; the JSON always has all"""


def pad_van(plek: str) -> Path:
    """Where the zip of a request stands on disk. Raises ValueError outside the folder."""
    map_ = (Path(settings.VAR) / MAP).resolve()
    pad = (map_ / plek).resolve()
    if not pad.is_relative_to(map_):
        raise ValueError(plek)
    return pad


def maak(verzoek: Verzoek, mens: Gebruiker | None) -> tuple[str, int]:
    """Write the zip of a request and return its place and size. Running again makes the same file anew.

    Without `mens` only what was found by name and confirmed goes out.
    """
    plek = f"{verzoek.pk}.zip"
    doel = pad_van(plek)
    doel.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    werk = doel.with_suffix(f".{uuid.uuid4().hex}.deel")
    leesbaar: list[tuple[Gegevens, list[tuple[str, Any]], int]] = []
    with werk.open("xb") as uit, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        werk.chmod(0o600)
        for code, gegevens in vinden.aangemeld():
            if mens is None:
                break
            rijen = list(_rijen(code, gegevens, mens))
            if rijen:
                zip_.writestr(f"gegevens/{code.replace('.', '/')}.json", _json([dict(r) for r in rijen]))
            leesbaar.append((gegevens, [x for r in rijen[:MEESTE_LEESBAAR] for x in [*r, ("", "")]], len(rijen)))
        gevonden = _op_naam(verzoek)
        if gevonden:
            zip_.writestr("gegevens/gevonden-op-naam.json", _json([dict(f) for f in gevonden]))
        naam = mens.naam if mens else ", ".join(verzoek.zoekwoorden)
        zip_.writestr("lees-mij.html", _pagina(naam, verzoek, leesbaar, gevonden))
    with werk.open("rb") as uit_:
        os.fsync(uit_.fileno())
    werk.replace(doel)
    return plek, doel.stat().st_size


def _op_naam(verzoek: Verzoek) -> list[list[tuple[str, Any]]]:
    """The confirmed places, with the words around them and no more: a text may also be about others (AVG art. 15 lid 4)."""
    goed = list(queries.vindplekken(verzoek).filter(oordeel=Vindplek.ERBIJ))
    return [
        [("waar", meervoud(code)), ("wat", f.wat), ("nummer", f.plek.rij), ("datum", f.datum), ("tekst", f.tekst)]
        for code, rijen in zoeken.fragmenten(goed, verzoek.zoekwoorden).items()
        for f in rijen
    ]


def _rijen(code: str, gegevens: Gegevens, mens: Gebruiker) -> Iterator[list[tuple[str, Any]]]:
    """Per row what is about this person: label and value, with the date that counts and the key."""
    gezien: set[Any] = set()
    for pad, velden in vinden.veldgroepen(gegevens).items():
        if pad == vinden.OP_NAAM:
            continue  # the same name is not surely the same person
        eruit = {naam: v for naam, v in velden.items() if not v.uitvoer}
        for rij in vinden.van_groep(code, gegevens, pad, velden, mens, op_naam=False).iterator(chunk_size=500):
            if (pad, rij.pk) not in gezien:
                gezien.add((pad, rij.pk))
                yield _regel(rij, gegevens, eruit)


def _regel(rij: Any, gegevens: Gegevens, velden: dict[str, Veld]) -> list[tuple[str, Any]]:
    uit: list[tuple[str, Any]] = [("nummer", str(rij.pk))]
    if gegevens.peil:
        uit.append(("datum", getattr(rij, gegevens.peil)))
    for naam, veld in velden.items():
        soort: Any = type(rij)._meta.get_field(naam)
        uit.append((veld.wat, getattr(rij, soort.attname)))
    return uit


def _json(gegevens: Any) -> bytes:
    return json.dumps(gegevens, ensure_ascii=False, indent=2, default=str).encode()


def _woord(waarde: Any) -> str:
    if isinstance(waarde, dt.datetime):
        return tijdstip(timezone.localtime(waarde))
    return "" if waarde is None else str(waarde)


def _pagina(
    naam_: str,
    verzoek: Verzoek,
    delen: list[tuple[Gegevens, list[tuple[str, Any]], int]],
    gevonden: list[list[tuple[str, Any]]],
) -> str:
    """One page without script or style from elsewhere; every value is escaped."""
    e = html.escape
    uit = [
        f"<!doctype html><html lang='nl'><head><meta charset='utf-8'><title>Inzage {e(naam_)}</title></head><body>",
        f"<h1>Gegevens van {e(naam_)} in Vindplaats</h1>",
        f"<p>Gemaakt op {e(tijdstip(timezone.localtime(nu())))}. Reden: {e(verzoek.reden)}. De map gegevens bevat hetzelfde als JSON.</p>",
    ]
    for gegevens, regels, aantal in delen:
        v = gegevens.verwerking
        niet = [f"{veld.wat}: {veld.uitvoer}" for veld in gegevens.velden.values() if veld.uitvoer]
        if not aantal and not niet:
            continue
        naam = meervoud(gegevens.model.lower())
        uit.append(
            f"<h2>{e(v.naam)}: {e(naam)} ({aantal})</h2><p>Waarvoor: {e(v.doel)} Grondslag: {e(v.grondslag)}. Ontvangers: {e(', '.join(v.ontvangers))}. Bewaren: {e(v.bewaren.tekst)}.</p>"
        )
        if niet:
            uit.append(f"<p>Niet meegegeven: {e('; '.join(niet))}.</p>")
        if regels:
            lijst = "".join(
                f"<dt>{e(wat)}</dt><dd>{e(_woord(waarde))}</dd>" if wat else "</dl><hr><dl>" for wat, waarde in regels
            )
            uit.append(f"<dl>{lijst}</dl>")
        if aantal > MEESTE_LEESBAAR:
            uit.append(f"<p>Hier staan de eerste {MEESTE_LEESBAAR}; in de map gegevens staan ze alle {aantal}.</p>")
    return "".join([*uit, *_gevonden(gevonden), "</body></html>"])


def _gevonden(gevonden: list[list[tuple[str, Any]]]) -> Iterator[str]:
    """What was found by name and confirmed, as a chapter of the page."""
    if not gevonden:
        return
    yield f"<h2>Gevonden op naam of e-mailadres ({len(gevonden)})</h2>"
    yield "<p>Deze plekken gaan volgens de privacy officer over deze persoon. Er staat alleen het stuk tekst rond de naam.</p>"
    for regel in gevonden:
        lijst = "".join(f"<dt>{html.escape(wat)}</dt><dd>{html.escape(_woord(w))}</dd>" for wat, w in regel)
        yield f"<dl>{lijst}</dl><hr>"


def ruim_op(plek: str) -> None:
    """Remove a zip from disk; harmless when it is gone."""
    if plek:
        pad_van(plek).unlink(missing_ok=True)
