"""Reads of the indicator choices: which of the numbered process indicators who chose in which year (D7, VER-08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from vindplaats.formats.definitie import Blok, Definitie
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.schermdelen import Chip, Kolom, Rij, Tabel, Vergelijking
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Swv
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.queries import rapporten

from . import rules, vergelijking
from .vergelijking import Kolom as Rapportkolom

if TYPE_CHECKING:
    from vindplaats.kern.grafiek import Grafiek

JAREN = 6
"""How many school years fit beside each other; the newest."""


@dataclass(frozen=True)
class Filter:
    """What the address asks for: one SWV, one region, one year; empty means all this person may read."""

    swv: str = ""
    regio: str = ""
    jaar: int | None = None

    def url(self, **anders: str) -> str:
        delen = {"swv": self.swv, "regio": self.regio, "jaar": str(self.jaar or "")} | anders
        return f"?{urlencode([(k, v) for k, v in delen.items() if v])}"


@dataclass(frozen=True)
class Blokbeeld:
    """One block: its name, its heat map and the table with the names behind it."""

    code: str
    titel: str
    grafiek: "Grafiek"
    tabel: Tabel


@dataclass(frozen=True)
class Keuzebeeld:
    """The whole page of indicator choices."""

    blokken: list[Blokbeeld]
    swvs: list[Chip]
    regios: list[Chip]
    jaren: list[Chip]
    rapporten: int
    zonder_keuze: int


def gevraagd(wie: Wie, get: dict[str, str]) -> Filter:
    """The filter of the address; what this person does not have or does not exist counts as not asked."""
    swv, regio, jaar = get.get("swv", ""), get.get("regio", ""), get.get("jaar", "")
    return Filter(
        swv=swv if swv in wie.swv_codes else "",
        regio=regio if regio.isalnum() or "-" in regio else "",
        jaar=int(jaar) if jaar.isdigit() and len(jaar) == 4 else None,
    )


def _kolommen(wie: Wie, wat: Filter) -> list[Rapportkolom]:
    rijen = rapporten(wie).order_by("jaar", "bestuur__naam")
    if wat.swv:
        rijen = rijen.filter(swvs=wat.swv)
    if wat.regio:
        rijen = rijen.filter(swvs__in=_swvs_van_regio(wie, wat.regio))
    lijst = list(rijen.distinct())
    return vergelijking.kolommen(lijst, [r.bestuur.naam for r in lijst])


def _swvs_van_regio(wie: Wie, regio: str) -> list[str]:
    return [swv.code for swv in _swvs(wie) if str(swv.regio_id) == regio]


def _swvs(wie: Wie) -> list[Swv]:
    return list(Swv.objects.filter(code__in=wie.swv_codes).select_related("regio").order_by("code"))


def keuzebeeld(wie: Wie, wat: Filter) -> Keuzebeeld:
    """Heat map (how many boards, per indicator and year) and table (which boards) per block. Two queries and the SWVs."""
    zij = _kolommen(wie, wat)
    keuzes = [
        rules.Keuze(k.rapport.bestuur_id, k.kop, k.rapport.jaar, rules.gekozen_nummers(k.definitie, k.stukken))
        for k in zij
    ]
    jaren = sorted({k.jaar for k in keuzes})
    vorm = max((k.definitie for k in zij), key=lambda d: d.van.begin) if zij else None
    toon = [k for k in keuzes if wat.jaar in (None, k.jaar)]
    op_as = [j for j in jaren if wat.jaar in (None, j)][-JAREN:]
    return Keuzebeeld(
        blokken=[_blokbeeld(vorm, blok, toon, op_as, wat) for blok in vorm.blokken] if vorm and toon else [],
        swvs=_swvchips(wie, wat),
        regios=_regiochips(wie, wat),
        jaren=[Chip("Alle jaren", wat.url(jaar=""), wat.jaar is None)]
        + [Chip(str(Schooljaar(j)), wat.url(jaar=str(j)), j == wat.jaar) for j in reversed(jaren)],
        rapporten=len(toon),
        zonder_keuze=sum(1 for k in toon if not k.nummers),
    )


def _swvchips(wie: Wie, wat: Filter) -> list[Chip]:
    swvs = _swvs(wie)
    if len(swvs) < 2:
        return []
    eerste = Chip("Alle samenwerkingsverbanden", wat.url(swv=""), not wat.swv)
    return [eerste, *(Chip(s.kort or s.naam, wat.url(swv=s.code, regio=""), s.code == wat.swv) for s in swvs)]


def _regiochips(wie: Wie, wat: Filter) -> list[Chip]:
    regios = {str(s.regio_id): s.regio for s in _swvs(wie) if s.regio_id}
    if len(regios) < 2:
        return []
    eerste = Chip("Alle regio's", wat.url(regio=""), not wat.regio)
    return [eerste, *(Chip(str(r), wat.url(regio=pk, swv=""), pk == wat.regio) for pk, r in regios.items())]


def _blokbeeld(
    vorm: Definitie, blok: Blok, keuzes: Sequence[rules.Keuze], jaren: Sequence[int], wat: Filter
) -> Blokbeeld:
    from vindplaats.kern.grafiek import hittekaart

    wie_koos = rules.wie_koos(keuzes)
    nummers = [i.nummer for i in vorm.indicatoren if i.blok == blok.code]
    tel = {n: sum(len(namen) for namen in wie_koos.get(n, {}).values()) for n in nummers}
    kaart = hittekaart(
        rules.bevinding(blok.titel, tel),
        [rules.indicatornaam(vorm, n) for n in nummers],
        [str(Schooljaar(j)) for j in jaren],
        [[len(wie_koos.get(n, {}).get(j, [])) for j in jaren] for n in nummers],
        kolom="Indicator",
        onderschrift="Aantal besturen dat de indicator uitwerkte, per schooljaar.",
        naamruimte=560,
    )
    return Blokbeeld(blok.code, blok.titel, kaart, _tabel(vorm, blok, nummers, wie_koos, jaren, wat))


def _tabel(
    vorm: Definitie, blok: Blok, nummers: Sequence[int], wie_koos: dict[int, dict[int, list[str]]],
    jaren: Sequence[int], wat: Filter,
) -> Tabel:  # fmt: skip
    """Who chose what: only indicators somebody chose; a click leads to the elaborations."""
    kolommen = [Kolom("indicator", "Indicator", kop=True)]
    kolommen += [Kolom(f"j{j}", str(Schooljaar(j)), "html") for j in jaren]
    rijen = []
    for nummer in nummers:
        per_jaar = wie_koos.get(nummer, {})
        if not per_jaar:
            continue
        url = reverse("verantwoording:indicator-naast-elkaar", args=[nummer])
        cellen = {"indicator": rules.indicatornaam(vorm, nummer)} | {
            f"j{j}": format_html_join(mark_safe(",<br> "), "{}", ((n,) for n in per_jaar.get(j, []))) for j in jaren
        }
        rijen.append(Rij(cellen, f"{url}{wat.url()}"))
    niet = len(nummers) - len(rijen)
    return Tabel(
        f"Wie koos welke indicator: {blok.titel}",
        kolommen,
        rijen,
        aantal=len(rijen),
        leeg=f"Niemand koos een van de {niet} indicatoren van dit blok.",
        id=f"keuze-{blok.code.replace('_', '-')}",
        krap=True,
    )


# --- one indicator ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Indicatorbeeld:
    """The elaborations of one indicator side by side."""

    nummer: int
    naam: str
    blok: str
    jaar: int | None
    jaren: list[Chip]
    tabel: Vergelijking | None
    paginas: list[Chip]
    kolommen: list[Rapportkolom]


def indicatorbeeld(wie: Wie, nummer: int, wat: Filter, pagina: int) -> Indicatorbeeld:
    """Every board that chose this indicator, in the year asked for or the last in which somebody did.

    NietGevonden for a number no form has. Four boards on a page.
    """
    zij = _kolommen(wie, wat)
    vorm = max((k.definitie for k in zij), key=lambda d: d.van.begin, default=None)
    indicator = vorm.indicator(nummer) if vorm else None
    if vorm is None or indicator is None:
        raise NietGevonden("Deze indicator bestaat niet, of er is nog geen verantwoording die je kunt lezen.")
    kozen = [k for k in zij if nummer in rules.gekozen_nummers(k.definitie, k.stukken)]
    jaren = sorted({k.rapport.jaar for k in kozen}, reverse=True)
    jaar = wat.jaar if wat.jaar in jaren else (jaren[0] if jaren else None)
    in_jaar = [k for k in kozen if k.rapport.jaar == jaar]
    stuks = max(1, -(-len(in_jaar) // vergelijking.KOLOMMEN))
    pagina = min(max(1, pagina), stuks)
    deze = in_jaar[(pagina - 1) * vergelijking.KOLOMMEN : pagina * vergelijking.KOLOMMEN]
    return Indicatorbeeld(
        nummer=nummer,
        naam=indicator.label,
        blok=vorm.blok(indicator.blok).titel,
        jaar=jaar,
        jaren=[Chip(str(Schooljaar(j)), wat.url(jaar=str(j)), j == jaar) for j in jaren],
        tabel=_uitwerkingen(vorm, indicator.blok, nummer, deze) if deze else None,
        paginas=[
            Chip(f"Pagina {n}", f"{wat.url(jaar=str(jaar))}&pagina={n}", n == pagina) for n in range(1, stuks + 1)
        ] if stuks > 1 else [],
        kolommen=deze,
    )  # fmt: skip


def _uitwerkingen(vorm: Definitie, blok: str, nummer: int, zij: Sequence[Rapportkolom]) -> Vergelijking:
    """The questions of the section the indicator is chosen in."""
    keuze = next(v for v in vorm.vragen.values() if v.soort == "indicatorkeuze" and v.blok == blok)
    regels = vergelijking.rijen(vorm, keuze.deel, zij)
    return Vergelijking(
        f"Indicator {nummer}: {', '.join(k.kop for k in zij)}", tuple(k.kop for k in zij), tuple(regels)
    )
