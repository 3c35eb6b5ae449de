"""Reads of the form manager. Own versions through `zichtbaar_voor`; shipped ones are files and for everyone with the right."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vindplaats.formats.definitie import Definitie
from vindplaats.formats.gebruik import Antwoordset, Formaatgebruik, Leesproef, Ontvanger, Slot, formaatgebruik
from vindplaats.formats.models import Formaatbotsing, Formaatversie
from vindplaats.formats.queries import bestand_van, definitie, formaten, meegeleverd
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.wie import Wie

from . import inhoud as i
from .controle import Oordeel, controleer
from .proef import Proef, probeer, voorbeeld
from .verschil import Wijziging, vergelijk

__all__ = ["Definitie", "formaten"]
ONBEKEND = "Dit formulier is niet gevonden of niet voor jou zichtbaar."
VELDNAMEN = {
    "titel": "Titel",
    "ondertitel": "Ondertitel",
    "van": "Eerste schooljaar",
    "tot": "Laatste schooljaar",
    "label": "Tekst",
    "hulp": "Uitleg",
    "voorbeeld": "Voorbeeld",
    "soort": "Soort",
    "voor": "Voor wie",
    "verplicht": "Verplicht",
    "nvt": "Niet van toepassing",
    "nul": "Geen (nul)",
    "koppen": "Koppen",
    "blok": "Blok",
    "groep": "Groep",
    "richtlijn_woorden": "Richtlijn lengte",
}
JAREN_TERUG, JAREN_VOORUIT = 3, 2
STANDNAMEN = {
    "concept": ("Concept", "bezig"),
    "gepland": ("Gepubliceerd, gaat nog in", "aandacht"),
    "gepubliceerd": ("Gepubliceerd", "goed"),
    "ingetrokken": ("Ingetrokken", "neutraal"),
    "weggelegd": ("Weggelegd", "neutraal"),
    "meegeleverd": ("Meegeleverd", "neutraal"),
}


def stand_van(rij: Formaatversie) -> str:
    """concept, gepland, gepubliceerd, ingetrokken or weggelegd."""
    if rij.weggelegd_op is not None:
        return "weggelegd"
    if rij.gepubliceerd_op is None:
        return "concept"
    if rij.ingetrokken_op is not None:
        return "ingetrokken"
    return "gepland" if rij.ingang and rij.ingang > vandaag() else "gepubliceerd"


def versie_voor(wie: Wie, pk: uuid.UUID, **_: Any) -> Formaatversie:
    """One own version; NietGevonden for another SWV and for an unshared draft of somebody else."""
    rij = Formaatversie.objects.zichtbaar_voor(wie).select_related("gemaakt_door", "gepubliceerd_door").filter(pk=pk)
    versie: Formaatversie | None = rij.first()
    if versie is None:
        raise NietGevonden(ONBEKEND)
    return versie


def versies(wie: Wie, formaat: str = "") -> list[Formaatversie]:
    """Own versions this person may see, the newest first: one query, without the texts."""
    rijen = Formaatversie.objects.zichtbaar_voor(wie).select_related("gemaakt_door").defer("yaml", "nummers")
    if formaat:
        rijen = rijen.filter(formaat=formaat)
    return list(rijen.order_by("-gemaakt_op"))


# --- the list --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Versierij:
    """One version in the list: shipped (`pk` empty) or own."""

    versie: str
    titel: str
    jaren: str
    stand: str
    wanneer: dt.date | dt.datetime | None = None
    door: str = ""
    pk: uuid.UUID | None = None
    gedeeld: bool = True

    @property
    def standnaam(self) -> str:
        return STANDNAMEN[self.stand][0]

    @property
    def standsoort(self) -> str:
        return STANDNAMEN[self.stand][1]


@dataclass(frozen=True)
class Jaarrij:
    """Which version a form of a school year gets when it is opened today."""

    jaar: Schooljaar
    versie: str
    eigen: bool
    pk: uuid.UUID | None = None


@dataclass(frozen=True)
class Formaatkaart:
    """One format in the list."""

    code: str
    titel: str
    naam: str
    versies: list[Versierij]
    jaren: list[Jaarrij]
    weggelegd: list[Versierij]


def overzicht(wie: Wie) -> list[Formaatkaart]:
    """Every format with its versions and the version per school year: one query for all of them."""
    eigen = versies(wie)
    uit = []
    for code, nieuwste in sorted(formaten().items()):
        rijen = [_eigen_rij(v) for v in eigen if v.formaat == code]
        mee = [Versierij(d.versie, d.titel, jarenzin(d.van, d.tot), "meegeleverd") for d in reversed(meegeleverd(code))]
        gebruik = formaatgebruik.get(code)
        uit.append(
            Formaatkaart(
                code,
                nieuwste.titel,
                gebruik.naam if gebruik else "",
                [r for r in rijen if r.stand != "weggelegd"] + mee,
                _per_jaar(code, [v for v in eigen if v.formaat == code]),
                [r for r in rijen if r.stand == "weggelegd"],
            )
        )
    return uit


def _eigen_rij(v: Formaatversie) -> Versierij:
    jaren = v.inhoud.get("schooljaren") or {}
    wanneer = {"gepubliceerd": v.ingang, "gepland": v.ingang, "ingetrokken": v.ingetrokken_op}.get(
        stand_van(v), v.gewijzigd_op
    )
    return Versierij(
        v.versie,
        str(v.inhoud.get("titel") or v.formaat),
        jarenzin(jaren.get("van"), jaren.get("tot")),
        stand_van(v),
        wanneer,
        v.gemaakt_door.naam if v.gemaakt_door else "",
        v.pk,
        v.gedeeld_op is not None,
    )


def jarenzin(van: Any, tot: Any) -> str:
    """ "vanaf 2025-2026", "2023-2024 tot en met 2024-2025"."""
    if not van:
        return "schooljaar nog niet gekozen"
    if not tot:
        return f"vanaf {van}"
    return f"alleen {van}" if str(van) == str(tot) else f"{van} tot en met {tot}"


def _per_jaar(code: str, eigen: Sequence[Formaatversie]) -> list[Jaarrij]:
    """The same choice as `formats.queries.definitie_voor`, without a query per year."""
    nu_jaar = Schooljaar.van(vandaag()).begin
    geldend = sorted(
        (v for v in eigen if stand_van(v) == "gepubliceerd"), key=lambda v: (v.ingang or dt.date.min, v.gepubliceerd_op)
    )
    uit = []
    for begin in range(nu_jaar + JAREN_VOORUIT - 1, nu_jaar - JAREN_TERUG - 1, -1):
        jaar = Schooljaar(begin)
        eigen_nu = [v for v in geldend if _geldt_in(v, jaar)]
        mee = [d for d in meegeleverd(code) if d.geldt_in(jaar)] or meegeleverd(code)
        if eigen_nu:
            uit.append(Jaarrij(jaar, eigen_nu[-1].versie, True, eigen_nu[-1].pk))
        elif mee:
            uit.append(Jaarrij(jaar, mee[-1].versie, False))
    return uit


def _geldt_in(v: Formaatversie, jaar: Schooljaar) -> bool:
    jaren = v.inhoud.get("schooljaren") or {}
    van, tot = str(jaren.get("van") or ""), str(jaren.get("tot") or "")
    return bool(van) and van <= str(jaar) and (not tot or str(jaar) <= tot)


# --- one version -----------------------------------------------------------------------------------------------------


def definitie_bij(wie: Wie, formaat: str, code: str) -> Definitie:
    """A version this person may start from or compare with: shipped, or a published one of the own SWV."""
    for kandidaat in meegeleverd(formaat):
        if kandidaat.versie == code:
            return kandidaat
    eigen = Formaatversie.objects.zichtbaar_voor(wie).filter(
        formaat=formaat, versie=code, gepubliceerd_op__isnull=False
    )
    if not eigen.exists():
        raise NietGevonden(ONBEKEND)
    return definitie(formaat, code)


def bestaat(wie: Wie, formaat: str, code: str) -> bool:
    """Can this person start from that version?"""
    try:
        definitie_bij(wie, formaat, code)
    except NietGevonden:
        return False
    return True


def laatste(wie: Wie, formaat: str) -> Definitie:
    """The version a new one is made from: the last published one of the own SWV, else the newest shipped one."""
    eigen = [v for v in versies(wie, formaat) if stand_van(v) in {"gepubliceerd", "gepland"}]
    eigen.sort(key=lambda v: (v.ingang or dt.date.min, v.gepubliceerd_op or v.gemaakt_op))
    return definitie(formaat, eigen[-1].versie) if eigen else meegeleverd(formaat)[-1]


def yaml_van(wie: Wie, formaat: str, code: str) -> str:
    """The file of a version: shipped, published, or the own draft as it stands."""
    for rij in Formaatversie.objects.zichtbaar_voor(wie).filter(formaat=formaat, versie=code):
        return rij.yaml or i.schrijf(rij.inhoud)
    tekst = bestand_van(formaat, code)
    if tekst is None:
        raise NietGevonden(ONBEKEND)
    return tekst


def basis(versie: Formaatversie) -> Definitie | None:
    """The version a draft was made from; None when it is not there any more."""
    try:
        return definitie(versie.formaat, versie.vorige)
    except KeyError:
        return None


def basis_codes(versie: Formaatversie) -> set[str]:
    """Question codes of the version it was made from, retired ones too."""
    oud = basis(versie)
    return {*oud.vragen, *(v.code for v in oud.vervallen)} if oud else set()


def basis_keuzes(versie: Formaatversie, vraag: str) -> set[str]:
    """Codes of the choices of a question in the version it was made from."""
    oud = basis(versie)
    return {o.code for o in oud.vragen[vraag].opties} if oud and vraag in oud.vragen else set()


def bezette_codes(versie: Formaatversie) -> set[str]:
    """Codes that have or had a meaning in any version of the format that ships or is the own: never given to another
    question."""
    uit = {code for d in meegeleverd(versie.formaat) for code in (*d.vragen, *(v.code for v in d.vervallen))}
    rijen = Formaatversie.objects.voor_taak("formats.bezette_codes").filter(formaat=versie.formaat, swv=versie.swv)
    for inhoud in rijen.values_list("inhoud", flat=True):
        uit |= i.codes(inhoud)
    return uit


def sloten(versie: Formaatversie) -> dict[str, list[Slot]]:
    """Why questions of the version it was made from cannot go: question code -> reasons."""
    gebruik, oud = formaatgebruik.get(versie.formaat), basis(versie)
    return gebruik.sloten(oud) if gebruik and oud else {}


def oordeel(versie: Formaatversie) -> Oordeel:
    """What the engine thinks of the draft."""
    return controleer(versie.inhoud, basis(versie), sloten(versie))


def naam_van_plek(inhoud: i.Inhoud, plek: str) -> str:
    """What a place is called, for a sentence."""
    try:
        deze = i.knoop(inhoud, plek)
    except i.NietDaar:
        return plek
    return "het formulier" if plek == "kop" else str(deze.get("label") or deze.get("titel") or deze.get("code") or plek)


@dataclass(frozen=True)
class Openbotsing:
    """A second text that waits for a choice."""

    rij: Formaatbotsing
    waar: str
    nu: str
    nummer: int


def open_botsingen(versie: Formaatversie) -> list[Openbotsing]:
    """Collisions in this draft nobody has chosen in yet: one query."""
    rijen = (
        Formaatbotsing.objects.voor_taak("formats.open_botsingen")
        .filter(formaatversie=versie, opgelost_op=None)
        .select_related("door")
        .order_by("op")
    )
    uit = []
    for rij in rijen:
        try:
            nu_ = i.als_tekst(rij.veld, i.veld(versie.inhoud, rij.plek, rij.veld))
        except i.NietDaar:
            continue
        waar = f"{VELDNAMEN.get(rij.veld, rij.veld)} van {naam_van_plek(versie.inhoud, rij.plek)}"
        uit.append(Openbotsing(rij, waar, nu_, int(versie.nummers.get(f"{rij.plek}.{rij.veld}", 0))))
    return uit


# --- what it means ---------------------------------------------------------------------------------------------------


def gebruik_van(versie: Formaatversie) -> Formaatgebruik | None:
    """How the owner of the format uses it."""
    return formaatgebruik.get(versie.formaat)


def swvs_van(versie: Formaatversie) -> tuple[tuple[str, str], ...]:
    """Columns of questions per SWV, for preview and try-out."""
    gebruik = gebruik_van(versie)
    return gebruik.swvs(versie.swv) if gebruik else ((versie.swv, versie.swv),)


def leesproef(versie: Formaatversie, nieuw: Definitie) -> Leesproef | None:
    """Print an invented filled form of this version and read it again: which questions does the reader find?"""
    gebruik = gebruik_van(versie)
    if gebruik is None:
        return None
    return gebruik.leesproef(nieuw, voorbeeld(nieuw, [code for code, _ in swvs_van(versie)]).stukken)


def wijzigingen(versie: Formaatversie, nieuw: Definitie, proef: Leesproef | None) -> list[Wijziging]:
    """What is different from the version it was made from, with what it means."""
    oud, gebruik = basis(versie), gebruik_van(versie)
    if oud is None:
        return []
    return vergelijk(oud, nieuw, gebruik.cijfers if gebruik else (lambda _: ()), proef)


def proeven(wie: Wie, versie: Formaatversie, nieuw: Definitie) -> list[Proef]:
    """Last year's answers laid in this version: the real ones this person may read, else an invented set."""
    return [probeer(nieuw, oud) for oud in _sets(wie, versie, nieuw)]


def _sets(wie: Wie, versie: Formaatversie, nieuw: Definitie) -> list[Antwoordset]:
    gebruik = gebruik_van(versie)
    echte = gebruik.antwoorden(wie, versie.swv, nieuw.van.vorig) if gebruik else []
    if echte:
        return echte
    oud = basis(versie) or nieuw
    return [voorbeeld(oud, [code for code, _ in swvs_van(versie)])]


def te_openen_jaren(nieuw: Definitie) -> list[Schooljaar]:
    """School years of this version of which forms can be open now: from its first one to the running one."""
    eind = min(Schooljaar.van(vandaag()).begin, nieuw.tot.begin if nieuw.tot else 9999)
    return [Schooljaar(begin) for begin in range(max(nieuw.van.begin, eind - 2), eind + 1)]


def ontvangers(wie: Wie, versie: Formaatversie, nieuw: Definitie) -> list[tuple[Schooljaar, list[Ontvanger]]]:
    """Who gets this version, per school year."""
    gebruik = gebruik_van(versie)
    if gebruik is None:
        return []
    jaren = te_openen_jaren(nieuw) or [nieuw.van]
    return [(jaar, gebruik.ontvangers(wie, versie.swv, jaar)) for jaar in jaren]


def vervangt(wie: Wie, versie: Formaatversie, nieuw: Definitie) -> list[str]:
    """Own published versions that give way for the school years of this one."""
    return [
        v.versie
        for v in versies(wie, versie.formaat)
        if v.pk != versie.pk and stand_van(v) == "gepubliceerd" and _raakt(v, nieuw)
    ]


def _raakt(v: Formaatversie, nieuw: Definitie) -> bool:
    jaren = v.inhoud.get("schooljaren") or {}
    tot = str(jaren.get("tot") or "9999")
    return str(nieuw.van) <= tot and (nieuw.tot is None or str(jaren.get("van") or "") <= str(nieuw.tot))
