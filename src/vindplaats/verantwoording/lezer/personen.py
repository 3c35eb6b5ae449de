"""Names of third persons in free text (AVG-08).

A board report is read by other boards and later by everybody. A name in the prose ("overleg met mevrouw Jansen")
must be seen by a person before it is shared. `vind_derden` points such passages out; it never changes the text.

How it works: candidates come from five surface forms (title + name, role + name, given name + surname, initials +
surname, a lone given name in the text), and a candidate is dropped when it is part of a known organisation, school,
place or tool, or when its words look like an organisation. The list of given names is a plain data file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

__all__ = ["Passage", "vind_derden"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A name in the text: `tekst[begin:eind]`, why it was flagged (Dutch) and how sure (0..1)."""

    tekst: str
    begin: int
    eind: int
    reden: str
    zekerheid: float


_HOOFD = r"[A-ZÀ-ÖØ-ÞĞİŞ]"
_KLEIN = r"[a-zà-öø-ÿğışœ]"
_WOORD = (
    rf"{_HOOFD}(?:{_KLEIN}|{_HOOFD}|['’](?={_KLEIN}))*{_KLEIN}"
    rf"(?:-(?:(?:van|de|der|den|van de|van der|van den|ter|ten)[ ])?{_HOOFD}{_KLEIN}+)*"
)
_SPATIE = r"[ \t\u00a0]*(?:\n[ \t]*)?"
_RUIMTE = r"(?:[ \t\u00a0]+(?:\n[ \t]*)?|\n[ \t]*)"
_TUSSEN_KERN = (
    r"van\s+de|van\s+den|van\s+der|van\s+'t|van\s+het|van|von|vd|v\.d\.|v/d|de\s+la|de|den|der|ter|ten|te|"
    r"op\s+de|op\s+den|op\s+'t|op|in\s+'t|in\s+de|aan\s+de|uit\s+den|uit\s+de|bij\s+de|onder\s+de|over\s+de|"
    r"'t|’t|'s|’s|la|le|du|el|al|ben|ait|aït|bin|bou|abu|da|dos|di|del"
)
_TUSSEN = rf"(?:(?:{_TUSSEN_KERN}){_RUIMTE}){{0,2}}"
_TUSSEN_HOOFD = rf"(?:(?:Van|De|Den|Der|Ter|Ten|Te|El|Al|Ben|Ait|Aït|Bou|La|Le|'t|’t){_RUIMTE}){{0,3}}"
_ACHTERNAAM = rf"(?:{_TUSSEN}|{_TUSSEN_HOOFD}|{_TUSSEN_HOOFD}{_TUSSEN}){_WOORD}"
_LETTERS = rf"(?:{_HOOFD}\.(?:[ \u00a0]?))+"
_AANHEF = (
    r"mevrouw|mevr\.?|mw\.?|mej\.?|dhr\.?|de\s+heer|meneer|mijnheer|juffrouw|juf|meester|"
    r"drs\.?|dr\.|ir\.|ing\.|mr\.|prof\.?|familie|fam\."
)
_ROL = (
    r"(?:[a-z-]*(?:directeur|directrice|bestuurder|bestuursvoorzitter|voorzitter|coördinator|coordinator|begeleider|"
    r"begeleidster|adviseur|consulent|leerkracht|leraar|lerares|docent|onderwijsassistent|psycholoog|orthopedagoog|"
    r"logopedist|logopediste|ergotherapeut|fysiotherapeut|specialist|wijkagent|jeugdarts|schoolarts|secretaris|"
    r"beleidsmedewerker|medewerker|medewerkster|wethouder|maatschappelijk\s+werker|leerplichtambtenaar|"
    r"procesbegeleider|trajectbegeleider|verbinder|stagiair|stagiaire|conciërge))"
    r"|ib[-'’]?er|ib[’']er|cpo[-'’]?er|rt[-'’]?er|collega|oud-collega"
)
_KIND = (
    r"leerling|oud-leerling|kind|kleuter|peuter|jongen|jongetje|meisje|zoon|zoontje|dochter|dochtertje|broer|broertje|"
    r"zus|zusje|moeder|vader|ouder|oma|opa|pleegmoeder|pleegvader|voogd"
)
# Words that make a group of capitals an organisation, a school, a place or a tool instead of a person.
_ACHTERVOEGSEL = re.compile(
    r"(?:school|scholen|schooltje|college|lyceum|mavo|gymnasium|atrium|stichting|groep|plein|straat|laan|"
    r"centrum|instituut|academie|fonds|platform|netwerk|verband|gemeente|regio|methode|model|toets|test|lezen|rekenen|"
    r"taal|onderwijs|opvang|zorg|kwadrant|klas|klassen|team|punt|loket|bureau)s?$",
    re.IGNORECASE,
)
_ERVOOR = re.compile(
    r"(?:^|[\s(\"'“‘/-])(?:basisschool|school|scholen|schoolgebouw|kindcentrum|kindercentrum|ikc|kc|bs|obs|rkbs|kbs|pcbs|cbs|"
    r"sbo|so|vso|so/vso|sbo-school|so-school|stichting|scholengroep|scholenstichting|schoolbestuur|bestuur|college|lyceum|mavo|"
    r"locatie|gebouw|onderwijsgroep|"
    r"kinderopvang|peuterspeelzaal|kinderdagverblijf|kdv|mkd|kdc|gemeente|provincie|wijk|buurt|straat|dorp|stad|"
    r"methode|methodiek|programma|project|platform|systeem|volgsysteem|toets|tool|training|cursus|organisatie|"
    r"instelling|instituut|ziekenhuis|behandelcentrum|zorginstelling|sint|st\.|sint\.|mgr\.|monseigneur|pater|paus|"
    r"prins|prinses|koning|koningin|kern|stadsdeel|bedrijf|uitgeverij|bureau|vereniging|boek|film|lied)\s+$",
    re.IGNORECASE,
)
_LIDWOORD_ERVOOR = re.compile(r"(?:^|[\s(\"'“‘])(?:de|het|'t|een|op de|onze|dit|deze|dat|die)\s+$", re.IGNORECASE)


def _regels(naam: str) -> list[str]:
    tekst = (Path(__file__).parent / "data" / naam).read_text(encoding="utf-8")
    return [regel for regel in tekst.splitlines() if regel and not regel.startswith("#")]


def _woorden(naam: str) -> frozenset[str]:
    return frozenset(woord.lower() for regel in _regels(naam) for woord in regel.split())


@lru_cache(maxsize=1)
def _voornamen() -> frozenset[str]:
    return _woorden("voornamen.txt")


_BEKEND = tuple(_regels("geen_personen.txt"))
_GEEN_NAAM = _woorden("geen_achternaam.txt")
_DUBBELZINNIG = _woorden("dubbelzinnige_voornamen.txt")


def _is_voornaam(woord: str) -> bool:
    delen = woord.lower().split("-")
    return woord.lower() in _voornamen() or (len(delen) > 1 and all(deel in _voornamen() for deel in delen))


_P_AANHEF = re.compile(
    rf"(?<![\w-])(?P<aanhef>(?i:{_AANHEF})){_RUIMTE}(?:(?i:{_AANHEF}){_RUIMTE})*"
    rf"(?P<naam>(?:{_LETTERS}{_SPATIE})?(?:{_ACHTERNAAM}(?:{_RUIMTE}{_ACHTERNAAM}){{0,2}}|{_HOOFD}\.))"
)
_P_ROL = re.compile(
    rf"(?<![\w-])(?P<rol>(?i:{_ROL}|{_KIND}))(?:{_RUIMTE}|,{_RUIMTE}|{_RUIMTE}\()"
    rf"(?P<naam>(?:{_LETTERS}{_SPATIE})?{_WOORD}(?:{_RUIMTE}{_ACHTERNAAM}){{0,2}}|{_LETTERS}{_SPATIE}{_ACHTERNAAM})"
)
_P_VOLUIT = re.compile(
    rf"(?<![\w-])(?P<voor>{_WOORD})(?:{_RUIMTE}(?P<tweede>{_LETTERS}))?{_RUIMTE}(?P<achter>{_ACHTERNAAM}|{_HOOFD}\.)(?!\w)"
)
_P_LETTERS = re.compile(rf"(?<![\w.-])(?P<letters>{_LETTERS}){_SPATIE}(?P<tussen>{_TUSSEN})(?P<achter>{_WOORD})")
_P_LOS = re.compile(rf"(?<![\w&-])(?P<naam>{_WOORD})(?!\w)")
_ORGLETTERS = re.compile(r"(?:BS|OBS|RK|RKBS|PC|CBS|SBO|SO|VO|PO|NV|BV|IB|GGD|GGZ|MBO|HBO)$")
_OPSOMLETTER = re.compile(
    r"(?i)(?:groep|niveau|bijlage|deel|lijn|optie|variant|type|fase|cluster|punt|lokaal|onder)\s+$"
)


def vind_derden(tekst: str, *, bekend: Iterable[str] = ()) -> list[Passage]:
    """Passages of `tekst` that look like the name of a person, in order, not overlapping.

    `bekend`: names of organisations and schools of this region that must not be flagged (as they are written).
    Empty text gives an empty list; nothing is raised. Source: AVG-08, report-format.md trap 23.
    """
    afgeschermd = _bekende_plekken(tekst, (*_BEKEND, *bekend))
    kandidaten = [
        passage
        for zoeker in (_met_aanhef, _met_rol, _voluit, _met_letters, _losse_voornaam)
        for passage in zoeker(tekst)
        if not any(begin <= passage.begin < eind for begin, eind in afgeschermd)
    ]
    return _zonder_overlap(kandidaten)


def _zonder_overlap(kandidaten: list[Passage]) -> list[Passage]:
    gekozen: list[Passage] = []
    for kandidaat in sorted(kandidaten, key=lambda p: (-p.zekerheid, -(p.eind - p.begin), p.begin)):
        if all(kandidaat.eind <= ander.begin or kandidaat.begin >= ander.eind for ander in gekozen):
            gekozen.append(kandidaat)
    return sorted(gekozen, key=lambda p: p.begin)


def _bekende_plekken(tekst: str, namen: Iterable[str]) -> list[tuple[int, int]]:
    plekken: list[tuple[int, int]] = []
    for naam in namen:
        delen = [re.escape(deel) for deel in naam.split()]
        if delen:
            patroon = r"(?<!\w)" + r"\s+".join(delen) + r"(?!\w)"
            plekken += [treffer.span() for treffer in re.finditer(patroon, tekst)]
    return plekken


def _passage(tekst: str, begin: int, eind: int, reden: str, zekerheid: float) -> Passage:
    return Passage(tekst[begin:eind], begin, eind, reden, zekerheid)


def _knip(naam: str) -> int:
    """Length of `naam` up to the first capital word that cannot belong to a person's name."""
    for treffer in re.finditer(_WOORD, naam):
        if treffer.start() and treffer.group().lower() in _GEEN_NAAM:
            return len(naam[: treffer.start()].rstrip())
    return len(naam)


def _lijkt_organisatie(naam: str) -> bool:
    woorden = re.findall(_WOORD, naam)
    while len(woorden) > 1 and woorden[0].lower() in ("van", "de", "den", "der", "ter", "ten", "te", "la", "le"):
        woorden = woorden[1:]
    if woorden and re.match(r"(?:van|de|den|der|ter|ten|te)\s+'", naam, re.IGNORECASE):
        woorden = [w for w in woorden if w.lower() not in ("van", "de")]
    return not woorden or any(_ACHTERVOEGSEL.search(w) for w in woorden) or woorden[0].lower() in _GEEN_NAAM


def _met_aanhef(tekst: str) -> Iterator[Passage]:
    for treffer in _P_AANHEF.finditer(tekst):
        naam = treffer.group("naam")[: _knip(treffer.group("naam"))]
        if _lijkt_organisatie(naam) and not re.fullmatch(rf"{_HOOFD}\.", naam):
            continue
        if _ERVOOR.search(tekst[max(0, treffer.start() - 40) : treffer.start()]):
            continue
        eind = treffer.start("naam") + len(naam)
        yield _passage(tekst, treffer.start(), eind, "aanspreekvorm met een naam", 0.95)


def _met_rol(tekst: str) -> Iterator[Passage]:
    for treffer in _P_ROL.finditer(tekst):
        naam = treffer.group("naam")[: _knip(treffer.group("naam"))]
        voorletters = re.match(_LETTERS, naam) is not None
        eerste = re.match(_WOORD, naam)
        if _lijkt_organisatie(naam) or not (voorletters or (eerste and _is_voornaam(eerste.group()))):
            continue
        begin = treffer.start("naam")
        yield _passage(tekst, begin, begin + len(naam), f"naam na “{treffer.group('rol')}”", 0.9)


def _voluit(tekst: str) -> Iterator[Passage]:
    plek = 0
    while treffer := _P_VOLUIT.search(tekst, plek):
        plek = treffer.end("voor")
        naam = treffer.group()[: _knip(treffer.group())]
        ervoor = tekst[max(0, treffer.start() - 40) : treffer.start()]
        geldig = " " in naam.replace("\n", " ") and _is_voornaam(treffer.group("voor")) and not _lijkt_organisatie(naam)
        if not geldig or _ERVOOR.search(ervoor) or _LIDWOORD_ERVOOR.search(ervoor):
            continue
        if treffer.group("voor").lower() in _DUBBELZINNIG and _begin_van_zin(ervoor):
            continue
        yield _passage(tekst, treffer.start(), treffer.start() + len(naam), "voornaam met achternaam", 0.85)
        plek = treffer.start() + len(naam)


def _met_letters(tekst: str) -> Iterator[Passage]:
    for treffer in _P_LETTERS.finditer(tekst):
        ervoor = tekst[max(0, treffer.start() - 40) : treffer.start()]
        naam = treffer.group()[: _knip(treffer.group())]
        een_letter = len(re.findall(_HOOFD, treffer.group("letters"))) == 1
        if _ORGLETTERS.search(re.sub(r"[^A-Z]", "", treffer.group("letters"))) or _ERVOOR.search(ervoor):
            continue
        if _lijkt_organisatie(treffer.group("achter")) or len(naam) < len(treffer.group()):
            continue
        if een_letter and _OPSOMLETTER.search(ervoor):
            continue
        yield _passage(tekst, treffer.start(), treffer.end(), "voorletters met achternaam", 0.8)


def _losse_voornaam(tekst: str) -> Iterator[Passage]:
    for treffer in _P_LOS.finditer(tekst):
        ervoor = tekst[max(0, treffer.start() - 40) : treffer.start()]
        erna = tekst[treffer.end() : treffer.end() + 30]
        naam = treffer.group()
        if (
            not _is_voornaam(naam)
            or naam.lower() in _DUBBELZINNIG
            or naam.lower() in _GEEN_NAAM
            or _begin_van_zin(ervoor)
        ):
            continue
        if _ERVOOR.search(ervoor) or _LIDWOORD_ERVOOR.search(ervoor) or re.search(rf"{_HOOFD}[\w.&-]*\s+$", ervoor):
            continue
        if re.match(rf"[-&]|\s+&|\s+{_HOOFD}", erna):
            continue
        yield _passage(tekst, treffer.start(), treffer.end(), "mogelijk een voornaam", 0.5)


def _begin_van_zin(ervoor: str) -> bool:
    kaal = ervoor.rstrip(" \t\u00a0\"'“‘(•-➢\uf0d8\uf0b7")
    return not kaal or kaal[-1] in ".!?:;\n"
