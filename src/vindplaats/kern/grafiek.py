"""Charts drawn on the server: Vega-Lite to SVG, few colours, direct labels, zero-based bars, the same figures as a table.

The SVG holds fill attributes only (no style, no class, no script), so it passes a strict CSP and goes into a PDF as it is.
On screen css/grafiek.css maps the few fixed colours below to the theme, for dark mode. The caller's title says the finding.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import opmaak

INKT, ZACHT, RASTER, NORM = "#1c2b33", "#51626c", "#e1e7ea", "#1c2b34"
REEKSEN = ("#0f5d7e", "#b06a0b", "#5b6f7a", "#3d8b62", "#7d4f8c", "#a3453f")
ONDER_NORM = REEKSEN[1]
HITTE = ("#eef4f7", "#bdd9e6", "#6fa9c4", "#0f5d7f")
HALO = {"stroke": "#ffffff", "strokeWidth": 5}
LETTER = "Source Sans 3"
FONTS = Path(__file__).resolve().parent.parent / "documenten" / "fonts"
VERSIE = "5"
BREEDTE = 640
Waarde = float | int | None


@dataclass(frozen=True)
class Grafiek:
    """A finished chart: `svg` for screen and PDF, `kolommen` and `rijen` (already written out) for the table."""

    titel: str
    svg: SafeString
    kolommen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    onderschrift: str = ""
    spec: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


def staafgrafiek(
    titel: str, staven: Sequence[tuple[str, Waarde]], *, eenheid: str = "", norm: float | None = None,
    norm_naam: str = "Norm", hoger_is_beter: bool = True, kolom: str = "Naam", onderschrift: str = "",
) -> Grafiek:  # fmt: skip
    """Lying bars from zero with the value behind each; a bar on the wrong side of the norm gets the second colour.

    `staven`: name and value; None is "geen cijfer". `eenheid`: "%" and "€" are written with the figure, else below.
    """
    rijen = [
        {
            "naam": naam,
            "waarde": w,
            "label": _met_eenheid(w, eenheid, "geen cijfer"),
            "kleur": _staafkleur(w, norm, hoger_is_beter),
        }
        for naam, w in staven
    ]
    top = _bovengrens([w for _, w in staven], norm)
    onder = min([0.0, *(float(w) for _, w in staven if w is not None)])
    x = {
        "field": "waarde",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [onder, top], "zero": True, "nice": False},
    }
    y = {"field": "naam", "type": "nominal", "sort": None, "axis": _naamas()}
    lagen: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "size": 20, "cornerRadiusEnd": 2}, "encoding": {"x": x, "y": y, "color": {"field": "kleur", "type": "nominal", "scale": None}}},
        *_normlijn("x", norm, norm_naam, eenheid),
        {"transform": [{"calculate": "isValid(datum.waarde) ? max(datum.waarde, 0) : 0", "as": "eind"}],
         "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 14, "fontWeight": 600, "color": INKT, **HALO},
         "encoding": {"x": {**x, "field": "eind"}, "y": y, "text": {"field": "label"}}},
    ]  # fmt: skip
    spec = {"data": {"values": rijen}, "layer": lagen, "width": BREEDTE - 200, "height": {"step": 34}}
    tabelrijen = tuple((naam, _met_eenheid(w, eenheid, "geen cijfer")) for naam, w in staven)
    return _maak(titel, spec, (kolom, _kop("Waarde", eenheid)), tabelrijen, onderschrift or _bij(eenheid))


def lijngrafiek(
    titel: str, tijdvakken: Sequence[str], reeksen: Mapping[str, Sequence[Waarde]], *, eenheid: str = "",
    norm: float | None = None, norm_naam: str = "Norm", kolom: str = "Schooljaar", onderschrift: str = "",
) -> Grafiek:  # fmt: skip
    """Lines over time, from zero, named at their end; a missing value leaves a gap. `reeksen`: name -> value per period."""
    punten = [
        {"tijd": tijd, "reeks": naam, "waarde": w}
        for naam, rij in reeksen.items()
        for tijd, w in zip(tijdvakken, rij, strict=True)
    ]
    top = _bovengrens([w for rij in reeksen.values() for w in rij], norm)
    kleur = {
        "field": "reeks",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(reeksen), "range": list(REEKSEN[: len(reeksen)])},
    }
    x = {
        "field": "tijd",
        "type": "ordinal",
        "sort": None,
        "axis": {"labelAngle": 0, "labelPadding": 8, "domain": True, "domainColor": RASTER},
    }
    as_y = {"tickCount": 4, "labelExpr": f"datum.label + '{_achter(eenheid)}'", "grid": True}
    y = {"field": "waarde", "type": "quantitative", "scale": {"domain": [0, top], "nice": False}, "axis": as_y}
    naam_x = {"value": BREEDTE - 170 + 8}
    lagen: list[dict[str, Any]] = [
        {"data": {"values": punten}, "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-domains"}, "encoding": {"x": x, "y": y, "color": kleur}},
        {"data": {"values": punten}, "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1}, "encoding": {"x": x, "y": y, "color": kleur}},
        {"data": {"values": _eindnamen(reeksen, top, eenheid)}, "mark": {"type": "text", "align": "left", "fontSize": 14, "fontWeight": 600},
         "encoding": {"x": naam_x, "y": {**y, "field": "plek"}, "text": {"field": "label"}, "color": kleur}},
    ]  # fmt: skip
    lagen += _normlijn("y", norm, norm_naam, eenheid)
    spec = {"layer": lagen, "width": BREEDTE - 170, "height": 220}
    rijen = tuple(
        (tijd, *(_met_eenheid(rij[i], eenheid, opmaak.NIETS) for rij in reeksen.values()))
        for i, tijd in enumerate(tijdvakken)
    )
    return _maak(titel, spec, (kolom, *reeksen), rijen, onderschrift or _bij(eenheid))


def gestapeld(
    titel: str, namen: Sequence[str], delen: Mapping[str, Sequence[Waarde]], *, eenheid: str = "", kolom: str = "Naam",
    onderschrift: str = "",
) -> Grafiek:  # fmt: skip
    """Lying bars of parts that add up, the figure in each part that is wide enough, the total behind."""
    sommen = [sum(rij[i] or 0 for rij in delen.values()) for i in range(len(namen))]
    top = max([*sommen, 0]) or 1
    rijen = [
        {"naam": naam, "deel": deel, "volgorde": nr, "waarde": rij[i] or 0, "label": opmaak.getal(rij[i]) if (rij[i] or 0) >= top * 0.07 else ""}
        for nr, (deel, rij) in enumerate(delen.items()) for i, naam in enumerate(namen)
    ]  # fmt: skip
    totalen = [
        {"naam": naam, "som": som, "label": _met_eenheid(som, eenheid, "")}
        for naam, som in zip(namen, sommen, strict=True)
    ]
    schaal = {"domain": [0, top * 1.12], "nice": False}
    y = {"field": "naam", "type": "nominal", "sort": None, "axis": _naamas()}
    kleur = {
        "field": "deel",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(delen), "range": list(REEKSEN[: len(delen)])},
        "legend": {
            "title": None,
            "orient": "top",
            "direction": "horizontal",
            "symbolType": "square",
            "labelLimit": 220,
            "columns": 4,
            "offset": 12,
        },
    }
    x = {"field": "waarde", "type": "quantitative", "stack": "zero", "axis": None, "scale": schaal}
    lagen: list[dict[str, Any]] = [
        {"data": {"values": rijen}, "mark": {"type": "bar", "size": 24, "stroke": "#ffffff", "strokeWidth": 1}, "encoding": {"x": x, "y": y, "color": kleur, "order": {"field": "volgorde"}}},
        {"data": {"values": rijen}, "mark": {"type": "text", "color": "#fffffe", "fontSize": 13, "fontWeight": 600}, "encoding": {"x": {**x, "bandPosition": 0.5}, "y": y, "text": {"field": "label"}, "detail": {"field": "deel"}, "order": {"field": "volgorde"}}},
        {"data": {"values": totalen}, "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 14, "fontWeight": 600, "color": INKT}, "encoding": {"x": {"field": "som", "type": "quantitative", "scale": schaal, "axis": None}, "y": y, "text": {"field": "label"}}},
    ]  # fmt: skip
    spec = {"layer": lagen, "width": BREEDTE - 200, "height": {"step": 38}}
    tabel = tuple(
        (naam, *(opmaak.getal(rij[i]) for rij in delen.values()), opmaak.getal(sommen[i]))
        for i, naam in enumerate(namen)
    )
    return _maak(titel, spec, (kolom, *delen, "Samen"), tabel, onderschrift or _bij(eenheid))


def hittekaart(
    titel: str, rijnamen: Sequence[str], kolomnamen: Sequence[str], waarden: Sequence[Sequence[Waarde]], *,
    eenheid: str = "", kolom: str = "Naam", onderschrift: str = "", naamruimte: int = 190,
) -> Grafiek:  # fmt: skip
    """A grid of figures, deeper where higher; the figure stands in its cell, zero stays pale, None stays empty.

    `naamruimte`: pixels for the names of the rows; what is longer is cut with dots.
    """
    top = max([float(w) for rij in waarden for w in rij if w is not None] or [1.0]) or 1.0
    cellen = [
        {"rij": r, "kolom": k, "waarde": w, "kleur": _hittekleur(w, top), "inkt": _hitte_inkt(w, top), "label": opmaak.getal(w, leeg="")}
        for r, reeks in zip(rijnamen, waarden, strict=True) for k, w in zip(kolomnamen, reeks, strict=True)
    ]  # fmt: skip
    x = {
        "field": "kolom",
        "type": "nominal",
        "sort": None,
        "axis": {"orient": "top", "labelAngle": 0, "labelPadding": 6},
    }
    y = {"field": "rij", "type": "nominal", "sort": None, "axis": _naamas() | {"labelLimit": naamruimte}}
    lagen = [
        {"mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2}, "encoding": {"x": x, "y": y, "color": {"field": "kleur", "type": "nominal", "scale": None}}},
        {"mark": {"type": "text", "fontSize": 13}, "encoding": {"x": x, "y": y, "text": {"field": "label"}, "color": {"field": "inkt", "type": "nominal", "scale": None}}},
    ]  # fmt: skip
    stap = max(26, min(64, (BREEDTE - 200) // max(1, len(kolomnamen))))
    spec = {"data": {"values": cellen}, "layer": lagen, "width": {"step": stap}, "height": {"step": 32}}
    tabel = tuple((r, *(opmaak.getal(w) for w in reeks)) for r, reeks in zip(rijnamen, waarden, strict=True))
    return _maak(titel, spec, (kolom, *kolomnamen), tabel, onderschrift or _bij(eenheid))


# --- the parts -------------------------------------------------------------------------------------------------------


def _met_eenheid(w: Waarde, eenheid: str, leeg: str) -> str:
    if w is None:
        return leeg
    if eenheid == "€":
        return f"€{opmaak.NBSP}{opmaak.getal(w)}"
    return opmaak.percentage(w) if eenheid == "%" else opmaak.getal(w)


def _achter(eenheid: str) -> str:
    return "%" if eenheid == "%" else ""


def _bij(eenheid: str) -> str:
    return "" if eenheid in ("", "%", "€") else f"Eenheid: {eenheid}"


def _kop(woord: str, eenheid: str) -> str:
    return f"{woord} ({eenheid})" if eenheid else woord


def _bovengrens(waarden: Sequence[Waarde], norm: float | None) -> float:
    hoogste = max([float(w) for w in waarden if w is not None] + [norm or 0.0])
    return hoogste * 1.12 if hoogste > 0 else 1.0


def _staafkleur(w: Waarde, norm: float | None, hoger_is_beter: bool) -> str:
    if w is None or norm is None or w == norm:
        return REEKSEN[0]
    return REEKSEN[0] if (w > norm) == hoger_is_beter else ONDER_NORM


def _hittekleur(w: Waarde, top: float) -> str:
    if w is None or w <= 0:
        return HITTE[0]
    return HITTE[min(3, 1 + int(float(w) / top * 2.999))]


def _hitte_inkt(w: Waarde, top: float) -> str:
    return "#fffffe" if _hittekleur(w, top) == HITTE[3] else INKT


def _naamas() -> dict[str, Any]:
    return {"labelLimit": 250, "labelPadding": 10, "labelFontSize": 14, "labelColor": INKT}


def _normlijn(richting: str, norm: float | None, naam: str, eenheid: str) -> list[dict[str, Any]]:
    if norm is None:
        return []
    woord = naam if any(sign.isdigit() for sign in naam) else f"{naam} {_met_eenheid(norm, eenheid, '')}"
    lijn = {"data": {"values": [{}]}, "mark": {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5, "color": NORM}}
    tekst = {"type": "text", "fontSize": 13, "color": NORM, "fontWeight": 600}
    plek = {"y": {"value": -6}} if richting == "x" else {"x": {"value": 4}}
    stand = {"align": "center", "baseline": "bottom"} if richting == "x" else {"align": "left", "dy": -7}
    return [
        {**lijn, "encoding": {richting: {"datum": norm}}},
        {"data": {"values": [{}]}, "mark": {**tekst, **stand}, "encoding": {richting: {"datum": norm}, **plek, "text": {"value": woord}}},
    ]  # fmt: skip


def _eindnamen(reeksen: Mapping[str, Sequence[Waarde]], top: float, eenheid: str) -> list[dict[str, Any]]:
    """Where the names at the end of the lines go: at the last value, pushed apart until they do not touch."""
    laatste = [(next((float(w) for w in reversed(rij) if w is not None), 0.0), naam) for naam, rij in reeksen.items()]
    stap, onder, uit = top * 18 / 220, float("-inf"), []
    for waarde, naam in sorted(laatste):
        onder = max(waarde, onder + stap)
        uit.append({"reeks": naam, "plek": onder, "label": f"{naam} {_met_eenheid(waarde, eenheid, '')}"})
    return uit


CONFIG = {
    "font": LETTER, "aria": False, "background": None, "padding": {"left": 4, "top": 8, "right": 8, "bottom": 4},
    "view": {"stroke": None},
    "axis": {"title": None, "domain": False, "ticks": False, "grid": False, "gridColor": RASTER, "labelColor": ZACHT,
             "labelFontSize": 13, "labelFont": LETTER},
    "legend": {"labelFontSize": 14, "labelColor": INKT, "labelFont": LETTER}, "text": {"font": LETTER, "color": INKT},
}  # fmt: skip


def _maak(
    titel: str, spec: dict[str, Any], kolommen: tuple[str, ...], rijen: tuple[tuple[str, ...], ...], onderschrift: str
) -> Grafiek:
    heel = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": CONFIG, **spec}
    svg = _svg(heel).replace("<svg ", f'<svg role="img" aria-label="{escape(titel)}" ', 1)
    return Grafiek(titel, mark_safe(svg), kolommen, rijen, onderschrift, heel)  # noqa: S308 - our own SVG, texts escaped


def _svg(spec: dict[str, Any]) -> str:
    """The drawing of a specification, kept in the Django cache under a hash of it."""
    tekst = json.dumps(spec, ensure_ascii=False, sort_keys=False)
    sleutel = f"grafiek:{VERSIE}:{hashlib.sha256(tekst.encode()).hexdigest()}"
    bewaard = cache.get(sleutel)
    if bewaard is None:
        bewaard = schoon_svg(_teken(spec))
        cache.set(sleutel, bewaard, timeout=30 * 24 * 3600)
    return str(bewaard)


def _teken(spec: dict[str, Any]) -> str:
    import vl_convert as vl

    vl.register_font_directory(str(FONTS))
    return str(vl.vegalite_to_svg(vl_spec=spec, format_locale="nl-NL", allowed_base_urls=[]))


def schoon_svg(svg: str) -> str:
    """Take out what a strict CSP or a PDF does not want: classes, roles, styles, empty groups; let a halo lie under its word."""
    svg = re.sub(r'\s(?:class|role|style|pointer-events|aria-[a-z]+|xmlns:xlink|version)="[^"]*"', "", svg)
    svg = re.sub(r"<style\b.*?</style>|<script\b.*?</script>", "", svg, flags=re.S)
    svg = re.sub(r'<path d="M0,0h0v0h0Z"\s*/>|<path d=""\s*(?:display="none")?\s*/>', "", svg)
    svg = re.sub(r'<text (?=[^>]*stroke="#ffffff")', '<text paint-order="stroke" stroke-linejoin="round" ', svg)
    return re.sub(r"<g>\s*</g>", "", svg)
