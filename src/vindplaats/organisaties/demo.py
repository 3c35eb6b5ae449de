"""Demo step `10-organisaties`: lays the invented region. Deterministic; running again keeps what users changed."""

import datetime as dt
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from django.db import transaction

from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar

from .demo_gegevens import (
    BESTUREN,
    GEMEENTEN,
    NAAM_BEGIN,
    NAAM_EIND,
    NIET_GEBRUIKEN,
    PARTNERS,
    REGIO,
    STRATEN,
    SWVS,
    DemoBestuur,
    DemoSwv,
    bestuur,
)
from .models import (
    Bestuur,
    Deelname,
    Gemeente,
    Gemeentedeel,
    Leerlingaantal,
    Organisatiewijziging,
    Partner,
    Postcodegebied,
    Regio,
    School,
    Swv,
)

__all__ = ["BESTUREN", "REGIO", "SWVS", "DemoBestuur", "DemoSwv", "bestuur", "leg_organisaties", "school_codes"]

BEGIN = dt.date(2014, 8, 1)
JAREN = tuple(range(2018, 2026))
BRON = "demonstratie (verzonnen)"
VOORVOEGSEL = {
    "BO": "Basisschool",
    "SBO": "SBO-school",
    "SO": "SO-school",
    "SO/VSO": "SO/VSO-school",
    "TAAL": "Taalschool",
}
OMVANG = {"BO": (70, 390), "SBO": (75, 165), "SO": (60, 140), "SO/VSO": (90, 210), "TAAL": (30, 60)}

Plek = tuple[str, str, str]
"""municipality code, place, PC4"""


def _plekken() -> dict[str, list[Plek]]:
    """Per SWV the places where a school can stand."""
    uit: dict[str, list[Plek]] = {swv.code: [] for swv in SWVS}
    for code, _naam, delen in GEMEENTEN:
        for swv, (_deel, plaatsen) in delen.items():
            uit[swv] += [(code, plaats, pc4) for plaats, pc4 in plaatsen.items()]
    return uit


def _namen(dobbel: Random) -> Iterator[str]:
    namen = [b + e for b in NAAM_BEGIN for e in NAAM_EIND if b + e not in NIET_GEBRUIKEN]
    dobbel.shuffle(namen)
    lidwoord = {"kamp": "Het", "nest": "Het", "spoor": "Het"}
    for naam in namen:
        yield f"{next((v for e, v in lidwoord.items() if naam.endswith(e)), 'De')} {naam}"


def _codes() -> Iterator[str]:
    """Site codes 99AA00, 99AB00, ...; every twelfth is a second site of the one before."""
    for i in count():
        brin, tweede = divmod(i, 12) if i % 12 == 11 else (i, 0)
        brin = i - 1 if tweede else i
        yield f"99{chr(65 + brin // 26)}{chr(65 + brin % 26)}{'01' if tweede else '00'}"


def _plaatsen_voor(b: DemoBestuur, swv: str) -> list[Plek]:
    """A board named after a place has its schools there; others are spread over the SWV."""
    alle = _plekken()[swv]
    eigen = [p for p in alle if p[1] in b.naam]
    return eigen or alle


def scholen() -> list[School]:
    """The 150 invented sites, not saved; the same every time."""
    dobbel = Random(2026)  # noqa: S311 - invented data
    namen, codes = _namen(dobbel), _codes()
    return [
        _school(b, swv, soort, next(codes), next(namen), dobbel, i)
        for b in BESTUREN
        for swv, per_soort in b.scholen.items()
        for soort, aantal in per_soort.items()
        for i in range(aantal)
    ]


def _school(b: DemoBestuur, swv: str, soort: str, code: str, naam: str, dobbel: Random, i: int) -> School:
    plekken = _plaatsen_voor(b, swv)
    gemeente, plaats, pc4 = plekken[i % len(plekken)]
    letters = "ABCDEFGHJKLMNPRSTVWXZ"
    slug = naam.split()[-1].lower()
    return School(
        vestigingscode=code,
        brin=code[:4],
        naam=f"{VOORVOEGSEL[soort]} {naam}",
        soort=soort,
        denominatie=b.denominatie,
        bestuur_id=b.nummer,
        swv_id=swv,
        gemeente_id=gemeente,
        straat=dobbel.choice(STRATEN),
        huisnummer=str(dobbel.randint(1, 140)),
        postcode=f"{pc4}{dobbel.choice(letters)}{dobbel.choice(letters)}",
        plaats=plaats,
        website=f"www.{slug}.example",
        bron=BRON,
        verzonnen=True,
    )


def school_codes(nummer: str, soort: str | None = None) -> list[str]:
    """Site codes of a demo board, for the demo steps of other rooms."""
    return [s.vestigingscode for s in scholen() if s.bestuur_id == nummer and soort in (None, s.soort)]


def _aantallen(lijst: list[School]) -> list[Leerlingaantal]:
    """Pupils per year with the trend of the board; one school that runs empty, one that changed its type."""
    dobbel = Random(1914)  # noqa: S311 - invented data
    uit = []
    for school in lijst:
        trend = bestuur(str(school.bestuur_id)).trend
        laag, hoog = OMVANG[school.soort]
        getal = float(dobbel.randint(laag, hoog))
        for jaar in JAREN:
            getal *= 1 + (trend + dobbel.uniform(-2.5, 2.5)) / 100
            uit.append(Leerlingaantal(school=school, jaar=jaar, soort=school.soort, aantal=round(getal), bron=BRON))
    return _bijzonder(uit, lijst)


def _bijzonder(aantallen: list[Leerlingaantal], lijst: list[School]) -> list[Leerlingaantal]:
    leeglopend = next(s for s in lijst if s.bestuur_id == "90008")
    gewisseld = next(s for s in lijst if s.bestuur_id == "90003" and s.soort == School.SO_VSO)
    afloop: dict[int, int | None] = dict(zip(JAREN, (41, 36, 29, 21, 14, 9, 6, None), strict=True))
    for rij in aantallen:
        if rij.school == leeglopend:
            rij.aantal = afloop[rij.jaar]
            rij.gemaskeerd = rij.aantal is None
        if rij.school == gewisseld and rij.jaar < 2021:
            rij.soort = School.SO
    return aantallen


def _nieuw(model: Any, rijen: list[Any]) -> list[Any]:
    """Save only rows whose key is not there yet: what users changed stays as it is."""
    bekend = set(model.objects.values_list("pk", flat=True))
    return list(model.objects.bulk_create([r for r in rijen if r.pk not in bekend], batch_size=500))


def _leg_swvs() -> None:
    regio, _ = Regio.objects.get_or_create(naam=REGIO)
    _nieuw(Swv, [Swv(code=s.code, naam=s.naam, kort=s.kort, regio=regio, van=BEGIN, verzonnen=True) for s in SWVS])


def _leg_besturen() -> None:
    velden = sorted(BESTUREN, key=lambda b: bool(b.vertegenwoordigd_door))
    _nieuw(
        Bestuur,
        [
            Bestuur(
                nummer=b.nummer,
                naam=b.naam,
                rechtsvorm=b.rechtsvorm,
                aliassen=list(b.aliassen),
                website=f"www.bestuur{b.nummer}.example",
                ondersteuningsstructuur=b.ondersteuningsstructuur,
                vertegenwoordigd_door_id=b.vertegenwoordigd_door or None,
                van=BEGIN,
                verzonnen=True,
            )
            for b in velden
        ],
    )


def _leg_deelnames() -> None:
    """Taking part since the start; the Vrijeschool joined a second SWV later, Montessori left one."""
    bekend = set(Deelname.objects.values_list("bestuur_id", "swv_id"))
    begin = {("90009", "PO9903"): dt.date(2021, 8, 1)}
    rijen = [(b.nummer, swv, begin.get((b.nummer, swv), BEGIN), None) for b in BESTUREN for swv in b.swvs]
    rijen.append(("90012", "PO9903", BEGIN, dt.date(2022, 7, 31)))  # type: ignore[arg-type]
    Deelname.objects.bulk_create(
        Deelname(bestuur_id=b, swv_id=s, van=van, tot=tot) for b, s, van, tot in rijen if (b, s) not in bekend
    )


def _leg_gemeenten() -> None:
    _nieuw(Gemeente, [Gemeente(code=code, naam=naam) for code, naam, _ in GEMEENTEN])
    bekend = set(Gemeentedeel.objects.values_list("gemeente_id", "swv_id"))
    Gemeentedeel.objects.bulk_create(
        Gemeentedeel(gemeente_id=code, swv_id=swv, naam=deel)
        for code, _, delen in GEMEENTEN
        for swv, (deel, _plaatsen) in delen.items()
        if (code, swv) not in bekend
    )
    _nieuw(
        Postcodegebied,
        [
            Postcodegebied(pc4=pc4, gemeente_naam=naam, swv_po=swv, plaats=plaats)
            for _, naam, delen in GEMEENTEN
            for swv, (_deel, plaatsen) in delen.items()
            for plaats, pc4 in plaatsen.items()
        ],
    )


def _leg_scholen() -> None:
    lijst = scholen()
    grens = next(s for s in lijst if s.bestuur_id == "90005" and s.plaats == "Kruitveld")
    grens.swv_id, grens.swv_reden = "PO9901", "De school werkt van oudsher samen met de scholen in Lindenoord."
    nieuw = {s.pk for s in _nieuw(School, lijst)}
    Leerlingaantal.objects.bulk_create((a for a in _aantallen(lijst) if a.school_id in nieuw), batch_size=2000)


def _leg_partners() -> None:
    bekend = set(Partner.objects.values_list("naam", flat=True))
    Partner.objects.bulk_create(
        Partner(naam=naam, soort=soort, swv_id=swv or None, van=BEGIN)
        for naam, soort, swv in PARTNERS
        if naam not in bekend
    )


def _leg_verhuizing() -> None:
    """One planned transfer: a school that goes to another board of its SWV next August."""
    if Organisatiewijziging.objects.exists():
        return
    school = School.objects.filter(bestuur="90004", swv="PO9902", soort=School.BAO, tot=None).order_by("pk").first()
    if school is None:
        return
    Organisatiewijziging.objects.create(
        swv_id="PO9902", soort=Organisatiewijziging.SCHOOL_OVER, per=Schooljaar.van(vandaag()).volgend.eerste_dag,
        reden="Besluit van beide besturen: de school past beter bij de buurscholen.",
        inhoud={"school": school.pk, "bestuur": "90001", "swv": ""},
        raakt=f" bestuur:90001 bestuur:90004 {school.sleutel} ",
        stand=Organisatiewijziging.GEPLAND, door_naam="de demonstratie",
    )  # fmt: skip


@transaction.atomic
def leg_organisaties(**_: object) -> None:
    """Lay region, SWVs, municipalities, boards, schools, pupils and partners of the demonstration."""
    if vandaag() < BEGIN:
        raise ValueError("De klok staat vóór 1 augustus 2014; de demonstratie begint daarna.")
    _leg_swvs()
    _leg_besturen()
    _leg_deelnames()
    _leg_gemeenten()
    _leg_scholen()
    _leg_partners()
    _leg_verhuizing()
