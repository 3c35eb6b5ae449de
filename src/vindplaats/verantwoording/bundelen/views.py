"""Screens of the exports of one report."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from vindplaats.documenten.veilig_uitvoeren import UitvoerFout
from vindplaats.documenten.views import verzegel
from vindplaats.kern.fouten import Fout
from vindplaats.toegang.deur import maakt_bestand, vereist
from vindplaats.verantwoording.queries import rapport_voor

from . import actions
from .uitvoer import SOORTEN, Uitvoer, uitvoer_van_rapport


@require_GET
@vereist("verantwoording.lezen", zoek=rapport_voor)
@maakt_bestand
def uitvoer(request: HttpRequest, pk: uuid.UUID, soort: str) -> HttpResponse:
    """One report as a file; the download is written in the log."""
    rapport = request.onderwerp  # type: ignore[attr-defined]
    gemaakt = probeer(lambda: uitvoer_van_rapport(rapport, soort))
    actions.uitvoer_vastleggen(
        wie=request.wie,  # type: ignore[attr-defined]
        onderwerp=rapport,
        naam="verantwoording.rapport_uitgevoerd",
        zin=f"Verantwoording gedownload als {SOORTEN[soort]}",
        organisatie=rapport.bestuur.sleutel,
    )
    return als_download(gemaakt)


def probeer(maak: Callable[[], Uitvoer]) -> Uitvoer:
    """Make a file; what goes wrong in the process that makes it becomes a sentence."""
    try:
        return maak()
    except UitvoerFout as fout:
        raise Fout(f"{fout.zin} Kies een ander soort bestand of probeer het later opnieuw.") from fout


def als_download(gemaakt: Uitvoer) -> HttpResponse:
    """The file as an attachment, sealed like every file."""
    antwoord = HttpResponse(gemaakt.data, content_type=gemaakt.mime)
    antwoord.headers["Content-Disposition"] = _bijlage(gemaakt.naam)
    return verzegel(antwoord)


def _bijlage(naam: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=True, filename=naam) or "attachment"
