"""The purposes for which consent can be asked, with their source. Rooms with pupils use them; here they are kept and proven."""

from dataclasses import dataclass

from vindplaats.kern.registers import Register

LEERLING, MENS = "leerling", "mens"


@dataclass(frozen=True)
class Toestemmingsdoel:
    """A purpose. `houdt_tegen` says in Dutch what waits for it; a TLV never waits (P-06).

    `van` is about whom it is asked: `leerling` (parents or the pupil say it, the officer writes it down) or `mens` (somebody with an
    account, about himself).
    """

    code: str
    naam: str
    uitleg: str
    bron: str
    houdt_tegen: str
    regels: tuple[str, ...] = ()
    versie: int = 1
    van: str = LEERLING


doelen: Register[Toestemmingsdoel] = Register("toestemmingsdoelen")
"""code -> purpose; a room adds its own with `doelen.voeg_toe`."""

for _doel in (
    Toestemmingsdoel(
        "uitwisselen", "Gegevens verzamelen en uitwisselen",
        "Gegevens van een leerling delen met partners buiten school en samenwerkingsverband, zoals de gemeente of jeugdhulp.",
        "ondersteuningsplan 10.2 (strenger dan de wet: WPO 18a lid 13)", "delen met een partner; nooit een toelaatbaarheidsverklaring", ("AVG-01", "P-06"),
    ),
    Toestemmingsdoel(
        "knooppunt", "Bespreken in het knooppunt", "Een leerling bespreken in het knooppunt van de school; gevraagd bij de inschrijving.",
        "indicator 39", "uitnodigen van partners voor een knooppunt", ("AVG-02",),
    ),
):  # fmt: skip
    doelen.voeg_toe(_doel.code, _doel)
