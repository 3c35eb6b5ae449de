"""Tables of toegang: users, grants of roles, invitations, the append-only log, messages."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet, UuidModel

from . import keten
from .models_keten import Afsluiting, Schakel, Wachtend  # noqa: F401
from .permissions import beheerbare_organisaties
from .rollen import ROLLEN
from .wie import Wie


class GebruikerManager(BaseUserManager["Gebruiker"]):
    """Accounts arise by invitation only; this is the one place that makes them."""

    def create_user(self, email: str, naam: str = "", password: str | None = None) -> "Gebruiker":
        gebruiker = self.model(email=email.strip().lower(), naam=naam)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def get_by_natural_key(self, username: str | None) -> "Gebruiker":
        return self.get(email=(username or "").strip().lower())


class Gebruiker(AbstractBaseUser, UuidModel):
    """A person who can sign in. Rights come only from `RolToekenning`."""

    email = models.EmailField("e-mailadres", unique=True)
    naam = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True)
    aangemaakt = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["naam"]
    objects: ClassVar[GebruikerManager] = GebruikerManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"

    def __str__(self) -> str:
        return self.naam or self.email

    def get_short_name(self) -> str:
        return self.naam.split()[0] if self.naam else self.email


def _einde_van(dag: dt.date) -> dt.datetime:
    """The last moment of a day in the Netherlands."""
    return timezone.make_aware(dt.datetime.combine(dag, dt.time.max))


class RolToekenningQuerySet(models.QuerySet["RolToekenning"]):
    def geldig_op(self, dag: dt.date) -> "RolToekenningQuerySet":
        """Grants that are on at that day: from and until inclusive, not ended at once on or before that day."""
        return self.filter(
            Q(tot=None) | Q(tot__gte=dag),
            Q(beeindigd_op=None) | Q(beeindigd_op__gt=_einde_van(dag)),
            van__lte=dag,
            gebruiker__is_active=True,
        )

    def zichtbaar_voor(self, wie: Wie) -> "RolToekenningQuerySet":
        """Everyone sees the own grants; who manages people sees all grants at the organisations that are theirs."""
        if wie.is_taak:
            return self
        return self.filter(Q(gebruiker_id=wie.gebruiker_id) | Q(organisatie__in=beheerbare_organisaties(wie)))


class RolToekenning(UuidModel):
    """A role of a person at one organisation, from/until. `organisatie` is a key such as `swv:PO3105`."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="rollen")
    rol = models.CharField(max_length=40, choices=[(r.code, r.naam) for r in ROLLEN.values()])
    organisatie = models.CharField(max_length=60, db_index=True)
    van = models.DateField()
    tot = models.DateField(null=True, blank=True)
    gegeven_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    gegeven_op = models.DateTimeField(auto_now_add=True)
    beeindigd_op = models.DateTimeField(null=True, blank=True, help_text="gevuld als de rol per direct is beëindigd")
    laatst_gebruikt = models.DateField(null=True, blank=True, help_text="laatste dag dat iemand in deze rol werkte")

    objects = RolToekenningQuerySet.as_manager()

    class Meta:
        ordering = ("organisatie", "rol")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gte=models.F("van")), name="toekenning_tot_na_van"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} ({self.organisatie})"

    def stand_op(self, dag: dt.date) -> str:
        """`geldig`, `later` (has not begun) or `voorbij` on that day."""
        if self.beeindigd_op and self.beeindigd_op <= _einde_van(dag):
            return "voorbij"
        if self.tot and self.tot < dag:
            return "voorbij"
        return "later" if self.van > dag else "geldig"


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    def open(self) -> "UitnodigingQuerySet":
        """Not taken and not withdrawn; may have expired (then it can be sent again)."""
        return self.filter(aangenomen_op=None, ingetrokken_op=None)

    def zichtbaar_voor(self, wie: Wie) -> "UitnodigingQuerySet":
        """Who manages people sees the invitations for the organisations that are theirs."""
        return self if wie.is_taak else self.filter(organisatie__in=beheerbare_organisaties(wie))


class Uitnodiging(UuidModel):
    """An invitation by e-mail to take a role; the token is stored hashed, works once and expires."""

    email = models.EmailField()
    naam = models.CharField(max_length=120)
    rol = models.CharField(max_length=40, choices=[(r.code, r.naam) for r in ROLLEN.values()])
    organisatie = models.CharField(max_length=60)
    rol_van = models.DateField(null=True, blank=True, help_text="leeg: vanaf de dag dat iemand de uitnodiging aanneemt")
    rol_tot = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    verloopt = models.DateTimeField()
    gemaakt_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    aangenomen_op = models.DateTimeField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)
    gebruiker = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="uitnodigingen")

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        ordering = ("-gemaakt_op",)

    def __str__(self) -> str:
        return f"{self.get_rol_display()} ({self.organisatie})"

    def stand_op(self, moment: dt.datetime) -> str:
        """`open`, `verlopen`, `ingetrokken` or `aangenomen`."""
        if self.aangenomen_op:
            return "aangenomen"
        if self.ingetrokken_op:
            return "ingetrokken"
        return "verlopen" if self.verloopt <= moment else "open"


ALLEEN_AANVULLEN = "Het logboek wordt alleen aangevuld, nooit gewijzigd of gewist."
AANMELDEN_MISLUKT = "toegang.aanmelden_mislukt"
GEWEIGERD, NIET_GEVONDEN, VREEMDE_GEWEIGERD = "toegang.geweigerd", "toegang.niet_gevonden", "toegang.bezoeker_geweigerd"
VAN_NIEMAND = (AANMELDEN_MISLUKT, VREEMDE_GEWEIGERD)
"""rows that belong to no organisation and hold nothing about a person: every SWV's watch may see them"""


class GebeurtenisQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> Self:
        """The privacy officer and the functional manager of an SWV read the log of what that SWV reaches.

        Failed sign-ins with an address that nobody has, and refusals of visitors, belong to no organisation: both may see
        those too (they hold no address). Others read nothing here; the trail of one object is shown by the room that owns it, through
        `toegang.log.spoor`.
        """
        if wie.is_taak:
            return self
        if wie.heeft("privacy_officer", "functioneel_beheerder"):
            return self.filter(
                Q(organisatie__in=wie.bereik.alles | {wie.organisatie}) | Q(organisatie="", naam__in=VAN_NIEMAND)
            )
        return self.none()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            gemaakt = super().bulk_create(objs, *args, **kwargs)
            keten.zet_in_de_rij(gemaakt)
        return gemaakt

    def update(self, **kwargs: Any) -> int:
        raise TypeError(ALLEEN_AANVULLEN)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        raise TypeError(ALLEEN_AANVULLEN)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(ALLEEN_AANVULLEN)

    def _raw_delete(self, using: str | None) -> int:
        raise TypeError(ALLEEN_AANVULLEN)


class _RauweGebeurtenisManager(models.Manager.from_queryset(GebeurtenisQuerySet)):  # type: ignore[misc]
    """Django's own door to the log (relations, migrations): append-only as well."""


class Gebeurtenis(Afgeschermd):
    """One thing that happened: changing, reading or sharing. Append-only (architecture.md, promise 4)."""

    WIJZIGEN, LEZEN, DELEN, TOEGANG = "wijzigen", "lezen", "delen", "toegang"

    wanneer = models.DateTimeField(db_index=True)
    soort = models.CharField(max_length=10)
    naam = models.CharField(max_length=100, db_index=True)
    gebruiker = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    wie_naam = models.CharField(max_length=120)
    rol = models.CharField(max_length=40)
    organisatie = models.CharField(max_length=60, db_index=True)
    onderwerp = models.CharField(max_length=120)
    zin = models.CharField(max_length=400)
    waarom = models.CharField(max_length=400, blank=True)
    details = models.JSONField(default=dict)

    _rauw: ClassVar[models.Manager[Any]] = _RauweGebeurtenisManager()
    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(GebeurtenisQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-wanneer", "-id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisatie", "-wanneer", "-id"), name="logboek_per_organisatie"),
            models.Index(fields=("onderwerp", "-wanneer"), name="logboek_per_onderwerp"),
        ]

    def __str__(self) -> str:
        return self.zin

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(ALLEEN_AANVULLEN)
        with transaction.atomic():
            super().save(*args, **kwargs)
            keten.zet_in_de_rij([self])

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(ALLEEN_AANVULLEN)


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def zichtbaar_voor(self, wie: Wie) -> "BerichtQuerySet":
        """A message is for its receiver only, whatever role is on."""
        return self if wie.is_taak else self.filter(gebruiker_id=wie.gebruiker_id)


class Bericht(UuidModel):
    """A message for one person inside the product; the mail that goes with it carries no personal data."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="berichten")
    tekst = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    sleutel = models.CharField(max_length=160, help_text="houdt dubbele herinneringen tegen")
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    gemaild_op = models.DateTimeField(null=True)
    gelezen_op = models.DateTimeField(null=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        ordering = ("-gemaakt_op",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("gebruiker", "sleutel"), name="bericht_eens_per_sleutel"),
        ]


from .models_deuren import Bekend as Bekend  # noqa: E402
from .models_deuren import ExterneIdentiteit as ExterneIdentiteit  # noqa: E402
from .models_deuren import Poging as Poging  # noqa: E402
from .models_deuren import Verbruikt as Verbruikt  # noqa: E402
from .models_mensen import Meekijken as Meekijken  # noqa: E402
from .models_mensen import Oppak as Oppak  # noqa: E402
from .models_mensen import Organisatieregel as Organisatieregel  # noqa: E402
from .models_mensen import Overdracht as Overdracht  # noqa: E402
from .models_mensen import Rechtenregel as Rechtenregel  # noqa: E402
from .models_mensen import Rechtenronde as Rechtenronde  # noqa: E402
from .models_mensen import Rolbericht as Rolbericht  # noqa: E402
from .models_mensen import Rolpostvak as Rolpostvak  # noqa: E402
from .models_mensen import Sessie as Sessie  # noqa: E402
from .models_mensen import Vertrek as Vertrek  # noqa: E402
from .models_mensen import Volmacht as Volmacht  # noqa: E402
