"""Colours of a house style: contrast by WCAG 2.2, and the nearest colour that is good enough. Pure.

Source: WCAG 2.2 success criterion 1.4.3 (text 4.5:1) with its definitions of relative luminance and contrast ratio.
"""

import colorsys
import math
import re
from dataclasses import dataclass

AA_TEKST = 4.5
AAA_TEKST = 7.0
WIT = "#ffffff"
STANDAARDKLEUR = "#0f5d7e"
MIST_LICHT = "#e9edef"
PAPIER_DONKER = "#131a1e"
MIST_DONKER = "#232e34"
_KLEUR = re.compile(r"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")

type Rgb = tuple[int, int, int]


def lees_kleur(tekst: str) -> str:
    """`#0f5d7e`, `0F5D7E` or `#07a` -> `#0f5d7e`. Raises ValueError with a Dutch sentence otherwise."""
    treffer = _KLEUR.match(tekst.strip())
    if not treffer:
        raise ValueError("Schrijf de kleur als # met zes tekens, bijvoorbeeld #0f5d7e.")
    cijfers = treffer.group(1).lower()
    return "#" + (cijfers if len(cijfers) == 6 else "".join(c * 2 for c in cijfers))


def rgb(kleur: str) -> Rgb:
    """`#0f5d7e` -> (15, 93, 126)."""
    return int(kleur[1:3], 16), int(kleur[3:5], 16), int(kleur[5:7], 16)


def hex_van(kleur: Rgb) -> str:
    """(15, 93, 126) -> `#0f5d7e`."""
    return "#{:02x}{:02x}{:02x}".format(*kleur)


def helderheid(kleur: str) -> float:
    """Relative luminance of an sRGB colour, 0 (black) to 1 (white). WCAG 2.2."""

    def lineair(deel: int) -> float:
        c = deel / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    rood, groen, blauw = (lineair(d) for d in rgb(kleur))
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def contrast(een: str, ander: str) -> float:
    """Contrast ratio of two colours, 1 to 21. WCAG 2.2."""
    licht, donker = sorted((helderheid(een), helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def verbeter(kleur: str, achtergrond: str = WIT, minstens: float = AA_TEKST) -> str:
    """The colour itself when its contrast is enough, else the nearest darker one (lighter on a dark background)."""
    if contrast(kleur, achtergrond) >= minstens:
        return kleur
    donkerder = helderheid(achtergrond) > 0.18
    tint, licht, verzadiging = colorsys.rgb_to_hls(*(d / 255 for d in rgb(kleur)))
    for stap in range(1, 257):
        nieuw = licht * (1 - stap / 256) if donkerder else licht + (1 - licht) * stap / 256
        kandidaat = _uit_hls(tint, nieuw, verzadiging)
        if contrast(kandidaat, achtergrond) >= minstens:
            return kandidaat
    return "#000000" if donkerder else WIT


def _uit_hls(tint: float, licht: float, verzadiging: float) -> str:
    rood, groen, blauw = (round(d * 255) for d in colorsys.hls_to_rgb(tint, licht, verzadiging))
    return hex_van((rood, groen, blauw))


def meng(kleur: str, ander: str, deel: float) -> str:
    """`deel` (0..1) of the first colour, the rest of the other."""
    rood, groen, blauw = (round(a * deel + b * (1 - deel)) for a, b in zip(rgb(kleur), rgb(ander), strict=True))
    return hex_van((rood, groen, blauw))


@dataclass(frozen=True)
class Palet:
    """The colours that follow from one chosen primary colour, for light and dark pages; pairs with text are AA."""

    gekozen: str
    licht: str
    licht_hover: str
    licht_tint: str
    donker: str
    donker_hover: str
    donker_tint: str

    @property
    def aangepast(self) -> bool:
        """True when the chosen colour was too light for text on white."""
        return self.gekozen != self.licht


def palet(kleur: str) -> Palet:
    """Colours of a house style: readable (4.5:1) on every background on which the theme sets them."""
    tint = meng(verbeter(kleur), WIT, 0.11)
    licht = _leesbaar_op(kleur, (WIT, MIST_LICHT, tint))
    donker_tint = meng(verbeter(kleur, PAPIER_DONKER), PAPIER_DONKER, 0.2)
    donker = _leesbaar_op(kleur, (PAPIER_DONKER, MIST_DONKER, donker_tint))
    return Palet(
        gekozen=kleur,
        licht=licht,
        licht_hover=meng(licht, "#000000", 0.78),
        licht_tint=tint,
        donker=donker,
        donker_hover=meng(donker, WIT, 0.75),
        donker_tint=donker_tint,
    )


def _leesbaar_op(kleur: str, achtergronden: tuple[str, ...]) -> str:
    for achtergrond in achtergronden:
        kleur = verbeter(kleur, achtergrond)
    return kleur


def oordeel(kleur: str) -> str:
    """One Dutch sentence about the contrast of a chosen colour, for the person who chooses it."""
    gevolg = palet(kleur)
    verhouding = f"{math.floor(contrast(kleur, WIT) * 10) / 10:.1f}".replace(".", ",")
    if not gevolg.aangepast:
        return f"Goed leesbaar op wit en op lichtgrijs (contrast {verhouding} : 1)."
    return (
        f"Te licht om overal goed te lezen (contrast op wit {verhouding} : 1; op lichtgrijs is 4,5 : 1 nodig). "
        f"We gebruiken daarom {gevolg.licht}."
    )
