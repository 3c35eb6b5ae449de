"""What the screens of values show, made ready from the reads. A fixed number of queries whatever the number of settings."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from vindplaats.kern.instelbaar import LIJST, SOORTEN, Elders, Geldend, Instelbaar
from vindplaats.kern.instelinvoer import toon, toon_los, uit_json
from vindplaats.kern.klok import vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.kern.registers import instel_elders, instelbaar
from vindplaats.kern.schermdelen import Chip, Kolom, Kruimel, Rij, Tabel
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.wie import Wie

from . import actions, lijst, queries, rules
from .models import GELDIG, VERBETERD, Waarde

BINNENKORT = dt.timedelta(days=92)
HERKOMST = {
    "eigen": ("Vastgelegd", "goed"), "wet": ("Ligt vast in de wet", "neutraal"),
    "standaard": ("Volgt de bron", "neutraal"), "leeg": ("Nog leeg", "aandacht"),
}  # fmt: skip


@dataclass(frozen=True)
class Regel:
    """One setting in the overview."""

    naam: str
    url: str
    hulp: str
    nu: str = ""
    bron: str = ""
    vanaf: dt.date | None = None
    straks: str = ""
    straks_op: dt.date | None = None
    stand: str = ""
    stand_soort: str = "neutraal"
    elders: bool = False
    slot: bool = False
    leeg: bool = False


@dataclass
class Groep:
    """Settings of one subject."""

    naam: str
    regels: list[Regel] = field(default_factory=list)


def overzicht(wie: Wie, vraag: Any) -> dict[str, Any]:
    """All settings by subject, narrowed by words and by state."""
    zoek, stand = str(vraag.get("q", "")).strip()[:100], str(vraag.get("stand", ""))
    alles = _alle_regels(wie)
    gevonden = [(groep, regel) for groep, regel, woorden in alles if _past(zoek, woorden)]
    tellingen = {code: sum(1 for _, r in gevonden if toets(r)) for code, (_, toets) in STANDEN.items()}
    chips = [
        Chip(naam, f"?stand={code}&q={zoek}" if code else f"?q={zoek}", stand == code, tellingen[code])
        for code, (naam, _) in STANDEN.items()
    ]
    toets = STANDEN.get(stand, STANDEN[""])[1]
    groepen: dict[str, Groep] = {}
    for groep, regel in gevonden:
        if toets(regel):
            groepen.setdefault(groep, Groep(groep)).regels.append(regel)
    return {
        "groepen": [groepen[naam] for naam in sorted(groepen)], "chips": chips, "zoekwoord": zoek, "stand": stand,
        "titel": "Instellingen", "tabs": tabs("waarden"),
    }  # fmt: skip


STANDEN: dict[str, tuple[str, Any]] = {
    "": ("Alles", lambda regel: True),
    "leeg": ("Nog leeg", lambda regel: regel.leeg),
    "straks": ("Verandert binnenkort", lambda regel: regel.straks_op and regel.straks_op <= vandaag() + BINNENKORT),
    "slot": ("Ligt vast in de wet", lambda regel: regel.slot),
}


def _past(zoek: str, woorden: str) -> bool:
    return all(woord in woorden for woord in zoek.casefold().split())


def _alle_regels(wie: Wie) -> list[tuple[str, Regel, str]]:
    rijen = queries.alle_regels(wie)
    uit = [(s.groep, _regel(s, wie.organisatie, rijen[s.code]), _woorden(s)) for s in instelbaar]
    uit += [(e.groep, _elders(e), f"{e.naam} {e.groep} {e.hulp}".casefold()) for e in instel_elders if e.mag(wie)]
    return sorted(uit, key=lambda drie: (drie[0], drie[1].naam))


def _woorden(soort: Instelbaar) -> str:
    regels = " ".join(soort.regels)
    return f"{soort.naam} {soort.groep} {soort.hulp} {soort.bron} {soort.code} {regels}".casefold()


def _regel(soort: Instelbaar, swv: str, regels: list[rules.Regel]) -> Regel:
    dag = vandaag()
    nu = queries.geldend_uit(soort, swv, regels, dag)
    wissel = None if soort.op_slot else rules.wisselmoment(regels, dag)
    straks = queries.geldend_uit(soort, swv, regels, wissel) if wissel else None
    stand, stand_soort = HERKOMST[nu.herkomst]
    return Regel(
        soort.naam, reverse("instellingen:instelling", args=[soort.code]), soort.hulp, toon(soort, nu.waarde), nu.bron,
        nu.vanaf, (toon(soort, straks.waarde) or "niets vastgelegd") if straks else "", wissel, stand, stand_soort,
        slot=soort.wet is not None, leeg=nu.leeg,
    )  # fmt: skip


def _elders(item: Elders) -> Regel:
    return Regel(item.naam, reverse(item.url_naam), item.hulp, elders=True, stand="Eigen scherm")


TABS = (
    ("waarden", "Instellingen", "instellingen:overzicht"),
    ("kalender", "Kalender", "instellingen:kalender"),
    ("brieven", "Brieven en mails", "instellingen:brieven"),
)


def tabs(actief: str) -> list[Chip]:
    """The three parts of the room as links."""
    return [Chip(naam, reverse(url), code == actief) for code, naam, url in TABS]


# --- one setting -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Historieregel:
    """One row of the history with what may be done with it."""

    rij: Waarde
    waarde: str
    houdt_tot: dt.date | None
    geldt_nu: bool
    begint_later: bool
    stand: str
    stand_soort: str


def instelling(wie: Wie, soort: Instelbaar) -> dict[str, Any]:
    """One setting: what holds, what comes, the history."""
    regels = queries.alle_regels(wie)[soort.code]
    nu = queries.geldend_uit(soort, wie.organisatie, regels, vandaag())
    historie = [_historie(soort, rij, regels) for rij in queries.rijen_van(wie, soort.code)]
    return {
        "soort": soort, "soortnaam": SOORTEN[soort.soort], "nu": nu, "nu_tekst": toon(soort, nu.waarde),
        "stand": HERKOMST[nu.herkomst], "historie": historie, "tabel": lijsttabel(soort, nu.waarde) if nu.waarde else None,
        "mag": actions.mag_zetten(wie, soort), "wie_mag": [ROLLEN[rol].naam for rol in soort.wie],
        "is_lijst": soort.soort == LIJST, "grenzen": grenzen(soort), "titel": soort.naam,
        "kruimels": kruimels((soort.naam, "")),
    }  # fmt: skip


def grenzen(soort: Instelbaar) -> str:
    """The bounds of a number in words."""
    onder, boven = (
        toon_los(soort.soort, g, (), soort.eenheid) if g is not None else "" for g in (soort.minimum, soort.maximum)
    )
    if onder and boven:
        return f"{onder} tot en met {boven}"
    return f"minstens {onder}" if onder else f"hoogstens {boven}" if boven else ""


def kruimels(*meer: tuple[str, str]) -> list[Kruimel]:
    """The way back to the overview."""
    return [Kruimel("Instellingen", reverse("instellingen:overzicht")), *(Kruimel(n, u) for n, u in meer)]


def _historie(soort: Instelbaar, rij: Waarde, regels: list[rules.Regel]) -> Historieregel:
    dag = vandaag()
    eigen = next((r for r in regels if r.pk == rij.pk), None)
    tot = rules.houdt_tot(regels, eigen) if eigen else None
    nu = eigen is not None and rules.geldend(regels, dag) == eigen
    later = rij.stand == GELDIG and rij.vanaf > dag
    if rij.stand != GELDIG:
        stand = ("Verbeterd" if rij.stand == VERBETERD else "Ingetrokken", "neutraal")
    else:
        stand = ("Geldt nu", "goed") if nu else ("Begint later", "bezig") if later else ("Voorbij", "neutraal")
    return Historieregel(rij, tekst_van(soort, rij), tot, nu, later, *stand)


def tekst_van(soort: Instelbaar, rij: Waarde) -> str:
    """The value of a row in words."""
    return toon(soort, uit_json(soort, rij.waarde)) or "Niets vastgelegd"


def lijsttabel(soort: Instelbaar, waarde: Any) -> Tabel | None:
    """The rows of a list as a table."""
    if soort.soort != LIJST:
        return None
    kolommen = [Kolom(k.code, k.naam, kop=nr == 0) for nr, k in enumerate(soort.kolommen)]
    rijen = [
        Rij({k.code: toon_los(k.soort, rij.get(k.code), k.keuzes) for k in soort.kolommen}) for rij in waarde or []
    ]
    adres = (
        reverse("instellingen:uitvoer", args=[soort.code, "xlsx"]),
        reverse("instellingen:uitvoer", args=[soort.code, "csv"]),
    )
    return Tabel(
        soort.naam,
        kolommen,
        rijen,
        aantal=len(rijen),
        exporten=[("Excel (.xlsx)", adres[0]), ("CSV", adres[1])],
        id="lijst",
    )


# --- a change --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gevolg:
    """The preview of a change: sentences, and for a list what differs."""

    oud: str
    nieuw: str
    zinnen: list[str]
    verschil: lijst.Vergelijking
    hetzelfde: bool


def gevolg(
    soort: Instelbaar, swv: str, regels: list[rules.Regel], nieuw: Any, vanaf: dt.date, tot: dt.date | None
) -> Gevolg:
    """What it means to let a value hold from a day on, in sentences. Nothing is stored."""
    dag, voor = vandaag(), queries.geldend_uit(soort, swv, regels, vanaf)
    zinnen = (
        [f"Tot en met {datum_zonder_dag(vanaf - dt.timedelta(days=1))} blijft gelden wat er nu staat."]
        if vanaf > dag
        else []
    )
    if vanaf < dag:
        zinnen.append(
            "Deze dag is al voorbij. Wat al is verstuurd of vastgesteld verandert niet; een scherm dat naar die tijd kijkt, toont vanaf nu deze waarde."
        )
    volgende = rules.eerstvolgende(regels, vanaf)
    if volgende and (tot is None or volgende.vanaf <= tot):
        wat = toon(soort, uit_json(soort, volgende.waarde)) or "niets vastgelegd"
        zinnen.append(f"Vanaf {datum_zonder_dag(volgende.vanaf)} geldt al iets anders: {wat}. Dat blijft zo.")
    elif tot:
        zinnen.append(f"Na {datum_zonder_dag(tot)} is er niets vastgelegd, tot je een nieuwe waarde kiest.")
    if nieuw is None:
        zinnen.append(
            "Schermen die dit gebruiken, zeggen dan dat er niets is vastgelegd. Er wordt niets ingevuld of geraden."
        )
    if not soort.gebruik:
        zinnen.append("Geen enkel scherm rekent hier nog mee; het staat wel in de uitvoer en in de geschiedenis.")
    if soort.gevolg:
        zinnen += soort.gevolg(swv, voor.waarde, nieuw, vanaf)
    verschil = lijst.vergelijk(soort, voor.waarde, nieuw)
    zelfde = voor.waarde == nieuw and voor.herkomst in ("eigen", "leeg")
    return Gevolg(_of_leeg(soort, voor), toon(soort, nieuw) or "Niets vastgelegd", zinnen, verschil, zelfde)


def _of_leeg(soort: Instelbaar, geldend: Geldend) -> str:
    return toon(soort, geldend.waarde) or "Niets vastgelegd"
