"""Verbs of requests: ask, confirm, carry out, clear up. The log tells what was done in numbers, never what was erased."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.persoonsgegevens import Gegevens
from vindplaats.kern.uitvoerdeel import Kring
from vindplaats.privacy.models import Verzoek, Verzoekdeel, Vindplek
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis, Gebruiker
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import inzage, queries, vinden, wissen, zoeken

WAARDE = dt.timedelta(days=7)
"""how long the zip of an access export stays on disk"""


def inzage_maken(*, wie: Wie, mens: Gebruiker, reden: str) -> Verzoek:
    """Ask for everything about one person as a zip; made in the background. Raises GeenRecht, NietGevonden, OngeldigeInvoer."""
    eis(wie, "privacy.verzoek_maken")
    _eis_reden(reden)
    queries.mens_voor(wie, mens.pk)
    with transaction.atomic():
        verzoek = _maak(wie, Verzoek.INZAGE, reden, persoon=mens, stand=Verzoek.BEZIG)
        _log(wie, verzoek, "privacy.inzage_gevraagd", "Inzagebestand gevraagd.", reden)
        _begin(verzoek)
    return verzoek


def inzage_zoeken(*, wie: Wie, woorden: str, reden: str, mens: Gebruiker | None = None) -> Verzoek:
    """Ask for everything about one person, and first look for names and e-mail addresses (one a line) in every declared text.

    What is found is a proposal: the officer says per place whether it is this person, then the zip is made. Without `mens` it is about
    somebody without an account. Raises GeenRecht, NietGevonden, OngeldigeInvoer (no reason, no or bad words).
    """
    eis(wie, "privacy.verzoek_maken")
    _eis_reden(reden)
    lijst = zoeken.woorden_uit(woorden)
    if not lijst:
        zin = "Schrijf een naam of e-mailadres op waarop we zoeken."
        raise OngeldigeInvoer(zin, {"woorden": zin})
    if mens is not None:
        queries.mens_voor(wie, mens.pk)
    with transaction.atomic():
        verzoek = _maak(wie, Verzoek.INZAGE, reden, persoon=mens, stand=Verzoek.ZOEKT, zoekwoorden=lijst)
        _leg_delen(verzoek, [(code, wissen.Telling()) for code in zoeken.soorten()])
        _log(
            wie,
            verzoek,
            "privacy.inzage_gevraagd",
            f"Inzage gevraagd, met zoeken op {len(lijst)} namen of adressen.",
            reden,
        )
        _begin(verzoek)
    return verzoek


def verzoek_doorzoeken(*, wie: Wie, verzoek: Verzoek) -> Verzoek:
    """Search kind by kind, each in its own transaction: after a kill it goes on where it was. Then it waits for the officer."""
    kring, per_model = zoeken.kring_van(verzoek.organisatie), dict(vinden.aangemeld())
    over = zoeken.MEESTE - Vindplek.objects.voor_taak("privacy.doorzoeken").filter(verzoek=verzoek).count()
    for deel in queries.delen_in_volgorde(verzoek):
        if deel.klaar_op is None and deel.model in per_model:
            over -= _doorzoek(verzoek, deel, per_model[deel.model], kring, max(over, 0))
    with transaction.atomic():
        verzoek.stand = Verzoek.PROEF
        verzoek.save(update_fields=["stand"])
        aantal = queries.vindplekken(verzoek).count()
        _log(
            wie,
            verzoek,
            "privacy.inzage_gezocht",
            f"Gezocht op naam en e-mailadres: {aantal} plekken gevonden.",
            "",
            {"plekken": aantal},
        )
    return verzoek


def _doorzoek(verzoek: Verzoek, deel: Verzoekdeel, gegevens: Gegevens, kring: Kring, over: int) -> int:
    """One kind of row; returns how many proposals were made."""
    gevonden, meer = zoeken.zoek(deel.model, gegevens, kring, verzoek.zoekwoorden, verzoek.persoon)
    kort = gevonden[:over]
    with transaction.atomic():
        Vindplek.objects.bulk_create(
            [Vindplek(verzoek=verzoek, model=deel.model, rij=v.rij, veld=v.veld, op_email=v.op_email) for v in kort],
            ignore_conflicts=True,
        )
        deel.op_naam, deel.meer, deel.klaar_op = len(kort), meer or len(kort) < len(gevonden), nu()
        deel.save(update_fields=["op_naam", "meer", "klaar_op"])
    return len(kort)


def inzage_kiezen(*, wie: Wie, verzoek: Verzoek, erbij: Collection[str]) -> Verzoek:
    """Say which proposals (keys) are about this person; the rest is dropped. Then the zip is made in the background.

    Raises GeenRecht, NietGevonden, VerkeerdeStand.
    """
    eis(wie, "privacy.verzoek_maken")
    with transaction.atomic():
        rij = _op_slot(wie, verzoek)
        if rij.soort != Verzoek.INZAGE or rij.stand != Verzoek.PROEF:
            raise VerkeerdeStand("Hier is al gekozen, of het zoeken loopt nog. Ververs de pagina.")
        plekken = queries.vindplekken(rij)
        goed = [p.pk for p in plekken if str(p.pk) in set(erbij)]
        plekken.exclude(pk__in=goed).update(oordeel=Vindplek.NIET)
        plekken.filter(pk__in=goed).update(oordeel=Vindplek.ERBIJ)
        weg = plekken.count() - len(goed)
        rij.stand = Verzoek.BEZIG
        rij.save(update_fields=["stand"])
        _log(
            wie,
            rij,
            "privacy.inzage_gekozen",
            f"Gekozen uit wat gevonden is: {len(goed)} erbij, {weg} niet.",
            rij.reden,
            {"erbij": len(goed), "niet": weg},
        )
        _begin(rij)
    return rij


def wissen_voorbereiden(*, wie: Wie, mens: Gebruiker, reden: str, op_naam: bool = False) -> Verzoek:
    """The dry run of an erasure: counts per model what will go, be replaced and stay. Nothing is changed.

    Raises GeenRecht, NietGevonden, OngeldigeInvoer (no reason), VerkeerdeStand (roles that still run, roles elsewhere, yourself,
    or a request that already waits).
    """
    eis(wie, "privacy.verzoek_maken")
    _eis_reden(reden)
    queries.mens_voor(wie, mens.pk)
    bezwaar = queries.bezwaar_tegen_wissen(wie, mens)
    if bezwaar:
        raise VerkeerdeStand(bezwaar)
    with transaction.atomic():
        verzoek = _maak(wie, Verzoek.WISSEN, reden, persoon=mens, op_naam=op_naam)
        delen = [(code, wissen.tel(code, g, mens, op_naam=op_naam)) for code, g in vinden.aangemeld()]
        _leg_delen(verzoek, delen)
        _log(wie, verzoek, "privacy.wissen_voorbereid", "Wissen voorbereid: proef gemaakt.", reden)
    return verzoek


def verzoek_bevestigen(*, wie: Wie, verzoek: Verzoek) -> Verzoek:
    """Confirm after the dry run; the work starts in the background and cannot be undone. Raises GeenRecht, VerkeerdeStand."""
    eis(wie, "privacy.verzoek_bevestigen")
    with transaction.atomic():
        rij = _op_slot(wie, verzoek)
        if rij.stand != Verzoek.PROEF or rij.soort == Verzoek.INZAGE:
            raise VerkeerdeStand("Dit is al bevestigd of ingetrokken. Ververs de pagina.")
        if rij.soort == Verzoek.WISSEN and rij.persoon:
            bezwaar = queries.bezwaar_tegen_wissen(wie, rij.persoon, eigen=rij)
            if bezwaar:
                raise VerkeerdeStand(bezwaar)
        rij.stand, rij.bevestigd_door_id, rij.bevestigd_naam, rij.bevestigd_op = (
            Verzoek.BEZIG,
            wie.gebruiker_id,
            wie.naam,
            nu(),
        )
        rij.save(update_fields=["stand", "bevestigd_door", "bevestigd_naam", "bevestigd_op"])
        _log(wie, rij, "privacy.verzoek_bevestigd", f"{rij.get_soort_display().capitalize()} bevestigd.", rij.reden)
        _begin(rij)
    return rij


def verzoek_intrekken(*, wie: Wie, verzoek: Verzoek) -> Verzoek:
    """Take a request back that was not confirmed. Raises GeenRecht, VerkeerdeStand."""
    eis(wie, "privacy.verzoek_maken")
    with transaction.atomic():
        rij = _op_slot(wie, verzoek)
        if rij.stand != Verzoek.PROEF:
            raise VerkeerdeStand("Dit is al bevestigd of ingetrokken. Ververs de pagina.")
        rij.stand = Verzoek.INGETROKKEN
        rij.save(update_fields=["stand"])
        _log(wie, rij, "privacy.verzoek_ingetrokken", "Verzoek ingetrokken.", rij.reden)
    return rij


def verzoek_uitvoeren(*, wie: Wie, verzoek: Verzoek) -> Verzoek:
    """Do the work of a confirmed request, model by model, each in its own transaction: after a kill it goes on where it was."""
    if verzoek.stand == Verzoek.ZOEKT:
        return verzoek_doorzoeken(wie=wie, verzoek=verzoek)
    if verzoek.stand != Verzoek.BEZIG:
        return verzoek
    if verzoek.soort == Verzoek.INZAGE:
        verzoek.plek, verzoek.grootte = inzage.maak(verzoek, verzoek.persoon)
    else:
        per_model = dict(vinden.aangemeld())
        for deel in queries.delen_in_volgorde(verzoek):
            if deel.klaar_op is None and deel.model in per_model:
                _doe_deel(verzoek, deel, per_model[deel.model])
    with transaction.atomic():
        verzoek.stand, verzoek.klaar_op = Verzoek.KLAAR, nu()
        verzoek.save(update_fields=["stand", "klaar_op", "plek", "grootte"])
        zin = queries.uitslag(verzoek)
        _log(wie, verzoek, f"privacy.{verzoek.soort}_uitgevoerd", zin, "", queries.cijfers(verzoek))
    return verzoek


def opschonen_voorstellen(*, wie: Wie) -> int:
    """Per SWV and per retention term with a value: propose to erase what has passed it. A person confirms. Returns how many proposals."""
    gemaakt = 0
    for voorstel in queries.wat_voorbij_is():
        with transaction.atomic():
            verzoek = _maak(
                wie, Verzoek.OPSCHONEN, f"Bewaartermijn voorbij: {voorstel.verwerking}."[:400], organisatie=voorstel.swv, termijn=voorstel.termijn,
                voor=voorstel.voor,
            )  # fmt: skip
            _leg_delen(verzoek, [(code, wissen.Telling(rijen=n, gewist=n)) for code, n in voorstel.delen])
            _log(
                wie,
                verzoek,
                "privacy.opschonen_voorgesteld",
                f"Opschonen voorgesteld: {sum(n for _, n in voorstel.delen)} rijen.",
                "",
            )
        gemaakt += 1
    return gemaakt


def inzage_gedownload(*, wie: Wie, verzoek: Verzoek) -> Gebeurtenis:
    """Write that the zip was taken."""
    eis(wie, "privacy.verzoek_downloaden")
    return leg_vast(
        wie=wie,
        naam="privacy.inzage_gedownload",
        onderwerp=verzoek,
        zin="Inzagebestand gedownload.",
        soort=Gebeurtenis.DELEN,
    )


def inzagebestanden_opruimen(*, wie: Wie) -> int:
    """Remove zips older than a week from disk. Returns how many."""
    oud = Verzoek.objects.voor_taak("privacy.inzage_opruimen").filter(klaar_op__lt=nu() - WAARDE).exclude(plek="")
    aantal = 0
    for verzoek in oud:
        with transaction.atomic():
            inzage.ruim_op(verzoek.plek)
            verzoek.plek = ""
            verzoek.save(update_fields=["plek"])
            _log(wie, verzoek, "privacy.inzage_opgeruimd", "Inzagebestand van de schijf gehaald.", "")
        aantal += 1
    return aantal


def _doe_deel(verzoek: Verzoek, deel: Verzoekdeel, gegevens: Gegevens) -> None:
    with transaction.atomic():
        rij = Verzoekdeel.objects.voor_taak("privacy.verzoek_uitvoeren").select_for_update().get(pk=deel.pk)
        if rij.klaar_op is not None:
            return
        if verzoek.soort == Verzoek.OPSCHONEN:
            weg = queries.op_termijn(rij.model, gegevens, verzoek.organisatie, verzoek.voor or vandaag())
            rij.gewist = rij.rijen = wissen.wis_rijen(rij.model, weg)
        elif verzoek.persoon:
            gedaan = wissen.wis(rij.model, gegevens, verzoek.persoon, op_naam=verzoek.op_naam)
            rij.rijen, rij.gewist, rij.vervangen, rij.gehouden = (
                gedaan.rijen,
                gedaan.gewist,
                gedaan.vervangen,
                gedaan.gehouden,
            )
        rij.klaar_op = nu()
        rij.save()


def _maak(wie: Wie, soort: str, reden: str, *, organisatie: str = "", **meer: object) -> Verzoek:
    verzoek: Verzoek = Verzoek.objects.create(
        organisatie=organisatie or wie.organisatie, soort=soort, reden=reden.strip(), gemaakt_door_id=wie.gebruiker_id, gemaakt_naam=wie.naam,
        gemaakt_op=nu(), **meer,
    )  # fmt: skip
    return verzoek


def _leg_delen(verzoek: Verzoek, delen: list[tuple[str, wissen.Telling]]) -> None:
    Verzoekdeel.objects.bulk_create(
        Verzoekdeel(
            verzoek=verzoek, model=code, kamer=code.partition(".")[0], rijen=t.rijen, gewist=t.gewist, vervangen=t.vervangen,
            gehouden=t.gehouden, op_naam=t.op_naam,
        )
        for code, t in delen
    )  # fmt: skip


def _op_slot(wie: Wie, verzoek: Verzoek) -> Verzoek:
    rij: Verzoek | None = (
        Verzoek.objects.zichtbaar_voor(wie).select_for_update(of=("self",)).filter(pk=verzoek.pk).first()
    )
    if rij is None:
        raise NietGevonden
    return rij


def _begin(verzoek: Verzoek) -> None:
    from .registraties import voer_uit

    voer_uit.enqueue(verzoek_id=str(verzoek.pk))


def _eis_reden(reden: str) -> None:
    if not reden.strip():
        zin = "Schrijf op waarom, bijvoorbeeld: verzoek van 3 maart, persoon herkend aan paspoort."
        raise OngeldigeInvoer(zin, {"reden": zin})


def _log(wie: Wie, verzoek: Verzoek, naam: str, zin: str, waarom: str, details: dict[str, int] | None = None) -> None:
    leg_vast(
        wie=wie,
        naam=naam,
        onderwerp=verzoek,
        zin=zin[:400],
        waarom=waarom[:400],
        organisatie=verzoek.organisatie,
        details=dict(details or {}),
    )


def verzoek_id(tekst: str) -> Verzoek:
    """The request of a task, by its id. Raises NietGevonden."""
    rij: Verzoek | None = (
        Verzoek.objects.voor_taak("privacy.verzoek_uitvoeren")
        .select_related("persoon")
        .filter(pk=uuid.UUID(tekst))
        .first()
    )
    if rij is None:
        raise NietGevonden
    return rij
