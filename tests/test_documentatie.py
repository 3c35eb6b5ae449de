"""The documentation is true: each setting, room, command, state and screen has its place, and every link is alive."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.test_opdrachten import alle_opdrachten
from vindplaats.kern.opdracht import projectmap
from vindplaats.portaal import hulp

PAKKET = Path(hulp.__file__).resolve().parents[1]
DOCS = projectmap() / "docs"
ZONDER_PAGINA = {"gezond", "gereed", "metrics"}  # answers machines, not people


def lees(naam: str) -> str:
    return (projectmap() / naam).read_text(encoding="utf-8")


def instellingen_in_de_code() -> set[str]:
    """Every VINDPLAATS_ name in the sources of the product and in the start script."""
    bronnen = [p for p in PAKKET.rglob("*.py") if "tests" not in p.relative_to(PAKKET).parts]
    bronnen += [p for p in (projectmap() / "vindplaats", projectmap() / "start" / "vindplaats.sh") if p.is_file()]
    namen = {
        naam for pad in bronnen for naam in re.findall(r"VINDPLAATS_[A-Z_]+[A-Z]", pad.read_text(encoding="utf-8"))
    }
    return {naam.removesuffix("_FILE") for naam in namen}


def test_every_setting_stands_in_the_table_and_nothing_else() -> None:
    tabel = set(re.findall(r"^\| `(VINDPLAATS_[A-Z_]+)`", lees("docs/beheer.md"), re.MULTILINE))
    assert tabel == instellingen_in_de_code()


def test_defaults_of_numbers_in_the_table_are_those_of_the_code() -> None:
    code = (PAKKET / "conf" / "settings.py").read_text(encoding="utf-8")
    echt = dict(re.findall(r'geheel\("(VINDPLAATS_[A-Z_]+)", (\d+)', code))
    tabel = dict(re.findall(r"^\| `(VINDPLAATS_[A-Z_]+)` \| (\d+) \|", lees("docs/beheer.md"), re.MULTILINE))
    assert echt == tabel


def test_every_command_stands_in_the_management_page() -> None:
    tekst = lees("docs/beheer.md")
    opdrachten = [" ".join(woorden) for woorden in alle_opdrachten()]
    einden = [naam for naam in opdrachten if not any(ander.startswith(f"{naam} ") for ander in opdrachten)]
    assert [naam for naam in einden if f"`./vindplaats {naam}`" not in tekst] == []


def test_every_room_stands_in_the_house() -> None:
    tekst = lees("docs/huis.md")
    assert [kamer for kamer in settings.KAMERS if f"`{kamer}`" not in tekst] == []


def test_every_room_says_what_it_is() -> None:
    zonder = [k for k in settings.KAMERS if '"""' not in (PAKKET / k / "__init__.py").read_text(encoding="utf-8")]
    assert zonder == []


STANDEN_OP = {"datalek": "datalekken"}
"""procedure -> page of the handbook that explains its states"""


def test_every_state_of_a_procedure_has_a_page() -> None:
    gevonden = 0
    for bestand in PAKKET.rglob("procedures/*.yaml"):
        procedure = yaml.safe_load(bestand.read_text(encoding="utf-8"))
        pagina = lees(f"docs/handleiding/{STANDEN_OP.get(procedure['procedure'], 'invullen')}.md")
        for stand in procedure["standen"]:
            gevonden += 1
            assert f"| {stand['naam']} |" in pagina, f"{bestand.name}: {stand['naam']}"
    assert gevonden >= 6


def url_namen() -> list[str]:
    """Names of all urls of the product, with their namespace."""
    namen: list[str] = []

    def loop(patronen: list[URLPattern | URLResolver], voor: str) -> None:
        for patroon in patronen:
            if isinstance(patroon, URLResolver):
                loop(patroon.url_patterns, f"{voor}{patroon.namespace}:" if patroon.namespace else voor)
            elif patroon.name:
                namen.append(f"{voor}{patroon.name}")

    loop(get_resolver().url_patterns, "")
    return namen


def test_every_screen_leads_to_a_page_of_the_handbook() -> None:
    groepen = [naam for pagina in hulp.paginas().values() for naam in pagina.schermen]
    zonder = [
        naam
        for naam in url_namen()
        if naam not in ZONDER_PAGINA
        and not any(naam == groep or (groep.endswith("*") and naam.startswith(groep[:-1])) for groep in groepen)
    ]
    assert zonder == []


def test_rooms_named_in_the_handbook_exist() -> None:
    namen = url_namen()
    kamers = {naam.partition(":")[0] for naam in namen if ":" in naam}
    genoemd = {g.partition(":")[0] for p in hulp.paginas().values() for g in p.schermen if ":" in g}
    assert genoemd <= kamers


def test_decisions_are_numbered_and_listed() -> None:
    paginas = sorted(p.name for p in (DOCS / "decisions").glob("0*.md"))
    assert [int(naam[:4]) for naam in paginas] == list(range(1, len(paginas) + 1))
    lijst = lees("docs/decisions/README.md")
    assert [naam for naam in paginas if f"({naam})" not in lijst] == []


@pytest.mark.parametrize(
    "pad",
    sorted([*projectmap().glob("*.md"), *DOCS.rglob("*.md")]),
    ids=lambda p: p.relative_to(projectmap()).as_posix(),
)
def test_links_between_documents_are_alive(pad: Path) -> None:
    zonder_code = re.sub(r"```.*?```|`[^`]*`", "", pad.read_text(encoding="utf-8"), flags=re.DOTALL)
    doelen = [doel for doel in re.findall(r"\]\(([^)#\s]+)", zonder_code) if not re.match(r"[a-z]+:", doel)]
    assert [doel for doel in doelen if not (pad.parent / doel).exists()] == []


def test_readme_names_the_two_commands_and_stays_short() -> None:
    tekst = lees("README.md")
    assert "./vindplaats demo" in tekst
    assert "./vindplaats test" in tekst
    assert len(tekst.splitlines()) <= 60


def test_changelog_has_an_unreleased_head() -> None:
    assert re.search(r"^## Unreleased$", lees("CHANGELOG.md"), re.MULTILINE)


def test_licence_is_the_whole_eupl() -> None:
    tekst = " ".join(lees("LICENSE").split())
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in tekst
    for stuk in ("15. Applicable Law", "Appendix", "GNU Affero General Public License"):
        assert stuk in tekst
    project = lees("pyproject.toml")
    assert 'license = "EUPL-1.2"' in project


def test_publiccode_is_complete() -> None:
    gegevens = yaml.safe_load(lees("publiccode.yaml"))
    for sleutel in ("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "legal"):
        assert gegevens[sleutel]
    assert gegevens["legal"]["license"] == "EUPL-1.2"
    assert gegevens["softwareVersion"] in lees("pyproject.toml")
    for taal in ("nl", "en"):
        uitleg = gegevens["description"][taal]
        assert len(uitleg["shortDescription"]) <= 150
        assert 150 <= len(uitleg["longDescription"]) <= 10_000
        assert uitleg["features"]
