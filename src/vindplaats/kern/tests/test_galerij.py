"""The gallery in a real browser: no accessibility violations, nothing refused by the CSP, no sideways scrolling, by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.eens, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATEN = [(1280, "light"), (390, "light"), (1280, "dark"), (390, "dark")]
NIET_OP_ZICHZELF = {
    "accountmenu.html": "needs somebody who is signed in", "bel.html": "needs somebody who is signed in",
    "rolwissel.html": "needs somebody with roles",
}  # fmt: skip


@pytest.fixture
def open_pagina(chroom: Any, live_server: Any) -> Iterator[Any]:
    """`open_pagina(breed, kleur)` -> page of the gallery; at the end no complaint of the browser may be left."""
    contexten, klachten = [], []

    def openen(breed: int = 1280, kleur: str = "light", pad: str = "/galerij/") -> Any:
        context = chroom.new_context(viewport={"width": breed, "height": 900}, color_scheme=kleur, locale="nl-NL")
        contexten.append(context)
        pagina = context.new_page()
        pagina.on(
            "console", lambda m: klachten.append(m.text) if m.type == "error" and "(Conflict)" not in m.text else None
        )
        pagina.on("pageerror", lambda fout: klachten.append(str(fout)))
        pagina.goto(f"{live_server.url}{pad}")
        return pagina

    yield openen
    for context in contexten:
        context.close()
    assert klachten == []


@pytest.mark.parametrize(("breed", "kleur"), MATEN)
def test_geen_overtredingen_en_niets_steekt_uit(open_pagina: Any, breed: int, kleur: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    pagina = open_pagina(breed, kleur)
    regels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    uitslag = Axe().run(pagina, options={"runOnly": regels})
    assert uitslag.violations_count == 0, uitslag.generate_report()
    assert pagina.evaluate("document.documentElement.scrollWidth") == breed


def test_letter_en_iconen_komen_van_hier(open_pagina: Any) -> None:
    pagina = open_pagina()
    assert pagina.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Source Sans 3\"'))")
    hosts = pagina.evaluate("[...new Set(performance.getEntriesByType('resource').map(r => new URL(r.name).host))]")
    assert hosts == [pagina.evaluate("location.host")]


def test_sneltoetsen_en_dialoog_met_het_toetsenbord(open_pagina: Any) -> None:
    pagina = open_pagina()
    pagina.keyboard.press("?")
    assert pagina.locator("#toetsen").is_visible()
    pagina.keyboard.press("Escape")
    assert not pagina.locator("#toetsen").is_visible()
    knop = pagina.get_by_role("button", name="Deel met het samenwerkingsverband")
    knop.focus()
    pagina.keyboard.press("Enter")
    dialoog = pagina.get_by_role("dialog", name="Het verslag indienen?")
    assert dialoog.get_by_text("Anneke van Dalen").is_visible()
    dialoog.get_by_role("button", name="Nog niet").click()
    assert not dialoog.is_visible()
    assert knop.evaluate("el => el === document.activeElement")


def test_menu_sluit_met_escape_en_elders(open_pagina: Any) -> None:
    pagina = open_pagina()
    menu = pagina.locator("details.vp-menu", has=pagina.get_by_text("Bewaar als PDF"))
    menu.locator("summary").click()
    assert pagina.get_by_text("Bewaar als PDF").is_visible()
    pagina.keyboard.press("Escape")
    assert not pagina.get_by_text("Bewaar als PDF").is_visible()


def test_kolommen_kiezen_wordt_onthouden(open_pagina: Any) -> None:
    pagina = open_pagina()
    pagina.get_by_text("Kolommen").click()
    pagina.get_by_role("checkbox", name="Ingediend op").uncheck()
    assert not pagina.get_by_role("columnheader", name="Ingediend op").is_visible()
    pagina.reload()
    assert pagina.locator("th[data-kolom=datum]").is_hidden()


def test_foutensamenvatting_springt_naar_het_veld(open_pagina: Any) -> None:
    pagina = open_pagina()
    pagina.locator("[data-vp-fouten] a").first.click()
    assert pagina.evaluate("document.activeElement.name") == "naam"


def test_op_de_telefoon_staat_het_menu_onderaan_en_werkt_meer(open_pagina: Any) -> None:
    pagina = open_pagina(390)
    cel = pagina.locator("td[data-label=Ontvangen]").first
    assert cel.evaluate("el => getComputedStyle(el, '::before').content") == '"Ontvangen"'
    assert cel.evaluate("el => getComputedStyle(el).display") == "grid"


def test_herstellen_vanuit_een_melding(open_pagina: Any) -> None:
    pagina, vragen = open_pagina(), []
    pagina.route("**/herstel/", lambda r: (vragen.append(r.request), r.fulfill(status=204)))
    detail = "{tekst: 'De regel is weg.', herstelUrl: '/herstel/'}"
    pagina.evaluate(f"document.dispatchEvent(new CustomEvent('vp:toast', {{detail: {detail}}}))")
    melding = pagina.locator("#toasts")
    assert "De regel is weg." in melding.inner_text()
    with pagina.expect_navigation():
        melding.get_by_role("button", name="Herstel").click()
    assert [v.method for v in vragen] == ["POST"]
    assert vragen[0].headers["x-csrftoken"]


def test_een_formulier_gaat_maar_een_keer_weg(open_pagina: Any) -> None:
    pagina = open_pagina()
    pagina.route("**/traag/", lambda r: None)
    aantal = pagina.evaluate("""() => {
        const vorm = document.createElement('form');
        Object.assign(vorm, {method: 'post', action: '/traag/'});
        document.body.append(vorm);
        let door = 0;
        addEventListener('submit', e => { if (!e.defaultPrevented) door += 1; e.preventDefault(); });
        for (let i = 0; i < 3; i += 1) vorm.requestSubmit();
        return door;
    }""")
    assert aantal == 1


def test_htmx_stuurt_het_token_mee_en_toont_een_antwoord_409(open_pagina: Any) -> None:
    pagina, koppen = open_pagina(), []
    antwoord = {"status": 409, "content_type": "text/html", "body": "<p id='vak'>Iemand was je voor.</p>"}
    pagina.route("**/botst/", lambda r: (koppen.append(r.request.headers), r.fulfill(**antwoord)))
    pagina.evaluate("""() => {
        const vak = document.createElement('p');
        vak.id = 'vak';
        document.querySelector('main').prepend(vak);
        return htmx.ajax('POST', '/botst/', {target: '#vak', swap: 'outerHTML'});
    }""")
    pagina.get_by_text("Iemand was je voor.").wait_for()
    assert koppen[0]["x-csrftoken"]
    assert pagina.evaluate("htmx.config.allowEval") is False


def test_elk_onderdeel_staat_in_de_galerij(client: Any) -> None:
    """A component that the gallery does not draw is seen by no axe run and no screenshot."""
    from pathlib import Path

    from django.template import engines
    from django.test.signals import template_rendered

    getoond: set[str] = set()

    def noteer(sender: Any, template: Any, **kwargs: Any) -> None:
        getoond.add(Path(template.name or "").name)

    template_rendered.connect(noteer)
    try:
        assert client.get("/galerij/").status_code == 200
    finally:
        template_rendered.disconnect(noteer)
    map_ = Path(engines["django"].get_template("kern/onderdelen/kaart.html").origin.name).parent
    assert {p.name for p in map_.glob("*.html")} - getoond - set(NIET_OP_ZICHZELF) == set()


@pytest.mark.parametrize("breed", [1280, 390])
def test_van_rechts_naar_links(open_pagina: Any, breed: int) -> None:
    """RTL: the menu is on the other side, nothing sticks out, axe is content."""
    from axe_playwright_python.sync_playwright import Axe

    pagina = open_pagina(breed, pad="/galerij/?richting=rtl")
    assert pagina.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert pagina.evaluate("document.documentElement.scrollWidth") == breed
    if breed == 1280:
        menu, tekst = (pagina.locator(w).bounding_box() for w in (".vp-nav", "#inhoud"))
        assert menu["x"] > tekst["x"]
    assert Axe().run(pagina, options={"runOnly": ["wcag2a", "wcag2aa"]}).violations_count == 0


def test_op_papier_alleen_wat_je_leest(open_pagina: Any) -> None:
    """Print: no navigation, no buttons, black on white, the head of a table on every sheet."""
    pagina = open_pagina(kleur="dark")
    pagina.emulate_media(media="print")
    for weg in (".vp-nav", ".vp-boven", ".vp-kop__acties", ".vp-terugweg", ".vp-tabelbalk"):
        assert not pagina.locator(weg).first.is_visible(), weg
    assert pagina.locator("#inhoud h1").is_visible()
    assert pagina.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }
    assert (
        pagina.locator(".vp-tabel thead").first.evaluate("el => getComputedStyle(el).display") == "table-header-group"
    )
    assert pagina.pdf(format="A4").startswith(b"%PDF")


def test_sneltoetsen_gaan_ergens_heen_en_kunnen_uit(open_pagina: Any) -> None:
    """Single keys can be switched off (WCAG 2.1.4); the sheet itself stays within reach."""
    pagina = open_pagina()
    pagina.keyboard.press("i")
    assert pagina.evaluate("document.activeElement.id") == "inhoud"
    pagina.keyboard.press("a")
    assert "primary-action" in pagina.evaluate("document.activeElement.className")
    pagina.keyboard.press("?")
    pagina.get_by_label("Sneltoetsen gebruiken").uncheck()
    pagina.keyboard.press("Escape")
    pagina.reload()
    pagina.keyboard.press("i")
    assert pagina.evaluate("document.activeElement.id") != "inhoud"
    pagina.keyboard.press("?")
    assert not pagina.get_by_label("Sneltoetsen gebruiken").is_checked()


def test_een_trage_pagina_houdt_de_plek_vast(open_pagina: Any) -> None:
    """Grey lines after a moment; when the page does not come, the text is back."""
    pagina = open_pagina()
    pagina.evaluate("addEventListener('click', e => e.preventDefault())")  # as if the answer never comes
    pagina.evaluate("document.querySelector('.vp-tabs a, .vp-chip').href = '/traag/'")
    pagina.locator(".vp-tabs a, .vp-chip").first.click()
    pagina.locator(".vp-inhoud > .vp-skelet").wait_for()
    assert not pagina.get_by_role("heading", name="Knoppen en standen").is_visible()
    pagina.evaluate("dispatchEvent(new Event('pageshow'))")
    assert pagina.get_by_role("heading", name="Knoppen en standen").is_visible()


def test_niets_verspringt(open_pagina: Any) -> None:
    """Layout shift over loading the page: nothing that a reader would notice."""
    pagina = open_pagina()
    pagina.evaluate("document.fonts.ready")
    som = pagina.evaluate("""() => new Promise(klaar => {
        let som = 0;
        new PerformanceObserver(l => { for (const e of l.getEntries()) som += e.value; }).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => klaar(som), 100);
    })""")
    assert som < 0.05
