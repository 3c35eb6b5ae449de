"""Rules that find what stands out in the log. Pure: lines in, findings out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

LEZEN, DELEN, TOEGANG = "lezen", "delen", "toegang"
MISLUKT, GEWEIGERD, MEEGEKEKEN = "toegang.aanmelden_mislukt", "toegang.geweigerd", "toegang.meegekeken"
UITVOER = ("_gedownload", "_uitgevoerd", "_geexporteerd")


@dataclass(frozen=True)
class Regel:
    """A rule: what it looks at in words, and the first value of its threshold (`standaard`), which an SWV changes."""

    code: str
    naam: str
    uitleg: str
    drempel: str
    eenheid: str
    standaard: int


REGELS: dict[str, Regel] = {
    r.code: r
    for r in (
        Regel("veel_gelezen", "Veel gelezen in korte tijd", "Iemand opende binnen een uur dit aantal verschillende onderwerpen, of meer.",
              "verschillende onderwerpen in een uur", "onderwerpen", 40),
        Regel("buiten_kantoor", "Buiten kantooruren", "Iemand las, wijzigde of deelde dit aantal keer op een dag buiten kantooruren, in het weekend of op een sluitingsdag.",
              "handelingen buiten kantooruren op een dag", "handelingen", 10),
        Regel("veel_uitvoer", "Veel bestanden gedownload", "Iemand downloadde dit aantal bestanden op een dag, of meer.", "bestanden op een dag", "bestanden", 10),
        Regel("geweigerd", "Vaak geweigerd", "Iemand probeerde dit aantal keer op een dag iets dat niet mag, of vaker.", "weigeringen op een dag", "weigeringen", 5),
        Regel("mislukt", "Vaak mislukt aanmelden", "Bij één account of adres mislukte het aanmelden dit aantal keer in een uur, of vaker.",
              "mislukte pogingen in een uur", "pogingen", 5),
        Regel("meekijken", "Meegekeken", "Iemand van beheer keek mee in een rol. Elke keer wordt genoemd.", "bladzijden op een dag", "bladzijden", 1),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Regelin:
    """One line of the log as the rules need it. `wanneer` is local time; `wie` an id, or a key of an address."""

    wanneer: dt.datetime
    soort: str
    naam: str
    wie: str
    wie_naam: str
    onderwerp: str


@dataclass(frozen=True)
class Vondst:
    """Something that stands out. `sleutel` is the same when the same thing is found again."""

    regel: str
    sleutel: str
    wie: str
    wie_naam: str
    begin: dt.datetime
    eind: dt.datetime
    aantal: int
    zin: str


@dataclass(frozen=True)
class Kantoor:
    """When the office is open: from and to the hour, on working days that are not in `dicht`."""

    van: int = 7
    tot: int = 19
    dicht: Collection[dt.date] = ()

    def open_op(self, moment: dt.datetime) -> bool:
        """Is the office open at this (local) moment?"""
        return moment.weekday() < 5 and moment.date() not in self.dicht and self.van <= moment.hour < self.tot


def vind(regels: Iterable[Regelin], drempels: Mapping[str, int], kantoor: Kantoor) -> list[Vondst]:
    """Everything that reaches its threshold, per person, per rule and per day. Lines may come in any order."""
    per: dict[tuple[str, str, dt.date], list[Regelin]] = defaultdict(list)
    for r in sorted(regels, key=lambda r: r.wanneer):
        for code in _codes(r, kantoor):
            per[code, r.wie or r.onderwerp, r.wanneer.date()].append(r)
    uit = []
    for (code, wie, dag), groep in sorted(per.items(), key=lambda p: (p[0][0], p[0][1], p[0][2])):
        gevonden = (
            _dichtste_uur(groep, op_onderwerp=code == "veel_gelezen") if code in ("veel_gelezen", "mislukt") else groep
        )
        aantal = len({r.onderwerp for r in gevonden}) if code == "veel_gelezen" else len(gevonden)
        if drempels.get(code) and aantal >= drempels[code]:
            uit.append(_vondst(code, wie, dag, gevonden, aantal))
    return uit


def _codes(r: Regelin, kantoor: Kantoor) -> list[str]:
    codes = []
    if r.naam == MISLUKT:
        return ["mislukt"]
    if r.naam == GEWEIGERD:
        return ["geweigerd"] if r.wie else []
    if not r.wie:
        return []
    if r.naam == MEEGEKEKEN:
        codes.append("meekijken")
    if r.soort == LEZEN and r.onderwerp:
        codes.append("veel_gelezen")
    if r.soort == DELEN and r.naam.endswith(UITVOER):
        codes.append("veel_uitvoer")
    if r.soort != TOEGANG and not kantoor.open_op(r.wanneer):
        codes.append("buiten_kantoor")
    return codes


def _dichtste_uur(groep: list[Regelin], *, op_onderwerp: bool) -> list[Regelin]:
    """The hour with the most lines (or the most different subjects), walked with two fingers."""
    beste: list[Regelin] = []
    hoogste, begin = 0, 0
    tel: dict[str, int] = defaultdict(int)
    for eind, r in enumerate(groep):
        tel[r.onderwerp] += 1
        while r.wanneer - groep[begin].wanneer > dt.timedelta(hours=1):
            tel[groep[begin].onderwerp] -= 1
            if not tel[groep[begin].onderwerp]:
                del tel[groep[begin].onderwerp]
            begin += 1
        aantal = len(tel) if op_onderwerp else eind - begin + 1
        if aantal > hoogste:
            hoogste, beste = aantal, groep[begin : eind + 1]
    return beste


def _vondst(code: str, wie: str, dag: dt.date, groep: list[Regelin], aantal: int) -> Vondst:
    begin, eind = groep[0].wanneer, groep[-1].wanneer
    regel = REGELS[code]
    tussen = f"om {begin:%H:%M}" if begin == eind else f"tussen {begin:%H:%M} en {eind:%H:%M}"
    zin = f"{regel.naam}: {aantal} {regel.eenheid} {tussen}."
    namen = groep[-1].wie_naam if code != "mislukt" else ""
    return Vondst(code, f"{code}:{wie}:{dag}"[:120], groep[-1].wie, namen, begin, eind, aantal, zin)
