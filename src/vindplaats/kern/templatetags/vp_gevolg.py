"""Tags for what comes after a click: the way back, and the place of what is still on its way. Loaded everywhere."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from vindplaats.kern.ongedaan import Terugweg, terugweg_van

register = template.Library()

SKELETTEN = {
    "tekst": ("kop", "lang", "lang", "kort"),
    "tabel": ("kop", *("rij",) * 8),
    "kaart": ("kop", "blok", "kort"),
}
"""Shapes of a skeleton: one line of grey each."""


@register.simple_tag
def terugweg(bericht: Any) -> Terugweg | None:
    """`{% terugweg m as terug %}`: the undo that a message carries (kern.ongedaan)."""
    return terugweg_van(bericht)


@register.simple_tag
def skelet(vorm: str = "tekst", label: str = "Wordt geladen") -> SafeString:
    """`{% skelet "tabel" %}`: holds the place of what is being fetched, as high as what comes. Vorm: tekst, tabel, kaart."""
    inhoud = render_to_string("kern/onderdelen/skelet.html", {"regels": SKELETTEN[vorm], "label": label})
    return mark_safe(inhoud)  # noqa: S308 - our own template, escaped there


@register.simple_block_tag
def vang(content: str) -> SafeString:
    """`{% vang as zij %}...{% endvang %}`: draws a part before its place, so that the frame knows whether it is empty.

    The browser paints a long page before it has read its end; the columns must be right from the first line on.
    """
    return mark_safe(content.strip())  # noqa: S308 - drawn by the template engine, escaped there
