"""The handbook in the product: safe, searchable, linked to screens, every link alive."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from vindplaats.portaal import hulp

pytestmark = pytest.mark.django_db


def test_begin_shows_the_contents_without_an_account(client: Client) -> None:
    antwoord = client.get(reverse("portaal:hulp"))
    assert antwoord.status_code == 200
    tekst = antwoord.content.decode()
    for pagina in hulp.paginas().values():
        assert pagina.titel in tekst


def test_with_a_role_the_frame_of_the_house_is_around_it(client_als: object) -> None:
    antwoord = client_als("bestuurder").get(reverse("portaal:hulp-pagina", args=["invullen"]))  # type: ignore[operator]
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert 'id="nul-leeg-en-n-v-t"' in tekst
    assert "Hoofdmenu" in tekst


@pytest.mark.parametrize("naam", ["bestaat-niet", "index"])
def test_unknown_page_is_404_with_a_sentence(client: Client, naam: str) -> None:
    antwoord = client.get(f"/hulp/{naam}/")
    assert antwoord.status_code == 404
    assert "handleiding" in antwoord.content.decode().lower()


def test_every_page_of_the_folder_opens(client: Client) -> None:
    assert len(hulp.paginas()) >= 10
    for naam in hulp.paginas():
        if naam != hulp.BEGIN:
            assert client.get(reverse("portaal:hulp-pagina", args=[naam])).status_code == 200


def test_every_link_between_pages_exists() -> None:
    bekend = {naam: {kop.anker for kop in pagina.koppen} for naam, pagina in hulp.paginas().items()}
    dood = []
    for naam, pagina in hulp.paginas().items():
        for doel, plek in re.findall(r'href="/hulp/(?:([a-z0-9-]+)/)?(?:#([\w-]+))?"', pagina.html):
            wie = doel or hulp.BEGIN
            if wie not in bekend or (plek and plek not in bekend[wie]):
                dood.append(f"{naam} -> {wie}#{plek}")
        assert ".md" not in re.sub(r"<code>.*?</code>", "", pagina.html, flags=re.DOTALL), naam
    assert dood == []


def test_index_links_to_every_page() -> None:
    html = hulp.paginas()[hulp.BEGIN].html
    assert [naam for naam in hulp.paginas() if naam != hulp.BEGIN and f'"/hulp/{naam}/"' not in html] == []


def test_dangerous_markup_is_taken_out() -> None:
    pagina = hulp.maak_pagina(
        "x", "# T\n\n<script>alert(1)</script>\n\n[klik](javascript:alert(1)) ![x](y.png) <b onclick=x>dik</b>\n"
    )
    assert "<script" not in pagina.html
    assert "javascript:" not in pagina.html.replace("[klik](javascript:alert(1))", "")
    assert "<b" not in pagina.html
    assert "<img" not in pagina.html


def test_link_to_another_page_becomes_an_address_in_the_product() -> None:
    html = hulp.maak_pagina("x", "# T\n\n[a](invullen.md#geld) [b](index.md)\n").html
    assert 'href="/hulp/invullen/#geld"' in html
    assert 'href="/hulp/"' in html


def test_search_finds_all_words_and_ignores_accents_and_case(client: Client) -> None:
    gevonden = hulp.zoek("HERSTELCODES telefoon")
    assert [v.pagina.naam for v in gevonden] == ["aanmelden", "mensen-en-rollen"]
    assert "herstelcodes" in gevonden[0].fragment.lower()
    assert hulp.zoek("conclusíes") == hulp.zoek("conclusies") != []
    assert hulp.zoek("xyzzy") == []
    assert hulp.zoek(" a ") == []
    tekst = client.get("/hulp/", {"q": "herstelcodes"}).content.decode()
    assert "/hulp/mensen-en-rollen/#aanmelden" in tekst
    assert "Niets gevonden" in client.get("/hulp/", {"q": "xyzzy"}).content.decode()


def test_question_is_shown_escaped(client: Client) -> None:
    tekst = client.get("/hulp/", {"q": '"><script>x'}).content.decode()
    assert "<script>x" not in tekst


@pytest.mark.parametrize(
    ("scherm", "naam"),
    [
        ("organisaties:school", "organisaties"),
        ("toegang:logboek", "logboek"),
        ("toegang:mensen", "mensen-en-rollen"),
        ("account_login", "aanmelden"),
        ("toegang:demo", "rondleiding"),
        ("verantwoording:inbox", "inlezen"),
        ("bestaat:niet", "index"),
    ],
)
def test_screen_leads_to_its_page(scherm: str, naam: str) -> None:
    assert hulp.pagina_voor(scherm) == naam


def test_frame_links_to_the_page_of_the_screen(client_als: object) -> None:
    antwoord = client_als("functioneel_beheerder").get(reverse("toegang:mensen"))  # type: ignore[operator]
    assert 'href="/hulp/mensen-en-rollen/"' in antwoord.content.decode()
