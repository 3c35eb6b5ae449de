"""Examples of procedures for the permission table: a shared draft of the own SWV, one of another, a published one, a term."""

import uuid
from typing import Any

from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.toegang.wie import Wie

CODE = "verantwoording"


def _versie(swv: str, *, publiek: bool = False) -> Any:
    from vindplaats.kern.klok import nu, vandaag
    from vindplaats.procedures.models import Eigenversie
    from vindplaats.procedures.uitschrijven import als_yaml

    rij = Eigenversie(
        procedure=CODE,
        basis=1,
        swv=swv.partition(":")[2],
        nummer=1 + Eigenversie.objects.voor_taak("test").filter(procedure=CODE).count(),
        afwijkingen={}
        if publiek
        else {"stappen": {"publiceren": {"uit": True}}},  # published: other rooms' cases follow it
        gemaakt_door="Proef",
        gewijzigd_door="Proef",
        gemaakt_op=nu(),
        gewijzigd_op=nu(),
        gedeeld_op=nu(),
    )
    if publiek:
        rij.tekst, rij.vanaf, rij.stand = als_yaml(rij.tabel), vandaag(), Eigenversie.GEPUBLICEERD
        rij.vingerafdruk = uuid.uuid4().hex
    rij.save()
    return rij


def _eigen_swv(wie: Wie) -> str:
    return wie.organisatie if wie.soort == "swv" else f"swv:{sorted(wie.swv_codes)[0]}"


def _termijn(wie: Wie, streek: Any) -> dict[str, Any] | None:
    """A term of a case of the region; None for a role that does not see such a case."""
    from vindplaats.procedures.actions import zaak_openen
    from vindplaats.procedures.models import Termijn

    zaak = zaak_openen(
        wie=Wie.taak("test"), procedure=CODE, onderwerp=f"proef:{uuid.uuid4()}", organisatie=streek.bestuur,
        swvs=[streek.swv],
    )  # fmt: skip
    rij = Termijn.objects.zichtbaar_voor(wie).filter(zaak=zaak).first()
    return {"termijn": rij.pk} if rij else None


def _rij(extra: dict[str, Any], *, publiek: bool = False) -> Voorbeeld:
    return Voorbeeld(
        eigen=lambda s, wie: {"versie": _versie(_eigen_swv(wie), publiek=publiek).pk, **extra},
        vreemd=lambda s, wie: {"versie": _versie(s.ander_swv, publiek=publiek).pk, **extra},
    )


for _naam in ("versie", "beeld", "versie-yaml"):
    voorbeelden.voeg_toe(f"procedures:{_naam}", _rij({}, publiek=True))
for _naam in ("toelichting", "delen", "weggooien", "publiceren", "proef", "nalopen"):
    voorbeelden.voeg_toe(f"procedures:{_naam}", _rij({}))
voorbeelden.voeg_toe("procedures:intrekken", _rij({}, publiek=True))
voorbeelden.voeg_toe("procedures:stap", _rij({"sleutel": "bespreken"}))
voorbeelden.voeg_toe("procedures:termijnsoort", _rij({"code": "indienen_voor"}))
for _naam in ("procedure", "maken", "inlezen", "yaml"):
    voorbeelden.voeg_toe(
        f"procedures:{_naam}",
        Voorbeeld(eigen=lambda s, wie: {"code": CODE}, vreemd=lambda s, wie: {"code": "bestaat-niet"}),
    )
voorbeelden.voeg_toe(
    "procedures:termijn",
    Voorbeeld(eigen=lambda s, wie: _termijn(wie, s), vreemd=lambda s, wie: {"termijn": uuid.uuid4()}),
)
