"""Examples of organisaties for the permission table. Organisations are public facts; only uploads are somebody's."""

import uuid
from typing import Any

from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.toegang.wie import Wie


def _code(sleutel: str) -> str:
    return sleutel.partition(":")[2]


def _inlezing(swv: str) -> dict[str, Any]:
    from vindplaats.organisaties.models import Inlezing

    rij = Inlezing.objects.create(swv_id=swv, bestandsnaam="bo.csv", pad="er-niet.bin", door_naam="proef")
    return {"pk": rij.pk}


def _swv(wie: Wie) -> str:
    return wie.code if wie.soort == "swv" else min(wie.swv_codes)


def _partner(wie: Wie) -> dict[str, Any]:
    from vindplaats.organisaties.models import Partner

    return {"pk": Partner.objects.create(naam="Proefpartner", soort="zorg", swv_id=_swv(wie)).pk}


def _deelname(wie: Wie) -> dict[str, Any]:
    from vindplaats.organisaties.models import Deelname

    return {"pk": Deelname.objects.filter(swv=_swv(wie)).values_list("pk", flat=True)[0]}


def _wijziging(swv: str, streek: Any) -> dict[str, Any]:
    from vindplaats.kern.klok import vandaag
    from vindplaats.organisaties.models import Organisatiewijziging

    rij = Organisatiewijziging.objects.create(
        swv_id=swv, soort="school_over", per=vandaag(), reden="Besluit", door_naam="proef",
        inhoud={"school": _code(streek.school), "bestuur": _code(streek.buurbestuur), "swv": ""},
    )  # fmt: skip
    return {"pk": rij.pk}


def _opgeheven(streek: Any, wie: Wie) -> dict[str, Any]:
    from vindplaats.organisaties.models import School

    School.objects.filter(pk=_code(streek.school)).update(swv_reden="Met de hand")
    return {"code": _code(streek.school)}


for _naam in ("school", "school-wijzigen", "school-verplaatsen", "school-beeindigen"):
    voorbeelden.voeg_toe(
        f"organisaties:{_naam}",
        Voorbeeld(eigen=lambda s, wie: {"code": _code(s.school)}, vreemd=lambda s, wie: {"code": "00XX00"}),
    )
voorbeelden.voeg_toe(
    "organisaties:uitzondering-opheffen", Voorbeeld(eigen=_opgeheven, vreemd=lambda s, wie: {"code": "00XX00"})
)
for _naam in ("bestuur", "bestuur-wijzigen", "bestuur-beeindigen", "deelname-starten"):
    voorbeelden.voeg_toe(
        f"organisaties:{_naam}",
        Voorbeeld(eigen=lambda s, wie: {"nummer": _code(s.bestuur)}, vreemd=lambda s, wie: {"nummer": "00000"}),
    )
for _naam in ("swv", "swv-wijzigen"):
    voorbeelden.voeg_toe(
        f"organisaties:{_naam}",
        Voorbeeld(eigen=lambda s, wie: {"code": _code(s.swv)}, vreemd=lambda s, wie: {"code": "PO0000"}),
    )
voorbeelden.voeg_toe(
    "organisaties:deelname-beeindigen",
    Voorbeeld(eigen=lambda s, wie: _deelname(wie), vreemd=lambda s, wie: {"pk": 999_999}),
)
for _naam in ("partner-wijzigen", "partner-beeindigen"):
    voorbeelden.voeg_toe(
        f"organisaties:{_naam}",
        Voorbeeld(eigen=lambda s, wie: _partner(wie), vreemd=lambda s, wie: {"pk": uuid.uuid4()}),
    )
for _naam in ("inlezing", "inlezing-voortgang", "inlezing-doorvoeren", "inlezing-vervallen"):
    voorbeelden.voeg_toe(
        f"organisaties:{_naam}",
        Voorbeeld(eigen=lambda s, wie: _inlezing(_swv(wie)), vreemd=lambda s, wie: _inlezing(_code(s.ander_swv))),
    )
voorbeelden.voeg_toe(
    "organisaties:wijziging-maken",
    Voorbeeld(eigen=lambda s, wie: {"soort": "school_over"}, vreemd=lambda s, wie: {"soort": "bestaat-niet"}),
)
for _naam in ("wijziging", "wijziging-bevestigen", "wijziging-intrekken", "wijziging-terugdraaien"):
    voorbeelden.voeg_toe(
        f"organisaties:{_naam}",
        Voorbeeld(
            eigen=lambda s, wie: _wijziging(_swv(wie), s), vreemd=lambda s, wie: _wijziging(_code(s.ander_swv), s)
        ),
    )
voorbeelden.voeg_toe(
    "organisaties:scholen-export",
    Voorbeeld(eigen=lambda s, wie: {"soort": "csv"}, vreemd=lambda s, wie: {"soort": "exe"}),
)
