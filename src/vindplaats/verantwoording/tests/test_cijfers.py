"""Figures of the account: money counted from reports, and figures that are shared and taken back along with the report."""

from decimal import Decimal
from typing import Any

import pytest

from vindplaats.indicatoren import queries
from vindplaats.indicatoren.actions import Feit, koppelen, voorstellen
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.procedures.actions import stap_zetten
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.cijfers import bron_url, bron_van

pytestmark = pytest.mark.django_db


@pytest.mark.regel("VER-07", "VER-16", "VER-17")
def test_geld_komt_uit_de_ingediende_verantwoordingen(maak_rapport: Any, maak_wie: Any) -> None:
    maak_rapport("99001", stand="ingediend")
    maak_rapport("99002", stand="concept")
    directeur = maak_wie("directeur_swv")
    (ontvangen,) = queries.reeks_swv(directeur, "ontvangen", ["PO9901"])
    (besteed,) = queries.reeks_swv(directeur, "besteed", ["PO9901"])
    assert (ontvangen.tekst, ontvangen.n, ontvangen.van) == ("€\u00a010.000", 1, 2)
    assert besteed.tekst == "€\u00a09.925"


@pytest.mark.regel("VER-01", "VER-13")
def test_bevestigde_cijfers_gaan_met_het_rapport_mee_en_weer_terug(
    maak_rapport: Any, maak_wie: Any, streek: Any
) -> None:
    rapport = maak_rapport("99001", stand="concept")
    bestuurder, buur, directeur = (
        maak_wie("bestuurder"),
        maak_wie("bestuurder", streek.buurbestuur),
        maak_wie("directeur_swv"),
    )
    (rij,) = voorstellen(
        wie=Wie.taak("lezer"), organisatie=streek.bestuur, schooljaar=Schooljaar(2023), bron="Verantwoording 2023-2024",
        bron_sleutel=bron_van(rapport), feiten=[Feit(Decimal("1.6"), "%", "doublures", zin="Doublures: 1,6%.")],
    )  # fmt: skip
    koppelen(wie=bestuurder, meetwaarde=rij)

    def ziet(wie: Any) -> bool:
        return bool(Meetwaarde.objects.zichtbaar_voor(wie).filter(pk=rij.pk).exists())

    assert (ziet(bestuurder), ziet(buur), bron_url(buur, rij.bron_sleutel)) == (True, False, "")
    stap_zetten(wie=bestuurder, zaak=rapport.zaak, verb="indienen")
    assert ziet(buur)
    assert str(rapport.pk) in bron_url(buur, rij.bron_sleutel)
    assert not ziet(maak_wie("opr"))
    stap_zetten(wie=directeur, zaak=rapport.zaak, verb="heropenen", reden="Bedrag klopt niet")
    assert not ziet(buur)
