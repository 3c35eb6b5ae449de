"""Verbs of consent: give and withdraw, with the words it was asked in, what was told and the evidence (AVG art. 7)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.organisaties.rules import zonder_bsn
from vindplaats.privacy.bewaren.doelen import MENS
from vindplaats.privacy.models import Toestemming
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import queries

HOEDANIGHEDEN = ("ouder met gezag", "voogd", "leerling van 16 jaar of ouder", Toestemming.ZELF)
ZELF_BEWIJS = "Zelf gegeven in Vindplaats."
ZELF_INGETROKKEN = "Zelf ingetrokken in Vindplaats."
INTREKKEN_KAN = "Intrekken kan altijd, op dezelfde plek. Het geldt vanaf dat moment."
AL = "Deze toestemming is er al. Trek die eerst in als er iets verandert."


@dataclass(frozen=True)
class Inhoud:
    """What is written down with consent. `bewijs` says what it shows from, `tot` the last day (None: until it is withdrawn)."""

    over: str
    gever: str
    hoedanigheid: str
    bewijs: str
    vanaf: dt.date
    tot: dt.date | None = None
    verteld: str = ""
    bestand: Any = None


def toestemming_geven(
    *,
    wie: Wie,
    doel: str,
    over: str,
    gever: str,
    hoedanigheid: str,
    bewijs: str,
    gegeven_op: dt.date | None = None,
    geldig_tot: dt.date | None = None,
    verteld: str = "",
    bestand: object = None,
) -> Toestemming:
    """Write down consent for one purpose about one subject (key of its row), with evidence.

    The words are those that hold for the SWV on that day; without words nothing can be asked. Raises GeenRecht, NietGevonden (purpose),
    OngeldigeInvoer, VerkeerdeStand (there is consent already, or there are no words yet).
    """
    eis(wie, "privacy.toestemming_vastleggen")
    inhoud = Inhoud(over, gever, hoedanigheid, bewijs, gegeven_op or vandaag(), geldig_tot, verteld, bestand)
    return _geef(wie, wie.organisatie, doel, inhoud)


def zelf_geven(*, wie: Wie, swv: str, doel: str) -> Toestemming:
    """Consent of somebody with an account about himself, to an SWV he reaches (AVG art. 7).

    Raises GeenRecht (no person), NietGevonden (another SWV, or not asked of people with an account), VerkeerdeStand.
    """
    _eis_mens(wie)
    if swv not in queries.swvs_van(wie):
        raise NietGevonden
    regel = queries.doel_voor(swv, doel)
    if regel.doel.van != MENS:
        raise NietGevonden
    inhoud = Inhoud(
        f"toegang.gebruiker:{wie.gebruiker_id}", wie.naam, Toestemming.ZELF, ZELF_BEWIJS, vandaag(),
        verteld=f"{regel.doel.uitleg} {INTREKKEN_KAN}",
    )  # fmt: skip
    return _geef(wie, swv, doel, inhoud)


def toestemming_intrekken(*, wie: Wie, toestemming: Toestemming, bewijs: str, op: dt.date | None = None) -> Toestemming:
    """Withdraw consent: as easy as giving it (AVG art. 7 lid 3). Raises GeenRecht, NietGevonden, VerkeerdeStand, OngeldigeInvoer."""
    eis(wie, "privacy.toestemming_vastleggen")
    return _trek_in(wie, Toestemming.objects.zichtbaar_voor(wie), toestemming, bewijs, op or vandaag())


def zelf_intrekken(*, wie: Wie, toestemming: Toestemming) -> Toestemming:
    """Withdraw consent about oneself, also one that the officer wrote down. Raises GeenRecht, NietGevonden, VerkeerdeStand."""
    _eis_mens(wie)
    eigen = Toestemming.objects.voor_taak("privacy.zelf_intrekken").over_mij(wie)
    return _trek_in(wie, eigen, toestemming, ZELF_INGETROKKEN, vandaag())


def _geef(wie: Wie, swv: str, doel: str, inhoud: Inhoud) -> Toestemming:
    regel = queries.doel_voor(swv, doel, inhoud.vanaf)
    _eis_invoer(inhoud)
    if not regel.tekst:
        raise VerkeerdeStand(
            "Er is nog geen tekst waarin jullie dit vragen. Stel die eerst vast bij de instellingen, onder Privacy en bewaren."
        )
    try:
        with transaction.atomic():
            rij = _schrijf(wie, swv, regel, inhoud)
    except IntegrityError:
        raise VerkeerdeStand(AL) from None  # two clicks at once
    return rij


def _schrijf(wie: Wie, swv: str, regel: "queries.Doelregel", inhoud: Inhoud) -> Toestemming:
    rijen = Toestemming.objects.voor_taak("privacy.toestemming_geven").select_for_update()
    open_ = rijen.filter(organisatie=swv, doel=regel.doel.code, over=inhoud.over, gever=inhoud.gever.strip())
    if open_.open_op(vandaag()).exists():
        raise VerkeerdeStand(AL)
    rij: Toestemming = Toestemming.objects.create(
        organisatie=swv, doel=regel.doel.code, over=inhoud.over, tekst=regel.tekst, tekst_vanaf=regel.tekst_vanaf, gever=inhoud.gever.strip(),
        hoedanigheid=inhoud.hoedanigheid, gegeven_op=inhoud.vanaf, geldig_tot=inhoud.tot, verteld=inhoud.verteld.strip(),
        bewijs=inhoud.bewijs.strip(), bewijs_bestand=inhoud.bestand, vastgelegd_door_id=wie.gebruiker_id, vastgelegd_op=nu(),
    )  # fmt: skip
    leg_vast(
        wie=wie, naam="privacy.toestemming_gegeven", onderwerp=rij, organisatie=swv,
        zin=f"Toestemming vastgelegd: {regel.doel.naam.lower()}."[:400],
    )  # fmt: skip
    return rij


def _trek_in(wie: Wie, rijen: Any, toestemming: Toestemming, bewijs: str, dag: dt.date) -> Toestemming:
    with transaction.atomic():
        rij: Toestemming | None = rijen.select_for_update(of=("self",)).filter(pk=toestemming.pk).first()
        if rij is None:
            raise NietGevonden
        if rij.ingetrokken_op is not None:
            raise VerkeerdeStand("Deze toestemming was al ingetrokken.")
        _eis({"op": "" if rij.gegeven_op <= dag <= vandaag() else "Kies een dag tussen het geven en vandaag."})
        _eis_zonder_bsn({"bewijs": bewijs})
        rij.ingetrokken_op, rij.intrek_bewijs, rij.ingetrokken_door_id = dag, bewijs.strip()[:400], wie.gebruiker_id
        rij.save(update_fields=["ingetrokken_op", "intrek_bewijs", "ingetrokken_door"])
        naam = queries.doelnaam(rij.organisatie, rij.doel).lower()
        leg_vast(
            wie=wie, naam="privacy.toestemming_ingetrokken", onderwerp=rij, organisatie=rij.organisatie,
            zin=f"Toestemming ingetrokken: {naam}."[:400],
        )  # fmt: skip
    return rij


def _eis_mens(wie: Wie) -> None:
    if wie.gebruiker_id is None:
        raise GeenRecht("Toestemming over jezelf geef je met je eigen account.")


def _eis_invoer(inhoud: Inhoud) -> None:
    _eis({
        "over": "" if inhoud.over.partition(":")[2].strip() else "Kies over wie de toestemming gaat.",
        "gever": "" if inhoud.gever.strip() else "Schrijf op wie toestemming gaf.",
        "hoedanigheid": "" if inhoud.hoedanigheid in HOEDANIGHEDEN else f"Kies: {', '.join(HOEDANIGHEDEN)}.",
        "bewijs": "" if inhoud.bewijs.strip() else "Schrijf op waaruit dit blijkt, bijvoorbeeld: formulier getekend op 3 maart.",
        "gegeven_op": "De datum ligt in de toekomst." if inhoud.vanaf > vandaag() else "",
        "geldig_tot": "Kies een laatste dag na het geven, of laat dit leeg." if inhoud.tot and inhoud.tot < inhoud.vanaf else "",
    })  # fmt: skip
    _eis_zonder_bsn({
        "over": inhoud.over.partition(":")[2] if inhoud.over.startswith("kenmerk:") else "", "gever": inhoud.gever,
        "bewijs": inhoud.bewijs, "verteld": inhoud.verteld,
    })  # fmt: skip


def _eis_zonder_bsn(velden: Mapping[str, str]) -> None:
    zin = "Hier staat een getal dat een burgerservicenummer kan zijn. Haal het weg: dat nummer hoort hier niet."
    _eis({naam: zin if zonder_bsn(tekst)[1] else "" for naam, tekst in velden.items()})


def _eis(velden: Mapping[str, str]) -> None:
    mis = {naam: zin for naam, zin in velden.items() if zin}
    if mis:
        raise OngeldigeInvoer(" ".join(mis.values()), mis)
