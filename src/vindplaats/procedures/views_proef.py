"""HTTP of the try-out: the trail lives in the session of this person; no case is made and nothing is sent."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from vindplaats.kern.kalender import vrije_dagen
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import Kruimel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM
from vindplaats.toegang.wie import Wie

from . import proefrit, queries_versies
from .models import Eigenversie
from .views import kop, toon

BEOORDELEN = "procedures.beoordelen"


def _sleutel(rij: Eigenversie) -> str:
    return f"procedures.proef.{rij.pk}"


def _spoor(request: HttpRequest, rij: Eigenversie) -> dict[str, Any]:
    vers = {"begin": vandaag().isoformat(), "jaar": Schooljaar.van(vandaag()).vorig.begin, "daden": []}
    return request.session.get(_sleutel(rij)) or vers


def _speel(rij: Eigenversie, spoor: dict[str, Any]) -> proefrit.Proef:
    jaar = Schooljaar(spoor["jaar"])
    gezet = queries_versies.gezette_datums(rij.procedure, rij.swv, jaar)
    begin, tabel = dt.date.fromisoformat(spoor["begin"]), rij.tabel
    vrij = {}
    if any(soort.vrije_dagen for soort in tabel.termijnen):
        vrij = vrije_dagen([rij.swv_sleutel], begin, begin + dt.timedelta(days=proefrit.MEEST_DAGEN))
    return proefrit.speel(tabel, begin, jaar, spoor["daden"], gezet, vrij)


@require_http_methods(["GET", "POST"])
@vereist(BEOORDELEN, zoek=queries_versies.versie_voor)
def proef(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """Play a case through the version, step by step, in any role and on any day."""
    rij: Eigenversie = request.onderwerp  # type: ignore[attr-defined]
    spoor = _spoor(request, rij)
    fout = ""
    if request.method == "POST":
        fout = _doe(request, rij, spoor)
        if not fout:
            request.session[_sleutel(rij)] = spoor
            return redirect("procedures:proef", versie=rij.pk)
    spel = _speel(rij, spoor)
    gekozen = request.GET.get("rol", "")
    knoppen = [(rol, _rolnaam(rol), stappen) for rol, stappen in spel.knoppen.items()]
    if gekozen in {rol for stap in spel.tabel.stappen for rol in stap.wie}:
        knoppen = [(gekozen, _rolnaam(gekozen), spel.knoppen.get(gekozen, ()))]
    context = {
        "spel": spel,
        "stand": spel.tabel.stand(spel.stand),
        "aan_zet": [_rolnaam(rol) for rol in spel.tabel.stand(spel.stand).aan_zet],
        "knoppen": knoppen,
        "gekozen": gekozen,
        "rollen": [(r, _rolnaam(r)) for r in dict.fromkeys(r for s in spel.tabel.stappen for r in s.wie)],
        "bijstellen": _bijstellen(spel),
        "regels": [(r, ", ".join(_rolnaam(rol) for rol in r.rollen)) for r in reversed(spel.regels)],
        "fout": fout or (spel.fouten[-1] if spel.fouten else ""),
        "zet": len(spoor["daden"]),
        "jaar": Schooljaar(spoor["jaar"]),
        "jaren": [Schooljaar(Schooljaar.van(vandaag()).begin + i) for i in range(-2, 2)],
        "sprongen": _sprongen(spel),
    }
    wie: Wie = request.wie  # type: ignore[attr-defined]
    return toon(request, "proef", kop(wie, rij, "proef", Kruimel("Uitproberen")) | context, 400 if fout else 200)


def _rolnaam(rol: str) -> str:
    return "Het systeem" if rol == SYSTEEM else ROLLEN[rol].naam if rol in ROLLEN else rol


def _sprongen(spel: proefrit.Proef) -> list[tuple[str, str]]:
    """Quick moves of the clock: a week, four weeks, and to the last day of every running term and the day after."""
    uit = [("1 week verder", spel.dag + dt.timedelta(days=7)), ("4 weken verder", spel.dag + dt.timedelta(days=28))]
    for termijn in spel.termijnen:
        if termijn.loopt and termijn.eind and termijn.eind > spel.dag:
            uit.append((f"laatste dag van '{termijn.naam}'", termijn.eind))
    return [(naam, dag.isoformat()) for naam, dag in uit]


def _bijstellen(spel: proefrit.Proef) -> list[tuple[str, str, str, str]]:
    """Buttons on running terms: kind, code, role, words."""
    uit = []
    for termijn in (t for t in spel.termijnen if t.loopt):
        soort = spel.tabel.termijn(termijn.code)
        if soort.verlenging and termijn.verlengd_keer < soort.verlenging.keer and termijn.eind:
            uit.append((proefrit.VERLENG, termijn.code, soort.verlenging.wie[0], f"Verleng '{termijn.naam}'"))
        if soort.opschorten_door:
            stil = termijn.opgeschort_op is not None
            woord = "Laat weer lopen" if stil else "Zet stil"
            uit.append((proefrit.HERVAT if stil else proefrit.SCHORS, termijn.code, soort.opschorten_door[0], f"{woord}: '{termijn.naam}'"))  # fmt: skip
    return uit


def _doe(request: HttpRequest, rij: Eigenversie, spoor: dict[str, Any]) -> str:
    """Put one deed on the trail; returns a sentence when it cannot be done. A second click on an old page does nothing."""
    post = request.POST
    if post.get("zet") != str(len(spoor["daden"])):
        return "Deze proef is intussen verder gegaan. Hieronder staat hoe het nu is."
    soort = post.get("daad", "")
    if soort == "opnieuw":
        return _begin(spoor, post.get("begin", ""), post.get("jaar", ""))
    if soort == "terug":
        spoor["daden"] = spoor["daden"][:-1]
        return ""
    daad = {"soort": soort} | {
        naam: post.get(naam, "")[:60] for naam in ("verb", "rol", "dag", "termijn") if post.get(naam)
    }
    if ":" in soort:  # a button that says everything itself: soort:een:twee
        delen = soort.split(":")
        namen = {proefrit.STAP: ("verb", "rol"), proefrit.KLOK: ("dag",)}.get(delen[0], ("termijn", "rol"))
        daad = {"soort": delen[0], **dict(zip(namen, delen[1:], strict=False))}
    if len(spoor["daden"]) >= proefrit.MEEST_DADEN:
        return f"Een proef heeft hoogstens {proefrit.MEEST_DADEN} zetten. Begin opnieuw."
    nieuw = {**spoor, "daden": [*spoor["daden"], daad]}
    uitkomst = _speel(rij, nieuw)
    if len(uitkomst.fouten) > len(_speel(rij, spoor).fouten):
        return uitkomst.fouten[-1]
    if len(uitkomst.regels) == len(_speel(rij, spoor).regels):
        return "Deze zet ken ik niet. Kies een knop op de pagina."
    spoor["daden"] = nieuw["daden"]
    return ""


def _begin(spoor: dict[str, Any], begin: str, jaar: str) -> str:
    try:
        dag = dt.date.fromisoformat(begin) if begin else vandaag()
    except ValueError:
        return "Kies een geldige dag om te beginnen."
    if abs((dag - vandaag()).days) > proefrit.MEEST_DAGEN:
        return "Kies een dag in de vier jaar rond vandaag."
    gekozen = int(jaar) if jaar.isdigit() and 2014 <= int(jaar) <= 2100 else spoor["jaar"]
    spoor |= {"begin": dag.isoformat(), "jaar": gekozen, "daden": []}
    return ""


@require_GET
@vereist(BEOORDELEN, zoek=queries_versies.versie_voor)
def nalopen(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """Walk every road and list what was found."""
    rij: Eigenversie = request.onderwerp  # type: ignore[attr-defined]
    context = {"bevindingen": proefrit.loop_alles_na(rij.tabel)}
    return toon(request, "nalopen", kop(request.wie, rij, "nalopen", Kruimel("Alles nalopen")) | context)  # type: ignore[attr-defined]
