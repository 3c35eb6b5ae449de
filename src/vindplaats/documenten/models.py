"""Tables of documenten: files that came in or were made, numbers for letters, the house style of an SWV."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet, UuidModel
from vindplaats.toegang.models import Gebruiker

from .rules import STANDAARDKLEUR


class BestandQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "BestandQuerySet":
        """A list of files shows what this person sent in, and what belongs to the organisation of the role.

        One file at a time is wider: then the room that owns it decides (`queries.bestand_voor`).
        """
        if wie.is_taak:
            return self
        return self.filter(Q(geupload_door_id=wie.gebruiker_id) | Q(eigenaar=wie.organisatie))


class Bestand(Afgeschermd):
    """A file on disk. `plek` is made from the id only; nothing a user typed ends up in a path."""

    BEWAARD, GEWIST = "bewaard", "gewist"
    STANDEN = ((BEWAARD, "bewaard"), (GEWIST, "gewist"))

    eigenaar = models.CharField(max_length=60, db_index=True, help_text="sleutel van de organisatie: swv:PO3105")
    kamer = models.CharField(max_length=40, help_text="kamer die zegt wie het mag zien (registers.bestand_rechten)")
    onderwerp = models.CharField(
        max_length=120, blank=True, db_index=True, help_text="sleutel van de rij waar het bij hoort"
    )
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=8)
    mime = models.CharField(max_length=120)
    grootte = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    plek = models.CharField(max_length=120, unique=True)
    bladzijden = models.PositiveIntegerField(null=True)
    waarschuwingen = models.JSONField(default=list)
    dubbel_van = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="dubbelen")
    stand = models.CharField(max_length=10, choices=STANDEN, default=BEWAARD)
    geupload_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    geupload_naam = models.CharField(max_length=120)
    gemaakt_op = models.DateTimeField(db_index=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(BestandQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-gemaakt_op",)
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("eigenaar", "sha256"))]

    def __str__(self) -> str:
        return self.naam


class GegenereerdQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "GegenereerdQuerySet":
        """Letters and reports that belong to the organisation of the role, or that this person made."""
        if wie.is_taak:
            return self
        return self.filter(Q(gemaakt_door_id=wie.gebruiker_id) | Q(eigenaar=wie.organisatie))


class Gegenereerd(Afgeschermd):
    """A letter or report the product made: what, from which row, by whom, when, and the file itself."""

    eigenaar = models.CharField(max_length=60, db_index=True)
    soort = models.CharField(max_length=60, help_text="adres van het soort stuk: verantwoording.gezamenlijk")
    titel = models.CharField(max_length=200)
    kenmerk = models.CharField(max_length=40, unique=True)
    onderwerp = models.CharField(max_length=120, db_index=True)
    bestand = models.ForeignKey(Bestand, on_delete=models.PROTECT, related_name="gegenereerd")
    melding = models.CharField(
        max_length=400, blank=True, help_text="bijvoorbeeld: niet helemaal toegankelijk, en waarom"
    )
    gemaakt_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    gemaakt_naam = models.CharField(max_length=120)
    gemaakt_op = models.DateTimeField(db_index=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(GegenereerdQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-gemaakt_op",)
        verbose_name = "gegenereerd stuk"
        verbose_name_plural = "gegenereerde stukken"

    def __str__(self) -> str:
        return f"{self.titel} ({self.kenmerk})"


class Kenmerkreeks(UuidModel):
    """The last number given out per organisation and year, for the kenmerk on paper."""

    eigenaar = models.CharField(max_length=60)
    jaar = models.PositiveSmallIntegerField()
    laatste = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("eigenaar", "jaar"), name="kenmerkreeks_een_per_jaar"),
        ]


class Huisstijl(models.Model):
    """How screens and paper of one SWV look. Public by nature: it stands on every letter and page."""

    organisatie = models.CharField(max_length=60, primary_key=True, help_text="sleutel: swv:PO3105")
    kleur = models.CharField(max_length=7, default=STANDAARDKLEUR)
    logo = models.BinaryField(null=True, help_text="altijd opnieuw getekend, nooit het bestand zoals het kwam")
    logo_soort = models.CharField(max_length=3, blank=True)
    adresregel = models.CharField(max_length=200, blank=True)
    ondertekenaar = models.CharField(max_length=120, blank=True)
    functie = models.CharField(max_length=120, blank=True)
    versie = models.PositiveIntegerField(default=1)
    gewijzigd_op = models.DateTimeField(null=True)
    gewijzigd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "huisstijl"
        verbose_name_plural = "huisstijlen"

    def __str__(self) -> str:
        return f"Huisstijl van {self.organisatie}"


class Huisstijlversie(UuidModel):
    """A house style from a day on: what was, what is, and what is planned. `Huisstijl` is the one that holds today."""

    GEPLAND, INGEGAAN, INGETROKKEN = "gepland", "ingegaan", "ingetrokken"
    STANDEN = ((GEPLAND, "gepland"), (INGEGAAN, "ingegaan"), (INGETROKKEN, "ingetrokken"))

    organisatie = models.CharField(max_length=60, help_text="sleutel: swv:PO3105")
    vanaf = models.DateField()
    stand = models.CharField(max_length=12, choices=STANDEN, default=INGEGAAN)
    kleur = models.CharField(max_length=7)
    logo = models.BinaryField(null=True)
    logo_soort = models.CharField(max_length=3, blank=True)
    adresregel = models.CharField(max_length=200, blank=True)
    ondertekenaar = models.CharField(max_length=120, blank=True)
    functie = models.CharField(max_length=120, blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "versie van de huisstijl"
        verbose_name_plural = "versies van de huisstijl"
        ordering = ("-vanaf", "-op")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("organisatie", "vanaf"), condition=Q(stand="gepland"), name="huisstijl_een_plan_per_dag"
            ),
        ]

    def __str__(self) -> str:
        return f"Huisstijl van {self.organisatie} vanaf {self.vanaf}"
