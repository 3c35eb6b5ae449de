"""The verb of inviting several people at once: checked line by line first, then sent, bounded."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import namen_van

from .actions import mens_uitnodigen
from .forms_mensen import rolnaam_code
from .models import RolToekenning, Uitnodiging
from .permissions import beheerbare_organisaties, eis
from .rules import bezwaar_tegen_rol
from .rules_mensen import Lijstregel, lees_lijst
from .wie import Wie

HOOGSTENS = 100


def lijst_nakijken(*, wie: Wie, tekst: str, rol: str, organisatie: str) -> list[Lijstregel]:
    """Read a pasted list and say per line what is wrong with it; nothing is sent. Raises GeenRecht, OngeldigeInvoer (too long)."""
    eis(wie, "toegang.uitnodigen", organisatie)
    regels = lees_lijst(tekst)
    if not regels:
        raise OngeldigeInvoer(
            "Er staat geen regel met een e-mailadres in de lijst.", {"regels": "Plak minstens één regel."}
        )
    if len(regels) > HOOGSTENS:
        zin = f"Je kunt hoogstens {HOOGSTENS} mensen tegelijk uitnodigen. Deze lijst heeft {len(regels)} regels; deel hem op."
        raise OngeldigeInvoer(zin, {"regels": zin})
    plekken = {naam.lower(): sleutel for sleutel, naam in namen_van(beheerbare_organisaties(wie)).items()}
    plekken |= {sleutel: sleutel for sleutel in plekken.values()}
    gevuld = [_vul_in(r, rol, organisatie, plekken) for r in regels]
    return _bezwaren(gevuld)


def lijst_uitnodigen(*, wie: Wie, regels: Iterable[Lijstregel]) -> list[Uitnodiging]:
    """Invite everyone on a checked list, all or nobody. Raises what `mens_uitnodigen` raises, OngeldigeInvoer (a bad line)."""
    lijst = list(regels)
    fout = [r for r in lijst if r.bezwaar]
    if fout or not lijst or len(lijst) > HOOGSTENS:
        zin = f"Regel {fout[0].nummer}: {fout[0].bezwaar}" if fout else "Er is niets om te versturen."
        raise OngeldigeInvoer(zin, {"regels": zin})
    with transaction.atomic():
        return [
            mens_uitnodigen(wie=wie, email=r.email, naam=r.naam, rol=r.rol, organisatie=r.organisatie) for r in lijst
        ]


def _vul_in(regel: Lijstregel, rol: str, organisatie: str, plekken: dict[str, str]) -> Lijstregel:
    """Role and organisation of the line itself by code or name, else those of the form."""
    if regel.bezwaar:
        return regel
    eigen_rol = rolnaam_code(regel.rol) if regel.rol else rol
    eigen_plek = plekken.get(regel.organisatie.lower(), "") if regel.organisatie else organisatie
    if not eigen_rol:
        return replace(regel, bezwaar=f"De rol “{regel.rol}” bestaat niet. Gebruik de naam uit de lijst met rollen.")
    if not eigen_plek:
        zin = f"De organisatie “{regel.organisatie}” ken ik niet, of die is niet van jou."
        return replace(regel, rol=eigen_rol, bezwaar=zin)
    regel = replace(regel, rol=eigen_rol, organisatie=eigen_plek)
    try:
        validate_email(regel.email)
    except ValidationError:
        return replace(regel, bezwaar="Dit is geen e-mailadres. Schrijf het als naam@organisatie.nl.")
    return replace(regel, bezwaar=bezwaar_tegen_rol(regel.rol, regel.organisatie))


def _bezwaren(regels: list[Lijstregel]) -> list[Lijstregel]:
    """Doubles in the list, invitations on their way, people who have the role: two queries."""
    adressen = {r.email for r in regels}
    onderweg = set(
        Uitnodiging.objects.open()
        .filter(email__in=adressen, verloopt__gt=nu())
        .values_list("email", "rol", "organisatie")
    )
    heeft = set(
        RolToekenning.objects.geldig_op(vandaag()).filter(gebruiker__email__in=adressen)
        .values_list("gebruiker__email", "rol", "organisatie")
    )  # fmt: skip
    gezien: set[tuple[str, str, str]] = set()
    uit = []
    for r in regels:
        wat = (r.email, r.rol, r.organisatie)
        zin = r.bezwaar
        if not zin and wat in gezien:
            zin = "Staat al eerder in deze lijst."
        elif not zin and wat in onderweg:
            zin = "Er is al een uitnodiging onderweg."
        elif not zin and wat in heeft:
            zin = "Heeft deze rol al."
        gezien.add(wat)
        uit.append(replace(r, bezwaar=zin))
    return uit
