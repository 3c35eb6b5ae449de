"""The handbook inside the product: the files of docs/handleiding as safe pages, found by search and by screen.

A page starts with `# Title`, a comment `<!-- schermen: organisaties:* verantwoording:editor -->` with the screens it
belongs to (names of urls, `*` at the end for a group), then text. The order of the pages stands in index.md. No database.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from vindplaats.kern.opdracht import projectmap

BEGIN = "index"
_SCHERMEN = re.compile(r"<!--\s*schermen:\s*(.*?)\s*-->", re.DOTALL)
_LINK = re.compile(r"^([a-z0-9-]+)\.md(#[\w-]+)?$")
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "div",
}  # fmt: skip
ATTRIBUTEN = {
    "a": {"href"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "th": {"scope"}, "table": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
}  # fmt: skip


@dataclass(frozen=True)
class Kop:
    """A heading inside a page, with the anchor to jump to and the plain text under it."""

    anker: str
    tekst: str
    inhoud: str


@dataclass(frozen=True)
class Pagina:
    """One page of the handbook. `html` is cleaned; `schermen` are the url names it belongs to."""

    naam: str
    titel: str
    inleiding: str
    html: str
    schermen: tuple[str, ...]
    koppen: tuple[Kop, ...]


@dataclass(frozen=True)
class Vondst:
    """A place where all words of a search stand."""

    pagina: Pagina
    kop: Kop
    fragment: str


def handboekmap() -> Path:
    """Folder of the handbook."""
    return projectmap() / "docs" / "handleiding"


def paginas() -> dict[str, Pagina]:
    """All pages by name, in the order in which index.md links to them; pages it forgets come last."""
    map_ = handboekmap()
    if not map_.is_dir():
        return {}
    stand = tuple((pad.stem, pad.stat().st_mtime_ns) for pad in sorted(map_.glob("*.md")))
    return _lees(map_, stand)


@cache
def _lees(map_: Path, stand: tuple[tuple[str, int], ...]) -> dict[str, Pagina]:
    gelezen = {naam: maak_pagina(naam, (map_ / f"{naam}.md").read_text(encoding="utf-8")) for naam, _ in stand}
    begin = (map_ / f"{BEGIN}.md").read_text(encoding="utf-8") if BEGIN in gelezen else ""
    volgorde = [BEGIN, *re.findall(r"\(([a-z0-9-]+)\.md\)", begin), *gelezen]
    return {naam: gelezen[naam] for naam in dict.fromkeys(volgorde) if naam in gelezen}


def maak_pagina(naam: str, bron: str) -> Pagina:
    """Turn the text of one file into a page."""
    schermen = tuple(naam for groep in _SCHERMEN.findall(bron) for naam in groep.split())
    zonder = _SCHERMEN.sub("", bron).strip()
    titel, _, rest = zonder.partition("\n")
    html, koppen = _naar_html(rest.strip())
    inleiding = koppen[0].inhoud.split("\n")[0] if koppen else ""
    return Pagina(naam, titel.removeprefix("# ").strip(), inleiding, html, schermen, tuple(koppen))


def _naar_html(bron: str) -> tuple[str, list[Kop]]:
    import nh3
    from markdown_it import MarkdownIt

    lezer = MarkdownIt("commonmark", {"html": False}).enable("table")
    stukjes = lezer.parse(bron)
    koppen = _merk_koppen(stukjes)
    _wijs_links(stukjes)
    html = str(lezer.renderer.render(stukjes, lezer.options, {}))
    html = _tabellen(html)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTEN, link_rel=None, url_schemes={"https", "mailto"}), koppen


def _tabellen(html: str) -> str:
    """Tables in the look of the house, in a frame that scrolls and that the keyboard reaches."""
    nummers = count(1)
    raam = '<div class="vp-tabelrol" tabindex="0" role="region" aria-label="Tabel {}"><table class="vp-tabel vp-tabel--krap">'
    html = re.sub("<table>", lambda _: raam.format(next(nummers)), html)
    return html.replace("</table>", "</table></div>").replace("<th>", '<th scope="col">')


def _merk_koppen(stukjes: list[Any]) -> list[Kop]:
    """Give headings an id and collect the plain text under each; the first entry is what stands above all headings."""
    gevonden: list[tuple[str, str, list[str]]] = [("", "", [])]
    for nummer, stuk in enumerate(stukjes):
        if stuk.type == "heading_open":
            tekst = stukjes[nummer + 1].content
            stuk.attrSet("id", anker(tekst))
            gevonden.append((anker(tekst), tekst, []))
        elif stuk.type == "inline" and stukjes[nummer - 1].type != "heading_open":
            gevonden[-1][2].append(_plat(stuk))
    return [Kop(plek, tekst, "\n".join(regels)) for plek, tekst, regels in gevonden]


def _plat(stuk: Any) -> str:
    return " ".join("".join(k.content if k.content else " " for k in stuk.children or []).split())


def _wijs_links(stukjes: list[Any]) -> None:
    """`vergelijken.md#kop` becomes the address of that page in the product."""
    for stuk in stukjes:
        for kind in stuk.children or []:
            if kind.type == "link_open" and (gevonden := _LINK.match(str(kind.attrGet("href") or ""))):
                naam, plek = gevonden[1], gevonden[2] or ""
                kind.attrSet("href", f"/hulp/{plek}" if naam == BEGIN else f"/hulp/{naam}/{plek}")


def anker(tekst: str) -> str:
    """`Wat je ziet` -> `wat-je-ziet`."""
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", kaal).strip("-") or "kop"


def pagina_voor(scherm: str) -> str:
    """Name of the page that belongs to a screen (url name such as `organisaties:school`): exact, then the longest group."""
    beste, lengte = BEGIN, 0
    for pagina in paginas().values():
        for naam in pagina.schermen:
            if naam == scherm:
                return pagina.naam
            if naam.endswith("*") and scherm.startswith(naam[:-1]) and len(naam) > lengte:
                beste, lengte = pagina.naam, len(naam)
    return beste


def zoek(vraag: str, hoogstens: int = 20) -> list[Vondst]:
    """Sections that hold every word of the question; a word in a heading or title counts more."""
    woorden = [_gelijk(woord) for woord in vraag.split() if len(woord) > 1][:8]
    if not woorden:
        return []
    gevonden: list[tuple[int, int, Vondst]] = []
    for pagina in paginas().values():
        for kop in pagina.koppen:
            kopregel, tekst = _gelijk(f"{pagina.titel} {kop.tekst}"), _gelijk(kop.inhoud)
            if all(woord in kopregel or woord in tekst for woord in woorden):
                punten = sum(3 * (woord in kopregel) + (woord in tekst) for woord in woorden)
                gevonden.append((-punten, len(gevonden), Vondst(pagina, kop, _fragment(kop.inhoud, woorden[0]))))
    return [vondst for _, _, vondst in sorted(gevonden, key=lambda drie: drie[:2])[:hoogstens]]


def _gelijk(tekst: str) -> str:
    return unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode().lower()


def _fragment(tekst: str, woord: str, breed: int = 180) -> str:
    plat = " ".join(tekst.split())
    plek = max(_gelijk(plat).find(woord), 0)
    begin = plat.rfind(" ", 0, max(plek - breed // 3, 0)) + 1
    einde = len(plat) if begin + breed >= len(plat) else max(plat.rfind(" ", begin, begin + breed), begin + 1)
    return ("… " if begin else "") + plat[begin:einde] + (" …" if einde < len(plat) else "")
