"""The rules of the house that a machine can watch (docs/architecture: rooms, furniture, promises)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import vindplaats
from tests.urlloop import alle_urls

HUIS = Path(vindplaats.__path__[0])
VERDIEPING = {
    "kern": 0,
    "toegang": 1,
    "organisaties": 2,
    "formats": 2,
    "procedures": 2,
    "indicatoren": 2,
    "documenten": 2,
    "instellingen": 2,
    "privacy": 3,
    "techniek": 3,
    "verantwoording": 7,
    "portaal": 8,
    "opdrachten": 9,
    "conf": 9,
}
KAMERS = [k for k in VERDIEPING if (HUIS / k / "apps.py").exists()]
ZONDER_WIE = {
    "documenten/actions.py:kenmerk_geven": "a number, given out inside another verb that logs",
    "organisaties/actions_laden.py:inlezing_uitvoeren": "the background step of inlezing_starten; runs as Wie.taak",
}
"""Verbs that may do without `wie`, with the reason."""
WIJZIGT = {"atomic", "save", "create", "update", "delete", "bulk_create", "leg_vast"}


def bronnen(patroon: str = "*.py", *, tests: bool = False) -> Iterator[Path]:
    """Source files of the house, without migrations and (unless asked) tests."""
    for pad in sorted(HUIS.rglob(patroon)):
        delen = pad.relative_to(HUIS).parts
        if "migrations" in delen or "vendor" in delen or ("tests" in delen and not tests):
            continue
        yield pad


def boom(pad: Path) -> ast.Module:
    return ast.parse(pad.read_text(encoding="utf-8"), filename=str(pad))


def kamer(pad: Path) -> str:
    return pad.relative_to(HUIS).parts[0]


def naam(pad: Path) -> str:
    return str(pad.relative_to(HUIS))


def publieke_functies(pad: Path) -> Iterator[ast.FunctionDef]:
    """Functions at the top of a module that do not begin with an underscore."""
    for knoop in boom(pad).body:
        if isinstance(knoop, ast.FunctionDef) and not knoop.name.startswith("_"):
            yield knoop


RUWE_DEUR = {"techniek/bewaren": "a copy and everything of an SWV: whole tables, as a job of the host"}
"""Folders that may go round the visibility rule, with the reason."""


def test_de_ruwe_deur_alleen_in_models() -> None:
    """`_rauw` goes round the visibility rule: only models.py may use it (organisaties holds public facts only)."""
    fout = [
        f"{naam(pad)}:{k.lineno}"
        for pad in bronnen()
        if pad.name != "models.py" and not naam(pad).startswith(tuple(RUWE_DEUR))
        for k in ast.walk(boom(pad))
        if isinstance(k, ast.Attribute)
        and (k.attr in {"_rauw", "_base_manager"} or (k.attr == "_default_manager" and kamer(pad) != "organisaties"))
    ]
    assert not fout, "\n".join(fout)


def test_relaties_wijzen_niet_omhoog() -> None:
    """A foreign key points to the same room or a lower floor."""
    fout = []
    for model in apps.get_models():
        van = model._meta.app_label
        if van not in VERDIEPING:
            continue
        for veld in model._meta.get_fields():
            doel = getattr(veld, "related_model", None)
            if veld.auto_created or not isinstance(doel, type) or not issubclass(doel, models.Model):
                continue
            naar = doel._meta.app_label
            if naar != van and VERDIEPING.get(naar, -1) > VERDIEPING[van]:
                fout.append(f"{model._meta.label}.{veld.name} -> {doel._meta.label}")
    assert not fout, "\n".join(fout)


def test_elke_view_heeft_een_deur() -> None:
    zonder = [u.naam for u in alle_urls() if u.deur is None]
    assert not zonder, zonder


def _is_werkwoord(functie: ast.FunctionDef) -> bool:
    """Does this function change something or log."""
    namen = {getattr(k, "attr", getattr(k, "id", "")) for k in ast.walk(functie)}
    return bool(namen & WIJZIGT)


@pytest.mark.parametrize("kamer_", KAMERS)
def test_werkwoorden_zijn_keyword_only_met_wie_voorop(kamer_: str) -> None:
    """A verb of actions.py takes `wie` first and nothing by position."""
    paden = [
        HUIS / kamer_ / "actions.py",
        *sorted((HUIS / kamer_).glob("actions_*.py")),
        *sorted((HUIS / kamer_).glob("actions/*.py")),
    ]
    for pad in (p for p in paden if p.exists() and p.name != "__init__.py"):
        for functie in publieke_functies(pad):
            plek = f"{naam(pad)}:{functie.name}"
            if plek in ZONDER_WIE or not _is_werkwoord(functie):
                continue
            assert not [*functie.args.posonlyargs, *functie.args.args], f"{plek}: alleen keyword-argumenten"
            eerste = functie.args.kwonlyargs[0].arg if functie.args.kwonlyargs else ""
            assert eerste == "wie", f"{plek}: `wie` hoort voorop"


def test_elke_publieke_functie_heeft_een_docstring() -> None:
    """Actions, queries, rules, permissions and the reader say what they mean."""
    soorten = re.compile(r"^(actions|queries|rules|permissions|log|deur|tasks)\w*\.py$")
    fout = [
        f"{naam(pad)}:{f.name}"
        for pad in bronnen()
        if soorten.match(pad.name) or kamer(pad) == "kern"
        for f in publieke_functies(pad)
        if not ast.get_docstring(f)
    ]
    assert not fout, "\n".join(fout)


def test_geen_rommella() -> None:
    fout = [
        naam(p) for p in bronnen(tests=True) if re.search(r"(^|_)(utils?|helpers?|misc|common|diversen)\.py$", p.name)
    ]
    assert not fout, "\n".join(fout)


_INCLUDE = re.compile(r"""{%\s*(?:include|extends)\s+["'](?P<pad>[\w/.-]+)["']""")
_URL = re.compile(r"""{%\s*url\s+["'](?P<naam>[\w-]+):[\w-]+["']""")


def test_sjablonen_kijken_niet_omhoog() -> None:
    """A template includes and links only its own room and lower floors; portaal may link all."""
    fout = []
    for pad in bronnen("*.html"):
        van = kamer(pad)
        tekst = pad.read_text(encoding="utf-8")
        doelen = {t.group("pad").partition("/")[0] for t in _INCLUDE.finditer(tekst)} | {
            t.group("naam") for t in _URL.finditer(tekst)
        }
        fout += [f"{naam(pad)} -> {d}" for d in doelen if d in VERDIEPING and VERDIEPING[d] > VERDIEPING[van]]
    assert not fout, "\n".join(fout)


_STIJL = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\ssrc=)[^>]*>(?!\s*</script>)|\son[a-z]+=|hx-on|\bjs:", re.IGNORECASE
)


def test_sjablonen_houden_de_strenge_csp() -> None:
    """No inline style or script, no hx-on, no js: values (stack.md trap 5)."""
    fout = []
    for pad in bronnen("*.html"):
        tekst = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", pad.read_text(encoding="utf-8"), flags=re.DOTALL)
        fout += [f"{naam(pad)}: {t.group(0).strip()}" for t in _STIJL.finditer(tekst)]
    assert not fout, "\n".join(fout)


def test_regels_zijn_zuiver() -> None:
    """rules.py knows no Django."""
    fout = []
    for pad in bronnen("rules*.py"):
        for knoop in ast.walk(boom(pad)):
            modules = (
                [a.name for a in knoop.names] if isinstance(knoop, ast.Import)
                else [knoop.module or ""] if isinstance(knoop, ast.ImportFrom) else []
            )  # fmt: skip
            fout += [f"{naam(pad)}: {m}" for m in modules if m.split(".")[0] == "django"]
    assert not fout, "\n".join(fout)


ZWAAR = {"numpy", "vl_convert", "typst", "pdfplumber", "docx", "pypdfium2", "mammoth", "xlsxwriter", "python_calamine"}


def test_zware_bibliotheken_pas_in_de_functie() -> None:
    """A heavy import at the top of a module makes every start slower (stack.md trap 7)."""
    fout = []
    for pad in bronnen():
        for knoop in boom(pad).body:
            modules = (
                [a.name for a in knoop.names] if isinstance(knoop, ast.Import)
                else [knoop.module or ""] if isinstance(knoop, ast.ImportFrom) and not knoop.level else []
            )  # fmt: skip
            fout += [f"{naam(pad)}: {m}" for m in modules if m.split(".")[0] in ZWAAR]
    assert not fout, "\n".join(fout)


def test_bestanden_blijven_leesbaar() -> None:
    """No source file over 400 lines, no function over 60."""
    lang = [f"{naam(p)}: {n}" for p in bronnen() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400]
    functies = [
        f"{naam(p)}:{k.name}: {lengte}"
        for p in bronnen()
        for k in ast.walk(boom(p))
        if isinstance(k, ast.FunctionDef) and (lengte := (k.end_lineno or k.lineno) - k.lineno + 1) > 60
    ]
    assert not lang, lang
    assert not functies, functies


def test_elke_kamer_heeft_een_bord() -> None:
    """`__init__.py` of a room says what it is for and what not."""
    for kamer_ in KAMERS:
        tekst = ast.get_docstring(boom(HUIS / kamer_ / "__init__.py")) or ""
        assert len(tekst) > 60, f"{kamer_}/__init__.py: schrijf wat deze kamer doet"
