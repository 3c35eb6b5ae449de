"""Demo steps `60-privacy` (a breach in progress, patterns in the log, a register line of its own, terms) and `61-toestemming`."""

import datetime as dt

from django.utils import timezone

from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.kern import klok
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import demo_stappen
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis, RolToekenning
from vindplaats.toegang.queries import wie_uit
from vindplaats.toegang.wie import Wie

from .datalek import actions as datalek
from .datalek import queries as datalekken
from .models import Datalek, Registerregel, Toestemming
from .register import actions as register
from .toestemming import actions as toestemming
from .waken import actions as waken

SWV = "swv:PO9901"
BRON = "privacyreglement (verzonnen), artikel 5"


def _wie(rol: str, organisatie: str = SWV) -> Wie | None:
    toekenning = (
        RolToekenning.objects.select_related("gebruiker")
        .filter(rol=rol, organisatie=organisatie)
        .order_by("pk")
        .first()
    )
    return wie_uit(toekenning) if toekenning else None


def leg_privacy() -> None:
    """Everything an officer sees on an ordinary Tuesday; nothing when the people of the demo are not there."""
    officier, bestuurder = _wie("privacy_officer"), _bestuurder()
    if officier is None or bestuurder is None or Datalek.objects.voor_taak("privacy.demo").exists():
        return
    _instellingen(officier)
    with klok.op(nu() - dt.timedelta(days=400)):
        register.registers_bewaren(wie=Wie.taak("Demo"))
    register.verwerking_bewaren(
        wie=officier, vanaf=vandaag() - dt.timedelta(days=60),
        waarden={
            "naam": "Nieuwsbrief", "doel": "Besturen en scholen op de hoogte houden.", "van": "Lezers van de nieuwsbrief", "gegevens": "naam, e-mailadres",
            "grondslag": "toestemming (AVG artikel 6 lid 1 onder a)", "ontvangers": "de verzender van de nieuwsbrief", "bewaren": "tot iemand zich afmeldt",
            "maatregelen": "afmelden in elke brief",
        },
    )  # fmt: skip
    _datalekken(officier, bestuurder)
    _patronen(bestuurder)


def _bestuurder() -> Wie | None:
    from vindplaats.toegang.queries import bereik_van

    besturen = sorted(bereik_van(SWV).besturen)
    return _wie("bestuurder", besturen[0]) if besturen else None


def _instellingen(officier: Wie) -> None:
    begin = dt.date(vandaag().year - 1, 1, 1)
    waarde_zetten(wie=officier, code="privacy.bewaren.toegang.berichten", ruw="365", vanaf=begin, bron=BRON)
    tekst = "Mag het samenwerkingsverband gegevens van je kind delen met de gemeente en de jeugdhulp, als dat nodig is om hulp te regelen?"
    waarde_zetten(wie=officier, code="privacy.toestemming.uitwisselen", ruw=tekst, vanaf=begin, bron=BRON)


def _datalekken(officier: Wie, bestuurder: Wie) -> None:
    """One that is handled and not notified, one that runs since yesterday."""
    oud = nu() - dt.timedelta(days=40)
    with klok.op(oud):
        klaar = datalek.datalek_melden(
            wie=bestuurder, swv=SWV, titel="Uitnodiging naar een oud adres", wat="Een uitnodiging voor een overleg ging naar iemand die er niet meer werkt.",
            ontdekt_op=oud - dt.timedelta(hours=2),
        )  # fmt: skip
        _vul_in(
            officier,
            klaar,
            gevolgen="De ontvanger zag alleen datum en plaats van een overleg.",
            maatregelen="Adreslijst bijgewerkt.",
        )
        for verb, reden in (
            ("beoordelen", ""),
            ("niet_melden", "Er stonden geen gegevens van leerlingen in en de ontvanger heeft de mail gewist."),
            ("afsluiten", ""),
        ):
            datalek.datalek_stap(
                wie=officier, datalek=datalekken.datalek_voor(officier, klaar.pk), verb=verb, reden=reden
            )
    with klok.op(nu() - dt.timedelta(hours=40)):
        loopt = datalek.datalek_melden(
            wie=bestuurder, swv=SWV, titel="Verslag naar een verkeerd bestuur gemaild",
            wat="Een concept van ons verslag is naar een ander bestuur gemaild. Er staat een passage in over een kleine groep leerlingen.",
            ontdekt_op=nu() - dt.timedelta(hours=1),
        )  # fmt: skip
    _vul_in(
        officier,
        loopt,
        gevolgen="Iemand die de school kent, zou een leerling kunnen herkennen.",
        maatregelen="Ontvanger gebeld en gevraagd de mail te wissen.",
    )


def _vul_in(officier: Wie, lek: Datalek, *, gevolgen: str, maatregelen: str) -> None:
    datalek.datalek_wijzigen(
        wie=officier, datalek=lek, versie=lek.versie,
        waarden={
            "titel": lek.titel, "wat": lek.wat, "ontdekt_op": lek.ontdekt_op, "gebeurd_op": "dezelfde dag", "gegevens": ["schoolgegevens of verslag"],
            "betrokkenen": ["leerlingen"], "aantal": None, "gevolgen": gevolgen, "maatregelen": maatregelen, "gemeld_op": None, "ap_nummer": "",
            "ingelicht_op": None, "ingelicht_hoe": "",
        },
    )  # fmt: skip


def _patronen(bestuurder: Wie) -> None:
    """Reading much in the evening, failed sign-ins, refusals: lines in the log of yesterday, and the search that finds them."""
    gisteren = timezone.localtime(nu() - dt.timedelta(days=1)).replace(hour=21, minute=10, second=0, microsecond=0)
    with klok.op(gisteren):
        regels = [
            _regel(bestuurder, "verantwoording.gelezen", "lezen", f"demo.verslag:{i}", "Verantwoording gelezen.", i)
            for i in range(46)
        ]
        regels += [
            _regel(
                bestuurder,
                "toegang.geweigerd",
                "toegang",
                "toegang.scherm:toegang:mensen",
                "Geweigerd: toegang:mensen.",
                i,
            )
            for i in range(6)
        ]
        vreemd = Wie.taak("Aanmelden")
        regels += [
            _regel(
                vreemd,
                "toegang.aanmelden_mislukt",
                "toegang",
                "toegang.adres:demo",
                "Aanmelden mislukt: geen account bij dit adres.",
                i,
                SWV,
            )
            for i in range(7)
        ]
        Gebeurtenis.objects.voor_taak("privacy.demo").bulk_create(regels)
        leg_vast(
            wie=Wie.taak("Demo"),
            naam="privacy.demo_gelegd",
            onderwerp="privacy.demo",
            zin="Voorbeelden voor de privacy officer klaargezet.",
            organisatie=SWV,
        )
    waken.patronen_zoeken(wie=Wie.taak("Demo"), sinds=nu() - dt.timedelta(days=3))


def _regel(
    wie: Wie, naam: str, soort: str, onderwerp: str, zin: str, minuut: int, organisatie: str = ""
) -> Gebeurtenis:
    return Gebeurtenis(
        wanneer=nu() + dt.timedelta(minutes=minuut), soort=soort, naam=naam, gebruiker_id=wie.gebruiker_id, wie_naam=wie.naam, rol=wie.rol,
        organisatie=organisatie or wie.organisatie, onderwerp=onderwerp, zin=zin,
    )  # fmt: skip


def leg_toestemming() -> None:
    """Demo step `61-toestemming`: a newsletter that asks consent, consent about pupils (a reference, no name), and what was withdrawn."""
    officier, bestuurder = _wie("privacy_officer"), _bestuurder()
    if officier is None or bestuurder is None or Toestemming.objects.voor_taak("privacy.demo").exists():
        return
    rij = Registerregel.objects.voor_taak("privacy.demo").filter(organisatie=SWV, naam="Nieuwsbrief", tot=None).first()
    if rij is not None:
        oud = {naam: getattr(rij, naam) for naam in register.VELDEN}
        vraag = "Mogen wij je de nieuwsbrief van het samenwerkingsverband sturen?"
        register.verwerking_bewaren(
            wie=officier,
            sleutel=rij.sleutel,
            vanaf=vandaag() - dt.timedelta(days=30),
            waarden=oud | {"toestemming": "mens", "vraag": vraag},
        )
        with klok.op(nu() - dt.timedelta(days=20)):
            toestemming.zelf_geven(wie=bestuurder, swv=SWV, doel=rij.sleutel)
    verteld = "Met wie er gedeeld wordt, hoe lang, en dat intrekken altijd kan."
    for kenmerk, gever, dagen, tot in (
        ("L-0014", "ouder van L-0014", 90, None), ("L-0027", "voogd van L-0027", 60, vandaag() + dt.timedelta(days=120)), ("L-0031", "ouder van L-0031", 40, None),
    ):  # fmt: skip
        laatste = toestemming.toestemming_geven(
            wie=officier, doel="uitwisselen", over=f"kenmerk:{kenmerk}", gever=gever, hoedanigheid="voogd" if "voogd" in gever else "ouder met gezag",
            bewijs="Getekend formulier, bewaard bij de school.", gegeven_op=vandaag() - dt.timedelta(days=dagen), geldig_tot=tot, verteld=verteld,
        )  # fmt: skip
    toestemming.toestemming_intrekken(
        wie=officier, toestemming=laatste, bewijs="Gebeld.", op=vandaag() - dt.timedelta(days=5)
    )


demo_stappen.voeg_toe("60-privacy", leg_privacy)
demo_stappen.voeg_toe("61-toestemming", leg_toestemming)
