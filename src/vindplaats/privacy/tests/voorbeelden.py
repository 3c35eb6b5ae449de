"""Examples of the urls of privacy for the permission test."""

from typing import Any

from vindplaats.kern.klok import nu
from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.privacy.models import Datalek, Patroon, Registerregel, Toestemming, Verzoek
from vindplaats.toegang.tests.fabriek import maak_toekenning

from .fabriek import maak_datalek


def _datalek(swv: str) -> Any:
    return (Datalek.objects.voor_taak("test").filter(organisatie=swv).first() or maak_datalek(swv)).pk


for _naam in ("datalek", "datalek-wijzigen", "datalek-pdf"):
    voorbeelden.voeg_toe(
        f"privacy:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"pk": _datalek(streek.swv)},
            vreemd=lambda streek, wie: {"pk": _datalek(streek.ander_swv)},
        ),
    )
voorbeelden.voeg_toe(
    "privacy:datalek-stap",
    Voorbeeld(
        eigen=lambda streek, wie: {"pk": _datalek(streek.swv), "verb": "beoordelen"},
        vreemd=lambda streek, wie: {"pk": _datalek(streek.ander_swv), "verb": "beoordelen"},
    ),
)
voorbeelden.voeg_toe(
    "privacy:datalekken-bestand",
    Voorbeeld(eigen=lambda streek, wie: {"soort": "json"}, vreemd=lambda streek, wie: {"soort": "exe"}),
)


def _patroon(swv: str) -> Any:
    nu_ = nu()
    rij, _ = Patroon.objects.voor_taak("test").get_or_create(
        organisatie=swv, sleutel="voorbeeld",
        defaults={"regel": "meekijken", "dag": nu_.date(), "begin": nu_, "eind": nu_, "aantal": 1, "zin": "Meegekeken.", "gevonden_op": nu_},
    )  # fmt: skip
    return rij.pk


voorbeelden.voeg_toe(
    "privacy:patroon",
    Voorbeeld(
        eigen=lambda streek, wie: {"pk": _patroon(streek.swv)},
        vreemd=lambda streek, wie: {"pk": _patroon(streek.ander_swv)},
    ),
)


def _eigen(swv: str) -> str:
    rij, _ = Registerregel.objects.voor_taak("test").get_or_create(
        organisatie=swv,
        soort="verwerking",
        sleutel=f"eigen.{swv}",
        defaults={"naam": "Lijst", "vanaf": nu().date(), "door_naam": "x", "op": nu()},
    )
    return str(rij.sleutel)


def _verzoek(swv: str) -> Any:
    rij, _ = Verzoek.objects.voor_taak("test").get_or_create(
        organisatie=swv, soort="inzage", defaults={"reden": "x", "gemaakt_naam": "x", "gemaakt_op": nu()}
    )
    return rij.pk


for _naam in ("verwerking-wijzigen", "verwerking-beeindigen"):
    voorbeelden.voeg_toe(
        f"privacy:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"sleutel": _eigen(streek.swv)},
            vreemd=lambda streek, wie: {"sleutel": _eigen(streek.ander_swv)},
        ),
    )
voorbeelden.voeg_toe(
    "privacy:register-bestand",
    Voorbeeld(eigen=lambda streek, wie: {"soort": "json"}, vreemd=lambda streek, wie: {"soort": "exe"}),
)
voorbeelden.voeg_toe(
    "privacy:register-notitie",
    Voorbeeld(
        eigen=lambda streek, wie: {"code": "toegang.accounts"}, vreemd=lambda streek, wie: {"code": "bestaat.niet"}
    ),
)
voorbeelden.voeg_toe(
    "privacy:persoon",
    Voorbeeld(
        eigen=lambda streek, wie: {"pk": maak_toekenning("bestuurder", streek.bestuur).gebruiker_id},
        vreemd=lambda streek, wie: {"pk": maak_toekenning("bestuurder", streek.ander_bestuur).gebruiker_id},
    ),
)
for _naam in ("verzoek", "verzoek-bevestigen", "verzoek-intrekken", "verzoek-kiezen"):
    voorbeelden.voeg_toe(
        f"privacy:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"pk": _verzoek(streek.swv)},
            vreemd=lambda streek, wie: {"pk": _verzoek(streek.ander_swv)},
        ),
    )
voorbeelden.voeg_toe(
    "privacy:verzoek-bestand",
    Voorbeeld(eigen=lambda streek, wie: None, vreemd=lambda streek, wie: {"pk": _verzoek(streek.ander_swv)}),
)


def _toestemming(swv: str) -> Any:
    rij, _ = Toestemming.objects.voor_taak("test").get_or_create(
        organisatie=swv, doel="uitwisselen", over="kenmerk:1",
        defaults={"tekst": "Mag het?", "gever": "A. Ouder", "hoedanigheid": "voogd", "gegeven_op": nu().date(), "bewijs": "x", "vastgelegd_op": nu()},
    )  # fmt: skip
    return rij.pk


voorbeelden.voeg_toe(
    "privacy:toestemming-rij",
    Voorbeeld(
        eigen=lambda streek, wie: {"pk": _toestemming(streek.swv)},
        vreemd=lambda streek, wie: {"pk": _toestemming(streek.ander_swv)},
    ),
)
for _naam in ("toestemming-doel", "toestemming-geven"):
    voorbeelden.voeg_toe(
        f"privacy:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: {"code": "uitwisselen"}, vreemd=lambda streek, wie: {"code": "bestaat-niet"}
        ),
    )
