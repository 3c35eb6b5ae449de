"""The table of OWASP ASVS 5.0 in docs/security/asvs.md: complete, honest in form, and every test it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

WORTEL = Path(__file__).parents[2]
TABEL = WORTEL / "docs" / "security" / "asvs.md"
EISEN = {1: 70, 2: 183}
"""How many requirements of level 1 and level 2 ASVS 5.0.0 has."""
STANDEN = {"voldoet", "deels", "bij de host", "n.v.t."}
RIJ = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.+?) \|$")


def _rijen() -> list[tuple[str, ...]]:
    regels = [r for r in TABEL.read_text(encoding="utf-8").splitlines() if re.match(r"^\| \d+\.", r)]
    gelezen = [RIJ.match(r) for r in regels]
    assert all(gelezen), [r for r, g in zip(regels, gelezen, strict=True) if not g]
    return [g.groups() for g in gelezen if g]


def test_elke_eis_staat_er_een_keer() -> None:
    rijen = _rijen()
    nummers = [r[0] for r in rijen]
    assert len(nummers) == len(set(nummers)), sorted({n for n in nummers if nummers.count(n) > 1})
    assert {niveau: sum(r[1] == str(niveau) for r in rijen) for niveau in EISEN} == EISEN
    assert nummers == sorted(nummers, key=lambda n: [int(d) for d in n.split(".")])


def test_elke_rij_heeft_een_stand_en_een_bewijs_of_reden() -> None:
    for nummer, _, vraag, stand, waar in _rijen():
        assert stand in STANDEN, (nummer, stand)
        assert len(vraag.strip()) > 5, nummer
        assert len(waar.strip()) > 5, nummer


@cache
def _tests_in(pad: Path) -> set[str]:
    return {k.name for k in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))) if isinstance(k, ast.FunctionDef)}


def _plek(naam: str) -> Path | None:
    for map_ in (WORTEL, WORTEL / "src" / "vindplaats"):
        if (map_ / naam).exists():
            return map_ / naam
    return None


def test_elke_genoemde_test_en_elk_bestand_bestaat() -> None:
    fouten, tests = [], 0
    for nummer, _, _, _, waar in _rijen():
        for pad, _, test in (
            stuk.partition("::") for stuk in re.findall(r"`([\w./-]+\.(?:py|md|txt|yaml)(?:::\w+)?)`", waar)
        ):
            plek = _plek(pad)
            if plek is None or (test and test not in _tests_in(plek)):
                fouten.append(f"{nummer}: {pad} {test}")
            tests += bool(test)
    assert not fouten, fouten
    assert tests > 120, tests
