"""All data of one SWV as files that anybody can read: JSON and CSV per table, the files themselves, and a description.

Rows stream; the output of the same data is the same to the byte, but for the moment in `manifest.json`.
"""

import csv
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from vindplaats import __version__
from vindplaats.kern.fouten import Fout
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import naam_van, namen_van, uitvoerdelen

from . import indeling, keuze, tabellen
from .kopie import Voortgang, hier_of_momentopname, stil
from .sleutels import GEEN_SLEUTEL, Kopiesleutels, versleutel

SOORT = "vindplaats-uitvoer"
INDELING = 1
VERHUIZING, LEESBAAR = "verhuizing", "leesbaar"
MANIFEST, BESTANDENLIJST = "manifest.json", "bestanden.json"
GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Uitvoerverslag:
    """What was written."""

    rijen: int = 0
    bestanden: int = 0
    ontbreekt: list[str] = field(default_factory=list)
    losgelaten: int = 0
    delen: list[dict[str, Any]] = field(default_factory=list)


def schrijf(map_: Path, *, swv: str, volledig: bool, voortgang: Voortgang = stil) -> Uitvoerverslag:
    """Write everything of an SWV in this empty folder. All rows come from one moment."""
    verslag = Uitvoerverslag()
    with hier_of_momentopname() as using:
        kring = keuze.kring_van(swv, volledig=volledig)
        delen = keuze.onderdelen(kring, using)
        buiten = keuze.verwijzingen(delen)
        totaal = sum(o.aantal() for o in delen)
        tel = _teller(voortgang, totaal)
        paden: list[str] = []
        for onderdeel in delen:
            _tabel(map_, onderdeel, buiten, verslag, tel, paden)
        for label, pks in sorted(buiten.naslag.items()):
            _naslag(map_, label, pks, verslag, using)
        namen = namen_van(kring.sleutels)
        _schrijf_json(map_ / "naslag" / "organisaties.json", dict(sorted(namen.items())))
        _bestanden(map_, sorted(set(paden)), verslag, voortgang)
    indeling.schrijf(map_, delen, buiten, kring)
    verslag.losgelaten = sum(len(v) for v in buiten.los.values())
    manifest = {
        "soort": SOORT,
        "indeling": INDELING,
        "versie": __version__,
        "swv": swv,
        "naam": naam_van(f"swv:{swv}"),
        "omvang": VERHUIZING if volledig else LEESBAAR,
        "gemaakt_op": nu().isoformat(timespec="seconds"),
        "rijen": verslag.rijen,
        "bestanden": verslag.bestanden,
        "ontbreekt": verslag.ontbreekt,
        "delen": verslag.delen,
        "weer_doen": [d.weer_doen for _, d in sorted(uitvoerdelen.items()) if d.weer_doen],
    }
    _schrijf_json(map_ / MANIFEST, manifest)
    return verslag


def _teller(voortgang: Voortgang, totaal: int) -> Callable[[], None]:
    gedaan = [0]

    def tel() -> None:
        gedaan[0] += 1
        if gedaan[0] % 500 == 0 or gedaan[0] == totaal:
            voortgang("rijen", gedaan[0], totaal)

    return tel


def _schrijf_json(pad: Path, waarde: Any) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(json.dumps(waarde, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def als_json(rij: dict[str, Any]) -> str:
    """One row on one line; keys inside JSON columns sorted, because PostgreSQL does not keep their order."""
    uit = {naam: _op_volgorde(waarde) for naam, waarde in rij.items()}
    return json.dumps(uit, ensure_ascii=False, separators=(", ", ": "))


def _op_volgorde(waarde: Any) -> Any:
    if isinstance(waarde, dict):
        return {k: _op_volgorde(waarde[k]) for k in sorted(waarde)}
    if isinstance(waarde, list):
        return [_op_volgorde(w) for w in waarde]
    if isinstance(waarde, float) and waarde.is_integer():
        return int(waarde)
    return waarde


def voor_blad(waarde: Any) -> str:
    """A value for CSV: a text that a spreadsheet would take for a formula gets a quote in front."""
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, int | float):
        return str(waarde)
    tekst = json.dumps(waarde, ensure_ascii=False, sort_keys=True) if isinstance(waarde, dict | list) else str(waarde)
    return f"'{tekst}" if tekst.startswith(GEVAARLIJK) else tekst


@contextmanager
def jsonlijst(pad: Path, verslag: Uitvoerverslag, label: str, soort: str) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write a JSON list, one row a line, and note its rows and its sum."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    som, aantal = hashlib.sha256(), 0
    with pad.open("wb") as bestand:

        def uit(tekst: str) -> None:
            brok = tekst.encode()
            som.update(brok)
            bestand.write(brok)

        def rij(waarde: dict[str, Any]) -> None:
            nonlocal aantal
            uit(("[\n" if not aantal else ",\n") + als_json(waarde))
            aantal += 1

        yield rij
        uit("\n]\n" if aantal else "[]\n")
    verslag.delen.append({"tabel": label, "soort": soort, "rijen": aantal, "sha256": som.hexdigest()})


def _tabel(
    map_: Path,
    onderdeel: keuze.Onderdeel,
    buiten: keuze.Verwijzingen,
    verslag: Uitvoerverslag,
    tel: Callable[[], None],
    paden: list[str],
) -> None:
    velden = onderdeel.velden
    namen = [v.name for v in velden]
    los = {naam: pks for (label, naam), pks in buiten.los.items() if label == onderdeel.label}
    blad = map_ / "csv" / f"{onderdeel.label}.csv"
    blad.parent.mkdir(parents=True, exist_ok=True)
    with (
        jsonlijst(map_ / "gegevens" / f"{onderdeel.label}.json", verslag, onderdeel.label, "gegevens") as schrijf_rij,
        blad.open("w", encoding="utf-8-sig", newline="") as csvbestand,
    ):
        schrijver = csv.writer(csvbestand, delimiter=";")
        schrijver.writerow(namen)
        for waarden in onderdeel.rijen().values_list(*(v.attname for v in velden)).iterator(chunk_size=2000):
            rij = dict(zip(namen, waarden, strict=True))
            for naam, pks in los.items():
                if rij[naam] in pks:
                    rij[naam] = None
            rij = {naam: tabellen.plat(waarde) for naam, waarde in rij.items()}
            schrijf_rij(rij)
            schrijver.writerow([voor_blad(rij[naam]) for naam in namen])
            if onderdeel.deel.bestand and rij[onderdeel.deel.bestand]:
                paden.append(rij[onderdeel.deel.bestand])
            verslag.rijen += 1
            tel()


def _naslag(map_: Path, label: str, pks: set[Any], verslag: Uitvoerverslag, using: str) -> None:
    model = apps.get_model(label)
    namen = [model._meta.pk.name, *uitvoerdelen[label].naslag]
    rijen = sorted(model._base_manager.using(using).filter(pk__in=pks).values_list(*namen), key=lambda r: str(r[0]))
    with jsonlijst(map_ / "naslag" / f"{label}.json", verslag, label, "naslag") as schrijf_rij:
        for rij in rijen:
            schrijf_rij(dict(zip(namen, map(tabellen.plat, rij), strict=True)))


def _bestanden(map_: Path, paden: list[str], verslag: Uitvoerverslag, voortgang: Voortgang) -> None:
    """Copy the files, with a list of their sums. What a row calls erased is not there, and is named."""
    wortel = Path(settings.BESTANDEN).resolve()
    with jsonlijst(map_ / BESTANDENLIJST, verslag, "bestanden", "lijst") as schrijf_rij:
        for nummer, pad in enumerate(paden, 1):
            bron = (wortel / pad).resolve()
            if not bron.is_relative_to(wortel) or not bron.is_file():
                verslag.ontbreekt.append(pad)
                continue
            doel = map_ / "bestanden" / pad
            doel.parent.mkdir(parents=True, exist_ok=True)
            som, grootte = hashlib.sha256(), 0
            with bron.open("rb") as lezer, doel.open("wb") as schrijver:
                while brok := lezer.read(1 << 20):
                    som.update(brok)
                    grootte += len(brok)
                    schrijver.write(brok)
            verslag.bestanden += 1
            schrijf_rij({"pad": pad, "grootte": grootte, "sha256": som.hexdigest()})
            voortgang("bestanden", nummer, len(paden))


# --- one file ------------------------------------------------------------------------------------------------------


def pak_in(map_: Path, doel: Path) -> None:
    """The folder as one zip file with fixed dates and order."""
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as zip_:
        for pad in sorted(p for p in map_.rglob("*") if p.is_file()):
            info = zipfile.ZipInfo(str(pad.relative_to(map_)))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            with pad.open("rb") as bron, zip_.open(info, "w", force_zip64=True) as in_:
                shutil.copyfileobj(bron, in_, 1 << 20)


def maak(
    doel: Path,
    *,
    swv: str,
    volledig: bool,
    kopiesleutels: Kopiesleutels | None = None,
    voortgang: Voortgang = stil,
) -> Uitvoerverslag:
    """Write everything of an SWV to a folder, to a zip (name ends in .zip), or encrypted (`kopiesleutels`) to an age file.

    Refuses to overwrite; what is not finished does not get the name.
    """
    if doel.exists():
        raise Fout(f"{doel} bestaat al. Kies een andere naam.")
    if kopiesleutels is not None and not kopiesleutels.kan_sluiten:
        raise Fout(GEEN_SLEUTEL)
    if not doel.parent.is_dir():
        raise Fout(f"De map {doel.parent} bestaat niet. Maak die eerst.")
    werk = doel.with_name(f".{doel.name}.onaf")
    ingepakt = doel.with_name(f".{doel.name}.onaf.zip")
    shutil.rmtree(werk, ignore_errors=True)
    werk.mkdir(mode=0o700)
    try:
        verslag = schrijf(werk, swv=swv, volledig=volledig, voortgang=voortgang)
        if kopiesleutels is None and doel.suffix.lower() != ".zip":
            werk.rename(doel)
            return verslag
        pak_in(werk, ingepakt)
        ingepakt.chmod(0o600)
        if kopiesleutels is not None:
            gesloten = doel.with_name(f".{doel.name}.onaf.age")
            with ingepakt.open("rb") as bron, gesloten.open("wb") as uit:
                gesloten.chmod(0o600)
                versleutel(iter(lambda: bron.read(1 << 20), b""), uit, kopiesleutels)
            gesloten.rename(doel)
        else:
            ingepakt.rename(doel)
    except OSError as fout:
        raise Fout(f"De uitvoer is niet gemaakt: {fout.strerror or fout}.") from fout
    finally:
        shutil.rmtree(werk, ignore_errors=True)
        ingepakt.unlink(missing_ok=True)
    return verslag
