"""Reading an export of an SWV into an empty installation: the same house, with the same keys. All or nothing."""

import hashlib
import json
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import Error as Databasefout
from django.db import models, transaction

from vindplaats.kern.fouten import Fout
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import uitvoerdelen
from vindplaats.toegang import keten
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie

from . import sleutels, tabellen, terugzetten, uitvoer
from .kopie import Voortgang, stil

ECHT = "default"
GEEN_UITVOER = "Dit is geen uitvoer van Vindplaats: manifest.json ontbreekt of is van iets anders."
LOGBOEK = "toegang.gebeurtenis"


@dataclass(frozen=True)
class Invoerverslag:
    """What was read in, and what people must set again."""

    naam: str
    swv: str
    rijen: int
    bestanden: int
    weer_doen: tuple[str, ...]


@contextmanager
def geopend(pad: Path) -> Iterator[Path]:
    """The folder of an export: as it is, or unpacked from a zip or an encrypted file for as long as the block lasts."""
    if pad.is_dir():
        yield pad
        return
    if not pad.is_file():
        raise Fout(f"{pad} is er niet. Kijk de naam na.")
    with tempfile.TemporaryDirectory(prefix="vindplaats-invoer-", dir=_werkplek()) as tijdelijk:
        werk = Path(tijdelijk)
        with pad.open("rb") as bestand:
            begin = bestand.read(20)
        if begin.startswith((b"-----BEGIN AGE", b"age-encryption.org")):
            with sleutels.ontsleuteld(pad, sleutels.uit_instellingen()) as bron, (werk / "in.zip").open("wb") as uit:
                shutil.copyfileobj(bron, uit, 1 << 20)
            pad = werk / "in.zip"
        (werk / "uit").mkdir()
        _pak_uit(pad, werk / "uit")
        yield werk / "uit"


def _werkplek() -> str:
    map_ = Path(settings.VAR)
    map_.mkdir(parents=True, exist_ok=True)
    return str(map_)


def _pak_uit(pad: Path, doel: Path) -> None:
    try:
        with zipfile.ZipFile(pad) as zip_:
            for info in zip_.infolist():
                delen = PurePosixPath(info.filename)
                if delen.is_absolute() or ".." in delen.parts:
                    raise Fout(GEEN_UITVOER)
            zip_.extractall(doel)
    except zipfile.BadZipFile as fout:
        raise Fout(GEEN_UITVOER) from fout


def lees_in(pad: Path, *, voortgang: Voortgang = stil) -> Invoerverslag:
    """Read an export (folder, zip or encrypted) into this empty installation. Raises Fout and changes nothing otherwise."""
    if terugzetten.is_gevuld():
        raise Fout("In deze installatie staan al gegevens. Lees een uitvoer in een lege installatie in.")
    with geopend(pad) as map_:
        manifest = _manifest(map_)
        indeling = {t["tabel"]: t for t in _json(map_ / "indeling.json")["tabellen"]}
        _controleer_sommen(map_, manifest)
        ruil = terugzetten.Ruil(Path(settings.BESTANDEN))
        try:
            with transaction.atomic():
                rijen = _laad(map_, manifest, indeling, voortgang)
                _logboek(manifest)
                bestanden = _bestanden(map_, ruil, voortgang)
                ruil.wissel()
        except Databasefout as fout:
            ruil.wissel_terug()
            raise Fout(
                f"Deze uitvoer past niet in de database: {str(fout).strip()[:300]}. Er is niets veranderd."
            ) from fout
        except BaseException:
            ruil.wissel_terug()
            raise
    return Invoerverslag(manifest["naam"], manifest["swv"], rijen, bestanden, tuple(manifest["weer_doen"]))


def _json(pad: Path) -> Any:
    try:
        return json.loads(pad.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fout:
        raise Fout(GEEN_UITVOER) from fout


def _manifest(map_: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = _json(map_ / uitvoer.MANIFEST)
    if manifest.get("soort") != uitvoer.SOORT:
        raise Fout(GEEN_UITVOER)
    if manifest["indeling"] > uitvoer.INDELING:
        raise Fout(f"Deze uitvoer is gemaakt met een nieuwere versie ({manifest['versie']}). Zet die eerst neer.")
    if manifest["omvang"] != uitvoer.VERHUIZING:
        raise Fout(
            "Deze uitvoer is om te lezen, niet om te verhuizen: concepten van besturen ontbreken. De beheerder van de "
            "installatie maakt een volledige met ./vindplaats uitvoer."
        )
    return manifest


def _pad_van(map_: Path, deel: dict[str, Any]) -> Path:
    if deel["soort"] == "lijst":
        return map_ / uitvoer.BESTANDENLIJST
    return map_ / deel["soort"] / f"{deel['tabel']}.json"


def _controleer_sommen(map_: Path, manifest: dict[str, Any]) -> None:
    """Every list is as it was written. Raises Fout with the name of the one that is not."""
    for deel in manifest["delen"]:
        pad = _pad_van(map_, deel)
        try:
            with pad.open("rb") as bestand:
                som = hashlib.file_digest(bestand, "sha256").hexdigest()
        except OSError as fout:
            raise Fout(f"{pad.name} ontbreekt in deze uitvoer. Er is niets veranderd.") from fout
        if som != deel["sha256"]:
            raise Fout(f"{pad.name} is veranderd of beschadigd sinds de uitvoer. Er is niets veranderd.")


def regels(pad: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of a list, one a line, with the number of the line; memory does not grow with the list."""
    with pad.open(encoding="utf-8") as bestand:
        for nummer, regel in enumerate(bestand, 1):
            kaal = regel.strip().rstrip(",")
            if kaal not in {"[", "]", "[]", ""}:
                yield nummer, json.loads(kaal)


def _laad(map_: Path, manifest: dict[str, Any], indeling: dict[str, Any], voortgang: Voortgang) -> int:
    totaal, gedaan, modellen = manifest["rijen"], 0, []
    with tabellen.zonder_grendels(ECHT):
        for deel in manifest["delen"]:
            if deel["soort"] == "lijst":
                continue
            model = _model(deel["tabel"])
            modellen.append(model)
            pad = _pad_van(map_, deel)
            velden = _velden(model, deel, indeling.get(deel["tabel"]))
            maak = _naslagrij if deel["soort"] == "naslag" else _rij
            rijen = _rijen(pad, model, velden, maak)
            tabellen.schrijf(model, [str(v.column) for v in tabellen.velden_van(model)], rijen, ECHT)
            if deel["soort"] == "gegevens":
                gedaan += deel["rijen"]
                voortgang("rijen", gedaan, totaal)
        tabellen.zet_reeksen(modellen, ECHT)
    return gedaan


def _model(label: str) -> type[models.Model]:
    deel = uitvoerdelen.get(label)
    if deel is None or deel.rijen is None:
        raise Fout(
            f"Deze versie kent de tabel {label} niet. Zet de versie neer waarmee de uitvoer is gemaakt, of een nieuwere."
        )
    return apps.get_model(label)


def _velden(model: type[models.Model], deel: dict[str, Any], beschreven: dict[str, Any] | None) -> set[str]:
    """Fields that the export holds. Raises Fout when this version does not know one."""
    bekend = {v.name for v in tabellen.velden_van(model)}
    if deel["soort"] == "naslag" or beschreven is None:
        return bekend
    gegeven = {v["veld"] for v in beschreven["velden"]}
    if gegeven - bekend:
        raise Fout(
            f"Deze versie kent het veld {sorted(gegeven - bekend)[0]} van {deel['tabel']} niet. "
            "Zet de versie neer waarmee de uitvoer is gemaakt, of een nieuwere."
        )
    return gegeven


def _rijen(pad: Path, model: type[models.Model], velden: set[str], maak: Any) -> Iterator[list[Any]]:
    for nummer, rij in regels(pad):
        try:
            yield [tabellen.plat(maak(model, veld, rij, velden)) for veld in tabellen.velden_van(model)]
        except (ValidationError, ValueError, TypeError, KeyError) as fout:
            raise Fout(f"{pad.name}, regel {nummer} kan niet worden gelezen: {fout}. Er is niets veranderd.") from fout


def _rij(model: type[models.Model], veld: "models.Field[Any, Any]", rij: dict[str, Any], velden: set[str]) -> Any:
    deel = uitvoerdelen[model._meta.label_lower]
    if veld.name in deel.zonder:
        waarde = deel.zonder[veld.name]
        return waarde(rij) if callable(waarde) else waarde
    return rij[veld.name] if veld.name in velden else _leeg(veld, rij)


def _naslagrij(model: type[models.Model], veld: "models.Field[Any, Any]", rij: dict[str, Any], velden: set[str]) -> Any:
    """A row that is only pointed at: its key, its name, and nothing else."""
    vast = uitvoerdelen[model._meta.label_lower].naslag_vast
    if veld.name in rij:
        return rij[veld.name]
    return vast[veld.name] if veld.name in vast else _leeg(veld, rij)


def _leeg(veld: "models.Field[Any, Any]", rij: dict[str, Any]) -> Any:
    """The value of a field that the export does not hold."""
    if veld.has_default():
        return veld.get_default()
    if veld.null:
        return None
    if isinstance(veld, models.DateTimeField):
        return nu()
    if veld.unique and isinstance(veld, models.CharField):
        return f"naslag-{next(iter(rij.values()))}@verwijzing.invalid"[: veld.max_length or 254]
    return "" if isinstance(veld, models.CharField | models.TextField) else 0


def _logboek(manifest: dict[str, Any]) -> None:
    """The log rows that came in get in line for a link in the chain of this house, and one row tells that they came."""
    hap = []
    for rij in Gebeurtenis.objects.voor_taak("techniek.invoer").order_by("wanneer", "id").iterator(chunk_size=1000):
        hap.append(rij)
        if len(hap) == 1000:
            keten.zet_in_de_rij(hap)
            hap = []
    if hap:
        keten.zet_in_de_rij(hap)
    leg_vast(
        wie=Wie.taak("Opdrachtregel"),
        naam="techniek.ingevoerd",
        onderwerp="techniek.uitvoer",
        zin=f"Alle gegevens van {manifest['naam']} zijn ingelezen uit een uitvoer van {manifest['gemaakt_op'][:10]}.",
        details={"rijen": manifest["rijen"], "versie": manifest["versie"], "kenmerk": secrets.token_hex(4)},
    )


def _bestanden(map_: Path, ruil: terugzetten.Ruil, voortgang: Voortgang) -> int:
    """The files, each compared with its sum."""
    aantal = 0
    for _, rij in regels(map_ / uitvoer.BESTANDENLIJST):
        bron = (map_ / "bestanden" / rij["pad"]).resolve()
        if not bron.is_relative_to(map_.resolve()) or not bron.is_file():
            raise Fout(f"Het bestand {rij['pad']} ontbreekt in deze uitvoer. Er is niets veranderd.")
        with bron.open("rb") as bestand:
            if hashlib.file_digest(bestand, "sha256").hexdigest() != rij["sha256"]:
                raise Fout(f"Het bestand {rij['pad']} is veranderd sinds de uitvoer. Er is niets veranderd.")
        with bron.open("rb") as bestand:
            ruil.schrijf(rij["pad"], iter(lambda b=bestand: b.read(1 << 20), b""))  # type: ignore[misc]
        aantal += 1
        voortgang("bestanden", aantal, 0)
    return aantal
