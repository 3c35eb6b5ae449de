"""Noise on every url and every form: whatever is sent, a decent answer comes back and never a broken page."""

import random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.veiligheid.aanval import (
    NAAR,
    RONDES,
    VRAGEN,
    Bezoek,
    Formulier,
    bezoeken,
    formulieren,
    fout_van,
    nare_paden,
    zonder_spoor,
)

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
BESTANDEN = (
    ("leeg.docx", b""),
    ("nep.pdf", b"%PDF-1.7\n%%EOF"),
    ("nep.xlsx", b"PK\x03\x04" + b"\x00" * 60),
    ("lijst.csv", b"\xff\xfe\x00kop;kop\r\n=1+1;\x00"),
    ("../../x.svg", b"<svg onload='x'/>"),
    ("beeld.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 30),
    ("boek.yaml", b"a: &a [*a, *a]\n!!python/object/apply:os.system ['x']"),
)


def _stuur(fouten: list[str], wat: str, doe: Any) -> Any:
    with zonder_spoor():
        antwoord = doe()
    fout = fout_van(antwoord)
    if fout:
        fouten.append(f"{wat}: {fout}")
    return antwoord


def test_elke_url_verdraagt_rare_vragen(huis: Any) -> None:
    """Query strings and ids with nonsense, and a POST with nothing and with nonsense."""
    kans, fouten = random.Random(20261122), []
    aantal = 0
    for bezoek in bezoeken(huis):
        aantal += 1
        for ronde in range(RONDES):
            vraag = {naam: kans.choice(NAAR)[:2000] for naam in VRAGEN}
            _stuur(fouten, f"GET {bezoek.url.naam} {ronde}", lambda b=bezoek, v=vraag: b.client.get(b.pad, v))
            data = {naam: [kans.choice(NAAR), kans.choice(NAAR)] for naam in VRAGEN} if (ronde + aantal) % 2 else {}
            _stuur(fouten, f"POST {bezoek.url.naam} {ronde}", lambda b=bezoek, d=data: b.client.post(b.pad, d))
        _rare_paden(bezoek, fouten, kans)
    assert aantal > 200, aantal
    assert not fouten, "\n".join(fouten)


def _rare_paden(bezoek: Bezoek, fouten: list[str], kans: random.Random) -> None:
    paden = nare_paden(bezoek)
    for pad in kans.sample(paden, min(len(paden), 1 + RONDES)):
        _stuur(fouten, f"GET {bezoek.url.naam} {pad[:90]}", lambda p=pad: bezoek.client.get(p))


def test_elk_formulier_verdraagt_rare_antwoorden(huis: Any) -> None:
    """Each form that a page shows: untouched, with nonsense in one field or in all, doubled, missing, wrong files."""
    kans, fouten = random.Random(20261123), []
    gezien: set[tuple[str, str, tuple[str, ...]]] = set()
    for bezoek in bezoeken(huis):
        with zonder_spoor():
            pagina = bezoek.client.get(bezoek.pad)
        for formulier in formulieren(pagina, bezoek.pad):
            sleutel = (bezoek.url.naam, formulier.pad.split("?")[0][:40], tuple(sorted(formulier.waarden)))
            if sleutel in gezien or sleutel[1:] in {g[1:] for g in gezien}:
                continue
            gezien.add(sleutel)
            _bestook(bezoek, formulier, fouten, kans)
    assert len(gezien) > 60, len(gezien)
    assert not fouten, "\n".join(fouten)


def _bestook(bezoek: Bezoek, formulier: Formulier, fouten: list[str], kans: random.Random) -> None:
    doe = bezoek.client.post if formulier.methode == "post" else bezoek.client.get
    ingevuld = {n: w or [""] for n, w in formulier.waarden.items()}
    vullingen = [ingevuld, {n: [kans.choice(NAAR)] for n in ingevuld}]
    for _ in range(RONDES if ingevuld else 0):
        een = kans.choice(sorted(ingevuld))
        weg = kans.choice(sorted(ingevuld))
        vullingen.append(
            {**{n: w for n, w in ingevuld.items() if n != weg}, een: [kans.choice(NAAR), kans.choice(NAAR)]}
        )
    for vulling in vullingen:
        data: dict[str, Any] = dict(vulling)
        if formulier.methode == "get":
            data = {n: [x[:2000] for x in w] for n, w in data.items()}
        for naam in formulier.bestanden:
            bestand, inhoud = kans.choice(BESTANDEN)
            data[naam] = SimpleUploadedFile(bestand, inhoud)
        kort = {n: str(w)[:40] for n, w in data.items()}
        _stuur(
            fouten,
            f"{formulier.methode} {bezoek.url.naam} -> {formulier.pad} {kort}",
            lambda d=data: doe(formulier.pad, d),
        )
