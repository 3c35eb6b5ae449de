"""Parts of the screens of the procedure manager, as plain data for the templates. Not here: HTTP (`views`), SQL (`queries`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from vindplaats.kern.registers import voorwaarde_namen
from vindplaats.kern.schermdelen import Chip, Kruimel

from . import tabel as t
from .beschrijving import ruimte_van_stap, ruimte_van_termijn
from .models import Eigenversie
from .ruimte import Slot, dag_in_woorden, slot
from .rules import in_woorden
from .samenvoegen import briefnaam
from .tabel import Procedure, Stand, Stap, Termijnsoort
from .tekening import als_staande_svg, als_svg
from .verschil import begint, rollen, wanneer

ANKER = "stand-"
DEELNAMEN = {
    t.WIE: "Wie", t.AAN: "Aan of uit", t.REDEN: "Reden", t.BERICHTEN: "Berichten", t.BRIEF: "Brief", t.LENGTE: "Lengte",
    t.DATUM: "Datum van elk schooljaar", t.START: "Waar de termijn begint", t.HERINNERINGEN: "Herinneringen",
}  # fmt: skip


@dataclass(frozen=True)
class Beeld:
    """The picture, lying and standing. Drawn by ourselves from the table with every text escaped."""

    liggend: SafeString
    staand: SafeString


def beeld(procedure: Procedure) -> Beeld:
    """Both pictures with links to the rows of the table below."""
    return Beeld(mark_safe(als_svg(procedure, ANKER)), mark_safe(als_staande_svg(procedure, ANKER)))  # noqa: S308 - own SVG, texts escaped


@dataclass(frozen=True)
class Tabelrij:
    """One step from one state, with all that belongs to it in words. `eerste`: the first row of its state."""

    stand: Stand
    eerste: bool
    stap: Stap | None
    wie: str
    naar: str
    nodig: tuple[str, ...]
    termijnen: tuple[str, ...]
    herinneringen: tuple[str, ...]
    berichten: tuple[str, ...]
    regels: str
    ruimte: tuple[str, ...]


def tabelrijen(procedure: Procedure) -> list[Tabelrij]:
    """The whole table, state by state; the term and its reminders stand at the first row of a state."""
    uit = []
    for stand in procedure.standen:
        stappen: list[Stap | None] = [*procedure.stappen_van(stand.code)] or [None]
        for nummer, stap in enumerate(stappen):
            uit.append(_rij(procedure, stand, stap, nummer == 0))
    return uit


def _rij(procedure: Procedure, stand: Stand, stap: Stap | None, eerste: bool) -> Tabelrij:
    soort = procedure.termijn(stand.termijn) if stand.termijn and eerste else None
    return Tabelrij(
        stand=stand,
        eerste=eerste,
        stap=stap,
        wie=rollen(stap.wie) if stap else "",
        naar=procedure.stand(stap.naar).naam if stap else "",
        nodig=_nodig(stap) if stap else (),
        termijnen=((f"{soort.naam}: {lengte(soort)}",) if soort else ()) + (_doet(procedure, stap) if stap else ()),
        herinneringen=tuple(f"{wanneer(w.dagen)}: {rollen(w.rollen)}" for w in soort.waarschuw) if soort else (),
        berichten=(*(f"{rollen(b.naar)}: {b.tekst}" for b in stap.berichten), *_brief(stap)) if stap else (),
        regels=", ".join(dict.fromkeys([*(stap.regels if stap else ()), *(soort.regels if soort else ())])),
        ruimte=(*(ruimte_van_stap(stap) if stap else ()), *(ruimte_van_termijn(soort) if soort else ())),
    )


def _brief(stap: Stap) -> tuple[str, ...]:
    return (f"Brief: {briefnaam(stap.brief)}.",) if stap.brief else ()


def _nodig(stap: Stap) -> tuple[str, ...]:
    delen = [voorwaarde_in_woorden(code) for code in stap.voorwaarden]
    if stap.waarschuwingen:
        delen.append("alleen melden: " + ", ".join(voorwaarde_in_woorden(code) for code in stap.waarschuwingen))
    return (*delen, "een reden") if stap.reden_verplicht else tuple(delen)


def voorwaarde_in_woorden(code: str) -> str:
    """A condition as its room calls it, else its code made readable."""
    return voorwaarde_namen.get(code) or code.partition(".")[2].replace("_", " ") or code


def _doet(procedure: Procedure, stap: Stap) -> tuple[str, ...]:
    woorden = (("start", stap.start), ("stopt", stap.stopt), ("vervalt", stap.vervalt), ("staat stil", stap.schort_op), ("loopt weer", stap.hervat))  # fmt: skip
    return tuple(f"{woord}: {procedure.termijn(code).naam}" for woord, codes in woorden for code in codes)


def lengte(soort: Termijnsoort) -> str:
    """How long a term is, in words."""
    if soort.instelling:
        if soort.jaardatum:
            return dag_in_woorden(soort.jaardatum)
        return f"{'datum' if soort.instelling == 'datum' else 'aantal dagen'} per schooljaar"
    return in_woorden(soort.lengte) + (" (wettelijk)" if soort.wettelijk else "")


# --- what may be changed ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wijzigrij:
    """A row of the list of what may be changed: what it is now, whether it differs, and what is locked."""

    naam: str
    nu: tuple[str, ...]
    anders: bool
    uit: bool
    url: str
    sloten: tuple[tuple[str, Slot], ...]


def vaste_delen(rij: Stap | Termijnsoort, delen: tuple[str, ...]) -> tuple[tuple[str, Slot], ...]:
    """The law's own locks of a row, taken together: the parts in words and the one reason."""
    namen = [DEELNAMEN[deel].lower() for deel in delen if rij.vast and rij.vast.houdt(deel)]
    return ((", ".join(namen), Slot(rij.vast.reden, rij.vast.bron)),) if rij.vast and namen else ()


def sloten(rij: Stap | Termijnsoort, delen: tuple[str, ...]) -> tuple[tuple[str, Slot], ...]:
    """The locked parts of a row with the reason; only locks that say something to a manager."""
    return tuple((DEELNAMEN[deel], dicht) for deel in delen if (dicht := slot(rij, deel)))


STAPVOLGORDE = (t.WIE, t.AAN, t.REDEN, t.BERICHTEN, t.BRIEF)
TERMIJNVOLGORDE = (t.LENGTE, t.DATUM, t.START, t.HERINNERINGEN)


def stapwijzigrijen(versie: Eigenversie, tabel: Procedure) -> list[Wijzigrij]:
    """Every step of the house with what this version makes of it."""
    uit, eigen = [], tabel.sleutels
    for sleutel, stap in versie.huis.sleutels.items():
        nu = eigen.get(sleutel)
        anders: Mapping[str, Any] = versie.afwijkingen.get("stappen", {})
        feiten = (f"Wie: {rollen(nu.wie)}.", *(f"Bericht aan {rollen(b.naar)}." for b in nu.berichten), *_brief(nu)) if nu else ("Deze stap is weggelaten.",)  # fmt: skip
        url = reverse("procedures:stap", args=[versie.pk, sleutel])
        vast = vaste_delen(stap, STAPVOLGORDE)
        uit.append(Wijzigrij(stap.naam, feiten, sleutel in anders, nu is None, url, vast))
    return uit


def termijnwijzigrijen(versie: Eigenversie, tabel: Procedure) -> list[Wijzigrij]:
    """Every term of the house with what this version makes of it."""
    uit = []
    for soort in versie.huis.termijnen:
        loopt = tabel.heeft_termijn(soort.code)
        nu = tabel.termijn(soort.code) if loopt else soort
        feiten = (f"{lengte(nu)}.", f"Begint bij {begint(tabel, soort.code)}.", f"Herinneringen: {len(nu.waarschuw)}.") if loopt else ("Deze termijn loopt niet in deze versie.",)  # fmt: skip
        url = reverse("procedures:termijnsoort", args=[versie.pk, soort.code])
        anders = soort.code in versie.afwijkingen.get("termijnen", {})
        vast = vaste_delen(soort, TERMIJNVOLGORDE)
        uit.append(Wijzigrij(soort.naam, feiten, anders, not loopt, url, vast))
    return uit


# --- frame of the pages ----------------------------------------------------------------------------------------------


def kruimels(*verder: Kruimel) -> list[Kruimel]:
    """The breadcrumb of this room."""
    return [Kruimel("Procedures", reverse("procedures:lijst")), *verder]


def versiekruimels(versie: Eigenversie, *verder: Kruimel) -> list[Kruimel]:
    """The breadcrumb of a version."""
    titel = versie.huis.titel
    eigen = reverse("procedures:versie", args=[versie.pk]) if verder else ""
    return kruimels(
        Kruimel(titel, reverse("procedures:procedure", args=[versie.procedure])),
        Kruimel(f"Eigen versie {versie.nummer}", eigen),
        *verder,
    )


def tabs(versie: Eigenversie, actief: str, mag_proberen: bool) -> list[Chip]:
    """The pages of one version."""
    namen = [("versie", "Wijzigingen"), ("beeld", "Beeld en tabel")]
    if mag_proberen:
        namen += [("proef", "Uitproberen"), ("nalopen", "Alles nalopen")]
    return [Chip(naam, reverse(f"procedures:{code}", args=[versie.pk]), code == actief) for code, naam in namen]


def versiestand(versie: Eigenversie) -> tuple[str, str]:
    """Label and colour of a version."""
    if versie.is_concept:
        return ("Concept, gedeeld", "bezig") if versie.gedeeld_op else ("Concept, alleen van jou", "neutraal")
    if versie.stand == Eigenversie.INGETROKKEN:
        return "Ingetrokken", "aandacht"
    return "Gepubliceerd", "goed"
