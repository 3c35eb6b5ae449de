"""The exports that an SWV asked for on screen."""

from typing import Any, ClassVar

from django.db import models

from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet

VRAGERS = ("directeur_swv", "functioneel_beheerder")


class UitvoeringQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "UitvoeringQuerySet":
        """The director and the functional manager see the exports of their own SWV."""
        if wie.is_taak:
            return self
        return self.filter(swv=wie.code) if wie.heeft(*VRAGERS) else self.none()


class Uitvoering(Afgeschermd):
    """One export of everything an SWV may read: asked for, made in the background, fetched, gone after some days."""

    WACHT, BEZIG, KLAAR, MISLUKT, VERLOPEN = "wacht", "bezig", "klaar", "mislukt", "verlopen"
    STANDEN = (
        (WACHT, "wacht"),
        (BEZIG, "wordt gemaakt"),
        (KLAAR, "staat klaar"),
        (MISLUKT, "niet gelukt"),
        (VERLOPEN, "verlopen"),
    )

    swv = models.CharField(max_length=6, db_index=True)
    stand = models.CharField(max_length=10, choices=STANDEN, default=WACHT)
    gedaan = models.PositiveIntegerField(default=0)
    totaal = models.PositiveIntegerField(default=0)
    rijen = models.PositiveIntegerField(default=0)
    bestanden = models.PositiveIntegerField(default=0)
    grootte = models.PositiveBigIntegerField(default=0)
    zin = models.CharField(max_length=400, blank=True, help_text="waarom het niet lukte")
    door_id = models.UUIDField(null=True)
    door_naam = models.CharField(max_length=120)
    gevraagd_op = models.DateTimeField()
    klaar_op = models.DateTimeField(null=True)
    verloopt_op = models.DateTimeField(null=True)
    opgehaald = models.PositiveIntegerField(default=0, help_text="hoe vaak")

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(UitvoeringQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-gevraagd_op",)
        verbose_name = "uitvoer van alles"
        verbose_name_plural = "uitvoeren van alles"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("swv",), condition=models.Q(stand__in=("wacht", "bezig")), name="uitvoering_een_tegelijk"
            ),
        ]

    def __str__(self) -> str:
        return f"Uitvoer van {self.swv}"

    @property
    def loopt(self) -> bool:
        """Is it waiting or being made."""
        return self.stand in {self.WACHT, self.BEZIG}

    @property
    def percentage(self) -> int:
        """How far, 0 to 100."""
        return round(100 * self.gedaan / self.totaal) if self.totaal else 0
