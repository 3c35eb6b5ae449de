"""Someone of the SWV takes in three documents, checks what was read with mouse and keyboard, and takes it over."""

import io
from typing import Any

import pytest

from vindplaats.verantwoording.inlezen.lezen import lees_ronde
from vindplaats.verantwoording.models import Inboxstuk, Inleesronde, Rapport, Voorstel

from .test_inlezen import VERSLAG
from .verhaal import Mens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
TWIJFEL = VERSLAG.replace("THUISZITTERS\nEr waren geen thuiszitters.\n", "Los stukje: wij telden vier thuiszitters.\n")
ZONDER_BESTUUR = TWIJFEL.replace("BESTUUR: Stichting 99001 ,\n", "", 1)


def docx(tekst: str) -> bytes:
    from docx import Document

    document, uit = Document(), io.BytesIO()
    for regel in tekst.splitlines():
        document.add_paragraph(regel)
    document.save(uit)
    return uit.getvalue()


def bestand(naam: str, inhoud: bytes) -> dict[str, Any]:
    return {"name": naam, "mimeType": "application/octet-stream", "buffer": inhoud}


def lees() -> None:
    """What the worker does in the background."""
    for ronde in Inleesronde.objects.voor_taak("test").filter(klaar_op=None):
        lees_ronde(ronde.pk)


def neem_in(m: Mens, *bestanden: dict[str, Any]) -> None:
    m.ga("/verantwoording/inbox/")
    m.p.get_by_label("Bestanden").set_input_files(list(bestanden))
    m.p.get_by_role("button", name="Zet in de inbox").click()
    m.p.get_by_text("documenten gelezen").wait_for()


@pytest.mark.regel("VER-01", "VER-02")
def test_drie_bestanden_tot_een_ontvangen_verantwoording(mens: Any, streek: Any) -> None:
    m = mens("kwaliteit_swv", streek.swv)
    neem_in(
        m,
        bestand("verslag.txt", ZONDER_BESTUUR.encode()),
        bestand("verslag.docx", docx(VERSLAG)),
        bestand("notulen.md", b"Beste allemaal, hierbij de notulen van gisteren."),
    )
    m.p.get_by_text("0 van 3 documenten gelezen").wait_for()
    m.kijk("inbox-bezig")
    lees()
    m.p.locator("tr", has_text="klaar om na te kijken").first.wait_for()  # the page asks by itself
    geweigerd = m.p.locator("tr", has_text="notulen.md")
    assert "kon niet gelezen worden" in geweigerd.inner_text()
    m.kijk("inbox-gelezen")
    geweigerd.get_by_role("link").first.click()
    m.p.get_by_text("Dit document lijkt niet op het verantwoordingsformulier").wait_for()
    m.kijk("geweigerd")
    m.p.go_back()
    m.p.locator("tr", has_text="verslag.txt").get_by_role("link").first.click()
    kijk_na(m)
    stuk = Inboxstuk.objects.voor_taak("test").get(naam="verslag.txt")
    assert not Rapport.objects.voor_taak("test").exists()
    # taking over waits for the board
    m.p.get_by_role("button", name="Neem over").click()
    m.p.get_by_text("Kies eerst van welk bestuur en welk schooljaar dit document is.").wait_for()
    m.p.get_by_label("Van welk bestuur").select_option(label="Stichting 99002")
    m.p.get_by_role("button", name="Bewaar herkomst").click()
    m.p.get_by_role("button", name="Neem over").click()
    m.p.get_by_text("Overgenomen. Het document blijft bij de verantwoording bewaard.").wait_for()
    assert m.p.get_by_role("heading", level=1, name="Stichting 99002").is_visible()
    assert m.p.get_by_text("Wij telden er vijf, met de hand nagekeken.").is_visible()
    assert m.p.get_by_text("Er is een rekenspecialist op elke school.").count() == 2
    m.kijk("ontvangen")
    rapport = Rapport.objects.voor_taak("test").get()
    assert rapport.stand == "ingediend"
    assert Inboxstuk.objects.voor_taak("test").get(pk=stuk.pk).rapport_id == rapport.pk


def kijk_na(m: Mens) -> None:
    """All doubtful answers by keyboard, a passage by mouse, a selection into another field."""
    m.p.locator("[data-twijfel]").first.wait_for()
    m.kijk("nakijken")
    aantal = m.p.locator("[data-twijfel]").count()
    assert aantal >= 2
    m.p.keyboard.press("n")
    assert m.p.locator("[data-nakijk]:focus").get_attribute("data-nakijk") == twijfels(m)[0]
    m.p.keyboard.press("n")
    assert m.p.locator("[data-nakijk]:focus").get_attribute("data-nakijk") == twijfels(m)[1]
    # typed first, then "zo is het goed": what was typed counts
    m.p.fill("#v-thuiszitters", "Wij telden er vijf, met de hand nagekeken.")
    m.p.locator("#v-thuiszitters-blok").get_by_role("button", name="Zo is het goed").click()
    m.p.locator("#v-thuiszitters-blok", has_text="Nagekeken").wait_for()
    # the next doubtful one has the focus already; g is enough
    while m.p.locator("[data-twijfel]").count():
        over = m.p.locator("[data-twijfel]").count()
        m.p.locator("[data-nakijk]:focus").wait_for()
        assert m.p.locator("[data-nakijk]:focus").get_attribute("data-nakijk") in twijfels(m)
        m.p.keyboard.press("g")
        m.p.get_by_text(f"Nog {over - 1} na te kijken" if over > 1 else "Alles is nagekeken of zeker").wait_for()
    m.p.locator("mark[data-vraag=ankerpunt_2]").click()
    assert m.p.locator("#v-ankerpunt_2-blok:focus").count() == 1
    assert m.p.locator("#v-ankerpunt_2").is_visible()
    m.p.locator("mark[data-vraag=ankerpunt_3]").scroll_into_view_if_needed()
    selecteer(m, "ankerpunt_3")
    knop = m.p.locator("#v-extra-blok").get_by_role("button", name="Neem selectie")
    knop.wait_for()
    m.kijk("selectie")
    knop.click()
    m.p.locator("#v-extra-blok", has_text="Nagekeken").wait_for()
    assert m.p.input_value("#v-extra") == "Er is een rekenspecialist op elke school."


def twijfels(m: Mens) -> list[str]:
    return m.p.evaluate("[...document.querySelectorAll('[data-twijfel]')].map(e => e.dataset.nakijk)")


def selecteer(m: Mens, vraag: str) -> None:
    """Drag with the mouse over a whole passage."""
    vak = m.p.locator(f"mark[data-vraag={vraag}]").bounding_box()
    m.p.mouse.move(vak["x"] + 1, vak["y"] + 5)
    m.p.mouse.down()
    m.p.mouse.move(vak["x"] + vak["width"] + 20, vak["y"] + 8, steps=6)
    m.p.mouse.up()


def test_nakijken_op_de_telefoon(mens: Any, streek: Any) -> None:
    m = mens("secretariaat_swv", streek.swv, 390)
    neem_in(m, bestand("verslag.txt", TWIJFEL.encode()))
    m.kijk("inbox-bezig")
    lees()
    m.ga("/verantwoording/inbox/")
    m.kijk("inbox-gelezen")
    m.p.get_by_role("link", name="verslag.txt").click()
    m.kijk("nakijken")
    m.p.get_by_label("Toon alleen twijfel").check()
    assert m.p.locator("[data-nakijk]:visible").count() == m.p.locator("[data-twijfel]").count()
    m.kijk("alleen-twijfel")
    m.p.get_by_role("link", name="Volgende twijfel").click()
    m.p.locator("[data-nakijk]:focus").get_by_role("button", name="Sla over").click()
    m.p.locator("[data-nakijk]:focus").wait_for()


def test_twee_mensen_kijken_hetzelfde_document_na(mens: Any, streek: Any) -> None:
    """A colleague decided first: what was typed stays on screen, with a sentence."""
    ik, collega = mens("kwaliteit_swv", streek.swv), mens("secretariaat_swv", streek.swv)
    neem_in(ik, bestand("verslag.txt", TWIJFEL.encode()))
    lees()
    stuk = Inboxstuk.objects.voor_taak("test").get()
    for m in (ik, collega):
        m.ga(f"/verantwoording/inbox/{stuk.pk}/")
    collega.p.locator("#v-thuiszitters-blok").get_by_role("button", name="Zo is het goed").click()
    collega.p.locator("#v-thuiszitters-blok", has_text="Nagekeken").wait_for()
    ik.p.fill("#v-thuiszitters", "Dit typte ik.")
    ik.p.locator("#v-thuiszitters-blok").get_by_role("button", name="Zo is het goed").click()
    ik.p.get_by_text("Een collega koos hier net iets anders.").first.wait_for()
    assert ik.p.input_value("#v-thuiszitters") == "Dit typte ik."
    ik.kijk("collega-was-eerder")
    ik.p.locator("#v-thuiszitters-blok").get_by_role("button", name="Zo is het goed").click()
    ik.p.locator("#v-thuiszitters-blok", has_text="Nagekeken").wait_for()
    assert Voorstel.objects.voor_taak("test").get(stuk=stuk, vraag="thuiszitters").waarde == "Dit typte ik."
