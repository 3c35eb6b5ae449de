"""What an SWV sets about the watch over the log."""

from decimal import Decimal

from vindplaats.kern.instelbaar import GETAL, Instelbaar, declareer

from .rules import REGELS

GROEP = "Privacy en bewaren"
EIGEN = "beginwaarde van Vindplaats, geen norm; stel hem bij op wat bij jullie gewoon is"
VAN, TOT = "privacy.kantoor_van", "privacy.kantoor_tot"


def drempelcode(regel: str) -> str:
    """Code of the setting with the threshold of a rule."""
    return f"privacy.drempel_{regel}"


def meld_aan() -> None:
    """Declare the thresholds and the office hours."""
    for regel in REGELS.values():
        declareer(Instelbaar(
            drempelcode(regel.code), f"Drempel: {regel.naam.lower()}", GROEP, GETAL, hulp=regel.uitleg, bron="P-10: toezicht op het gebruik",
            gebruik="patronen in het logboek", eenheid=regel.eenheid, minimum=1, maximum=100_000, standaard=Decimal(regel.standaard),
            standaard_bron=EIGEN, wie=("privacy_officer", "functioneel_beheerder"), regels=("P-10",),
        ))  # fmt: skip
    for code, naam, uur in ((VAN, "Kantoor open vanaf (uur)", 7), (TOT, "Kantoor open tot (uur)", 19)):
        declareer(Instelbaar(
            code, naam, GROEP, GETAL, hulp="Buiten deze uren telt een handeling als buiten kantooruren.", bron="P-10: toezicht op het gebruik",
            gebruik="patronen in het logboek", eenheid="uur", minimum=0, maximum=24, standaard=Decimal(uur), standaard_bron=EIGEN,
            wie=("privacy_officer", "functioneel_beheerder"), regels=("P-10",),
        ))  # fmt: skip
