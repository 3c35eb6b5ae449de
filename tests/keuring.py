"""Looks at a page in a real browser: complaints of the console (CSP above all), axe, and nothing sticking out on a phone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client

REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BREED, SMAL = 1280, 390
_BREEDTE = """document.fonts.ready.then(() => new Promise(klaar => requestAnimationFrame(() => requestAnimationFrame(
 () => klaar(document.documentElement.scrollWidth)))))"""
_UITSTEKERS = """[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
 && !e.closest('.vp-tabelrol')).slice(0, 4).map(e => `${e.tagName}.${e.className}`).join(' > ')"""
_BALKEN_LOS = "document.querySelectorAll('.vp-invulbalk, .vp-nakijkbalk').forEach(e => e.style.position = 'static')"
"""What happens to lie under a bar that stays in sight would be called too small; the reader scrolls."""


_SPRONG = """() => new Promise(klaar => {
  let som = 0;
  new PerformanceObserver(l => { for (const e of l.getEntries()) som += e.value; }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => klaar(som), 60);
})"""


def breedte_van(pagina: Any) -> int:
    """How wide the page is once its letters are there."""
    return int(pagina.evaluate(_BREEDTE))


def uitstekers_van(pagina: Any) -> str:
    """What makes it wider than the window."""
    return str(pagina.evaluate(_UITSTEKERS))


def verspringing_van(pagina: Any) -> float:
    """Sum of the layout shifts since the page was opened; 0.1 is what a reader begins to notice."""
    return float(pagina.evaluate(_SPRONG))


class Keuring:
    """One browser window, signed in as the person of a test client (or as nobody)."""

    def __init__(self, browser: Any, basis: str, client: Client | None) -> None:
        self.basis = basis
        self.klachten: list[str] = []
        self.context = browser.new_context(
            viewport={"width": BREED, "height": 900}, locale="nl-NL", reduced_motion="reduce"
        )
        self.koekjes: Any = []
        if client is not None:
            koekje = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.koekjes = [{"name": settings.SESSION_COOKIE_NAME, "value": koekje, "url": basis}]
        self.opnieuw()

    def opnieuw(self) -> None:
        """An empty page, signed in as at the beginning, also after a page that signs out or that gave no answer to show."""
        for oud in self.context.pages:
            oud.close()
        self.context.clear_cookies()
        self.context.add_cookies(self.koekjes)
        self.pagina = self.context.new_page()
        self.pagina.on("console", lambda m: self.klachten.append(m.text) if m.type == "error" else None)
        self.pagina.on("pageerror", lambda fout: self.klachten.append(str(fout)))

    def keur(self, pad: str) -> list[str]:
        """Everything that is wrong with this page, as sentences; empty when it is good. A download or a fragment is skipped."""
        from axe_playwright_python.sync_playwright import Axe

        self.klachten.clear()
        self.pagina.set_viewport_size({"width": BREED, "height": 900})
        try:
            antwoord = self.pagina.goto(self.basis + pad)
        except Exception as fout:
            if any(d in str(fout) for d in ("Download is starting", "ERR_ABORTED", "ERR_HTTP_RESPONSE_CODE_FAILURE")):
                return []
            raise
        if antwoord is None or "text/html" not in antwoord.headers.get("content-type", ""):
            return []
        if not antwoord.text().lstrip().lower().startswith("<!doctype"):
            return []  # a fragment for HTMX is looked at inside its page
        uit = [f"antwoord {antwoord.status}"] if antwoord.status >= 500 else []
        sprong = verspringing_van(self.pagina)
        uit += [f"verspringt bij het laden ({sprong:.2f})"] if sprong > 0.1 else []
        self.pagina.evaluate(_BALKEN_LOS)
        uitslag = Axe().run(self.pagina, options={"runOnly": REGELS})
        uit += [f"axe {v['id']}: {v['nodes'][0]['html'][:160]}" for v in uitslag.response["violations"]]
        self.pagina.set_viewport_size({"width": SMAL, "height": 800})
        self.pagina.wait_for_function(f"innerWidth === {SMAL}")
        breedte = breedte_van(self.pagina)
        uit += [f"steekt uit op de telefoon: {breedte} px, {uitstekers_van(self.pagina)}"] if breedte > SMAL else []
        return uit + [k for k in self.klachten if "status of 4" not in k]


@contextmanager
def keuring(browser: Any, basis: str, client: Client | None = None) -> Iterator[Keuring]:
    """`with keuring(chroom, live_server.url, client) as k: assert k.keur("/pad/") == []`."""
    venster = Keuring(browser, basis, client)
    try:
        yield venster
    finally:
        venster.context.close()
