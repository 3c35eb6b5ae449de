"""Bars and sparklines as small as a word: own SVG, fill attributes only, spoken through a label."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

BREED, HOOG = 112.0, 32.0


def staafje(waarde: float | None, hoogste: float, norm: float | None = None, label: str = "") -> SafeString:
    """A bar from zero to `waarde` on a lane that ends at `hoogste`; the norm is a thin upright line."""
    if waarde is None:
        return mark_safe('<span class="vp-leegcel">\u2013</span>')
    schaal = 128 / hoogste if hoogste > 0 else 0
    streep: SafeString | str = ""
    if norm is not None:
        x = f"{min(128, norm * schaal):.1f}"
        streep = format_html(
            '<line class="vp-staafje__norm" x1="{}" x2="{}" y1="0" y2="12" stroke="#1c2b33" stroke-width="2"></line>',
            x,
            x,
        )
    return format_html(
        '<svg class="vp-staafje" viewBox="0 0 128 12" width="128" height="12" preserveAspectRatio="none" {}>'
        '<rect class="vp-staafje__baan" width="128" height="12" rx="2" fill="#dfe5e8"></rect>'
        '<rect width="{}" height="12" rx="2" fill="currentColor"></rect>{}</svg>',
        _spraak(label), f"{max(0.0, min(128.0, waarde * schaal)):.1f}", streep,
    )  # fmt: skip


def vonklijn(waarden: Sequence[float | None], label: str = "") -> SafeString:
    """A trend line; a missing value leaves a gap, the last value gets a dot. Fewer than two values: nothing."""
    gemeten = [w for w in waarden if w is not None]
    if len(gemeten) < 2:
        return mark_safe("")
    punten = _punten(waarden, min(gemeten), max(gemeten))
    lijnen = format_html_join(
        "", '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" '
        'stroke-linecap="round"></polyline>', ((" ".join(f"{x:.1f},{y:.1f}" for x, y in deel),) for deel in _delen(punten)),
    )  # fmt: skip
    x, y = next(p for p in reversed(punten) if p is not None)
    return format_html(
        '<svg class="vp-vonklijn" viewBox="0 0 112 32" width="112" height="32" {}>{}'
        '<circle cx="{}" cy="{}" r="3.5" fill="currentColor"></circle></svg>',
        _spraak(label), lijnen, f"{x:.1f}", f"{y:.1f}",
    )  # fmt: skip


def _spraak(label: str) -> SafeString:
    if not label:
        return mark_safe('aria-hidden="true" focusable="false"')
    return format_html('role="img" aria-label="{}" focusable="false"', label)


def _punten(waarden: Sequence[float | None], laag: float, hoog: float) -> list[tuple[float, float] | None]:
    stap = (BREED - 8) / max(1, len(waarden) - 1)
    ruimte = (hoog - laag) or 1.0
    vlak = HOOG / 2 if hoog == laag else None
    return [
        None if w is None else (4 + i * stap, vlak if vlak is not None else HOOG - 4 - (w - laag) / ruimte * (HOOG - 8))
        for i, w in enumerate(waarden)
    ]


def _delen(punten: list[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    delen: list[list[tuple[float, float]]] = [[]]
    for punt in punten:
        if punt is None:
            delen.append([])
        else:
            delen[-1].append(punt)
    return [deel for deel in delen if len(deel) > 1]
