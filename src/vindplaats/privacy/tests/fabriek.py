"""Makes rows of privacy for tests."""

import datetime as dt
from typing import Any

from vindplaats.kern.klok import nu
from vindplaats.privacy.datalek import actions as datalek_actions
from vindplaats.privacy.models import Datalek
from vindplaats.toegang.wie import Wie


def maak_datalek(
    swv: str = "swv:PO9901", *, wie: Wie | None = None, uren_geleden: float = 1, titel: str = "Mail verkeerd gestuurd"
) -> Datalek:
    """A breach that was just reported; `wie` must reach the SWV."""
    return datalek_actions.datalek_melden(
        wie=wie or Wie.taak("Test"), swv=swv, titel=titel, wat="Een verslag ging naar een verkeerd adres.",
        ontdekt_op=nu() - dt.timedelta(hours=uren_geleden),
    )  # fmt: skip


def ingevuld(datalek: Datalek, **anders: Any) -> dict[str, Any]:
    """All fields of a breach, filled in."""
    return {
        "titel": datalek.titel, "wat": datalek.wat, "ontdekt_op": datalek.ontdekt_op, "gebeurd_op": "gisteren", "gegevens": ["naam en adres"],
        "betrokkenen": ["leerlingen"], "aantal": 12, "gevolgen": "Iemand las het.", "maatregelen": "Mail teruggehaald.", "gemeld_op": None,
        "ap_nummer": "", "ingelicht_op": None, "ingelicht_hoe": "",
    } | anders  # fmt: skip
