"""What the room gives to the registries of `kern` and to the engines."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.db.models import Q

from vindplaats.formats.queries import definitiemappen
from vindplaats.kern.registers import Onderwerpsoort, onderwerpen, regelclaims, zaak_zicht
from vindplaats.procedures.catalogus import meld_aan as meld_procedure
from vindplaats.procedures.definitie import laad as laad_procedure

from .regels import CLAIM

HIER = Path(__file__).parent
CORRIDORS = ("invullen", "inlezen", "bespreken", "bundelen", "demo")


def zaken_van(wie: Any) -> Q:
    """Cases of reports this person may read; SWV roles see the case (state, terms) of every board, never the text."""
    from vindplaats.procedures.models import Betrokken

    from .models import SWV_LEZERS, Rapport

    leesbaar = Rapport.objects.zichtbaar_voor(wie).order_by().values("zaak_id")
    if not wie.heeft(*SWV_LEZERS):
        return Q(pk__in=leesbaar)
    return Q(pk__in=leesbaar.union(Betrokken.objects.filter(swv__in=wie.swv_codes).values("zaak_id")))


def _namen(sleutels: list[str]) -> dict[str, str]:
    from .models import Rapport

    pks = [sleutel.partition(":")[2] for sleutel in sleutels]
    rijen = Rapport.objects.voor_taak("verantwoording.namen").filter(pk__in=pks)
    return {f"verantwoording.rapport:{r.pk}": f"Verantwoording {r.schooljaar}" for r in rijen}


def _url(sleutel: str) -> str:
    from django.urls import reverse

    return reverse("verantwoording:rapport", args=[sleutel.partition(":")[2]])


def _te_openen(wie: Any, sleutel: str) -> bool:
    from .models import Rapport

    return Rapport.objects.zichtbaar_voor(wie).filter(pk=sleutel.partition(":")[2]).exists()


def _lijst() -> str:
    from django.urls import reverse

    return reverse("verantwoording:jaar")


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    regelclaims.voeg_toe("verantwoording", CLAIM)
    definitiemappen.voeg_toe("verantwoording", HIER / "definities")
    for pad in sorted((HIER / "procedures").glob("*.yaml")):
        meld_procedure(laad_procedure(pad))
    zaak_zicht.voeg_toe("verantwoording", zaken_van)
    onderwerpen.voeg_toe("verantwoording.rapport", Onderwerpsoort(_namen, _url, _lijst, _te_openen))
    import_module("vindplaats.verantwoording.cijfers").meld_aan()
    import_module("vindplaats.verantwoording.overdragen").meld_aan()
    import_module("vindplaats.verantwoording.opvolging").meld_aan()
    import_module("vindplaats.verantwoording.formulier").meld_aan()
    import_module("vindplaats.verantwoording.categorieen").meld_aan()
    for gang in CORRIDORS:
        import_module(f"vindplaats.verantwoording.{gang}.registraties").meld_aan()
