"""Reads of consent: what is asked and in which words, who gave it, and whether it holds."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from vindplaats.instellingen.queries import waarden
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import namen_van
from vindplaats.privacy.bewaren.doelen import LEERLING, MENS, Toestemmingsdoel, doelen
from vindplaats.privacy.bewaren.instelbaar import tekstcode
from vindplaats.privacy.models import Registerregel, Toestemming
from vindplaats.toegang.models import Gebruiker
from vindplaats.toegang.wie import Wie

EIGEN_BRON = "eigen verwerking in het register"
ACCOUNT, KENMERK = "toegang.gebruiker", "kenmerk"


@dataclass(frozen=True)
class Doelregel:
    """A purpose as an SWV asks it: the words and since when, and how much consent there is. `tekst` empty: it cannot be asked yet."""

    doel: Toestemmingsdoel
    tekst: str
    tekst_vanaf: dt.date | None
    geldig: int = 0
    ingetrokken: int = 0
    verlopen: int = 0


def doelregels(wie: Wie) -> list[Doelregel]:
    """All purposes of the own SWV with the present words and counts; three queries."""
    tel = _tellingen(wie.organisatie)
    return [
        Doelregel(r.doel, r.tekst, r.tekst_vanaf, *tel.get(r.doel.code, (0, 0, 0))) for r in doelen_van(wie.organisatie)
    ]


def doelen_van(swv: str, dag: dt.date | None = None) -> list[Doelregel]:
    """The purposes of the house and those of own processings that ask consent, with the words of a day. Two queries."""
    op = dag or vandaag()
    teksten = waarden(swv, [tekstcode(d.code) for d in doelen], op)
    uit = []
    for doel in doelen:
        gezet = teksten[tekstcode(doel.code)]
        uit.append(Doelregel(doel, "" if gezet.leeg else str(gezet.waarde), gezet.vanaf))
    rijen = Registerregel.objects.voor_taak("privacy.doelen_van").filter(organisatie=swv).geldig_op(op)
    eigen = rijen.filter(soort=Registerregel.VERWERKING).exclude(toestemming="").order_by("naam")
    return uit + [Doelregel(_eigen_doel(r), r.vraag.strip(), r.vanaf) for r in eigen]


def _eigen_doel(rij: Registerregel) -> Toestemmingsdoel:
    van = MENS if rij.toestemming == Registerregel.MENS else LEERLING
    return Toestemmingsdoel(
        rij.sleutel, rij.naam, rij.doel, EIGEN_BRON, "wat in het register bij deze verwerking staat", van=van
    )


def doel_voor(swv: str, code: str, dag: dt.date | None = None) -> Doelregel:
    """One purpose of an SWV on a day. Raises NietGevonden."""
    for regel in doelen_van(swv, dag):
        if regel.doel.code == code:
            return regel
    raise NietGevonden


def doelnaam(swv: str, code: str) -> str:
    """The name of a purpose, also of one that has ended; its code when nobody knows it any more."""
    if code in doelen:
        return doelen[code].naam
    rijen = Registerregel.objects.voor_taak("privacy.doelnaam").filter(organisatie=swv, sleutel=code)
    rij = rijen.order_by("-vanaf").first()
    return rij.naam if rij else code


def _tellingen(swv: str) -> dict[str, tuple[int, int, int]]:
    op = vandaag()
    weg = Q(ingetrokken_op__lte=op)
    over = ~weg & Q(geldig_tot__lt=op)
    rijen: Any = Toestemming.objects.voor_taak("privacy.doelregels").filter(organisatie=swv).order_by().values("doel")
    tel = rijen.annotate(
        alle=Count("pk"), weg=Count("pk", filter=weg), over=Count("pk", filter=over & Q(ingetrokken_op=None))
    )
    return {r["doel"]: (r["alle"] - r["weg"] - r["over"], r["weg"], r["over"]) for r in tel}


def van_doel(wie: Wie, doel: str, *, alle: bool = False) -> Any:
    """Consent for one purpose at the own SWV, newest first; without `alle` only what holds today."""
    rijen = Toestemming.objects.zichtbaar_voor(wie).filter(doel=doel)
    return rijen if alle else rijen.open_op(vandaag())


def toestemming_voor(wie: Wie, pk: uuid.UUID) -> Toestemming:
    """One row of the own SWV. Raises NietGevonden."""
    rijen = Toestemming.objects.zichtbaar_voor(wie).select_related(
        "vastgelegd_door", "ingetrokken_door", "bewijs_bestand"
    )
    rij: Toestemming | None = rijen.filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


def eerdere(wie: Wie, rij: Toestemming) -> list[Toestemming]:
    """The other rows about the same person for the same purpose, newest first: the history."""
    rijen = Toestemming.objects.zichtbaar_voor(wie).filter(doel=rij.doel, over=rij.over).exclude(pk=rij.pk)
    return list(rijen[:50])


def over_in_woorden(rijen: Iterable[Toestemming]) -> dict[str, str]:
    """Whom each row is about, as people read it: the name of an account, or the reference of the SWV itself. One query."""
    sleutels = {r.over for r in rijen}
    accounts = [s.partition(":")[2] for s in sleutels if s.startswith(f"{ACCOUNT}:")]
    namen = {f"{ACCOUNT}:{g.pk}": g.naam for g in Gebruiker.objects.filter(pk__in=accounts)} if accounts else {}
    return {s: namen.get(s) or s.partition(":")[2] for s in sleutels}


def toestemming_geldt(*, swv: str, doel: str, over: str, dag: dt.date | None = None) -> bool:
    """Is there consent for this purpose about this subject on a day (default today)? For the rooms that ask it."""
    op = dag or vandaag()
    rijen = Toestemming.objects.voor_taak("privacy.toestemming_geldt").filter(
        organisatie=swv, doel=doel, over=over, gegeven_op__lte=op
    )
    return bool(rijen.open_op(op).exists())


# --- about oneself ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EigenVraag:
    """What one SWV asks of somebody about himself, and the consent that holds now."""

    swv: str
    swv_naam: str
    regel: Doelregel
    geldt: Toestemming | None


def swvs_van(wie: Wie) -> frozenset[str]:
    """Keys of the SWVs this person has to do with."""
    return wie.bereik.swvs | ({wie.organisatie} if wie.soort == "swv" else frozenset())


def mijn_vragen(wie: Wie) -> list[EigenVraag]:
    """What the SWVs ask of this person about himself; three queries per SWV (nearly always one SWV)."""
    swvs = sorted(swvs_van(wie))
    namen = namen_van(swvs)
    open_ = {(t.organisatie, t.doel): t for t in reversed(mijn_toestemmingen(wie)) if t.stand_op(vandaag()) == "geldig"}
    return [
        EigenVraag(swv, namen[swv], regel, open_.get((swv, regel.doel.code)))
        for swv in swvs
        for regel in doelen_van(swv)
        if regel.doel.van == MENS and (regel.tekst or (swv, regel.doel.code) in open_)
    ]


def mijn_toestemmingen(wie: Wie) -> list[Toestemming]:
    """All consent about this person himself, newest first: what holds and what held."""
    return list(Toestemming.objects.voor_taak("privacy.mijn_toestemmingen").over_mij(wie)[:200])


def mijn_toestemming(wie: Wie, pk: uuid.UUID) -> Toestemming:
    """One of those. Raises NietGevonden."""
    rij: Toestemming | None = (
        Toestemming.objects.voor_taak("privacy.mijn_toestemming").over_mij(wie).filter(pk=pk).first()
    )
    if rij is None:
        raise NietGevonden
    return rij
