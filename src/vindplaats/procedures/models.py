"""Rows of procedures: cases, their history, their terms, what SWVs set, and the reminders that went out."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from vindplaats.documenten.models import Gegenereerd
from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet, UuidModel
from vindplaats.kern.registers import zaak_zicht
from vindplaats.kern.schooljaar import Schooljaar

from . import rules
from .afwijking import pas_toe
from .catalogus import procedure
from .eigen_tabel import bekende_tabel, tabel_van_versie
from .tabel import Procedure, Stand, Termijnsoort


class ZaakQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "ZaakQuerySet":
        """A case is visible to whom the owning room shows its subject (`kern.registers.zaak_zicht`); otherwise to nobody."""
        if wie.is_taak:
            return self
        delen = [Q(procedure=code) & regel(wie) for code, regel in zaak_zicht.items()]
        return self.filter(reduce(or_, delen)).distinct() if delen else self.none()

    def met_delen(self) -> "ZaakQuerySet":
        """With terms and SWVs, for lists: two queries more, however many cases."""
        return self.prefetch_related("termijnen", "betrokken")


class ViaZaakQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "ViaZaakQuerySet":
        """Visible with the case it belongs to."""
        return self if wie.is_taak else self.filter(zaak__in=Zaak.objects.zichtbaar_voor(wie))


class EigenversieQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "EigenversieQuerySet":
        """What an SWV published (or withdrew) is for everyone it concerns; a draft is of its maker until it is shared.

        A shared draft is read by the functional managers and the director of that SWV; nobody else sees that it is there.
        """
        if wie.is_taak:
            return self
        eigen = Q(gemaakt_door_id=wie.gebruiker_id) if wie.gebruiker_id else Q(pk__in=[])
        zicht = Q(stand__in=(Eigenversie.GEPUBLICEERD, Eigenversie.INGETROKKEN), swv__in=wie.swv_codes)
        if wie.heeft(*Eigenversie.LEZERS) and wie.soort == "swv":
            zicht |= Q(swv=wie.code) & (eigen | Q(gedeeld_op__isnull=False))
        return self.filter(zicht)


class Eigenversie(Afgeschermd):
    """An SWV's own version of a procedure: its changes on a version of the house.

    Once published `tekst` holds the whole definition and nothing of it changes any more: a case that began in it keeps it.
    """

    CONCEPT, GEPUBLICEERD, INGETROKKEN = "concept", "gepubliceerd", "ingetrokken"
    STANDEN = ((CONCEPT, "concept"), (GEPUBLICEERD, "gepubliceerd"), (INGETROKKEN, "ingetrokken"))
    LEZERS = ("functioneel_beheerder", "directeur_swv")

    procedure = models.CharField(max_length=60)
    basis = models.PositiveSmallIntegerField(help_text="versie van het huis waar deze op rust")
    swv = models.CharField(max_length=6, db_index=True)
    nummer = models.PositiveSmallIntegerField(help_text="volgnummer bij dit samenwerkingsverband")
    stand = models.CharField(max_length=12, choices=STANDEN, default=CONCEPT)
    toelichting = models.CharField(max_length=300, blank=True, help_text="waarom deze versie er is")
    afwijkingen = models.JSONField(default=dict)
    bewerking = models.PositiveIntegerField(default=1, help_text="houdt twee bewerkers uit elkaar")
    tekst = models.TextField(blank=True, help_text="de hele definitie, vanaf publiceren")
    vingerafdruk = models.CharField(
        max_length=64, blank=True, help_text="sha256 van de inhoud, zonder eigenaar en nummer"
    )
    vanaf = models.DateField(null=True, blank=True, help_text="nieuwe zaken volgen deze versie vanaf deze dag")
    gemaakt_door_id = models.UUIDField(null=True)
    gemaakt_door = models.CharField(max_length=120)
    gemaakt_op = models.DateTimeField()
    gewijzigd_door = models.CharField(max_length=120)
    gewijzigd_op = models.DateTimeField()
    gedeeld_op = models.DateTimeField(null=True, blank=True)
    gepubliceerd_door = models.CharField(max_length=120, blank=True)
    gepubliceerd_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_reden = models.CharField(max_length=300, blank=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(EigenversieQuerySet)

    class Meta(Afgeschermd.Meta):
        verbose_name = "eigen versie van een procedure"
        verbose_name_plural = "eigen versies van procedures"
        ordering = ("procedure", "-nummer")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("procedure", "swv", "nummer"), name="eigenversie_nummer_eens"),
            models.CheckConstraint(
                condition=Q(stand="concept") | (~Q(tekst="") & Q(vanaf__isnull=False)), name="eigenversie_heel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.swv} versie {self.nummer}"

    @property
    def swv_sleutel(self) -> str:
        return f"swv:{self.swv}"

    @property
    def is_concept(self) -> bool:
        return self.stand == self.CONCEPT

    @property
    def huis(self) -> Procedure:
        """The version of the house it rests on."""
        return procedure(self.procedure, self.basis)

    @property
    def tabel(self) -> Procedure:
        """The procedure it is: of a draft worked out now, of a published one as it was published."""
        if self.is_concept:
            return pas_toe(self.huis, self.afwijkingen, swv=self.swv, nummer=self.nummer)
        return tabel_van_versie(self.pk, self.tekst)


class Zaak(Afgeschermd):
    """One run of a procedure about one subject. `stand` changes in `actions.stap_zetten` and nowhere else."""

    procedure = models.CharField(max_length=60)
    versie = models.PositiveSmallIntegerField()
    eigen = models.ForeignKey(
        Eigenversie,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="zaken",
        help_text="leeg: de versie van het huis",
    )
    stand = models.CharField(max_length=40)
    sinds = models.DateTimeField(help_text="sinds wanneer de zaak in deze stand is")
    onderwerp = models.CharField(max_length=120, help_text="sleutel, bijvoorbeeld verantwoording.rapport:<id>")
    organisatie = models.CharField(max_length=60, db_index=True, help_text="van wie de zaak is")
    schooljaar = models.PositiveSmallIntegerField(null=True, blank=True, help_text="beginjaar")
    geopend_op = models.DateTimeField()
    beurt = models.PositiveIntegerField(default=0, help_text="aantal gezette stappen; houdt dubbele stappen tegen")

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ZaakQuerySet)

    class Meta(Afgeschermd.Meta):
        verbose_name = "zaak"
        verbose_name_plural = "zaken"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("procedure", "onderwerp"), name="zaak_een_per_onderwerp"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("procedure", "stand"), name="zaak_procedure_stand"),
            models.Index(fields=("procedure", "schooljaar"), name="zaak_procedure_jaar"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.onderwerp}: {self.stand}"

    @property
    def tabel(self) -> Procedure:
        """The table of this case, in the version it began with: the SWV's own or that of the house."""
        if self.eigen_id:
            bekend = bekende_tabel(self.eigen_id)
            if bekend is None and self.eigen is not None:
                bekend = self.eigen.tabel
            if bekend is not None:
                return bekend
        return procedure(self.procedure, self.versie)

    @property
    def stand_nu(self) -> Stand:
        return self.tabel.stand(self.stand)

    @property
    def jaar(self) -> Schooljaar | None:
        return Schooljaar(self.schooljaar) if self.schooljaar else None

    @property
    def swv_sleutels(self) -> list[str]:
        """Keys of the SWVs this case concerns, in order."""
        return sorted(f"swv:{b.swv}" for b in self.betrokken.all())

    def onderwerp_rij(self) -> Any:
        """The row this case is about, or None. Who may see the case may see it; the caller has checked that."""
        label, _, pk = self.onderwerp.partition(":")
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            return None
        return model._base_manager.filter(pk=pk).first()


class Betrokken(models.Model):
    """An SWV a case concerns: a board in two SWVs accounts to both (ORG-05)."""

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="betrokken")
    swv = models.CharField(max_length=6, db_index=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=("zaak", "swv"), name="betrokken_eens")]


class Stapbrief(Afgeschermd):
    """A letter that belongs to one step that was taken, one per SWV. `stuk` is empty until the PDF was made in the background.

    `ontbreekt`: names of the merge fields that had no value. Visible with its case.
    """

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="brieven")
    overgang = models.ForeignKey("procedures.Overgang", on_delete=models.PROTECT, related_name="+")
    swv = models.CharField(max_length=10, help_text="van wie de woorden en de huisstijl zijn; leeg: het huis")
    code = models.CharField(max_length=80, help_text="soort brief")
    waarden = models.JSONField(default=dict, help_text="de samenvoegvelden zoals ze bij de stap waren")
    ontbreekt = models.JSONField(default=list)
    stuk = models.ForeignKey(Gegenereerd, null=True, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaZaakQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("gevraagd_op", "swv")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("overgang", "swv", "code"), name="stapbrief_een_per_stap"),
        ]


class Overgang(Afgeschermd):
    """One step that was set: the history of a case. Append-only."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="overgangen")
    volgnummer = models.PositiveIntegerField()
    van = models.CharField(max_length=40, blank=True)
    naar = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    wanneer = models.DateTimeField()
    per = models.DateField(help_text="de dag waarop het gebeurde, als dat eerder was dan het vastleggen")
    gebruiker_id = models.UUIDField(null=True)
    wie_naam = models.CharField(max_length=120)
    rol = models.CharField(max_length=40)
    organisatie = models.CharField(max_length=60, help_text="organisatie van wie de stap zette")
    reden = models.TextField(blank=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaZaakQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("volgnummer",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("zaak", "volgnummer"), name="overgang_een_per_nummer"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("De geschiedenis van een zaak wordt alleen aangevuld, nooit gewijzigd.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("De geschiedenis van een zaak wordt alleen aangevuld, nooit gewist.")


class Termijn(Afgeschermd):
    """A term of a case (architecture.md, promise 5): from when, until when, why, and how it went.

    `eind` empty: no date has been set yet. `uitleg` are the steps of the sum, as sentences.
    """

    STANDEN = (
        (rules.LOPEND, "loopt"),
        (rules.OPGESCHORT, "staat stil"),
        (rules.GEHAALD, "gehaald"),
        (rules.VERLOPEN, "te laat"),
        (rules.VERVALLEN, "vervallen"),
    )

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="termijnen")
    code = models.CharField(max_length=60)
    begin = models.DateField()
    eind = models.DateField(null=True, blank=True)
    uitleg = models.JSONField(default=list)
    stand = models.CharField(max_length=10, choices=STANDEN, default=rules.LOPEND)
    opgeschort_op = models.DateField(null=True, blank=True)
    opgeschort_dagen = models.PositiveSmallIntegerField(default=0)
    verlengd_dagen = models.PositiveSmallIntegerField(default=0)
    verlengd_keer = models.PositiveSmallIntegerField(default=0)
    gestopt_op = models.DateField(null=True, blank=True)
    opnieuw = models.BooleanField(default=False, help_text="liep eerder in deze zaak")

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaZaakQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("begin", "code")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("zaak", "code"), condition=Q(stand__in=sorted(rules.OPEN_STANDEN)), name="termijn_loopt_eens"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("stand", "eind"), name="termijn_stand_eind")]

    @property
    def soort(self) -> Termijnsoort:
        return self.zaak.tabel.termijn(self.code)

    @property
    def naam(self) -> str:
        return self.soort.naam

    @property
    def loopt(self) -> bool:
        return self.stand in rules.OPEN_STANDEN


class Termijninstelling(UuidModel):
    """A date or number of days an SWV sets for a term in a school year. No row: nothing is set and nothing is invented."""

    procedure = models.CharField(max_length=60)
    termijn = models.CharField(max_length=60)
    swv = models.CharField(max_length=6)
    schooljaar = models.PositiveSmallIntegerField(help_text="beginjaar")
    datum = models.DateField(null=True, blank=True)
    dagen = models.PositiveSmallIntegerField(null=True, blank=True)
    bron = models.CharField(max_length=200, blank=True, help_text="waar het is afgesproken")
    gezet_door = models.CharField(max_length=120)
    gezet_op = models.DateTimeField()

    class Meta:
        verbose_name = "termijninstelling"
        verbose_name_plural = "termijninstellingen"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("procedure", "termijn", "swv", "schooljaar"), name="termijninstelling_eens"
            ),
            models.CheckConstraint(
                condition=Q(datum=None, dagen__isnull=False) | Q(datum__isnull=False, dagen=None),
                name="termijninstelling_datum_of_dagen",
            ),
        ]


class Herinnering(UuidModel):
    """A reminder that went out: once per term, person and moment (`sleutel` holds last day and number of days)."""

    termijn = models.ForeignKey(Termijn, on_delete=models.CASCADE, related_name="herinneringen")
    gebruiker_id = models.UUIDField()
    sleutel = models.CharField(max_length=40)
    verstuurd_op = models.DateTimeField()

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("termijn", "gebruiker_id", "sleutel"), name="herinnering_eens"),
        ]
