"""Examples of documenten for the permission table."""

from typing import Any

from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.toegang.wie import Wie


def _bestand_van(wie: Wie | None) -> dict[str, Any]:
    import uuid

    from vindplaats.documenten.models import Bestand
    from vindplaats.kern.klok import nu

    id_ = uuid.uuid4()
    rij = Bestand.objects.create(
        id=id_,
        eigenaar=wie.organisatie if wie else "swv:PO9902",
        kamer="documenten",
        naam="verslag.txt",
        soort="txt",
        mime="text/plain",
        grootte=5,
        sha256="0" * 64,
        plek=_leg_op_schijf(id_),
        geupload_door_id=wie.gebruiker_id if wie else None,
        geupload_naam="proef",
        gemaakt_op=nu(),
    )
    return {"bestand_id": rij.pk}


def _leg_op_schijf(id_: Any) -> str:
    from vindplaats.documenten import opslag

    plek = opslag.plek_voor(id_, "txt")
    opslag.zet_op_plek(opslag.naar_werkmap(b"hallo", 10), plek)
    return plek


def _logo(streek: Any, wie: Wie) -> dict[str, Any]:
    from vindplaats.documenten.models import Huisstijl

    Huisstijl.objects.update_or_create(organisatie=streek.swv, defaults={"logo": b"<svg/>", "logo_soort": "svg"})
    return {"code": "PO9901"}


voorbeelden.voeg_toe(
    "documenten:bestand",
    Voorbeeld(eigen=lambda streek, wie: _bestand_van(wie), vreemd=lambda streek, wie: _bestand_van(None)),
)
voorbeelden.voeg_toe("documenten:huisstijl-css", Voorbeeld(eigen=lambda streek, wie: {"code": "PO9901"}))
voorbeelden.voeg_toe("documenten:huisstijl-logo", Voorbeeld(eigen=_logo))


def _stijlversie(organisatie: str) -> dict[str, Any]:
    from vindplaats.documenten.models import Huisstijlversie
    from vindplaats.kern.klok import nu

    rij = Huisstijlversie.objects.create(
        organisatie=organisatie, vanaf="2099-01-01", stand="ingetrokken", kleur="#0f5d7e", op=nu()
    )
    return {"pk": rij.pk}


voorbeelden.voeg_toe(
    "documenten:huisstijl-intrekken",
    Voorbeeld(
        eigen=lambda streek, wie: _stijlversie(wie.organisatie),
        vreemd=lambda streek, wie: _stijlversie(streek.ander_swv),
    ),
)
