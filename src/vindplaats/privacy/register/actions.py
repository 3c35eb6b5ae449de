"""Verbs of the register: an own line, a note, an end; and keeping how it was."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.persoonsgegevens import verwerkingen
from vindplaats.organisaties.models import Swv
from vindplaats.privacy.models import Registerregel, Registerstand
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import queries, rules

VELDEN = (
    "naam",
    "doel",
    "van",
    "gegevens",
    "bijzonder",
    "grondslag",
    "ontvangers",
    "bewaren",
    "maatregelen",
    "toestemming",
    "vraag",
)
VERPLICHT = {"naam": "Geef de verwerking een naam.", "doel": "Schrijf op waarvoor.", "van": "Schrijf op van wie.", "gegevens": "Schrijf op welke gegevens.", "grondslag": "Schrijf op welke grondslag, met het artikel."}  # fmt: skip


def verwerking_bewaren(*, wie: Wie, waarden: Mapping[str, object], vanaf: dt.date, sleutel: str = "") -> Registerregel:
    """Add an own processing, or change one from a day on (the old text stays in the history).

    Raises GeenRecht, NietGevonden, OngeldigeInvoer.
    """
    eis(wie, "privacy.register_schrijven")
    mist = {naam: zin for naam, zin in VERPLICHT.items() if not str(waarden.get(naam) or "").strip()}
    if waarden.get("toestemming") and not str(waarden.get("vraag") or "").strip():
        mist["vraag"] = "Schrijf op in welke woorden je om toestemming vraagt."
    if mist:
        raise OngeldigeInvoer(" ".join(mist.values()), mist)
    if (
        sleutel
        and not Registerregel.objects.zichtbaar_voor(wie)
        .filter(sleutel=sleutel, soort=Registerregel.VERWERKING)
        .exists()
    ):
        raise NietGevonden
    inhoud = {naam: waarden.get(naam) or ("" if naam != "bijzonder" else False) for naam in VELDEN}
    rij = _zet(wie, Registerregel.VERWERKING, sleutel or queries.nieuwe_sleutel(), vanaf, inhoud)
    leg_vast(wie=wie, naam="privacy.verwerking_bewaard", onderwerp=rij, zin="Eigen verwerking in het register bewaard.")
    return rij


def notitie_bewaren(*, wie: Wie, code: str, tekst: str, vanaf: dt.date) -> Registerregel | None:
    """Write a note at a generated processing from a day on; an empty text ends it. Raises GeenRecht, NietGevonden, OngeldigeInvoer."""
    eis(wie, "privacy.register_schrijven")
    if code not in verwerkingen:
        raise NietGevonden
    if not tekst.strip():
        _sluit(wie, code, Registerregel.NOTITIE, vanaf)
        leg_vast(
            wie=wie,
            naam="privacy.notitie_gewist",
            onderwerp=f"privacy.verwerking:{code}",
            zin="Notitie in het register beëindigd.",
        )
        return None
    rij = _zet(wie, Registerregel.NOTITIE, code, vanaf, {"tekst": tekst.strip()})
    leg_vast(wie=wie, naam="privacy.notitie_bewaard", onderwerp=rij, zin="Notitie in het register bewaard.")
    return rij


def verwerking_beeindigen(*, wie: Wie, sleutel: str, laatste_dag: dt.date) -> None:
    """End an own processing after a last day. Raises GeenRecht, NietGevonden."""
    eis(wie, "privacy.register_schrijven")
    rij = queries.rij_voor(wie, sleutel, Registerregel.VERWERKING)
    if rij is None:
        raise NietGevonden
    with transaction.atomic():
        _sluit(wie, sleutel, Registerregel.VERWERKING, laatste_dag + dt.timedelta(days=1))
        leg_vast(
            wie=wie,
            naam="privacy.verwerking_beeindigd",
            onderwerp=rij,
            zin="Eigen verwerking in het register beëindigd.",
        )


def registers_bewaren(*, wie: Wie) -> int:
    """Keep the register of every SWV as it is today, when it changed since the last time. Returns how many were kept."""
    bewaard = 0
    for code in Swv.objects.order_by("code").values_list("code", flat=True):
        regels = queries.register(f"swv:{code}")
        druk = rules.vingerafdruk(regels)
        alle = Registerstand.objects.voor_taak("privacy.registers_bewaren").filter(organisatie=f"swv:{code}")
        laatste = alle.order_by("-dag").first()
        if laatste is None or laatste.vingerafdruk != druk:
            waarden = {"vingerafdruk": druk, "inhoud": rules.als_json(regels)}
            alle.update_or_create(organisatie=f"swv:{code}", dag=vandaag(), defaults=waarden)
            bewaard += 1
    return bewaard


def register_uitgevoerd(*, wie: Wie, soort: str) -> Gebeurtenis:
    """Write that the register was downloaded."""
    eis(wie, "privacy.register_lezen")
    return leg_vast(
        wie=wie,
        naam="privacy.register_gedownload",
        onderwerp="privacy.register",
        zin=f"Register van verwerkingen gedownload ({soort}).",
        soort=Gebeurtenis.DELEN,
    )


def _zet(wie: Wie, soort: str, sleutel: str, vanaf: dt.date, inhoud: Mapping[str, object]) -> Registerregel:
    with transaction.atomic():
        _sluit(wie, sleutel, soort, vanaf)
        rij: Registerregel = Registerregel.objects.create(
            organisatie=wie.organisatie,
            soort=soort,
            sleutel=sleutel,
            vanaf=vanaf,
            door_id=wie.gebruiker_id,
            door_naam=wie.naam,
            op=nu(),
            **inhoud,
        )
    return rij


def _sluit(wie: Wie, sleutel: str, soort: str, vanaf: dt.date) -> None:
    """What holds on or after that day ends the day before; a row that would be left with no day is replaced."""
    rijen = Registerregel.objects.zichtbaar_voor(wie).filter(sleutel=sleutel, soort=soort).filter(tot=None) | (
        Registerregel.objects.zichtbaar_voor(wie).filter(sleutel=sleutel, soort=soort, tot__gte=vanaf)
    )
    for rij in rijen.select_for_update():
        rij.tot = vanaf - dt.timedelta(days=1)
        rij.save(update_fields=["tot"])
