"""Recognise the printed text of the form without holding it: hashed four-word shingles (report-format.md section 3).

A shingle is four consecutive words, numbers left out, folded (see woorden). The data file keeps a truncated BLAKE2
of each shingle in template order. A run of hits along one diagonal is template text; a slip of the scanner breaks at
most a few shingles and is bridged. `tools/maak_sjabloon.py` builds the file from two or more filled reports.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

N = 4
BYTES = 5
_SPELING = 12  # words that may go unmatched inside one run
_SCHEEF = 3  # words that may have been lost or added there


def hash_van(woorden: Sequence[str]) -> str:
    """Truncated hash of one shingle."""
    return blake2b(" ".join(woorden).encode(), digest_size=BYTES).hexdigest()


@dataclass(frozen=True)
class Fragment:
    """A piece of the template: code, number of words and where each hash stands in it."""

    code: str
    lengte: int
    hashes: tuple[str, ...]


@dataclass(slots=True)
class Vondst:
    """Words `van` up to `tot` (not included) are template text of `fragment`, from its word `begin` to `eind`."""

    fragment: str
    van: int
    tot: int
    begin: int
    eind: int
    treffers: int
    lengte: int

    @property
    def deel(self) -> float:
        """How much of the fragment was found, 0..1."""
        return min(1.0, (self.eind - self.begin) / max(1, self.lengte))


@dataclass
class Sjabloon:
    """All fragments, looked up by hash."""

    fragmenten: dict[str, Fragment] = field(default_factory=dict)
    index: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def voeg_toe(self, fragment: Fragment) -> None:
        """Add a fragment."""
        self.fragmenten[fragment.code] = fragment
        for plek, waarde in enumerate(fragment.hashes):
            self.index.setdefault(waarde, []).append((fragment.code, plek))

    def zoek(self, woorden: Sequence[str]) -> list[Vondst]:
        """Find runs of template text in `words` (digits-only words must be left out by the caller)."""
        lopend: dict[str, list[Vondst]] = {}
        for i in range(len(woorden) - N + 1):
            for code, plek in self.index.get(hash_van(woorden[i : i + N]), ()):
                self._treffer(lopend.setdefault(code, []), code, plek, i)
        return sorted((v for groep in lopend.values() for v in groep), key=lambda v: (v.van, -v.tot))

    def _treffer(self, groep: list[Vondst], code: str, plek: int, i: int) -> None:
        for vondst in reversed(groep[-16:]):
            stap, stap_sjabloon = i + N - vondst.tot, plek + N - vondst.eind
            if 0 < stap <= _SPELING and stap_sjabloon > 0 and abs(stap - stap_sjabloon) <= _SCHEEF:
                vondst.tot, vondst.eind, vondst.treffers = i + N, plek + N, vondst.treffers + 1
                return
        groep.append(Vondst(code, i, i + N, plek, plek + N, 1, self.fragmenten[code].lengte))


def fragment_van(code: str, woorden: Sequence[str]) -> Fragment:
    """Make a fragment from plain words (used by the tool and for the texts of a form definition)."""
    kaal = [w for w in woorden if not w.isdigit()]
    return Fragment(code, len(kaal), tuple(hash_van(kaal[i : i + N]) for i in range(len(kaal) - N + 1)))


@lru_cache(maxsize=1)
def standaardsjabloon() -> Sjabloon:
    """The template of the form of 2023-2024, from `sjabloon.json`."""
    sjabloon = Sjabloon()
    bron = Path(__file__).with_name("sjabloon.json")
    for ruw in json.loads(bron.read_text("utf-8"))["fragmenten"] if bron.exists() else ():
        reeks, stap = ruw["hashes"], BYTES * 2
        hashes = tuple(reeks[i : i + stap] for i in range(0, len(reeks), stap))
        sjabloon.voeg_toe(Fragment(ruw["code"], ruw["woorden"], hashes))
    return sjabloon
