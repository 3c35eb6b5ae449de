"""What a merger, split or move comes down to: the steps, why it cannot, and the same in words. Writes nothing."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Q

from vindplaats.kern.registers import opvolging_gevolgen
from vindplaats.toegang.models import RolToekenning

from .bereik import loopt_op
from .models import Bestuur, Deelname, Opvolging, Organisatiewijziging, School, Schoolperiode, Swv

W = Organisatiewijziging


@dataclass(frozen=True)
class Overgang:
    """One school with the board and SWV it gets (codes)."""

    school: School
    bestuur: str | None
    swv: str | None


@dataclass
class Stappen:
    """Everything that happens on the day. `bezwaren`: sentences why it cannot; then nothing happens."""

    per: dt.date
    overgangen: list[Overgang] = field(default_factory=list)
    sluit_besturen: list[Bestuur] = field(default_factory=list)
    sluit_scholen: list[School] = field(default_factory=list)
    deelnames: list[tuple[str, str]] = field(default_factory=list)
    opvolgingen: list[tuple[str, str, str]] = field(default_factory=list)
    bezwaren: list[str] = field(default_factory=list)
    namen: dict[str, str] = field(default_factory=dict)

    @property
    def tot(self) -> dt.date:
        """The last day of what was."""
        return self.per - dt.timedelta(days=1)

    @property
    def sluit(self) -> list[str]:
        """Keys of organisations that stop."""
        return [rij.sleutel for rij in self.sluit_rijen]

    @property
    def sluit_rijen(self) -> list[Bestuur | School]:
        """The same as rows."""
        return [*self.sluit_besturen, *self.sluit_scholen]

    @property
    def sleutels(self) -> list[str]:
        """Keys of everybody it touches."""
        uit = [o.school.sleutel for o in self.overgangen] + self.sluit
        for o in self.overgangen:
            uit += [f"bestuur:{code}" for code in (o.school.bestuur_id, o.bestuur) if code]
        for _, van, naar in self.opvolgingen:
            uit += [van, naar]
        return sorted(set(uit))

    @property
    def vingerafdruk(self) -> str:
        """Changes as soon as what would happen changes: the confirmation sends it back."""
        delen = [
            f"{self.per}",
            *sorted(f"{o.school.pk}|{o.school.bestuur_id}|{o.school.swv_id}|{o.bestuur}|{o.swv}" for o in self.overgangen),
            *self.sluit,
            *(f"{b}@{s}" for b, s in self.deelnames),
            *("|".join(o) for o in self.opvolgingen),
            *self.bezwaren,
        ]  # fmt: skip
        return hashlib.sha256("\x1f".join(delen).encode()).hexdigest()[:16]


def stappen_van(wijziging: W) -> Stappen:
    """The steps of this change as things stand now. A fixed number of queries."""
    uit = Stappen(wijziging.per)
    _PER_SOORT[wijziging.soort](wijziging.inhoud, uit)
    _deelnames(uit)
    _bezwaren(uit)
    codes = {code for o in uit.overgangen for code in (o.school.bestuur_id, o.bestuur) if code}
    uit.namen |= {f"bestuur:{pk}": naam for pk, naam in Bestuur.objects.filter(pk__in=codes).values_list("pk", "naam")}
    uit.namen |= {f"swv:{pk}": naam for pk, naam in Swv.objects.values_list("pk", "naam")}
    return uit


def _open_scholen(uit: Stappen, **filter_: object) -> list[School]:
    return list(School.objects.filter(Q(tot=None) | Q(tot__gte=uit.per), **filter_).order_by("naam", "pk"))


def _school_over(inhoud: dict[str, Any], uit: Stappen) -> None:
    for school in School.objects.filter(pk=inhoud["school"]):
        bestuur, swv = inhoud.get("bestuur") or school.bestuur_id, inhoud.get("swv") or school.swv_id
        if (bestuur, swv) == (school.bestuur_id, school.swv_id):
            uit.bezwaren.append(f"{school.naam} hoort al bij dit bestuur en dit samenwerkingsverband.")
        uit.overgangen.append(Overgang(school, bestuur, swv))


def _besturen_samen(inhoud: dict[str, Any], uit: Stappen) -> None:
    naar = str(inhoud["naar"])
    besturen = list(Bestuur.objects.filter(pk__in=list(inhoud["van"])))
    uit.overgangen = [Overgang(s, naar, s.swv_id) for s in _open_scholen(uit, bestuur__in=besturen)]
    uit.sluit_besturen = besturen
    lopend = Deelname.objects.filter(loopt_op(uit.tot), bestuur__in=besturen).order_by("swv")
    uit.deelnames = [(naar, swv) for swv in dict.fromkeys(lopend.values_list("swv_id", flat=True))]
    uit.opvolgingen = [(Opvolging.FUSIE, b.sleutel, f"bestuur:{naar}") for b in besturen]
    _noem(uit, [naar])


def _bestuur_splitsen(inhoud: dict[str, Any], uit: Stappen) -> None:
    verdeling: dict[str, str] = inhoud["verdeling"]
    scholen = _open_scholen(uit, bestuur=inhoud["van"])
    uit.overgangen = [Overgang(s, verdeling[s.pk], s.swv_id) for s in scholen if verdeling.get(s.pk)]
    uit.opvolgingen = [
        (Opvolging.SPLITSING, f"bestuur:{inhoud['van']}", f"bestuur:{naar}") for naar in sorted({*verdeling.values()} - {""})
    ]  # fmt: skip
    if not uit.overgangen:
        uit.bezwaren.append("Er gaat geen enkele school over. Kies bij minstens één school een ander bestuur.")
    if inhoud.get("houdt_op"):
        uit.sluit_besturen = list(Bestuur.objects.filter(pk=inhoud["van"]))
        over = len(scholen) - len(uit.overgangen)
        if over:
            wat = "1 school heeft" if over == 1 else f"{over} scholen hebben"
            uit.bezwaren.append(f"{wat} nog geen nieuw bestuur. Het oude bestuur kan dan niet ophouden.")
    _noem(uit, [str(inhoud["van"]), *verdeling.values()])


def _scholen_samen(inhoud: dict[str, Any], uit: Stappen) -> None:
    uit.sluit_scholen = list(School.objects.filter(pk__in=list(inhoud["van"])))
    uit.opvolgingen = [(Opvolging.FUSIE, s.sleutel, f"school:{inhoud['naar']}") for s in uit.sluit_scholen]
    _noem_scholen(uit, [str(inhoud["naar"])])


def _school_splitsen(inhoud: dict[str, Any], uit: Stappen) -> None:
    naar: list[str] = inhoud["naar"]
    uit.opvolgingen = [(Opvolging.SPLITSING, f"school:{inhoud['van']}", f"school:{code}") for code in naar]
    if inhoud.get("houdt_op"):
        uit.sluit_scholen = list(School.objects.filter(pk=inhoud["van"]))
    _noem_scholen(uit, [str(inhoud["van"]), *naar])


_PER_SOORT: dict[str, Callable[[dict[str, Any], Stappen], None]] = {
    W.SCHOOL_OVER: _school_over,
    W.BESTUREN_SAMEN: _besturen_samen,
    W.BESTUUR_SPLITSEN: _bestuur_splitsen,
    W.SCHOLEN_SAMEN: _scholen_samen,
    W.SCHOOL_SPLITSEN: _school_splitsen,
}


def _noem(uit: Stappen, nummers: Iterable[str]) -> None:
    rijen = Bestuur.objects.filter(pk__in=[n for n in nummers if n])
    _noem_rijen(uit, list(rijen))


def _noem_scholen(uit: Stappen, codes: Iterable[str]) -> None:
    _noem_rijen(uit, list(School.objects.filter(pk__in=list(codes))))


def _noem_rijen(uit: Stappen, rijen: Iterable[Bestuur | School]) -> None:
    """Keep the names; who takes over must be there on the day."""
    for rij in rijen:
        uit.namen[rij.sleutel] = rij.naam
        if rij.tot and rij.tot < uit.per:
            uit.bezwaren.append(f"{rij.naam} is er op die dag niet meer (beëindigd per {rij.tot:%d-%m-%Y}).")
        elif rij.van and rij.van > uit.per:
            uit.bezwaren.append(f"{rij.naam} begint pas op {rij.van:%d-%m-%Y}. Kies die dag of later.")


def _deelnames(uit: Stappen) -> None:
    """A board that gets a school takes part in its SWV: what is missing on the day starts then."""
    nodig = dict.fromkeys([*uit.deelnames, *((o.bestuur, o.swv) for o in uit.overgangen if o.bestuur and o.swv)])
    besturen = {bestuur for bestuur, _ in nodig}
    er_al = set(Deelname.objects.filter(Q(tot=None) | Q(tot__gte=uit.per), bestuur__in=besturen).values_list("bestuur_id", "swv_id"))  # fmt: skip
    uit.deelnames = [paar for paar in nodig if paar not in er_al]


def _bezwaren(uit: Stappen) -> None:
    for rij in uit.sluit_rijen:
        uit.namen[rij.sleutel] = rij.naam
        if rij.tot and rij.tot < uit.tot:
            uit.bezwaren.append(f"{rij.naam} is al beëindigd per {rij.tot:%d-%m-%Y}.")
        if rij.van and rij.van > uit.tot:
            uit.bezwaren.append(f"{rij.naam} begon pas op {rij.van:%d-%m-%Y}. Kies een latere dag.")
    scholen = {o.school.pk: o.school for o in uit.overgangen}
    later = Schoolperiode.objects.filter(school__in=scholen, tot__gt=uit.tot).values_list("school", "tot")
    for pk, tot in later:
        uit.bezwaren.append(f"{scholen[pk].naam} ging na die dag al over (tot en met {tot:%d-%m-%Y}). Kies een latere dag.")  # fmt: skip
    for school in scholen.values():
        if school.van and school.van > uit.tot:
            uit.bezwaren.append(f"{school.naam} begon pas op {school.van:%d-%m-%Y}. Kies een latere dag.")


# --- in words --------------------------------------------------------------------------------------------------------


def in_woorden(wijziging: W, uit: Stappen) -> list[tuple[str, list[str]]]:
    """What will happen, per subject: heading and sentences. Empty subjects are left out."""
    delen = [
        ("Scholen", _zinnen_scholen(uit)),
        ("Organisaties die ophouden", _zinnen_sluiten(uit)),
        ("Deelname aan samenwerkingsverbanden", _zinnen_deelname(uit)),
        ("Mensen en hun rollen", _zinnen_mensen(uit)),
        ("Verantwoordingen en ander lopend werk", _zinnen_werk(uit)),
        ("Wat niet verandert", _zinnen_blijft(uit)),
    ]
    return [(kop, zinnen) for kop, zinnen in delen if zinnen]


def _zinnen_scholen(uit: Stappen) -> list[str]:
    def naar(o: Overgang) -> tuple[str, str]:
        bestuur = f"bestuur:{o.bestuur}" if o.bestuur != o.school.bestuur_id else ""
        return bestuur, f"swv:{o.swv}" if o.swv != o.school.swv_id else ""

    zinnen = []
    for (bestuur, swv), groep in groupby(sorted(uit.overgangen, key=naar), key=naar):
        wie = ", ".join(o.school.naam for o in groep)
        doel = " en ".join(uit.namen.get(s, s) for s in (bestuur, swv) if s)
        if doel:
            zinnen.append(f"Naar {doel}: {wie}.")
    for soort, van, doel in uit.opvolgingen:
        if van.startswith("school:"):
            woord = "gaat op in" if soort == Opvolging.FUSIE else "gaat deels verder als"
            zinnen.append(f"{uit.namen.get(van, van)} {woord} {uit.namen.get(doel, doel)}.")
    return zinnen


def _zinnen_sluiten(uit: Stappen) -> list[str]:
    return [f"{uit.namen[sleutel]} houdt op. De laatste dag is {uit.tot:%d-%m-%Y}." for sleutel in uit.sluit]


def _zinnen_deelname(uit: Stappen) -> list[str]:
    zinnen = [
        f"{uit.namen.get(f'bestuur:{b}', b)} neemt vanaf {uit.per:%d-%m-%Y} deel aan {uit.namen.get(f'swv:{s}', s)}."
        for b, s in uit.deelnames
    ]
    if uit.sluit_besturen:
        zinnen.append("De deelname van een bestuur dat ophoudt, stopt op zijn laatste dag.")
    return zinnen


def _zinnen_mensen(uit: Stappen) -> list[str]:
    if not uit.sluit:
        return []
    rijen = RolToekenning.objects.geldig_op(uit.tot).filter(organisatie__in=uit.sluit)
    aantal = rijen.values("gebruiker").distinct().count()
    if not aantal:
        return ["Niemand heeft een rol bij een organisatie die ophoudt."]
    wie = "1 mens heeft" if aantal == 1 else f"{aantal} mensen hebben"
    return [
        f"{wie} een rol bij een organisatie die ophoudt. Die rol blijft gelden voor het werk van vroeger.",
        "Een rol bij de organisatie die verdergaat, geef je zelf bij Mensen en rollen. Beëindig daar ook de oude rol als die niet meer nodig is.",
    ]  # fmt: skip


def _zinnen_werk(uit: Stappen) -> list[str]:
    geraakt, sluit = frozenset(uit.sleutels), frozenset(uit.sluit)
    return [zin for _, zinnen in opvolging_gevolgen.items() for zin in zinnen(geraakt, sluit)]


def _zinnen_blijft(uit: Stappen) -> list[str]:
    zinnen = ["Er wordt niets gewist. Namen, nummers en het logboek van vroeger blijven zoals ze zijn."]
    if uit.overgangen or uit.sluit:
        zinnen.append(
            "Leerlingaantallen en andere cijfers tot en met de laatste dag blijven staan bij wie het toen was. "
            "Percentages van vroeger worden niet opgeteld."
        )
    return zinnen
