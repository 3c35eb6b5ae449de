"""Build src/vindplaats/verantwoording/lezer/sjabloon.json: hashed shingles of the printed text of the form.

    python tools/maak_sjabloon.py FILLED_REPORT_A.txt FILLED_REPORT_B.txt

What two boards both have in the same order is template text. Only truncated hashes are written: no sentence of the
form or of a report ends up in the repository. Numbers are left out (see lezer/sjabloon.py).
"""

import json
import sys
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from vindplaats.verantwoording.lezer.extractie_tekst import lees_platte_tekst, ontcijfer
from vindplaats.verantwoording.lezer.herkennen import Kopzoeker, kies_keten, maak_woorden, maak_zones
from vindplaats.verantwoording.lezer.koppen import BLOKKEN, standaardkoppen
from vindplaats.verantwoording.lezer.sjabloon import Fragment, N, fragment_van

UIT = Path(__file__).resolve().parent.parent / "src/vindplaats/verantwoording/lezer/sjabloon.json"


def woorden_per_zone(pad: str) -> list[tuple[str, list[str]]]:
    """Zone code and its words without numbers, the part before the first heading as "preambule"."""
    doc = lees_platte_tekst(ontcijfer(Path(pad).read_bytes())).leg_vast()
    w = maak_woorden(doc)
    zones = maak_zones(doc, kies_keten(Kopzoeker(doc, w, standaardkoppen()).zoek()))
    grenzen = [("preambule", 0, zones[0].kop.begin)] + [(z.code, z.begin, z.eind) for z in zones]
    return [(code, [t for t in w.norm[w.vanaf(a) : w.vanaf(b)] if not t.isdigit()]) for code, a, b in grenzen]


def gedeeld(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Ranges of `a` that `b` has too, in order, at least N words; gaps of two words are closed."""
    stukken: list[tuple[int, int]] = []
    for blok in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        if blok.size < N:
            continue
        if stukken and blok.a - stukken[-1][1] <= 2:
            stukken[-1] = (stukken[-1][0], blok.a + blok.size)
        else:
            stukken.append((blok.a, blok.a + blok.size))
    return stukken


def naam(code: str, woorden: list[str], begin: int) -> str:
    """Name of a piece, or "" when it is chance likeness inside an answer."""
    if {"sturing", "belegd"} <= set(woorden):
        return "vraag_sturing"
    if {"onderstaande", "indicatoren"} <= set(woorden[:8]):
        return "vraag_indicator"
    if code in BLOKKEN:
        return f"catalogus_{code}" if len(woorden) >= 25 else ""
    if code in ("preambule", "middelen"):
        return code
    if code in ("rekenschap_proces", "stuurt_op"):
        return "proces_intro" if code == "rekenschap_proces" else "stuurt_op"
    return f"prompt_{code}" if begin <= 2 else ""


def main() -> None:
    """Write the data file."""
    een, twee = (dict(woorden_per_zone(pad)) for pad in sys.argv[1:3])
    delen: dict[str, list[str]] = {}
    for code, woorden in een.items():
        for begin, eind in gedeeld(woorden, twee.get(code, [])):
            titel = naam(code, woorden[begin:eind], begin)
            if (titel == "vraag_indicator" and titel in delen) or (titel == "vraag_sturing" and titel in delen):
                continue
            if titel:
                delen.setdefault(titel, []).extend(woorden[begin:eind])
    fragmenten: list[Fragment] = [fragment_van(code, woorden) for code, woorden in delen.items()]
    rijen = [{"code": f.code, "woorden": f.lengte, "hashes": "".join(f.hashes)} for f in fragmenten]
    UIT.write_text(json.dumps({"versie": 1, "schingel": N, "fragmenten": rijen}, indent=1) + "\n", "utf-8")
    for f in fragmenten:
        print(f.code, f.lengte)
    if "--toon" in sys.argv:
        print({code: " ".join(woorden[:6]) + " ... " + " ".join(woorden[-6:]) for code, woorden in delen.items()})


if __name__ == "__main__":
    main()
