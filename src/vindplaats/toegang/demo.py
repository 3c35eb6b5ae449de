"""Demo step `20-mensen`: invented people in every role, and the picker that shows them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.text import slugify

from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import demo_stappen, namen_van, soort_van

from . import demo_mensen as data
from .models import Gebruiker, RolToekenning
from .queries import bereik_van
from .rollen import ROLLEN

Plek = tuple[str, str, str]
"""role, key of the organisation, name of the person"""


@dataclass(frozen=True)
class Demokeuze:
    """One button of the picker."""

    toekenning: str
    naam: str
    rol: str
    zin: str


@dataclass(frozen=True)
class Demogroep:
    """People of one organisation."""

    organisatie: str
    soort: str
    keuzes: list[Demokeuze]


def plekken() -> Iterator[Plek]:
    """Who works where in the demo: every role at least once, every board a bestuurder and a bestuursadviseur."""
    for rol, namen in data.SWV_MENSEN.items():
        yield from ((rol, f"swv:{code}", naam) for code, naam in zip(data.SWVS, namen, strict=True))
    eerste = f"swv:{data.SWVS[0]}"
    yield from ((rol, eerste, naam) for rol, naam in data.SWV_EEN.items())
    for nummer, (bestuurder, adviseur) in data.BESTUUR_MENSEN.items():
        yield "bestuurder", f"bestuur:{nummer}", bestuurder
        yield "bestuursadviseur", f"bestuur:{nummer}", adviseur
    yield from ((rol, f"bestuur:{next(iter(data.BESTUUR_MENSEN))}", naam) for rol, naam in data.BESTUUR_EEN.items())
    yield from _uit_bereik(eerste)


def _uit_bereik(swv: str) -> Iterator[Plek]:
    """Roles at a school, a municipality and a partner: the first of each that the SWV reaches."""
    bereik = bereik_van(swv)
    scholen = sorted(bereik.scholen)
    if scholen:
        yield from ((rol, scholen[0], naam) for rol, naam in data.SCHOOL_EEN.items())
    for rol, naam in data.ANDER_EEN.items():
        plek = min((s for s in bereik.overig if soort_van(s) == ROLLEN[rol].soort), default=None)
        if plek:
            yield rol, plek, naam


def demo_accounts(begin: dt.date | None = None) -> int:
    """Lay the people and their roles; what is there already stays as it is. Returns how many roles are new.

    The accounts have no usable password: one steps in through the picker.
    """
    begin = begin or dt.date(vandaag().year - 4, 8, 1)
    nieuw = 0
    with transaction.atomic():
        for rol, organisatie, naam in plekken():
            gebruiker = _mens(naam)
            _, gemaakt = RolToekenning.objects.get_or_create(
                gebruiker=gebruiker, rol=rol, organisatie=organisatie, defaults={"van": begin}
            )
            nieuw += gemaakt
    return nieuw


def _mens(naam: str) -> Gebruiker:
    email = f"{slugify(naam).replace('-', '.')}@{data.DOMEIN}"
    gebruiker = Gebruiker.objects.filter(email=email).first()
    if gebruiker is None:
        gebruiker = Gebruiker.objects.create_user(email, naam)
        EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    return gebruiker


def is_demomens(gebruiker: Gebruiker) -> bool:
    """Is this one of the invented people; only those can be stepped into."""
    return gebruiker.email.endswith(f"@{data.DOMEIN}")


def kiezer() -> list[Demogroep]:
    """The picker: SWVs first, then boards, schools and others; first the roles that do most here."""
    orde = list(dict.fromkeys([*data.ZINNEN, *ROLLEN]))
    soorten = ("swv", "bestuur", "school", "gemeente", "partner")
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(gebruiker__email__endswith=f"@{data.DOMEIN}")
    rijen = sorted(geldig.select_related("gebruiker"), key=lambda t: orde.index(t.rol))
    namen = namen_van({t.organisatie for t in rijen})
    groepen: dict[str, Demogroep] = {}
    for sleutel in sorted(namen, key=lambda s: (soorten.index(soort_van(s)), s)):
        groepen[sleutel] = Demogroep(namen[sleutel], soort_van(sleutel), [])
    for t in rijen:
        zin = data.ZINNEN.get(t.rol, f"{ROLLEN[t.rol].waarvoor[:1].upper()}{ROLLEN[t.rol].waarvoor[1:]}.")
        groepen[t.organisatie].keuzes.append(Demokeuze(str(t.pk), t.gebruiker.naam, ROLLEN[t.rol].naam, zin))
    return list(groepen.values())


def leg_mensen(**_: object) -> None:
    """The demo step."""
    demo_accounts()


demo_stappen.voeg_toe("20-mensen", leg_mensen)
