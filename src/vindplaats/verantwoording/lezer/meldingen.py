"""Warnings for the person who checks a reading (VER-11, VER-12, VER-15, AVG-08; traps 1, 3, 9, 23, 24)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .kop import lees_schooljaar
from .ontvangen import REGELINGEN
from .personen import vind_derden
from .resultaat import Lezing, Melding, Passage

if TYPE_CHECKING:
    from .alineas import Tekst
    from .lezer_basis import LezerBasis

NAMEN = {
    "ankerpunt_1": "Ankerpunt 1",
    "ankerpunt_2": "Ankerpunt 2",
    "ankerpunt_3": "Ankerpunt 3",
    "ankerpunt_4": "Ankerpunt 4",
    "thuiszitters": "Thuiszitters",
    "ononderbroken_proces": "Ononderbroken proces",
    "verwijzingen": "Verwijzingen",
    "teruggeplaatst": "Teruggeplaatst",
    "externe_functie": "Externe functie",
    "schakelfunctie": "Schakelfunctie",
    "algemeen": "Algemeen",
    "basis_op_orde": "De basis op orde",
    "doelgroeparrangementen": "Doelgroeparrangementen",
    "knooppunt": "Knooppunt",
    "extra": "Extra informatie",
}
_STICHTING = re.compile(r"\b(?:Stichting|Vereniging|stichting|vereniging)\s+[A-Z][\w&'-]+(?:\s+[A-Z][\w&'-]+){0,2}")
_HOOFDLETTERS = re.compile(r"\b[A-Z]{4,}\b(?=[\s-][a-z])")
_EIGEN = re.compile(r"\b(?:van|binnen|bij|door|heeft)\s+([A-Z][a-z]{3,})\b")
_JAARTAL = re.compile(r"(?<![\d.,€-])(20[0-4]\d)(?![\d.,%-]\d|[-–/]\d|%)")
_GEEN_BESTUUR = {"KNOOPPUNT", "THUISZITTERS", "ALGEMEEN", "EXTRA", "NIVEAU", "PASSEND", "ONDERWIJS", "SCHOOLBESTUUR"}


def vermoedelijk_bestuur(tekst: str) -> str | None:
    """The name of the board as the prose suggests it; never used as a value (trap 1)."""
    telling: Counter[str] = Counter()
    for patroon in (_STICHTING, _HOOFDLETTERS):
        telling.update(" ".join(m.group().split()) for m in patroon.finditer(tekst) if m.group() not in _GEEN_BESTUUR)
    for m in _EIGEN.finditer(tekst):
        if m[1].upper() in telling:
            telling[m[1].upper()] += 1
    if not telling:
        return None
    naam, keren = telling.most_common(1)[0]
    return naam if keren >= 3 else None


def vermoedelijk_jaar(tekst: str, naam: str) -> str | None:
    """The school year as the file name or the prose suggests it."""
    return lees_schooljaar(naam) or lees_schooljaar(tekst)


def voeg_meldingen_toe(lezer: LezerBasis) -> None:
    """All warnings of a reading, in the order in which a person works through it."""
    lezing = lezer.lezing
    meldingen = [Melding("document", tekst) for tekst in lezer.doc.opmerkingen]
    meldingen += _kop(lezing) + _geld(lezing) + _onderdelen(lezer) + _blokken(lezer)
    meldingen += _derden(lezer) + _oude_jaren(lezer)
    if lezing.niet_geplaatst:
        stukken = (
            "1 stuk tekst heeft"
            if len(lezing.niet_geplaatst) == 1
            else f"{len(lezing.niet_geplaatst)} stukken tekst hebben"
        )
        meldingen.append(
            Melding(
                "niet_geplaatst",
                f"{stukken} geen plek gekregen. Kies zelf het veld of laat het weg.",
                lezing.niet_geplaatst[0].passage,
            )
        )
    lezing.meldingen += meldingen


def euro(bedrag: float) -> str:
    """Euros the Dutch way: 1.043.575 or 1.250,50."""
    heel, cent = divmod(round(abs(bedrag) * 100), 100)
    tekst = f"{heel:,}".replace(",", ".") + (f",{cent:02d}" if cent else "")
    return f"-{tekst}" if bedrag < 0 else tekst


def _kop(lezing: Lezing) -> list[Melding]:
    uit = []
    if not lezing.waarde("bestuur"):
        gok = lezing.velden["bestuur"].suggestie
        uit.append(
            Melding(
                "bestuur_ontbreekt",
                "Het bestuur staat niet in het document. Kies het bestuur zelf"
                + (f"; uit de tekst blijkt misschien: {gok}." if gok else "."),
            )
        )
    if not lezing.waarde("schooljaar"):
        gok = lezing.velden["schooljaar"].suggestie
        uit.append(
            Melding(
                "schooljaar_ontbreekt",
                "Het schooljaar staat niet in de kop. Kies het zelf" + (f"; misschien {gok}." if gok else "."),
            )
        )
    for swv in lezing.swv:
        if swv["aangevinkt"] is False and swv["afgeleid"]:
            uit.append(
                Melding(
                    "vakje_en_bedrag", f"{swv['nummer']} is niet aangevinkt, maar er staat wel een bedrag. Klopt dat?"
                )
            )
    return uit


def _geld(lezing: Lezing) -> list[Melding]:
    """Received against spent (VER-15): shown, never blocking; PM lines do not count (VER-16)."""
    ontvangen = [
        v.waarde for code, v in lezing.velden.items() if code.startswith("ontvangen.") and v.waarde is not None
    ]
    besteed = [b.bedrag for b in lezing.bestedingen if b.bedrag is not None]
    pm = sum(b.pm for b in lezing.bestedingen)
    uit = []
    if ontvangen and besteed and abs(verschil := round(sum(ontvangen) - sum(besteed), 2)) >= 0.01:
        meer = "meer ontvangen dan besteed" if verschil > 0 else "meer besteed dan ontvangen"
        uit.append(
            Melding(
                "verschil",
                f"Ontvangen {euro(sum(ontvangen))} euro, besteed {euro(sum(besteed))} euro: {euro(abs(verschil))} euro {meer}.",
            )
        )
    if pm:
        uit.append(
            Melding("pm", f"{pm} bestedingsregel{'s staan' if pm > 1 else ' staat'} op PM en telt niet mee in de som.")
        )
    if not ontvangen and besteed:
        uit.append(
            Melding(
                "geen_ontvangst", "Er staan bestedingen, maar geen ontvangen bedragen. Vul de ontvangen bedragen aan."
            )
        )
    for regeling in REGELINGEN:
        if any(
            v.zekerheid < 0.7 and v.waarde is not None
            for code, v in lezing.velden.items()
            if code.startswith(f"ontvangen.{regeling}")
        ):
            uit.append(
                Melding("kolommen", f"Controleer bij {regeling} welk bedrag bij welk samenwerkingsverband hoort.")
            )
    return uit


def _onderdelen(lezer: LezerBasis) -> list[Melding]:
    uit = []
    for code in lezer.vorm.onderdelen:
        veld = lezer.lezing.velden.get(f"onderdelen.{code}")
        naam = NAMEN.get(code, code)
        if veld is None:
            uit.append(
                Melding("kop_ontbreekt", f"De kop van {naam} is niet gevonden. Zoek de tekst op en kies het veld.")
            )
        elif veld.status == "leeg":
            uit.append(
                Melding(
                    "leeg", f"Onder {naam} staat niets. Leeg is iets anders dan nul of n.v.t.: vul aan wat er hoort."
                )
            )
    return uit


def _blokken(lezer: LezerBasis) -> list[Melding]:
    uit = []
    for code in lezer.vorm.blokken:
        veld = lezer.lezing.velden.get(f"proces.{code}.indicatoren")
        naam = NAMEN.get(code, code)
        if veld is None:
            uit.append(
                Melding("kop_ontbreekt", f"Het procesblok {naam} is niet gevonden. Zoek de tekst op en kies het veld.")
            )
            continue
        van, tot = lezer.vorm.reeksen.get(code, (1, 99))
        buiten = [n for n in veld.waarde or [] if not van <= n <= tot]
        plek = veld.passages[0] if veld.passages else None
        if buiten:
            uit.append(
                Melding(
                    "nummer_buiten_blok",
                    f"Bij {naam} horen de nummers {van} tot en met {tot}; gelezen: {', '.join(map(str, buiten))}.",
                    plek,
                )
            )
        elif veld.status == "leeg":
            uit.append(
                Melding(
                    "nummer_ontbreekt", f"Bij {naam} is geen indicatornummer gevonden. Kies er minstens een, of n.v.t."
                )
            )
    return uit


def _derden(lezer: LezerBasis) -> list[Melding]:
    """Names of third persons in free text (AVG-08). The person who speaks for the board is no third person."""
    bekend = [n for n in (lezer.lezing.waarde("namens.naam"), lezer.lezing.waarde("bestuur")) if n]
    uit = []
    for code, tekst in lezer.teksten.items():
        for derde in vind_derden(tekst.tekst, bekend=bekend):
            uit.append(
                Melding(
                    "naam",
                    f"In {_veldnaam(code)} staat waarschijnlijk de naam van een persoon: {derde.tekst}. Haal de naam weg of "
                    "vervang hem door een functie.",
                    _plek(lezer, tekst, derde.begin, derde.eind),
                )
            )
    return uit


def _oude_jaren(lezer: LezerBasis) -> list[Melding]:
    """Years that went by before this school year began (stale text)."""
    schooljaar = lezer.lezing.waarde("schooljaar")
    if not schooljaar:
        return []
    eerste = int(schooljaar[:4])
    uit = []
    for code, tekst in lezer.teksten.items():
        oud = [m for m in _JAARTAL.finditer(tekst.tekst) if int(m[1]) < eerste - 1]
        if oud:
            jaren = ", ".join(dict.fromkeys(m[1] for m in oud))
            uit.append(
                Melding(
                    "oud_jaar",
                    f"In {_veldnaam(code)} staat {jaren}; dat is van voor schooljaar {schooljaar}. Is de tekst nog actueel?",
                    _plek(lezer, tekst, oud[0].start(), oud[0].end()),
                )
            )
    return uit


def _plek(lezer: LezerBasis, tekst: Tekst, begin: int, eind: int) -> Passage:
    van = tekst.bron(begin)
    return lezer.passage(van, max(van + 1, tekst.bron(max(begin, eind - 1)) + 1))


def _veldnaam(code: str) -> str:
    deel = code.split(".")
    if deel[0] == "proces":
        return f"{NAMEN.get(deel[1], deel[1])} ({deel[2]})"
    return NAMEN.get(deel[-1], deel[-1])
