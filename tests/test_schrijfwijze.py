"""The writing guide as far as a machine can see it: words we avoid, exclamation marks, long sentences in the handbook."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import vindplaats

HUIS = Path(vindplaats.__path__[0])
ROOT = Path(__file__).resolve().parents[1]
WOORDEN = yaml.safe_load((HUIS / "kern" / "woorden.yaml").read_text("utf-8"))
TAAL = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<script.*?</script>|<!--.*?-->", re.S)
LABELS = re.compile(r"<[^>]*>", re.S)


def _zichtbaar(sjabloon: str) -> str:
    """What a reader sees of a template: without comments, tags of the language and of HTML."""
    zonder = re.sub(r"{%\s*comment.*?endcomment\s*%}", " ", sjabloon, flags=re.S)
    return " ".join(LABELS.sub(" ", TAAL.sub(" ", zonder)).split())


def _teksten() -> Iterator[tuple[str, str]]:
    for pad in sorted(HUIS.glob("*/templates/**/*.html")) + sorted(HUIS.glob("*/templates/**/*.txt")):
        yield str(pad.relative_to(HUIS)), _zichtbaar(pad.read_text("utf-8"))
    for pad in sorted((ROOT / "docs" / "handleiding").glob("*.md")):
        yield pad.name, re.sub(r"<!--.*?-->|`[^`]*`", " ", pad.read_text("utf-8"), flags=re.S)


def bezwaren(naam: str, tekst: str) -> list[str]:
    """Words of the list in this text."""
    uit = []
    for regel in WOORDEN:
        for woord in regel["niet"]:
            if re.search(rf"(?<![\w-]){re.escape(woord)}(?![\w-])", tekst, re.I):
                uit.append(f"{naam}: '{woord}' - schrijf {regel['wel'] or 'het niet'} ({regel['waarom']})")
    return uit


def test_schermen_en_handleiding_vermijden_wat_we_niet_schrijven() -> None:
    gevonden = [bezwaar for naam, tekst in _teksten() for bezwaar in bezwaren(naam, tekst)]
    assert gevonden == []


def test_geen_uitroeptekens_op_schermen() -> None:
    """No cheer and no alarm; `!` in code of the page does not count."""
    gevonden = [
        naam for naam, tekst in _teksten() if naam.endswith((".html", ".txt")) and re.search(r"\w!(?!=)", tekst)
    ]
    assert gevonden == []


@pytest.mark.parametrize("pad", sorted((ROOT / "docs" / "handleiding").glob("*.md")), ids=lambda p: p.stem)
def test_zinnen_in_de_handleiding_blijven_kort(pad: Path) -> None:
    """B1: on average at most 15 words, none over 40."""
    tekst = re.sub(r"<!--[^>]*-->|^\|[^\n]*$|^#[^\n]*$", " ", pad.read_text("utf-8"), flags=re.M)
    tekst = re.sub(r"^[-*\d.]+ ", ". ", tekst, flags=re.M)
    zinnen = [z.split() for z in re.split(r"[.?:;](?:\s|$)", tekst) if len(z.split()) > 1]
    lang = [" ".join(z) for z in zinnen if len(z) > 40]
    assert lang == []
    assert sum(map(len, zinnen)) / len(zinnen) <= 15


def test_de_lijst_vindt_wat_hij_moet_vinden() -> None:
    assert bezwaren("x", "Gelieve hier in te loggen") != []
    assert bezwaren("x", "Meld je aan. Loginnaam bestaat hier niet") == []
