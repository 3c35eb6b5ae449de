"""Writes differences to the tables in bulk. Called by `actions.laden_toepassen` inside its transaction."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from vindplaats.organisaties.historie import zet_veel_over
from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Gemeente,
    Gemeentedeel,
    Leerlingaantal,
    Postcodegebied,
    School,
    Swv,
)

from .stand import SCHOOL_KOLOM
from .verschil import Stand, Verschil

AANTAL_SQL = """
INSERT INTO organisaties_leerlingaantal (school_id, jaar, aantal, gemaskeerd, soort, bron)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (school_id, jaar) DO UPDATE SET
    aantal = excluded.aantal, gemaskeerd = excluded.gemaskeerd, soort = excluded.soort, bron = excluded.bron
"""
Voortgang = Callable[[int, str], None]
PER_KEER = 2000
SCHOOL_VELDEN = [
    "naam", "soort", "denominatie", "bestuur", "swv", "gemeente", "straat", "huisnummer", "postcode", "plaats",
    "website", "breedte", "lengte", "bron", "van", "tot",
]  # fmt: skip


def schrijf(verschillen: list[Verschil], stand: Stand, bron: str, voortgang: Voortgang) -> None:
    """Everything new and changed, from the stand after the dry run. Parents before children."""
    for tabel, model, velden in (
        ("swv", Swv, ["naam"]),
        ("gemeente", Gemeente, ["naam"]),
        ("bestuur", Bestuur, ["naam"]),
        ("postcode", Postcodegebied, ["gemeente_naam", "swv_po", "swv_vo", "plaats", "breedte", "lengte"]),
    ):
        _klein(model, _sleutels(verschillen, tabel), stand[tabel], velden, voortgang)
    codes = _sleutels(verschillen, "school")
    rijen = stand["school"]
    zet_veel_over({code: (rijen[code]["bestuur"] or None, rijen[code]["swv"] or None) for code in codes}, bron)
    _upsert(
        School, (_school(code, stand["school"][code]) for code in codes), ["vestigingscode"], SCHOOL_VELDEN, voortgang
    )
    sleutels = (sleutel for v in verschillen for sleutel in (*v.aantallen_nieuw, *v.aantallen_gewijzigd))
    _schrijf_aantallen(sleutels, stand, bron, voortgang)
    _voeg_toe(Deelname, (Deelname(bestuur_id=b, swv_id=s) for b, s in _nieuw(verschillen, "deelname")), voortgang)
    _voeg_toe(
        Gemeentedeel,
        (
            Gemeentedeel(gemeente_id=g, swv_id=s, naam=stand["gemeentedeel"][(g, s)]["naam"])
            for g, s in _nieuw(verschillen, "gemeentedeel")
        ),
        voortgang,
    )


def sluit(verschillen: list[Verschil]) -> int:
    """Give sites that are gone their proposed end date; never deletes. Returns how many."""
    einde = {code: dag for v in verschillen for code, dag in v.verdwenen.items()}
    scholen = list(School.objects.filter(pk__in=list(einde)).only("pk", "tot")) if len(einde) < 30_000 else []
    for school in scholen:
        school.tot = einde[school.pk]
    School.objects.bulk_update(scholen, ["tot"], batch_size=400)
    return len(scholen)


def omvang(verschillen: list[Verschil]) -> int:
    """Number of rows that `schrijf` writes, for the progress bar."""
    return sum(
        sum(len(r) for r in v.nieuw.values())
        + sum(len(r) for r in v.gewijzigd.values())
        + len(v.aantallen_nieuw)
        + len(v.aantallen_gewijzigd)
        for v in verschillen
    )


def _sleutels(verschillen: list[Verschil], tabel: str) -> list[Any]:
    """Keys of a table that are new or changed in any file, each once, in the order of the files."""
    return list(dict.fromkeys(k for v in verschillen for deel in (v.nieuw, v.gewijzigd) for k in deel.get(tabel, {})))


def _nieuw(verschillen: list[Verschil], tabel: str) -> list[Any]:
    return list(dict.fromkeys(k for v in verschillen for k in v.nieuw.get(tabel, {})))


def _klein(model: Any, sleutels: list[Any], rijen: dict[Any, Any], velden: list[str], voortgang: Voortgang) -> None:
    objecten = (model(pk=pk, **{v: rijen[pk][v] for v in velden}) for pk in sleutels)
    _upsert(model, objecten, [model._meta.pk.name], velden, voortgang)


def _upsert(model: Any, objecten: Iterable[Any], uniek: list[str], velden: list[str], voortgang: Voortgang) -> None:
    for groep in _groepen(objecten):
        model.objects.bulk_create(
            groep, update_conflicts=True, unique_fields=uniek, update_fields=velden, batch_size=PER_KEER
        )
        voortgang(len(groep), str(model._meta.verbose_name_plural))


def _voeg_toe(model: Any, objecten: Iterable[Any], voortgang: Voortgang) -> None:
    for groep in _groepen(objecten):
        model.objects.bulk_create(groep, batch_size=PER_KEER)
        voortgang(len(groep), str(model._meta.verbose_name_plural))


def _groepen(objecten: Iterable[Any]) -> Iterable[list[Any]]:
    groep: list[Any] = []
    for obj in objecten:
        groep.append(obj)
        if len(groep) == PER_KEER:
            yield groep
            groep = []
    if groep:
        yield groep


def _school(code: str, rij: dict[str, Any]) -> School:
    return School(vestigingscode=code, **{SCHOOL_KOLOM.get(veld, veld): waarde for veld, waarde in rij.items()})


def _schrijf_aantallen(sleutels: Iterable[tuple[str, int]], stand: Stand, bron: str, voortgang: Voortgang) -> None:
    """The quarter of a million counts in plain SQL: three times as fast as through the model, on both databases."""
    for groep in _groepen(sleutels):
        rijen = [_aantal(sleutel, stand, bron) for sleutel in groep]
        with connection.cursor() as cursor:
            cursor.executemany(AANTAL_SQL, rijen)
        voortgang(len(groep), str(Leerlingaantal._meta.verbose_name_plural))


def _aantal(sleutel: tuple[str, int], stand: Stand, bron: str) -> tuple[str, int, int | None, bool, str, str]:
    aantal, soort = stand.aantallen[sleutel]
    return (*sleutel, aantal, aantal is None, soort, bron)
