"""Examples of the urls of toegang for the permission test."""

from typing import Any

from vindplaats.kern.klok import nu
from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.toegang.models import Uitnodiging
from vindplaats.toegang.tests import voorbeelden_mensen  # noqa: F401
from vindplaats.toegang.tests.fabriek import maak_toekenning


def _toekenning(organisatie: str) -> Any:
    return maak_toekenning("bestuurder", organisatie)


def _uitnodiging(organisatie: str) -> dict[str, Any]:
    rij, _ = Uitnodiging.objects.get_or_create(
        organisatie=organisatie,
        defaults={
            "email": "x@voorbeeld.test",
            "naam": "X",
            "rol": "bestuurder",
            "token_hash": organisatie,
            "verloopt": nu(),
        },
    )
    return {"uitnodiging": rij.pk}


for _naam in ("mens", "rol-geven", "factor-wissen"):
    voorbeelden.voeg_toe(
        f"toegang:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"mens": _toekenning(streek.bestuur).gebruiker_id},
            vreemd=lambda streek, wie: {"mens": _toekenning(streek.ander_bestuur).gebruiker_id},
        ),
    )
for _naam in ("rol-wijzigen", "rol-beeindigen"):
    voorbeelden.voeg_toe(
        f"toegang:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"toekenning": _toekenning(streek.bestuur).pk},
            vreemd=lambda streek, wie: {"toekenning": _toekenning(streek.ander_bestuur).pk},
        ),
    )
for _naam in ("uitnodiging-opnieuw", "uitnodiging-intrekken"):
    voorbeelden.voeg_toe(
        f"toegang:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: _uitnodiging(streek.bestuur),
            vreemd=lambda streek, wie: _uitnodiging(streek.ander_bestuur),
        ),
    )
voorbeelden.voeg_toe(
    "toegang:postvak-stuk", Voorbeeld(eigen=lambda streek, wie: None, vreemd=lambda streek, wie: {"naam": "x"})
)
for _naam, _kwargs in (("niet-ik", {"token": "x"}), ("bevestigd", {"nummer": "x"})):
    voorbeelden.voeg_toe(f"toegang:{_naam}", Voorbeeld(eigen=lambda streek, wie, k=_kwargs: k))
