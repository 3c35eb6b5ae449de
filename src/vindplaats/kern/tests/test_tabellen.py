"""Tables from a request: sort, page, keep the filters."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict

from vindplaats.kern.schermdelen import Kolom, Rij, Tabel
from vindplaats.kern.tabellen import maak_tabel


@dataclass
class Ding:
    naam: str
    geld: int | None


DINGEN = [Ding("zeta", 5), Ding("Alfa", None), Ding("beta", -2), Ding("gamma", 70)]
KOLOMMEN = [Kolom("naam", "Naam", sorteer="naam", kop=True), Kolom("geld", "Geld", "bedrag", sorteer="geld")]


def tabel(vraag: str, per_pagina: int = 50) -> Tabel:
    return maak_tabel(
        "Dingen",
        KOLOMMEN,
        DINGEN,
        lambda d: Rij({"naam": d.naam, "geld": d.geld}),
        QueryDict(vraag),
        per_pagina=per_pagina,
        standaard="naam",
    )


def namen(t: Tabel) -> list[str]:
    return [rij.cellen["naam"] for rij in t.rijen]


@pytest.mark.parametrize(
    ("vraag", "volgorde"),
    [
        ("", ["Alfa", "beta", "gamma", "zeta"]), ("sorteer=-naam", ["zeta", "gamma", "beta", "Alfa"]),
        ("sorteer=geld", ["beta", "zeta", "gamma", "Alfa"]), ("sorteer=-geld", ["gamma", "zeta", "beta", "Alfa"]),
        ("sorteer=geheim", ["Alfa", "beta", "gamma", "zeta"]), ("sorteer=--naam", ["Alfa", "beta", "gamma", "zeta"]),
    ],
)  # fmt: skip
def test_sorteert_zoals_gevraagd_en_zet_leeg_achteraan(vraag: str, volgorde: list[str]) -> None:
    assert namen(tabel(vraag)) == volgorde


def test_bladert_en_houdt_zich_aan_de_grenzen() -> None:
    assert namen(tabel("pagina=2", 3)) == ["zeta"]
    assert namen(tabel("pagina=99", 3)) == ["zeta"]
    assert namen(tabel("pagina=x", 3)) == ["Alfa", "beta", "gamma"]
    assert tabel("", 3).aantal == 4


def test_adressen_houden_de_filters_vast() -> None:
    t = tabel("stand=a&stand=b&sorteer=naam&pagina=2", 3)
    assert t.sorteer_url(KOLOMMEN[0]) == "?stand=a&stand=b&sorteer=-naam"
    assert t.sorteer_url(KOLOMMEN[1]) == "?stand=a&stand=b&sorteer=geld"
    assert t.pagina_url == "?stand=a&stand=b&sorteer=naam&pagina="
    assert dict(t.exporten)["CSV"] == "?stand=a&stand=b&sorteer=naam&als=csv"


def test_voor_een_bestand_staan_alle_rijen_op_de_pagina() -> None:
    assert len(tabel("als=csv", 3).rijen) == 4
    assert len(tabel("als=exe", 3).rijen) == 3
