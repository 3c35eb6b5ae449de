"""Verbs of the collective account: make, write a conclusion, share, publish; and the log of downloads (VER-17)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from vindplaats.kern.brieven import opgesteld
from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import organisatie_bereik, rechten
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Regio, Swv
from vindplaats.toegang.actions import bericht_sturen
from vindplaats.toegang.log import gelezen, leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.queries import mensen_met_rol
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.briefsoorten import PUBLICATIEBERICHT
from vindplaats.verantwoording.models import GEDEELD, Bundel, Conclusie, Conclusieversie, Rapport

from .queries import naam_van_bundel, swvs_van

LANGSTE = 20_000
GEPUBLICEERD_ZIN = "De gezamenlijke verantwoording is gepubliceerd en kan niet meer worden gewijzigd."


def uitvoer_vastleggen(*, wie: Wie, onderwerp: Any, naam: str, zin: str, organisatie: str = "") -> None:
    """Write that somebody took a file with content along (AVG-09)."""
    gelezen(wie=wie, naam=naam, onderwerp=onderwerp, zin=zin, organisatie=organisatie)


def bundel_maken(*, wie: Wie, jaar: Schooljaar, swv: Swv | None = None, regio: Regio | None = None) -> Bundel:
    """The collective account of an SWV, or of the SWVs of a region together, over a year; the existing one when there is.

    Raises GeenRecht for another SWV and OngeldigeInvoer when nobody gave account over that year.
    """
    eis(wie, "verantwoording.bundel_schrijven")
    if (swv is None) == (regio is None):
        raise OngeldigeInvoer("Kies één samenwerkingsverband, of de verbanden van de regio samen.")
    codes = [swv.code] if swv else [s.code for s in regio.swvs.all()] if regio else []
    if not wie.is_taak and not wie.swv_codes & set(codes):
        raise GeenRecht("Je kunt alleen voor je eigen samenwerkingsverband een gezamenlijke verantwoording maken.")
    if not Rapport.objects.voor_taak("verantwoording.bundel_maken").filter(jaar=jaar.begin, swvs__in=codes).exists():
        raise OngeldigeInvoer(
            f"Over schooljaar {jaar} staat nog geen verantwoording klaar. Zet eerst dat schooljaar klaar."
        )
    with transaction.atomic():
        bundel: Bundel
        bundel, nieuw = Bundel.objects.voor_taak("verantwoording.bundel_maken").get_or_create(
            swv=swv, regio=regio, jaar=jaar.begin
        )
        if nieuw:
            _leg_vast(wie, bundel, "bundel_gemaakt", f"Gezamenlijke verantwoording {jaar} begonnen")
    return bundel


@dataclass(frozen=True)
class Bewaard:
    """What came of saving: the conclusion as it stands, and the text that collided with it (empty: none)."""

    conclusie: Conclusie
    botsing: str | None = None


def conclusie_bewaren(*, wie: Wie, bundel: Bundel, deel: str, tekst: str, gezien: int) -> Bewaard:
    """Save the SWV's words at one part. `gezien` is the number on the screen; when somebody else saved in between, nothing is
    overwritten: the second text is kept as a version and handed back. Raises VerkeerdeStand after publishing.
    """
    eis(wie, "verantwoording.bundel_schrijven", bundel)
    tekst = tekst.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(tekst) > LANGSTE:
        raise OngeldigeInvoer(f"Deze tekst is langer dan {LANGSTE} tekens. Kort hem in.")
    with transaction.atomic():
        vast = Bundel.objects.voor_taak("verantwoording.conclusie_bewaren").select_for_update().get(pk=bundel.pk)
        if vast.gepubliceerd_op:
            raise VerkeerdeStand(GEPUBLICEERD_ZIN)
        rijen = Conclusie.objects.voor_taak("verantwoording.conclusie_bewaren").select_for_update()
        rij: Conclusie | None = rijen.filter(bundel=bundel, deel=deel).first()
        if rij is None:
            rij = rijen.create(bundel=bundel, deel=deel, tekst=tekst, nummer=1, door_id=wie.gebruiker_id, op=nu())
        elif rij.tekst == tekst:
            return Bewaard(rij)
        elif rij.nummer != gezien:
            _versie(rij, gezien, tekst, wie, botsing=True)
            return Bewaard(rij, tekst)
        else:
            _versie(rij, rij.nummer, rij.tekst, wie)
            rij.tekst, rij.nummer, rij.door_id, rij.op = tekst, rij.nummer + 1, wie.gebruiker_id, nu()
            rij.save(update_fields=["tekst", "nummer", "door", "op"])
        _leg_vast(wie, bundel, "conclusie_bewaard", "Conclusie gewijzigd", details={"deel": deel, "nummer": rij.nummer})
    return Bewaard(rij)


def _versie(rij: Conclusie, nummer: int, tekst: str, wie: Wie, *, botsing: bool = False) -> None:
    """Keep a text beside the present one: the one before it, or the one that came second."""
    door = wie.gebruiker_id if botsing else rij.door_id
    op = nu() if botsing else rij.op
    Conclusieversie.objects.voor_taak("verantwoording.conclusie_bewaren").create(
        conclusie=rij, nummer=nummer, tekst=tekst, botsing=botsing, door_id=door, op=op
    )


def bundel_delen(*, wie: Wie, bundel: Bundel) -> Bundel:
    """Let the boards read the draft. VerkeerdeStand when it is shared already or when nobody handed in."""
    eis(wie, "verantwoording.bundel_schrijven", bundel)
    _eis_inhoud(bundel)
    return _zet_moment(
        wie,
        bundel,
        "gedeeld_op",
        "bundel_gedeeld",
        "gedeeld met de besturen",
        "Deze verantwoording is al gedeeld met de besturen.",
    )


def bundel_publiceren(*, wie: Wie, bundel: Bundel) -> Bundel:
    """Let everyone who is invited read it. First shared, then published; after that the conclusions are fixed."""
    eis(wie, "verantwoording.bundel_publiceren", bundel)
    if not bundel.gedeeld_op:
        raise VerkeerdeStand(
            "Deel de gezamenlijke verantwoording eerst met de besturen; daarna kun je haar publiceren."
        )
    with transaction.atomic():
        vast = _zet_moment(
            wie,
            bundel,
            "gepubliceerd_op",
            "bundel_gepubliceerd",
            "gepubliceerd",
            "Deze verantwoording is al gepubliceerd.",
        )
        _bericht(wie, vast)
    return vast


def _bericht(wie: Wie, bundel: Bundel) -> None:
    """Tell everyone who may read it, in the words of the SWV. It names nobody."""
    swvs = swvs_van(bundel)
    rollen = rechten["verantwoording.bundel_lezen"].rollen
    plekken = {swv.sleutel for swv in swvs} | {s for swv in swvs for s in organisatie_bereik["swv"](swv.sleutel).alles}
    naar = [m for m in mensen_met_rol(rollen, plekken) if m.pk != wie.gebruiker_id]
    velden = {"schooljaar": str(bundel.schooljaar), "van_wie": naam_van_bundel(bundel)}
    klaar = opgesteld(PUBLICATIEBERICHT.code, swvs[0].sleutel if len(swvs) == 1 else "", velden, vandaag())
    bericht_sturen(
        wie=wie,
        naar=naar,
        tekst=klaar.tekst[:300],
        url=reverse("verantwoording:gezamenlijk-een", args=[bundel.pk]),
        sleutel=f"verantwoording.bundel_gepubliceerd:{bundel.pk}",
    )


def _eis_inhoud(bundel: Bundel) -> None:
    codes = [bundel.swv_id] if bundel.swv_id else [s.code for s in bundel.regio.swvs.all()]  # type: ignore[union-attr]
    rijen = Rapport.objects.voor_taak("verantwoording.bundel_delen")
    if not rijen.filter(jaar=bundel.jaar, swvs__in=codes, zaak__stand__in=GEDEELD).exists():
        raise VerkeerdeStand(
            "Er is nog geen verantwoording ingediend. Delen kan zodra het eerste bestuur heeft ingediend."
        )


def _zet_moment(wie: Wie, bundel: Bundel, veld: str, naam: str, wat: str, al: str) -> Bundel:
    """Write the moment once: of two people at the same time the second gets a sentence."""
    with transaction.atomic():
        rijen = Bundel.objects.voor_taak("verantwoording.bundel_delen").filter(
            pk=bundel.pk, **{f"{veld}__isnull": True}
        )
        if not rijen.update(**{veld: nu()}):
            raise VerkeerdeStand(al)
        bundel.refresh_from_db()
        _leg_vast(wie, bundel, naam, f"Gezamenlijke verantwoording {wat}")
    return bundel


def _leg_vast(wie: Wie, bundel: Bundel, naam: str, zin: str, details: dict[str, Any] | None = None) -> None:
    eigenaar = f"swv:{bundel.swv_id}" if bundel.swv_id else ""
    leg_vast(wie=wie, naam=f"verantwoording.{naam}", onderwerp=bundel, organisatie=eigenaar, zin=zin, details=details)
