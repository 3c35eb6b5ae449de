"""Last year's answers laid in a new version of the form: what stays, moves, is lost, and what is to be filled in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from vindplaats.formats.definitie import Definitie, Vraag
from vindplaats.formats.gebruik import Antwoordset
from vindplaats.formats.rules import BLIJFT as _BLIJFT
from vindplaats.formats.rules import OMGEZET as _OMGEZET
from vindplaats.formats.rules import Stuk, Stukken, is_beantwoord, vragen_van, zet_over
from vindplaats.formats.waarden import INGEVULD, in_woorden

BLIJFT, VERHUIST, OMGEZET, PAST_NIET, VERVALT, INVULLEN = (
    "blijft",
    "verhuist",
    "omgezet",
    "past_niet",
    "vervalt",
    "invullen",
)
NAMEN = {
    BLIJFT: "Blijft staan",
    VERHUIST: "Verhuist mee",
    OMGEZET: "Wordt omgezet",
    PAST_NIET: "Past niet meer",
    VERVALT: "Vraag vervalt",
    INVULLEN: "Nog in te vullen",
}
KORT = 160


@dataclass(frozen=True)
class Proefregel:
    """One question: what happens to the answer of the year before."""

    uitkomst: str
    vraag: str
    label: str
    deel: str
    tekst: str = ""
    zin: str = ""

    @property
    def naam(self) -> str:
        return NAMEN[self.uitkomst]


@dataclass(frozen=True)
class Proef:
    """One organisation: its rows and how many of each outcome."""

    naam: str
    verzonnen: bool
    regels: tuple[Proefregel, ...]
    stukken: Stukken

    @property
    def tellingen(self) -> list[tuple[str, str, int]]:
        return [
            (code, naam, aantal)
            for code, naam in NAMEN.items()
            if (aantal := sum(1 for r in self.regels if r.uitkomst == code))
        ]

    @property
    def aandacht(self) -> tuple[Proefregel, ...]:
        return tuple(r for r in self.regels if r.uitkomst in {PAST_NIET, VERVALT, OMGEZET})


def probeer(nieuw: Definitie, oud: Antwoordset) -> Proef:
    """Lay one set of answers in the new version. Nothing is stored."""
    regels: list[Proefregel] = []
    stukken: dict[str, Stuk] = {}
    for deel in nieuw.delen:
        for vraag in vragen_van(deel, oud.kenmerken):
            regel, stuk = _regel(nieuw, vraag, deel.titel, oud)
            stukken[vraag.code] = stuk
            if regel:
                regels.append(regel)
    for code, vraag in oud.definitie.vragen.items():
        stuk = oud.stukken.get(code, Stuk())
        if code not in nieuw.vragen and is_beantwoord(stuk):
            titel = oud.definitie.deel_van(code).titel
            zin = "Het antwoord blijft bij dat jaar staan; in het nieuwe formulier is er geen plek voor."
            regels.append(Proefregel(VERVALT, code, vraag.label, titel, _kort(vraag, stuk), zin))
    return Proef(oud.naam, oud.verzonnen, tuple(regels), stukken)


def _regel(nieuw: Definitie, vraag: Vraag, titel: str, oud: Antwoordset) -> tuple[Proefregel | None, Stuk]:
    eerder = oud.definitie.vragen.get(vraag.code)
    was = oud.stukken.get(vraag.code, Stuk())
    if eerder is None or not is_beantwoord(was):
        zin = "Deze vraag is nieuw." if eerder is None else "Vorig jaar ook niet ingevuld."
        if eerder is not None and not vraag.verplicht:
            return None, Stuk()
        return Proefregel(INVULLEN, vraag.code, vraag.label, titel, "", zin), Stuk()
    gezet = zet_over(eerder, vraag, was)
    tekst = _kort(eerder, was)
    if gezet.hoe == _OMGEZET:
        zin = f"Wordt: {_kort(vraag, gezet.stuk)}"
        return Proefregel(OMGEZET, vraag.code, vraag.label, titel, tekst, zin), gezet.stuk
    if gezet.hoe != _BLIJFT:
        return Proefregel(PAST_NIET, vraag.code, vraag.label, titel, tekst, gezet.zin), gezet.stuk
    if eerder.deel != vraag.deel:
        zin = f"Stond bij '{oud.definitie.deel_van(vraag.code).titel}'."
        return Proefregel(VERHUIST, vraag.code, vraag.label, titel, tekst, zin), gezet.stuk
    return Proefregel(BLIJFT, vraag.code, vraag.label, titel, tekst), gezet.stuk


def _kort(vraag: Vraag, stuk: Stuk) -> str:
    plat = " ".join(in_woorden(vraag, stuk.stand, stuk.waarde).split())
    return plat if len(plat) <= KORT else plat[: KORT - 1].rsplit(" ", 1)[0] + "…"


def voorbeeld(definitie: Definitie, swvs: Sequence[str], naam: str = "Verzonnen bestuur") -> Antwoordset:
    """An invented set of answers: for the preview, and for the try-out of who may not read real ones."""
    stukken = {code: Stuk(INGEVULD, _waarde(definitie, vraag, swvs)) for code, vraag in definitie.vragen.items()}
    return Antwoordset(naam, definitie, stukken, frozenset({"bao", "sbo_so"}), verzonnen=True)


def _waarde(definitie: Definitie, vraag: Vraag, swvs: Sequence[str]) -> object:
    opties = [o.code for o in vraag.opties]
    if vraag.soort == "indicatorkeuze":
        passend = [i.nummer for i in definitie.indicatoren if i.blok == vraag.blok]
        return passend[:2]
    if vraag.soort == "bestedingsregels":
        categorie = vraag.categorieen[0].code if vraag.categorieen else ""
        regel = {"pm": False, "categorie": categorie, "toelichting": ""}
        return [
            {**regel, "bedrag": 1250000, "doel": "extra handen in de klas"},
            {**regel, "bedrag": None, "pm": True, "doel": "onderzoek"},
        ]
    vast: dict[str, object] = {
        "tekst": "Dit is een verzonnen antwoord. Dit jaar werkten twee scholen samen aan een vaste aanpak. Dat ging beter dan verwacht.",
        "tekst_kort": "Een verzonnen antwoord",
        "keuze": opties[0] if opties else "",
        "meerkeuze": opties[:2],
        "getal": "12",
        "percentage": "68.5",
        "datum": "2026-03-03",
        "schooljaar": str(definitie.van),
        "persoon": {"naam": "Robin Voorbeeld", "functie": "bestuurder"},
        "swv_keuze": dict.fromkeys(swvs, True),
        "bedragen_per_swv": {code: dict.fromkeys(swvs, 1250000) for code in opties},
        "tabel": [dict.fromkeys(opties, "voorbeeld")],
    }
    return vast[vraag.soort]
