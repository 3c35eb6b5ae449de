"""Questions about work in the background and about the last backup."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from vindplaats.kern.bevindingen import FOUT, GOED, LET_OP, Bevinding
from vindplaats.kern.levensteken import levende_werkers

from . import queries

MERKTEKEN = "laatste-reservekopie.json"
WACHT_LANG, WACHT_TE_LANG = dt.timedelta(minutes=5), dt.timedelta(hours=1)
KOPIE_OUD, KOPIE_TE_OUD = dt.timedelta(hours=26), dt.timedelta(days=7)


def wachtrij() -> Iterator[Bevinding]:
    """Is work being done: workers alive, nothing waiting long, nothing failed?"""
    stand = queries.stand()
    werkers = levende_werkers()
    if not werkers and settings.DEMO:  # prepared and not started: its work waits, as it should
        yield Bevinding("werkers", GOED, "Er draait geen werker; de demo start die zelf.")
    elif not werkers:
        oordeel = FOUT if stand.wachtend else LET_OP
        yield Bevinding("werkers", oordeel, "Er draait geen werker.", "Start: ./vindplaats worker")
    else:
        plekken = ", ".join(sorted({w.machine for w in werkers}))
        yield Bevinding("werkers", GOED, f"{len(werkers)} aan het werk op {plekken}.")
    wacht = stand.oudste_wacht
    zin = f"{stand.wachtend} taken wachten, {stand.lopend} lopen."
    if wacht > WACHT_TE_LANG:
        yield Bevinding(
            "wachtrij",
            FOUT,
            f"Een taak wacht al {minuten(wacht)}.",
            "Start meer werkers, of kijk waarom ze niets doen.",
        )
    elif wacht > WACHT_LANG:
        yield Bevinding("wachtrij", LET_OP, f"Een taak wacht al {minuten(wacht)}.", "Kijk of er genoeg werkers zijn.")
    else:
        yield Bevinding("wachtrij", GOED, zin)
    if stand.mislukt_etmaal:
        yield Bevinding("mislukt", LET_OP, f"{stand.mislukt_etmaal} taken zijn het laatste etmaal mislukt.",
                        "Bekijk ze met: ./vindplaats taken lijst --mislukt")  # fmt: skip


def minuten(duur: dt.timedelta) -> str:
    """`2 uur`, `12 minuten`, `40 seconden`."""
    seconden = int(duur.total_seconds())
    if seconden >= 7200:
        return f"{seconden // 3600} uur"
    return f"{seconden // 60} minuten" if seconden >= 120 else f"{seconden} seconden"


def merkteken() -> Path:
    """Where `./vindplaats backup` writes that it succeeded: `{"wanneer": "<ISO moment>"}`."""
    return Path(settings.VAR) / MERKTEKEN


def kopie_gemaakt() -> None:
    """Write down that a backup was made and checked just now."""
    half = merkteken().with_suffix(".half")
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_text(json.dumps({"wanneer": timezone.now().isoformat()}), encoding="utf-8")
    half.replace(merkteken())


def laatste_kopie() -> dt.datetime | None:
    """When the last backup was made; None when never, or when the mark cannot be read."""
    try:
        wanneer = dt.datetime.fromisoformat(json.loads(merkteken().read_text(encoding="utf-8"))["wanneer"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return wanneer if wanneer.tzinfo else None


def reservekopie() -> Iterator[Bevinding]:
    """How old is the last backup?"""
    wanneer = laatste_kopie()
    doe = "Maak er een met ./vindplaats backup, en laat dat elke nacht gebeuren."
    if settings.DEMO:
        yield Bevinding("reservekopie", GOED, "De demo heeft geen reservekopie nodig.")
    elif wanneer is None:
        yield Bevinding("reservekopie", LET_OP, "Er is nog geen reservekopie gemaakt met ./vindplaats backup.", doe)
    else:
        oud = timezone.now() - wanneer
        oordeel = FOUT if oud > KOPIE_TE_OUD else LET_OP if oud > KOPIE_OUD else GOED
        zin = f"De laatste reservekopie is {minuten(oud)} oud."
        yield Bevinding("reservekopie", oordeel, zin, doe if oordeel != GOED else "")
