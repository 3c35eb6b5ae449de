"""Examples of instellingen for the permission table."""

import datetime as dt
import itertools
import uuid
from typing import Any

from vindplaats.instellingen.models import Briefversie, Periode, Waarde
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import Voorbeeld, instelbaar, voorbeelden
from vindplaats.kern.schooljaar import Schooljaar

LIJST = "woorden.synoniemen"
_dagen = itertools.count()
"""one valid row per first day: every example begins on a day of its own"""


def maak_waarde(swv: str, **meer: Any) -> Waarde:
    """A value that begins in a month."""
    velden: dict[str, Any] = {
        "code": "regio.motto", "vanaf": vandaag() + dt.timedelta(days=30 + next(_dagen)), "waarde": None, "bron": "proef", "op": nu(),
    }  # fmt: skip
    rij: Waarde = Waarde.objects.create(swv=swv, **(velden | meer))
    return rij


def _van_rol(wie: Any, *, lijst: bool = False) -> str | None:
    """A setting this role may change."""
    return next(
        (s.code for s in instelbaar if wie.rol in s.wie and not s.op_slot and (not lijst or s.soort == "lijst")), None
    )


def _code(wie: Any, *, lijst: bool = False) -> dict[str, Any] | None:
    code = _van_rol(wie, lijst=lijst)
    return {"code": code} if code else None


voorbeelden.voeg_toe("instellingen:instelling", Voorbeeld(eigen=lambda streek, wie: {"code": "regio.motto"}))
voorbeelden.voeg_toe("instellingen:wijzigen", Voorbeeld(eigen=lambda streek, wie: _code(wie)))
voorbeelden.voeg_toe("instellingen:inlezen", Voorbeeld(eigen=lambda streek, wie: _code(wie, lijst=True)))
voorbeelden.voeg_toe("instellingen:uitvoer", Voorbeeld(eigen=lambda streek, wie: {"code": LIJST, "soort": "csv"}))
for _naam in ("verbeteren", "intrekken"):
    voorbeelden.voeg_toe(
        f"instellingen:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"pk": maak_waarde(wie.organisatie, code=_van_rol(wie)).pk},
            vreemd=lambda streek, wie: {"pk": maak_waarde(streek.ander_swv).pk},
        ),
    )


def maak_periode(wie: Any, swv: str) -> Periode:
    """A closing day."""
    dag = vandaag()
    rij: Periode = Periode.objects.create(
        swv=swv,
        schooljaar=Schooljaar.van(dag).begin,
        soort="sluiting",
        naam=f"Dicht {uuid.uuid4().hex[:6]}",
        van=dag,
        tot=dag,
        op=nu(),
    )
    return rij


for _naam in ("kalender-verbeteren", "kalender-weg"):
    voorbeelden.voeg_toe(
        f"instellingen:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"pk": maak_periode(wie, wie.organisatie).pk},
            vreemd=lambda streek, wie: {"pk": maak_periode(wie, streek.ander_swv).pk},
        ),
    )
voorbeelden.voeg_toe("instellingen:kalender-uitvoer", Voorbeeld(eigen=lambda streek, wie: {"soort": "ics"}))


def maak_brief(swv: str) -> Briefversie:
    """A version of the invitation that begins in a month."""
    rij: Briefversie = Briefversie.objects.create(
        swv=swv,
        code="toegang.uitnodiging",
        vanaf=vandaag() + dt.timedelta(days=30 + next(_dagen)),
        standaard=True,
        op=nu(),
    )
    return rij


for _naam in (
    "brief",
    "brief-schrijven",
    "brief-concept",
    "brief-voorbeeld",
    "brief-weg",
    "brief-naar-huis",
    "brief-proefmail",
):
    voorbeelden.voeg_toe(f"instellingen:{_naam}", Voorbeeld(eigen=lambda streek, wie: {"code": "toegang.uitnodiging"}))
voorbeelden.voeg_toe(
    "instellingen:brief-proef", Voorbeeld(eigen=lambda streek, wie: {"code": "documenten.proefbrief", "vorm": "docx"})
)
voorbeelden.voeg_toe(
    "instellingen:brief-intrekken",
    Voorbeeld(
        eigen=lambda streek, wie: {"pk": maak_brief(wie.organisatie).pk},
        vreemd=lambda streek, wie: {"pk": maak_brief(streek.ander_swv).pk},
    ),
)
