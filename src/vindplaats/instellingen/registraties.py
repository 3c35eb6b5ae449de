"""What this room gives to the registries of `kern`: readers of values, and what stands on a screen of another room."""

from vindplaats.kern.instelbaar import Elders
from vindplaats.kern.registers import (
    Regelclaim,
    brief_lezers,
    instel_elders,
    instelling_lezers,
    kalender_lezers,
    regelclaims,
)
from vindplaats.toegang.permissions import mag

from . import demo, navigatie, queries, queries_brieven, queries_kalender, raam, regio_bestuur, regio_inhoud, zoeken

__all__ = ["demo", "navigatie", "raam", "regio_bestuur", "regio_inhoud"]

instelling_lezers.voeg_toe("waarde", queries.waarde)
brief_lezers.voeg_toe("sjabloon", queries_brieven.sjabloon)
kalender_lezers.voeg_toe("vrij", queries_kalender.vrij)
zoeken.meld_aan()
LATER = "het verband legt het vast met bron en begindag; de kamer die ermee rekent komt nog"
BEWEZEN = ("C-01", "C-02", "C-03", "C-07", "C-10", "C-11", "C-17", "C-20", "C-22", "C-23", "C-24", "RB-10")
regelclaims.voeg_toe(
    "instellingen",
    Regelclaim(
        "instellingen",
        dict.fromkeys(BEWEZEN, "") | dict.fromkeys(("C-04", "C-05", "C-06", "C-08", "C-13", "C-14", "C-25"), LATER),
    ),
)
for _item in (
    Elders(
        "indicatoren.normen", "Normen en streefwaarden", "Kwaliteit en cijfers",
        "Per cijfer een norm of een streefwaarde, vanaf een schooljaar (C-09).", "indicatoren:lijst",
        lambda wie: mag(wie, "indicatoren.lezen"),
    ),
    Elders(
        "documenten.huisstijl", "Logo en kleuren", "Over de regio",
        "Logo, kleur, adresregel en ondertekening van schermen, brieven en verslagen.", "documenten:huisstijl",
        lambda wie: mag(wie, "documenten.huisstijl_wijzigen"),
    ),
):  # fmt: skip
    instel_elders.voeg_toe(_item.code, _item)
