"""Limits that hold for every url: forgery, reading that writes, extra fields, ids of others, headers, caches, redirects."""

import re
from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.urlloop import alle_urls
from tests.veiligheid.aanval import (
    RONDES,
    Bezoek,
    Formulier,
    bezoeken,
    formulieren,
    inhoud_van,
    schrijfsels,
    tekst_van,
    zonder_spoor,
)
from vindplaats.toegang.models import Gebruiker, RolToekenning

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
MERK = "zqvreemdzq"
OVERBODIG = {
    "is_active",
    "is_staff",
    "is_superuser",
    "rol",
    "rollen",
    "organisatie",
    "eigenaar",
    "gebruiker",
    "wie",
    "id",
}
WEIGEREN_SCHRIJFT = {
    "django_session": "the session moves its own end",
    "toegang_sessie": "the last sign of life of this sign-in",
    "toegang_gebeurtenis": "that it was refused is a row of the log",
    "toegang_wachtend": "that row waits in line for the chain",
    "toegang_poging": "how many refusals were written down, so that they never flood the log",
}
NAAR_BUITEN = r"\s*(https?:|//|/\\|javascript:)"
MACHINES = {"gezond", "gereed", "metrics"}
"""Answered before the sessions and the tokens, and only to GET."""
EIGEN_TEKST = {"formats_antwoord"}
"""What a board types in its own draft is kept as text, also when it is no choice; it points to no row."""
KOPPEN = {
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every page for people carries, beside the CSP."""
GEEN_VERZOEK = {"toegang:via-terug", "toegang:via", "toegang:niet-ik"}
"""GETs that finish something that began elsewhere, and check a secret of their own."""


def _met_sessie(client: Client) -> Client:
    streng = Client(enforce_csrf_checks=True)
    streng.raise_request_exception = False
    streng.cookies = deepcopy(getattr(client, "vast", client.cookies))
    return streng


@pytest.mark.eens  # what is sent and refused before any row is read
def test_elk_verzoek_dat_schrijft_vraagt_het_token(huis: Any) -> None:
    """A POST (PUT, PATCH, DELETE) from another site never reaches a view, signed in or not."""
    fouten, aantal = [], 0
    for bezoek in bezoeken(huis):
        eigen, niemand = _met_sessie(bezoek.client), _met_sessie(Client())
        for methode in (eigen.post, (eigen.delete, niemand.post)[aantal // 2 % 2]):
            with zonder_spoor(), schrijfsels() as geschreven:
                antwoord = methode(bezoek.pad, headers={"origin": "https://kwaad.test"})
            aantal += 1
            goed = {404, 405} if bezoek.url.naam in MACHINES else {403}
            raak = {tabel for tabel, _ in geschreven} - WEIGEREN_SCHRIJFT.keys()
            if antwoord.status_code not in goed or raak:
                fouten.append(f"{bezoek.url.naam}: {antwoord.status_code} {raak}")
    assert aantal > 400
    assert not fouten, fouten


def _alle_formulieren(huis: Any) -> list[tuple[Bezoek, Formulier]]:
    """Each form that posts, once per url it posts to and set of fields."""
    uit: dict[Any, tuple[Bezoek, Formulier]] = {}
    for bezoek in bezoeken(huis):
        with zonder_spoor():
            pagina = bezoek.client.get(bezoek.pad)
        for formulier in formulieren(pagina, bezoek.pad):
            if formulier.methode == "post":
                vorm = re.sub(r"[0-9a-f-]{30,}|\d+", "#", formulier.pad.partition("?")[0])
                uit.setdefault((vorm, tuple(sorted(formulier.waarden))), (bezoek, formulier))
    return list(uit.values())


def _rechten() -> list[Any]:
    """Who is who and who may what: no form may change this by a field that it does not show."""
    mensen = Gebruiker.objects.order_by("pk").values_list("pk", "email", "is_active", "password")
    rollen = RolToekenning.objects.order_by("pk").values_list("pk", "gebruiker_id", "rol", "organisatie", "van", "tot")
    return [*mensen, *rollen]


def test_velden_die_er_niet_bij_horen_doen_niets(huis: Any) -> None:
    """Mass assignment: every field name of every model is sent along with each form; none of it is stored."""
    namen = {veld.attname for model in apps.get_models() for veld in model._meta.concrete_fields} | OVERBODIG
    fouten, aantal = [], 0
    for bezoek, formulier in _alle_formulieren(huis):
        vreemd = {naam: MERK for naam in namen if naam not in formulier.waarden and naam not in formulier.bestanden}
        gewoon = _rechten()
        with zonder_spoor(), schrijfsels() as geschreven:
            antwoord = bezoek.client.post(formulier.pad, {**vreemd, **formulier.waarden})
            erbij = _rechten()
        aantal += 1
        if gewoon != erbij:  # the form is about rights: what does it do by itself
            with zonder_spoor():
                bezoek.client.post(formulier.pad, formulier.waarden)
                gewoon = _rechten()
        raak = {tabel for tabel, wat in geschreven if MERK in wat}
        if raak or [r[1:] for r in gewoon] != [r[1:] for r in erbij]:
            fouten.append(
                f"{bezoek.url.naam} -> {formulier.pad} ({antwoord.status_code}): {raak or 'rechten veranderd'}"
            )
    assert aantal > 50, aantal
    assert not fouten, "\n".join(fouten)


def _van_een_ander(streek: Any, veld: str, nu: list[str]) -> list[str]:
    """Keys of strangers in the form that this choice has: with the kind in front, or bare; the likely kind first."""
    sleutels = [streek.ander_swv, streek.ander_bestuur, streek.andere_school]
    past = [s for s in sleutels if s.partition(":")[0] in veld] or sleutels
    return past if any(":" in w for w in nu) or "organisatie" in veld else [s.partition(":")[2] for s in past]


def test_ids_van_een_ander_in_een_keuze(huis: Any) -> None:
    """Every choice of every form with the key of an organisation of another region: refused, nothing written with it."""
    fouten, aantal = [], 0
    for bezoek, formulier in _alle_formulieren(huis):
        for veld in sorted(formulier.keuzes):
            aantal += 1
            vreemd = _van_een_ander(huis.streek, veld, formulier.waarden.get(veld, []))
            for sleutel in vreemd if RONDES > 1 else vreemd[aantal % len(vreemd) :][:1]:
                with zonder_spoor(), schrijfsels() as geschreven:
                    bezoek.client.post(formulier.pad, {**formulier.waarden, veld: sleutel})
                raak = {tabel for tabel, wat in geschreven if f"'{sleutel}'" in wat} - EIGEN_TEKST
                if raak:
                    fouten.append(f"{bezoek.url.naam} -> {formulier.pad} {veld}={sleutel}: {raak}")
    assert not fouten, "\n".join(fouten)


@pytest.mark.eens  # what is sent and refused before any row is read
def test_koppen_en_tussenopslag_op_elke_url(huis: Any) -> None:
    """The headers on every answer; what is personal is kept nowhere; a file is never shown as a page."""
    fouten = []
    for bezoek in bezoeken(huis):
        with zonder_spoor():
            antwoord = bezoek.client.get(bezoek.pad)
        koppen = antwoord.headers
        csp = koppen.get("Content-Security-Policy", "")
        dicht, machine = csp.endswith("sandbox"), bezoek.url.naam in MACHINES
        goed = (
            "default-src 'none'" in csp and "frame-ancestors 'none'" in csp and "base-uri 'none'" in csp,
            dicht or ("unsafe" not in csp and "*" not in csp),
            koppen.get("X-Content-Type-Options") == "nosniff",
            machine or all(koppen.get(naam) == waarde for naam, waarde in KOPPEN.items()),
            "Access-Control-Allow-Origin" not in koppen and "Server" not in koppen and "X-Powered-By" not in koppen,
            bezoek.url.deur.soort == "openbaar" or "no-store" in koppen.get("Cache-Control", ""),
            "charset=utf-8" in koppen.get("Content-Type", "text/html; charset=utf-8").lower()
            or dicht
            or not koppen["Content-Type"].startswith("text/"),
        )
        if not all(goed):
            fouten.append(f"{bezoek.url.naam} {antwoord.status_code}: {[n for n, g in enumerate(goed) if not g]}")
    assert not fouten, fouten


@pytest.mark.eens  # what is sent and refused before any row is read
def test_geen_enkele_vraag_stuurt_naar_buiten(huis: Any) -> None:
    """`next` and its sisters on every url, in the query and in the body: never a redirect to another host."""
    kwaad = ("https://kwaad.test/", "//kwaad.test", "/\\kwaad.test", "javascript:alert(1)", "\thttps://kwaad.test")
    namen = ("next", "terug", "volgende", "naar", "url", "redirect", "return_to", "process")
    fouten = []
    koppen = {"referer": "https://kwaad.test/x", "hx-request": "true", "hx-current-url": "https://kwaad.test/x"}
    for nummer, bezoek in enumerate(bezoeken(huis)):
        data = dict.fromkeys(namen, kwaad[nummer % len(kwaad)])
        for doe in (
            lambda b=bezoek, d=data: b.client.get(b.pad.partition("?")[0], d),
            lambda b=bezoek, d=data: b.client.post(b.pad, d, headers={"referer": "https://kwaad.test/x"}),
            lambda b=bezoek, d=data: b.client.post(b.pad, d, headers=koppen),
        ):
            with zonder_spoor():
                antwoord = doe()
            doel = antwoord.headers.get("Location", "") + antwoord.headers.get("HX-Redirect", "")
            doel += antwoord.headers.get("HX-Location", "") + antwoord.headers.get("Refresh", "")
            if re.match(NAAR_BUITEN, doel) and not doel.startswith("http://testserver/"):
                fouten.append(f"{bezoek.url.naam}: {doel[:80]}")
            links = re.findall(r'(?:href|action|src|hx-\w+)="([^"]*kwaad[^"]*)"', tekst_van(antwoord))
            fouten += [f"{bezoek.url.naam}: link {li[:80]}" for li in links if re.match(NAAR_BUITEN, li)]
    assert not fouten, fouten


@pytest.mark.eens  # what is sent and refused before any row is read
def test_een_regeleinde_komt_niet_in_een_kop(huis: Any) -> None:
    """Response splitting: a line break in a query never becomes a header; the names of downloads hold no path."""
    fouten = []
    for bezoek in bezoeken(huis):
        with zonder_spoor():
            antwoord = bezoek.client.get(bezoek.pad, {"q": "x\r\nX-Kwaad: ja", "next": "/x\r\nX-Kwaad: ja"})
        naam = antwoord.headers.get("Content-Disposition", "")
        if "X-Kwaad" in antwoord.headers or re.search(r"[\r\n/\\<>]", naam.replace("UTF-8''", "")):
            fouten.append(f"{bezoek.url.naam}: {naam}")
        if (
            antwoord.headers.get("Content-Type", "").startswith(("application/", "text/csv"))
            and antwoord.status_code == 200
        ):
            inhoud_van(antwoord)
            if antwoord.headers["Content-Type"] != "application/json" and not naam.startswith("attachment"):
                fouten.append(f"{bezoek.url.naam}: {antwoord.headers['Content-Type']} zonder attachment")
    assert not fouten, fouten


def test_een_vreemde_host_wordt_geweigerd(huis: Any) -> None:
    """No page, and no link in a mail, can be made for the host name of an attacker."""
    for url in alle_urls():
        if url.kwargs or url.deur.soort != "openbaar" or url.naam in MACHINES:
            continue
        antwoord = Client(raise_request_exception=False).get(reverse(url.naam), headers={"host": "kwaad.test"})
        assert antwoord.status_code == 400, url.naam
    assert "*" not in settings.ALLOWED_HOSTS
    assert not settings.USE_X_FORWARDED_HOST
