"""Reads of comparing: boards side by side over one year, one board over the years. Only reports this person may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from vindplaats.formats.definitie import Deel, Definitie, Vraag
from vindplaats.formats.queries import definitie, stukken_van
from vindplaats.formats.rules import Stuk, Stukken, geldt
from vindplaats.formats.waarden import LEEG
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.registers import naam_van
from vindplaats.kern.schermdelen import Chip, Vergelijkcel, Vergelijking, Vergelijkrij
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.kern.verschil import Stuk as Verschilstuk
from vindplaats.organisaties.queries_afkomst import afkomst
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.lezer.vergelijk_tekst import vergelijk
from vindplaats.verantwoording.models import GENODIGDEN, Rapport
from vindplaats.verantwoording.queries import ONBEKEND, rapporten, statusoverzicht
from vindplaats.verantwoording.rules import som

from . import jaarlijn, rules
from .formulierverschil import formulierverschillen
from .jaarlijn import Ervoor

KOLOMMEN, JAREN = 4, 3
ALLES = "alles"
SOORT = {"gelijk": "gelijk", "weg": "eraf", "nieuw": "erbij"}


@dataclass(frozen=True)
class Kolom:
    """One report in a comparison: its form, its answers and what concerns its board."""

    rapport: Rapport
    definitie: Definitie
    stukken: Stukken
    kop: str

    def stuk(self, vraag: str) -> Stuk:
        return self.stukken.get(vraag, Stuk())


def kolommen(rijen: Sequence[Rapport], koppen: Sequence[str]) -> list[Kolom]:
    """Reports with their answers: one query, and one per version of a form an SWV made itself."""
    waarden = stukken_van([r.invulling for r in rijen])
    vormen: dict[tuple[str, str], Definitie] = {}
    for r in rijen:
        sleutel = (r.invulling.formaat, r.invulling.versie)
        if sleutel not in vormen:
            vormen[sleutel] = definitie(*sleutel)
    return [
        Kolom(r, vormen[r.invulling.formaat, r.invulling.versie], waarden[str(r.invulling_id)], kop)
        for r, kop in zip(rijen, koppen, strict=True)
    ]


# --- boards side by side ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keus:
    """A board to tick."""

    nummer: str
    naam: str
    gekozen: bool


@dataclass(frozen=True)
class Ontbreekt:
    """A board that cannot be compared, and why."""

    naam: str
    waarom: str


@dataclass(frozen=True)
class Naastelkaar:
    """The whole page: what can be chosen, who is missing, the table of this page of columns."""

    keuzes: list[Keus]
    ontbreekt: list[Ontbreekt]
    delen: list[tuple[str, str]]
    deel: str
    deelnaam: str
    vorig: Chip | None
    volgend: Chip | None
    tabel: Vergelijking | None
    paginas: list[Chip]
    kolommen: list[Kolom]

    @property
    def aantal_gekozen(self) -> int:
        return sum(1 for k in self.keuzes if k.gekozen)


def leesbare_jaren(wie: Wie) -> list[int]:
    """School years in which this person can read at least one report, newest first."""
    return sorted(set(rapporten(wie).order_by().values_list("jaar", flat=True)), reverse=True)


def naast_elkaar(
    wie: Wie, jaar: int, gekozen: Sequence[str], deel: str, pagina: int, *, alles: bool = False
) -> Naastelkaar:
    """Boards side by side per question (D7, VER-18). A fixed number of queries. `alles`: every chosen board at once."""
    from .cijferrijen import cijferrijen

    alle = list(rapporten(wie).filter(jaar=jaar).order_by("bestuur__naam"))
    bekend = {r.bestuur_id for r in alle}
    keus = [nr for nr in dict.fromkeys(gekozen) if nr in bekend] or _vanzelf(wie, alle)
    te_tonen = [r for r in alle if r.bestuur_id in keus]
    stuks = max(1, -(-len(te_tonen) // KOLOMMEN))
    pagina = min(max(1, pagina), stuks)
    deze = te_tonen if alles else te_tonen[(pagina - 1) * KOLOMMEN : pagina * KOLOMMEN]
    zij = kolommen(deze, [r.bestuur.naam for r in deze])
    vorm = max((k.definitie for k in zij), key=lambda d: d.van.begin) if zij else None
    deel = _deelkeuze(_alle_delen(zij), deel)
    tabel = None
    if zij and vorm:
        namen = ", ".join(k.kop for k in zij)
        tabel = Vergelijking(
            f"{Schooljaar(jaar)}: {namen}",
            tuple(k.kop for k in zij),
            (*rijen(vorm, deel, zij), *cijferrijen(wie, vorm, deel, zij)),
        )
    basis = [("jaar", str(jaar)), *(("b", nr) for nr in keus)]
    delen = [*((d.code, d.titel) for d in _alle_delen(zij)), (ALLES, "Alle onderdelen")] if vorm else []
    return Naastelkaar(
        keuzes=[Keus(r.bestuur_id, r.bestuur.naam, r.bestuur_id in keus) for r in alle],
        ontbreekt=_ontbreekt(wie, jaar, bekend),
        delen=delen,
        vorig=_buur(delen, deel, -1, basis),
        volgend=_buur(delen, deel, 1, basis),
        deel=deel,
        deelnaam=dict(delen).get(deel, "Alle onderdelen") if vorm else "",
        tabel=tabel,
        paginas=_paginachips(te_tonen, pagina, [*basis, ("deel", deel)]) if stuks > 1 else [],
        kolommen=zij,
    )


def _vanzelf(wie: Wie, rijen: Sequence[Rapport]) -> list[str]:
    """Nobody chosen yet: the own board first, then by name, as many as fit beside each other."""
    nummers = sorted((r.bestuur_id for r in rijen), key=lambda nr: f"bestuur:{nr}" != wie.organisatie)
    return nummers[:KOLOMMEN]


def _deelkeuze(delen: Sequence[Deel], gevraagd: str) -> str:
    """The section asked for; else the first that asks for content (the head is the same for everyone)."""
    if not delen or gevraagd == ALLES or gevraagd in {d.code for d in delen}:
        return gevraagd
    return delen[min(1, len(delen) - 1)].code


def _ontbreekt(wie: Wie, jaar: int, bekend: set[str]) -> list[Ontbreekt]:
    """Boards of the same SWVs whose report cannot be read yet, with the reason."""
    laat = "nog niet gepubliceerd" if wie.heeft(*GENODIGDEN) else "nog niet ingediend"
    waarom = {"open": "nog niet begonnen" if laat == "nog niet ingediend" else laat, "concept": laat}
    return [
        Ontbreekt(rij.bestuur, waarom.get(rij.stand, laat))
        for rij in statusoverzicht(wie, jaar)
        if rij.bestuur_nummer not in bekend
    ]


def _buur(delen: Sequence[tuple[str, str]], deel: str, stap: int, basis: list[tuple[str, str]]) -> Chip | None:
    """The section before or after, as a link that keeps the chosen boards."""
    codes = [code for code, _ in delen if code != ALLES]
    if deel not in codes or not 0 <= codes.index(deel) + stap < len(codes):
        return None
    code, titel = delen[codes.index(deel) + stap]
    return Chip(titel, f"?{urlencode([*basis, ('deel', code)])}")


def _paginachips(rijen: Sequence[Rapport], pagina: int, basis: list[tuple[str, str]]) -> list[Chip]:
    uit = []
    for nummer, begin in enumerate(range(0, len(rijen), KOLOMMEN), 1):
        groep = rijen[begin : begin + KOLOMMEN]
        naam = (
            groep[0].bestuur.naam if len(groep) == 1 else f"{groep[0].bestuur.naam} tot en met {groep[-1].bestuur.naam}"
        )
        uit.append(Chip(naam, f"?{urlencode([*basis, ('pagina', str(nummer))])}", nummer == pagina))
    return uit


def rijen(vorm: Definitie, deel: str, zij: Sequence[Kolom]) -> list[Vergelijkrij]:
    """A row per question of every version among them, the newest form first (boards of two SWVs can have different forms);
    in the section on money also received against spent."""
    uit = []
    for d in _alle_delen(zij):
        if deel not in (ALLES, d.code):
            continue
        vragen = _alle_vragen(d, zij)
        uit += [_vraagrij(v, zij) for v in vragen]
        if any(v.soort == "bestedingsregels" for v in vragen):
            cellen = tuple(Vergelijkcel(rules.verschil_zin(k.stukken)) for k in zij)
            uit.append(Vergelijkrij("Ontvangen en besteed", cellen, "Bedragen op PM tellen niet mee."))
    return uit


def _alle_vragen(deel: Deel, zij: Sequence[Kolom]) -> list[Vraag]:
    """Questions of a section in every version, once each: those of `deel` itself first. A question that stands in another
    section of the newest form is shown there only."""
    elders = {v.code for d in _alle_delen(zij) if d.code != deel.code for v in d.vragen}
    vragen = {v.code: v for v in deel.vragen}
    for kolom in reversed(zij):
        for oud in kolom.definitie.delen:
            if oud.code == deel.code:
                vragen |= {v.code: v for v in oud.vragen if v.code not in vragen and v.code not in elders}
    return list(vragen.values())


def _vraagrij(vraag: Vraag, zij: Sequence[Kolom]) -> Vergelijkrij:
    return Vergelijkrij(vraag.label, tuple(_cel(vraag, k) for k in zij))


def _cel(vraag: Vraag, kolom: Kolom) -> Vergelijkcel:
    eigen = kolom.definitie.vragen.get(vraag.code)
    if eigen is None:
        return Vergelijkcel("Deze vraag stond niet in dit formulier")
    if not _geldt_voor(kolom, eigen) and kolom.stuk(vraag.code).stand == LEEG:
        return Vergelijkcel("Niet voor dit bestuur")
    cel = rules.antwoordcel(kolom.definitie, eigen, kolom.stuk(vraag.code))
    return Vergelijkcel(cel.kort, cel.heel)


def _geldt_voor(kolom: Kolom, vraag: Vraag) -> bool:
    kenmerken = frozenset(kolom.rapport.kenmerken)
    return geldt(kolom.definitie.deel_van(vraag.code).voor, kenmerken) and geldt(vraag.voor, kenmerken)


# --- one board over the years ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Jarenbeeld:
    """One board over two or three years: the table, which years can be seen, what changed in the form."""

    bestuur: str
    tabel: Vergelijking
    jaren: list[Chip]
    formulier: list[tuple[str, list[str]]]
    gewijzigd: int
    kolommen: list[Kolom]
    opvolging: list[str]


def rapporten_van_bestuur(wie: Wie, bestuur: str, **_: Any) -> list[Rapport]:
    """All readable reports of a board, oldest first, with those of its predecessors from before the merger or split.

    NietGevonden when there are none for this person.
    """
    lijn = afkomst(f"bestuur:{bestuur}")
    ouders = {v.code: v for v in lijn.voorouders}
    rijen = rapporten(wie).filter(bestuur__in=[bestuur, *ouders]).order_by("jaar", "bestuur__naam")
    uit = [r for r in rijen if r.bestuur_id == bestuur or ouders[r.bestuur_id].ervoor(r.jaar)]
    if not uit:
        raise NietGevonden(ONBEKEND)
    return sorted(uit, key=lambda r: (r.jaar, r.bestuur_id == bestuur))


def jaren_naast_elkaar(wie: Wie, rijen: Sequence[Rapport], tot: int | None, bestuur: str = "") -> Jarenbeeld:
    """The last three readable years up to and including `tot`, oldest left, each marked against the year left of it.

    A year from before a merger or split has a column per predecessor, left of the own one. `bestuur`: the board asked for.
    """
    from .cijferrijen import cijferrijen

    bestuur = bestuur or rijen[-1].bestuur_id
    lijn = afkomst(f"bestuur:{bestuur}")
    naam = naam_van(f"bestuur:{bestuur}")
    eind = max((r.jaar for r in rijen if tot is None or r.jaar <= tot), default=rijen[-1].jaar)
    deze = jaarlijn.passend([r for r in rijen if r.jaar <= eind], JAREN)
    zij = kolommen(deze, [jaarlijn.kop(r, lijn) for r in deze])
    ervoor = [jaarlijn.ervoor(i, [k.rapport for k in zij], lijn) for i in range(len(zij))]
    vorm = zij[-1].definitie
    regels = [rij for d in _alle_delen(zij) for rij in _jaarrijen(d, vorm, zij, ervoor)]
    regels += cijferrijen(wie, vorm, ALLES, zij)
    url = reverse("verantwoording:jaren-naast-elkaar", args=[bestuur])
    jaren = sorted({r.jaar for r in rijen}, reverse=True)
    return Jarenbeeld(
        bestuur=naam,
        tabel=Vergelijking(f"{naam} over de jaren", tuple(k.kop for k in zij), tuple(regels)),
        jaren=[Chip(f"tot en met {Schooljaar(j)}", f"{url}?tot={j}", j == eind) for j in jaren],
        formulier=formulierverschillen(zij),
        gewijzigd=sum(1 for rij in regels if any(c.anders for c in rij.cellen)),
        kolommen=zij,
        opvolging=jaarlijn.zinnen([k.rapport for k in zij], lijn, naam),
    )


def _alle_delen(zij: Sequence[Kolom]) -> list[Deel]:
    """Sections of the newest form, then those that only another form had."""
    uit: dict[str, Deel] = {}
    for _, kolom in sorted(enumerate(zij), key=lambda paar: (-paar[1].definitie.van.begin, -paar[0])):
        for deel in kolom.definitie.delen:
            uit.setdefault(deel.code, deel)
    return list(uit.values())


def _jaarrijen(deel: Deel, vorm: Definitie, zij: Sequence[Kolom], ervoor: Sequence[Ervoor]) -> list[Vergelijkrij]:
    """Questions of a section in every version: those of the newest form first, dropped ones after."""
    vragen = _alle_vragen(deel, zij)
    uit = [_jaarrij(v, vorm, zij, ervoor) for v in vragen]
    if any(v.soort == "bestedingsregels" for v in vragen):
        cellen = tuple(Vergelijkcel(rules.verschil_zin(k.stukken)) for k in zij)
        uit.append(Vergelijkrij("Ontvangen en besteed", cellen, "Bedragen op PM tellen niet mee."))
    return uit


def _jaarrij(vraag: Vraag, vorm: Definitie, zij: Sequence[Kolom], ervoor: Sequence[Ervoor]) -> Vergelijkrij:
    cellen = []
    for kolom, e in zip(zij, ervoor, strict=True):
        if e.bij_elkaar and rules.gaat_over_geld(vraag):
            cellen.append(_samengaan_cel(vraag, kolom, [zij[i] for i in e.bij_elkaar], opgeteld=e.opgeteld))
            continue
        met_vraag = [zij[i] for i in e.keten if vraag.code in zij[i].definitie.vragen]
        cellen.append(_jaarcel(vraag, kolom, met_vraag[0] if met_vraag else None))
    namen = {k.definitie.vragen[vraag.code].label for k in zij if vraag.code in k.definitie.vragen} - {vraag.label}
    hulp = f"Heette eerder: {', '.join(sorted(namen))}" if namen else ""
    if vraag.code not in vorm.vragen:
        hulp = f"Vervallen in het formulier van {zij[-1].kop}"
    return Vergelijkrij(vraag.label, tuple(cellen), hulp)


def _jaarcel(vraag: Vraag, kolom: Kolom, vorige: Kolom | None) -> Vergelijkcel:
    eigen = kolom.definitie.vragen.get(vraag.code)
    if eigen is None:
        return Vergelijkcel(f"Deze vraag stond niet in het formulier van {kolom.kop}")
    stuk = kolom.stuk(vraag.code)
    cel = rules.antwoordcel(kolom.definitie, eigen, stuk)
    if vorige is None or vraag.soort == "schooljaar":
        return Vergelijkcel(cel.kort, cel.heel)
    eerder = vorige.stuk(vraag.code)
    if rules.gelijk(eerder, stuk):
        return Vergelijkcel(_gelijk_cel(cel, eigen), cel.heel) if stuk.stand != LEEG else Vergelijkcel(cel.kort)
    return _gewijzigde_cel(vraag, cel, vorige, kolom)


def _samengaan_cel(vraag: Vraag, kolom: Kolom, vroeger: Sequence[Kolom], *, opgeteld: bool) -> Vergelijkcel:
    """An amount of the year after a merger, against what all of them together had, when all of that is known."""
    cel = _jaarcel(vraag, kolom, None)
    eigen = kolom.definitie.vragen.get(vraag.code)
    toen = [(k.definitie.vragen.get(vraag.code), k.stuk(vraag.code)) for k in vroeger]
    bedragen = [rules.bedrag_van(v, stuk) if v else None for v, stuk in toen]
    samen = None if None in bedragen else som(bedragen)
    nu = rules.bedrag_van(eigen, kolom.stuk(vraag.code)) if eigen else None
    beweging = rules.bedrag_beweging(samen, nu) if opgeteld else ""
    if not beweging:
        return cel
    wie = " van de besturen samen" if len(vroeger) > 1 else ""
    return Vergelijkcel(f"{beweging}{wie}\n{cel.tekst}", cel.heel, anders=samen != nu)


def _gelijk_cel(cel: rules.Cel, vraag: Vraag) -> str:
    return f"Gelijk gebleven.\n{cel.kort}" if vraag.soort == "tekst" else cel.kort


def _gewijzigde_cel(vraag: Vraag, cel: rules.Cel, vorige: Kolom, kolom: Kolom) -> Vergelijkcel:
    """A changed answer: amounts with what moved, texts with the words that came and went."""
    oud, nieuw = vorige.definitie.vragen[vraag.code], kolom.definitie.vragen[vraag.code]
    was, werd = vorige.stuk(vraag.code), kolom.stuk(vraag.code)
    bedragen = rules.bedrag_van(oud, was), rules.bedrag_van(nieuw, werd)
    beweging = rules.bedrag_beweging(*bedragen)
    if beweging:
        return Vergelijkcel(f"{beweging}\n{cel.kort}", cel.heel, anders=True)
    links = rules.antwoordtekst(vorige.definitie, oud, was) if was.stand != LEEG else ""
    rechts = rules.antwoordtekst(kolom.definitie, nieuw, werd) if werd.stand != LEEG else ""
    if not links or not rechts:
        return Vergelijkcel(cel.kort, cel.heel, anders=True)
    stukken = [Verschilstuk(SOORT[s.soort], s.tekst) for s in vergelijk(links, rechts)]
    html = mark_safe(render_to_string("kern/onderdelen/stukken.html", {"stukken": stukken}).strip())  # noqa: S308 - escaped by the template
    tekst = format_html('<span class="vp-bewaar-regels">{}</span>', cel.kort)
    verschil = format_html(
        '<details><summary>Wat is er anders</summary><div class="vp-bewaar-regels">{}</div></details>', html
    )
    return Vergelijkcel(tekst + verschil, cel.heel, anders=True, html=True)
