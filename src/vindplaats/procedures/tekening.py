"""A procedure as a picture, drawn on the server from its table: lying for a wide screen, standing for a phone. No Django.

Only attributes, no style and no script: it may stand in a page with a strict CSP and goes on paper as it is. On a screen
`procedure.css` turns the few fixed colours into those of the theme. With `anker` every state is a link that leads to its row.
"""

from xml.sax.saxutils import escape

from .tabel import Procedure, Stand, Stap

BREED, HOOG, TUSSEN, RAND = 138, 48, 30, 12
BOOG = 34
KLEUREN = {"neutraal": "#f4f6f7", "bezig": "#e3eff4", "goed": "#e5f3ea", "aandacht": "#fff4dd", "fout": "#fdeae9"}
INKT, LIJN, PAPIER = "#1c2b33", "#51626c", "#ffffff"


def als_svg(procedure: Procedure, anker: str = "") -> str:
    """The states on a line (side states below it), steps to the next state as arrows, other steps as named arcs."""
    lijn = [stand for stand in procedure.standen if stand.lijn]
    zij = [stand for stand in procedure.standen if not stand.lijn]
    bogen = [(van, stap) for stap in procedure.stappen for van in stap.van if not _recht(lijn, van, stap.naar)]
    boven = RAND + 16 + BOOG * len({stap.verb for _, stap in bogen})
    plek = {stand.code: (RAND + i * (BREED + TUSSEN), boven) for i, stand in enumerate(lijn)}
    onder = boven + HOOG + 70
    plek |= {stand.code: (RAND + i * (BREED + TUSSEN), onder) for i, stand in enumerate(zij)}
    breedte = 2 * RAND + max(len(lijn), len(zij)) * (BREED + TUSSEN) - TUSSEN
    hoogte = (onder if zij else boven) + HOOG + RAND
    delen = [_kop(procedure, breedte, hoogte, "punt", anker)]
    delen += _bogen(bogen, plek, boven)
    delen += [
        _pijl(plek[van], plek[stap.naar])
        for stap in procedure.stappen
        for van in stap.van
        if _recht(lijn, van, stap.naar)
    ]
    delen += [_vak(stand, plek[stand.code], BREED, anker) for stand in procedure.standen]
    return "\n".join([*delen, "</svg>", ""])


def _recht(lijn: list[Stand], van: str, naar: str) -> bool:
    codes = [stand.code for stand in lijn]
    return van in codes and naar in codes and codes.index(naar) == codes.index(van) + 1


def _kop(procedure: Procedure, breedte: int, hoogte: int, punt: str, anker: str) -> str:
    """The opening; a picture with links is a group, because what is in an image cannot be reached by keyboard."""
    titel = f"{procedure.titel}: standen en stappen"
    rol = f'role="group" aria-label="{escape(titel)}"' if anker else 'role="img"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {breedte} {hoogte}" width="{breedte}" height="{hoogte}" '
        f'{rol} font-family="Source Sans 3, sans-serif" font-size="14">\n<title>{escape(titel)}</title>\n'
        f'<defs><marker id="{punt}" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto">'
        f'<path d="M0 0 L9 4.5 L0 9 z" fill="{LIJN}"/></marker></defs>'
    )


def _vak(stand: Stand, plek: tuple[int, int], breed: int, anker: str) -> str:
    x, y = plek
    dik = 2.5 if stand.eind else 1
    vak = (
        f'<rect x="{x}" y="{y}" width="{breed}" height="{HOOG}" rx="6" fill="{KLEUREN[stand.soort]}" stroke="{LIJN}" '
        f'stroke-width="{dik}"/><text x="{x + breed // 2}" y="{y + HOOG // 2 + 5}" text-anchor="middle" fill="{INKT}">'
        f"{escape(stand.naam)}</text>"
    )
    return f'<a href="#{anker}{stand.code}">{vak}</a>' if anker else vak


def _pijl(van: tuple[int, int], naar: tuple[int, int]) -> str:
    y = van[1] + HOOG // 2
    return f'<path d="M{van[0] + BREED} {y} H{naar[0] - 1}" fill="none" stroke="{LIJN}" stroke-width="1.5" marker-end="url(#punt)"/>'


def _bogen(bogen: list[tuple[str, Stap]], plek: dict[str, tuple[int, int]], boven: int) -> list[str]:
    """One lane per verb above the line, the names on top; states below the line are reached through the space between."""
    lijnen, namen = [], []
    for nummer, verb in enumerate(dict.fromkeys(stap.verb for _, stap in bogen)):
        laan = boven - 16 - BOOG * nummer
        kant = 14 + 12 * (nummer % 5)
        eigen = [(van, stap) for van, stap in bogen if stap.verb == verb]
        lijnen += [_boog(plek[van], plek[stap.naar], laan, kant, boven) for van, stap in eigen]
        links = min(min(plek[van][0], plek[stap.naar][0]) for van, stap in eigen)
        namen.append(
            f'<text x="{links + kant + 6}" y="{laan - 5}" fill="{INKT}" font-size="13" stroke="#ffffff" stroke-width="4" '
            f'paint-order="stroke">{escape(eigen[0][1].naam)}</text>'
        )
    return lijnen + namen


def _boog(van: tuple[int, int], naar: tuple[int, int], laan: int, kant: int, boven: int) -> str:
    begin, eind = van[0] + BREED - kant, naar[0] + kant
    if van[1] > boven:
        start = f"M{begin} {van[1]} V{boven + HOOG + 24} H{van[0] + BREED + 18} V{laan}"
    else:
        start = f"M{begin} {van[1]} V{laan}"
    if naar[1] > boven:
        slot = f"H{naar[0] + BREED + 26} V{boven + HOOG + 44} H{eind} V{naar[1] - 1}"
    else:
        slot = f"H{eind} V{naar[1] - 1}"
    return f'<path d="{start} {slot}" fill="none" stroke="{LIJN}" stroke-width="1" marker-end="url(#punt)"/>'


# --- standing, for a phone -------------------------------------------------------------------------------------------

S_BREED, S_TUSSEN, S_LAAN, S_REGEL = 176, 58, 26, 22


def als_staande_svg(procedure: Procedure, anker: str = "") -> str:
    """The states below each other; a step to the next one has its name beside the arrow, the others a number and a legend."""
    standen = [*(s for s in procedure.standen if s.lijn), *(s for s in procedure.standen if not s.lijn)]
    plek = {stand.code: RAND + i * (HOOG + S_TUSSEN) for i, stand in enumerate(standen)}
    lijn = [stand for stand in standen if stand.lijn]
    sprongen = [(van, stap) for stap in procedure.stappen for van in stap.van if not _recht(lijn, van, stap.naar)]
    verbs = list(dict.fromkeys(stap.verb for _, stap in sprongen))
    breedte = max(RAND * 2 + S_BREED + S_LAAN * len(verbs) + 20, 340)
    onder = RAND + len(standen) * (HOOG + S_TUSSEN) - S_TUSSEN + 24
    hoogte = onder + len(verbs) * S_REGEL + RAND
    delen = [_kop(procedure, breedte, hoogte, "punt-s", anker)]
    for nummer, verb in enumerate(verbs, 1):
        delen += _lanen(nummer, [(v, s) for v, s in sprongen if s.verb == verb], plek)
    delen += _neer(procedure, lijn, plek)
    delen += [_vak(stand, (RAND, plek[stand.code]), S_BREED, anker) for stand in standen]
    for nummer, verb in enumerate(verbs, 1):
        y = onder + (nummer - 1) * S_REGEL + 10
        naam = procedure.met_verb(verb)[0].naam
        delen.append(_bol(RAND + 9, y - 4, nummer))
        delen.append(f'<text x="{RAND + 26}" y="{y}" fill="{INKT}">{escape(naam)}</text>')
    return "\n".join([*delen, "</svg>", ""])


def _neer(procedure: Procedure, lijn: list[Stand], plek: dict[str, int]) -> list[str]:
    uit = []
    for stand in lijn:
        namen = [s.naam for s in procedure.stappen_van(stand.code) if _recht(lijn, stand.code, s.naar)]
        if not namen:
            continue
        naar = next(s.naar for s in procedure.stappen_van(stand.code) if _recht(lijn, stand.code, s.naar))
        x, boven, onder = RAND + 24, plek[stand.code] + HOOG, plek[naar]
        uit.append(
            f'<path d="M{x} {boven} V{onder - 1}" fill="none" stroke="{LIJN}" stroke-width="1.5" marker-end="url(#punt-s)"/>'
        )
        for i, naam in enumerate(namen[:2]):
            y = boven + (S_TUSSEN // 2 + 5 if len(namen) == 1 else 22 + 19 * i)
            uit.append(
                f'<text x="{x + 12}" y="{y}" fill="{INKT}" stroke="{PAPIER}" stroke-width="4" paint-order="stroke" '
                f'font-size="13">{escape(naam)}</text>'
            )
    return uit


def _lanen(nummer: int, rijen: list[tuple[str, Stap]], plek: dict[str, int]) -> list[str]:
    """One lane per verb at the right: out of every state it leaves from, into the state it goes to, with its number on it."""
    x = RAND + S_BREED + S_LAAN * nummer
    schuif = 8 + 5 * (nummer % 7)
    naar = plek[rijen[0][1].naar] + schuif
    hoogtes = [plek[van] + schuif + (4 if van == stap.naar else 0) for van, stap in rijen]
    uit = [
        f'<path d="M{RAND + S_BREED} {y} H{x} V{naar} H{RAND + S_BREED + 1}" fill="none" stroke="{LIJN}" '
        'stroke-width="1" marker-end="url(#punt-s)"/>'
        for y in hoogtes
    ]
    return [*uit, _bol(x, (min([*hoogtes, naar]) + max([*hoogtes, naar])) // 2, nummer)]


def _bol(x: int, y: int, nummer: int) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="9" fill="{PAPIER}" stroke="{LIJN}" stroke-width="1"/>'
        f'<text x="{x}" y="{y + 4}" text-anchor="middle" font-size="12" fill="{INKT}">{nummer}</text>'
    )
