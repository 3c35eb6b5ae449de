"""Verbs of the inbox: take files in, decide on proposals, take over, pass on, set aside."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from vindplaats.documenten.actions import bestand_bewaren
from vindplaats.documenten.models import Bestand
from vindplaats.documenten.weigering import Geweigerd
from vindplaats.formats.actions import antwoord_bewaren
from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.formats.waarden import INGEVULD, LEEG, ONGELDIG, Gelezen, Invoer, als_invoer, lees_invoer
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import naam_van
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.kern.taken import staat_klaar
from vindplaats.procedures.actions import stap_zetten
from vindplaats.toegang.actions import bericht_sturen
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.queries import mensen_met_rol
from vindplaats.toegang.rolpost import paren
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.actions import rapport_openen
from vindplaats.verantwoording.models import BESTUURSROLLEN, CONCEPT, OPEN, Inboxstuk, Inleesronde, Rapport, Voorstel

from .lezen import besturen_voor, definitie_bij
from .rules import ZEKER
from .tasks import inleesronde_lezen

DUBBEL = "Dit document stond al in de inbox. Er komt geen tweede bij."


@dataclass(frozen=True)
class Ingeleverd:
    """A file as it comes in: name and content (bytes, path or open file)."""

    naam: str
    inhoud: Any


def stukken_innemen(
    *, wie: Wie, bestanden: Iterable[Ingeleverd], eigenaar: str = "", lezen: bool = True
) -> Inleesronde:
    """Put files in the inbox of the own organisation and start reading. A file that is refused at the door stays in the list
    with its sentence; what was acknowledged survives a crash: file first, then the row, then the task (D3). `lezen=False`: the caller reads the round itself.
    """
    eis(wie, "verantwoording.inlezen")
    eigenaar = eigenaar or wie.organisatie
    if not wie.is_taak and eigenaar != wie.organisatie:
        raise GeenRecht("Documenten komen in de inbox van je eigen organisatie.")
    lijst = list(bestanden)
    if not lijst:
        raise OngeldigeInvoer("Kies een of meer bestanden.", {"bestanden": "Kies een of meer bestanden."})
    ronde = Inleesronde.objects.create(eigenaar=eigenaar, door_id=wie.gebruiker_id)
    for ingeleverd in lijst:
        _neem_in(wie, ronde, ingeleverd)
    if lezen:
        transaction.on_commit(lambda: inleesronde_lezen.enqueue(ronde=str(ronde.pk)))
    return ronde


def _neem_in(wie: Wie, ronde: Inleesronde, ingeleverd: Ingeleverd) -> None:
    naam = ingeleverd.naam[-160:] or "document"
    try:
        bestand = bestand_bewaren(
            wie=wie, inhoud=ingeleverd.inhoud, naam=ingeleverd.naam, eigenaar=ronde.eigenaar, kamer="verantwoording",
            toegestaan=("docx", "pdf", "txt", "md"),
        )  # fmt: skip
    except Geweigerd as fout:
        Inboxstuk.objects.create(
            ronde=ronde, eigenaar=ronde.eigenaar, naam=naam, stand=Inboxstuk.GEWEIGERD, zin=fout.zin[:400]
        )
        return
    al_binnen = _ligt_al_in_de_inbox(ronde.eigenaar, bestand)
    if al_binnen is not None and al_binnen.stand == Inboxstuk.WACHT:
        _laat_lezen(al_binnen.ronde_id)  # the first time may have broken off before its task was there
    with transaction.atomic():
        stuk = Inboxstuk.objects.create(
            ronde=ronde, eigenaar=ronde.eigenaar, naam=bestand.naam, bestand=bestand,
            stand=Inboxstuk.AFGEVOERD if al_binnen else Inboxstuk.WACHT, zin=DUBBEL if al_binnen else "",
        )  # fmt: skip
        leg_vast(
            wie=wie,
            naam="verantwoording.stuk_ingenomen",
            onderwerp=stuk,
            organisatie=ronde.eigenaar,
            zin=f"Document in de inbox gezet: {bestand.naam}",
        )


def _laat_lezen(ronde: uuid.UUID) -> None:
    """Put the reading of a round on the queue unless it is there already."""
    if not staat_klaar(inleesronde_lezen, ronde=str(ronde)):
        transaction.on_commit(lambda: inleesronde_lezen.enqueue(ronde=str(ronde)))


def _ligt_al_in_de_inbox(eigenaar: str, bestand: Bestand) -> Inboxstuk | None:
    """The same file under the same name still waits here: sent twice, for instance after the connection was lost."""
    open_ = Inboxstuk.objects.voor_taak("inlezen.dubbel").filter(
        eigenaar=eigenaar, naam=bestand.naam, bestand__sha256=bestand.sha256,
        stand__in=[Inboxstuk.WACHT, Inboxstuk.BEZIG, Inboxstuk.GELEZEN],
    )  # fmt: skip
    gevonden: Inboxstuk | None = open_.first()
    return gevonden


def opnieuw_lezen(*, wie: Wie, stuk: Inboxstuk) -> None:
    """Read a refused or stuck file again."""
    _eis_eigen(wie, stuk)
    if stuk.bestand_id is None or stuk.stand not in {Inboxstuk.GEWEIGERD, Inboxstuk.WACHT, Inboxstuk.BEZIG}:
        raise VerkeerdeStand("Dit document kan niet opnieuw gelezen worden. Lever het bestand opnieuw in.")
    with transaction.atomic():
        stuk.stand, stuk.poging, stuk.zin = Inboxstuk.WACHT, 0, ""
        stuk.save(update_fields=["stand", "poging", "zin"])
        transaction.on_commit(lambda: inleesronde_lezen.enqueue(ronde=str(stuk.ronde_id)))


def _eis_eigen(wie: Wie, stuk: Inboxstuk) -> None:
    eis(wie, "verantwoording.inlezen")
    if not wie.is_taak and stuk.eigenaar != wie.organisatie:
        raise NietGevonden


def herkomst_kiezen(*, wie: Wie, stuk: Inboxstuk, bestuur: str, jaar: int | None) -> None:
    """Say of which board and school year a document is; never guessed from the file name (report-format trap 1)."""
    _eis_eigen(wie, stuk)
    keuzes = {b.nummer: b for b in besturen_voor(stuk.eigenaar)}
    if bestuur and bestuur not in keuzes:
        raise OngeldigeInvoer("Kies een bestuur uit de lijst.", {"bestuur": "Kies een bestuur uit de lijst."})
    stuk.bestuur, stuk.jaar = keuzes.get(bestuur), jaar
    with transaction.atomic():
        stuk.save(update_fields=["bestuur", "jaar"])
        if stuk.bestuur:
            _vul_kop(wie, stuk, "bestuur", stuk.bestuur.naam)
        if stuk.jaar:
            _vul_kop(wie, stuk, "schooljaar", str(Schooljaar(stuk.jaar)))


def _vul_kop(wie: Wie, stuk: Inboxstuk, vraag: str, waarde: str) -> None:
    """What a person chose as origin is the answer in the head of the form, when the document did not say it."""
    Voorstel.objects.voor_taak("inlezen.herkomst").filter(stuk=stuk, vraag=vraag, stand=LEEG).update(
        stand=INGEVULD, waarde=waarde, zekerheid=1.0, waarom="Gekozen bij de herkomst.", besluit=Voorstel.VERBETERD,
        door_id=wie.gebruiker_id, op=nu(),
    )  # fmt: skip


def voorstel_beslissen(
    *, wie: Wie, stuk: Inboxstuk, vraag: str, besluit: str, invoer: Invoer | None = None,
    passage: tuple[int, int] | None = None, nummer: int | None = None,
) -> tuple[Voorstel, dict[str, str]]:  # fmt: skip
    """Decide on one proposal: good as it is, corrected (typed, or another passage of the text), or skip it.

    Returns the proposal and the sentences for what could not be read. `nummer` is the version on screen: when a colleague
    decided in between, VerkeerdeStand tells so and nothing changes.
    """
    _eis_eigen(wie, stuk)
    if stuk.stand != Inboxstuk.GELEZEN:
        raise VerkeerdeStand("Dit document is al overgenomen of weggelegd.")
    with transaction.atomic():
        voorstel = Voorstel.objects.voor_taak("inlezen").select_for_update().filter(stuk=stuk, vraag=vraag).first()
        if voorstel is None:
            raise NietGevonden("Deze vraag hoort niet bij dit document.")
        if nummer is not None and nummer != voorstel.nummer:
            raise VerkeerdeStand("Een collega koos hier net iets anders. Ververs de pagina om het te zien.")
        fouten = _pas_toe(stuk, voorstel, besluit, invoer, passage)
        if not fouten:
            voorstel.door_id, voorstel.op, voorstel.nummer = wie.gebruiker_id, nu(), voorstel.nummer + 1
            voorstel.save()
    return voorstel, fouten


def _pas_toe(
    stuk: Inboxstuk, voorstel: Voorstel, besluit: str, invoer: Invoer | None, passage: tuple[int, int] | None
) -> dict[str, str]:
    if besluit == Voorstel.GOED and invoer and passage is None and _anders(stuk, voorstel, invoer):
        besluit = Voorstel.VERBETERD  # somebody typed first and then said that it is good
    if besluit in {Voorstel.GOED, Voorstel.OVERSLAAN, Voorstel.OPEN}:
        voorstel.besluit = besluit
        return {}
    if besluit != Voorstel.VERBETERD:
        raise OngeldigeInvoer("Kies goed, verbeteren of overslaan.")
    vraag = definitie_bij(stuk).vraag(voorstel.vraag)
    if passage is not None:
        begin, eind = max(0, passage[0]), min(len(stuk.tekst), passage[1])
        if eind <= begin:
            raise OngeldigeInvoer("Selecteer eerst een stuk tekst in het document.")
        invoer = {"": " ".join(stuk.tekst[begin:eind].split()) if vraag.soort != "tekst" else stuk.tekst[begin:eind]}
        voorstel.passages = [[begin, eind]]
    gelezen = lees_invoer(vraag, invoer or {})
    if gelezen.stand == ONGELDIG:
        return gelezen.fouten
    voorstel.stand, voorstel.waarde, voorstel.besluit = gelezen.stand, gelezen.waarde, Voorstel.VERBETERD
    voorstel.waarom, voorstel.zekerheid = "Door een mens gekozen.", 1.0
    return {}


def _anders(stuk: Inboxstuk, voorstel: Voorstel, invoer: Invoer) -> bool:
    """Is what stands in the fields something else than what was proposed."""
    vraag = definitie_bij(stuk).vraag(voorstel.vraag)
    gelezen, was = lees_invoer(vraag, invoer), lees_invoer(vraag, als_invoer(vraag, voorstel.stand, voorstel.waarde))
    return (gelezen.stand, gelezen.waarde) != (was.stand, was.waarde)


def nog_na_te_kijken(voorstellen: Iterable[Voorstel]) -> list[Voorstel]:
    """Doubtful proposals nobody has decided on: these come first, and taking over waits for them."""
    return [v for v in voorstellen if v.besluit == Voorstel.OPEN and v.zekerheid < ZEKER]


def overnemen(*, wie: Wie, stuk: Inboxstuk) -> Rapport:
    """Make the checked proposals the board's answers. A board takes over into its own concept; an SWV registers what a
    board handed in as a document, only when that board has not started itself.
    """
    _eis_eigen(wie, stuk)
    with transaction.atomic():
        stuk = Inboxstuk.objects.voor_taak("inlezen.overnemen").select_for_update().get(pk=stuk.pk)
        voorstellen = list(Voorstel.objects.voor_taak("inlezen.overnemen").filter(stuk=stuk))
        _eis_overneembaar(stuk, voorstellen)
        assert stuk.bestuur is not None  # noqa: S101 - checked above
        assert stuk.jaar is not None  # noqa: S101 - checked above
        rapport = rapport_openen(wie=wie, bestuur=stuk.bestuur, jaar=Schooljaar(stuk.jaar))
        _eis_rapport(wie, rapport)
        _schrijf_antwoorden(wie, stuk, rapport, voorstellen)
        _zet_stand(wie, stuk, rapport)
        stuk.stand, stuk.rapport = Inboxstuk.OVERGENOMEN, rapport
        stuk.save(update_fields=["stand", "rapport"])
        leg_vast(
            wie=wie,
            naam="verantwoording.stuk_overgenomen",
            onderwerp=rapport,
            organisatie=rapport.bestuur.sleutel,
            zin=f"Overgenomen uit het document {stuk.naam}",
            details={"stuk": str(stuk.pk)},
        )
    return rapport


def _eis_overneembaar(stuk: Inboxstuk, voorstellen: list[Voorstel]) -> None:
    if stuk.stand != Inboxstuk.GELEZEN:
        raise VerkeerdeStand("Dit document is al overgenomen, of nog niet gelezen.")
    if stuk.bestuur is None or stuk.jaar is None:
        raise OngeldigeInvoer("Kies eerst van welk bestuur en welk schooljaar dit document is.")
    twijfel = nog_na_te_kijken(voorstellen)
    if twijfel:
        aantal = "1 twijfelachtig antwoord" if len(twijfel) == 1 else f"{len(twijfel)} twijfelachtige antwoorden"
        raise OngeldigeInvoer(f"Kijk eerst nog {aantal} na. Met 'Volgende twijfel' ga je er langs.")


def _eis_rapport(wie: Wie, rapport: Rapport) -> None:
    if wie.soort == "bestuur" and rapport.stand in {OPEN, CONCEPT}:
        return
    if rapport.stand == OPEN:
        return
    if wie.soort == "bestuur":
        raise VerkeerdeStand(
            "Jullie verantwoording over dit schooljaar is al ingediend. Trek haar in of vraag om heropenen."
        )
    raise VerkeerdeStand(
        f"{rapport.bestuur.naam} is zelf al begonnen aan dit schooljaar. Stuur het document door naar het bestuur."
    )


def _schrijf_antwoorden(wie: Wie, stuk: Inboxstuk, rapport: Rapport, voorstellen: list[Voorstel]) -> None:
    vragen = definitie_van(rapport.invulling).vragen
    for voorstel in voorstellen:
        if voorstel.besluit == Voorstel.OVERSLAAN or voorstel.stand == LEEG or voorstel.vraag not in vragen:
            continue
        antwoord_bewaren(
            wie=wie,
            invulling=rapport.invulling,
            vraag=voorstel.vraag,
            gelezen=Gelezen(voorstel.stand, voorstel.waarde),
            gezien=None,
            herkomst="inlezen",
            bron={"stuk": str(stuk.pk), "passages": voorstel.passages, "zekerheid": voorstel.zekerheid},
        )
    if "bestuur" not in stukken(rapport.invulling):
        gelezen = Gelezen(INGEVULD, rapport.bestuur.naam)
        antwoord_bewaren(
            wie=wie, invulling=rapport.invulling, vraag="bestuur", gelezen=gelezen, gezien=0, herkomst="inlezen"
        )


def _zet_stand(wie: Wie, stuk: Inboxstuk, rapport: Rapport) -> None:
    if wie.soort == "bestuur" or wie.is_taak:
        if rapport.stand == OPEN:
            stap_zetten(wie=wie, zaak=rapport.zaak, verb="beginnen", onderwerp_obj=rapport)
        return
    reden = f"Ontvangen als document: {stuk.naam}"
    stap_zetten(wie=wie, zaak=rapport.zaak, verb="registreren", reden=reden, onderwerp_obj=rapport)


def doorsturen(*, wie: Wie, stuk: Inboxstuk) -> None:
    """Pass a document on to the inbox of the board it is of; it checks and takes over itself."""
    _eis_eigen(wie, stuk)
    if stuk.bestuur is None:
        raise OngeldigeInvoer("Kies eerst van welk bestuur dit document is.")
    if stuk.stand not in {Inboxstuk.GELEZEN, Inboxstuk.GEWEIGERD} or not stuk.eigenaar.startswith("swv:"):
        raise VerkeerdeStand("Dit document kan nu niet doorgestuurd worden.")
    with transaction.atomic():
        oud, stuk.eigenaar = stuk.eigenaar, stuk.bestuur.sleutel
        stuk.save(update_fields=["eigenaar"])
        if stuk.bestand:
            stuk.bestand.eigenaar = stuk.eigenaar
            stuk.bestand.save(update_fields=["eigenaar"])
        leg_vast(
            wie=wie,
            naam="verantwoording.stuk_doorgestuurd",
            onderwerp=stuk,
            organisatie=oud,
            soort="delen",
            zin=f"Document doorgestuurd naar {naam_van(stuk.eigenaar)}",
        )
        bericht_sturen(
            wie=wie,
            naar=mensen_met_rol(BESTUURSROLLEN, [stuk.eigenaar]),
            voor=paren(BESTUURSROLLEN, [stuk.eigenaar]),
            tekst="Er staat een document voor jullie in de inbox. Kijk na wat er gelezen is.",
            url=reverse("verantwoording:nakijken", args=[stuk.pk]),
            sleutel=f"verantwoording.doorgestuurd:{stuk.pk}",
        )


def wegleggen(*, wie: Wie, stuk: Inboxstuk, terug: bool = False) -> None:
    """Set a document aside, or bring it back (undo)."""
    _eis_eigen(wie, stuk)
    if stuk.stand == Inboxstuk.OVERGENOMEN:
        raise VerkeerdeStand("Dit document is overgenomen en blijft bij de verantwoording staan.")
    if terug:
        stuk.stand = Inboxstuk.GELEZEN if stuk.tekst else Inboxstuk.GEWEIGERD
    else:
        stuk.stand = Inboxstuk.AFGEVOERD
    with transaction.atomic():
        stuk.save(update_fields=["stand"])
        zin = "Document teruggezet in de inbox" if terug else "Document weggelegd"
        leg_vast(wie=wie, naam="verantwoording.stuk_weggelegd", onderwerp=stuk, organisatie=stuk.eigenaar, zin=zin)
