"""Logos of others are drawn anew: nothing but the picture survives."""

import io

import pytest
from PIL import Image

from vindplaats.documenten.beeld import maak_logo
from vindplaats.documenten.weigering import Geweigerd


def png(breed: int = 20, hoog: int = 10, modus: str = "RGB", soort: str = "PNG") -> bytes:
    uit = io.BytesIO()
    Image.new(modus, (breed, hoog), 128 if modus == "L" else None).save(uit, soort)
    return uit.getvalue()


def test_png_is_drawn_anew_and_made_smaller() -> None:
    uit = maak_logo(png(3000, 1500) + b"<script>alert(1)</script>")
    assert uit.soort == "png"
    assert b"script" not in uit.data
    assert Image.open(io.BytesIO(uit.data)).size == (1600, 800)


@pytest.mark.parametrize("modus", ["RGB", "RGBA", "L", "P", "1", "LA"])
def test_every_kind_of_png(modus: str) -> None:
    assert Image.open(io.BytesIO(maak_logo(png(modus=modus)).data)).size == (20, 10)


def test_jpeg_loses_its_metadata() -> None:
    uit = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "geheime plek"
    Image.new("RGB", (20, 20)).save(uit, "JPEG", exif=exif)
    schoon = maak_logo(uit.getvalue())
    assert schoon.soort == "jpg"
    assert b"geheime plek" not in schoon.data


SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" onload="a()">
<script>alert(1)</script><style>@import url(http://kwaad.test)</style>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="a()"/></body></foreignObject>
<image xlink:href="http://kwaad.test/x.png"/><use xlink:href="http://kwaad.test/#x"/><use xlink:href="#goed"/>
<a xlink:href="javascript:alert(1)"><circle r="2"/></a><animate attributeName="href" to="javascript:x"/>
<path id="goed" d="M0 0h9v9z" style="fill:#0f5d7e;stroke:url(http://kwaad.test)" onclick="a()" fill-opacity=".5"/></svg>"""


def test_svg_keeps_only_drawing() -> None:
    uit = maak_logo(SVG)
    assert uit.soort == "svg"
    for kwaad in (
        b"script",
        b"kwaad",
        b"onload",
        b"onclick",
        b"onerror",
        b"foreignObject",
        b"style",
        b"animate",
        b"image",
    ):
        assert kwaad not in uit.data, kwaad
    for goed in (b'd="M0 0h9v9z"', b'fill="#0f5d7e"', b'href="#goed"', b'viewBox="0 0 9 9"'):
        assert goed in uit.data, goed


BOM = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>"""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(50),
        b"MZ" + bytes(100),
        png()[:40],
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"<svg><script/></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<svg",
        BOM,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_logo(data)
    assert fout.value.code == "geen_beeld"


def test_too_big_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_logo(bytes(4 * 1024 * 1024))
    assert fout.value.code == "beeld_te_groot"
    with pytest.raises(Geweigerd) as fout:
        maak_logo(png(9000, 9000, "1"))
    assert fout.value.code == "beeld_te_groot"
