"""Made letters and reports are kept with a kenmerk that is never given out twice."""

import threading
from typing import Any

import pytest
from django.db import connection

from vindplaats.documenten import actions, opslag, queries
from vindplaats.documenten.pdf import maak_pdf
from vindplaats.documenten.word import maak_docx

from . import voorbeeld


@pytest.mark.django_db
def test_kept_with_kenmerk_and_found_again(maak_wie: Any) -> None:
    wie = maak_wie("directeur_swv")
    kenmerk = actions.kenmerk_geven(eigenaar=wie.organisatie)
    stuk = voorbeeld.rapport(kenmerk=kenmerk)
    pdf = maak_pdf(stuk)
    rij = actions.stuk_bewaren(
        wie=wie,
        data=pdf.data,
        vorm="pdf",
        stuk=stuk,
        soort="verantwoording.gezamenlijk",
        eigenaar=wie.organisatie,
        kamer="verantwoording",
        onderwerp="verantwoording.ronde:1",
        melding=pdf.melding,
    )
    assert kenmerk.startswith("PO9901-")
    assert rij.bestand.naam == f"Gezamenlijke verantwoording 2023-2024 {kenmerk}.pdf"
    assert opslag.pad_van(rij.bestand.plek).read_bytes() == pdf.data
    assert list(queries.stukken_van(wie, "verantwoording.ronde:1")) == [rij]
    assert list(queries.stukken_van(maak_wie("bestuurder"), "verantwoording.ronde:1")) == []


@pytest.mark.django_db
def test_word_too(maak_wie: Any) -> None:
    wie = maak_wie("directeur_swv")
    stuk = voorbeeld.brief()
    rij = actions.stuk_bewaren(
        wie=wie,
        data=maak_docx(stuk),
        vorm="docx",
        stuk=stuk,
        soort="documenten.proef",
        eigenaar=wie.organisatie,
        kamer="documenten",
        onderwerp="x:1",
    )
    assert rij.bestand.soort == "docx"


@pytest.mark.django_db
def test_numbers_count_per_organisation() -> None:
    nummers = [actions.kenmerk_geven(eigenaar=e)[-4:] for e in ("swv:PO9901", "swv:PO9901", "swv:PO9902")]
    assert nummers == ["0001", "0002", "0001"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers() -> None:
    actions.kenmerk_geven(eigenaar="swv:PO9901")
    uit: list[str] = []

    def vraag() -> None:
        try:
            uit.append(actions.kenmerk_geven(eigenaar="swv:PO9901"))
        finally:
            connection.close()

    draden = [threading.Thread(target=vraag) for _ in range(6)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(set(uit)) == 6
