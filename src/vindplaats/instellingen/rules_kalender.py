"""Periods of a calendar: which days are free, a year later, and what a .ics file holds. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vindplaats.kern.schooljaar import Schooljaar

LANGSTE = 70
"""days: the longest school holiday is about seven weeks; anything longer is a slip of the keyboard"""
JAAR = dt.timedelta(weeks=52)
MEESTE_GEBEURTENISSEN = 500
_REGEL = re.compile(r"^(?P<naam>[A-Za-z-]{1,40})(?P<meer>(?:;[^:\r\n]{0,200})?):(?P<waarde>.*)$")


@dataclass(frozen=True)
class Vrij:
    """A run of free days; `regio` empty: for the whole SWV."""

    naam: str
    van: dt.date
    tot: dt.date
    soort: str = "vakantie"
    regio: str = ""
    bron: str = ""

    def dagen(self, van: dt.date, tot: dt.date) -> Iterator[dt.date]:
        """The days of this period between two days."""
        dag = max(self.van, van)
        while dag <= min(self.tot, tot):
            yield dag
            dag += dt.timedelta(days=1)


def vrij_op(periodes: Iterable[Vrij], regio: str, van: dt.date, tot: dt.date) -> dict[dt.date, str]:
    """Free days with their names; a holiday of another region does not count, and none when the own region is unknown."""
    uit: dict[dt.date, str] = {}
    for p in periodes:
        if p.regio and p.regio != regio:
            continue
        for dag in p.dagen(van, tot):
            uit.setdefault(dag, p.naam)
    return uit


def bezwaar(p: Vrij) -> dict[str, str]:
    """What is wrong with a period, per field."""
    uit = {}
    if not p.naam.strip():
        uit["naam"] = "Geef deze dagen een naam, bijvoorbeeld herfstvakantie."
    if p.tot < p.van:
        uit["tot"] = "De laatste dag ligt voor de eerste dag."
    elif (p.tot - p.van).days >= LANGSTE:
        uit["tot"] = f"Dit duurt langer dan {LANGSTE} dagen. Kijk de datums na."
    if not 2010 <= p.van.year <= 2100:
        uit["van"] = "Kijk het jaar na."
    if p.soort == "sluiting" and p.regio:
        uit["regio"] = "Een sluitingsdag geldt voor het hele verband: laat de regio leeg."
    return uit


def jaar_later(p: Vrij) -> Vrij:
    """The same days of the week, 52 weeks later: a first guess that a person looks at."""
    vorig = Schooljaar.van(p.van)
    return Vrij(p.naam, p.van + JAAR, p.tot + JAAR, p.soort, p.regio, f"overgenomen van {vorig}, nog na te kijken")


# --- .ics ------------------------------------------------------------------------------------------------------------


class GeenKalender(Exception):
    """This is no calendar we can read: `zin` says what to do."""

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


def lees_ics(data: bytes) -> tuple[list[Vrij], list[str]]:
    """Whole days out of a .ics file (RFC 5545), and what was skipped as sentences. Raises GeenKalender.

    A repeated event is taken once and named; a moment within a day counts as that day. Nothing in the file is opened or fetched.
    """
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = data.decode("cp1252", "replace")
    regels = re.sub(r"\r?\n[ \t]", "", tekst).splitlines()
    if not any(r.strip().upper() == "BEGIN:VCALENDAR" for r in regels[:20]):
        raise GeenKalender("Dit is geen kalender. Bewaar hem in je agenda als .ics en probeer het opnieuw.")
    uit: list[Vrij] = []
    meldingen: list[str] = []
    for velden in _gebeurtenissen(regels):
        gelezen = _vrij(velden)
        if isinstance(gelezen, str):
            meldingen.append(gelezen)
            continue
        if "RRULE" in velden:
            meldingen.append(f"'{gelezen.naam}' herhaalt zich; alleen de eerste keer is gelezen.")
        uit.append(gelezen)
        if len(uit) > MEESTE_GEBEURTENISSEN:
            raise GeenKalender(
                f"In dit bestand staan meer dan {MEESTE_GEBEURTENISSEN} regels. Bewaar alleen de vrije dagen."
            )
    if not uit:
        raise GeenKalender("In deze kalender staan geen dagen die te lezen zijn.")
    return sorted(uit, key=lambda p: (p.van, p.naam)), meldingen


def _gebeurtenissen(regels: list[str]) -> Iterator[dict[str, str]]:
    """The fields of each VEVENT; parts inside it (alarms) are left out."""
    open_: dict[str, str] | None = None
    diepte = 0
    for regel in regels:
        kaal = regel.strip().upper()
        if kaal == "BEGIN:VEVENT":
            open_, diepte = {}, 0
        elif open_ is not None and kaal.startswith("BEGIN:"):
            diepte += 1
        elif open_ is not None and kaal == "END:VEVENT":
            yield open_
            open_ = None
        elif open_ is not None and kaal.startswith("END:"):
            diepte -= 1
        elif open_ is not None and diepte == 0 and (m := _REGEL.match(regel)):
            open_.setdefault(m["naam"].upper(), m["waarde"].strip())


def _vrij(velden: Mapping[str, str]) -> Vrij | str:
    naam = _ontsnapt(velden.get("SUMMARY", ""))[:80].strip() or "Vrije dag"
    van, tot = _dag(velden.get("DTSTART", "")), _dag(velden.get("DTEND", ""))
    if van is None:
        return f"'{naam}' is overgeslagen: er staat geen eerste dag bij."
    if tot is not None and "T" not in velden.get("DTEND", ""):
        tot -= dt.timedelta(days=1)
    tot = van if tot is None or tot < van else tot
    if (tot - van).days >= LANGSTE:
        return f"'{naam}' is overgeslagen: langer dan {LANGSTE} dagen."
    return Vrij(naam, van, tot)


def _dag(ruw: str) -> dt.date | None:
    m = re.match(r"^(\d{4})(\d{2})(\d{2})(?:T|$)", ruw)
    try:
        return dt.date(int(m[1]), int(m[2]), int(m[3])) if m else None
    except ValueError:
        return None


def _ontsnapt(ruw: str) -> str:
    tekst = re.sub(r"\\([nN,;\\])", lambda m: " " if m[1] in "nN" else m[1], ruw)
    return "".join(c for c in tekst if c.isprintable())


def maak_ics(periodes: Iterable[tuple[str, Vrij]], naam: str, nu: dt.datetime) -> bytes:
    """A .ics file of whole days; each period comes with its own lasting id."""
    regels = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vindplaats//kalender//NL", f"X-WR-CALNAME:{_schuil(naam)}"]
    stempel = nu.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for uid, p in periodes:
        regels += [
            "BEGIN:VEVENT", f"UID:{uid}@vindplaats", f"DTSTAMP:{stempel}", f"DTSTART;VALUE=DATE:{p.van:%Y%m%d}",
            f"DTEND;VALUE=DATE:{p.tot + dt.timedelta(days=1):%Y%m%d}", f"SUMMARY:{_schuil(p.naam)}",
            f"CATEGORIES:{'Schoolvakantie' if p.soort == 'vakantie' else 'Gesloten'}", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return "\r\n".join(vouw for r in [*regels, "END:VCALENDAR", ""] for vouw in _gevouwen(r)).encode()


def _schuil(tekst: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", tekst).replace("\r", "").replace("\n", "\\n")


def _gevouwen(regel: str) -> Iterator[str]:
    """Lines of at most 75 octets, the rest on lines that begin with a space."""
    stuk, maat = "", 75
    for teken in regel:
        if len((stuk + teken).encode()) > maat:
            yield stuk
            stuk = " "
        stuk += teken
    yield stuk
