"""Examples of the urls of the form manager for the permission table and the browser round."""

from collections.abc import Callable
from typing import Any

from vindplaats.formats.beheer.actions import versie_maken
from vindplaats.formats.models import Formaatversie
from vindplaats.formats.queries import formaten, meegeleverd
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.toegang.wie import Wie

Kwargs = dict[str, Any]
FORMAAT = "verantwoording-zuid-limburg"


def _versie(swv: str, *, gepubliceerd: bool = False) -> Formaatversie:
    """A shared draft, or a published version, of that SWV; made once."""
    rijen = Formaatversie.objects.voor_taak("voorbeelden").filter(swv=swv, gepubliceerd_op__isnull=not gepubliceerd)
    al: Formaatversie | None = rijen.first()
    if al is not None:
        return al
    wie = Wie(None, "Voorbeeld", "functioneel_beheerder", f"swv:{swv}")
    rij = versie_maken(wie=wie, formaat=FORMAAT, van=meegeleverd(FORMAAT)[-1].versie)
    rij.gedeeld_op = nu()
    if gepubliceerd:
        from vindplaats.formats.beheer import inhoud

        rij.yaml, rij.gepubliceerd_op, rij.ingang = inhoud.schrijf(rij.inhoud), nu(), vandaag()
    rij.save()
    return rij


def _van(meer: Kwargs, *, vreemd: bool = False, gepubliceerd: bool = False) -> Callable[[Any, Wie], Kwargs]:
    def kwargs(streek: Any, wie: Wie) -> Kwargs:
        swv = (streek.ander_swv if vreemd else streek.swv).partition(":")[2]
        return {"pk": _versie(swv, gepubliceerd=gepubliceerd).pk, **meer}

    return kwargs


_VERSIE: dict[str, Kwargs] = {
    "versie": {},
    "voorbeeld": {},
    "voorbeeld-vraag": {"vraag": "thuiszitters"},
    "verschil": {},
    "proberen": {},
    "publiceren": {},
    "geschiedenis": {},
    "bewerken": {},
    "deel": {"deel": "ankerpunten"},
    "vraag": {"vraag": "keuze"},
    "veld": {"plek": "vraag.thuiszitters"},
    "wijzig": {"wat": "verplaats"},
    "stap": {"wat": "delen"},
}
for _naam, _meer in _VERSIE.items():
    voorbeelden.voeg_toe(f"formats:{_naam}", Voorbeeld(eigen=_van(_meer), vreemd=_van(_meer, vreemd=True)))
voorbeelden.voeg_toe(
    "formats:intrekken",
    Voorbeeld(eigen=_van({}, gepubliceerd=True), vreemd=_van({}, vreemd=True, gepubliceerd=True)),
)
for _naam in ("mee", "bestand"):  # shipped versions are for everyone with the right
    voorbeelden.voeg_toe(
        f"formats:{_naam}",
        Voorbeeld(eigen=lambda streek, wie: {"formaat": FORMAAT, "versie": formaten()[FORMAAT].versie}),
    )
