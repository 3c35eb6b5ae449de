"""Example rows for the permission test: the handbook is for everyone."""

from vindplaats.kern.registers import Voorbeeld, voorbeelden

voorbeelden.voeg_toe(
    "portaal:hulp-pagina",
    Voorbeeld(eigen=lambda streek, wie: {"naam": "rondleiding"}, vreemd=lambda streek, wie: {"naam": "bestaat-niet"}),
)
