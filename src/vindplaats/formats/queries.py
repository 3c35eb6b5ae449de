"""Reads of formats: definitions by code, version and school year; the answers of a form."""

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from django.core.signals import request_finished, request_started

from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import Register
from vindplaats.kern.schooljaar import Schooljaar

from .definitie import Definitie, laad_map, laad_tekst
from .models import Antwoord, Botsing, Formaatversie, Invulling
from .rules import Stuk

definitiemappen: Register[Path] = Register("definitiemappen")
"""room -> folder with its shipped definitions (*.yaml)."""

aanvullers: Register[Callable[[Invulling, Definitie], Definitie]] = Register("aanvullers")
"""format -> function that puts in what an SWV sets per year (categories); asked for one form, never for a list."""


@lru_cache(maxsize=32)
def _uit_map(pad: Path) -> tuple[Definitie, ...]:
    return tuple(laad_map(pad))


@lru_cache(maxsize=128)
def _van_rij(pk: uuid.UUID) -> Definitie:
    """A published version by its id. Its text never changes, so every process may keep it for ever: nothing to
    invalidate. Ids are random, so a version of a rolled back transaction is never taken for another."""
    rij = Formaatversie.objects.voor_taak("formats.definitie").only("yaml", "formaat", "versie").get(pk=pk)
    return laad_tekst(rij.yaml, f"{rij.formaat} {rij.versie}")


_vraag = threading.local()
"""Inside one request: (format, version) -> id, so that a page with many forms asks once per version."""


def _begin_vraag(**_: object) -> None:
    _vraag.sleutels = {}


def _eind_vraag(**_: object) -> None:
    _vraag.sleutels = None


request_started.connect(_begin_vraag, dispatch_uid="formats.begin")
request_finished.connect(_eind_vraag, dispatch_uid="formats.eind")


def _sleutel(formaat: str, versie: str) -> uuid.UUID | None:
    """Id of a published version of an SWV; one light query per version per request."""
    bekend: dict[tuple[str, str], uuid.UUID | None] | None = getattr(_vraag, "sleutels", None)
    if bekend is not None and (formaat, versie) in bekend:
        return bekend[formaat, versie]
    rijen = Formaatversie.objects.voor_taak("formats.definitie").filter(
        formaat=formaat, versie=versie, gepubliceerd_op__isnull=False
    )
    pk: uuid.UUID | None = rijen.values_list("pk", flat=True).first()
    if bekend is not None and pk is not None:
        bekend[formaat, versie] = pk
    return pk


def formaten() -> dict[str, Definitie]:
    """Every format that ships with the product: code -> its newest version."""
    return {d.formaat: d for pad in definitiemappen for d in _uit_map(pad)}


def meegeleverd(formaat: str) -> list[Definitie]:
    """The versions of a format that ship with the product, oldest first."""
    return [d for pad in definitiemappen for d in _uit_map(pad) if d.formaat == formaat]


def bestand_van(formaat: str, versie: str) -> str | None:
    """The text of a shipped definition file; None when no file holds that version."""
    for pad in definitiemappen:
        for bestand in sorted(pad.glob("*.yaml")):
            tekst = bestand.read_text(encoding="utf-8")
            gelezen = laad_tekst(tekst, bestand.name)
            if (gelezen.formaat, gelezen.versie) == (formaat, versie):
                return tekst
    return None


def eigen_versies(formaat: str, swv: str = "", op: dt.date | None = None) -> list[Definitie]:
    """Published versions of an SWV of its own that are in force on a day (today), the last one last: one query."""
    rijen = (
        Formaatversie.objects.voor_taak("formats.eigen_versies")
        .filter(formaat=formaat, swv__in={swv, ""}, gepubliceerd_op__isnull=False, ingetrokken_op=None)
        .exclude(ingang__gt=op or vandaag())
        .order_by("swv", "ingang", "gepubliceerd_op")
    )
    return [_van_rij(pk) for pk in rijen.values_list("pk", flat=True)]


def teksten_van_eigen_versies(formaat: str, swvs: Sequence[str]) -> list[str]:
    """The YAML of the published versions of these SWVs, the last one last: for a process without a database (the reader)."""
    rijen = Formaatversie.objects.voor_taak("formats.teksten").filter(
        formaat=formaat, swv__in=[*swvs, ""], gepubliceerd_op__isnull=False, ingetrokken_op=None
    )
    return list(rijen.order_by("ingang", "gepubliceerd_op").values_list("yaml", flat=True))


def definitie(formaat: str, versie: str) -> Definitie:
    """One version; KeyError when it does not exist. Shipped versions cost no query.

    A withdrawn version is still found: answers keep the version they were given in.
    """
    for kandidaat in meegeleverd(formaat):
        if kandidaat.versie == versie:
            return kandidaat
    pk = _sleutel(formaat, versie)
    if pk is None:
        raise KeyError(f"formaat {formaat} heeft geen versie {versie}")
    return _van_rij(pk)


def definitie_voor(formaat: str, jaar: Schooljaar, swv: str = "", op: dt.date | None = None) -> Definitie:
    """The version that is valid in a school year: the SWV's own that came into force last, else the newest shipped one."""
    mee = meegeleverd(formaat)
    eigen = [d for d in eigen_versies(formaat, swv, op) if d.geldt_in(jaar)]
    passend = eigen or [d for d in mee if d.geldt_in(jaar)] or mee
    if not passend:
        raise KeyError(f"formaat {formaat} is niet bekend")
    return passend[-1]


def definitie_van(invulling: Invulling) -> Definitie:
    """The version a form was given in, with what the SWV set itself (`aanvullers`). Worked out once per form object."""
    klaar: Definitie | None = getattr(invulling, "_definitie", None)
    if klaar is None or klaar.versie != invulling.versie:
        klaar = definitie(invulling.formaat, invulling.versie)
        vul_aan = aanvullers.get(invulling.formaat)
        klaar = vul_aan(invulling, klaar) if vul_aan else klaar
        invulling._definitie = klaar  # type: ignore[attr-defined]
    return klaar


def ingevulde_onderwerpen(formaat: str, versie: str) -> set[str]:
    """Subjects of the forms in this version in which anything at all was answered."""
    rijen = Antwoord.objects.voor_taak("formats.ingevulde_onderwerpen").filter(
        invulling__formaat=formaat, invulling__versie=versie
    )
    return set(rijen.values_list("invulling__onderwerp", flat=True))


def antwoorden(invulling: Invulling) -> dict[str, Antwoord]:
    """Present answers by question code: one query. The owning room has checked that this may be seen."""
    rijen = Antwoord.objects.voor_taak("formats.antwoorden").filter(invulling=invulling).select_related("door")
    return {rij.vraag: rij for rij in rijen}


def stukken(invulling: Invulling) -> dict[str, Stuk]:
    """Present answers as the rules see them."""
    return {code: antwoord.stuk for code, antwoord in antwoorden(invulling).items()}


def stukken_van(invullingen: list[Invulling]) -> dict[str, dict[str, Stuk]]:
    """Answers of many forms at once, by form id (as text): one query."""
    uit: dict[str, dict[str, Stuk]] = {str(i.pk): {} for i in invullingen}
    rijen = Antwoord.objects.voor_taak("formats.stukken_van").filter(invulling__in=invullingen)
    for rij in rijen.values_list("invulling_id", "vraag", "stand", "waarde"):
        uit[str(rij[0])][rij[1]] = Stuk(rij[2], rij[3])
    return uit


def open_botsingen(invulling: Invulling) -> list[Botsing]:
    """Collisions nobody has chosen in yet."""
    return list(
        Botsing.objects.voor_taak("formats.open_botsingen")
        .filter(antwoord__invulling=invulling, opgelost_op=None)
        .select_related("antwoord", "antwoord__door", "door")
        .order_by("op")
    )
