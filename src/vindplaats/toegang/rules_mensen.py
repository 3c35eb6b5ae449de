"""Pure rules of the people side: lines of an invitation list, when a review is due, what a browser is called. No Django."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass

_SCHEIDING = re.compile(r"[;,\t]")
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_APPARATEN = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Lijstregel:
    """One line of a pasted list: number, and what it says. `bezwaar` is empty when it can be sent."""

    nummer: int
    naam: str
    email: str
    rol: str
    organisatie: str
    bezwaar: str = ""


def lees_lijst(tekst: str) -> list[Lijstregel]:
    """Read pasted lines or a CSV: naam; e-mailadres; rol; organisatie (the last two may be absent).

    A first line with the word e-mail is a heading. The separator is what the first line uses most: ; , or a tab. A line
    with only an address gives the part before the @ as name.
    """
    regels = [r for r in tekst.replace("\r", "\n").split("\n") if r.strip()]
    if not regels:
        return []
    gevonden = _SCHEIDING.findall(regels[0]) or _SCHEIDING.findall(regels[-1])
    teken = max(set(gevonden), key=gevonden.count) if gevonden else ";"
    uit = []
    for nummer, velden in enumerate(csv.reader(io.StringIO("\n".join(regels)), delimiter=teken), start=1):
        cellen = [cel.strip() for cel in velden]
        if nummer == 1 and not any("@" in cel for cel in cellen):
            continue
        uit.append(_regel(nummer, cellen))
    return uit


def _regel(nummer: int, cellen: list[str]) -> Lijstregel:
    plek = next((i for i, cel in enumerate(cellen) if "@" in cel), -1)
    if plek < 0:
        return Lijstregel(nummer, cellen[0], "", "", "", "Er staat geen e-mailadres in deze regel.")
    voor, na = cellen[:plek], [*cellen[plek + 1 :], "", ""]
    email = cellen[plek].strip("<>").lower()
    naam = " ".join(filter(None, voor)) or email.partition("@")[0].replace(".", " ").title()
    return Lijstregel(nummer, naam[:120], email, na[0], na[1])


def browser_en_apparaat(kop: str) -> str:
    """`Firefox op Windows`: the kind of browser and device of a User-Agent, without versions."""
    browser = next((naam for deel, naam in _BROWSERS if deel in kop), "Onbekende browser")
    apparaat = next((naam for deel, naam in _APPARATEN if deel in kop), "")
    return f"{browser} op {apparaat}" if apparaat else browser


def grof_adres(adres: str) -> str:
    """A network address without its last part: `netwerk 192.0.2.*`; empty when there is none."""
    if "." in adres:
        return "netwerk " + ".".join(adres.split(".")[:3]) + ".*"
    return "netwerk " + ":".join(adres.split(":")[:3]) + ":*" if ":" in adres else ""


def nakijken_te_doen(laatst: dt.date | None, op: dt.date, maanden: int) -> bool:
    """Is a new review of rights due: there never was one, or the last one ended so many months ago."""
    return laatst is None or plus_maanden(laatst, maanden) <= op


def plus_maanden(dag: dt.date, maanden: int) -> dt.date:
    """The same day so many months later; the last day of the month when that day is not there."""
    jaar, maand = divmod(dag.month - 1 + maanden, 12)
    eerste = dt.date(dag.year + jaar, maand + 1, 1)
    volgende = dt.date(eerste.year + eerste.month // 12, eerste.month % 12 + 1, 1)
    return min(eerste.replace(day=1) + dt.timedelta(days=dag.day - 1), volgende - dt.timedelta(days=1))


def herinneringsmoment(uiterlijk: dt.date, op: dt.date) -> str:
    """Which reminder of a review fits this day: `week` in the last week, `laat-N` for each week over time, else empty."""
    dagen = (uiterlijk - op).days
    if dagen < 0:
        return f"laat-{-dagen // 7}"
    return "week" if dagen <= 7 else ""


def bezwaar_tegen_volmacht(
    van: dt.date, tot: dt.date, op: dt.date, *, rol_van: dt.date, rol_tot: dt.date | None, hoogste_dagen: int
) -> dict[str, str]:
    """Why a stand-in cannot run in these days, per field; empty when it can. Both days count."""
    uit = {}
    if tot < van:
        uit["tot"] = "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."
    elif tot < op:
        uit["tot"] = "De laatste dag is al voorbij. Kies vandaag of later."
    elif rol_tot is not None and tot > rol_tot:
        uit["tot"] = f"Je rol loopt zelf tot en met {rol_tot:%d-%m-%Y}. Kies die dag of eerder."
    elif (tot - van).days >= hoogste_dagen:
        uit["tot"] = f"Een vervanging duurt hoogstens {hoogste_dagen} dagen. Duurt het langer, geef dan een eigen rol."
    if van < rol_van:
        uit["van"] = f"Je rol begint pas op {rol_van:%d-%m-%Y}. Kies die dag of later."
    return uit
