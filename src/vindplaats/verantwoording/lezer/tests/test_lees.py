"""Reading whole documents: real reports against what a careful person read, and invented boards in many layouts."""

import importlib.util
import itertools
import json
import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from vindplaats.formats.definitie import laad
from vindplaats.verantwoording.lezer import lees

from . import besturen, markdown_rapport
from .formulieren import GEDEELD, van_rapport
from .varianten import LAYOUTS, Opmaak, als_md, als_txt
from .varianten_docx import VORMEN, als_docx
from .varianten_pdf import als_pdf
from .vergelijk import verschillen

DEFINITIES = Path(__file__).resolve().parents[2] / "definities"
RAPPORTEN = {"innovo": "innovo-2023-2024.txt", "smart": "smart-limburg-2023-2024.txt"}
# every layout in every kind of file, by turns with another report; all of them together with this set (some minutes)
ALLES = bool(os.environ.get("VINDPLAATS_ALLE_VORMEN"))
met_gedeeld = pytest.mark.skipif(GEDEELD is None, reason="the shared reports are not on this machine")


@lru_cache(maxsize=1)
def _vergelijker() -> Any:
    assert GEDEELD
    spec = importlib.util.spec_from_file_location("compare_report", GEDEELD.parent / "tools" / "compare_report.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def _definitie() -> Any:
    return laad(DEFINITIES / "verantwoording-2023.yaml")


def _fout(data: bytes, naam: str, rapport: str, *, vinken: bool = True) -> list[str]:
    """Wrong fields of a real report, as compare_report.py finds them; tick boxes only when the layout has none."""
    assert GEDEELD
    golden = json.loads((GEDEELD.parent / "golden" / f"{rapport}.json").read_text("utf-8"))
    rijen, (gevraagd, goed, gegeven), _, _ = _vergelijker().compare(lees(data, naam).als_json(), golden)
    fout = [
        f"{veld}: {waarom}" for veld, klopt, waarom in rijen if not klopt and (vinken or not veld.startswith("swv"))
    ]
    if gevraagd and (goed < 0.9 * gevraagd or goed < 0.9 * gegeven):
        fout.append(f"facts {goed} of {gevraagd}, {gegeven} given")
    return fout


def _om_de_beurt(*rijen: Any, deel: int = 2) -> list[tuple[Any, ...]]:
    """Every `deel`-th combination, so that each pair of neighbours in the lists still occurs; all with ALLES."""
    lijsten = [list(lijst) for lijst in rijen]
    alle = itertools.product(*(range(len(lijst)) for lijst in lijsten))
    return [
        tuple(lijst[i] for lijst, i in zip(lijsten, plek, strict=True))
        for plek in alle
        if ALLES or sum(plek) % deel == 0
    ]


def _maak(soort: str, f: Any, o: Opmaak) -> bytes:
    if soort == "txt":
        return als_txt(f, o).encode()
    if soort == "md":
        return als_md(f, o).encode()
    if soort == "pdf":
        return als_pdf(f, o)
    return als_docx(f, o, soort.removeprefix("docx-"))


@met_gedeeld
@pytest.mark.regel("VER-03", "VER-05", "VER-06", "VER-07", "VER-08", "VER-11", "VER-12")
@pytest.mark.parametrize("rapport", RAPPORTEN)
def test_echt_rapport_alle_velden_goed(rapport: str) -> None:
    assert GEDEELD
    assert _fout((GEDEELD / RAPPORTEN[rapport]).read_bytes(), RAPPORTEN[rapport], rapport) == []


@met_gedeeld
@pytest.mark.parametrize(("rapport", "soort", "layout"), _om_de_beurt(RAPPORTEN, ["txt", "md"], LAYOUTS))
def test_echt_rapport_in_andere_tekstvorm(rapport: str, soort: str, layout: str) -> None:
    data = _maak(soort, van_rapport(rapport), LAYOUTS[layout])
    assert _fout(data, f"x.{soort}", rapport) == []


@met_gedeeld
@pytest.mark.parametrize(("rapport", "layout", "vorm"), _om_de_beurt(RAPPORTEN, ["gewikkeld", "tabel_ballot"], VORMEN))
def test_echt_rapport_als_word(rapport: str, layout: str, vorm: str) -> None:
    assert _fout(_maak(f"docx-{vorm}", van_rapport(rapport), LAYOUTS[layout]), "x.docx", rapport) == []


@met_gedeeld
@pytest.mark.parametrize(("rapport", "layout"), _om_de_beurt(RAPPORTEN, ["tabel_ballot", "ocr", "paginakop"]))
def test_echt_rapport_als_pdf(rapport: str, layout: str) -> None:
    assert _fout(_maak("pdf", van_rapport(rapport), LAYOUTS[layout]), "x.pdf", rapport) == []


@pytest.mark.regel("VER-05", "VER-07", "VER-08", "VER-12")
@pytest.mark.parametrize(
    ("bestuur", "soort", "layout"), _om_de_beurt(besturen.alle(), ["txt", "md", "docx-velden"], LAYOUTS)
)
def test_verzonnen_besturen(bestuur: str, soort: str, layout: str) -> None:
    f, o = besturen.alle()[bestuur], LAYOUTS[layout]
    gelezen = lees(_maak(soort, f, o), f"x.{soort[:4]}", _definitie()).als_json()
    assert verschillen(gelezen, f, o) == []


@pytest.mark.parametrize(("bestuur", "layout"), _om_de_beurt(["kort", "sbo", "nvt"], ["tabel_ballot", "los_nummer"]))
def test_verzonnen_besturen_als_pdf(bestuur: str, layout: str) -> None:
    f, o = besturen.alle()[bestuur], LAYOUTS[layout]
    assert verschillen(lees(als_pdf(f, o), "x.pdf", _definitie()).als_json(), f, o) == []


@pytest.mark.regel("VER-13", "VER-16")
def test_omgezet_markdown_rapport() -> None:
    """PM with three paragraphs, a shifted header cell, missing banners, glued headings, numbering that restarts."""
    definitie = laad(DEFINITIES / "verantwoording-2023.yaml")
    lezing = lees(markdown_rapport.markdown().encode(), "verantwoording.md", definitie)
    assert verschillen(lezing.als_json(), markdown_rapport.formulier(), Opmaak(vinkvorm="ballot")) == []
    assert lezing.niet_geplaatst == []
    doublures = next(f for f in lezing.feiten if f.onderdeel == "ononderbroken_proces")
    assert (doublures.waarde, doublures.vorig) == (2.4, 3.1)


@pytest.mark.parametrize("soort", ["txt", "md", "docx-plat"])
def test_tweede_versie_van_het_formulier(soort: str) -> None:
    """The form of 2024-2025 has a changed question and a dropped one; its reports are read with its own definition."""
    definitie = laad(DEFINITIES / "verantwoording-2024.yaml")
    f, o = besturen.sbo(), replace(LAYOUTS["tabel_ballot"], versie="2024")
    assert verschillen(lees(_maak(soort, f, o), "x", definitie).als_json(), f, o) == []


@met_gedeeld
def test_elk_teken_heeft_een_plek() -> None:
    """Nothing is dropped silently: every letter is in a field, skipped with a reason or reported as not placed."""
    assert GEDEELD
    for bestand in RAPPORTEN.values():
        lezing = lees((GEDEELD / bestand).read_bytes(), bestand)
        passages = [p for v in lezing.velden.values() for p in v.passages] + [
            p for b in lezing.bestedingen for p in b.passages
        ]
        passages += [o.passage for o in lezing.overgeslagen] + [n.passage for n in lezing.niet_geplaatst]
        raak = bytearray(len(lezing.neutrale_tekst))
        for p in passages:
            raak[p.begin : p.eind] = b"\x01" * (p.eind - p.begin)
        los = "".join(c for c, r in zip(lezing.neutrale_tekst, raak, strict=True) if not r and c.isalnum())
        koppen = "".join(lezing.neutrale_tekst[z.begin : z.eind] for z in lezing.koppen)
        assert len(los) <= sum(c.isalnum() for c in koppen) + 80


@met_gedeeld
def test_passages_wijzen_de_tekst_aan() -> None:
    """The passage of a field is where its text stands in the neutral text, for the review screen."""
    assert GEDEELD
    lezing = lees((GEDEELD / RAPPORTEN["smart"]).read_bytes(), RAPPORTEN["smart"])
    veld = lezing.velden["onderdelen.thuiszitters"]
    assert lezing.neutrale_tekst[veld.passages[0].begin :].startswith(str(veld.waarde)[:40])
    assert lezing.neutrale_tekst.split("\n")[veld.passages[0].regel_van - 1].strip() == str(veld.waarde).split("\n")[0]
    for feit in lezing.feiten:
        assert any(c.isdigit() or c.isalpha() for c in lezing.neutrale_tekst[feit.begin : feit.eind])
