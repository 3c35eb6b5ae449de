"""Tables of the people side of toegang: sessions, stand-ins, looking along, role mailboxes, reviews of rights, leaving."""

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from vindplaats.kern.models import UuidModel

from .models import Gebruiker, RolToekenning
from .permissions import beheerbare_organisaties
from .rollen import ROLLEN

if TYPE_CHECKING:
    from .wie import Wie

ROLKEUZES = [(r.code, r.naam) for r in ROLLEN.values()]


class SessieQuerySet(models.QuerySet["Sessie"]):
    def open(self) -> "SessieQuerySet":
        """Not ended; whether it has been silent for too long is for `sessies.stand` to say."""
        return self.filter(beeindigd_op=None)

    def zichtbaar_voor(self, wie: "Wie") -> "SessieQuerySet":
        """Only the own sessions."""
        return self if wie.is_taak else self.filter(gebruiker_id=wie.gebruiker_id)


class Sessie(UuidModel):
    """One time somebody signed in: which browser, roughly where from, last sign of life. Ended here is out at once."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="sessies")
    begonnen_op = models.DateTimeField()
    laatst_op = models.DateTimeField()
    browser = models.CharField(max_length=80, blank=True, help_text="soort browser en apparaat, geen versie")
    waar = models.CharField(max_length=60, blank=True, help_text="deel van het netwerkadres, niet het hele")
    beeindigd_op = models.DateTimeField(null=True)
    waarom = models.CharField(max_length=80, blank=True)

    objects = SessieQuerySet.as_manager()

    class Meta:
        ordering = ("-laatst_op",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("gebruiker", "beeindigd_op"), name="sessie_van_gebruiker")
        ]

    def __str__(self) -> str:
        return self.browser


class VolmachtQuerySet(models.QuerySet["Volmacht"]):
    def geldig_op(self, dag: dt.date) -> "VolmachtQuerySet":
        """Stand-ins that are on that day: the giver still has the role, the stand-in still works at that organisation."""
        van_ander = RolToekenning.objects.geldig_op(dag).filter(
            gebruiker=OuterRef("naar"), organisatie=OuterRef("toekenning__organisatie")
        )
        return self.filter(
            Exists(van_ander),
            van__lte=dag,
            tot__gte=dag,
            beeindigd_op=None,
            naar__is_active=True,
            toekenning__in=RolToekenning.objects.geldig_op(dag),
        )

    def zichtbaar_voor(self, wie: "Wie") -> "VolmachtQuerySet":
        """The giver, the stand-in, and who manages people at that organisation."""
        if wie.is_taak:
            return self
        eigen = Q(toekenning__gebruiker_id=wie.gebruiker_id) | Q(naar_id=wie.gebruiker_id)
        return self.filter(eigen | Q(toekenning__organisatie__in=beheerbare_organisaties(wie)))


class Volmacht(UuidModel):
    """Somebody lets a colleague act for one role, from/until (both days count); `rechten` empty means the whole role."""

    toekenning = models.ForeignKey(RolToekenning, on_delete=models.PROTECT, related_name="volmachten")
    naar = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="volmachten")
    van = models.DateField()
    tot = models.DateField()
    waarom = models.CharField(max_length=400)
    rechten = models.JSONField(default=list, blank=True, help_text="codes van rechten; leeg: de hele rol")
    gegeven_op = models.DateTimeField(auto_now_add=True)
    beeindigd_op = models.DateTimeField(null=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")

    objects = VolmachtQuerySet.as_manager()

    class Meta:
        ordering = ("-van", "pk")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="volmacht_tot_na_van"),
        ]

    def __str__(self) -> str:
        return f"{self.toekenning} {self.van} {self.tot}"


class MeekijkenQuerySet(models.QuerySet["Meekijken"]):
    def geldig_op(self, moment: dt.datetime) -> "MeekijkenQuerySet":
        """Begun, not over its time and not ended, at that moment."""
        return self.filter(begint_op__lte=moment, verloopt_op__gt=moment, beeindigd_op=None, aanvrager__is_active=True)

    def zichtbaar_voor(self, wie: "Wie") -> "MeekijkenQuerySet":
        """Who asked, and everyone with the right to see it at that organisation (`toegang.meekijken_zien`)."""
        if wie.is_taak:
            return self
        from .permissions_mensen import meekijk_organisaties

        return self.filter(Q(aanvrager_id=wie.gebruiker_id) | Q(organisatie__in=meekijk_organisaties(wie)))


class Meekijken(UuidModel):
    """A manager looks along in a role of an organisation: timed, with a reason and a ticket, reading only."""

    aanvrager = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="meekijken")
    toekenning = models.ForeignKey(
        RolToekenning, null=True, on_delete=models.PROTECT, related_name="+", help_text="de rol waarmee is gevraagd"
    )
    organisatie = models.CharField(max_length=60, db_index=True)
    rol = models.CharField(max_length=40, choices=ROLKEUZES)
    waarom = models.CharField(max_length=300)
    melding = models.CharField(max_length=60, help_text="nummer van de melding of vraag")
    uren = models.PositiveSmallIntegerField()
    gevraagd_op = models.DateTimeField()
    begint_op = models.DateTimeField(null=True, help_text="leeg: wacht op goedkeuring")
    verloopt_op = models.DateTimeField(null=True)
    besluit_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    geweigerd_op = models.DateTimeField(null=True)
    beeindigd_op = models.DateTimeField(null=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MeekijkenQuerySet.as_manager()

    class Meta:
        ordering = ("-gevraagd_op",)

    def __str__(self) -> str:
        return f"{self.get_rol_display()} ({self.organisatie})"

    def stand_op(self, moment: dt.datetime) -> str:
        """`geweigerd`, `beeindigd`, `gevraagd`, `loopt` or `voorbij` at that moment."""
        if self.geweigerd_op:
            return "geweigerd"
        if self.beeindigd_op:
            return "beeindigd"
        if self.begint_op is None or self.verloopt_op is None:
            return "gevraagd"
        return "loopt" if self.verloopt_op > moment else "voorbij"


class Organisatieregel(UuidModel):
    """What an organisation decided itself about its people side."""

    organisatie = models.CharField(max_length=60, unique=True)
    meekijken_vooraf = models.BooleanField("Eerst goedkeuren", default=False)


class RolpostvakQuerySet(models.QuerySet["Rolpostvak"]):
    def zichtbaar_voor(self, wie: "Wie") -> "RolpostvakQuerySet":
        """Who has that role there now, and who manages people there."""
        if wie.is_taak:
            return self
        eigen = Q(rol=wie.rol, organisatie=wie.organisatie)
        return self.filter(eigen | Q(organisatie__in=beheerbare_organisaties(wie)))


class Rolpostvak(UuidModel):
    """The shared mailbox of a role at an organisation. `ook_zelf`: members get their own notice as well."""

    organisatie = models.CharField(max_length=60)
    rol = models.CharField(max_length=40, choices=ROLKEUZES)
    email = models.EmailField("e-mailadres", blank=True)
    ook_zelf = models.BooleanField(default=True)
    gesloten_op = models.DateTimeField(null=True)
    gemaild_op = models.DateTimeField(null=True)

    objects = RolpostvakQuerySet.as_manager()

    class Meta:
        ordering = ("organisatie", "rol")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("organisatie", "rol"), name="rolpostvak_een_per_rol"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} ({self.organisatie})"


class Rolbericht(UuidModel):
    """A notice for a role, once for all members. Done is done for all."""

    postvak = models.ForeignKey(Rolpostvak, on_delete=models.CASCADE, related_name="berichten")
    tekst = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    sleutel = models.CharField(max_length=160)
    gemaakt_op = models.DateTimeField()
    gemaild_op = models.DateTimeField(null=True)
    klaar_op = models.DateTimeField(null=True)
    klaar_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-gemaakt_op", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("postvak", "sleutel"), name="rolbericht_eens_per_sleutel"),
        ]

    def __str__(self) -> str:
        return self.tekst


class Oppak(UuidModel):
    """Who picked up what of the shared work of a role: `bericht:<id>` or `werk:<url>`. One person at a time."""

    postvak = models.ForeignKey(Rolpostvak, on_delete=models.CASCADE, related_name="opgepakt")
    sleutel = models.CharField(max_length=320)
    titel = models.CharField(max_length=300)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="opgepakt")
    op = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("postvak", "sleutel"), name="oppak_een_tegelijk"),
        ]


class RechtenrondeQuerySet(models.QuerySet["Rechtenronde"]):
    def zichtbaar_voor(self, wie: "Wie") -> "RechtenrondeQuerySet":
        """Who manages people there, and the privacy officer for everything the SWV reaches."""
        if wie.is_taak:
            return self
        from .permissions_mensen import nakijkbare_organisaties

        return self.filter(organisatie__in=nakijkbare_organisaties(wie))


class Rechtenronde(UuidModel):
    """One review of the rights at an organisation. Closed it is evidence and changes no more."""

    organisatie = models.CharField(max_length=60, db_index=True)
    begonnen_op = models.DateTimeField()
    begonnen_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    uiterlijk = models.DateField()
    afgerond_op = models.DateTimeField(null=True)

    objects = RechtenrondeQuerySet.as_manager()

    class Meta:
        ordering = ("-begonnen_op",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("organisatie",), condition=Q(afgerond_op=None), name="rechtenronde_een_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie} {self.uiterlijk}"


class Rechtenregel(UuidModel):
    """One grant in a review: stays, ends, or was over before anybody decided."""

    BLIJFT, EINDIGT, VERVALLEN = "blijft", "eindigt", "vervallen"
    BESLUITEN = ((BLIJFT, "blijft"), (EINDIGT, "beëindigd"), (VERVALLEN, "was al voorbij"))

    ronde = models.ForeignKey(Rechtenronde, on_delete=models.CASCADE, related_name="regels")
    toekenning = models.ForeignKey(RolToekenning, on_delete=models.PROTECT, related_name="rechtenregels")
    sinds = models.DateField()
    laatst_gebruikt = models.DateField(null=True)
    besluit = models.CharField(max_length=10, choices=BESLUITEN, blank=True)
    waarom = models.CharField(max_length=400, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("ronde", "toekenning"), name="rechtenregel_eens"),
        ]


class Vertrek(UuidModel):
    """Somebody leaves an organisation: when, and who decided. What was handed over hangs on it."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="vertrekken")
    organisatie = models.CharField(max_length=60)
    laatste_dag = models.DateField()
    waarom = models.CharField(max_length=400, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()


class OverdrachtQuerySet(models.QuerySet["Overdracht"]):
    def zichtbaar_voor(self, wie: "Wie") -> "OverdrachtQuerySet":
        """Who gave, who got, and who manages people at that organisation."""
        if wie.is_taak:
            return self
        eigen = Q(van_id=wie.gebruiker_id) | Q(naar_id=wie.gebruiker_id)
        return self.filter(eigen | Q(vertrek__organisatie__in=beheerbare_organisaties(wie)))


class Overdracht(UuidModel):
    """One open thing that went from who leaves to a successor; in the successor's worklist until seen."""

    vertrek = models.ForeignKey(Vertrek, on_delete=models.CASCADE, related_name="overdrachten")
    kamer = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=320)
    soort = models.CharField(max_length=60)
    titel = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    organisatie = models.CharField(max_length=60)
    van = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    naar = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="overgenomen")
    gezien_op = models.DateTimeField(null=True)

    objects = OverdrachtQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("vertrek", "kamer", "sleutel"), name="overdracht_eens"),
        ]


def einde_van(dag: dt.date) -> dt.datetime:
    """The last moment of a day in the Netherlands."""
    return timezone.make_aware(dt.datetime.combine(dag, dt.time.max))
