"""Autosave in a real browser: nothing typed is lost, whatever the server answers."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.template import engines

from vindplaats.kern.schermdelen import Versie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VELD = """{% veldraam id="doel" label="Doel" nvt_naam="doel-nvt" %}<textarea id="doel" name="tekst" data-vp-bewaar="/bewaar/" data-vp-versie="3"
data-vp-bewaar-extra='{"sectie": 4}' data-vp-woorden="150">Oude tekst.</textarea>{% endveldraam %}"""


class Server:
    """Answers what the test tells it to, and keeps what was asked."""

    def __init__(self) -> None:
        self.vragen: list[dict[str, list[str]]] = []
        self.antwoord: Callable[[], dict[str, Any]] = lambda: self.json({"bewaard": "14:03", "versie": 4})

    def json(self, gegevens: dict[str, Any], status: int = 200) -> dict[str, Any]:
        return {"status": status, "content_type": "application/json", "body": json.dumps(gegevens)}

    def __call__(self, route: Any) -> None:
        self.vragen.append(parse_qs(route.request.post_data, keep_blank_values=True))
        antwoord = self.antwoord()
        route.abort() if antwoord.get("weg") else route.fulfill(**antwoord)


@pytest.fixture
def pagina(chroom: Any, live_server: Any) -> Iterator[Any]:
    context = chroom.new_context(viewport={"width": 1000, "height": 800}, locale="nl-NL")
    pagina = context.new_page()
    pagina.server = Server()
    pagina.route("**/bewaar/", pagina.server)
    pagina.on("dialog", lambda d: d.accept())
    html = engines["django"].from_string(VELD).render({})

    def toon() -> None:
        pagina.goto(f"{live_server.url}/galerij/")
        pagina.evaluate(
            """html => { const plek = document.querySelector('.vp-inhoud'); plek.innerHTML = html;
            document.body.dispatchEvent(new CustomEvent('htmx:load', {detail: {elt: plek.firstElementChild}})); }""",
            html,
        )

    pagina.toon = toon
    toon()
    yield pagina
    context.close()


def stand(pagina: Any) -> Any:
    return pagina.locator("#doel-bewaard")


def kladjes(pagina: Any) -> list[str]:
    return pagina.evaluate("Object.keys(localStorage).filter(k => k.startsWith('vp-kladje')).map(k => localStorage[k])")


def test_bewaart_een_tel_na_de_laatste_toets(pagina: Any) -> None:
    pagina.fill("#doel", "Nieuwe tekst van vijf woorden.")
    assert len(kladjes(pagina)) == 1
    stand(pagina).get_by_text("Bewaard om 14:03").wait_for()
    (vraag,) = pagina.server.vragen
    assert vraag["naam"] == ["tekst"]
    assert vraag["tekst"] == ["Nieuwe tekst van vijf woorden."]
    assert vraag["versie"] == ["3"]
    assert vraag["sectie"] == ["4"]
    assert vraag["nvt"] == ["0"]
    assert vraag["csrfmiddlewaretoken"][0]
    assert pagina.get_attribute("#doel", "data-vp-versie") == "4"
    assert kladjes(pagina) == []
    assert pagina.get_by_text("5 van ongeveer 150 woorden").is_visible()


def test_wat_niet_verandert_wordt_niet_verstuurd(pagina: Any) -> None:
    pagina.fill("#doel", "Iets anders")
    pagina.fill("#doel", "Oude tekst.")
    pagina.locator("#doel").blur()
    pagina.wait_for_timeout(1000)
    assert pagina.server.vragen == []


@pytest.mark.parametrize(
    "stuk",
    [{"weg": True}, {"status": 500, "body": "x"}, {"status": 200, "content_type": "text/html", "body": "inloggen"}],
)
def test_mislukt_bewaren_houdt_de_tekst_en_biedt_hem_na_een_crash_aan(pagina: Any, stuk: dict[str, Any]) -> None:
    pagina.server.antwoord = lambda: stuk
    pagina.fill("#doel", "Mag niet weg.")
    stand(pagina).get_by_text("Je tekst staat veilig op dit apparaat").wait_for()
    assert "Mag niet weg." in kladjes(pagina)[0]
    pagina.toon()
    herstel = pagina.locator(".vp-herstel")
    assert "Mag niet weg." in herstel.inner_text()
    assert pagina.input_value("#doel") == "Oude tekst."
    pagina.server.antwoord = lambda: pagina.server.json({"bewaard": "15:00", "versie": 5})
    herstel.get_by_role("button", name="Zet deze tekst in het veld").click()
    stand(pagina).get_by_text("Bewaard om 15:00").wait_for()
    assert pagina.input_value("#doel") == "Mag niet weg."
    assert kladjes(pagina) == []
    assert not herstel.is_visible()


def test_probeert_het_zelf_opnieuw(pagina: Any) -> None:
    antwoorden = [{"status": 503, "body": ""}]
    pagina.server.antwoord = lambda: (
        antwoorden.pop() if antwoorden else pagina.server.json({"bewaard": "14:05", "versie": 4})
    )
    pagina.fill("#doel", "Nog een keer.")
    stand(pagina).get_by_text("Bewaard om 14:05").wait_for(timeout=8000)
    assert len(pagina.server.vragen) == 2


def test_een_zin_van_de_server_staat_bij_het_veld_en_gaat_weer_weg(pagina: Any) -> None:
    pagina.server.antwoord = lambda: pagina.server.json({"fout": "Dit is te lang."}, 422)
    pagina.fill("#doel", "x" * 50)
    pagina.get_by_text("Dit is te lang.").wait_for()
    assert pagina.get_attribute("#doel", "aria-invalid") == "true"
    pagina.server.antwoord = lambda: pagina.server.json({"bewaard": "14:06", "versie": 4})
    pagina.fill("#doel", "kort")
    stand(pagina).get_by_text("Bewaard om 14:06").wait_for()
    assert pagina.get_by_text("Dit is te lang.").count() == 0
    assert pagina.get_attribute("#doel", "aria-invalid") is None


def test_bij_een_botsing_blijven_beide_teksten_en_kiest_een_mens(pagina: Any) -> None:
    sjabloon = '{% conflict id="b" mijn=mijn ander=ander url="/bewaar/" naam="tekst" versie=9 label="Doel" %}'
    html = (
        engines["django"]
        .from_string(sjabloon)
        .render({"mijn": Versie("Mijn zin.", "Ik"), "ander": Versie("Hun zin.", "Ander")})
    )
    pagina.server.antwoord = lambda: {"status": 409, "content_type": "text/html; charset=utf-8", "body": html}
    pagina.fill("#doel", "Mijn zin.")
    botsing = pagina.locator("#b")
    botsing.wait_for()
    assert "Hun zin." in botsing.inner_text()
    assert "Mijn zin." in botsing.inner_text()
    assert len(kladjes(pagina)) == 1
    pagina.server.antwoord = lambda: pagina.server.json({"bewaard": "14:09", "versie": 10})
    botsing.get_by_role("button", name="Neem deze").click()
    stand(pagina).get_by_text("Bewaard om 14:09").wait_for()
    vraag = pagina.server.vragen[-1]
    assert vraag["versie"] == ["9"]
    assert vraag["tekst"] == ["Hun zin."]
    assert vraag["naam"] == ["tekst"]
    assert pagina.input_value("#doel") == "Hun zin."
    assert pagina.get_attribute("#doel", "data-vp-versie") == "10"
    assert kladjes(pagina) == []


def test_nvt_gaat_mee_en_laat_de_tekst_staan(pagina: Any) -> None:
    pagina.get_by_label("n.v.t.").check()
    stand(pagina).get_by_text("Bewaard om 14:03").wait_for()
    assert pagina.server.vragen[-1]["nvt"] == ["1"]
    assert pagina.input_value("#doel") == "Oude tekst."
    assert not pagina.locator("#doel").is_editable()


def test_weggaan_bewaart_eerst(pagina: Any) -> None:
    pagina.fill("#doel", "Vlak voor het weggaan.")
    pagina.evaluate("dispatchEvent(new Event('pagehide'))")
    pagina.wait_for_timeout(300)
    assert pagina.server.vragen[-1]["tekst"] == ["Vlak voor het weggaan."]
