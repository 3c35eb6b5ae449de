"""Who works during the soak: each does one thing after another and remembers what the house said was done."""

import http.client
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from .huis import Antwoord, Huis, NietBevestigd


@dataclass
class Mens:
    """Somebody at work. `doe()` does one thing; `bevestigd` is what was acknowledged, `onderweg` what was not yet."""

    huis: Huis
    naam: str
    koekjes: dict[str, str]
    tempo: float = 0.0
    bevestigd: list[str] = field(default_factory=list)
    onderweg: Any = None
    mis: list[str] = field(default_factory=list)
    nummers: Any = field(default_factory=lambda: itertools.count(1))

    def werk(self, stop: threading.Event, moord: threading.Event) -> None:
        """Until told to stop, or until the house is gone. An error before anything was killed is a complaint."""
        while not stop.is_set():
            try:
                if self.onderweg is None:
                    self.onderweg = self.volgende()
                self.stuur(self.onderweg)
            except (OSError, http.client.HTTPException, NietBevestigd) as fout:
                if not moord.is_set():
                    self.mis.append(f"{self.naam}: {fout!r} terwijl er niets gedood was")
                return
            if self.tempo:
                time.sleep(self.tempo)

    def nog_eens(self) -> None:
        """What somebody does when the house is back: send once more what was not acknowledged."""
        if self.onderweg is not None:
            self.stuur(self.onderweg)

    def volgende(self) -> Any:
        """What to send next."""
        raise NotImplementedError

    def stuur(self, wat: Any) -> None:
        """Send it; sets `onderweg` to None when it was acknowledged. Raises NietBevestigd."""
        raise NotImplementedError

    def klaar(self, tekst: str) -> None:
        self.bevestigd.append(tekst)
        self.onderweg = None


def _anders(antwoord: Antwoord) -> NietBevestigd:
    return NietBevestigd(f"{antwoord.status} {antwoord.naar} {antwoord.tekst[:200]!r}")


@dataclass
class Schrijver(Mens):
    """Types in one question of a report that saves itself; two people in turn when `ander` is given."""

    rapport: Any = None
    vraag: str = ""
    ander: dict[str, str] | None = None
    gezien: int = 0
    achter: bool = False

    def volgende(self) -> tuple[str, int]:
        woord = "anders" if self.achter else "zin"
        return f"{woord} {next(self.nummers)}.", 0 if self.achter else self.gezien

    def stuur(self, wat: tuple[str, int]) -> None:
        tekst, gezien = wat
        koekjes = self.ander if self.ander and len(self.bevestigd) % 2 else self.koekjes
        pad = f"/verantwoording/{self.rapport}/antwoord/{self.vraag}/"
        antwoord = self.huis.post(pad, {self.vraag: tekst, "gezien": str(gezien)}, koekjes)
        if antwoord.status == 200:
            self.gezien = json.loads(antwoord.tekst)["gezien"]
        elif antwoord.status != 409 or not self.achter:
            raise _anders(antwoord)
        self.klaar(tekst)


@dataclass
class Vrager(Mens):
    """Asks one question after another about the report of another board."""

    rapport: Any = None
    deel: str = ""

    def volgende(self) -> str:
        return f"Wat deed de school met plan nummer {next(self.nummers)}?"

    def stuur(self, wat: str) -> None:
        pad = f"/verantwoording/gesprek/{self.rapport}/{self.deel}/vraag/"
        antwoord = self.huis.post(pad, {"tekst": wat}, self.koekjes)
        if antwoord.status != 302 or antwoord.naar.startswith("/account"):
            raise _anders(antwoord)
        self.klaar(wat)


@dataclass
class Inleveraar(Mens):
    """Puts documents in the inbox; the worker reads them."""

    def volgende(self) -> str:
        return f"verslag-{next(self.nummers)}.txt"

    def stuur(self, wat: str) -> None:
        tekst = f"Beste collega's,\n\nHierbij de notulen van overleg {wat}. Wij spraken over de ankerpunten.\n"
        antwoord = self.huis.lever_in([(wat, tekst.encode())], self.koekjes)
        if antwoord.status != 302 or antwoord.naar.startswith("/account"):
            raise _anders(antwoord)
        self.klaar(wat)


@dataclass
class Stapper(Mens):
    """The director reopens a report with a reason, the board hands it in again: each step once."""

    rapport: Any = None
    bestuurder: dict[str, str] = field(default_factory=dict)

    def volgende(self) -> tuple[str, str]:
        nummer = next(self.nummers)
        return ("heropenen", f"reden {nummer}") if nummer % 2 else ("indienen", f"stap {nummer}")

    def stuur(self, wat: tuple[str, str]) -> None:
        verb, reden = wat
        stand = "ingediend" if verb == "heropenen" else "concept"
        pad = f"/verantwoording/{self.rapport}/stap/{verb}/"
        velden = {"reden": reden if verb == "heropenen" else "", "stand": stand}
        antwoord = self.huis.post(pad, velden, self.koekjes if verb == "heropenen" else self.bestuurder)
        if antwoord.status not in {302, 403, 404, 409} or antwoord.naar.startswith(
            "/account"
        ):  # it was done just before the lights went out
            raise _anders(antwoord)
        if antwoord.status != 302 and not self.opnieuw:
            raise _anders(antwoord)
        self.klaar(reden)

    opnieuw: bool = False

    def nog_eens(self) -> None:
        self.opnieuw = True
        try:
            super().nog_eens()
        finally:
            self.opnieuw = False


@dataclass
class Lezer(Mens):
    """Looks at pages, one after another."""

    paden: tuple[str, ...] = ("/",)

    def volgende(self) -> str:
        return self.paden[next(self.nummers) % len(self.paden)]

    def stuur(self, wat: str) -> None:
        antwoord = self.huis.vraag("GET", wat, koekjes=self.koekjes)
        if antwoord.status != 200:
            raise _anders(antwoord)
        self.klaar(wat)


def meld_aan(huis: Huis, email: str, wachtwoord: str, geheim: str) -> dict[str, str]:
    """Sign in as a person does: password, then the code of the app. Returns the cookies. Raises NietBevestigd."""
    koekjes: dict[str, str] = {}
    antwoord = huis.vraag("GET", "/account/login/", koekjes=koekjes)
    antwoord = _formulier(huis, "/account/login/", {"login": email, "password": wachtwoord}, koekjes)
    if not antwoord.naar.startswith("/account/code/"):
        raise _anders(antwoord)
    antwoord = _formulier(huis, antwoord.naar, {"code": code_van_nu(geheim)}, koekjes)
    if antwoord.status != 302 or antwoord.naar.startswith("/account/"):
        raise _anders(antwoord)
    return koekjes


def _formulier(huis: Huis, pad: str, velden: dict[str, str], koekjes: dict[str, str]) -> Antwoord:
    """As a page without JavaScript sends it."""
    from urllib.parse import urlencode

    return huis.vraag("POST", pad, urlencode(velden), {"Content-Type": "application/x-www-form-urlencoded"}, koekjes)


def code_van_nu(geheim: str) -> str:
    """The six digits that the app shows now."""
    from allauth.mfa.totp.internal import auth

    return str(auth.format_hotp_value(auth.hotp_value(geheim, int(time.time()) // 30)))
