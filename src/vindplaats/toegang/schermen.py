"""What the screens of toegang show, made ready from the reads: tables, roles with their state, factors."""

import uuid
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import namen_van
from vindplaats.kern.schermdelen import Actie, Kolom, Rij, Tabel

from . import herstelcodes, queries
from .models import ExterneIdentiteit, Gebruiker, RolToekenning
from .permissions import mag
from .rollen import ROLLEN
from .vers import EIGEN_FACTOREN, heeft_eigen_factor
from .wie import Wie

STANDEN = {"geldig": ("Geldt nu", "goed"), "later": ("Begint later", "bezig"), "voorbij": ("Voorbij", "neutraal")}


@dataclass(frozen=True)
class Rolregel:
    """A grant as a screen shows it."""

    pk: uuid.UUID
    rol: str
    waarvoor: str
    organisatie: str
    toekenning: RolToekenning
    stand: str
    stand_soort: str

    @property
    def loopt(self) -> bool:
        return self.stand != STANDEN["voorbij"][0]


def rolregels(toekenningen: list[RolToekenning]) -> list[Rolregel]:
    """Grants with names and state; one query per kind of organisation."""
    namen = namen_van(t.organisatie for t in toekenningen)
    return [
        Rolregel(
            t.pk,
            queries.rol_naam(t.rol),
            ROLLEN[t.rol].waarvoor,
            namen[t.organisatie],
            t,
            *STANDEN[t.stand_op(vandaag())],
        )
        for t in toekenningen
    ]


def mensen_acties(wie: Wie) -> list[Actie]:
    """What else belongs to people: reviews, shared mailboxes, stand-ins, looking along."""
    acties = (
        ("Rechten nakijken", "toegang:rechten", "toegang.rechten_inzien"),
        ("Gedeelde postvakken", "toegang:rolpostvakken", "toegang.rolpostvak_beheren"),
        ("Vervanging", "toegang:vervangen", "toegang.volmacht_beheren"),
        ("Meekijken", "toegang:meekijken", "toegang.meekijken_zien"),
        ("Meer mensen uitnodigen", "toegang:lijst", "toegang.uitnodigen"),
    )
    return [Actie(naam, reverse(url)) for naam, url, recht in acties if mag(wie, recht)]


def mensen_tabel(wie: Wie, pagina: Any, vraag: str) -> Tabel:
    """The list of people; each with the roles that run, or the last one."""
    rollen = queries.zichtbare_rollen(wie, list(pagina))
    namen = namen_van({t.organisatie for rij in rollen.values() for t in rij})
    kolommen = (
        Kolom("naam", "Naam", kop=True),
        Kolom("email", "E-mailadres"),
        Kolom("rollen", "Rollen"),
        Kolom("tot", "Tot en met", soort="datum"),
    )
    rijen = [Rij(_mensrij(m, rollen[m.pk], namen), reverse("toegang:mens", args=[m.pk])) for m in pagina]
    return Tabel(
        "Mensen en rollen", kolommen, rijen, pagina=pagina, pagina_url=f"?{vraag}&bladzijde=", aantal=pagina.paginator.count,
        leeg="Niemand gevonden. Maak de filters ruimer, of nodig iemand uit.", id="mensen",
    )  # fmt: skip


def _mensrij(gebruiker: Gebruiker, toekenningen: list[RolToekenning], namen: dict[str, str]) -> dict[str, Any]:
    lopend = [t for t in toekenningen if t.stand_op(vandaag()) != "voorbij"] or toekenningen[:1]
    einde = [t.tot for t in lopend if t.tot]
    return {
        "naam": gebruiker.naam,
        "email": gebruiker.email,
        "rollen": "; ".join(f"{t.get_rol_display()}, {namen[t.organisatie]}" for t in lopend),
        "tot": min(einde) if einde else None,
    }


def mens(wie: Wie, gebruiker: Gebruiker) -> dict[str, Any]:
    """One person with the grants that `wie` may see and what `wie` may do."""
    regels = rolregels(queries.zichtbare_rollen(wie, [gebruiker])[gebruiker.pk])
    eigen = gebruiker.pk == wie.gebruiker_id
    wissen = mag(wie, "toegang.factor_wissen") and not eigen and queries.alles_in_bereik(wie, gebruiker)
    return {
        "mens": gebruiker,
        "lopend": [r for r in regels if r.loopt],
        "voorbij": [r for r in regels if not r.loopt],
        "eigen": eigen,
        "heeft_factor": heeft_factor(gebruiker),
        "koppelingen": koppelingen(gebruiker, alle=False),
        "mag_geven": mag(wie, "toegang.rol_geven") and not eigen,
        "mag_vertrek": mag(wie, "toegang.vertrek_regelen") and not eigen and any(r.loopt for r in regels),
        "mag_wissen": wissen,
    }


def rol(toekenning: RolToekenning, form: Any) -> dict[str, Any]:
    """One grant with the form to change or end it."""
    return {"form": form, "regel": rolregels([toekenning])[0], "mens": toekenning.gebruiker}


def account(gebruiker: Gebruiker, form: Any) -> dict[str, Any]:
    """The own account: roles of today and of before, and the state of the second factor."""
    eigen = RolToekenning.objects.filter(gebruiker=gebruiker).order_by("-van")
    regels = rolregels(list(eigen.select_related("gebruiker")))
    factoren = list(Authenticator.objects.filter(user_id=gebruiker.pk).order_by("created_at"))
    codes = next((f for f in factoren if f.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "form": form,
        "lopend": [r for r in regels if r.loopt],
        "voorbij": [r for r in regels if not r.loopt],
        "heeft_factor": any(f.type in EIGEN_FACTOREN for f in factoren),
        "codes_over": herstelcodes.over(codes),
        "heeft_app": any(f.type == Authenticator.Type.TOTP for f in factoren),
        "passkeys": [_passkey(f) for f in factoren if f.type == Authenticator.Type.WEBAUTHN],
        "koppelingen": koppelingen(gebruiker),
        "factor_verplicht": settings.TWEEDE_FACTOR_VERPLICHT,
    }


def heeft_factor(gebruiker: Gebruiker) -> bool:
    """Has this person set up the app or a passkey for the second step."""
    return heeft_eigen_factor(gebruiker.pk)


def koppelingen(gebruiker: Gebruiker, *, alle: bool = True) -> list[dict[str, Any]]:
    """Per outside provider whether this account is linked; also links to a provider that is no longer configured."""
    rijen = {r.aanbieder: r for r in ExterneIdentiteit.objects.filter(gebruiker=gebruiker)}
    namen = {code: a.naam for code, a in settings.OIDC.items()}
    codes = [*namen, *(c for c in rijen if c not in namen)] if alle else list(rijen)
    return [{"code": c, "naam": namen.get(c, c), "rij": rijen.get(c)} for c in codes]


def _passkey(factor: Authenticator) -> dict[str, Any]:
    sleutel = factor.wrap()
    return {
        "pk": factor.pk, "naam": sleutel.name, "sinds": factor.created_at, "gebruikt": factor.last_used_at,
        "zonder_wachtwoord": bool(sleutel.is_passwordless),
    }  # fmt: skip


def zonder_rol(gebruiker: Gebruiker) -> Wie:
    """A person without a role, for the own account page."""
    return Wie(gebruiker.pk, gebruiker.naam, "")
