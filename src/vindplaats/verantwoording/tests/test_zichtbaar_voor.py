"""Who reads which report (VER-01, D2): a draft belongs to its maker; after handing in the neighbours read it."""

from typing import Any

import pytest

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.fouten import ZonderPersoon as Zonder
from vindplaats.toegang.tests.fabriek import maak_wie
from vindplaats.verantwoording.models import GEDEELD, Rapport
from vindplaats.verantwoording.queries import rapport_voor, statusoverzicht

from .conftest import MaakRapport

pytestmark = pytest.mark.regel("VER-01")
STANDEN = ("open", "concept", *GEDEELD)


def _leest(rol: str, organisatie: str, rapport: Rapport) -> bool:
    return Rapport.objects.zichtbaar_voor(maak_wie(rol, organisatie)).filter(pk=rapport.pk).exists()


@pytest.mark.parametrize("stand", STANDEN)
def test_wie_leest_wanneer(streek: Any, maak_rapport: MaakRapport, stand: str) -> None:
    rapport = maak_rapport("99001", stand=stand)
    gedeeld, openbaar = stand in GEDEELD, stand == "gepubliceerd"
    assert _leest("bestuurder", streek.bestuur, rapport)
    assert _leest("bestuursadviseur", streek.bestuur, rapport)
    assert _leest("bestuurder", streek.buurbestuur, rapport) == gedeeld
    assert _leest("directeur_swv", streek.swv, rapport) == gedeeld
    assert _leest("opr", streek.swv, rapport) == openbaar
    assert _leest("gemeente", streek.gemeente, rapport) is False
    assert not _leest("bestuurder", streek.ander_bestuur, rapport)
    assert not _leest("directeur_swv", streek.ander_swv, rapport)
    assert not _leest("functioneel_beheerder", streek.swv, rapport)
    assert not _leest("ouder", streek.school, rapport)


def test_vreemde_krijgt_niet_gevonden(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport("99001", stand="concept")
    with pytest.raises(NietGevonden):
        rapport_voor(maak_wie("directeur_swv", streek.swv), rapport.pk)


def test_overzicht_noemt_de_stand_maar_geeft_geen_toegang(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="concept")
    maak_rapport("99002", stand="ingediend")
    rijen = statusoverzicht(maak_wie("directeur_swv", streek.swv), 2023)
    assert [(r.bestuur_nummer, r.stand, r.te_openen) for r in rijen] == [
        ("99001", "concept", False),
        ("99002", "ingediend", True),
    ]
    assert statusoverzicht(maak_wie("directeur_swv", streek.ander_swv), 2023) == []


def test_zonder_persoon_geen_antwoord() -> None:
    with pytest.raises(Zonder):
        Rapport.objects.filter(jaar=2023)
