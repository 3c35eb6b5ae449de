"""Keep the list of rule ids complete: compare the makers' documents with src/vindplaats/kern/regels.yaml.

    python tools/regels_bijwerken.py [FOLDER WITH domain.md AND law.md]

Prints ids that the documents have and the list lacks (write a short label of your own for those), and the other way
round. Exit code 1 when there is a difference. Takes over no text.
"""

import re
import sys
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[1]
GEEN_REGEL = {"IF"}  # findings of the inspection: they live in the catalogue


def ids(documenten: Path) -> set[str]:
    """Every rule id that stands in the two documents; a range such as `TZ-01..05` counts its ends."""
    domein = (documenten / "domain.md").read_text(encoding="utf-8")
    wet = (documenten / "law.md").read_text(encoding="utf-8")
    gevonden = set(re.findall(r"\b([A-Z]{2,4}-\d{2})\b", domein))
    gevonden |= set(re.findall(r"^\| (C-\d{2}) \|", domein, re.MULTILINE))
    gevonden |= set(re.findall(r"^- \*\*([A-Z]-\d{2})\*\*", wet, re.MULTILINE))
    return {regel for regel in gevonden if regel.partition("-")[0] not in GEEN_REGEL}


def lijst() -> set[str]:
    """The ids of the list that ships with the product."""
    pad = (
        next(pad for pad in (PROJECT / "src", PROJECT) if (pad / "vindplaats").is_dir()) / "vindplaats/kern/regels.yaml"
    )
    return {regel for groep in yaml.safe_load(pad.read_text(encoding="utf-8"))["groepen"] for regel in groep["regels"]}


def main() -> int:
    documenten = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared" / "docs"
    mist, teveel = sorted(ids(documenten) - lijst()), sorted(lijst() - ids(documenten))
    print(f"bekend: {len(lijst())}; ontbreekt: {', '.join(mist) or 'niets'}; te veel: {', '.join(teveel) or 'niets'}")
    return 1 if mist or teveel else 0


if __name__ == "__main__":
    sys.exit(main())
