"""Rule ids this room carries, each proven by tests or with an honest reason why not (`./vindplaats regels`)."""

from vindplaats.kern.registers import Regelclaim

_NIET = {
    "VER-09": "de jaarrekening zelf blijft bij het bestuur; wij tonen alleen ontvangen en besteed",
    "VER-10": "het gesprek met de inspectie en tussen bestuur en school komt met de kamers kwaliteit en profielen",
}
CLAIM = Regelclaim(
    "verantwoording",
    {f"VER-{nr:02}": _NIET.get(f"VER-{nr:02}", "") for nr in range(1, 19)}
    | {"AVG-08": "", "SOP-15": "", "TZ-01": "", "KWA-03": ""},
)
