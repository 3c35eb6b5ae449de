"""What the soak works on: the demo region, and some people of our own with a password and an app."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from vindplaats.kern.registers import demo_stappen

from .huis import Huis
from .mensen import Inleveraar, Lezer, Mens, Schrijver, Stapper, Vrager, meld_aan

WACHTWOORD = "een lange zin over fietsen in de regen"


@dataclass(frozen=True)
class Plek:
    """The reports that are worked on: one being written, one handed in by another board of the SWV, one talked about."""

    swv: str
    concept: Any
    ingediend: Any
    gedeeld: Any


def leg() -> Plek:
    """Tables, the demo region, and which reports to use. Raises LookupError when the demo has none in these states."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    for _, stap in sorted(demo_stappen.items()):
        with transaction.atomic():
            stap()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return kies()


def kies() -> Plek:
    """Three reports in the same SWV."""
    from vindplaats.verantwoording.models import Rapport

    rijen = Rapport.objects.voor_taak("soak").select_related("zaak", "bestuur").prefetch_related("swvs").order_by("pk")
    concepten = [r for r in rijen if r.zaak.stand == "concept"]
    ingediend = [r for r in rijen if r.zaak.stand == "ingediend"]
    for ander in ingediend:
        for eigen in concepten:
            samen = {s.code for s in eigen.swvs.all()} & {s.code for s in ander.swvs.all()}
            if samen and eigen.bestuur_id != ander.bestuur_id:
                return Plek(min(samen), eigen, ander, _gedeeld(rijen, min(samen), eigen, ander))
    raise LookupError("de demo heeft geen concept naast een ingediende verantwoording")


def _gedeeld(rijen: Any, swv: str, eigen: Any, ander: Any) -> Any:
    """A report that stays shared all day, of a board that does not ask the questions."""
    return next(
        r
        for r in rijen
        if r.zaak.stand in {"besproken", "vastgesteld", "gepubliceerd"}
        and r.bestuur_id not in {eigen.bestuur_id, ander.bestuur_id}
        and swv in {s.code for s in r.swvs.all()}
    )


def mensen(huis: Huis, plek: Plek) -> list[Mens]:
    """Everybody signed in through the front door, each with own work."""
    eigen, ander, swv = plek.concept.bestuur.sleutel, plek.ingediend.bestuur.sleutel, f"swv:{plek.swv}"

    def in_(rol: str, organisatie: str) -> dict[str, str]:
        email, geheim = _mens(rol, organisatie)
        return meld_aan(huis, email, WACHTWOORD, geheim)

    concept, adviseur = str(plek.concept.pk), in_("bestuursadviseur", eigen)
    return [
        Schrijver(huis, "schrijver", adviseur, rapport=concept, vraag="ankerpunt_1", gezien=_nummer(plek, "ankerpunt_1")),
        Schrijver(
            huis, "twee schrijvers", adviseur, rapport=concept, vraag="ankerpunt_2", ander=in_("bestuurder", eigen),
            gezien=_nummer(plek, "ankerpunt_2"),
        ),
        Schrijver(
            huis, "achterloper", in_("bestuursadviseur", eigen), rapport=concept, vraag="ankerpunt_1", achter=True
        ),
        Vrager(huis, "vrager", in_("bestuurder", eigen), tempo=0.1, rapport=str(plek.gedeeld.pk), deel=_deel(plek)),
        Inleveraar(huis, "inleveraar", in_("kwaliteit_swv", swv), tempo=0.4),
        Stapper(
            huis, "stapper", in_("directeur_swv", swv), tempo=0.1, rapport=str(plek.ingediend.pk),
            bestuurder=in_("bestuurder", ander),
        ),
        Lezer(huis, "lezer", in_("directeur_swv", swv), tempo=0.1, paden=("/", "/verantwoording/", "/organisaties/")),
    ]  # fmt: skip


def _nummer(plek: Plek, vraag: str) -> int:
    """Number of the answer that stands there now, as the page that is open on the screen knows it."""
    from vindplaats.formats.models import Antwoord

    rij = Antwoord.objects.voor_taak("soak").filter(invulling=plek.concept.invulling, vraag=vraag).first()
    return rij.nummer if rij else 0


def _deel(plek: Plek) -> str:
    from vindplaats.formats.queries import definitie_van

    return definitie_van(plek.gedeeld.invulling).delen[1].code


def _mens(rol: str, organisatie: str) -> tuple[str, str]:
    import datetime as dt

    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal import auth

    from vindplaats.toegang.models import Gebruiker, RolToekenning

    email = f"soak-{secrets.token_hex(4)}@vindplaats.example"
    gebruiker = Gebruiker.objects.create_user(email, f"Soak {rol}", WACHTWOORD)
    geheim = auth.generate_totp_secret()
    auth.TOTP.activate(gebruiker, geheim)
    RecoveryCodes.activate(gebruiker)
    RolToekenning.objects.create(gebruiker=gebruiker, rol=rol, organisatie=organisatie, van=dt.date(2020, 1, 1))
    return email, geheim
