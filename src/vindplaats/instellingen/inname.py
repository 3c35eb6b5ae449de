"""A table or a calendar somebody sent: hostile until looked at, then read in a child process with limits."""

from dataclasses import replace
from typing import Any

from vindplaats.documenten.inname import Maten, keur
from vindplaats.documenten.veilig_uitvoeren import MB, Grenzen, veilig
from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.instelbaar import DATUM, KEUZE, LIJST, Instelbaar, Kolom
from vindplaats.kern.instelinvoer import Onleesbaar, lees

from . import lijst
from .bladlezer import TabelFout
from .models import Periode
from .rules_kalender import GeenKalender, Vrij, bezwaar

GRENZEN = Grenzen(geheugen=512 * MB, rekentijd=10, wachttijd=20, antwoord=4 * MB)
MATEN = Maten(grootte=2 * MB, uitgepakt=20 * MB)
KALENDERTABEL = Instelbaar(
    "kalender.tabel", "Kalender", "Kalender", LIJST, "", bron="eigen uitvoer",
    kolommen=(
        Kolom("naam", "Naam", verplicht=True), Kolom("van", "Eerste dag", DATUM, verplicht=True), Kolom("tot", "Laatste dag", DATUM),
        Kolom("soort", "Soort", KEUZE, keuzes=Periode.SOORTEN), Kolom("regio", "Regio", KEUZE, keuzes=Periode.REGIOS), Kolom("bron", "Bron"),
    ),
)  # fmt: skip


def tabel_van(data: bytes, naam: str) -> list[list[Any]]:
    """Rows of an .xlsx or .csv. Raises a Fout (Geweigerd, UitvoerFout, OngeldigeInvoer) with one Dutch sentence."""
    gekeurd = keur(data, naam, toegestaan=("xlsx", "csv"), maten=MATEN)
    try:
        uit: list[list[Any]] = veilig(
            "vindplaats.instellingen.bladlezer:lees_tabel", data, gekeurd.soort, grenzen=GRENZEN
        )
    except TabelFout as fout:
        raise OngeldigeInvoer(fout.zin, {"bestand": fout.zin}) from None
    return uit


def kalender_van(data: bytes, naam: str, soort: str, regio: str) -> tuple[list[Vrij], list[str]]:
    """Free days out of a .ics file or a table, and what was skipped as sentences. Raises a Fout with one Dutch sentence."""
    regio = "" if soort == "sluiting" else regio
    if naam.lower().endswith(".ics"):
        keur(data, naam, toegestaan=("txt",), maten=MATEN)
        try:
            gelezen, meldingen = veilig("vindplaats.instellingen.rules_kalender:lees_ics", data, grenzen=GRENZEN)
        except GeenKalender as fout:
            raise OngeldigeInvoer(fout.zin, {"bestand": fout.zin}) from None
        return [replace(p, soort=soort, regio=regio, bron=f"ingelezen uit {naam[:100]}") for p in gelezen], meldingen
    rijen = lijst.uit_tabel(KALENDERTABEL, tabel_van(data, naam))
    try:
        waarden = lees(KALENDERTABEL, rijen) or []
    except Onleesbaar as fout:
        waar = min(fout.cellen, default=None)
        zin = f"Rij {waar[0] + 2}: {fout.cellen[waar]}" if waar else fout.zin
        raise OngeldigeInvoer(zin, {"bestand": zin}) from None
    if not waarden:
        raise OngeldigeInvoer("In deze tabel staan geen dagen.", {"bestand": "In deze tabel staan geen dagen."})
    uit = []
    for rij in waarden:
        eigen = rij["soort"] or soort
        bron = rij["bron"] or f"ingelezen uit {naam[:100]}"
        vrij = Vrij(
            rij["naam"],
            rij["van"],
            rij["tot"] or rij["van"],
            eigen,
            "" if eigen == "sluiting" else rij["regio"] or regio,
            bron,
        )
        fouten = bezwaar(vrij)
        if fouten:
            zin = f"'{vrij.naam}': {next(iter(fouten.values()))}"
            raise OngeldigeInvoer(zin, {"bestand": zin})
        uit.append(vrij)
    return uit, []
