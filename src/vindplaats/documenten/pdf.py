"""A `Stuk` as PDF: tagged, PDF/UA-1, in the house style of the SWV. Pure; typst runs in a process of its own."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any

from . import stuk as s
from .veilig_uitvoeren import MB, Grenzen, veilig

GRENZEN = Grenzen(geheugen=3072 * MB, rekentijd=60, wachttijd=90, antwoord=128 * MB)
TEKSTBREEDTE_MM = 154
HOOGSTE_MM = 200


@dataclass(frozen=True)
class Pdf:
    """The finished file. `toegankelijk` is False when PDF/UA-1 was not reached; `melding` then says why, in Dutch."""

    data: bytes
    toegankelijk: bool
    melding: str = ""
    onbekend: tuple[str, ...] = ()


def maak_pdf(stuk: s.Stuk, grenzen: Grenzen = GRENZEN) -> Pdf:
    """Make the PDF of a document (design.md section 6).

    Characters that no font has lower the result to a plain tagged PDF, with a `melding`.
    Raises `veilig_uitvoeren.UitvoerFout` when setting takes too long or too much memory.
    """
    uit = veilig("vindplaats.documenten.zetter:zet", bestanden_van(stuk), grenzen=grenzen)
    if uit["toegankelijk"]:
        return Pdf(uit["pdf"], True)
    return Pdf(uit["pdf"], False, _melding(uit["onbekend"]), tuple(uit["onbekend"]))


def _melding(onbekend: list[str]) -> str:
    if not onbekend:
        return "Dit PDF-bestand voldoet niet helemaal aan de norm voor toegankelijkheid (PDF/UA)."
    tekens = ", ".join(onbekend[:10])
    return (
        f"Deze tekens kan het PDF-bestand niet tonen: {tekens}. "
        "Daarom voldoet het niet helemaal aan de norm voor toegankelijkheid (PDF/UA). Vervang ze door gewone letters."
    )


def bestanden_van(stuk: s.Stuk) -> dict[str, bytes]:
    """The files the template reads: data.json, the logo and the charts."""
    bestanden: dict[str, bytes] = {}
    logo = stuk.huisstijl.logo
    logonaam = None
    if logo:
        logonaam = f"logo.{beeldsoort(logo)}"
        bestanden[logonaam] = logo
    blokken = [_blok(b, stuk, bestanden) for b in s.nette_niveaus(stuk.blokken)]
    gegevens = {**_kop(stuk), "logo": logonaam, "blokken": blokken}
    bestanden["data.json"] = json.dumps(gegevens, ensure_ascii=False).encode()
    return bestanden


def beeldsoort(data: bytes) -> str:
    """`png`, `jpg` or `svg`, by content."""
    if data.startswith(b"\x89PNG"):
        return "png"
    return "jpg" if data.startswith(b"\xff\xd8") else "svg"


def _kop(stuk: s.Stuk) -> dict[str, Any]:
    stijl = stuk.huisstijl
    dag: dt.date | None = stuk.datum
    return {
        "titel": s.schoon(stuk.titel).strip() or "Zonder titel",
        "ondertitel": s.schoon(stuk.ondertitel),
        "kenmerk": s.schoon(stuk.kenmerk),
        "datum": [dag.year, dag.month, dag.day] if dag else None,
        "datum_tekst": s.datum_in_woorden(dag) if dag else "",
        "taal": stuk.taal,
        "vorm": stuk.vorm,
        "geadresseerde": [s.schoon(r) for r in stuk.geadresseerde],
        "inhoudsopgave": stuk.inhoudsopgave and any(isinstance(b, s.Kop) for b in s.nette_niveaus(stuk.blokken)),
        "melding": s.schoon(stuk.melding),
        "huisstijl": {
            "organisatie": s.schoon(stijl.organisatie),
            "kleur": stijl.kleur if re.fullmatch(r"#[0-9a-fA-F]{6}", stijl.kleur) else "#0f5d7e",
            "adresregel": s.schoon(stijl.adresregel),
            "fontgrootte": min(max(stijl.fontgrootte, 8), 16),
        },
    }


def _delen(tekst: s.Tekst) -> list[dict[str, Any]]:
    return [{"tekst": d.tekst, "vet": d.vet, "cursief": d.cursief} for d in s.delen(tekst)]


def _tabel(t: s.Tabel) -> dict[str, Any]:
    kolommen = [
        {"kop": s.schoon(k), "lijn": t.lijn(i), "breedte": t.breedtes[i] if i < len(t.breedtes) else _vrij(t, i)}
        for i, k in enumerate(t.kop)
    ]
    return {
        "soort": "tabel",
        "kolommen": kolommen,
        "rijen": t.tekstrijen(),
        "totaal": t.teksttotaal(),
        "onderschrift": s.schoon(t.onderschrift),
    }


def _vrij(t: s.Tabel, kolom: int) -> float | None:
    """Text columns share the width that figures leave."""
    return 1.0 if t.soort(kolom) == "tekst" else None


def _grafiek(g: s.Grafiek, bestanden: dict[str, bytes]) -> dict[str, Any]:
    naam = f"grafiek{len(bestanden)}.svg"
    bestanden[naam] = g.svg.encode()
    return {
        "soort": "grafiek",
        "bestand": naam,
        "alt": s.schoon(g.alt) or s.schoon(g.onderschrift) or "Grafiek",
        "hoogte": hoogte_mm(g.svg),
        "onderschrift": s.schoon(g.onderschrift),
        "tabel": _tabel(g.tabel) if g.tabel else None,
    }


def hoogte_mm(svg: str) -> float:
    """Height of a chart on paper in mm, from its own measures, at the full width of the text."""
    kop = svg[:2000]
    maten = re.search(r'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', kop)
    if not maten:
        maten = re.search(r'<svg[^>]*?width="([\d.]+)[^>]*?height="([\d.]+)', kop)
    breedte, hoogte = (float(m) for m in maten.groups()) if maten else (16.0, 9.0)
    natuurlijk = hoogte * 0.2646
    passend = TEKSTBREEDTE_MM * hoogte / max(breedte, 1)
    return round(min(passend, max(natuurlijk * 1.25, 20), HOOGSTE_MM), 1)


def _blok(blok: s.Blok, stuk: s.Stuk, bestanden: dict[str, bytes]) -> dict[str, Any]:
    match blok:
        case s.Kop():
            return {"soort": "kop", "niveau": blok.niveau, "tekst": s.schoon(blok.tekst)}
        case s.Alinea():
            return {"soort": "alinea", "delen": _delen(blok.tekst), "zacht": blok.zacht}
        case s.Lijst():
            return {"soort": "lijst", "punten": [_delen(p) for p in blok.punten], "genummerd": blok.genummerd}
        case s.Tabel():
            return _tabel(blok)
        case s.Grafiek():
            return _grafiek(blok, bestanden)
        case s.Citaat():
            return {"soort": "citaat", "tekst": s.schoon(blok.tekst), "bron": s.schoon(blok.bron)}
        case s.Kenmerken():
            return {"soort": "kenmerken", "paren": [[s.schoon(a), s.schoon(b)] for a, b in blok.paren]}
        case s.Selectievakjes():
            return {"soort": "vakjes", "opties": [[s.schoon(a), b] for a, b in blok.opties]}
        case s.Ondertekening():
            return {"soort": "ondertekening", **ondertekening(blok, stuk.huisstijl)}
        case s.Paginaeinde():
            return {"soort": "paginaeinde"}


def ondertekening(blok: s.Ondertekening, stijl: s.Huisstijl) -> dict[str, str]:
    """The lines of the signature block, filled from the house style where the block is empty."""
    return {
        "slotzin": s.schoon(blok.slotzin),
        "naam": s.schoon(blok.naam or stijl.naam),
        "functie": s.schoon(blok.functie or stijl.functie),
    }
