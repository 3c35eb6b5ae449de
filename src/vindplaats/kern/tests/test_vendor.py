"""The vendored files are the ones the manifest names, under licences we may ship, and all are listed."""

import ast
import hashlib
import json
from pathlib import Path

from vindplaats.kern.templatetags.vp import icoon_namen

PAKKET = Path(__file__).resolve().parents[2]
ROOT = next(map_ for map_ in PAKKET.parents if (map_ / "pyproject.toml").is_file())
MAP = PAKKET / "kern" / "static" / "kern" / "vendor"
VRIJ = {"0BSD", "EUPL-1.2", "ISC", "OFL-1.1", "MIT", "Bitstream-Vera AND Public-Domain"}


def _pakketten() -> list[dict[str, object]]:
    return json.loads((MAP / "vendor.json").read_text(encoding="utf-8"))["packages"]  # type: ignore[no-any-return]


def test_elke_som_klopt() -> None:
    bestanden = {naam: som for p in _pakketten() for naam, som in p["files"].items()}  # type: ignore[attr-defined]
    assert len(bestanden) > 10
    for naam, som in bestanden.items():
        assert hashlib.sha256((PAKKET / naam).read_bytes()).hexdigest() == som, naam


def test_elk_bestand_staat_in_de_lijst() -> None:
    genoemd = {naam for p in _pakketten() for naam in p["files"]}  # type: ignore[attr-defined]
    aanwezig = {str(f.relative_to(PAKKET)) for f in MAP.rglob("*") if f.is_file() and f.name != "vendor.json"}
    assert aanwezig <= genoemd, aanwezig - genoemd


def test_licentie_is_vrij_en_ligt_erbij() -> None:
    for pakket in _pakketten():
        assert pakket["licence"] in VRIJ, pakket["name"]
        assert pakket["version"], pakket["name"]
        assert any("LICENSE" in naam for naam in pakket["files"]), pakket["name"]  # type: ignore[attr-defined]


def test_de_huisstijl_van_een_gemeente_gaat_niet_mee() -> None:
    assert not any("design-tokens" in str(p["name"]) for p in _pakketten())
    assert sum(f.stat().st_size for f in [*MAP.rglob("*"), *(PAKKET / "documenten" / "fonts").rglob("*")]) < 6_000_000


def test_geen_adres_van_een_register() -> None:
    script = (ROOT / "tools" / "vendor.py").read_text(encoding="utf-8")
    assert "://" not in script.replace("http://www.w3.org/2000/svg", "")
    assert "://" not in (MAP / "vendor.json").read_text(encoding="utf-8")


def test_alle_iconen_van_de_lijst_staan_in_de_plaat() -> None:
    script = ast.parse((ROOT / "tools" / "vendor.py").read_text(encoding="utf-8"))
    lijst = next(
        n.value for n in script.body if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "ICONS"
    )
    assert set(ast.literal_eval(lijst)) == icoon_namen()
