"""Spending categories an SWV sets itself: what a board may choose, and how an older choice is called."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from vindplaats.formats.definitie import Definitie, Optie, Vraag
from vindplaats.formats.models import Invulling
from vindplaats.formats.queries import aanvullers
from vindplaats.instellingen.queries import geldend_op, verloop
from vindplaats.kern.instelbaar import LIJST, Geldend, Instelbaar, Kolom, declareer
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar

from .models import Rapport
from .queries import FORMAAT

CODE = "verantwoording.categorieen"
VRAAG = "bestedingen"

declareer(Instelbaar(
    CODE, "Bestedingscategorieën", "Verantwoording", LIJST,
    hulp="Waaruit besturen kiezen bij een bedrag in hun verantwoording. Leeg: de keuzes van het formulier.",
    bron="VER-07: genummerde bestedingen", gebruik="de keuzes bij een besteding, en de tabel en grafiek per categorie in de gezamenlijke verantwoording",
    kolommen=(Kolom("naam", "Naam", verplicht=True, uniek=True), Kolom("uitleg", "Uitleg")),
    wie=("functioneel_beheerder", "directeur_swv", "controller_swv"), regels=("VER-07",),
))  # fmt: skip


def meld_aan() -> None:
    """Called once from `registraties`."""
    aanvullers.voeg_toe(FORMAAT, vul_aan)


def vul_aan(invulling: Invulling, definitie: Definitie) -> Definitie:
    """The form of one report with the categories its SWVs set for its school year. Two queries."""
    if VRAAG not in definitie.vragen:
        return definitie
    rijen = Rapport.objects.voor_taak("verantwoording.categorieen").filter(invulling=invulling)
    paren = list(rijen.values_list("jaar", "swvs"))
    return met_keuzes(definitie, [swv for _, swv in paren if swv], paren[0][0]) if paren else definitie


def met_keuzes(definitie: Definitie, swvs: Iterable[str], jaar: int) -> Definitie:
    """The form with the choices of these SWVs (codes) in a school year. Choices of before and of the form itself stay known, not offered."""
    vraag = definitie.vragen.get(VRAAG)
    opties = _opties(vraag, list(swvs), jaar) if vraag else ()
    if not opties:
        return definitie
    delen = tuple(
        replace(d, vragen=tuple(replace(v, categorieen=opties) if v.code == VRAAG else v for v in d.vragen))
        for d in definitie.delen
    )
    return replace(definitie, delen=delen)


def _opties(vraag: Vraag, swvs: list[str], jaar: int) -> tuple[Optie, ...]:
    """Own choices first; then what is only known. Empty when no SWV ever set any."""
    rijen = verloop([f"swv:{swv}" for swv in swvs], CODE)
    if not rijen:
        return ()
    # the last day of the year counts: what an SWV settles during the year is for the accounts written after it
    dag = min(Schooljaar(jaar).laatste_dag, vandaag())
    nu = [naam for swv in dict.fromkeys(r.swv for r in rijen) for naam in _namen(geldend_op(rijen, swv, dag))]
    bekend = {_gelijk(o.label): o.code for o in vraag.categorieen}
    uit: dict[str, Optie] = {}
    for naam in nu:
        code = bekend.get(_gelijk(naam)) or code_van(naam)
        uit.setdefault(code, Optie(code, naam))
    open_ = bool(uit)
    for optie in vraag.categorieen:
        uit.setdefault(optie.code, replace(optie, vervallen=open_))
    for naam in (naam for r in rijen for naam in _namen(r.geldend)):
        code = bekend.get(_gelijk(naam)) or code_van(naam)
        uit.setdefault(code, Optie(code, naam, vervallen=True))
    return tuple(uit.values())


def _namen(waarde: Geldend | None) -> list[str]:
    return [str(r["naam"]) for r in (waarde.waarde or [])] if waarde else []


def _gelijk(tekst: str) -> str:
    return " ".join(tekst.casefold().split())


def code_van(naam: str) -> str:
    """The code an answer keeps for a category: its name in plain letters."""
    kaal = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
    return f"eigen_{'_'.join(''.join(c if c.isalnum() else ' ' for c in kaal).split())[:60] or 'x'}"
