"""What was read against what was put in, strict: every field, zero, n.v.t. and empty apart."""

import re
from typing import Any

from vindplaats.verantwoording.lezer.antwoord import status_van
from vindplaats.verantwoording.lezer.koppen import BLOKKEN, ONDERDELEN

from .formulieren import SWVS, Formulier
from .varianten import Opmaak


def kaal(tekst: str | None) -> str:
    """Letters and digits only: quotes, white space, bullets and hyphens at line ends do not count."""
    return re.sub(r"[^0-9a-zà-ÿ]+", "", (tekst or "").lower())


def verschillen(j: dict[str, Any], f: Formulier, o: Opmaak) -> list[str]:
    """Every field that differs, as one line each."""
    uit: list[str] = []

    def eis(veld: str, gelezen: Any, waar: Any) -> None:
        if gelezen != waar:
            uit.append(f"{veld}: {gelezen!r} != {waar!r}")

    eis("bestuur", j["bestuur"], f.bestuur)
    eis("namens", (j["namens"]["naam"], j["namens"]["functie"]), (f.naam, f.functie))
    eis("schooljaar", j["schooljaar"], f.schooljaar)
    vinken = f.vinken if f.vinken and o.vinkvorm != "geen" else {}
    eis("swv", {s["nummer"]: s["aangevinkt"] for s in j["swv"]}, {swv: vinken.get(swv) for swv in SWVS})
    for code in ONDERDELEN:
        tekst = f.onderdelen[code]
        eis(code, kaal(j["onderdelen"][code]["tekst"]), kaal(tekst))
        eis(f"{code}.status", j["onderdelen"][code]["status"], status_van(tekst))
    eis("extra", kaal((j["extra"] or {}).get("tekst")), kaal(f.extra))
    for naam, rij in (("terugploegregeling", f.terugploeg), ("doelgroepfinanciering", f.doelgroep)):
        eis(naam, j["ontvangen"][naam], {swv: rij.get(swv) for swv in SWVS})
    eis(
        "bestedingen",
        [(b["bedrag"], kaal(b["doel"]), b["pm"], kaal(b["toelichting"])) for b in j["bestedingen"]],
        [(b.bedrag, kaal(b.doel), b.pm, kaal(b.toelichting)) for b in f.bestedingen],
    )
    for code in BLOKKEN:
        sturing, nummers, uitwerking = f.proces[code]
        blok = j["proces"][code]
        eis(f"{code}.sturing", kaal(blok["sturing"]), kaal(sturing))
        eis(f"{code}.nummers", blok["indicatoren"], nummers)
        eis(f"{code}.uitwerking", kaal(blok["uitwerking"]), kaal(uitwerking))
        eis(f"{code}.nvt", blok["nvt"], not nummers and sturing.lower().startswith("n"))
    return uit
