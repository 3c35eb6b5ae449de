"""Entry of procedures in the navigation."""

from vindplaats.kern.instelbaar import Elders
from vindplaats.kern.registers import Menupunt, instel_elders, navigatie
from vindplaats.toegang.permissions import mag

navigatie.voeg_toe(
    "procedures",
    Menupunt(
        "procedures", "Procedures", "procedures:lijst", "lijst", 91,
        lambda wie: wie.soort == "swv" and mag(wie, "procedures.beoordelen"),
    ),
)  # fmt: skip
instel_elders.voeg_toe(
    "procedures.eigen_versies",
    Elders(
        "procedures.eigen_versies", "Stappen, termijnen en berichten", "Procedures",
        "Een eigen versie van een procedure: wie welke stap zet, termijnen, herinneringen en berichten.", "procedures:lijst",
        lambda wie: mag(wie, "procedures.zien"),
    ),
)  # fmt: skip
