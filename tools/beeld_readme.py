"""Make the picture of the README from a running demo.

./vindplaats demo --port 8000        (in another window)
.venv/bin/python tools/beeld_readme.py http://127.0.0.1:8000 ["Medewerker kwaliteit"] [path]
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from vindplaats.opdrachten.testen import chromium

UIT = Path(__file__).resolve().parents[1] / "docs" / "beeld" / "werklijst.png"
VLAGGEN = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main(adres: str, rol: str = "Medewerker kwaliteit", pad: str = "/") -> None:
    """Step in as this role and photograph the page."""
    UIT.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as spel:
        browser = spel.chromium.launch(executable_path=chromium(), args=VLAGGEN)
        pagina = browser.new_page(viewport={"width": 1280, "height": 800})
        pagina.goto(f"{adres}/toegang/demo/")
        pagina.locator("button", has_text=rol).first.click()
        pagina.wait_for_load_state("networkidle")
        if pad != "/":
            pagina.goto(adres + pad)
        pagina.screenshot(path=UIT)
        browser.close()
    print(UIT)


if __name__ == "__main__":
    main(*sys.argv[1:])
