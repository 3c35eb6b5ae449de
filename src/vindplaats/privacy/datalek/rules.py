"""The 72 hours of AVG art. 33 lid 1, counted in hours from the discovery, and the words on the screen. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

TERMIJN = dt.timedelta(hours=72)
BRON = "AVG artikel 33 lid 1"
HERINNEREN = (24, 48, 60, 66, 71, 72)
"""hours after the discovery at which the officer and the director get a message"""
GEEN_KLOK = {"afgesloten", "niet_gemeld"}
GEGEVENS = (
    "naam en adres", "e-mailadres of telefoonnummer", "geboortedatum", "wachtwoord of inlogcode", "gegevens over gezondheid of gedrag",
    "schoolgegevens of verslag", "financiële gegevens", "burgerservicenummer", "anders",
)  # fmt: skip
BETROKKENEN = ("leerlingen", "ouders of verzorgers", "medewerkers van een school", "medewerkers van een bestuur", "medewerkers van het samenwerkingsverband", "anderen")  # fmt: skip
BIJZONDER = {"gegevens over gezondheid of gedrag"}


@dataclass(frozen=True)
class Klok:
    """How the 72 hours stand. `soort` is a colour of the house: goed, bezig, aandacht, fout or neutraal."""

    uiterlijk: dt.datetime
    zin: str
    soort: str
    over: dt.timedelta
    loopt: bool


def klok(ontdekt: dt.datetime, nu: dt.datetime, gemeld: dt.datetime | None = None, *, klaar: bool = False) -> Klok:
    """The clock of one breach: stopped by the notification, else running (or over). `klaar`: no notification was needed.

    72 hours are 72 hours: weekends and closing days count, also when the clock changes (AVG art. 33 lid 1).
    """
    uiterlijk = (ontdekt.astimezone(dt.UTC) + TERMIJN).astimezone(ontdekt.tzinfo)
    if gemeld is not None:
        na = gemeld - ontdekt
        laat = na > TERMIJN
        woord = "te laat: zeg bij de melding waarom" if laat else "op tijd"
        return Klok(
            uiterlijk, f"Gemeld na {in_woorden(na)} ({woord}).", "fout" if laat else "goed", uiterlijk - gemeld, False
        )
    if klaar:
        return Klok(uiterlijk, "Melden hoefde niet.", "neutraal", dt.timedelta(), False)
    over = uiterlijk - nu
    if over < dt.timedelta():
        return Klok(
            uiterlijk,
            f"De 72 uur zijn voorbij, al {in_woorden(-over)}. Meld alsnog en zeg waarom het later is.",
            "fout",
            over,
            True,
        )
    soort = "fout" if over <= dt.timedelta(hours=6) else "aandacht" if over <= dt.timedelta(hours=24) else "bezig"
    return Klok(uiterlijk, f"Nog {in_woorden(over)} om te melden.", soort, over, True)


def in_woorden(duur: dt.timedelta) -> str:
    """A length of time in hours and minutes: `31 uur en 5 minuten`, `1 uur`, `12 minuten`, `minder dan een minuut`."""
    minuten = int(duur.total_seconds() // 60)
    uren, rest = divmod(minuten, 60)
    delen = [f"{uren} uur"] if uren else []
    if rest:
        delen.append(f"{rest} {'minuut' if rest == 1 else 'minuten'}")
    return " en ".join(delen) or "minder dan een minuut"


def herinnering_nu(ontdekt: dt.datetime, nu: dt.datetime) -> int | None:
    """The last reminder that is due at this moment, as hours after the discovery; None when none is due yet."""
    voorbij = [uren for uren in HERINNEREN if ontdekt + dt.timedelta(hours=uren) <= nu]
    return max(voorbij) if voorbij else None


def herinnerzin(uren: int) -> str:
    """What a reminder says; no personal data and nothing of the breach."""
    if uren >= 72:
        return "Datalek: de 72 uur om te melden zijn voorbij. Meld alsnog en zeg waarom het later is."
    return f"Datalek: nog {72 - uren} uur om te melden bij de Autoriteit Persoonsgegevens, als dat moet."


def wat_mist(*, wat: str, gegevens: Iterable[str], betrokkenen: Iterable[str], gevolgen: str) -> list[str]:
    """What must be known before a breach is assessed (AVG art. 33 lid 3), as sentences."""
    mist = []
    if not wat.strip():
        mist.append("Schrijf op wat er gebeurd is.")
    if not list(gegevens):
        mist.append("Kies om welke gegevens het gaat.")
    if not list(betrokkenen):
        mist.append("Kies om welke mensen het gaat.")
    if not gevolgen.strip():
        mist.append("Schrijf op wat de gevolgen kunnen zijn.")
    return mist


@dataclass(frozen=True)
class Meldpunt:
    """One thing a notification must hold: its article, a label, and what is known. Empty `tekst`: still to fill in.

    `moet` False: only when it applies, so it is never named as missing.
    """

    artikel: str
    label: str
    tekst: str
    moet: bool = True

    @property
    def leeg(self) -> bool:
        """Is this still asked for?"""
        return self.moet and not self.tekst.strip()


@dataclass(frozen=True)
class Lek:
    """What is known of a breach, in words; '' is not known. Moments are already written out."""

    wat: str
    gebeurd: str
    ontdekt: str
    gegevens: str
    bijzonder: bool
    betrokkenen: str
    aantal: str
    aantal_gegevens: str
    contactpunt: str
    gevolgen: str
    maatregelen: str
    gemeld: str
    ap_nummer: str
    reden_later: str
    te_laat: bool
    niet_gemeld: str
    ingelicht: str
    ingelicht_hoe: str


def meldpunten(lek: Lek) -> list[tuple[str, list[Meldpunt]]]:
    """Everything AVG art. 33 and 34 ask of a notification, per part, with what is known and what is still empty."""
    aard, wie, later = "33 lid 3 onder a", "33 lid 3 onder b", "33 lid 1"
    gemeld = not lek.niet_gemeld
    return [
        ("De aard van het datalek", [
            Meldpunt(aard, "Wat er gebeurde", lek.wat), Meldpunt(aard, "Wanneer het gebeurde", lek.gebeurd),
            Meldpunt(later, "Wanneer het ontdekt is", lek.ontdekt), Meldpunt(aard, "Soorten mensen", lek.betrokkenen),
            Meldpunt(aard, "Hoeveel mensen (ongeveer)", lek.aantal), Meldpunt(aard, "Soorten gegevens", lek.gegevens),
            Meldpunt("9 lid 1", "Bijzondere gegevens", ("ja" if lek.bijzonder else "nee") if lek.gegevens else ""),
            Meldpunt(aard, "Hoeveel gegevens (ongeveer)", lek.aantal_gegevens),
        ]),
        ("Contactpunt", [Meldpunt(wie, "Wie meer kan vertellen", lek.contactpunt)]),
        ("Gevolgen", [Meldpunt("33 lid 3 onder c", "Wat de gevolgen kunnen zijn", lek.gevolgen)]),
        ("Maatregelen", [Meldpunt("33 lid 3 onder d", "Genomen of voorgesteld", lek.maatregelen)]),
        ("De melding", [
            Meldpunt(later, "Gemeld bij de Autoriteit Persoonsgegevens", lek.gemeld, moet=gemeld),
            Meldpunt(later, "Nummer van de melding", lek.ap_nummer, moet=gemeld and bool(lek.gemeld)),
            Meldpunt(later, "Waarom later dan 72 uur", lek.reden_later, moet=gemeld and lek.te_laat),
            Meldpunt("33 lid 1 en 5", "Waarom melden niet hoefde", lek.niet_gemeld, moet=False),
        ]),
        ("De mensen om wie het gaat", [
            Meldpunt("34 lid 1", "Wanneer ingelicht", lek.ingelicht, moet=False),
            Meldpunt("34 lid 2", "Hoe en wat verteld", lek.ingelicht_hoe, moet=bool(lek.ingelicht)),
        ]),
    ]  # fmt: skip
