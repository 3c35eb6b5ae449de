"""The files with which the house is put somewhere: they fit the code, name only what exists and give away no rights."""

import configparser
import fnmatch
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_opdrachten import alle_opdrachten
from vindplaats.kern.opdracht import projectmap

ROOT = projectmap()
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
DIENSTSLEUTELS = {
    "image", "build", "restart", "read_only", "tmpfs", "cap_drop", "cap_add", "security_opt", "pids_limit", "volumes",
    "secrets", "environment", "networks", "command", "stop_grace_period", "depends_on", "healthcheck", "mem_limit",
    "ports", "shm_size",
}  # fmt: skip
ALLEEN_COMPOSE = {"VINDPLAATS_NAAM"}
"""Names that compose.yaml fills in itself from .env; the page about management says so."""


def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def lees(naam: str) -> str:
    return (ROOT / naam).read_text(encoding="utf-8")


def regels_van_het_beeld() -> list[tuple[str, str]]:
    """Instructions of the Containerfile."""
    tekst = re.sub(r"\\\n\s*", "", "\n".join(r for r in lees("Containerfile").splitlines() if not r.startswith("#")))
    return [(r.split(" ", 1)[0], r.split(" ", 1)[1]) for r in tekst.splitlines() if r.strip()]


def test_every_setting_named_in_the_files_is_documented() -> None:
    bestanden = ["compose.yaml", "Containerfile", "deploy/Caddyfile", *(str(u.relative_to(ROOT)) for u in UNITS)]
    genoemd = {n for b in bestanden for n in re.findall(r"VINDPLAATS_[A-Z_]+[A-Z]", lees(b))}
    beheer = lees("docs/beheer.md")
    tabel = set(re.findall(r"^\| `(VINDPLAATS_[A-Z_]+)`", beheer, re.MULTILINE))
    assert {n.removesuffix("_FILE") for n in genoemd} - tabel == ALLEEN_COMPOSE
    assert all(f"`{naam}`" in beheer for naam in ALLEEN_COMPOSE)


def test_compose_is_whole() -> None:
    bestand = compose()
    diensten = bestand["services"]
    assert set(diensten) == {"proxy", "web", "worker", "klaarzetten", "database"}
    for naam, dienst in diensten.items():
        assert set(dienst) <= DIENSTSLEUTELS, naam
        assert set(dienst["networks"]) <= set(bestand["networks"]), naam
        assert set(dienst.get("secrets", ())) <= set(bestand["secrets"]), naam
        assert set(dienst.get("depends_on", ())) <= set(diensten), naam
        bronnen = {v.split(":")[0] for v in dienst.get("volumes", ())}
        assert all((ROOT / b).exists() if b.startswith("./") else b in bestand["volumes"] for b in bronnen), naam
        assert dienst["cap_drop"] == ["ALL"], naam
        assert "no-new-privileges:true" in dienst["security_opt"], naam
    for naam in ("web", "worker", "klaarzetten", "proxy"):
        assert diensten[naam]["read_only"] is True
    assert [n for n, d in diensten.items() if d.get("ports")] == ["proxy"]
    assert bestand["networks"]["binnen"]["internal"] is True
    assert set(diensten["database"]["networks"]) == {"binnen"}


def test_commands_of_the_files_exist() -> None:
    bekend = {woorden[0] for woorden in alle_opdrachten()} | {"manage"}
    gebruikt = [d["command"][0] for d in compose()["services"].values() if "command" in d]
    gebruikt += re.findall(r"-m vindplaats ([a-z]+)", "\n".join(lees(str(u.relative_to(ROOT))) for u in UNITS))
    gebruikt += re.findall(r"-m vindplaats ([a-z]+)", lees("Containerfile"))
    assert len(gebruikt) >= 7
    assert set(gebruikt) <= bekend


def test_no_secret_stands_in_the_files() -> None:
    omgeving = compose()["services"]["web"]["environment"]
    for naam, waarde in omgeving.items():
        if re.search(r"GEHEIM|WACHTWOORD|TOKEN|DATABASE", naam):
            assert naam.endswith("_FILE") or str(waarde).startswith("${"), naam
    assert "/deploy/geheim/" in lees(".gitignore")


def test_image_has_no_compiler_no_root_and_locked_libraries() -> None:
    regels = regels_van_het_beeld()
    opdrachten = " ".join(inhoud for soort, inhoud in regels if soort == "RUN")
    assert "--require-hashes" in opdrachten
    assert "--only-binary :all:" in opdrachten
    assert not re.search(r"apt|apk|gcc|build-essential|curl|wget", opdrachten)
    assert next(inhoud for soort, inhoud in reversed(regels) if soort == "USER") == "10001:10001"
    laatste = [soort for soort, _ in regels][[s for s, _ in regels].index("USER") :]
    assert "RUN" not in laatste
    assert {"HEALTHCHECK", "VOLUME", "ENTRYPOINT", "CMD", "STOPSIGNAL"} <= {soort for soort, _ in regels}


def test_what_the_image_copies_is_there_and_is_sent() -> None:
    mag = [r[1:] for r in lees(".dockerignore").splitlines() if r.startswith("!")]
    for soort, inhoud in regels_van_het_beeld():
        if soort != "COPY" or inhoud.startswith("--from"):
            continue
        *bronnen, _doel = inhoud.split()
        for bron in bronnen:
            assert (ROOT / bron).exists(), bron
            assert any(fnmatch.fnmatch(bron, m) or bron.startswith(f"{m}/") for m in mag), bron


def test_healthcheck_of_the_image_is_a_real_program() -> None:
    inhoud = next(inhoud for soort, inhoud in regels_van_het_beeld() if soort == "HEALTHCHECK")
    woorden = yaml.safe_load(inhoud[inhoud.index("CMD ") + 4 :])
    assert woorden[:2] == ["python", "-c"]
    uit = subprocess.run([sys.executable, "-c", woorden[2].replace("8000", "1")], capture_output=True, check=False)
    assert uit.returncode != 0  # nobody there: not healthy
    compile(woorden[2], "healthcheck", "exec")


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda u: u.name)
def test_unit_is_closed(unit: Path) -> None:
    lezer = configparser.RawConfigParser(strict=False)
    lezer.optionxform = str  # type: ignore[assignment,method-assign]
    lezer.read(unit, encoding="utf-8")
    dienst = lezer["Service"]
    assert dienst["User"] == "vindplaats"
    assert dienst["ProtectSystem"] == "strict"
    assert dienst["NoNewPrivileges"] == "yes"
    assert dienst["CapabilityBoundingSet"] == ""
    assert dienst["ExecStart"].startswith("/opt/vindplaats/.venv/bin/python -P -m vindplaats ")


def test_systemd_itself_agrees(tmp_path: Path) -> None:
    """Where systemd is installed it reads the units (with a program that is there) and judges how closed they are."""
    if shutil.which("systemd-analyze") is None:
        return
    for unit in UNITS:
        tekst = unit.read_text(encoding="utf-8").replace("/opt/vindplaats/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(
            tekst.replace("User=vindplaats", "User=daemon").replace("Group=vindplaats", "Group=daemon")
        )
    namen = [str(tmp_path / u.name) for u in UNITS]
    uit = subprocess.run(["systemd-analyze", "verify", "--man=no", *namen], capture_output=True, text=True, check=False)
    eigen = [r for r in uit.stderr.splitlines() if "vindplaats" in r]
    assert eigen == []
    for naam in ("vindplaats-web.service", "vindplaats-worker@.service"):
        oordeel = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=30", "--no-pager", str(tmp_path / naam)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert oordeel.returncode == 0, oordeel.stdout.splitlines()[-1:]


def test_secrets_are_made_once(tmp_path: Path) -> None:
    shutil.copy(ROOT / "deploy" / "geheimen.sh", tmp_path)
    for _ in range(2):
        subprocess.run(["sh", str(tmp_path / "geheimen.sh")], check=True, capture_output=True)
        inhoud = {p.name: p.read_text() for p in (tmp_path / "geheim").iterdir()}
        eerste = locals().get("eerste", inhoud)
        assert inhoud == eerste
    assert len(inhoud["geheim"]) >= 60
    assert inhoud["database"] == f"postgresql://vindplaats:{inhoud['databasewachtwoord']}@database:5432/vindplaats"
