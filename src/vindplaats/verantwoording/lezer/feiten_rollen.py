"""What a number in a sentence is: this year's, last year's, a norm, a target, a difference, someone else's.

A sentence becomes a *skeleton*: every number is one placeholder character, so that Dutch turns of phrase are plain
patterns. `N` below stands for a live number, `Y` for a (school) year, `X` for a number that is no measurement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .feiten_patronen import (
    ANDER,
    BEREIK,
    DELTA,
    DOELWOORD,
    EERST_VORIG,
    GELD,
    HAAKJES,
    LIJST_TEGENOVER,
    NA_NU,
    NAZIN,
    NIET_NORM,
    NORM,
    NU_NA,
    OPERATOR,
    PAREN_LATER,
    PAREN_LIJST,
    PAREN_NA,
    PAREN_VORIG,
    PIJL,
    PLAATS,
    START_NU,
    TEGENOVER,
    VAN_NAAR,
    VERGELIJKEND,
    WAAR_DIT,
    WAS_NU,
    WIJZIGING,
    vorm,
)
from .getallen import Getal

__all__ = ["Geraamte", "ken_rollen_toe", "maak_geraamte"]

_EERSTE = {"getal": 0xE000, "jaar": 0xE400, "geen": 0xE800}
_Y = r"[\ue400-\ue7ff]"


@dataclass
class Geraamte:
    """A sentence with placeholders: text `s`, its numbers, and per number index role, previous, operator."""

    s: str
    getallen: list[Getal]
    plek: dict[int, int]
    rol: dict[int, str] = field(default_factory=dict)
    vorig: dict[int, int] = field(default_factory=dict)
    operator: dict[int, str] = field(default_factory=dict)
    bereik: dict[int, int] = field(default_factory=dict)
    deel_van: dict[int, int] = field(default_factory=dict)
    zekerheid: dict[int, float] = field(default_factory=dict)

    def index(self, teken: str) -> int:
        """The number index behind a placeholder."""
        code = ord(teken)
        return code - (0xE000 if code < 0xE400 else 0xE400 if code < 0xE800 else 0xE800)

    def levend(self) -> list[int]:
        """Indexes of live numbers without a role, in order."""
        return [i for i, getal in enumerate(self.getallen) if getal.soort == "getal" and i not in self.rol]


def maak_geraamte(zin: str, getallen: list[Getal]) -> Geraamte:
    """The skeleton of a smoothed sentence."""
    delen, stand = [], 0
    for index, getal in enumerate(getallen):
        delen.append(zin[stand : getal.begin])
        delen.append(chr(_EERSTE[getal.soort] + index))
        stand = getal.eind
    ruw = "".join([*delen, zin[stand:]])
    s = re.sub(r"\s+", " ", ruw).strip()
    plek = {}
    for plaats, teken in enumerate(s):
        if "\ue000" <= teken <= "\uebff":
            code = ord(teken)
            plek[code - (0xE000 if code < 0xE400 else 0xE400 if code < 0xE800 else 0xE800)] = plaats
    return Geraamte(s, getallen, plek)


def ken_rollen_toe(g: Geraamte) -> None:
    """Give every live number of the skeleton its role; pairs and operators included."""
    _operatoren(g)
    _delen_door_verspreiden(g)
    for i, getal in enumerate(g.getallen):
        if getal.punten and getal.soort == "getal":
            g.rol[i] = "verschil"
    if len({getal.waarde for getal in g.getallen if getal.soort == "jaar"}) >= 3:
        _jaren_naast_elkaar(g)
    _van_naar(g)
    _merk(g, NORM, "norm", behalve=NIET_NORM)
    _merk(g, DELTA, "verschil")
    _merk(g, ANDER, "vergelijking")
    _merk(g, GELD, "geld")
    _merk(g, [PLAATS], "omvang")
    _tweede_tussen_haakjes(g)
    _doelen(g)
    _paren(g)
    _bereiken(g)
    _jaren_naast_elkaar(g)
    _alleen_vorig_jaar(g)


def _operatoren(g: Geraamte) -> None:
    for i in g.levend():
        links = g.s[: g.plek[i]]
        g.operator[i] = next((teken for patroon, teken in OPERATOR if patroon.search(links)), "=")


def _delen_door_verspreiden(g: Geraamte) -> None:
    """In "van 81 naar 86 procent" and "80, 85 en 90%" the percent sign counts for all."""
    for patroon in (
        VAN_NAAR,
        vorm(r"<v>(?:,| en| of| tot| à|-) ?(?:de )?<nu>"),
        vorm(r"tussen (?:de )?<v> en (?:de )?<nu>"),
    ):
        for m in reversed(list(_overlappend(patroon, g.s))):
            eerste, tweede = g.getallen[g.index(m["v"])], g.getallen[g.index(m["nu"])]
            if tweede.procent and not tweede.punten and not tweede.nulwoord and not eerste.nulwoord:
                eerste.procent = True


def _overlappend(patroon: re.Pattern[str], s: str) -> list[re.Match[str]]:
    treffers, plek = [], 0
    while m := patroon.search(s, plek):
        treffers.append(m)
        plek = m.start() + 1
    return treffers


def _merk(g: Geraamte, patronen: list[re.Pattern[str]], rol: str, behalve: re.Pattern[str] | None = None) -> None:
    for patroon in patronen:
        for m in _overlappend(patroon, g.s):
            for naam in ("n", "a"):
                if naam not in m.groupdict() or m[naam] is None:
                    continue
                i = g.index(m[naam])
                if behalve and behalve.search(g.s[: g.plek[i]]):
                    continue
                g.rol.setdefault(i, rol)


def _doelen(g: Geraamte) -> None:
    for i in g.levend():
        links = re.split(
            r"[;:]|, (?:maar|en|in|dit|momenteel|terwijl|waarbij|hadden|had|waren|was|is|zijn|hebben|heeft|zaten|werden)(?!\w)",
            g.s[: g.plek[i]],
        )[-1]
        if DOELWOORD.search(links) or (
            re.match(r"[^.;,]{0,40}te (?:hebben|krijgen|houden|behalen)(?!\w)", g.s[g.plek[i] :]) and "om " in links
        ):
            g.rol[i] = "doel"


def _koppel(g: Geraamte, nu: int, vorig: int) -> bool:
    vrij = nu not in g.vorig and vorig not in g.vorig and g.rol.get(vorig) is None and g.rol.get(nu) is None
    if not vrij or nu == vorig:
        return False
    if g.getallen[vorig].procent and not g.getallen[nu].procent and not g.getallen[nu].nulwoord:
        return False
    if g.getallen[nu].procent and not g.getallen[vorig].procent and not _mag_procent(g, vorig):
        return False
    g.vorig[nu] = vorig
    g.rol[vorig] = "vorig"
    return True


def _mag_procent(g: Geraamte, i: int) -> bool:
    """A bare number next to a percentage counts as one when no noun follows it."""
    return re.match(r"(?:[),.;]| (?:in|vorig|naar|een|het)\W|$)", g.s[g.plek[i] + 1 :]) is not None


def _paren(g: Geraamte) -> None:
    _haakjeslijsten(g)
    _lijst_tegenover(g)
    for patroon in (PAREN_VORIG, PAREN_LATER, PAREN_NA, EERST_VORIG, WAS_NU, NA_NU, NU_NA, START_NU, WAAR_DIT):
        for m in _overlappend(patroon, g.s):
            if patroon is not EERST_VORIG or not VERGELIJKEND.search(g.s[: m.start()]):
                _koppel(g, g.index(m["nu"]), g.index(m["v"]))
    for m in _overlappend(NAZIN, g.s):
        if not re.search(r"\ue400|[\ue401-\ue7ff]", m.group()) or _jaar_daalt(g, m):
            _koppel(g, g.index(m["nu"]), g.index(m["v"]))
    for m in _overlappend(TEGENOVER, g.s):
        if m["marker"] or not re.search(r"landelijk|swv|samenwerkingsverband|regio|gemiddeld", m["na"]):
            _koppel(g, g.index(m["nu"]), g.index(m["v"]))


def _tweede_tussen_haakjes(g: Geraamte) -> None:
    """ "2,0% (2,5%)": last year's only when the text says so, else something to compare with."""
    for m in HAAKJES.finditer(g.s):
        nu, ander = g.index(m["nu"]), g.index(m["v"])
        if g.getallen[nu].procent and g.getallen[ander].procent:
            if re.search(r"vorig (?:school)?jaar[^.;]{0,20}tussen haakjes|tussen haakjes[^.;]{0,30}vorig", g.s):
                _koppel(g, nu, ander)
            else:
                g.rol.setdefault(ander, "vergelijking")


def _van_naar(g: Geraamte) -> None:
    for m in _overlappend(PIJL, g.s):
        _koppel(g, g.index(m["nu"]), g.index(m["v"]))
    for m in _overlappend(VAN_NAAR, g.s):
        if m["w"] == "naar" or WIJZIGING.search(g.s[: m.start()]):
            _koppel(g, g.index(m["nu"]), g.index(m["v"]))


def _lijst_tegenover(g: Geraamte) -> None:
    """ "55% op advies, 30% boven en 15% onder, tegenover 58%, 27% en 15% vorig jaar": as many as before."""
    for m in LIJST_TEGENOVER.finditer(g.s):
        if m.group().startswith("respectievelijk") or m.start() == 0:
            continue
        oud = [g.index(t) for t in m["lijst"] if "\ue000" <= t <= "\ue3ff"]
        nu = [g.index(t) for t in g.s[: m.start()] if "\ue000" <= t <= "\ue3ff" and g.index(t) not in g.rol]
        if len(nu) == len(oud) and not any(i in g.rol for i in oud):
            for nieuw, vorig in zip(nu, oud, strict=True):
                _koppel(g, nieuw, vorig)


def _jaar_daalt(g: Geraamte, m: re.Match[str]) -> bool:
    """A year in the pattern marks the previous value only when an earlier, or no, year stands before."""
    jaren = [g.getallen[g.index(t)].waarde for t in g.s[: m.end()] if "\ue400" <= t <= "\ue7ff"]
    return len(jaren) < 2 or jaren[-1] < jaren[-2]


def _haakjeslijsten(g: Geraamte) -> None:
    """ "SO: 2, SBO: 3 (vorig jaar SO: 1, SBO: 0)": as many numbers inside the brackets as before them."""
    for m in PAREN_LIJST.finditer(g.s):
        binnen = [g.index(t) for t in m.group() if "\ue000" <= t <= "\ue3ff"]
        ervoor = [g.index(t) for t in g.s[: m.start()] if "\ue000" <= t <= "\ue3ff" and g.index(t) not in g.rol]
        if len(binnen) >= 2 and len(ervoor) >= len(binnen):
            for nu, vorig in zip(ervoor[-len(binnen) :], binnen, strict=True):
                _koppel(g, nu, vorig)


def _bereiken(g: Geraamte) -> None:
    for patroon in BEREIK:
        for m in _overlappend(patroon, g.s):
            a, b = g.index(m["a"]), g.index(m["b"])
            if a in g.rol or b in g.rol or b in g.vorig or a in g.vorig or g.getallen[a].waarde >= g.getallen[b].waarde:
                continue
            g.bereik[b] = a
            g.rol[a] = "bereik"


def _jaren_naast_elkaar(g: Geraamte) -> None:
    """ "In 2022-2023 9, in 2023-2024 5": the value of the latest year, the year before as previous, older dropped."""
    per_jaar: dict[int, list[int]] = {}
    for i in g.levend():
        if (jaar := _jaar_bij(g, i)) is not None and i not in g.vorig:
            per_jaar.setdefault(jaar, []).append(i)
    jaren = sorted(per_jaar)
    if len(jaren) < 2 or len({len(per_jaar[jaar]) for jaar in jaren}) != 1:
        return
    for nu, vorig in zip(per_jaar[jaren[-1]], per_jaar[jaren[-2]], strict=True):
        _koppel(g, nu, vorig)
    for jaar in jaren[:-2]:
        for i in per_jaar[jaar]:
            g.rol[i] = "vorig"


def _jaar_bij(g: Geraamte, i: int) -> int | None:
    """The year said of number `i`: just after it ("9 in 2023-2024"), else before it without a number between."""
    na = re.match(
        rf"(?: [\w'-]+){{0,2}} (?:in|over|per) (?:het )?(?:schooljaar |jaar )?({_Y})| ?\(({_Y})\)", g.s[g.plek[i] + 1 :]
    )
    voor = re.search(rf"({_Y})[^\ue000-\ue3ff\ue400-\ue7ff]{{0,80}}$", g.s[: g.plek[i]])
    getal_eerst = re.match(r"[^\ue400-\ue7ff]*[\ue000-\ue3ff]", g.s) is not None
    treffer = (na or voor) if getal_eerst else (voor or na)
    if voor and na and re.search(r"[,;]|\ben\b", voor.group()):
        treffer = na
    return int(g.getallen[g.index(treffer[treffer.lastindex or 1])].waarde) if treffer else None


def _alleen_vorig_jaar(g: Geraamte) -> None:
    """A number told of last year only is not a fact of this report."""
    for i in g.levend():
        if i in g.vorig:
            continue
        links = re.split(r"[,;]", g.s[: g.plek[i]])[-1]
        rechts = g.s[g.plek[i] + 1 :]
        if (
            re.search(r"(?:^|\W)(?:vorig|voorgaand|voorafgaand)e? ?(?:school)?jaar(?!\w)[^\ue000-\ue3ff]{0,40}$", links)
            and not _dan(links)
        ) or re.match(r" [\w-]+ (?:van|uit|in) (?:het )?(?:vorig|voorgaand|voorafgaand)e? (?:school)?jaar", rechts):
            g.rol[i] = "vorig"


def _dan(links: str) -> bool:
    return (
        re.search(
            r"(?:dan|als|sinds|vergeleken met|ten opzichte van|t\.o\.v\.|net als) (?:in )?(?:het )?(?:vorig|voorgaand)",
            links,
        )
        is not None
    )
