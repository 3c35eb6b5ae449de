"""Verbs of the loader: dry run, carrying through, and the same through the screen (an `Inlezing`)."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.toegang import log
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from .lader.afgeleid import afgeleid, vingerafdruk
from .lader.formaten import VOLGORDE
from .lader.gelezen import Gelezen, NietLeesbaar
from .lader.lezen import MAX_BYTES, lees_bestand
from .lader.schrijven import omvang, schrijf, sluit
from .lader.stand import lees_stand
from .lader.verschil import Keuze, Stand, Verschil, verwerk
from .lader.verslag import als_json
from .models import Inlezing, Swv

Voortgang = Callable[[int, str], None]
Bestanden = Iterable[tuple[str, bytes]]
VASTGELOPEN_NA = dt.timedelta(minutes=10)


def _stil(_aantal: int, _wat: str) -> None:
    return None


@dataclass
class Proef:
    """The outcome of a dry run: differences per file, files that were refused, the stand as it would become."""

    verschillen: list[Verschil]
    stand: Stand
    geweigerd: list[tuple[str, str]] = field(default_factory=list)

    @property
    def vingerafdruk(self) -> str:
        return vingerafdruk(self.verschillen)

    @property
    def leeg(self) -> bool:
        return all(v.leeg and not v.verdwenen for v in self.verschillen)

    @property
    def omvang(self) -> int:
        return omvang(self.verschillen)


def laden_proef(
    *, wie: Wie, bestanden: Bestanden, alleen_swvs: frozenset[str] | None = None, voortgang: Voortgang = _stil
) -> Proef:
    """Read the files and tell what would change; writes nothing.

    Files are taken in the order in which one helps the other (postcodes first). `alleen_swvs` limits the changes to
    schools of those SWVs. Only a job of the house may leave it out.
    """
    eis(wie, "organisaties.laden")
    if alleen_swvs is None and not wie.is_taak:
        alleen_swvs = wie.swv_codes
    gelezen, geweigerd = _lees(bestanden, voortgang)
    stand, keuze = lees_stand(), Keuze(vandaag(), alleen_swvs)
    verschillen = []
    for bestand in gelezen:
        verschillen.append(verwerk(stand, bestand, keuze))
        voortgang(1, f"{bestand.naam} vergeleken")
    if verschillen:
        verschillen.append(afgeleid(stand, keuze))
    return Proef(verschillen, stand, geweigerd)


def _lees(bestanden: Bestanden, voortgang: Voortgang) -> tuple[list[Gelezen], list[tuple[str, str]]]:
    gelezen, geweigerd = [], []
    for naam, inhoud in bestanden:
        try:
            gelezen.append(lees_bestand(inhoud, naam))
        except NietLeesbaar as fout:
            geweigerd.append((naam, str(fout)))
        voortgang(1, f"{naam} gelezen")
    return sorted(gelezen, key=lambda g: VOLGORDE[g.formaat]), geweigerd


@transaction.atomic
def laden_toepassen(
    *, wie: Wie, proef: Proef, sluit_verdwenen: bool = False, voortgang: Voortgang = _stil, organisatie: str = ""
) -> dict[str, int]:
    """Carry a dry run through, in one transaction. Never deletes; end dates only with `sluit_verdwenen`.

    Returns how many rows were written and how many sites were given an end date.
    """
    eis(wie, "organisaties.laden")
    bron = ", ".join(v.bestand for v in proef.verschillen if v.formaat != "afgeleid")[:80]
    schrijf(proef.verschillen, proef.stand, bron, voortgang)
    gesloten = sluit(proef.verschillen) if sluit_verdwenen else 0
    log.leg_vast(
        wie=wie,
        naam="organisaties.geladen",
        onderwerp="organisaties.lader",
        organisatie=organisatie,
        zin=f"Open data ingelezen: {proef.omvang} rijen bijgewerkt, {gesloten} scholen afgesloten.",
        details={"bestanden": bron, "verslag": [als_json(v, hoogstens=50) for v in proef.verschillen]},
    )
    return {"geschreven": proef.omvang, "gesloten": gesloten}


# --- through the screen ----------------------------------------------------------------------------------------------


def _map() -> Path:
    return Path(settings.BESTANDEN) / "inlezingen"


def inlezing_maken(*, wie: Wie, bestandsnaam: str, inhoud: bytes) -> Inlezing:
    """Keep an uploaded file and make its dry run for the own SWV. Raises OngeldigeInvoer when it cannot be read."""
    eis(wie, "organisaties.laden")
    if len(inhoud) > MAX_BYTES:
        raise OngeldigeInvoer("Dit bestand is te groot.", {"bestand": "Kies een bestand van hoogstens 60 MB."})
    swv = Swv.objects.filter(pk=wie.code).first()
    if swv is None:
        raise NietGevonden
    naam = Path(bestandsnaam.replace("\\", "/")).name[:200] or "bestand"
    proef = laden_proef(wie=wie, bestanden=[(naam, inhoud)], alleen_swvs=frozenset({swv.code}))
    if proef.geweigerd:
        raise OngeldigeInvoer(proef.geweigerd[0][1], {"bestand": proef.geweigerd[0][1]})
    return _bewaar_inlezing(wie, swv, naam, inhoud, proef)


@transaction.atomic
def _bewaar_inlezing(wie: Wie, swv: Swv, naam: str, inhoud: bytes, proef: Proef) -> Inlezing:
    pad = f"{uuid.uuid4().hex}.bin"
    _map().mkdir(parents=True, exist_ok=True)
    (_map() / pad).write_bytes(inhoud)
    inlezing = Inlezing.objects.create(
        swv=swv,
        bestandsnaam=naam,
        pad=pad,
        vingerafdruk=proef.vingerafdruk,
        verslag={"bestanden": [als_json(v, hoogstens=500) for v in proef.verschillen]},
        totaal=proef.omvang,
        door_naam=wie.naam,
        door_id=wie.gebruiker_id,
    )
    log.leg_vast(
        wie=wie,
        naam="organisaties.inlezing_gemaakt",
        onderwerp=inlezing,
        organisatie=swv.sleutel,
        zin=f"Bestand {naam} klaargezet om in te lezen.",
    )
    return inlezing


def _opnieuw(inlezing: Inlezing) -> Proef:
    """Dry run again, from the kept file."""
    pad = _map() / inlezing.pad
    if not pad.is_file():
        raise VerkeerdeStand("Het bestand is er niet meer. Kies het opnieuw.")
    taak = Wie.taak("organisaties.inlezing")
    return laden_proef(
        wie=taak, bestanden=[(inlezing.bestandsnaam, pad.read_bytes())], alleen_swvs=frozenset({inlezing.swv_id})
    )


def is_vastgelopen(inlezing: Inlezing) -> bool:
    """Busy for so long that the worker must have stopped; it may be started again."""
    return bool(
        inlezing.stand == Inlezing.BEZIG and inlezing.gestart_op and nu() - inlezing.gestart_op > VASTGELOPEN_NA
    )


@transaction.atomic
def inlezing_doorvoeren(*, wie: Wie, inlezing: Inlezing, sluit_verdwenen: bool = False) -> Inlezing:
    """Start carrying an upload through, as a background job. Raises VerkeerdeStand when it is not waiting for that."""
    from .tasks import voer_inlezing_door

    eis(wie, "organisaties.laden", inlezing)
    vers = Inlezing.objects.select_for_update().get(pk=inlezing.pk)
    if vers.stand not in {Inlezing.PROEF, Inlezing.MISLUKT} and not is_vastgelopen(vers):
        raise VerkeerdeStand(
            f"Dit bestand is al {vers.get_stand_display()}. Kies het opnieuw als je het nog eens wilt."
        )
    vers.stand, vers.gestart_op, vers.sluit_verdwenen, vers.gedaan = Inlezing.BEZIG, nu(), sluit_verdwenen, 0
    vers.uitkomst = ""
    vers.save()
    log.leg_vast(
        wie=wie,
        naam="organisaties.inlezing_doorgevoerd",
        onderwerp=vers,
        organisatie=f"swv:{vers.swv_id}",
        zin=f"Bestand {vers.bestandsnaam} laten doorvoeren.",
    )
    voer_inlezing_door.enqueue(str(vers.pk))
    return vers


@transaction.atomic
def inlezing_vervallen(*, wie: Wie, inlezing: Inlezing) -> None:
    """Drop an upload that will not be carried through; the file goes, the row stays."""
    eis(wie, "organisaties.laden", inlezing)
    vers = Inlezing.objects.select_for_update().get(pk=inlezing.pk)
    if vers.stand not in {Inlezing.PROEF, Inlezing.MISLUKT}:
        raise VerkeerdeStand(f"Dit bestand is al {vers.get_stand_display()}; laten vervallen kan niet meer.")
    vers.stand = Inlezing.VERVALLEN
    vers.save(update_fields=["stand"])
    log.leg_vast(
        wie=wie,
        naam="organisaties.inlezing_vervallen",
        onderwerp=vers,
        organisatie=f"swv:{vers.swv_id}",
        zin=f"Bestand {vers.bestandsnaam} niet doorgevoerd.",
    )
    transaction.on_commit(lambda: (_map() / vers.pad).unlink(missing_ok=True))


def inlezing_uitvoeren(inlezing: Inlezing) -> None:
    """The background job: read and compare again, refuse when the data changed in between, write. May run twice."""
    if inlezing.stand != Inlezing.BEZIG:
        return
    try:
        proef = _opnieuw(inlezing)
        if proef.vingerafdruk != inlezing.vingerafdruk:
            _verouderd(inlezing, proef)
            return
        uitslag = laden_toepassen(
            wie=Wie.taak(f"inlezen voor {inlezing.door_naam}"),
            proef=proef,
            sluit_verdwenen=inlezing.sluit_verdwenen,
            organisatie=f"swv:{inlezing.swv_id}",
        )
    except Exception as fout:
        zin = getattr(fout, "zin", "Het inlezen is onverwacht gestopt; er is niets gewijzigd. Probeer het nog eens.")
        Inlezing.objects.filter(pk=inlezing.pk).update(stand=Inlezing.MISLUKT, uitkomst=zin)
        if not hasattr(fout, "zin"):
            raise
        return
    _klaar(inlezing, uitslag)


def _verouderd(inlezing: Inlezing, proef: Proef) -> None:
    """Back to the dry run, with the differences as they are now."""
    Inlezing.objects.filter(pk=inlezing.pk).update(
        stand=Inlezing.PROEF,
        uitkomst="De gegevens zijn intussen veranderd. Kijk de verschillen opnieuw na.",
        vingerafdruk=proef.vingerafdruk,
        verslag={"bestanden": [als_json(v, hoogstens=500) for v in proef.verschillen]},
        totaal=proef.omvang,
    )


def _klaar(inlezing: Inlezing, uitslag: dict[str, Any]) -> None:
    zin = f"{uitslag['geschreven']} rijen bijgewerkt, {uitslag['gesloten']} scholen afgesloten."
    Inlezing.objects.filter(pk=inlezing.pk).update(
        stand=Inlezing.KLAAR, uitkomst=zin, gedaan=inlezing.totaal, totaal=inlezing.totaal
    )
    (_map() / inlezing.pad).unlink(missing_ok=True)
