"""Reads of procedures and their versions for the screens of the manager."""

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import Gebeurtenis
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.log import spoor
from vindplaats.toegang.wie import Wie

from . import catalogus, versies
from .models import Betrokken, Eigenversie, Termijninstelling, Zaak
from .rules import Instelling
from .tabel import Procedure


@dataclass(frozen=True)
class Overzichtrij:
    """One procedure in the list: what runs at this SWV, since when, what is being prepared."""

    procedure: Procedure
    eigen: Eigenversie | None
    komt: Eigenversie | None
    concepten: int
    zaken: int


def eigen_swv(wie: Wie, gevraagd: str = "") -> str:
    """Code of the SWV this screen is about: the one asked for when it is in reach, else the own one, else the first; '' for none."""
    bereik = sorted(wie.swv_codes)
    if gevraagd:
        if gevraagd not in bereik:
            raise NietGevonden()
        return gevraagd
    if wie.soort == "swv":
        return wie.code
    return bereik[0] if bereik else ""


def overzicht(wie: Wie, swv: str) -> list[Overzichtrij]:
    """All procedures of the house with what runs at an SWV: three queries."""
    eigen = list(Eigenversie.objects.zichtbaar_voor(wie).filter(swv=swv).order_by("vanaf", "nummer"))
    telling = Counter(_lopende_zaken(swv).values_list("procedure", flat=True)) if swv else Counter()
    uit = []
    for procedure in catalogus.nieuwste():
        van = [v for v in eigen if v.procedure == procedure.code]
        klaar = [v for v in van if v.stand == Eigenversie.GEPUBLICEERD and v.vanaf]
        nu = [v for v in klaar if v.vanaf and v.vanaf <= vandaag()]
        straks = [v for v in klaar if v.vanaf and v.vanaf > vandaag()]
        uit.append(
            Overzichtrij(
                procedure,
                nu[-1] if nu else None,
                straks[0] if straks else None,
                sum(1 for v in van if v.is_concept),
                telling[procedure.code],
            )
        )
    return uit


def _lopende_zaken(swv: str, procedure: str = "") -> Any:
    """Cases of an SWV, for counting only: what they are about is not looked at."""
    rijen = Zaak.objects.voor_taak("procedures.tellen").filter(
        pk__in=Betrokken.objects.filter(swv=swv).values("zaak_id")
    )
    return rijen.filter(procedure=procedure) if procedure else rijen


def procedure_voor(wie: Wie, code: str, swv: str) -> tuple[Procedure, Eigenversie | None]:
    """The procedure new cases of an SWV take today, and its own version (None: that of the house). NietGevonden: no such one."""
    if code not in {p.code for p in catalogus.nieuwste()}:
        raise NietGevonden("Deze procedure bestaat niet.")
    eigen = versies.lopende(code, [swv], vandaag()).get(swv) if swv else None
    return (eigen.tabel, eigen) if eigen else (catalogus.procedure(code), None)


def versie_voor(wie: Wie, versie: uuid.UUID) -> Eigenversie:
    """One version; NietGevonden when it is not there or not visible."""
    rij: Eigenversie | None = Eigenversie.objects.zichtbaar_voor(wie).filter(pk=versie).first()
    if rij is None:
        raise NietGevonden()
    return rij


def versies_van(wie: Wie, code: str, swv: str) -> list[Eigenversie]:
    """All versions of a procedure at an SWV that this person may see, newest first."""
    return list(Eigenversie.objects.zichtbaar_voor(wie).filter(procedure=code, swv=swv).order_by("-nummer"))


@dataclass(frozen=True)
class Versietelling:
    """How many cases run in a version. `fout` says in Dutch what is wrong with them; such cases count neither as running nor as done."""

    naam: str
    loopt: int
    klaar: int
    fout: str = ""


def zaken_per_versie(code: str, swv: str) -> list[Versietelling]:
    """How many cases of an SWV run in which version, and how many are done. Two queries.

    Cases in a state that their version lacks, or in a version that is gone, are a row of their own that says so.
    """
    groepen = _lopende_zaken(swv, code).order_by().values("eigen_id", "versie", "stand").annotate(aantal=Count("pk"))
    groepen = list(groepen)
    eigen = Eigenversie.objects.voor_taak("procedures.tellen").in_bulk(
        [g["eigen_id"] for g in groepen if g["eigen_id"]]
    )
    namen: dict[str, list[int]] = {}
    los: list[Versietelling] = []
    for groep in groepen:
        versie = eigen.get(groep["eigen_id"])
        naam = _versienaam(versie, groep["versie"], swv)
        eind = _is_eind(code, versie, groep["versie"], groep["stand"])
        if eind is None:
            los.append(Versietelling(naam, 0, 0, _zonder_plek(groep["stand"], groep["aantal"])))
        else:
            namen.setdefault(naam, [0, 0])[1 if eind else 0] += groep["aantal"]
    goed = [Versietelling(naam, loopt, klaar) for naam, (loopt, klaar) in namen.items()]
    return sorted(goed + los, key=lambda t: (t.naam, t.fout))


def _versienaam(versie: Eigenversie | None, nummer: int, swv: str) -> str:
    if versie is None:
        return f"versie {nummer} van het huis"
    return f"eigen versie {versie.nummer}" if versie.swv == swv else f"versie {versie.nummer} van {versie.swv}"


def _is_eind(code: str, versie: Eigenversie | None, nummer: int, stand: str) -> bool | None:
    """Is this the end in that version? None when the version, or the state in it, is not there (any more)."""
    try:
        return (versie.tabel if versie else catalogus.procedure(code, nummer)).stand(stand).eind
    except KeyError:
        return None


def _zonder_plek(stand: str, aantal: int) -> str:
    zaken = "1 zaak staat" if aantal == 1 else f"{aantal} zaken staan"
    return (
        f"{zaken} in de stand '{stand}', maar die kent deze versie niet. Vindplaats kan hier geen volgende stap tonen. "
        "Geef dit door aan de beheerder van het platform."
    )


def voorganger(versie: Eigenversie) -> tuple[Procedure, str]:
    """What a version is compared with: for a draft what runs now, for a published one what ran just before it; and its name."""
    op = vandaag() if versie.is_concept or versie.vanaf is None else versie.vanaf
    rijen = (
        Eigenversie.objects.voor_taak("procedures.voorganger")
        .filter(procedure=versie.procedure, swv=versie.swv, vanaf__lte=op)
        .exclude(pk=versie.pk)
        .exclude(stand=Eigenversie.CONCEPT)
    )
    if versie.is_concept:
        rijen = rijen.filter(stand=Eigenversie.GEPUBLICEERD)
    else:
        rijen = rijen.filter(nummer__lt=versie.nummer)
    vorige = rijen.order_by("-vanaf", "-nummer").first()
    if vorige is None:
        return catalogus.procedure(versie.procedure), "de versie van het huis"
    return vorige.tabel, f"eigen versie {vorige.nummer}"


def tijdlijn(versie: Eigenversie) -> list[Gebeurtenis]:
    """What happened with a version, newest first."""
    return [Gebeurtenis(g.wanneer, g.zin, g.wie_naam, g.waarom) for g in spoor(versie)[:30]]


def gezette_datums(code: str, swv: str, jaar: Schooljaar) -> dict[str, list[Instelling]]:
    """What the SWV has really set for a school year, per term: the try-out counts with it."""
    uit: dict[str, list[Instelling]] = {}
    for rij in Termijninstelling.objects.filter(procedure=code, swv=swv, schooljaar=jaar.begin):
        uit.setdefault(rij.termijn, []).append(Instelling(rij.swv, rij.datum, rij.dagen, rij.bron))
    return uit
