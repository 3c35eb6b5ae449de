"""Verbs of documenten: keep, attach and erase a file; make a letter or report; change a house style."""

import datetime as dt
import uuid
from collections.abc import Collection
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F

from vindplaats.kern.fouten import OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import opslag, permissions, queries, rules
from .beeld import maak_logo
from .inname import DOCUMENTEN, MIME, Gekeurd, keur
from .models import Bestand, Gegenereerd, Huisstijl, Huisstijlversie, Kenmerkreeks
from .namen import schone_naam
from .stuk import Stuk
from .veilig_uitvoeren import MB, Werkbank

GROOTSTE_EIGEN = 200 * MB


def bestand_bewaren(
    *,
    wie: Wie,
    inhoud: bytes | Path | BinaryIO,
    naam: str,
    eigenaar: str,
    kamer: str,
    onderwerp: str = "",
    toegestaan: Collection[str] = DOCUMENTEN,
    bank: Werkbank | None = None,
) -> Bestand:
    """Take in an upload: look at it, keep it, write it down. The calling room has checked that `wie` may.

    `eigenaar` is the key of the organisation it belongs to, `kamer` the room that says who may see it. A file with the
    same content gets `dubbel_van`. Raises Geweigerd with a sentence; then nothing is kept. When this returns, file and
    row survive a crash.
    """
    grenzen = queries.maten()
    werk = opslag.naar_werkmap(inhoud, grenzen.grootte)
    try:
        gekeurd = keur(werk, naam, toegestaan=toegestaan, maten=grenzen, bank=bank)
        return _leg_neer(wie=wie, werk=werk, gekeurd=gekeurd, eigenaar=eigenaar, kamer=kamer, onderwerp=onderwerp)
    finally:
        werk.unlink(missing_ok=True)


def _leg_neer(*, wie: Wie, werk: Path, gekeurd: Gekeurd, eigenaar: str, kamer: str, onderwerp: str) -> Bestand:
    """First the file on its place, then the row: a crash in between leaves a file without a row, never the reverse."""
    id_ = uuid.uuid4()
    plek = opslag.plek_voor(id_, gekeurd.soort)
    opslag.zet_op_plek(werk, plek)
    with transaction.atomic():
        bestand: Bestand = Bestand.objects.create(
            id=id_,
            eigenaar=eigenaar,
            kamer=kamer,
            onderwerp=onderwerp,
            naam=gekeurd.naam,
            soort=gekeurd.soort,
            mime=gekeurd.mime,
            grootte=gekeurd.grootte,
            sha256=gekeurd.sha256,
            plek=plek,
            bladzijden=gekeurd.bladzijden,
            waarschuwingen=list(gekeurd.waarschuwingen),
            dubbel_van=queries.eerder_ontvangen(eigenaar, gekeurd.sha256),
            geupload_door_id=wie.gebruiker_id,
            geupload_naam=wie.naam,
            gemaakt_op=nu(),
        )
        leg_vast(
            wie=wie,
            naam="documenten.bestand_bewaard",
            onderwerp=onderwerp or bestand,
            organisatie=eigenaar,
            zin=f"Bestand bewaard: {gekeurd.naam}",
            details={"bestand": str(id_), "sha256": gekeurd.sha256},
        )
    return bestand


def bestand_koppelen(*, wie: Wie, bestand: Bestand, onderwerp: str) -> Bestand:
    """Say to which row a file belongs. The calling room has checked that `wie` may."""
    with transaction.atomic():
        bestand.onderwerp = onderwerp
        bestand.save(update_fields=["onderwerp"])
        leg_vast(
            wie=wie,
            naam="documenten.bestand_gekoppeld",
            onderwerp=onderwerp,
            organisatie=bestand.eigenaar,
            zin=f"Bestand gekoppeld: {bestand.naam}",
            details={"bestand": str(bestand.pk)},
        )
    return bestand


def bestand_wissen(*, wie: Wie, bestand: Bestand, waarom: str) -> None:
    """Erase the content of a file for good; the row stays and tells that it was there (AVG-09)."""
    with transaction.atomic():
        bestand.stand = Bestand.GEWIST
        bestand.save(update_fields=["stand"])
        leg_vast(
            wie=wie,
            naam="documenten.bestand_gewist",
            onderwerp=bestand.onderwerp or bestand,
            organisatie=bestand.eigenaar,
            zin="Bestand gewist",
            waarom=waarom,
            details={"bestand": str(bestand.pk)},
        )
        transaction.on_commit(lambda: opslag.wis(bestand.plek))


def wezen_opruimen(*, wie: Wie, ouder_dan: float = 86400) -> int:
    """Remove leftovers of crashes: files older than a day that no row knows. Returns how many."""
    aantal = 0
    for pad in opslag.wezen(lambda plekken: queries.bekende_plekken(plekken), ouder_dan):
        pad.unlink(missing_ok=True)
        aantal += 1
    if aantal:
        leg_vast(
            wie=wie,
            naam="documenten.wezen_opgeruimd",
            onderwerp="documenten",
            zin=f"{aantal} achtergebleven bestanden opgeruimd",
        )
    return aantal


def kenmerk_geven(*, eigenaar: str) -> str:
    """The next kenmerk of an organisation this year: `PO3105-2026-0012`. Never given out twice."""
    jaar = vandaag().year
    with transaction.atomic():
        reeks, _ = Kenmerkreeks.objects.get_or_create(eigenaar=eigenaar, jaar=jaar)
        Kenmerkreeks.objects.filter(pk=reeks.pk).update(laatste=F("laatste") + 1)
        reeks.refresh_from_db()
    return f"{eigenaar.partition(':')[2] or eigenaar}-{jaar}-{reeks.laatste:04d}"


def stuk_bewaren(
    *,
    wie: Wie,
    data: bytes,
    vorm: str,
    stuk: Stuk,
    soort: str,
    eigenaar: str,
    kamer: str,
    onderwerp: str,
    melding: str = "",
) -> Gegenereerd:
    """Keep a made letter or report. `vorm` is pdf, docx or xlsx; `stuk.kenmerk` comes from `kenmerk_geven`.

    The calling room has checked that `wie` may, and made `data` (`pdf.maak_pdf`, `word.maak_docx`).
    """
    from hashlib import sha256

    naam = schone_naam(f"{stuk.titel} {stuk.kenmerk}", vorm)
    gekeurd = Gekeurd(naam, vorm, MIME[vorm], len(data), sha256(data).hexdigest())
    werk = opslag.naar_werkmap(data, GROOTSTE_EIGEN)
    with transaction.atomic():
        bestand = _leg_neer(wie=wie, werk=werk, gekeurd=gekeurd, eigenaar=eigenaar, kamer=kamer, onderwerp=onderwerp)
        rij: Gegenereerd = Gegenereerd.objects.create(
            eigenaar=eigenaar,
            soort=soort,
            titel=stuk.titel[:200],
            kenmerk=stuk.kenmerk,
            onderwerp=onderwerp,
            bestand=bestand,
            melding=melding[:400],
            gemaakt_door_id=wie.gebruiker_id,
            gemaakt_naam=wie.naam,
            gemaakt_op=nu(),
        )
    return rij


def huisstijl_wijzigen(
    *,
    wie: Wie,
    organisatie: str,
    kleur: str,
    adresregel: str = "",
    ondertekenaar: str = "",
    functie: str = "",
    logo: bytes | None = None,
    logo_weg: bool = False,
    vanaf: dt.date | None = None,
) -> Huisstijl:
    """Change the house style of an SWV, today or (`vanaf`) from a later day on. What was before stays in the versions.

    A new logo is drawn anew first; Geweigerd says what is wrong with it. Raises OngeldigeInvoer for a bad colour, a day that has passed
    or a day that has a plan already.
    """
    eis(wie, permissions.HUISSTIJL_WIJZIGEN.code, organisatie)
    dag = vanaf or vandaag()
    try:
        kleur = rules.lees_kleur(kleur)
    except ValueError as fout:
        raise OngeldigeInvoer(str(fout), {"kleur": str(fout)}) from None
    _eis_dag(organisatie, dag)
    nu_rij = queries.huisstijl_rij(organisatie)
    velden: dict[str, Any] = {
        "kleur": kleur,
        "adresregel": adresregel.strip(),
        "ondertekenaar": ondertekenaar.strip(),
        "functie": functie.strip(),
    }
    if logo:
        schoon = maak_logo(logo)
        velden |= {"logo": schoon.data, "logo_soort": schoon.soort}
    elif logo_weg:
        velden |= {"logo": None, "logo_soort": ""}
    else:
        velden |= {"logo": nu_rij.logo, "logo_soort": nu_rij.logo_soort}
    with transaction.atomic():
        later = dag > vandaag()
        stand = Huisstijlversie.GEPLAND if later else Huisstijlversie.INGEGAAN
        Huisstijlversie.objects.create(
            organisatie=organisatie, vanaf=dag, stand=stand, op=nu(), door_id=wie.gebruiker_id, **velden
        )
        if not later:
            return _huisstijl_opslaan(
                wie, organisatie, velden | {"gewijzigd_op": nu(), "gewijzigd_door_id": wie.gebruiker_id}
            )
        leg_vast(
            wie=wie, naam="documenten.huisstijl_gepland", onderwerp=f"documenten.huisstijl:{organisatie}", organisatie=organisatie,
            zin=f"Een andere huisstijl gaat in op {datum_zonder_dag(dag)}",
        )  # fmt: skip
    return nu_rij


def _eis_dag(organisatie: str, dag: dt.date) -> None:
    zin = ""
    if not vandaag() <= dag <= vandaag() + dt.timedelta(days=730):
        zin = "Kies een dag vanaf vandaag, hoogstens twee jaar vooruit."
    elif Huisstijlversie.objects.filter(organisatie=organisatie, vanaf=dag, stand=Huisstijlversie.GEPLAND).exists():
        zin = "Op die dag gaat er al een huisstijl in. Kies een andere dag, of trek die eerst in."
    if zin:
        raise OngeldigeInvoer(zin, {"vanaf": zin})


def huisstijl_intrekken(*, wie: Wie, versie: Huisstijlversie) -> None:
    """Take back a house style that has not begun. Raises VerkeerdeStand for one that holds or held."""
    eis(wie, permissions.HUISSTIJL_WIJZIGEN.code, versie.organisatie)
    with transaction.atomic():
        gelukt = Huisstijlversie.objects.filter(pk=versie.pk, stand=Huisstijlversie.GEPLAND, vanaf__gt=vandaag())
        if not gelukt.update(stand=Huisstijlversie.INGETROKKEN):
            raise VerkeerdeStand("Deze huisstijl geldt al of is al ingetrokken.")
        leg_vast(
            wie=wie, naam="documenten.huisstijl_ingetrokken", onderwerp=f"documenten.huisstijl:{versie.organisatie}",
            organisatie=versie.organisatie, zin=f"De huisstijl vanaf {datum_zonder_dag(versie.vanaf)} is ingetrokken",
        )  # fmt: skip


def huisstijlen_laten_ingaan(*, wie: Wie) -> int:
    """Put in force every planned house style whose day has come; the job of every day, and of who opens the screen first."""
    aantal = 0
    rijen = Huisstijlversie.objects.filter(stand=Huisstijlversie.GEPLAND, vanaf__lte=vandaag())
    for pk in rijen.order_by("vanaf").values_list("pk", flat=True):
        with transaction.atomic():
            if not rijen.filter(pk=pk).update(stand=Huisstijlversie.INGEGAAN):
                continue
            versie = Huisstijlversie.objects.get(pk=pk)
            velden = {
                v: getattr(versie, v) for v in ("kleur", "logo", "logo_soort", "adresregel", "ondertekenaar", "functie")
            }
            _huisstijl_opslaan(
                wie, versie.organisatie, velden | {"gewijzigd_op": nu(), "gewijzigd_door_id": versie.door_id}
            )
            aantal += 1
    return aantal


def _huisstijl_opslaan(wie: Wie, organisatie: str, velden: dict[str, Any]) -> Huisstijl:
    with transaction.atomic():
        rij, nieuw = Huisstijl.objects.get_or_create(organisatie=organisatie, defaults=velden)
        if not nieuw:
            for veld, waarde in velden.items():
                setattr(rij, veld, waarde)
            rij.versie = F("versie") + 1
            rij.save()
            rij.refresh_from_db()
        leg_vast(
            wie=wie,
            naam="documenten.huisstijl_gewijzigd",
            onderwerp=rij,
            organisatie=organisatie,
            zin="De huisstijl is aangepast",
        )
    return rij
