"""Examples of the urls of the people side for the permission test."""

import datetime as dt
import uuid
from typing import Any

from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.toegang.models import (
    Meekijken,
    Overdracht,
    Rechtenregel,
    Rechtenronde,
    Rolpostvak,
    RolToekenning,
    Sessie,
    Vertrek,
    Volmacht,
)
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning


def _kijkt(organisatie: str, aanvrager: uuid.UUID | None = None) -> dict[str, Any]:
    rij = Meekijken.objects.create(
        aanvrager_id=aanvrager or maak_gebruiker().pk, organisatie=organisatie, rol="bestuursadviseur",
        waarom="een knop die niets doet", melding="M-1", uren=1, gevraagd_op=nu(),
    )  # fmt: skip
    return {"meekijken": rij.pk}


def _bak(rol: str, organisatie: str) -> dict[str, Any]:
    return {"postvak": Rolpostvak.objects.get_or_create(rol=rol, organisatie=organisatie)[0].pk}


def _ronde(organisatie: str) -> dict[str, Any]:
    ronde, nieuw = Rechtenronde.objects.get_or_create(
        organisatie=organisatie, afgerond_op=None, defaults={"begonnen_op": nu(), "uiterlijk": vandaag()}
    )
    if nieuw:
        rol = RolToekenning.objects.filter(organisatie=organisatie).first() or maak_toekenning(
            "bestuurder", organisatie
        )
        Rechtenregel.objects.create(ronde=ronde, toekenning=rol, sinds=rol.van)
    return {"ronde": ronde.pk}


def _volmacht(organisatie: str) -> dict[str, Any]:
    rol = maak_toekenning("bestuurder", organisatie)
    dag = vandaag()
    rij = Volmacht.objects.create(
        toekenning=rol, naar=maak_gebruiker(), van=dag, tot=dag + dt.timedelta(days=3), waarom="vakantie"
    )
    return {"volmacht": rij.pk}


def _overdracht() -> dict[str, Any]:
    van, naar = maak_gebruiker(), maak_gebruiker()
    vertrek = Vertrek.objects.create(gebruiker=van, organisatie="bestuur:99003", laatste_dag=vandaag(), op=nu())
    rij = Overdracht.objects.create(
        vertrek=vertrek,
        kamer="toegang",
        sleutel="x",
        soort="x",
        titel="x",
        organisatie="bestuur:99003",
        van=van,
        naar=naar,
    )
    return {"overdracht": rij.pk}


def _sessie() -> dict[str, Any]:
    rij = Sessie.objects.create(gebruiker=maak_gebruiker(), begonnen_op=nu(), laatst_op=nu())
    return {"sessie": rij.pk}


for _naam in ("meekijken-een", "meekijken-stoppen", "meekijken-besluit"):
    voorbeelden.voeg_toe(
        f"toegang:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: _kijkt(wie.organisatie),
            vreemd=lambda streek, wie: _kijkt("bestuur:99003" if wie.soort != "bestuur" else "bestuur:99002"),
        ),
    )
voorbeelden.voeg_toe(
    "toegang:meekijken-beginnen",
    Voorbeeld(
        eigen=lambda streek, wie: _kijkt(wie.organisatie, wie.gebruiker_id),
        vreemd=lambda streek, wie: _kijkt(streek.ander_bestuur),
    ),
)
for _naam in ("rolpostvak", "rolpostvak-oppakken", "rolpostvak-teruggeven", "rolpostvak-klaar"):
    voorbeelden.voeg_toe(
        f"toegang:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: _bak(wie.rol, wie.organisatie),
            vreemd=lambda streek, wie: _bak(wie.rol, "bestuur:99003"),
        ),
    )
for _naam in ("rolpostvak-wijzigen", "rolpostvak-sluiten"):
    voorbeelden.voeg_toe(
        f"toegang:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: _bak("bestuurder", streek.bestuur),
            vreemd=lambda streek, wie: _bak("bestuurder", streek.ander_bestuur),
        ),
    )
for _naam in ("rechtenronde", "rechten-besluit"):
    voorbeelden.voeg_toe(
        f"toegang:{_naam}",
        Voorbeeld(
            eigen=lambda streek, wie: _ronde(streek.bestuur), vreemd=lambda streek, wie: _ronde(streek.ander_bestuur)
        ),
    )
voorbeelden.voeg_toe(
    "toegang:vertrek",
    Voorbeeld(
        eigen=lambda streek, wie: {"mens": maak_toekenning("bestuurder", streek.bestuur).gebruiker_id},
        vreemd=lambda streek, wie: {"mens": maak_toekenning("bestuurder", streek.ander_bestuur).gebruiker_id},
    ),
)
voorbeelden.voeg_toe(
    "toegang:vervanging-stoppen",
    Voorbeeld(eigen=lambda streek, wie: None, vreemd=lambda streek, wie: _volmacht(streek.ander_bestuur)),
)
voorbeelden.voeg_toe(
    "toegang:overdracht-gezien", Voorbeeld(eigen=lambda streek, wie: None, vreemd=lambda streek, wie: _overdracht())
)
voorbeelden.voeg_toe(
    "toegang:sessie-beeindigen", Voorbeeld(eigen=lambda streek, wie: None, vreemd=lambda streek, wie: _sessie())
)
