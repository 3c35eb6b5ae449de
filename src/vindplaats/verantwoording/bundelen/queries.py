"""Reads of the collective account: everything of one SWV or region in one year, in a fixed number of queries (VER-17)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import Q

from vindplaats.formats.queries import definitie, stukken_van
from vindplaats.formats.rules import Ontbrekend, ontbrekend
from vindplaats.indicatoren import declaratie
from vindplaats.indicatoren.queries import reeksen_swv, trend
from vindplaats.indicatoren.queries_rijen import Punt
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur, Deelname, Swv
from vindplaats.organisaties.queries import besturen_in
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.categorieen import met_keuzes
from vindplaats.verantwoording.lezer.signaal import naam_van
from vindplaats.verantwoording.lezer.signalen import tegenspraken
from vindplaats.verantwoording.models import GEDEELD, GEPUBLICEERD, Bundel, Conclusie, Rapport, Toekenning
from vindplaats.verantwoording.omzetten import als_lezing

from . import rules
from .rules import Geld, Inbreng, Keuze, Vraagoverzicht

HUIS = Wie.taak("verantwoording.gezamenlijk")
FEITENJAREN = 3
ALGEMEEN, GELD, FEITEN, INDICATOREN = "algemeen", "geld", "feiten", "indicatoren"
VASTE_DELEN = {
    ALGEMEEN: "Conclusie in het algemeen",
    GELD: "Conclusie over het geld",
    FEITEN: "Conclusie over de cijfers",
    INDICATOREN: "Conclusie over de indicatoren",
}


@dataclass(frozen=True)
class Feit:
    """A figure of all boards together, with its course over the years. Small cells are hidden (VER-12)."""

    code: str
    naam: str
    groep: str
    eenheid: str
    punten: tuple[Punt, ...]
    trend: str

    @property
    def laatste(self) -> Punt:
        return self.punten[-1]


@dataclass(frozen=True)
class Bundelsignaal:
    """Something to look at in the report of one board."""

    soort: str
    bestuur: str
    rapport: str
    zin: str
    uitleg: str = ""


@dataclass(frozen=True)
class Conclusietekst:
    """The SWV's own words at one part, with the number for the version check."""

    deel: str
    titel: str
    tekst: str = ""
    nummer: int = 0
    door: str = ""
    op: Any = None


@dataclass(frozen=True)
class Beeld:
    """The whole collective account as screens, paper and sheets show it."""

    titel: str
    naam: str
    jaar: Schooljaar
    swvs: tuple[Swv, ...]
    inbrengen: tuple[Inbreng, ...]
    verwacht: tuple[Bestuur, ...]
    feiten: tuple[Feit, ...]
    signaaluitleg: Mapping[tuple[str, str], str]
    conclusies: Mapping[str, Conclusietekst]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(swv.code for swv in self.swvs)

    @cached_property
    def ontbreekt(self) -> tuple[str, ...]:
        """Names of the boards that did not hand in."""
        binnen = {inbreng.bestuur for inbreng in self.inbrengen}
        return tuple(bestuur.naam for bestuur in self.verwacht if bestuur.nummer not in binnen)

    @cached_property
    def geld(self) -> Geld:
        return rules.geld(self.inbrengen, self.codes)

    @cached_property
    def vragen(self) -> list[Vraagoverzicht]:
        return rules.vraagoverzichten(self.inbrengen)

    @cached_property
    def keuzes(self) -> list[Keuze]:
        return rules.keuzes(self.inbrengen)

    @cached_property
    def signalen(self) -> list[Bundelsignaal]:
        return [signaal for inbreng in self.inbrengen for signaal in _signalen_van(inbreng, self.signaaluitleg)]

    @cached_property
    def eerste_regel(self) -> str:
        return rules.eerste_regel(len(self.inbrengen), len(self.inbrengen) + len(self.ontbreekt), self.geld)

    @cached_property
    def delen(self) -> dict[str, str]:
        """Parts at which a conclusion can stand: code -> title."""
        return {**VASTE_DELEN, **{vraag.code: vraag.titel for vraag in self.vragen if vraag.code != "extra"}}

    def conclusie(self, deel: str) -> Conclusietekst:
        """The conclusion at a part; an empty one when nothing was written."""
        return self.conclusies.get(deel) or Conclusietekst(deel, self.delen.get(deel, deel))


def swvs_van(bundel: Bundel) -> list[Swv]:
    """The SWVs this account is about."""
    if bundel.swv:
        return [bundel.swv]
    return list(bundel.regio.swvs.order_by("code")) if bundel.regio else []


def naam_van_bundel(bundel: Bundel) -> str:
    """Whose account it is, in words."""
    return bundel.swv.naam if bundel.swv else f"{bundel.regio} samen"


def beeld(wie: Wie, bundel: Bundel) -> Beeld:
    """The account of a bundle this person may read. Texts of reports only where the person may read the report too."""
    swvs = swvs_van(bundel)
    teksten = Conclusie.objects.zichtbaar_voor(wie).filter(bundel=bundel).select_related("door")
    conclusies = {
        c.deel: Conclusietekst(c.deel, VASTE_DELEN.get(c.deel, ""), c.tekst, c.nummer, str(c.door or ""), c.op)
        for c in teksten
    }
    return maak_beeld(wie, swvs, naam_van_bundel(bundel), bundel.schooljaar, conclusies)


def maak_beeld(
    wie: Wie, swvs: Sequence[Swv], naam: str, jaar: Schooljaar, conclusies: Mapping[str, Conclusietekst] | None = None
) -> Beeld:
    """The account of these SWVs over one year: a fixed number of queries, whatever the number of boards."""
    codes = [swv.code for swv in swvs]
    inbrengen, uitleg = _inbrengen(wie, codes, jaar)
    return Beeld(
        titel=f"Gezamenlijke verantwoording {jaar}",
        naam=naam,
        jaar=jaar,
        swvs=tuple(swvs),
        inbrengen=tuple(inbrengen),
        verwacht=tuple(_verwacht(codes, jaar)),
        feiten=tuple(_feiten(codes, jaar)),
        signaaluitleg=uitleg,
        conclusies=conclusies or {},
    )


def _verwacht(codes: Sequence[str], jaar: Schooljaar) -> list[Bestuur]:
    """Boards that give account over the year in these SWVs: one query per SWV of the region."""
    gevonden: dict[str, Bestuur] = {}
    for code in codes:
        gevonden |= {bestuur.nummer: bestuur for bestuur in besturen_in(code, jaar)}
    return sorted(gevonden.values(), key=lambda b: b.naam)


def _inbrengen(wie: Wie, codes: Sequence[str], jaar: Schooljaar) -> tuple[list[Inbreng], dict[tuple[str, str], str]]:
    rapporten = list(
        Rapport.objects.voor_taak("verantwoording.gezamenlijk")
        .filter(jaar=jaar.begin, swvs__in=codes, zaak__stand__in=GEDEELD)
        .select_related("bestuur", "invulling", "zaak")
        .prefetch_related("signaaluitleg")
        .distinct()
        .order_by("bestuur__naam")
    )
    leesbaar = set(
        Rapport.objects.zichtbaar_voor(wie).filter(pk__in=[r.pk for r in rapporten]).values_list("pk", flat=True)
    )
    antwoorden = stukken_van([rapport.invulling for rapport in rapporten])
    toegekend = _toegekend([rapport.bestuur_id for rapport in rapporten], codes, jaar)
    vormen = {
        versie: met_keuzes(definitie(formaat, versie), codes, jaar.begin)
        for formaat, versie in {(r.invulling.formaat, r.invulling.versie) for r in rapporten}
    }
    inbrengen = [
        Inbreng(
            bestuur=rapport.bestuur_id,
            naam=rapport.bestuur.naam,
            definitie=vormen[rapport.invulling.versie],
            stukken=antwoorden[str(rapport.invulling.pk)],
            rapport=str(rapport.pk),
            schooljaar=str(rapport.schooljaar),
            kenmerken=frozenset(rapport.kenmerken),
            toegekend=toegekend.get(rapport.bestuur_id, {}),
            leesbaar=rapport.pk in leesbaar,
            gepubliceerd=rapport.zaak.stand == GEPUBLICEERD,
        )
        for rapport in rapporten
    ]
    uitleg = {(str(r.pk), u.plek): u.uitleg for r in rapporten for u in r.signaaluitleg.all()}
    return inbrengen, uitleg


def _toegekend(
    besturen: Sequence[str], codes: Sequence[str], jaar: Schooljaar
) -> dict[str, dict[str, dict[str, int | None]]]:
    uit: dict[str, dict[str, dict[str, int | None]]] = defaultdict(dict)
    for rij in Toekenning.objects.filter(bestuur__in=besturen, swv__in=codes, jaar=jaar.begin):
        uit[rij.bestuur_id].setdefault(rij.regeling, {})[rij.swv_id] = rij.bedrag
    return uit


def _feiten(codes: Sequence[str], jaar: Schooljaar) -> list[Feit]:
    """Confirmed figures of the boards together, the last years, small cells hidden for everyone who reads the account."""
    soorten = [soort for soort in declaratie.alle("verantwoording") if soort.optellen != "geen"]
    jaren = [jaar.begin - terug for terug in range(FEITENJAREN - 1, -1, -1)]
    reeksen = reeksen_swv(HUIS, [soort.code for soort in soorten], {"samen": codes}, jaren, streng=True)
    uit = []
    for soort in soorten:
        punten = reeksen[soort.code, "samen"]
        if any(punt.n for punt in punten):
            uit.append(
                Feit(soort.code, soort.naam, soort.groep, soort.eenheid, tuple(punten), _verloop(soort.code, punten))
            )
    return uit


def _verloop(code: str, punten: list[Punt]) -> str:
    """The course in words; empty when there are no two years beside each other."""
    beweging = trend(code, punten)
    return beweging.zin if beweging.waarde is not None else ""


# --- signals ---------------------------------------------------------------------------------------------------------


def _signalen_van(inbreng: Inbreng, uitleg: Mapping[tuple[str, str], str]) -> list[Bundelsignaal]:
    """Missing parts, money that does not add up, and contradictions of one board; its explanation with it (VER-15)."""

    def signaal(soort: str, zin: str, waarom: str = "") -> Bundelsignaal:
        return Bundelsignaal(soort, inbreng.naam, inbreng.rapport, zin, waarom)

    uit = [signaal("Ontbreekt", mist.zin) for mist in _mist(inbreng)]
    geld = rules.geld([inbreng], []).regels[0]
    uit += [signaal("Verschil", zin, geld.uitleg) for zin in rules.verschilzinnen(geld)]
    if not inbreng.leesbaar:
        return uit
    for code, onderdeel, zin in _tegenspraken(inbreng):
        uit.append(
            signaal(
                "Spreekt elkaar tegen",
                f"{naam_van(onderdeel)}: {zin}",
                uitleg.get((inbreng.rapport, f"{code}|{onderdeel}"), ""),
            )
        )
    return uit


def _mist(inbreng: Inbreng) -> list[Ontbrekend]:
    return [m for m in ontbrekend(inbreng.definitie, inbreng.stukken, inbreng.kenmerken) if m.houdt_tegen]


def _tegenspraken(inbreng: Inbreng) -> list[tuple[str, str, str]]:
    """Contradictions in the texts; finding them reads every sentence, so the outcome is kept under the answers' own hash."""
    lezing = als_lezing(inbreng.definitie, inbreng.stukken)
    som = hashlib.sha256(json.dumps(lezing, sort_keys=True, default=str).encode()).hexdigest()
    sleutel = f"gezamenlijk:tegenspraken:1:{som}"
    bewaard: list[tuple[str, str, str]] | None = cache.get(sleutel)
    if bewaard is None:
        bewaard = [(s.code, s.onderdeel, s.tekst_nl) for s in tegenspraken(lezing)]
        cache.set(sleutel, bewaard, timeout=7 * 24 * 3600)
    return bewaard


# --- the list --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bundelregel:
    """One line of the list: whose account, how many boards handed in, whether the year was set ready, and the account itself
    when it was made."""

    naam: str
    soort: str
    ingediend: int
    verwacht: int
    klaargezet: bool
    bundel: Bundel | None


def bundels(wie: Wie, jaar: int) -> list[Bundelregel]:
    """The accounts of a year this person may read, and those that can still be made by who reaches the SWV."""
    swvs = list(Swv.objects.filter(pk__in=wie.swv_codes).select_related("regio").order_by("code"))
    bestaand = list(Bundel.objects.zichtbaar_voor(wie).filter(jaar=jaar).select_related("swv", "regio"))
    regios = {swv.regio_id: swv.regio for swv in swvs if swv.regio}
    leden = _leden(list(regios))
    telling = _tellingen({swv.code for swv in swvs} | {c for codes in leden.values() for c in codes}, Schooljaar(jaar))
    uit = []
    for swv in swvs:
        bundel = next((b for b in bestaand if b.swv_id == swv.code), None)
        uit.append(_bundelregel(swv.naam, f"swv:{swv.code}", [swv.code], telling, bundel))
    for pk, regio in regios.items():
        if len(leden[pk]) > 1:
            bundel = next((b for b in bestaand if b.regio_id == pk), None)
            uit.append(_bundelregel(f"{regio.naam} samen", "regio", leden[pk], telling, bundel))
    return uit


def _leden(regios: Sequence[Any]) -> dict[Any, list[str]]:
    uit: dict[Any, list[str]] = {pk: [] for pk in regios}
    for code, regio in Swv.objects.filter(regio__in=regios).order_by("code").values_list("code", "regio"):
        uit[regio].append(code)
    return uit


@dataclass(frozen=True)
class Telling:
    """Boards per SWV: that handed in, that have a report in any state, and that should give account."""

    ingediend: Mapping[str, set[str]]
    geopend: Mapping[str, set[str]]
    verwacht: Mapping[str, set[str]]


def _tellingen(codes: set[str], jaar: Schooljaar) -> Telling:
    """The boards of all these SWVs: two queries."""
    telling = Telling(defaultdict(set), defaultdict(set), defaultdict(set))
    rijen = Rapport.objects.voor_taak("verantwoording.gezamenlijk").filter(jaar=jaar.begin, swvs__in=codes)
    for swv, bestuur, stand in rijen.values_list("swvs", "bestuur", "zaak__stand"):
        telling.geopend[swv].add(bestuur)
        if stand in GEDEELD:
            telling.ingediend[swv].add(bestuur)
    begin, eind = Q(van=None) | Q(van__lte=jaar.laatste_dag), Q(tot=None) | Q(tot__gte=jaar.eerste_dag)
    for swv, bestuur in Deelname.objects.filter(begin & eind, swv__in=codes).values_list("swv", "bestuur"):
        telling.verwacht[swv].add(bestuur)
    return telling


def _bundelregel(naam: str, soort: str, codes: Sequence[str], telling: Telling, bundel: Bundel | None) -> Bundelregel:
    def samen(per: Mapping[str, set[str]]) -> set[str]:
        return {bestuur for code in codes for bestuur in per.get(code, ())}

    binnen = samen(telling.ingediend)
    return Bundelregel(
        naam, soort, len(binnen), len(binnen | samen(telling.verwacht)), bool(samen(telling.geopend)), bundel
    )
