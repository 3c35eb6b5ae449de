"""Tables of instellingen: values, calendar and letters of an SWV. A row is never overwritten; a later row takes over."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet
from vindplaats.toegang.models import Gebruiker

CONCEPT, GELDIG, VERBETERD, INGETROKKEN = "concept", "geldig", "verbeterd", "ingetrokken"
STANDEN = (
    (CONCEPT, "concept"),
    (GELDIG, "geldig"),
    (VERBETERD, "verbeterd"),
    (INGETROKKEN, "ingetrokken"),
)


class AfspraakQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "AfspraakQuerySet":
        """What an SWV agreed on is for everyone whose role reaches that SWV; what was withdrawn or corrected only for its own people.

        A draft is only for its maker.
        """
        if wie.is_taak:
            return self
        eigen = Q(swv=wie.organisatie) & ~Q(stand=CONCEPT)
        kring = Q(swv__in=wie.bereik.swvs, stand=GELDIG)
        return self.filter(eigen | kring | Q(swv=wie.organisatie, stand=CONCEPT, door_id=wie.gebruiker_id))

    def geldig(self) -> "AfspraakQuerySet":
        """Without drafts and without what was corrected or withdrawn."""
        return self.filter(stand=GELDIG)


class Afspraak(Afgeschermd):
    """Common columns: of which SWV, from whom, why, and what became of it."""

    swv = models.CharField(max_length=60, help_text="sleutel: swv:PO3105")
    stand = models.CharField(max_length=12, choices=STANDEN, default=GELDIG)
    bron = models.CharField(max_length=300, blank=True, help_text="waar het staat: besluit, plan, wet")
    waarom = models.CharField(max_length=400, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    door_naam = models.CharField(max_length=120, blank=True)
    op = models.DateTimeField()
    einde_op = models.DateTimeField(null=True, help_text="wanneer het is verbeterd of ingetrokken")
    einde_door_naam = models.CharField(max_length=120, blank=True)
    einde_waarom = models.CharField(max_length=400, blank=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(AfspraakQuerySet)

    class Meta(Afgeschermd.Meta):
        abstract = True


class Waarde(Afspraak):
    """What holds for one setting from a day on; `waarde` null means: from that day on nothing is set.

    It holds until the next row begins, or to and including `tot` when that comes first; after `tot` nothing holds.
    """

    code = models.CharField(max_length=80)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    waarde = models.JSONField(null=True)
    verbetert = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="verbeteringen")

    class Meta(Afspraak.Meta):
        verbose_name = "waarde"
        verbose_name_plural = "waarden"
        ordering = ("swv", "code", "-vanaf", "-op")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("swv", "code", "vanaf"), name="waarde_op_dag")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("swv", "code", "vanaf"), condition=Q(stand="geldig"), name="waarde_een_per_begindag"
            ),
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gte=F("vanaf")), name="waarde_tot_na_vanaf"),
        ]

    def __str__(self) -> str:
        return f"{self.code} van {self.swv} vanaf {self.vanaf}"


class Periode(Afspraak):
    """Days in the calendar of an SWV: a school holiday of a region, or days on which its office is closed."""

    VAKANTIE, SLUITING = "vakantie", "sluiting"
    SOORTEN = ((VAKANTIE, "schoolvakantie"), (SLUITING, "sluitingsdag"))
    REGIOS = (("noord", "Noord"), ("midden", "Midden"), ("zuid", "Zuid"))

    schooljaar = models.PositiveSmallIntegerField(help_text="beginjaar")
    soort = models.CharField(max_length=10, choices=SOORTEN)
    regio = models.CharField(max_length=8, choices=REGIOS, blank=True, help_text="leeg: voor het hele verband")
    naam = models.CharField(max_length=80)
    van = models.DateField()
    tot = models.DateField()
    verbetert = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="verbeteringen")

    class Meta(Afspraak.Meta):
        verbose_name = "periode"
        verbose_name_plural = "periodes"
        ordering = ("van", "soort", "regio")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("swv", "van", "tot"), name="periode_op_dag")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="periode_tot_na_van"),
            models.UniqueConstraint(
                fields=("swv", "soort", "regio", "naam", "van"), condition=Q(stand="geldig"), name="periode_niet_dubbel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} {self.van} - {self.tot}"


class Briefversie(Afspraak):
    """The own text of an SWV for one kind of letter or mail, from a day on."""

    code = models.CharField(max_length=80)
    vanaf = models.DateField(null=True, help_text="leeg zolang het een concept is")
    onderwerp = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)
    standaard = models.BooleanField(default=False, help_text="vanaf deze dag weer de tekst van het huis")

    class Meta(Afspraak.Meta):
        verbose_name = "briefversie"
        verbose_name_plural = "briefversies"
        ordering = ("swv", "code", "-vanaf", "-op")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("swv", "code", "vanaf"), condition=Q(stand="geldig"), name="briefversie_een_per_begindag"
            ),
            models.UniqueConstraint(
                fields=("swv", "code", "door"), condition=Q(stand="concept"), name="briefversie_een_concept"
            ),
            models.CheckConstraint(
                condition=Q(stand="concept") | Q(vanaf__isnull=False), name="briefversie_heeft_begindag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} van {self.swv} vanaf {self.vanaf}"
