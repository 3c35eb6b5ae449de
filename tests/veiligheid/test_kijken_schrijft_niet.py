"""Looking changes nothing: a GET of any url writes in no table but the traces of looking itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.veiligheid.aanval import bezoeken, zonder_spoor

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

SCHRIJFT = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|MERGE INTO)\s+\"?(\w+)", re.IGNORECASE)
SPOREN = {
    "toegang_gebeurtenis": "the access log; not a row that says something was changed, see below",
    "toegang_wachtend": "the same rows, waiting for their place in the chain of the log",
    "toegang_schakel": "the chain itself",
    "toegang_poging": "the counter of heavy work per person",
    "toegang_sessie": "sign of life of the own session",
    "django_session": "the own session",
    "vindplaats_cache": "what was computed and can be computed again",
}
"""table -> why looking may write there"""
PER_URL = {("techniek:uitvoer-ophalen", "techniek_uitvoering"): "counts how often an export was fetched"}


@contextmanager
def geschreven() -> Iterator[list[tuple[str, str]]]:
    """The tables that are written to inside, each with the statement."""
    uit: list[tuple[str, str]] = []

    def kijk(doe: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        treffer = SCHRIJFT.match(str(sql))
        if treffer:
            uit.append((treffer[1].lower(), str(sql)[:160]))
        return doe(sql, params, many, context)

    with connection.execute_wrapper(kijk):
        yield uit


def test_geen_enkele_url_schrijft_bij_kijken(huis: Any) -> None:
    """Every url with its example, as somebody who may see it."""
    fouten: dict[str, str] = {}
    aantal = 0
    for bezoek in bezoeken(huis):
        aantal += 1
        with zonder_spoor():
            stond = _gewijzigd()
            with geschreven() as uit:
                bezoek.client.get(bezoek.pad)
            if _gewijzigd() != stond:
                fouten[f"{bezoek.url.naam} logboek"] = "het logboek zegt dat er iets gewijzigd is"
        for tabel, sql in uit:
            if tabel not in SPOREN and (bezoek.url.naam, tabel) not in PER_URL:
                fouten[f"{bezoek.url.naam} {tabel}"] = sql
    assert aantal > 200, aantal
    assert not fouten, "\n".join(f"{wat}: {sql}" for wat, sql in fouten.items())


def _gewijzigd() -> int:
    from vindplaats.toegang.models import Gebeurtenis

    return Gebeurtenis.objects.voor_taak("proef").filter(soort=Gebeurtenis.WIJZIGEN).count()


def test_de_proef_ziet_wat_er_geschreven_wordt(huis: Any) -> None:
    from vindplaats.toegang.models import Bericht

    mens = huis.mensen["functioneel_beheerder"].gebruiker_id
    with zonder_spoor(), geschreven() as uit:
        bericht = Bericht.objects.create(gebruiker_id=mens, tekst="x", sleutel="x")
        Bericht.objects.filter(pk=bericht.pk).update(tekst="y")
        bericht.delete()
    assert [tabel for tabel, _ in uit] == ["toegang_bericht"] * 3
