"""`python -m vindplaats.verantwoording.lezer FILE [--json]`: try the reader on one file."""

import json
import sys
from pathlib import Path

from . import LeesFout, lees


def main(argumenten: list[str]) -> int:
    """Exit 0 when read, 1 when refused, 2 on wrong use."""
    namen = [a for a in argumenten if not a.startswith("-")]
    if len(namen) != 1:
        sys.stderr.write("Gebruik: python -m vindplaats.verantwoording.lezer BESTAND [--json]\n")
        return 2
    try:
        lezing = lees(Path(namen[0]).read_bytes(), Path(namen[0]).name)
    except OSError:
        sys.stderr.write(f"Het bestand {namen[0]} is er niet of is niet te lezen. Controleer de naam.\n")
        return 1
    except LeesFout as fout:
        sys.stderr.write(f"{fout}\n")
        return 1
    if "--json" in argumenten:
        sys.stdout.write(json.dumps(lezing.als_json(), ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        for veld in lezing.velden.values():
            sys.stdout.write(f"{veld.code:45} {veld.status:7} {veld.zekerheid:.2f} {str(veld.waarde or '')[:90]!r}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
