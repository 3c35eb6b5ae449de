"""People in a real browser: each has an own window, looks at every page they pass, and complains about what the browser says."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from playwright.sync_api import Error as BrowserFout

from tests.keuring import REGELS
from vindplaats.formats.queries import antwoorden

VERWACHT = re.compile(r"status of 4\d\d|Failed to load resource: net::|ERR_")
"""What a browser logs when a test breaks the connection on purpose, or a collision is answered with 409."""

ZWEVEND = "document.querySelectorAll('.vp-boven, .vp-invulbalk, .vp-invulbalk__mist > ul, .vp-onder, .vp-nakijkbalk')"
"""Bars that stay in sight while the page scrolls under them: axe would call what happens to lie under them too small."""


class Mens:
    """Somebody at a screen. `p` is the page; `kijk()` checks it with axe and for sticking out."""

    def __init__(self, browser: Any, basis: str, client: Client, breed: int = 1280, *, js: bool = True) -> None:
        self.basis, self.breed, self.wie, self.js = basis, breed, getattr(client, "wie", None), js
        self.klachten: list[str] = []
        self.context = browser.new_context(
            viewport={"width": breed, "height": 900 if breed > 600 else 800},
            locale="nl-NL",
            reduced_motion="reduce",
            java_script_enabled=js,
        )
        self.context.set_default_timeout(25_000)
        koekje = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": koekje, "url": basis}])
        self.onderweg: set[Any] = set()
        self.context.on("request", lambda vraag: self.onderweg.add(vraag))
        for klaar in ("requestfinished", "requestfailed"):
            self.context.on(klaar, lambda vraag: self.onderweg.discard(vraag))
        self.p = self.pagina()

    def pagina(self) -> Any:
        """One more tab of this person."""
        pagina = self.context.new_page()
        pagina.on("console", lambda m: self.klachten.append(m.text) if m.type == "error" else None)
        pagina.on("pageerror", lambda fout: self.klachten.append(str(fout)))
        pagina.on("dialog", lambda d: d.accept())
        return pagina

    def ga(self, pad: str) -> Any:
        """Open a page of the product."""
        antwoord = self.p.goto(self.basis + pad)
        assert antwoord is None or antwoord.status < 500, f"{pad}: {antwoord.status}"
        return antwoord

    def kijk(self, naam: str = "") -> None:
        """axe on the page as it is now, and nothing wider than the window. With SCHERMEN=<folder> also a picture."""
        if naam and os.environ.get("SCHERMEN"):
            pad = Path(os.environ["SCHERMEN"]) / f"{naam}-{self.breed}.png"
            self.p.screenshot(path=str(pad), full_page=True)
        if not self.js:
            return
        overtredingen, breedte = self._op_stille_pagina(self._meet)
        fouten = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in overtredingen]
        assert not fouten, f"{self.p.url}\n" + "\n".join(fouten)
        assert breedte <= self.breed, self.p.url

    def _meet(self) -> tuple[list[dict[str, Any]], int]:
        self.p.evaluate(f"{ZWEVEND}.forEach(e => e.style.position = 'static')")
        uitslag = Axe().run(self.p, options={"runOnly": REGELS})
        self.p.evaluate(f"{ZWEVEND}.forEach(e => e.style.position = '')")
        return uitslag.response["violations"], self.p.evaluate("document.documentElement.scrollWidth")

    def _op_stille_pagina(self, meet: Callable[[], Any]) -> Any:
        """What `meet` says of a page that stayed the same page meanwhile.

        A click returns before the page it opens is there; axe on a page that is going away looks at nothing, or breaks
        off. Only such a look is done again, never one that found something.
        """
        for poging in range(5):
            self.p.wait_for_load_state("load")
            for _ in range(40):
                if not self.onderweg:
                    break
                self.p.wait_for_timeout(50)
            try:
                voor = self.p.evaluate("performance.timeOrigin")
                uit = meet()
                if self.p.evaluate("performance.timeOrigin") == voor:
                    return uit
            except BrowserFout:
                if poging == 4:
                    raise
        raise AssertionError(f"{self.p.url} bleef wisselen onder het kijken")

    def sluit(self) -> None:
        """Close the window once everything was answered; the browser may only have complained about what was expected."""
        for _ in range(40):
            if not self.onderweg:
                break
            self.p.wait_for_timeout(50)
        self.context.close()
        over = [k for k in self.klachten if not VERWACHT.search(k)]
        assert not over, over


def wacht_bewaard(mens: Mens, vraag: str) -> None:
    """Until the question says it was saved just now."""
    mens.p.locator(f"#v-{vraag}-vorm [data-bewaard]").get_by_text(re.compile(r"Bewaard om \d\d:\d\d")).wait_for()


def staat_er(rapport: Any, vraag: str) -> tuple[str, Any]:
    """State and value as stored. The test database in memory is locked while the server writes: then once more."""
    for poging in range(20):
        try:
            antwoord = antwoorden(rapport.invulling).get(vraag)
            return (antwoord.stand, antwoord.waarde) if antwoord else ("", None)
        except OperationalError:
            time.sleep(0.05 * (poging + 1))
    raise AssertionError("de database bleef dicht")


def deel(mens: Mens, rapport: Any, code: str) -> None:
    """Open one section of the editor."""
    mens.ga(f"/verantwoording/{rapport.pk}/invullen/{code}/")
