"""The parts every screen is built from. Loaded as a builtin: templates need no `{% load vp %}`.

How to use them together: docs/ontwikkelen/schermen.md; how they look: the gallery page.
No tag ever writes an inline style or script (strict CSP); everything a caller gives is escaped.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.template import TemplateSyntaxError
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from vindplaats.kern import filters, opmaak
from vindplaats.kern.geld import als_euro
from vindplaats.kern.htmx import HTMX
from vindplaats.kern.kalender import vrije_dagen
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import (
    Chip,
    Figuur,
    Kolom,
    Sectie,
    Stap,
    Tabel,
    Termijn,
    Vergelijking,
    Versie,
    Werkgroep,
    groepeer,
)
from vindplaats.kern.verschil import verschillen

# ruff: noqa: A002 - the words of a template (id, type, open) are those of html
register = template.Library()
SPRITE = "kern/vendor/lucide/iconen.svg"
DELEN = "kern/onderdelen"
SOORT_ICOON = {"info": "info", "goed": "goed", "aandacht": "aandacht", "fout": "fout", "bezig": "bezig", "neutraal": ""}
SECTIES = {
    "leeg": ("leeg", "leeg"),
    "bezig": ("bezig", "bezig"),
    "klaar": ("goed", "klaar"),
    "nvt": ("nvt", "n.v.t."),
    "aandacht": ("aandacht", "vraagt aandacht"),
}


@cache
def icoon_namen() -> frozenset[str]:
    """The names of the icons in the vendored sprite."""
    sprite = Path(__file__).resolve().parent.parent / "static" / SPRITE
    return frozenset(re.findall(r'<symbol id="([a-z-]+)"', sprite.read_text(encoding="utf-8")))


def _deel(naam: str, context: dict[str, Any]) -> SafeString:
    return render_to_string(f"{DELEN}/{naam}.html", context)


def _attributen(extra: dict[str, Any]) -> SafeString:
    """`hx_post="/x/"` becomes ` hx-post="/x/"`; True gives a bare attribute, None or False nothing."""
    stukken = []
    for naam, waarde in extra.items():
        if naam in ("style", "onclick") or naam.startswith(("on", "hx_on")):
            raise TemplateSyntaxError(f"'{naam}' mag niet: strenge CSP, geen stijl of script in de regel.")
        if waarde is None or waarde is False or waarde == "":
            continue
        echt = naam.rstrip("_").replace("_", "-")
        stukken.append(format_html(" {}", echt) if waarde is True else format_html(' {}="{}"', echt, waarde))
    return mark_safe("".join(stukken))  # noqa: S308 - every part is escaped above


# --- small marks -----------------------------------------------------------------------------------------------------


@register.simple_tag
def icoon(naam: str, label: str = "", klasse: str = "") -> SafeString:
    """`{% icoon "klok" %}`: an icon next to a word; with `label="Te laat"` it speaks for itself.

    Raises TemplateSyntaxError for a name that is not in the sprite.
    """
    if naam not in icoon_namen():
        raise TemplateSyntaxError(f"Onbekend icoon '{naam}'. Er zijn: {', '.join(sorted(icoon_namen()))}.")
    richting = " vp-icoon--richting" if naam in ("chevron-links", "chevron-rechts") else ""
    spraak = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="vp-icoon{}{}" {} focusable="false" width="20" height="20"><use href="{}#{}"></use></svg>',
        richting, f" {klasse}" if klasse else "", spraak, static(SPRITE), naam,
    )  # fmt: skip


@register.simple_tag
def knop(
    tekst: str, soort: str = "gewoon", href: str = "", icoon_naam: str = "", type: str = "submit", dialoog: str = "",
    klein: bool = False, **extra: Any,
) -> SafeString:  # fmt: skip
    """`{% knop "Deel met het samenwerkingsverband" soort="primair" icoon_naam="deel" %}`: a button or, with `href`, a link.

    `soort`: primair (one per screen), gewoon, stil, gevaar. `dialoog="id"` opens that dialog. Other words become
    attributes, `_` as `-`: `hx_post=url hx_target="#x" name="actie" value="indienen"`.
    """
    vorm = {"primair": "primary-action", "gewoon": "secondary-action", "gevaar": "secondary-action", "stil": "subtle"}
    klassen = (
        f"utrecht-button utrecht-button--{vorm[soort]} vp-knop vp-knop--{soort}{' vp-knop--klein' if klein else ''}"
    )
    klassen += f" {extra.pop('klasse')}" if extra.get("klasse") else ""
    beeld = icoon(icoon_naam) if icoon_naam else ""
    rest = _attributen(extra)
    if href:
        return format_html('<a class="{}" href="{}"{}>{}<span>{}</span></a>', klassen, href, rest, beeld, tekst)
    soort_knop = "button" if dialoog else type
    opent = format_html(' data-vp-dialoog="{}" aria-haspopup="dialog"', dialoog) if dialoog else ""
    return format_html(
        '<button class="{}" type="{}"{}{}>{}<span>{}</span></button>', klassen, soort_knop, opent, rest, beeld, tekst
    )


@register.simple_tag
def status_label(tekst: str, soort: str = "neutraal", icoon_naam: str = "") -> SafeString:
    """`{% status_label "Ingediend" soort="bezig" %}`: a state as a word with an icon. Soort: neutraal, bezig, goed, aandacht, fout."""
    naam = icoon_naam or SOORT_ICOON[soort]
    beeld = icoon(naam, klasse="vp-icoon--klein") if naam else ""
    return format_html('<span class="vp-label vp-label--{}">{}{}</span>', soort, beeld, tekst)


@register.simple_tag
def sectiestatus(stand: str) -> SafeString:
    """`{% sectiestatus "klaar" %}`: leeg, bezig, klaar, nvt or aandacht, as icon and word."""
    beeld, woord = SECTIES[stand]
    return format_html(
        '<span class="vp-sectiestatus vp-sectiestatus--{}">{}{}</span>',
        stand,
        icoon(beeld, klasse="vp-icoon--klein"),
        woord,
    )


# --- words and figures (filters) -------------------------------------------------------------------------------------

for woord in ("datum", "tijdstip", "over_dagen", "geleden", "bedrag", "getal", "percentage", "uit"):
    register.filter(woord, getattr(filters, woord))


# --- blocks with content ---------------------------------------------------------------------------------------------


@register.simple_block_tag
def kaart(content: str, titel: str = "", icoon_naam: str = "", niveau: int = 2, mist: bool = False) -> SafeString:
    """`{% kaart titel="Termijnen" icoon_naam="klok" %}...{% endkaart %}`: a quiet box with a heading of level `niveau`."""
    return _deel("kaart", {"inhoud": content, "titel": titel, "icoon": icoon_naam, "niveau": niveau, "mist": mist})


@register.simple_block_tag
def melding(content: str, soort: str = "info", titel: str = "", rol: str = "") -> SafeString:
    """`{% melding soort="aandacht" titel="Nog niet compleet" %}<p>...</p>{% endmelding %}`: info, goed, aandacht or fout."""
    return _deel(
        "melding", {"inhoud": content, "soort": soort, "titel": titel, "rol": rol, "icoon": SOORT_ICOON[soort]}
    )


@register.simple_block_tag
def lege_toestand(content: str, titel: str, icoon_naam: str = "leeg", niveau: int = 2) -> SafeString:
    """`{% lege_toestand titel="Nog geen verslagen" %}<p>What will stand here, the first step</p>{% knop ... %}{% end.. %}`."""
    return _deel("lege_toestand", {"inhoud": content, "titel": titel, "icoon": icoon_naam, "niveau": niveau})


@register.simple_block_tag
def dialoog(content: str, id: str, titel: str) -> SafeString:
    """`{% dialoog id="intrekken" titel="Verslag intrekken?" %}...{% enddialoog %}`, opened by `{% knop ... dialoog="intrekken" %}`."""
    return _deel("dialoog", {"inhoud": content, "id": id, "titel": titel})


@register.simple_block_tag
def zijblok(content: str, titel: str, icoon_naam: str = "info", open: bool = True) -> SafeString:
    """A block of the right aside: `{% zijblok titel="Hulp" icoon_naam="help" %}...{% endzijblok %}`."""
    return _deel("zijblok", {"inhoud": content, "titel": titel, "icoon": icoon_naam, "open": open})


@register.simple_block_tag
def veldraam(
    content: str, id: str, label: str, hulp: str = "", fout: str = "", verplicht: bool = True, bewaard: Any = None,
    nvt_naam: str = "", nvt_aan: bool = False, klasse: str = "", groep: bool = False,
) -> SafeString:  # fmt: skip
    """The frame of one field around an input you write yourself (the formats editor does).

    `{% veldraam id="v-1" label="Doel" hulp="..." bewaard=antwoord.bewaard_op nvt_naam="v-1-nvt" %}<textarea id="v-1"
    aria-describedby="v-1-hulp v-1-fout">...{% endveldraam %}`. `groep` makes it a fieldset with a legend.
    """
    return _deel(
        "veld",
        {"inhoud": content, "id": id, "label": label, "hulp": hulp, "fouten": [fout] if fout else [], "groep": groep,
         "verplicht": verplicht, "bewaard": bewaard, "nvt_naam": nvt_naam, "nvt_aan": nvt_aan, "klasse": klasse},
    )  # fmt: skip


# --- parts drawn from data -------------------------------------------------------------------------------------------


@register.simple_tag
def statusregel(
    status: str, soort: str = "bezig", wie: str = "", tot: dt.date | None = None, stappen: Sequence[Stap] = (),
    wat: str = "",
) -> SafeString:  # fmt: skip
    """Where is it, who is at turn, until when: `{% statusregel status="Concept" wie="Stichting De Wiel" tot=dag %}`."""
    return _deel(
        "statusregel", {"status": status, "soort": soort, "wie": wie, "tot": tot, "stappen": stappen, "wat": wat}
    )


@register.simple_tag(takes_context=True)
def tabel(context: Context, tabel: Tabel) -> SafeString:
    """`{% tabel verslagen %}` with a `schermdelen.Tabel`: sorting, filters, totals, paging, export, cards on a phone."""
    return _deel("tabel", {"tabel": tabel, "request": context.get("request")})


@register.simple_tag
def tabelcel(kolom: Kolom, waarde: Any) -> SafeString | str:
    """One value written the way its column says; used by the table template."""
    if waarde is None or waarde == "":
        return mark_safe('<span class="vp-leegcel">\u2013</span>')
    if kolom.soort == "bedrag" and isinstance(waarde, int):
        return als_euro(waarde)
    if kolom.soort in ("getal", "percentage") and isinstance(waarde, opmaak.Getal):
        return opmaak.getal(waarde) if kolom.soort == "getal" else opmaak.percentage(waarde)
    if kolom.soort == "datum" and isinstance(waarde, dt.date):
        return opmaak.datum_kort(filters.lokaal_moment(waarde))
    return mark_safe(waarde) if kolom.soort == "html" else str(waarde)  # noqa: S308 - 'html' is safe by contract


@register.simple_tag
def filterchips(chips: Iterable[Chip], label: str = "Filter") -> SafeString:
    """`{% filterchips chips label="Stand" %}`: filters as links, the active one marked."""
    return _deel("filterchips", {"chips": list(chips), "label": label})


@register.simple_tag
def tabbladen(chips: Iterable[Chip], label: str = "Onderdelen") -> SafeString:
    """`{% tabbladen delen label="Onderdelen van scholen" %}`: the parts of one subject as links on a line."""
    return _deel("tabbladen", {"chips": list(chips), "label": label})


@register.simple_tag
def paginering(pagina: Any, url: str = "?", label: str = "Pagina's") -> SafeString:
    """`{% paginering pagina url=tabel.pagina_url %}` for a Django `Page`; the number is put behind `url`."""
    nummers = pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)
    return _deel("paginering", {"pagina": pagina, "url": url, "nummers": list(nummers), "label": label})


@register.simple_tag(takes_context=True)
def werklijst(context: Context, regels: Iterable[Any], niveau: int = 2) -> SafeString:
    """`{% werklijst werk %}`: `registers.Werk` rows (or ready `Werkgroep`s) by date; a free day is named (two queries)."""
    rij = list(regels)
    groepen = rij if rij and isinstance(rij[0], Werkgroep) else groepeer(rij, vandaag())
    dagen = [r.uiterlijk for g in groepen for r in g.regels if r.uiterlijk]
    bereik = getattr(context.get("wie"), "bereik", None)
    vrij = vrije_dagen(bereik.swvs, min(dagen), max(dagen)) if dagen and bereik else {}
    return _deel("werklijst", {"groepen": groepen, "niveau": niveau, "vrij": vrij})


@register.simple_tag
def tijdlijn(gebeurtenissen: Iterable[Any]) -> SafeString:
    """`{% tijdlijn gebeurtenissen %}`: newest first, in sentences (`schermdelen.Gebeurtenis`)."""
    return _deel("tijdlijn", {"gebeurtenissen": list(gebeurtenissen)})


@register.simple_tag
def termijnen(rijen: Iterable[Termijn]) -> SafeString:
    """`{% termijnen termijnen %}`: terms with date and distance, for the aside."""
    return _deel("termijnen", {"termijnen": list(rijen)})


@register.simple_tag
def mensen(personen: Iterable[Any]) -> SafeString:
    """`{% mensen wie_kan_dit_zien %}`: people by name and role (`schermdelen.Persoon`)."""
    return _deel("mensen", {"personen": list(personen)})


@register.simple_tag
def voortgang(
    tekst: str, percentage: int | None = None, bij: str = "", url: str = "", id: str = "voortgang"
) -> SafeString:
    """`{% voortgang "3 van 12 bestanden gelezen" percentage=25 url=... %}`: with `url` it refreshes itself every 2 s."""
    return _deel("voortgang", {"tekst": tekst, "percentage": percentage, "bij": bij, "url": url, "id": id})


@register.simple_tag(takes_context=True)
def deel_dialoog(
    context: Context, id: str, titel: str, personen: Sequence[Any], url: str, knop_tekst: str = "Delen",
    gevolg: str = "", niet: str = "", naam: str = "", waarde: str = "",
) -> SafeString:  # fmt: skip
    """Before sharing: who will see this, by name and role, what it means and what not, then a POST to `url`."""
    return render_to_string(
        f"{DELEN}/deel_dialoog.html",
        {"id": id, "titel": titel, "personen": personen, "url": url, "knop_tekst": knop_tekst, "gevolg": gevolg,
         "niet": niet, "naam": naam, "waarde": waarde, "csrf_token": context.get("csrf_token")},
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def conflict(
    context: Context, id: str, mijn: Versie, ander: Versie, url: str, naam: str, versie: Any = "", label: str = "",
    versie_naam: str = "versie",
) -> SafeString:  # fmt: skip
    """Two texts side by side, differences marked: take mine, theirs, both, or write a third. POSTs `naam` and the version."""
    links, rechts = verschillen(ander.tekst, mijn.tekst)
    return render_to_string(
        f"{DELEN}/conflict.html",
        {"id": id, "mijn": mijn, "ander": ander, "links": links, "rechts": rechts, "url": url, "naam": naam,
         "versie": versie, "versie_naam": versie_naam, "label": label, "csrf_token": context.get("csrf_token"),
         "beide": f"{ander.tekst.rstrip()}\n\n{mijn.tekst.lstrip()}"},
    )  # fmt: skip


@register.simple_tag
def tekstverschil(oud: str, nieuw: str) -> SafeString:
    """`{% tekstverschil vorig_jaar dit_jaar %}`: the new text with what came (ins) and what went (del)."""
    return _deel("tekstverschil", {"stukken": verschillen(oud, nieuw, samen=True)[0]})


@register.simple_tag
def vergelijk(vergelijking: Vergelijking) -> SafeString:
    """`{% vergelijk v %}`: boards or years as columns, questions as rows, differences marked softly."""
    return _deel("vergelijk", {"v": vergelijking})


@register.simple_tag
def secties(lijst: Iterable[Sectie], label: str = "Onderdelen") -> SafeString:
    """The list of sections left of an editor, each with its state."""
    return _deel("secties", {"secties": list(lijst), "label": label})


@register.simple_tag
def figuur(f: Figuur, niveau: int = 3) -> SafeString:
    """`{% figuur cijfer %}`: one figure as a card, with trend, norm, peildatum, source and definition."""
    return _deel("figuur", {"f": f, "niveau": niveau})


@register.simple_tag
def grafiek(g: Any) -> SafeString:
    """`{% grafiek g %}` with a `kern.grafiek.Grafiek`: the picture and the same figures under "Toon als tabel"."""
    return _deel("grafiek", {"g": g})


@register.simple_tag
def navigatiepunten(context_lijst: Iterable[Any], request: Any = None) -> list[dict[str, Any]]:
    """Menupunten of the registry made ready for the frame: with url and `actief`. Used by basis.html."""
    from vindplaats.kern.navigatie import maak_klaar

    return maak_klaar(context_lijst, request)


@register.simple_tag
def foutensamenvatting(form: Any) -> SafeString:
    """`{% foutensamenvatting form %}`: the error summary at the top, each line jumps to its field."""
    return _deel("foutensamenvatting", {"form": form})


@register.simple_tag
def veld(
    veld: Any, bewaar_url: str = "", bewaard: Any = None, nvt_naam: str = "", nvt_aan: bool = False, klasse: str = ""
) -> SafeString:
    """`{% veld form.doel %}`: one form field with label, help, error; `bewaar_url` makes it save by itself."""
    if bewaar_url:
        veld.field.widget.attrs |= {"data-vp-bewaar": bewaar_url}
    return _deel(
        "formulierveld", {"veld": veld, "bewaar_url": bewaar_url, "bewaard": bewaard, "nvt_naam": nvt_naam,
                          "nvt_aan": nvt_aan, "klasse": klasse},
    )  # fmt: skip


@register.simple_tag
def staafje(waarde: float | None, hoogste: float, norm: float | None = None, label: str = "") -> SafeString:
    """`{% staafje 62 100 norm=75 label="62%" %}`: a small bar from zero; the words beside it say the same."""
    from vindplaats.kern.beeldjes import staafje as teken

    return teken(waarde, hoogste, norm, label)


@register.simple_tag
def vonklijn(waarden: Sequence[float | None], label: str = "") -> SafeString:
    """`{% vonklijn reeks label="gestegen van 61 naar 68" %}`: a trend line as small as a word; gaps stay gaps."""
    from vindplaats.kern.beeldjes import vonklijn as teken

    return teken(waarden, label)


@register.simple_tag
def htmx_instelling() -> SafeString:
    """The content of the htmx-config meta tag."""
    return format_html("{}", json.dumps(HTMX))
