"""What must be true of the announced procedures before the house opens (`manage.py check`)."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from vindplaats.kern.brieven import BRIEF
from vindplaats.kern.registers import briefsoorten, voorwaarden, zaak_zicht

from . import catalogus
from .samenvoegen import VELDEN


@register()
def procedures_compleet(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every condition a table names is registered by a room, and a room says who may see its cases."""
    fouten: list[CheckMessage] = []
    for tabel in catalogus.alle():
        fouten += [
            Error(
                f"procedure '{tabel.code}' noemt voorwaarde '{code}', maar geen kamer meldt die aan",
                hint="Zet haar in kern.registers.voorwaarden: voeg_toe(code, functie(wie, onderwerp) -> zinnen).",
                id="procedures.E001",
            )
            for code in sorted(tabel.voorwaarden)
            if code not in voorwaarden
        ]
        fouten += [
            Error(
                f"procedure '{tabel.code}' noemt brief '{code}': {zin}",
                hint="Declareer de brief met kern.brieven.declareer, met alleen velden uit procedures.samenvoegen.VELDEN.",
                id="procedures.E003",
            )
            for code in sorted(tabel.brieven)
            if (zin := _brief(code))
        ]
        if tabel.code not in zaak_zicht:
            fouten.append(
                Error(
                    f"procedure '{tabel.code}' heeft geen regel voor zichtbaarheid; niemand ziet haar zaken",
                    hint="Zet een regel in kern.registers.zaak_zicht: voeg_toe(procedure, functie(wie) -> Q).",
                    id="procedures.E002",
                )
            )
    return fouten


def _brief(code: str) -> str:
    """Why a case cannot make this letter; empty when it can."""
    soort = briefsoorten.get(code)
    if soort is None:
        return "geen kamer meldt die aan"
    if soort.kanaal != BRIEF:
        return "dat is geen brief op papier"
    vreemd = sorted({v.code for v in soort.velden} - set(VELDEN))
    return f"een zaak heeft geen veld {', '.join(vreemd)}" if vreemd else ""
