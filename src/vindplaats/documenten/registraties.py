"""What documenten declares to the house: the rules it carries."""

from vindplaats.kern.registers import Regelclaim, regelclaims

regelclaims.voeg_toe("documenten", Regelclaim("documenten", {"AVG-09": "", "VER-02": ""}))
