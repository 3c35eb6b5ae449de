"""Verbs of the form manager on a draft: make, change field by field, add, take away, move, share, put aside.

Every change works on the latest state under a lock, so that two people in two questions never overwrite each other; two in
one field are told apart by the number of that field and both texts are kept (`Formaatbotsing`).
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from vindplaats.formats.definitie import SOORTEN
from vindplaats.formats.models import Antwoord, Formaatbotsing, Formaatversie
from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import controle
from . import inhoud as i
from . import queries as q

Inhoud = i.Inhoud
GEEN_CONCEPT = "Dit formulier is geen concept meer. Maak er een nieuwe versie van om iets te wijzigen."


def _eis_swv(wie: Wie) -> str:
    if wie.soort != "swv":
        raise OngeldigeInvoer("Een eigen formulier hoort bij een samenwerkingsverband. Wissel van rol.")
    return wie.code


def versie_maken(*, wie: Wie, formaat: str, van: str) -> Formaatversie:
    """A draft of the own SWV, made from version `van`. It is of its maker until it is shared. Clicking twice makes one."""
    eis(wie, "formats.bewerken")
    swv = _eis_swv(wie)
    with transaction.atomic():
        kort = Formaatversie.objects.zichtbaar_voor(wie).filter(
            formaat=formaat,
            vorige=van,
            gemaakt_door=wie.gebruiker_id,
            nummers={},
            gepubliceerd_op=None,
            weggelegd_op=None,
        )
        al = next((v for v in kort if (nu() - v.gemaakt_op).total_seconds() < 60), None)
        if al is not None:
            return al
        inhoud = i.lees(q.yaml_van(wie, formaat, van))
        inhoud["schooljaren"] = {"van": str(Schooljaar.van(vandaag()))}
        return _maak(wie, swv, formaat, van, inhoud, f"Nieuw formulier gemaakt van versie {van}")


def versie_innemen(*, wie: Wie, bestand: bytes) -> Formaatversie:
    """A draft from a YAML file (a download of here, or from another SWV). Raises OngeldigeInvoer when it is no form."""
    eis(wie, "formats.bewerken")
    swv = _eis_swv(wie)
    try:
        inhoud = controle.lees_bestand(bestand)
    except controle.BestandFout as fout:
        raise OngeldigeInvoer(str(fout)) from None
    formaat = str(inhoud["formaat"])
    if formaat not in q.formaten():
        bekend = ", ".join(sorted(q.formaten()))
        raise OngeldigeInvoer(f"Het formulier '{formaat[:60]}' is hier niet in gebruik. Bekend: {bekend}.")
    bron = str(inhoud.get("versie") or "")
    basis = bron if q.bestaat(wie, formaat, bron) else q.laatste(wie, formaat).versie
    with transaction.atomic():
        return _maak(wie, swv, formaat, basis, inhoud, "Formulier ingelezen uit een bestand")


def _maak(wie: Wie, swv: str, formaat: str, van: str, inhoud: Inhoud, zin: str) -> Formaatversie:
    nummer = Formaatversie.objects.voor_taak("formats.nummer").filter(formaat=formaat, swv=swv).count() + 1
    while Formaatversie.objects.voor_taak("formats.nummer").filter(formaat=formaat, versie=f"{swv}-{nummer}").exists():
        nummer += 1
    versie = Formaatversie.objects.create(
        formaat=formaat,
        versie=f"{swv}-{nummer}",
        swv=swv,
        vorige=van,
        yaml="",
        inhoud=inhoud | {"formaat": formaat, "versie": f"{swv}-{nummer}", "vorige": van},
        gemaakt_door_id=wie.gebruiker_id,
    )
    _log(wie, versie, "formats.versie_gemaakt", zin)
    return versie


def _log(wie: Wie, versie: Formaatversie, naam: str, zin: str, **details: Any) -> None:
    sleutel = f"swv:{versie.swv}" if versie.swv else wie.organisatie
    leg_vast(wie=wie, naam=naam, onderwerp=versie, organisatie=sleutel, zin=zin, details=details)


def _slot(wie: Wie, versie: Formaatversie) -> Formaatversie:
    """The draft as it stands now, locked. Only a draft of the own SWV."""
    eis(wie, "formats.bewerken", versie)
    rij = Formaatversie.objects.voor_taak("formats.wijzigen").select_for_update().get(pk=versie.pk)
    if not rij.is_concept:
        raise VerkeerdeStand(GEEN_CONCEPT)
    return rij


def _wijzig[T](
    wie: Wie, versie: Formaatversie, naam: str, doe: Callable[[Inhoud], T], zin: Callable[[Inhoud, T], str]
) -> T:
    """One change of the structure: check, lock, do, one log row."""
    with transaction.atomic():
        rij = _slot(wie, versie)
        nieuw = copy.deepcopy(rij.inhoud)
        try:
            uit = doe(nieuw)
        except i.NietDaar:
            raise NietGevonden("Dit staat niet meer in het formulier. Iemand anders heeft het weggehaald.") from None
        except ValueError as fout:
            raise OngeldigeInvoer(str(fout)) from None
        woorden = zin(rij.inhoud, uit)
        rij.inhoud, rij.gewijzigd_op = nieuw, nu()
        rij.save(update_fields=["inhoud", "gewijzigd_op"])
        _log(wie, rij, f"formats.{naam}", woorden)
    versie.inhoud = rij.inhoud
    return uit


# --- one field -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Veldbewaard:
    """Outcome of a save of one field: its number now, its text now, and the collision if there was one."""

    nummer: int
    tekst: str
    botsing: Formaatbotsing | None = None


def veld_zetten(*, wie: Wie, versie: Formaatversie, plek: str, veld: str, ruw: str, gezien: int) -> Veldbewaard:
    """Save one field. `gezien` is the number the person had on screen (0: never saved); when somebody else saved in between
    nothing is overwritten and the second text is kept as a `Formaatbotsing`."""
    with transaction.atomic():
        rij = _slot(wie, versie)
        sleutel = f"{plek}.{veld}"
        nummer = int(rij.nummers.get(sleutel, 0))
        try:
            oud = i.veld(rij.inhoud, plek, veld)
            waarde = i.lees_veld(veld, ruw)
        except i.NietDaar:
            raise NietGevonden(
                "Deze vraag staat niet meer in het formulier. Iemand anders heeft haar weggehaald."
            ) from None
        except ValueError as fout:
            raise OngeldigeInvoer(str(fout), {veld: str(fout)}) from None
        if i.als_tekst(veld, oud) == i.als_tekst(veld, waarde):
            _los_op(wie, rij, plek, veld)
            return Veldbewaard(nummer, i.als_tekst(veld, oud))
        if gezien != nummer:
            botsing, _ = Formaatbotsing.objects.voor_taak("formats.botsing").update_or_create(
                formaatversie=rij,
                plek=plek,
                veld=veld,
                door_id=wie.gebruiker_id,
                opgelost_op=None,
                defaults={"tekst": i.als_tekst(veld, waarde), "op": nu()},
            )
            return Veldbewaard(nummer, i.als_tekst(veld, oud), botsing)
        _mag_soort(rij, plek, veld, str(waarde))
        _zet(wie, rij, plek, veld, waarde, oud)
        _los_op(wie, rij, plek, veld)
    versie.inhoud, versie.nummers = rij.inhoud, rij.nummers
    return Veldbewaard(int(rij.nummers[sleutel]), i.als_tekst(veld, waarde))


def _mag_soort(rij: Formaatversie, plek: str, veld: str, waarde: str) -> None:
    """A locked question keeps its kind; another kind gets the choices or the block it needs."""
    if veld != "soort":
        return
    code = plek.partition(".")[2]
    sloten = q.sloten(rij).get(code, [])
    if sloten:
        zin = f"De soort van deze vraag ligt vast. {sloten[0].zin}"
        raise OngeldigeInvoer(zin, {veld: zin})
    vraag = i.vraag(rij.inhoud, code)
    if waarde in i.MET_KEUZES and not vraag.get("opties"):
        vraag["opties"] = [{"code": f"keuze_{nr}", "label": f"Keuze {nr}"} for nr in (1, 2)]
    if waarde == "bestedingsregels" and not vraag.get("categorieen"):
        vraag["categorieen"] = [{"code": "overig", "label": "Overig"}]
    if waarde == "indicatorkeuze" and rij.inhoud.get("blokken"):
        vraag.setdefault("blok", rij.inhoud["blokken"][0].get("code", ""))


def _zet(wie: Wie, rij: Formaatversie, plek: str, veld: str, waarde: Any, oud: Any) -> None:
    sleutel = f"{plek}.{veld}"
    naam = q.naam_van_plek(rij.inhoud, plek)
    i.zet(rij.inhoud, plek, veld, waarde)
    rij.nummers[sleutel] = int(rij.nummers.get(sleutel, 0)) + 1
    rij.gewijzigd_op = nu()
    rij.save(update_fields=["inhoud", "nummers", "gewijzigd_op"])
    _log(
        wie,
        rij,
        "formats.veld_gezet",
        f"{q.VELDNAMEN.get(veld, veld)} van '{naam}' gewijzigd",
        plek=plek,
        veld=veld,
        was=i.als_tekst(veld, oud),
        werd=i.als_tekst(veld, waarde),
    )


def _los_op(wie: Wie, rij: Formaatversie, plek: str, veld: str) -> None:
    """Who saves a field has chosen: the text of that person that waited there is settled."""
    Formaatbotsing.objects.voor_taak("formats.botsing").filter(
        formaatversie=rij, plek=plek, veld=veld, door=wie.gebruiker_id, opgelost_op=None
    ).update(opgelost_op=nu())


def botsing_wegleggen(*, wie: Wie, versie: Formaatversie, botsing: Formaatbotsing) -> None:
    """Keep what stands; the second text is settled (it stays in the table)."""
    with transaction.atomic():
        rij = _slot(wie, versie)
        Formaatbotsing.objects.voor_taak("formats.botsing").filter(
            pk=botsing.pk, formaatversie=rij, opgelost_op=None
        ).update(opgelost_op=nu())
        _log(
            wie,
            rij,
            "formats.botsing_gekozen",
            f"Gekozen tussen twee teksten bij '{q.naam_van_plek(rij.inhoud, botsing.plek)}'",
        )


# --- structure -------------------------------------------------------------------------------------------------------


def vraag_erbij(*, wie: Wie, versie: Formaatversie, deel: str, soort: str, label: str) -> str:
    """A new question in a section; its code. The same words twice in one section are one question (a double click)."""
    label = " ".join(label.split())[:200]
    if not label:
        raise OngeldigeInvoer("Schrijf eerst hoe de vraag heet.", {"label": "Schrijf hoe de vraag heet."})
    if soort not in SOORTEN:
        raise OngeldigeInvoer("Kies een soort vraag.", {"soort": "Kies een soort vraag."})
    al = next(
        (v for v in i.vragen_in(_deel(versie, deel)) if v.get("label") == label and v.get("soort") == soort), None
    )
    if al is not None and not al.get("vervallen"):
        return str(al["code"])
    bezet = q.bezette_codes(versie)
    return _wijzig(
        wie,
        versie,
        "vraag_erbij",
        lambda inh: i.vraag_erbij(inh, deel, soort, label, bezet),
        lambda oud, code: f"Vraag '{label}' toegevoegd",
    )


def _deel(versie: Formaatversie, code: str) -> Inhoud:
    try:
        return i.deel(versie.inhoud, code)
    except i.NietDaar:
        raise NietGevonden("Dit onderdeel staat niet (meer) in het formulier.") from None


def vraag_weg(*, wie: Wie, versie: Formaatversie, vraag: str) -> bool:
    """Take a question out of the draft. True: retired, because an older version or an answer knows it; False: gone.

    A locked question raises VerkeerdeStand with the reason.
    """
    redenen = q.sloten(versie).get(vraag, [])
    if redenen:
        raise VerkeerdeStand(f"Deze vraag kan niet weg. {redenen[0].zin}")
    vervalt = vraag in q.basis_codes(versie) or heeft_antwoorden(versie.formaat, vraag)
    _wijzig(
        wie,
        versie,
        "vraag_weg",
        lambda inh: i.vraag_weg(inh, vraag, vervalt=vervalt),
        lambda oud, _: f"Vraag '{q.naam_van_plek(oud, f'vraag.{vraag}')}' {'vervallen' if vervalt else 'weggehaald'}",
    )
    return vervalt


def heeft_antwoorden(formaat: str, vraag: str) -> bool:
    """Did anybody, anywhere, answer a question with this code in this format?"""
    return (
        Antwoord.objects.voor_taak("formats.heeft_antwoorden").filter(invulling__formaat=formaat, vraag=vraag).exists()
    )


def vraag_terug(*, wie: Wie, versie: Formaatversie, vraag: str) -> None:
    """Ask a retired question again."""
    _wijzig(
        wie, versie, "vraag_terug", lambda inh: i.vraag_terug(inh, vraag),
        lambda oud, _: f"Vraag '{q.naam_van_plek(oud, f'vraag.{vraag}')}' weer in gebruik",
    )  # fmt: skip


def vraag_naar(*, wie: Wie, versie: Formaatversie, vraag: str, deel: str) -> None:
    """Move a question to another section."""
    _wijzig(
        wie, versie, "vraag_verhuisd", lambda inh: i.vraag_naar(inh, vraag, deel),
        lambda oud, _: f"Vraag '{q.naam_van_plek(oud, f'vraag.{vraag}')}' naar '{q.naam_van_plek(oud, f'deel.{deel}')}'",
    )  # fmt: skip


def verplaatsen(*, wie: Wie, versie: Formaatversie, plek: str, stap: int) -> bool:
    """One place up or down. False when it is already at the edge."""
    if stap not in {-1, 1}:
        raise OngeldigeInvoer("Kies omhoog of omlaag.")
    richting = "omhoog" if stap < 0 else "omlaag"
    return _wijzig(
        wie, versie, "verplaatst", lambda inh: i.verplaats(inh, plek, stap),
        lambda oud, _: f"'{q.naam_van_plek(oud, plek)}' {richting} gezet",
    )  # fmt: skip


def deel_erbij(*, wie: Wie, versie: Formaatversie, titel: str) -> str:
    """A new section at the end; its code. The same title twice is one section."""
    titel = " ".join(titel.split())[:200]
    if not titel:
        raise OngeldigeInvoer("Schrijf eerst hoe het onderdeel heet.", {"titel": "Schrijf hoe het onderdeel heet."})
    al = next((d for d in i.delen(versie.inhoud) if d.get("titel") == titel), None)
    if al is not None:
        return str(al["code"])
    return _wijzig(
        wie,
        versie,
        "deel_erbij",
        lambda inh: i.deel_erbij(inh, titel),
        lambda oud, code: f"Onderdeel '{titel}' toegevoegd",
    )


def deel_weg(*, wie: Wie, versie: Formaatversie, deel: str) -> None:
    """Take an empty section away."""
    _wijzig(
        wie, versie, "deel_weg", lambda inh: i.deel_weg(inh, deel),
        lambda oud, _: f"Onderdeel '{q.naam_van_plek(oud, f'deel.{deel}')}' weggehaald",
    )  # fmt: skip


def keuze_erbij(*, wie: Wie, versie: Formaatversie, soort: str, vraag: str, label: str) -> str:
    """A new choice or category at a question."""
    label = " ".join(label.split())[:200]
    if soort not in i.LIJSTEN or not label:
        raise OngeldigeInvoer("Schrijf eerst de tekst van de keuze.")
    return _wijzig(
        wie, versie, "keuze_erbij", lambda inh: i.keuze_erbij(inh, soort, vraag, label),
        lambda oud, _: f"'{label}' toegevoegd bij '{q.naam_van_plek(oud, f'vraag.{vraag}')}'",
    )  # fmt: skip


def keuze_weg(*, wie: Wie, versie: Formaatversie, soort: str, vraag: str, code: str) -> None:
    """Take a choice away; not when figures or grants hang on it."""
    if soort not in i.LIJSTEN:
        raise OngeldigeInvoer("Kies welke keuze weg moet.")
    redenen = [s for s in q.sloten(versie).get(vraag, []) if s.opties]
    if redenen and soort == "keuze" and code in q.basis_keuzes(versie, vraag):
        raise VerkeerdeStand(f"Deze keuze kan niet weg. {redenen[0].zin}")
    _wijzig(
        wie, versie, "keuze_weg", lambda inh: i.keuze_weg(inh, soort, vraag, code),
        lambda oud, _: f"Een keuze weggehaald bij '{q.naam_van_plek(oud, f'vraag.{vraag}')}'",
    )  # fmt: skip
