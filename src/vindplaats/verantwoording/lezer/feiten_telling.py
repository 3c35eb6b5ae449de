"""What a number counts: its unit, the subject its noun names, and whether it is a measurement at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .feiten_nul import NULNAAMWOORD
from .feiten_rollen import Geraamte
from .feiten_woorden import (
    BIJEENKOMSTEN,
    GEEN_BIJVOEGLIJK,
    ONDERWERPEN,
    PERSONEN,
    SCHOLEN,
    SCHOLEN_PREDICAAT,
    STANDAARD_ONDERWERP,
    TELWOORDEN,
)
from .getallen import Getal

if TYPE_CHECKING:
    from .feiten_grammatica import Vondst

__all__ = ["Telling", "deel_op_de", "deel_van_de", "telling", "zinsonderwerp"]

_N = r"[\ue000-\ue3ff]"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a number counts: unit, subject named by the noun, how it was decided, and how sure."""

    eenheid: str | None
    onderwerp: str | None
    waarom: str
    zekerheid: float
    soort: str = "gemeten"


def deel_op_de(g: Geraamte) -> None:
    """ "Een op de vijf" is a share: 20%. The first number carries it, the second is spent."""
    for m in re.finditer(
        rf"(?P<a>een|{_N}) (?:op|van) de (?P<b>{_N})(?! (?:\w*scholen|locaties|knooppunten|thuis|verwij|besturen))", g.s
    ):
        if m["a"] == "een" and " op " not in m.group():
            continue
        if m["a"] != "een" and " van " in m.group():
            continue
        noemer = g.getallen[b := g.index(m["b"])]
        teller = 1 if m["a"] == "een" else g.getallen[g.index(m["a"])].waarde
        if noemer.procent or not noemer.waarde or teller > noemer.waarde:
            continue
        aandeel = round(100 * teller / noemer.waarde, 1)
        drager = b if m["a"] == "een" else g.index(m["a"])
        getal = g.getallen[drager]
        getal.waarde, getal.procent, getal.breuk = (
            (int(aandeel) if aandeel.is_integer() else round(aandeel)),
            True,
            True,
        )
        if not aandeel.is_integer():
            g.zekerheid[drager] = 0.6
        if drager != b:
            g.rol[b] = "geheel"


_ONDERDEEL_VAN = re.compile(
    rf"(?P<a>{_N}) van (?:de|het|onze|ons|die|deze|al onze|in totaal|alle) (?:totaal )?(?P<b>{_N}) (?:[\w'-]+ )?(?P<naam>[\w'-]+)|"
    rf"van (?:de|onze|die|deze|al onze) (?P<b2>{_N}) (?:[\w'-]+ )?(?P<naam2>scholen|locaties|vestigingen|teams|besturen)\W[^\ue000-\ue3ff.;]{{0,40}}?(?<!\w)er (?P<a2>{_N})|"
    rf"van (?:deze|die) (?P<b3>{_N}) (?P<naam3>leerlingen|kinderen|thuiszitters|jongeren)\W[^\ue000-\ue3ff.;]{{0,40}}?(?<!\w)er (?P<a3>{_N})"
)


def deel_van_de(g: Geraamte) -> None:
    """ "12 van de 15 scholen": the first number counts, the whole is context (unless it is an indicator itself)."""
    for m in _ONDERDEEL_VAN.finditer(g.s):
        a, b = g.index(m["a"] or m["a2"] or m["a3"]), g.index(m["b"] or m["b2"] or m["b3"])
        woorden = m.group().split()[-2:]
        if g.getallen[a].procent:
            continue
        g.deel_van[a] = b
        if m["b3"] or not any(re.match(NULNAAMWOORD, woord) for woord in woorden):
            g.rol.setdefault(b, "geheel")


def telling(g: Geraamte, i: int, onderdeel: str, kop: str, eerder: list[Vondst]) -> Telling | None:
    getal, rol = g.getallen[i], g.rol.get(i)
    if rol in ("vorig", "bereik", "geheel"):
        return None
    if rol is not None:
        return Telling("%" if getal.procent else None, None, rol, 0.5, soort=rol)
    if getal.procent:
        return Telling("%", None, "percentage", 0.85 if not getal.breuk else 0.7)
    return _met_naamwoord(g, i) or _kaal(g, i, onderdeel, kop, eerder)


def _naamwoord_na(rechts: str) -> tuple[str, str] | None:
    """The words between and the noun after a number, at most two plain words on."""
    woorden = re.match(r"((?:(?: |\()[\w'’/-]+){1,3})", rechts)
    if not woorden:
        return None
    lijst = woorden.group(1).replace("(", " ").split()
    for aantal, woord in enumerate(lijst):
        if any(
            p.fullmatch(woord) or p.fullmatch(" ".join(lijst[aantal : aantal + 2])) for p, _, _ in TELWOORDEN
        ) or SCHOLEN.fullmatch(woord):
            rest = " ".join(lijst[aantal : aantal + 2])
            return " ".join(lijst[:aantal]), rest
        if PERSONEN.fullmatch(woord) or BIJEENKOMSTEN.fullmatch(woord):
            return " ".join(lijst[:aantal]), woord
        if woord in GEEN_BIJVOEGLIJK:
            return None
    return None


def _met_naamwoord(g: Geraamte, i: int) -> Telling | None:
    bronnen = [
        i,
        *_volgende_in_rij(g, i),
        *([g.vorig[i]] if i in g.vorig else []),
        *([g.deel_van[i]] if i in g.deel_van else []),
    ]
    for bron in bronnen:
        if gevonden := _naamwoord_na(g.s[g.plek[bron] + 1 :]):
            return _telling_van(g, i, bron, *gevonden)
    return None


def _volgende_in_rij(g: Geraamte, i: int) -> list[int]:
    """ "3 en 2 thuiszitters": the noun stands after the last number of the row."""
    m = re.match(r"(?:, | en | of )([\ue000-\ue3ff])", g.s[g.plek[i] + 1 :])
    if not m or g.getallen[volgende := g.index(m[1])].procent or volgende in g.rol:
        return []
    return [volgende, *_volgende_in_rij(g, volgende)]


def _telling_van(g: Geraamte, i: int, bron: int, tussen: str, naam: str) -> Telling:
    eerste = naam.split()[0]
    for patroon, eenheid, onderwerp in TELWOORDEN:
        if patroon.fullmatch(naam) or patroon.fullmatch(eerste):
            soort = _geen_meting(g, i)
            return Telling(eenheid, onderwerp, f"aantal “{eerste}”", 0.85 if onderwerp else 0.65, soort or "gemeten")
    if SCHOLEN.fullmatch(eerste):
        return _telling_scholen(g, i, bron, eerste)
    soort = "personen" if PERSONEN.fullmatch(eerste) else "bijeenkomsten"
    return Telling(soort, None, f"aantal “{eerste}”", 0.5, soort)


def _telling_scholen(g: Geraamte, i: int, bron: int, naam: str) -> Telling:
    rechts = g.s[g.plek[bron] + 1 :]
    na = rechts[rechts.index(naam) + len(naam) :] if naam in rechts else rechts
    begin = (
        re.fullmatch(r"\W*(?:(?:maar|slechts|er|de overige|inmiddels) )?", re.split(r"[,;:]", g.s[: g.plek[i]])[-1])
        is not None
    )
    uitgevoerd = re.search(r"(?:op|bij|binnen|in) $", g.s[: g.plek[i]]) and re.match(
        r" (?:is|zijn|wordt|worden|was|werd)?\s?\w+ (?:en|uitge|gere|inge)", na
    )
    telt = i in g.deel_van or (begin and SCHOLEN_PREDICAAT.match(na)) or uitgevoerd
    return Telling("scholen", None, f"aantal “{naam}”", 0.7, "gemeten" if telt else "organisatie")


_MAAT = re.compile(r"^[^.;,]{0,30} per (?:groep|klas|jaar|week|keer|school|leerkracht|begeleider|ronde)(?!\w)")


def _geen_meting(g: Geraamte, i: int) -> str | None:
    links, rechts = g.s[: g.plek[i]], g.s[g.plek[i] + 1 :]
    if _MAAT.match(rechts):
        return "omvang"
    if g.operator.get(i) in ("<=",) and not g.getallen[i].procent:
        return "omvang"
    if (
        re.search(r"(?:elk|elke|ieder|iedere|alle) van (?:de|onze) $|(?:als|wanneer|indien|bij) (?:er )?$", links)
        and not g.getallen[i].nulwoord
    ):
        return "omvang" if not re.search(r"bij $", links) else None
    return None


_SOORT = r"(?:v?so|sbo|speciaal onderwijs|speciaal basisonderwijs|bao|basisonderwijs|regulier)"
_LINKS_SOORT = re.compile(
    rf"(?<![\w/]){_SOORT}(?: ?\([\w]+\))?(?: ?[:=-] ?| (?:gaat|ging|gingen|zijn|waren|is|was|werden|om|het|er|nu|verwezen|wij|we)(?: \w+){{0,3}} | )$"
)
_RECHTS_SOORT = re.compile(
    rf"^(?: (?:leerlingen|kinderen|daarvan|hiervan))? ?(?:naar|voor|vanuit|uit|van|in|op|bij)? ?(?:het |de |een )?(?:regulier )?{_SOORT}(?!\w)"
)
_AANTAL = re.compile(
    r"(?:aantal|aantallen|totaal|percentage|score|gemiddelde)[^\ue000-\ue3ff.;]{0,90}?(?:is|was|waren|zijn|bedraagt|bedroeg|op|tot|naar|telt|uit|:|met|van|af|toe) ?(?:circa |ongeveer |nu |dit jaar )?$|^[^\ue000-\ue3ff.,;]{2,70}[:=] ?$"
)
_ER = re.compile(
    r"(?<!\w)er(?: nog| al| slechts| maar| dus| dit jaar| nu| in totaal| ruim| circa| ongeveer| toen)* $|(?:waarvan|hiervan|daarvan|van wie|van hen)(?: er)?(?: \w+)? $"
)
_CIJFER = re.compile(
    r"scor\w+ (?:wij |we )?gemiddeld (?:een )?$|(?:een|cijfer|rapportcijfer|met|:|op) (?:een )?(?:gemiddelde |ruime |mooie )?$"
)


def _bij_vorige(links: str, rechts: str) -> bool:
    na = re.match(r" (?:daarvan|hiervan|van hen)(?!\w)", rechts)
    return bool(na or re.search(r"(?:waarvan|van wie|hiervan|daarvan|van hen)(?: er)? $", links))


def _tussen_haakjes(links: str, rechts: str) -> bool:
    return links.endswith("(") and rechts.startswith(")") and _BIJ_HAAKJE.search(links) is not None


_SCORE_IS = re.compile(r"(?:percentage|score)(?!\w)[^\ue000-\uebff.;,]{0,40} (?:is|was|bedraagt|op|:) ?$")


def _zonder_verschillen(g: Geraamte, links: str) -> str:
    """ "is met 1 toegenomen tot" reads as "is met toegenomen tot"."""
    return "".join(t for t in links if not ("\ue000" <= t <= "\ue3ff" and g.rol.get(g.index(t)) == "verschil"))


def _verder(eerder: list[Vondst]) -> Telling:
    eenheid = eerder[-1].eenheid
    zelfde = eenheid in ("leerlingen", "aanvragen", "klachten", "scholen", "gevallen", "knooppunten", "trajecten")
    return Telling(eenheid if zelfde else "leerlingen", None, "telt verder op het vorige getal", 0.6)


def _kaal(g: Geraamte, i: int, onderdeel: str, kop: str, eerder: list[Vondst]) -> Telling | None:
    """A number without a noun counts only where the sentence plainly asks for one."""
    getal = g.getallen[i]
    links, rechts = _zonder_verschillen(g, g.s[: g.plek[i]]), g.s[g.plek[i] + 1 :]
    if getal.nulwoord:
        return Telling("leerlingen", None, f"“{getal.geschreven}” is nul", 0.85)
    if _is_cijfer(getal, links, g.s):
        return Telling("cijfer", "tevredenheid", "rapportcijfer", 0.7)
    if eerder and _bij_vorige(links, rechts):
        return _verder(eerder)
    if onderdeel.startswith("ankerpunt_") and 10 < getal.waarde <= 100 and _SCORE_IS.search(links):
        return Telling("%", None, "percentage zonder teken", 0.6)
    onderwerp = zinsonderwerp(g.s, kop, onderdeel)
    if isinstance(getal.waarde, float):
        return Telling("%", None, "percentage zonder teken", 0.6) if "percentage" in links + kop else None
    if onderwerp and _tussen_haakjes(links, rechts):
        return Telling(_eenheid(onderwerp), None, "getal tussen haakjes", 0.6)
    if re.match(r" [a-zà-ÿ'-]{4,}", rechts) and not _leeg_vervolg(rechts):
        return None
    if onderwerp and (bekend := _bij_onderwerp(g, i, onderwerp, links, rechts)):
        return bekend
    if _ER.search(links) and eerder:
        soort = eerder[-1].soort
        bijzaak = Telling(eerder[-1].eenheid, None, "telt verder op het vorige getal", 0.5, soort)
        return bijzaak if soort in ("personen", "bijeenkomsten", "organisatie") else _verder(eerder)
    verwacht = onderwerp and (onderdeel in STANDAARD_ONDERWERP or eerder)
    if onderwerp and verwacht and _leeg_vervolg(rechts) and _telwerkwoord(links):
        return Telling(_eenheid(onderwerp), None, "getal bij een aantal", 0.55)
    return None


def _bij_onderwerp(g: Geraamte, i: int, onderwerp: str, links: str, rechts: str) -> Telling | None:
    """A bare number beside SO or SBO, or after "aantal ... is" or "percentage ... is"."""
    if _LINKS_SOORT.search(links) or _RECHTS_SOORT.match(rechts):
        return Telling("leerlingen", None, "getal bij SO of SBO", 0.8)
    if "percentage" in re.split(r"[,;(]", links)[-1]:
        return Telling("%", None, "percentage zonder teken", 0.6)
    if i in g.vorig or _AANTAL.search(links):
        genoemd = onderwerp if onderwerp == "knooppunten" else None
        return Telling(_eenheid(onderwerp), genoemd, "aantal in de zin", 0.75)
    return None


_BIJ_HAAKJE = re.compile(
    r"(?:verwijzing\w*|terugplaatsing\w*|thuiszitter\w*|doublure\w*|gelijk|stabiel|constant|so|sbo)(?: is| zijn| gebleven| blijft)? \($"
)


def _telwerkwoord(links: str) -> bool:
    return (
        re.search(
            r"(?:waren|was|zijn|is|werden|werd|gingen|ging|verwezen|hadden|hebben|om|nu|nog|jaar|basisonderwijs|[\ue400-\ue7ff]) (?:wij |we |er |dat er |dat )?$",
            links,
        )
        is not None
    )


def _leeg_vervolg(rechts: str) -> bool:
    return (
        re.match(
            r"(?:$|[.,;:)(/]| (?:naar|voor|vanuit|uit|van|in|en|of|verwezen|teruggeplaatst|daarvan|hiervan|vorig|\(|teruggekeerd|dit|nu|sbo|so|het|weer|nog|jonger|-|jaar|bedr|geplaatst|op|meer|minder|tegenover|tegen|ten|vergeleken|waar|dan)(?!\w))",
            rechts,
        )
        is not None
    )


def _is_cijfer(getal: Getal, links: str, s: str) -> bool:
    if getal.procent or not 1 <= getal.waarde <= 10 or not isinstance(getal.waarde, float):
        return False
    return (
        _CIJFER.search(links) is not None
        and re.search(r"cijfer|waarde|tevreden|geven|gaf|beoordel|scor", s) is not None
    )


def _eenheid(onderwerp: str) -> str:
    return {"tlv": "aanvragen", "verzuim": "%", "marktaandeel": "%", "deelname": "%", "knooppunten": "knooppunten"}.get(
        onderwerp, "leerlingen"
    )


def zinsonderwerp(s: str, kop: str, onderdeel: str) -> str | None:
    namen = ("teruggeplaatst", "verwijzingen", "thuiszitters", "doublures", "kleuterverlenging", "versnelling", "tlv", "leerlingen_totaal",
             "verzuim", "deelname", "marktaandeel", "knooppunten")  # fmt: skip
    for tekst in (s, kop):
        for naam in namen:
            if tekst and ONDERWERPEN[naam].search(tekst):
                return naam
    return STANDAARD_ONDERWERP.get(onderdeel)
