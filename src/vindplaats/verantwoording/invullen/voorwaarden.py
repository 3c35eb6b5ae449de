"""Conditions and warnings the procedure table names; each returns Dutch sentences of what is still missing."""

from typing import Any

from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.kern.geld import als_euro
from vindplaats.verantwoording.bespreken.queries import is_begonnen
from vindplaats.verantwoording.bespreken.queries import open_vragen as open_vragen_bij
from vindplaats.verantwoording.lezer.personen import vind_derden
from vindplaats.verantwoording.models import Rapport
from vindplaats.verantwoording.queries import aansluiting

from .queries import wat_mist


def verplicht(wie: Any, rapport: Rapport) -> list[str]:
    """What the form requires: every required question answered, no two texts side by side, at least one indicator per block (VER-08, VER-11)."""
    return [m.zin for m in wat_mist(rapport) if m.houdt_tegen]


def compleet(wie: Any, rapport: Rapport) -> list[str]:
    """What would be good to add, but stops nothing."""
    return [m.zin for m in wat_mist(rapport) if not m.houdt_tegen]


def geld(wie: Any, rapport: Rapport) -> list[str]:
    """Differences in the money; shown with their sum, never blocking (VER-15)."""
    waarden = stukken(rapport.invulling)
    som = aansluiting(rapport, waarden)
    zinnen = []
    if som.verschil:
        uitleg = waarden.get("verschil_uitleg")
        meer = "meer" if som.verschil > 0 else "minder"
        zin = f"Er is {als_euro(abs(som.verschil))} {meer} ontvangen dan besteed."
        if not (uitleg and uitleg.waarde):
            zin += " Leg dat in een regel uit bij 'Ontvangen en besteed'."
        zinnen.append(zin)
    for verschil in som.afwijkend:
        regeling, _, swv = verschil.wat.partition(".")
        zinnen.append(
            f"{swv} kende bij {regeling} {als_euro(verschil.rechts)} toe; er staat {als_euro(verschil.links)} als ontvangen."
        )
    return zinnen


def namen(wie: Any, rapport: Rapport) -> list[str]:
    """Names of third persons in the text: others will read them (AVG-08)."""
    definitie = definitie_van(rapport.invulling)
    uit = []
    for code, stuk in stukken(rapport.invulling).items():
        if code in definitie.vragen and definitie.vraag(code).soort == "tekst" and isinstance(stuk.waarde, str):
            gevonden = sorted({passage.tekst for passage in vind_derden(stuk.waarde, bekend=[rapport.bestuur.naam])})
            if gevonden:
                uit.append(f"Bij '{definitie.vraag(code).label}' staat een naam: {', '.join(gevonden)}. Moet die erin?")
    return uit


def nog_niet_besproken(wie: Any, rapport: Rapport) -> list[str]:
    """Withdrawing is possible as long as nobody asked or agreed anything."""
    if is_begonnen(rapport):
        return ["Er staan al vragen of afspraken bij. Vraag het samenwerkingsverband om heropenen."]
    return []


def open_vragen(wie: Any, rapport: Rapport) -> list[str]:
    """Questions nobody has answered yet."""
    aantal = open_vragen_bij(rapport)
    return [f"Er {'staat nog 1 vraag' if aantal == 1 else f'staan nog {aantal} vragen'} open."] if aantal else []
