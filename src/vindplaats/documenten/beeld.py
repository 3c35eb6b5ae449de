"""Logos: pictures of others, made harmless. Runs in a child process (see `maak_logo`). Pure."""

import io
import re
from dataclasses import dataclass
from typing import Any, cast

from .veilig_uitvoeren import MB, Grenzen, UitvoerFout, veilig
from .weigering import Geweigerd

# ruff: noqa: SIM905 - a list of words reads better as words

GROOTSTE = 3 * MB
MEESTE_PIXELS = 40_000_000
BREEDSTE = 1600
GRENZEN = Grenzen(geheugen=1024 * MB, rekentijd=15, wachttijd=20, antwoord=16 * MB)
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
ELEMENTEN = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan defs linearGradient radialGradient stop "
    "clipPath mask symbol use title desc pattern".split()
)
EIGENSCHAPPEN = frozenset(
    "id class d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height viewBox points transform fill fill-opacity "
    "fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray "
    "stroke-dashoffset opacity offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod clip-path "
    "clip-rule clipPathUnits mask maskUnits maskContentUnits patternUnits patternTransform preserveAspectRatio "
    "font-family font-size font-weight font-style text-anchor letter-spacing display visibility color version "
    "href".split()
)
STIJL = re.compile(r"^\s*([a-z-]+)\s*:\s*(.+?)\s*$")
BUITEN = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|expression\(|@import|data:", re.IGNORECASE)
MEESTE_ELEMENTEN = 5000


@dataclass(frozen=True)
class Logo:
    """A harmless picture. `soort` is png, jpg or svg."""

    data: bytes
    soort: str


def maak_logo(data: bytes) -> Logo:
    """Re-encode a PNG or JPEG, or rebuild an SVG from allowed parts only. Raises Geweigerd with a sentence."""
    if len(data) > GROOTSTE:
        raise Geweigerd("beeld_te_groot", grens=f"{GROOTSTE // MB} MB")
    try:
        return cast(Logo, veilig("vindplaats.documenten.beeld:ververs", data, grenzen=GRENZEN))
    except UitvoerFout:
        raise Geweigerd("geen_beeld") from None


def ververs(data: bytes) -> Logo:
    """The work of `maak_logo`, in the child."""
    if data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff")):
        return _ververs_raster(data)
    if b"<svg" in data[:4096]:
        return Logo(schone_svg(data), "svg")
    raise Geweigerd("geen_beeld")


def _ververs_raster(data: bytes) -> Logo:
    """Draw the pixels anew: metadata, hidden trailers and other surprises do not survive."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        beeld: Any = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if beeld.width * beeld.height > MEESTE_PIXELS:
            raise Geweigerd("beeld_te_groot", grens="40 miljoen beeldpunten")
        beeld = ImageOps.exif_transpose(beeld)
        beeld.thumbnail((BREEDSTE, BREEDSTE))
        doorzichtig = beeld.mode in ("RGBA", "LA", "P", "PA")
        nieuw = Image.new("RGBA" if doorzichtig else "RGB", beeld.size)
        nieuw.paste(beeld.convert(nieuw.mode))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Geweigerd("geen_beeld") from None
    uit = io.BytesIO()
    soort = "png" if data.startswith(b"\x89PNG") else "jpg"
    nieuw.save(uit, "PNG" if soort == "png" else "JPEG", **({"quality": 90} if soort == "jpg" else {"optimize": True}))
    return Logo(uit.getvalue(), soort)


def schone_svg(data: bytes) -> bytes:
    """A new SVG with only drawing elements and harmless attributes: no script, no links out, no entities."""
    from lxml import etree

    if re.search(rb"<!(DOCTYPE|ENTITY)", data, re.IGNORECASE) and b"<!ENTITY" in data.upper():
        raise Geweigerd("geen_beeld")
    lezer = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        bron = etree.fromstring(data, lezer)
    except etree.XMLSyntaxError:
        raise Geweigerd("geen_beeld") from None
    if bron.tag not in (f"{SVG}svg", "svg") or sum(1 for _ in bron.iter()) > MEESTE_ELEMENTEN:
        raise Geweigerd("geen_beeld")
    nieuw = _kopie(bron, etree)
    if nieuw is None or not len(nieuw):
        raise Geweigerd("geen_beeld")
    return cast(bytes, etree.tostring(nieuw, xml_declaration=False, encoding="utf-8"))


def _kopie(bron: Any, etree: Any) -> Any:
    """An element with what is allowed of it, or None."""
    naam = bron.tag.removeprefix(SVG) if isinstance(bron.tag, str) else ""
    if naam not in ELEMENTEN:
        return None
    nieuw = etree.Element(f"{SVG}{naam}", nsmap={None: SVG[1:-1]} if naam == "svg" else None)
    for sleutel, waarde in [*bron.attrib.items(), *_uit_stijl(bron.get("style", ""))]:
        kaal = "href" if sleutel == XLINK else sleutel
        if kaal in EIGENSCHAPPEN and _mag(kaal, waarde):
            nieuw.set(kaal, waarde)
    nieuw.text, nieuw.tail = bron.text, bron.tail
    for kind in bron:
        kopie = _kopie(kind, etree)
        if kopie is not None:
            nieuw.append(kopie)
    return nieuw


def _mag(sleutel: str, waarde: str) -> bool:
    if sleutel == "href":
        return waarde.startswith("#")
    return not BUITEN.search(waarde)


def _uit_stijl(stijl: str) -> list[tuple[str, str]]:
    """`style="fill:#123"` as attributes: inline style does not survive the strict CSP."""
    delen = (STIJL.match(d) for d in stijl.split(";"))
    return [(d.group(1), d.group(2)) for d in delen if d]
