"""What every attack uses: one visitor per url, the forms its page shows, nasty values, a request that leaves no trace."""

import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.urlloop import Url, alle_urls
from vindplaats.kern.registers import rechten, voorbeelden
from vindplaats.toegang.rollen import ROLLEN

RONDES = int(os.environ.get("VEILIGHEID_RONDES", "1"))
"""How many nasty fillings per url and per form; the bench sets it higher."""

NAAR = (
    "a" * 70_000,
    "nul\x00teken",
    "😀" * 40 + "\ufffd",
    "\u202egnp.exe\u202c \u200b\u2028",
    "' OR 1=1;-- \" ); DROP TABLE toegang_gebruiker;--",
    "{{ 3|add:4 }}{% load x %}${7*7}%s%n{0}",
    "<script>x</script>",
    "-1",
    "9" * 40,
    "NaN",
    "1e999",
    "0000-00-00",
    "99999-12-31",
    "../../../../etc/passwd\\..\\",
    "regel\r\nSet-Cookie: x=1",
    "",
    "[]",
    '{"a": {"b": [null]}}',
    "٣٤",
)
SOORTEN = {"str": NAAR, "int": ("0", "9" * 30), "slug": ("-", "a" * 5000)}
VRAGEN = ("q", "pagina", "per", "sorteer", "jaar", "zoek", "next", "terug", "tab", "bestuur", "school", "van", "tot")


@dataclass
class Formulier:
    """A form on a page: where it posts to, what it would send untouched, and what each field is."""

    pad: str
    methode: str
    waarden: dict[str, list[str]]
    keuzes: set[str] = field(default_factory=set)
    teksten: dict[str, int] = field(default_factory=dict)
    """free text fields with their maximum length (0: none)"""
    bestanden: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Bezoek:
    """One url with the person and the address to visit it with."""

    url: Url
    rol: str
    client: Client
    pad: str


def bezoeken(huis: Any) -> Iterator[Bezoek]:
    """Every url as the first role that may see it and has an example of its own."""
    for url in alle_urls():
        for rol in _rollen(url):
            voorbeeld = voorbeelden.get(url.naam)
            kwargs = voorbeeld.eigen(huis.streek, huis.mensen[rol]) if voorbeeld else {} if not url.kwargs else None
            if kwargs is None:
                continue
            pad = reverse(url.naam, kwargs=kwargs) + (voorbeeld.vraag if voorbeeld else "")
            yield Bezoek(url, rol, huis.clients[rol], pad)
            break


def _rollen(url: Url) -> list[str]:
    if url.deur is not None and url.deur.soort == "recht":
        return sorted(rechten[url.deur.recht].rollen)
    return ["functioneel_beheerder", *ROLLEN]


@contextmanager
def zonder_spoor() -> Iterator[None]:
    """What happens inside is undone in the database, whatever came of it."""
    plek = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(plek)


def fout_van(antwoord: Any) -> str:
    """Empty when the house answered decently; else the status and the last lines of the trace."""
    if antwoord.status_code < 500 and "Traceback (most recent" not in tekst_van(antwoord)[:200_000]:
        return ""
    soort = getattr(antwoord, "exc_info", None)
    spoor = "".join(traceback.format_exception(*soort)[-3:]) if soort else ""
    return f"{antwoord.status_code} {spoor[-500:]}"


def tekst_van(antwoord: Any) -> str:
    """The body as text; of a file nothing."""
    if getattr(antwoord, "streaming", False) or not antwoord.headers.get("Content-Type", "").startswith("text/"):
        return ""
    return str(antwoord.content.decode("utf-8", "replace"))


def inhoud_van(antwoord: Any) -> bytes:
    """The body as bytes, also of a stream."""
    return b"".join(antwoord.streaming_content) if getattr(antwoord, "streaming", False) else antwoord.content


def formulieren(antwoord: Any, pad: str) -> list[Formulier]:
    """The forms of a page, also those that HTMX sends."""
    if "html" not in antwoord.headers.get("Content-Type", "") or not tekst_van(antwoord).strip():
        return []
    boom = lxml.html.fromstring(antwoord.content, parser=lxml.html.HTMLParser(encoding="utf-8"))
    uit = []
    for form in boom.iter("form"):
        hx = form.get("hx-post")
        methode = "post" if hx else (form.get("method") or "get").lower()
        doel = hx or form.get("action") or pad
        if doel.startswith("/") and methode in ("get", "post"):
            uit.append(_lees(form, doel, methode, boom))
    return uit


def _lees(form: Any, doel: str, methode: str, boom: Any) -> Formulier:
    resultaat = Formulier(doel, methode, {})
    eigen = [form, *([d] if (d := form.get("id")) else [])]
    velden = list(form.iter("input", "select", "textarea", "button"))
    if len(eigen) == 2:
        velden += boom.xpath("//*[@form=$id]", id=form.get("id"))
    for veld in velden:
        naam, soort = veld.get("name"), (veld.get("type") or "").lower()
        if not naam or naam == "csrfmiddlewaretoken" or veld.tag not in ("input", "select", "textarea", "button"):
            continue
        if veld.tag == "select":
            resultaat.keuzes.add(naam)
            _kies(resultaat, naam, [o.get("value") or "" for o in veld.iter("option")])
        elif veld.tag == "button" or soort == "submit":
            resultaat.waarden.setdefault(naam, [veld.get("value") or ""])
        elif soort in ("radio", "checkbox"):
            resultaat.keuzes.add(naam)
            _kies(resultaat, naam, [veld.get("value") or "on"])
        elif soort == "file":
            resultaat.bestanden.add(naam)
        else:
            resultaat.waarden[naam] = [veld.get("value") or veld.text or ""]
            if veld.tag == "textarea" or soort in ("", "text", "search"):
                resultaat.teksten[naam] = int(veld.get("maxlength") or 0)
    return resultaat


def _kies(formulier: Formulier, naam: str, mogelijk: list[str]) -> None:
    """The first choice that is not empty, unless one was chosen already."""
    if not any(formulier.waarden.get(naam, [])):
        formulier.waarden[naam] = [w for w in mogelijk if w][:1] or mogelijk[:1]


def nare_paden(bezoek: Bezoek) -> list[str]:
    """The same url with other things where its ids stand."""
    uit = []
    for waarde in ("0", "9" * 30, "-", "😀", "' OR 1=1--", "a" * 3000, "..", "00000000-0000-0000-0000-000000000000"):
        try:
            uit.append(reverse(bezoek.url.naam, kwargs=dict.fromkeys(bezoek.url.kwargs, waarde)))
        except NoReverseMatch:
            continue
    return uit if bezoek.url.kwargs else []


_SCHRIJFT = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)


@contextmanager
def schrijfsels() -> Iterator[list[tuple[str, str]]]:
    """Every write to the database while inside: (table, what was sent as text)."""
    gezien: list[tuple[str, str]] = []

    def kijk(doe: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raak = _SCHRIJFT.match(sql)
        if raak:
            gezien.append((raak.group(2), repr(params)))
        return doe(sql, params, many, context)

    with connection.execute_wrapper(kijk):
        yield gezien
