"""Rows of indicatoren: what was measured (with its source and sentence) and the norms SWVs set."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet, UuidModel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Deelname
from vindplaats.toegang.rollen import ROLLEN

from .declaratie import Indicator, indicator

OPERATORS = ("=", "<", "<=", ">", ">=", "~")


class MeetwaardeQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "MeetwaardeQuerySet":
        """A figure belongs to the organisation it is about.

        Its own people see it in every state (a board also those of its schools). Others see it once it is confirmed and shared:
        with the participants (`deelnemers`) people of the SWVs the organisation takes part in; with the invited
        (`genodigden`) also roles that never read content, such as a council or the inspectorate.
        """
        if wie.is_taak:
            return self
        eigen = Q(organisatie=wie.organisatie)
        if wie.soort == "bestuur":
            eigen |= Q(organisatie__in=wie.bereik.scholen)
        rol = ROLLEN.get(wie.rol)
        kring = [Meetwaarde.DEELNEMERS, Meetwaarde.GENODIGDEN] if rol and rol.inhoud else [Meetwaarde.GENODIGDEN]
        codes = wie.swv_codes
        buren = (
            Deelname.objects.filter(swv__in=codes)
            .annotate(sleutel=Concat(Value("bestuur:"), F("bestuur_id"), output_field=models.CharField()))
            .values("sleutel")
        )
        dichtbij = Q(swv__in=codes) | Q(organisatie__in=wie.bereik.alles) | Q(organisatie__in=buren)
        return self.filter(eigen | Q(dichtbij, stand=Meetwaarde.BEVESTIGD, gedeeld_met__in=kring))

    def geldend(self) -> "MeetwaardeQuerySet":
        """Only what a person confirmed."""
        return self.filter(stand=Meetwaarde.BEVESTIGD)


class Meetwaarde(Afgeschermd):
    """One measured figure of one organisation in one school year. Empty is not zero (VER-12).

    `waarde` is in the unit of the row (`%` as 12.5, euro's in whole cents); `operator` tells "less than" and "about" apart.
    """

    VOORGESTELD, BEVESTIGD, AFGEWEZEN = "voorgesteld", "bevestigd", "afgewezen"
    STANDEN = ((VOORGESTELD, "voorgesteld"), (BEVESTIGD, "bevestigd"), (AFGEWEZEN, "afgewezen"))
    EIGEN, DEELNEMERS, GENODIGDEN = "eigen", "deelnemers", "genodigden"
    KRINGEN = (
        (EIGEN, "alleen de eigen organisatie"),
        (DEELNEMERS, "de besturen en het samenwerkingsverband"),
        (GENODIGDEN, "ook wie is uitgenodigd"),
    )

    indicator = models.CharField(max_length=60, blank=True, help_text="leeg: nog niet gekoppeld")
    organisatie = models.CharField(max_length=60)
    swv = models.CharField(max_length=6, blank=True, help_text="leeg: voor de hele organisatie")
    schooljaar = models.PositiveSmallIntegerField(help_text="beginjaar")
    waarde = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    teller = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    noemer = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    operator = models.CharField(max_length=2, default="=", choices=[(o, o) for o in OPERATORS])
    eenheid = models.CharField(max_length=20, blank=True)
    peildatum = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200)
    bron_sleutel = models.CharField(max_length=120, blank=True, db_index=True)
    onderdeel = models.CharField(max_length=60, blank=True, help_text="deel van het formulier waar de zin staat")
    zin = models.TextField(blank=True, help_text="de zin waar het getal uit komt")
    label = models.CharField(max_length=160, blank=True, help_text="hoe het getal in de zin heet")
    voorstel = models.CharField(max_length=60, blank=True, help_text="indicator die de lezer voorstelde")
    zekerheid = models.FloatField(null=True, blank=True)
    uit_vorig = models.BooleanField(
        default=False, help_text="een jaar later verteld als waarde van vorig jaar (VER-13)"
    )
    stand = models.CharField(max_length=12, choices=STANDEN, default=VOORGESTELD)
    gedeeld_met = models.CharField(max_length=12, choices=KRINGEN, default=EIGEN)
    toelichting = models.TextField(blank=True)
    door_id = models.UUIDField(null=True, blank=True)
    door_naam = models.CharField(max_length=120, blank=True)
    op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(MeetwaardeQuerySet)

    class Meta(Afgeschermd.Meta):
        verbose_name = "meetwaarde"
        verbose_name_plural = "meetwaarden"
        ordering = ("schooljaar", "indicator", "organisatie")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("indicator", "schooljaar", "organisatie"), name="meetwaarde_indicator_jaar"),
            models.Index(fields=("organisatie", "schooljaar"), name="meetwaarde_van_wie"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(noemer=None) | Q(noemer__gt=0), name="meetwaarde_noemer_boven_nul"),
            models.CheckConstraint(
                condition=~Q(stand="bevestigd") | ~Q(indicator=""), name="meetwaarde_bevestigd_heeft_indicator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator or self.label} {self.organisatie} {self.jaar}: {self.operator}{self.waarde}"

    @property
    def jaar(self) -> Schooljaar:
        return Schooljaar(self.schooljaar)

    @property
    def wat(self) -> Indicator | None:
        """The declaration, or None when it is not linked yet."""
        return indicator(self.indicator) if self.indicator else None


class Norm(UuidModel):
    """A norm or a target an SWV sets for an indicator from a school year on (C-09). Empty value: from then on none.

    No row means no norm: it is never invented. KPI-01: first without, then method, source and target.
    """

    MINSTENS, HOOGSTENS = "minstens", "hoogstens"
    NORM, STREEFWAARDE = "norm", "streefwaarde"

    indicator = models.CharField(max_length=60)
    swv = models.CharField(max_length=6)
    vanaf = models.PositiveSmallIntegerField(help_text="beginjaar van het eerste schooljaar")
    soort = models.CharField(max_length=12, choices=[(NORM, "norm"), (STREEFWAARDE, "streefwaarde")], default=NORM)
    waarde = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    richting = models.CharField(
        max_length=10, choices=[(MINSTENS, "minstens"), (HOOGSTENS, "hoogstens")], default=MINSTENS
    )
    bron = models.CharField(max_length=200)
    gezet_door = models.CharField(max_length=120)
    gezet_op = models.DateTimeField()

    class Meta:
        verbose_name = "norm"
        verbose_name_plural = "normen"
        ordering = ("swv", "indicator", "-vanaf")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("indicator", "swv", "vanaf", "soort"), name="norm_eens_per_jaar")
        ]

    def gehaald(self, waarde: Decimal | None) -> bool | None:
        """Does a figure meet the norm; None when there is no figure or no norm."""
        if waarde is None or self.waarde is None:
            return None
        return waarde >= self.waarde if self.richting == self.MINSTENS else waarde <= self.waarde
