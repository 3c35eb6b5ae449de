"""Renew the vendored front-end files from `npm pack`: ``python tools/vendor.py`` (needs npm, and only then).

Writes the files below ``vindplaats/`` and the manifest ``vindplaats/kern/static/kern/vendor/vendor.json`` with name,
version, licence and sha256 of every file. Nothing of npm is used at run time. The registry is the one npm itself is set to.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE_ROOT = ROOT / "src/vindplaats" if (ROOT / "src/vindplaats").is_dir() else ROOT / "vindplaats"
STATIC = "kern/static/kern/vendor"
FONTS = "documenten/fonts"
MANIFEST = PACKAGE_ROOT / STATIC / "vendor.json"

# The components of the Utrecht library that our screens use; the rest of the 400 kB stays out.
UTRECHT_COMPONENTS = frozenset(
    [
        "alert",
        "breadcrumb-nav",
        "button",
        "button-group",
        "checkbox",
        "form-field",
        "form-field-description",
        "form-field-error-message",
        "form-fieldset",
        "form-label",
        "heading-1",
        "heading-2",
        "heading-3",
        "heading-4",
        "link",
        "mark",
        "ordered-list",
        "paragraph",
        "radio-button",
        "select",
        "separator",
        "skip-link",
        "table",
        "textarea",
        "textbox",
        "unordered-list",
    ]
)

# Our word for a thing -> the Lucide icon that shows it. One meaning, one icon.
ICONS = {
    "aandacht": "triangle-alert", "account": "circle-user-round", "agenda": "calendar-days", "afspraak": "handshake",
    "beheer": "settings", "bel": "bell", "bestand": "file", "bestand-tekst": "file-text", "bestuur": "building-2",
    "bewaard": "cloud-check", "bewaren-mislukt": "cloud-alert", "bewerk": "pencil", "bezig": "circle-dot-dashed",
    "bron": "book-open-text", "chevron-links": "chevron-left", "chevron-onder": "chevron-down",
    "chevron-rechts": "chevron-right", "chevron-boven": "chevron-up", "csv": "file-spreadsheet", "deel": "share-2",
    "delen-met": "user-round-check", "download": "download", "filter": "list-filter", "fout": "circle-x",
    "geld": "euro", "gelijk": "equal", "geschiedenis": "history", "gesprek": "messages-square", "goed": "circle-check",
    "grafiek": "chart-column", "help": "circle-question-mark", "herstel": "undo-2", "hittekaart": "grid-3x3",
    "import": "file-input", "info": "info", "inlog": "log-in", "kalender": "calendar", "klaar": "circle-check-big",
    "klok": "clock", "kolommen": "columns-3", "kopieer": "copy", "kruis": "x", "kwaliteit": "chart-line",
    "leeg": "circle-dashed", "leerlingen": "users-round", "lijst": "list", "link": "link", "maan": "moon", "meer": "ellipsis",
    "menu": "menu", "mijn-werk": "inbox", "min": "minus", "naar-buiten": "external-link", "neem-over": "clipboard-paste",
    "nvt": "ban", "omhoog": "arrow-up", "omlaag": "arrow-down", "oog": "eye", "oog-dicht": "eye-off",
    "opnieuw": "rotate-cw", "overzicht": "layout-dashboard", "personen": "users", "plan": "map", "plus": "plus",
    "print": "printer", "rol": "user-round-cog", "scholen": "school", "slot": "lock", "sorteer": "arrow-up-down",
    "sorteer-oplopend": "arrow-up-narrow-wide", "sorteer-aflopend": "arrow-down-wide-narrow", "ster": "star",
    "tabel": "table", "termijn": "hourglass", "toetsenbord": "keyboard", "trefwoord": "tag", "trend-gelijk": "move-right",
    "trend-omhoog": "trending-up", "trend-omlaag": "trending-down", "uitlog": "log-out", "upload": "upload",
    "verantwoording": "scroll-text", "vergelijk": "scale", "verstuur": "send", "verwijder": "trash-2", "vinkje": "check",
    "vlag": "flag", "vraag": "message-circle-question-mark", "wacht": "pause", "werkplek": "signpost", "zoek": "search", "zon": "sun",
}  # fmt: skip


@dataclass
class Package:
    """One npm package: what licence we take it under and which file goes where."""

    spec: str
    licence: str
    copy: dict[str, str] = field(default_factory=dict)
    licence_file: str = "LICENSE"


def _source_sans_web() -> dict[str, str]:
    styles = ("400-normal", "400-italic", "600-normal", "700-normal")
    names = [f"source-sans-3-{subset}-{style}.woff2" for subset in ("latin", "latin-ext") for style in styles]
    return {f"files/{name}": f"{STATIC}/source-sans-3/{name}" for name in names}


def _source_sans_print() -> dict[str, str]:
    faces = ("400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic", "700Bold", "700Bold_Italic")
    return {f"{face}/SourceSans3_{face}.ttf": f"{FONTS}/SourceSans3-{face[3:].replace('_', '')}.ttf" for face in faces}


PACKAGES = [
    Package("htmx.org@2", "0BSD", {"dist/htmx.min.js": f"{STATIC}/htmx/htmx.min.js", "LICENSE": f"{STATIC}/htmx/LICENSE"}),
    Package("@utrecht/component-library-css@9", "EUPL-1.2", {"LICENSE.md": f"{STATIC}/utrecht/LICENSE.md"}, "LICENSE.md"),
    Package("lucide-static@1", "ISC", {"LICENSE": f"{STATIC}/lucide/LICENSE"}),
    Package("@fontsource/source-sans-3@5", "OFL-1.1", _source_sans_web() | {"LICENSE": f"{STATIC}/source-sans-3/LICENSE"}),
    Package(
        "@expo-google-fonts/source-sans-3@0.4", "OFL-1.1",
        _source_sans_print() | {"LICENSE_FONT": f"{FONTS}/SourceSans3-LICENSE.txt"}, "LICENSE_FONT",
    ),
    Package(
        "dejavu-fonts-ttf@2", "Bitstream-Vera AND Public-Domain",
        {"ttf/DejaVuSans.ttf": f"{FONTS}/DejaVuSans.ttf", "ttf/DejaVuSans-Bold.ttf": f"{FONTS}/DejaVuSans-Bold.ttf",
         "LICENSE": f"{FONTS}/DejaVu-LICENSE.txt"},
    ),
]  # fmt: skip


def unpack(spec: str, into: Path) -> Path:
    """Fetch one package with ``npm pack`` and unpack it; returns its folder."""
    done = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(into), spec], check=True, capture_output=True, text=True
    )
    name = done.stdout.strip().splitlines()[-1]
    with tarfile.open(into / name) as archive:
        archive.extractall(into / f"{name}.d", filter="data")
    return next(path for path in (into / f"{name}.d").iterdir() if path.is_dir())


def css_rules(css: str) -> list[tuple[str, str]]:
    """Split a stylesheet into (prelude, body) of its top-level rules; comments are dropped."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    rules, start, depth, opened = [], 0, 0, 0
    for position, sign in enumerate(css):
        if sign == "{":
            depth += 1
            opened = position if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                rules.append((css[start:opened].split(";")[-1].strip(), css[opened + 1 : position].strip()))
                start = position + 1
    return rules


def keep_selectors(prelude: str) -> str:
    """The selectors of a list that name only components we chose; empty when none is left."""
    kept = []
    for selector in re.split(r",(?![^()]*\))", prelude):
        names = set(re.findall(r"\.utrecht-((?:[a-z0-9]+-)*?[a-z0-9]+)(?=--|__|[^a-z0-9-]|$)", selector))
        if names and names <= UTRECHT_COMPONENTS:
            kept.append(selector.strip())
    return ", ".join(kept)


def chosen_css(css: str) -> str:
    """The part of the Utrecht stylesheet that belongs to our components, at-rules included."""
    out = []
    for prelude, body in css_rules(css):
        if prelude.startswith(("@media", "@supports")):
            inner = chosen_css(body)
            out.append(f"{prelude} {{\n{inner}}}\n" if inner else "")
        elif selectors := keep_selectors(prelude):
            out.append(f"{selectors} {{\n  {body}\n}}\n")
    return "".join(out)


def write_utrecht(folder: Path) -> list[str]:
    """Write the chosen part of the component CSS; returns the file written."""
    css = (folder / "dist/index.css").read_text(encoding="utf-8")
    names = ", ".join(sorted(UTRECHT_COMPONENTS))
    head = (
        "/* @license EUPL-1.2\n * Copyright (c) 2020-2025 Gemeente Utrecht\n * Copyright (c) 2020-2025 Frameless B.V.\n"
        f" * Taken by tools/vendor.py from @utrecht/component-library-css, only: {names}. */\n"
    )
    target = f"{STATIC}/utrecht/componenten.css"
    _write(target, (head + chosen_css(css)).encode())
    return [target]


def write_sprite(folder: Path) -> list[str]:
    """Write one SVG sprite with the icons of ICONS; returns the file written."""
    symbols = []
    for name, lucide in sorted(ICONS.items()):
        svg = (folder / f"icons/{lucide}.svg").read_text(encoding="utf-8")
        inner = re.sub(r"\s+", " ", svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]).strip()
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
            f'stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
        )
    target = f"{STATIC}/lucide/iconen.svg"
    body = "\n".join(symbols)
    _write(target, f'<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Lucide, ISC -->\n{body}\n</svg>\n'.encode())
    return [target]


EXTRA = {"@utrecht/component-library-css": write_utrecht, "lucide-static": write_sprite}


def _write(target: str, content: bytes) -> None:
    path = PACKAGE_ROOT / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def vendor(package: Package, work: Path) -> dict[str, object]:
    """Fetch one package, write its files, and return its row of the manifest."""
    folder = unpack(package.spec, work)
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    for source, target in package.copy.items():
        _write(target, (folder / source).read_bytes())
    targets = list(package.copy.values()) + EXTRA.get(about["name"], lambda _: [])(folder)
    files = {target: hashlib.sha256((PACKAGE_ROOT / target).read_bytes()).hexdigest() for target in sorted(targets)}
    return {"name": about["name"], "version": about["version"], "licence": package.licence, "files": files}


def main() -> int:
    """Renew everything and write the manifest."""
    with tempfile.TemporaryDirectory() as work:
        rows = [vendor(package, Path(work)) for package in PACKAGES]
    MANIFEST.write_text(json.dumps({"packages": rows}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for row in rows:
        print(f"{row['name']} {row['version']} ({row['licence']})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
