"""A procedure in words from its table: a page in Markdown. The picture is in `tekening`. No Django.

`docs/procedures/<code>.md` and `.svg` are made by `manage.py procedures_beschrijven`; a test fails when they are out of date.
"""

from vindplaats.kern.termijnen import TELLEN_NIET
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

from . import tabel as t
from .ruimte import dag_in_woorden, lengtegrenzen, slot
from .rules import in_woorden
from .samenvoegen import briefnaam
from .tabel import Procedure, Stand, Stap, Termijnsoort
from .tekening import als_svg
from .verschil import wanneer as _wanneer

__all__ = ["als_markdown", "als_svg", "ruimte_van_stap", "ruimte_van_termijn"]


def als_markdown(procedure: Procedure) -> str:
    """The whole table in words: states, steps, terms, and what may not be done because no row says so."""
    delen = [
        f"# {procedure.titel}",
        f"<!-- Gemaakt uit de definitie {procedure.code} versie {procedure.versie}. Niet met de hand wijzigen. -->",
        procedure.uitleg,
        f"![Standen en stappen van {procedure.titel.lower()}]({procedure.code}.svg)",
        "Een stap die niet in deze tabel staat, kan niet.",
        "## Standen",
        _tabel(
            ("Stand", "Wat het is", "Aan zet", "Termijn"), [_standrij(procedure, stand) for stand in procedure.standen]
        ),
        "## Stappen",
        _tabel(
            ("Stap", "Van", "Naar", "Wie", "Eerst nodig", "Termijnen", "Berichten", "Regel", "Eigen versie"),
            [_staprij(procedure, stap) for stap in procedure.stappen],
        ),
    ]
    if procedure.termijnen:
        kop = ("Termijn", "Lengte", "Verlengen", "Herinneringen", "Regel", "Eigen versie")
        delen += ["## Termijnen", _tabel(kop, [_termijnrij(t) for t in procedure.termijnen])]
    return "\n\n".join(deel for deel in delen if deel) + "\n"


def _tabel(kop: tuple[str, ...], rijen: list[tuple[str, ...]]) -> str:
    regels = [kop, tuple("---" for _ in kop), *rijen]
    return "\n".join("| " + " | ".join(cel.replace("|", "/") or "-" for cel in rij) + " |" for rij in regels)


def _rollen(codes: tuple[str, ...]) -> str:
    return ", ".join("het systeem" if code == SYSTEEM else ROLLEN[code].naam.lower() for code in codes)


def _standrij(procedure: Procedure, stand: Stand) -> tuple[str, ...]:
    naam = f"**{stand.naam}** (`{stand.code}`)"
    if stand.openbaar:
        naam += f"; voor anderen: {stand.openbaar}"
    termijn = procedure.termijn(stand.termijn).naam if stand.termijn else ""
    return naam, stand.uitleg, _rollen(stand.aan_zet), termijn


def _staprij(procedure: Procedure, stap: Stap) -> tuple[str, ...]:
    van = ", ".join(procedure.stand(code).naam for code in stap.van)
    eerst = [f"`{code}`" for code in stap.voorwaarden] + [f"`{code}` (alleen melden)" for code in stap.waarschuwingen]
    if stap.reden_verplicht:
        eerst.append("een reden")
    woorden = (
        ("start", stap.start),
        ("stopt", stap.stopt),
        ("vervalt", stap.vervalt),
        ("staat stil", stap.schort_op),
        ("loopt weer", stap.hervat),
    )
    termijnen = [f"{woord}: {procedure.termijn(code).naam}" for woord, codes in woorden for code in codes]
    return (
        f"**{stap.naam}** (`{stap.verb}`)", van, procedure.stand(stap.naar).naam, _rollen(stap.wie), ", ".join(eerst),
        "; ".join(termijnen), "; ".join([*(f"{_rollen(b.naar)}: {b.tekst}" for b in stap.berichten), *([f"brief: {briefnaam(stap.brief)}"] if stap.brief else [])]), ", ".join(stap.regels),
        "; ".join(ruimte_van_stap(stap)),
    )  # fmt: skip


def _termijnrij(termijn: Termijnsoort) -> tuple[str, ...]:
    lengte = in_woorden(termijn.weken * 7 + termijn.dagen)
    if termijn.instelling:
        wat = "datum" if termijn.instelling == "datum" else "aantal dagen"
        basis = f", gewoonlijk {dag_in_woorden(termijn.jaardatum)}" if termijn.jaardatum else ""
        lengte = f"{wat} per schooljaar{basis}, gezet door {_rollen(termijn.instellen_door)}"
    if termijn.wettelijk:
        lengte += " (Algemene termijnenwet)"
    if termijn.vrije_dagen:
        lengte += ", vrije dagen tellen niet" if termijn.vrije_dagen == TELLEN_NIET else ", schuift door na vrije dagen"
    if termijn.vanaf:
        lengte += f", vanaf het einde van `{termijn.vanaf}`"
    verlengen = ""
    if termijn.verlenging:
        hoeveel = in_woorden(termijn.verlenging.dagen) if termijn.verlenging.dagen else "een latere datum"
        verlengen = f"{hoeveel}, {termijn.verlenging.keer} keer, door {_rollen(termijn.verlenging.wie)}"
    herinneringen = "; ".join(f"{_wanneer(w.dagen)}: {_rollen(w.rollen)}" for w in termijn.waarschuw)
    return (
        f"**{termijn.naam}** (`{termijn.code}`)",
        lengte,
        verlengen,
        herinneringen,
        ", ".join(termijn.regels),
        "; ".join(ruimte_van_termijn(termijn)),
    )


def ruimte_van_stap(stap: Stap) -> list[str]:
    """What an SWV may change in a step and what is locked, in words with the source."""
    uit = []
    if stap.optioneel:
        uit.append("kan uit")
    dicht = slot(stap, t.WIE)
    ander = [rol for rol in stap.rollen_ruim if rol not in stap.wie]
    if dicht and stap.vast and stap.vast.houdt(t.WIE):
        uit.append(f"wie ligt vast ({dicht.bron})")
    elif not dicht:
        uit.append(f"wie: minder mag{', ook ' + _rollen(tuple(ander)) if ander else ''}")
    if stap.brieven_mogelijk and not slot(stap, t.BRIEF):
        uit.append("brief: geen of " + ", ".join(f"'{briefnaam(code)}'" for code in stap.brieven_ruim))
    if stap.vast and stap.vast.houdt(t.REDEN) and stap.reden_verplicht:
        uit.append(f"de reden ligt vast ({stap.vast.bron})")
    return uit


def ruimte_van_termijn(termijn: Termijnsoort) -> list[str]:
    """What an SWV may change in a term and within which bounds, in words with the source."""
    uit = []
    if termijn.vast and termijn.vast.houdt(t.LENGTE):
        uit.append(f"de lengte ligt vast ({termijn.vast.bron})")
    elif not termijn.instelling:
        minst, meest = lengtegrenzen(termijn)
        uit.append(f"{in_woorden(minst)} tot {in_woorden(meest)}")
    if not slot(termijn, t.DATUM):
        delen = [f"vanaf {dag_in_woorden(termijn.grenzen.vroegst)}"] if termijn.grenzen.vroegst else []
        delen += [f"uiterlijk {dag_in_woorden(termijn.grenzen.laatst)}"] if termijn.grenzen.laatst else []
        uit.append("datum van elk schooljaar" + (": " + ", ".join(delen) if delen else ""))
    if not slot(termijn, t.START):
        uit.append("begint naar keuze bij: " + ", ".join(f"`{verb}`" for verb in termijn.start_mogelijk))
    if not slot(termijn, t.HERINNERINGEN):
        uit.append("herinneringen vrij")
    return uit
