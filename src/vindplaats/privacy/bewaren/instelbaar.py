"""What an SWV sets about keeping: a number of days per retention term, and the words in which consent is asked."""

from decimal import Decimal

from vindplaats.kern.instelbaar import GETAL, TEKST, Instelbaar, declareer
from vindplaats.kern.persoonsgegevens import verwerkingen

from .doelen import doelen

GROEP = "Privacy en bewaren"
WIE = ("privacy_officer", "functioneel_beheerder", "directeur_swv")


def termijncode(termijn: str) -> str:
    """Code of the setting with the days of a retention term."""
    return f"privacy.bewaren.{termijn}"


def tekstcode(doel: str) -> str:
    """Code of the setting with the words of a consent purpose."""
    return f"privacy.toestemming.{doel}"


def meld_aan() -> None:
    """Declare a setting per term and per purpose. A default only where a source gives one."""
    for v in verwerkingen:
        t = v.bewaren
        declareer(Instelbaar(
            termijncode(t.code), f"Bewaartermijn: {v.naam.lower()}", GROEP, GETAL, hulp=f"In dagen, geteld vanaf {t.vanaf}. Nu geldt: {t.tekst}.",
            bron=t.bron or v.bron, gebruik="voorstel om op te schonen", eenheid="dagen", minimum=1, maximum=36_500,
            standaard=Decimal(t.dagen) if t.dagen else None, standaard_bron=t.bron if t.dagen else "", wie=WIE,
        ))  # fmt: skip
    for doel in doelen:
        declareer(Instelbaar(
            tekstcode(doel.code), f"Toestemming vragen: {doel.naam.lower()}", GROEP, TEKST, lang=True,
            hulp="De woorden waarin je om toestemming vraagt. Een nieuwe tekst is een nieuwe versie; eerdere toestemming houdt de oude woorden.",
            bron=doel.bron, gebruik="vragen en vastleggen van toestemming", wie=WIE, regels=doel.regels,
        ))  # fmt: skip
