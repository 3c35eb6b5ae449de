"""The log: every verb and every read of content writes one row. Called inside the verb's own transaction."""

from typing import TYPE_CHECKING, Any

from vindplaats.kern.fouten import GeenRecht
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import sleutel_van

from .models import Gebeurtenis
from .wie import Wie

if TYPE_CHECKING:
    from django.db.models import Model

ALLEEN_KIJKEN = "Je kijkt mee en kunt alleen lezen. Stop met meekijken om zelf verder te werken."


def leg_vast(
    *,
    wie: Wie,
    naam: str,
    onderwerp: "Model | str",
    zin: str,
    organisatie: str = "",
    waarom: str = "",
    soort: str = Gebeurtenis.WIJZIGEN,
    details: dict[str, Any] | None = None,
) -> Gebeurtenis:
    """Write one event.

    `naam` is the address of the verb (`verantwoording.rapport_ingediend`), `zin` a Dutch sentence for the timeline
    without personal data beyond who did it, `onderwerp` the row (or its key), `organisatie` whose log it belongs to
    (default: the organisation of the role). A stand-in is written as "A namens B"; who looks along can only write that
    something was read, with the reason of looking along: every verb of whoever looks along breaks here (GeenRecht).
    """
    if wie.alleen_lezen and soort != Gebeurtenis.LEZEN:
        raise GeenRecht(ALLEEN_KIJKEN)
    return Gebeurtenis.objects.create(
        wanneer=nu(),
        soort=soort,
        naam=naam,
        gebruiker_id=wie.gebruiker_id,
        wie_naam=(f"{wie.naam} namens {wie.namens}" if wie.namens else wie.naam)[:120],
        rol=wie.rol,
        organisatie=organisatie or wie.organisatie,
        onderwerp=onderwerp if isinstance(onderwerp, str) else sleutel_van(onderwerp),
        zin=zin,
        waarom=waarom or wie.waarom,
        details=(details or {}) | _voor_wie(wie),
    )


def _voor_wie(wie: Wie) -> dict[str, Any]:
    """In whose place, or under which looking along, as keys."""
    if wie.volmacht_id:
        return {"namens": str(wie.namens_id), "volmacht": str(wie.volmacht_id)}
    return {"meekijken": str(wie.meekijken_id)} if wie.meekijken_id else {}


def gelezen(*, wie: Wie, naam: str, onderwerp: "Model | str", zin: str, organisatie: str = "") -> Gebeurtenis:
    """Write that somebody read content (AVG-09, P-10)."""
    return leg_vast(wie=wie, naam=naam, onderwerp=onderwerp, zin=zin, organisatie=organisatie, soort=Gebeurtenis.LEZEN)


def spoor(onderwerp: "Model | str", *, soorten: tuple[str, ...] = (Gebeurtenis.WIJZIGEN, Gebeurtenis.DELEN)) -> Any:
    """Timeline of one object, newest first. The calling room has checked that the person may see the object."""
    sleutel = onderwerp if isinstance(onderwerp, str) else sleutel_van(onderwerp)
    return Gebeurtenis.objects.voor_taak("toegang.spoor").filter(onderwerp=sleutel, soort__in=soorten)
