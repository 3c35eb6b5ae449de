"""Reads of the editor: sections with their state, one section on the screen, signals, who can see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.urls import reverse

from vindplaats.formats.definitie import Deel, Definitie, Vraag
from vindplaats.formats.models import Antwoord
from vindplaats.formats.queries import antwoorden, definitie_van, open_botsingen, stukken
from vindplaats.formats.rules import (
    DEEL_AANDACHT,
    DEEL_KLAAR,
    DEEL_NVT,
    Ontbrekend,
    Stuk,
    Stukken,
    deel_stand,
    ontbrekend,
    vragen_van,
    zet_over,
)
from vindplaats.formats.scherm import Schermvraag, schermvraag
from vindplaats.formats.waarden import INGEVULD, LEEG, in_woorden
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.indicatoren.queries import mag_tonen
from vindplaats.indicatoren.rules import schrijf
from vindplaats.kern.fouten import NietGevonden, VerkeerdeStand
from vindplaats.kern.schermdelen import Persoon, Sectie
from vindplaats.organisaties.queries import leerlingen
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.lezer.signalen import Signaal, alle_signalen
from vindplaats.verantwoording.models import GEDEELD, GEPUBLICEERD, Rapport
from vindplaats.verantwoording.omzetten import als_lezing
from vindplaats.verantwoording.queries import organisaties_van_vorig_jaar, toegekend, vorig_jaar


@dataclass(frozen=True)
class Invulstand:
    """How far a form is: sections for the list, what is missing, and the count for the bar at the bottom."""

    secties: list[tuple[str, list[Sectie]]]
    mist: list[Ontbrekend]
    klaar: int
    totaal: int

    @property
    def houdt_tegen(self) -> list[Ontbrekend]:
        return [m for m in self.mist if m.houdt_tegen]


def kenmerken_van(rapport: Rapport) -> frozenset[str]:
    """Which parts of the form concern this board: bao, sbo_so or both (VER-06)."""
    """Which parts of the form this board has: `bao`, `sbo_so` or both (VER-06)."""
    return frozenset(rapport.kenmerken)


def delen_van(definitie: Definitie, rapport: Rapport) -> list[Deel]:
    """The sections that concern this board, in the order of the form (VER-06)."""
    return [deel for deel in definitie.delen if vragen_van(deel, kenmerken_van(rapport))]


def deel_url(rapport: Rapport, deel: str) -> str:
    """The editor page of a section."""
    """The page where this part of the report is filled in."""
    return reverse("verantwoording:invullen", args=[rapport.pk, deel])


def invulstand(rapport: Rapport, actief: str = "", waarden: Stukken | None = None) -> Invulstand:
    """Sections grouped as in the form, each with its state, and what is still missing."""
    definitie = definitie_van(rapport.invulling)
    waarden = waarden if waarden is not None else stukken(rapport.invulling)
    kenmerken = kenmerken_van(rapport)
    delen = delen_van(definitie, rapport)
    botst = _van_botsingen(definitie, botsingen(rapport))
    standen = {deel.code: deel_stand(definitie, deel, waarden, kenmerken) for deel in delen}
    standen |= dict.fromkeys(sorted({m.deel for m in botst} & set(standen)), DEEL_AANDACHT)
    groepen = {groep.code: groep.label for groep in definitie.groepen}
    secties: dict[str, list[Sectie]] = {}
    for deel in delen:
        sectie = Sectie(deel.titel, deel_url(rapport, deel.code), standen[deel.code], deel.code == actief)
        secties.setdefault(groepen.get(deel.groep, ""), []).append(sectie)
    klaar = sum(1 for stand in standen.values() if stand in {DEEL_KLAAR, DEEL_NVT})
    return Invulstand(list(secties.items()), botst + ontbrekend(definitie, waarden, kenmerken), klaar, len(delen))


def wat_mist(rapport: Rapport, waarden: Stukken | None = None) -> list[Ontbrekend]:
    """What is missing before handing in: two texts nobody chose between, empty and unreadable answers (VER-08)."""
    definitie = definitie_van(rapport.invulling)
    waarden = waarden if waarden is not None else stukken(rapport.invulling)
    botst = _van_botsingen(definitie, botsingen(rapport))
    return botst + ontbrekend(definitie, waarden, kenmerken_van(rapport))


def _van_botsingen(definitie: Definitie, open_: list[Any]) -> list[Ontbrekend]:
    vragen = {b.antwoord.vraag: definitie.vraag(b.antwoord.vraag) for b in open_}
    return [
        Ontbrekend(v.deel, v.code, f"Bij '{v.label}' staan twee versies naast elkaar. Kies welke blijft.")
        for v in vragen.values()
    ]


def deel_voor(rapport: Rapport, code: str) -> Deel:
    """A section that concerns this board; NietGevonden otherwise."""
    for deel in delen_van(definitie_van(rapport.invulling), rapport):
        if deel.code == code:
            return deel
    raise NietGevonden("Dit onderdeel hoort niet bij deze verantwoording.")


def buren(rapport: Rapport, deel: Deel) -> tuple[Deel | None, Deel | None]:
    """The section before and after."""
    delen = delen_van(definitie_van(rapport.invulling), rapport)
    plek = delen.index(deel)
    return (delen[plek - 1] if plek else None), (delen[plek + 1] if plek + 1 < len(delen) else None)


def schermvragen(rapport: Rapport, deel: Deel) -> list[Schermvraag]:
    """The questions of a section as the screen needs them, with last year's answers."""
    definitie = definitie_van(rapport.invulling)
    nu = antwoorden(rapport.invulling)
    vorig = vorig_jaar(rapport)
    oud = vorig.stukken if vorig else {}
    toen = vorig.definitie.vragen if vorig else {}
    regio = uit_de_regio(rapport)
    swvs = tuple((swv.code, swv.kort or swv.naam) for swv in rapport.swvs.all())

    def url(naam: str) -> Callable[[str], str]:
        return lambda vraag: reverse(f"verantwoording:{naam}", args=[rapport.pk, vraag])

    return [
        schermvraag(
            definitie,
            vraag,
            nu.get(vraag.code),
            url=url("antwoord")(vraag.code),
            swvs=swvs,
            vorig=oud.get(vraag.code),
            vorig_vraag=toen.get(vraag.code),
            vorig_url=url("overnemen")(vraag.code) if _past(toen, vraag, oud) else "",
            versies_url=url("versies")(vraag.code) if vraag.code in nu and nu[vraag.code].nummer > 1 else "",
            regio=regio.get(vraag.code),
            regio_url=url("uit-de-regio")(vraag.code),
        )
        for vraag in vragen_van(deel, kenmerken_van(rapport))
    ]


def _past(toen: Mapping[str, Vraag], vraag: Vraag, oud: Stukken) -> bool:
    """Is there an answer of last year that fits in the question as it is asked now?"""
    return (
        vraag.code in oud
        and vraag.code in toen
        and zet_over(toen[vraag.code], vraag, oud[vraag.code]).stuk.stand != LEEG
    )


def uit_de_regio(rapport: Rapport) -> dict[str, Stuk]:
    """What the house knows about a question already: the amounts the SWVs granted (D6, VER-07)."""
    bedragen = toegekend(rapport.bestuur_id, rapport.jaar)
    return {"ontvangen": Stuk(INGEVULD, bedragen)} if bedragen else {}


@dataclass(frozen=True)
class Regiocijfer:
    """A figure of this board that is known elsewhere in the house, for beside the question."""

    naam: str
    waarde: str
    bron: str


def regiocijfers(wie: Wie, rapport: Rapport) -> list[Regiocijfer]:
    """Pupils on 1 October and last year's confirmed figures of this board: a fixed number of queries (D6, VER-04).

    Of predecessors each figure by name, as far as this person may see it: never added up here.
    """
    tellingen = leerlingen(bestuur=rapport.bestuur_id, jaar=rapport.jaar, per=("soort",))
    uit = [
        Regiocijfer(f"Leerlingen {soort}", telling.tekst, f"1 oktober {rapport.jaar}")
        for (soort,), telling in sorted(tellingen.items())
    ]
    van = organisaties_van_vorig_jaar(rapport)
    rijen = Meetwaarde.objects.zichtbaar_voor(wie).filter(
        organisatie__in=list(van), schooljaar=rapport.jaar - 1, stand=Meetwaarde.BEVESTIGD, swv=""
    )
    for rij in rijen.order_by("onderdeel", "indicator", "organisatie"):
        wiens = van[rij.organisatie]
        if rij.wat is None or rij.waarde is None or (wiens and not mag_tonen(wie, rij)):
            continue
        bron = f"vorig jaar, {wiens}, {rij.bron}" if wiens else f"vorig jaar, {rij.bron}"
        uit.append(Regiocijfer(rij.wat.naam, schrijf(rij.wat, rij.waarde, rij.operator), bron))
    return uit


@dataclass(frozen=True)
class Vraagregel:
    """One question on the reading page."""

    code: str
    label: str
    stand: str
    waarde: Any
    woorden: str
    soort: str


def leesdelen(rapport: Rapport, waarden: Stukken) -> list[tuple[Deel, list[Vraagregel]]]:
    """The whole report to read, section by section; empty optional questions are left out."""
    definitie = definitie_van(rapport.invulling)
    uit = []
    for deel in delen_van(definitie, rapport):
        regels = []
        for vraag in vragen_van(deel, kenmerken_van(rapport)):
            stuk = waarden.get(vraag.code)
            stand, waarde = (stuk.stand, stuk.waarde) if stuk else ("leeg", None)
            if stand == "leeg" and not vraag.verplicht:
                continue
            gelezen = _leesbaar(definitie, vraag, stand, waarde)
            regels.append(Vraagregel(vraag.code, vraag.label, stand, waarde, gelezen, vraag.soort))
        if regels:
            uit.append((deel, regels))
    return uit


def _leesbaar(definitie: Definitie, vraag: Vraag, stand: str, waarde: Any) -> str:
    """The answer in words; a chosen indicator with its name, as nobody knows the numbers by heart."""
    if vraag.soort == "indicatorkeuze" and stand == INGEVULD:
        namen = {i.nummer: i.label for i in definitie.indicatoren}
        return "\n".join(f"{nr}. {namen[nr]}" if nr in namen else str(nr) for nr in waarde)
    return in_woorden(vraag, stand, waarde)


def botsingen(rapport: Rapport) -> list[Any]:
    """Collisions in this report nobody has chosen in yet."""
    return open_botsingen(rapport.invulling)


@dataclass(frozen=True)
class Meldsignaal:
    """A signal on the screen, with the board's explanation when it gave one."""

    signaal: Signaal
    sleutel: str
    uitleg: str = ""
    url: str = ""


def signalen(rapport: Rapport, waarden: Stukken | None = None) -> list[Meldsignaal]:
    """Stale text and contradictions (D6); missing parts stand in `invulstand`. Explained ones come last."""
    definitie = definitie_van(rapport.invulling)
    waarden = waarden if waarden is not None else stukken(rapport.invulling)
    vorig = vorig_jaar(rapport)
    oud = als_lezing(vorig.definitie, vorig.stukken) if vorig else None
    gevonden = alle_signalen(als_lezing(definitie, waarden), str(rapport.schooljaar), oud)
    uitleg = dict(rapport.signaaluitleg.values_list("plek", "uitleg"))
    bekend = {deel.code for deel in definitie.delen}
    gelden = {deel.code for deel in delen_van(definitie, rapport)}
    uit = []
    for signaal in gevonden:
        deel = _deel_van(definitie, signaal.onderdeel, bekend)
        if signaal.code in ONTBREEKT_CODES or (deel and deel not in gelden):
            continue
        sleutel = f"{signaal.code}|{signaal.onderdeel}"
        uit.append(Meldsignaal(signaal, sleutel, uitleg.get(sleutel, ""), deel_url(rapport, deel) if deel else ""))
    return sorted(uit, key=lambda m: bool(m.uitleg))


ONTBREEKT_CODES = frozenset({"kop_leeg", "onderdeel_leeg", "blok_leeg", "bedrag_leeg", "indicator_leeg", "swv_leeg"})
"""Signals that only say what `invulstand` says already."""


def _deel_van(definitie: Definitie, onderdeel: str, bekend: set[str]) -> str:
    onderdeel = {"extra_informatie": "extra"}.get(onderdeel, onderdeel)
    if onderdeel in bekend:
        return onderdeel
    vraag = definitie.vragen.get(onderdeel)
    return vraag.deel if vraag else ""


def wie_kan_dit_zien(rapport: Rapport) -> list[Persoon]:
    """In names and roles, without a click (design.md, principle 4)."""
    return _zichtbaar_in(rapport, rapport.stand)


def _zichtbaar_in(rapport: Rapport, stand: str) -> list[Persoon]:
    namen = [Persoon(rapport.bestuur.naam, "schoolbestuurder en bestuursadviseurs")]
    swvs = " en ".join(swv.naam for swv in rapport.swvs.all())
    if stand in GEDEELD:
        namen.append(Persoon(f"Besturen van {swvs}", "schoolbestuurder en bestuursadviseurs"))
        namen.append(Persoon(swvs, "directeur, kwaliteit, controller, secretariaat en bestuur"))
    if stand == GEPUBLICEERD:
        namen.append(Persoon("Genodigden", "OPR, toezicht, gemeenten en inspectie"))
    return namen


def weiger_stap(wie: Wie, rapport: Rapport, verb: str) -> NoReturn:
    """Say why a step that is not offered cannot be taken: too little right, or the wrong state."""
    eis(wie, f"verantwoording.{verb}", rapport)
    naam = rapport.zaak.tabel.met_verb(verb)[0].naam
    raise VerkeerdeStand(
        f"'{naam}' kan nu niet: de stand is {rapport.zaak.stand_nu.naam.lower()}. Ververs de pagina om te zien wat nu kan."
    )


def wie_ziet_het_straks(rapport: Rapport, naar: str) -> list[Persoon]:
    """Who will see the report in the state a step leads to."""
    stand = next(s for s in rapport.zaak.tabel.standen if s.naam == naar)
    return _zichtbaar_in(rapport, stand.code)


@dataclass(frozen=True)
class Versieregel:
    """An earlier version of an answer, with the differences to the present one."""

    nummer: int
    wie: str
    op: Any
    woorden: str
    herkomst: str
    nu: str


def vorige_versie(antwoord: Antwoord) -> int | None:
    """Number of what stood here just before, when that was something: the way back after taking over. One query."""
    rij = antwoord.versies.order_by("-nummer").values("nummer", "stand").first()
    return rij["nummer"] if rij and rij["stand"] != LEEG else None


def versieregels(rapport: Rapport, vraag: str) -> list[Versieregel]:
    """Earlier versions of one answer, newest first: two queries."""
    v = definitie_van(rapport.invulling).vraag(vraag)
    antwoord = antwoorden(rapport.invulling).get(vraag)
    if antwoord is None:
        return []
    nu = in_woorden(v, antwoord.stand, antwoord.waarde)
    return [
        Versieregel(rij.nummer, str(rij.door or ""), rij.op, in_woorden(v, rij.stand, rij.waarde), rij.herkomst, nu)
        for rij in antwoord.versies.select_related("door")
    ]
