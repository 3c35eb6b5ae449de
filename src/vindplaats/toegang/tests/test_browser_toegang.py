"""Toegang in a real browser: accepting an invitation with the app, the picker of the demo, by keyboard, without CSP complaints."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail

from tests.keuring import keuring
from vindplaats.kern.registers import demo_stappen
from vindplaats.toegang import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_uitnodiging_tot_en_met_de_tweede_stap(
    transactional_db: Any, streek: Any, maak_wie: Any, live_server: Any, chroom: Any, settings: Any
) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    actions.mens_uitnodigen(
        wie=maak_wie("functioneel_beheerder", streek.swv), email="nieuw@voorbeeld.test", naam="Nieuw Mens",
        rol="bestuurder", organisatie=streek.bestuur,
    )  # fmt: skip
    token = re.search(r"/welkom/([\w-]+)/", mail.outbox[-1].body).group(1)
    with keuring(chroom, live_server.url) as k:
        assert k.keur(f"/toegang/welkom/{token}/") == []
        p = k.pagina
        p.get_by_label("Wachtwoord", exact=True).fill("een lange zin over fietsen")
        p.get_by_label("Nog een keer hetzelfde wachtwoord").fill("een lange zin over fietsen")
        p.keyboard.press("Enter")
        p.wait_for_url("**/tweede-stap/instellen/")
        assert p.get_by_role("img", name=re.compile("QR-code")).is_visible()
        p.get_by_text("Lukt scannen niet?").click()
        geheim = p.locator("code").inner_text()
        p.get_by_label("Code uit je app").fill(
            format_hotp_value(hotp_value(geheim, list(yield_hotp_counters_from_time())[1]))
        )
        p.keyboard.press("Enter")
        p.wait_for_url("**/herstelcodes/")
        assert p.locator(".vp-toegang__codes li").count() == 10
        p.goto(f"{live_server.url}/toegang/mensen/")
        assert p.get_by_role("heading", name="Mensen en rollen").is_visible()
        assert k.klachten == []


def test_kiezer_instappen_en_wisselen(transactional_db: Any, live_server: Any, chroom: Any, settings: Any) -> None:
    settings.DEMO = settings.TWEEDE_FACTOR_VERPLICHT = True
    demo_stappen["10-organisaties"]()
    demo_stappen["20-mensen"]()
    with keuring(chroom, live_server.url) as k:
        assert k.keur("/toegang/demo/") == []
        p = k.pagina
        p.get_by_role("button", name="Stap in als Onafhankelijk voorzitter").first.click()
        p.wait_for_url(f"{live_server.url}/")
        k.klachten.clear()
        assert k.keur("/toegang/account/") == []
        p.get_by_label(re.compile("Rol wisselen")).click()
        keuzes = p.locator(".vp-boven button[name=rol]")
        assert keuzes.count() == 3
        keuzes.nth(2).click()
        p.wait_for_url("**/toegang/account/")
        assert p.get_by_label(re.compile("Rol wisselen. Nu: Onafhankelijk voorzitter, .*Schachtkring")).is_visible()
        p.get_by_role("link", name="Wissel van rol").click()
        assert p.get_by_role("heading", name="Kies wie je bent").is_visible()
