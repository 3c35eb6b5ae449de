"""Reads of one running term for its own page."""

from vindplaats.kern.registers import namen_van, onderwerpen
from vindplaats.kern.schermdelen import Gebeurtenis
from vindplaats.toegang.log import spoor
from vindplaats.toegang.wie import Wie

from .herinneringen import url_van
from .models import Termijn, Zaak


def pagina_van(wie: Wie, zaak: Zaak) -> str:
    """The page of what a case is about if this person may open it, else the overview, else nothing."""
    soort = onderwerpen.get(zaak.onderwerp.partition(":")[0])
    if soort is None:
        return ""
    if soort.te_openen is None or soort.te_openen(wie, zaak.onderwerp):
        return url_van(zaak.onderwerp)
    return soort.lijst() if soort.lijst else ""


def organisatienaam(zaak: Zaak) -> str:
    """Name of who owns the case."""
    return namen_van([zaak.organisatie])[zaak.organisatie]


def termijnspoor(termijn: Termijn) -> list[Gebeurtenis]:
    """What was done with this term, newest first. The caller has checked that the person may see it."""
    rijen = spoor(termijn.zaak.onderwerp).filter(
        naam__startswith="procedures.termijn_", details__termijn=str(termijn.pk)
    )
    return [Gebeurtenis(g.wanneer, g.zin, g.wie_naam, g.waarom) for g in rijen[:30]]
