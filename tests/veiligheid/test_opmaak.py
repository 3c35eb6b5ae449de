"""Stored markup: every text field of every model and every form holds an attack; no page and no file lets it out."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import DatabaseError, models, transaction

from tests.veiligheid.aanval import Bezoek, bezoeken, formulieren, inhoud_van, zonder_spoor

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
GIF = "=1+1|'\"><vpgif onerror=x>&lt;{{3|add:4}}${7*7}\u202e"
RAUW = re.compile(r"<\s*/?vpgif", re.I)
GEREKEND = re.compile(r"(?:&lt;|<)7\$|49\u202e")
FORMULE = re.compile(r"<f[ >]|<c [^>]*t=\"e\"")
"""A cell with a formula in the XML of a sheet."""


def _vergiftig() -> int:
    """Every text field that holds human text (it has a space) or may be empty gets the attack, past all validation."""
    geraakt = 0
    for model in apps.get_models():
        if not model.__module__.startswith("vindplaats") or model._meta.proxy or "historical" in model._meta.model_name:
            continue
        for veld in model._meta.concrete_fields:
            if isinstance(veld, models.CharField | models.TextField) and not (
                veld.choices or veld.unique or veld.primary_key
            ):
                geraakt += _vergiftig_veld(model, veld)
    return geraakt


def _vergiftig_veld(model: Any, veld: models.Field) -> int:
    gif = GIF[: veld.max_length or None]
    if len(gif) < 12 or type(veld).__name__ in {"JSONField", "SlugField", "URLField"}:
        return 0
    mensentekst = models.Q(**{f"{veld.attname}__contains": " "})
    try:
        with transaction.atomic():
            return int(model._base_manager.filter(mensentekst).update(**{veld.attname: gif}))
    except (DatabaseError, TypeError, ValueError, AttributeError, NotImplementedError, RuntimeError):
        return 0
    except Exception as fout:  # models that refuse every change say so with an error of their own
        if "vindplaats" in type(fout).__module__:
            return 0
        raise


def _vul_in(adressen: list[Bezoek]) -> int:
    """The attack through the forms themselves: what a form takes, stays."""
    aangenomen = 0
    for bezoek in adressen:
        with zonder_spoor():
            pagina = bezoek.client.get(bezoek.pad)
        for formulier in formulieren(pagina, bezoek.pad):
            if formulier.methode != "post" or not formulier.teksten or "/account/" in formulier.pad:
                continue
            gif = {naam: [GIF[: lengte or 200]] for naam, lengte in formulier.teksten.items()}
            plek = transaction.savepoint()
            antwoord = bezoek.client.post(formulier.pad, {**formulier.waarden, **gif})
            if antwoord.status_code in (200, 204, 302):
                transaction.savepoint_commit(plek)
                aangenomen += antwoord.status_code == 302
            else:
                transaction.savepoint_rollback(plek)
    return aangenomen


def _bezwaren(antwoord: Any) -> list[str]:
    """What is dangerous in this answer: markup in a page, a formula in a sheet, a control character in a name."""
    soort = antwoord.headers.get("Content-Type", "")
    naam = antwoord.headers.get("Content-Disposition", "")
    uit = ["bestandsnaam"] if re.search(r"[<>\r\n\u202e]|%E2%80%AE|%3C", naam) else []
    inhoud = inhoud_van(antwoord)
    tekst = inhoud.decode("utf-8", "replace")
    if "html" in soort or "svg" in soort or "xml" in soort.partition(";")[0]:
        uit += ["opmaak"] if RAUW.search(tekst) else []
        uit += ["gerekend"] if GEREKEND.search(tekst) else []
    elif soort.startswith("text/csv"):
        uit += ["formule in csv"] if re.search(r'(?:^|[;\n\r])"?=1\+1', tekst) else []
    elif zipfile.is_zipfile(io.BytesIO(inhoud)):
        uit += _in_de_zip(inhoud)
    elif inhoud[:4] == b"%PDF":
        uit += ["script in pdf"] if re.search(rb"/(JavaScript|JS|Launch|OpenAction)\b", inhoud) else []
    return uit


def _in_de_zip(inhoud: bytes) -> list[str]:
    uit = []
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zipbestand:
        for deel in zipbestand.namelist():
            if deel.endswith((".xml", ".rels", ".html", ".csv")):
                tekst = zipbestand.read(deel).decode("utf-8", "replace")
                uit += [f"opmaak in {deel}"] if not deel.endswith(".csv") and RAUW.search(tekst) else []
                uit += [f"formule in {deel}"] if "worksheets/" in deel and FORMULE.search(tekst) else []
            if ".." in deel or deel.startswith("/"):
                uit.append(f"pad {deel}")
    return uit


def _rondgang(adressen: list[Bezoek]) -> tuple[list[str], int]:
    fouten, gezien = [], 0
    for bezoek in adressen:
        with zonder_spoor():
            antwoord = bezoek.client.get(bezoek.pad)
            fouten += [f"{bezoek.url.naam} als {bezoek.rol}: {b}" for b in _bezwaren(antwoord)]
        gezien += b"vpgif" in (b"" if antwoord.streaming else antwoord.content)
    return fouten, gezien


def test_wat_in_de_database_staat_komt_er_onschadelijk_uit(huis: Any) -> None:
    """Past every validation: what a copy that is put back or another program wrote may still not become markup."""
    adressen = list(bezoeken(huis))
    with zonder_spoor():
        geraakt = _vergiftig()
        fouten, gezien = _rondgang(adressen)
    assert geraakt > 30, geraakt
    assert gezien > 20, gezien
    assert not fouten, "\n".join(fouten)


@pytest.mark.eens  # how text is drawn
def test_wat_mensen_invullen_komt_er_onschadelijk_uit(huis: Any) -> None:
    """Through the forms: pages, files and mails after it hold the text as text."""
    adressen = list(bezoeken(huis))
    with zonder_spoor():
        aangenomen = _vul_in(adressen)
        fouten, gezien = _rondgang(adressen)
    assert aangenomen > 8, aangenomen
    assert gezien > 5, gezien
    for brief in mail.outbox:
        koppen = brief.message()
        assert not any("\n" in str(waarde).strip() and "vpgif" in str(waarde) for waarde in koppen.values())
        html = [deel for deel in koppen.walk() if deel.get_content_type() == "text/html"]
        fouten += [f"mail {brief.subject}" for deel in html if RAUW.search(str(deel.get_payload(decode=True)))]
    assert not fouten, "\n".join(fouten)
