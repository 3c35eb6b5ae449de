"""Tables of organisaties. Public facts (names, codes, places): no protected rows; changing them is a right."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from vindplaats.kern.models import UuidModel


class Looptijd(models.Model):
    """From/until: `tot` is the last day; empty means still running."""

    van = models.DateField(null=True, blank=True)
    tot = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Regio(UuidModel):
    """SWVs that work together (Zuid-Limburg: three of them), with one shared form and one collective account."""

    naam = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.naam


class Swv(Looptijd):
    """A samenwerkingsverband (ORG-01..04). `code` such as PO3105 is its name in every file and key."""

    code = models.CharField(max_length=6, primary_key=True)
    naam = models.CharField(max_length=160)
    kort = models.CharField(max_length=12, blank=True, help_text="afkorting in tabellen, bijvoorbeeld MH")
    onderwijs = models.CharField(max_length=2, choices=[("PO", "primair"), ("VO", "voortgezet")], default="PO")
    regio = models.ForeignKey(Regio, null=True, blank=True, on_delete=models.PROTECT, related_name="swvs")
    landelijk_voor = models.CharField(
        max_length=80, blank=True, help_text="denominatie die landelijk bij dit verband hoort (WPO 18a lid 15)"
    )
    verzonnen = models.BooleanField(default=False, help_text="hoort bij de demonstratie")

    class Meta:
        ordering = ("code",)
        verbose_name = "samenwerkingsverband"

    def __str__(self) -> str:
        return f"{self.naam} ({self.code})"

    @property
    def sleutel(self) -> str:
        return f"swv:{self.code}"


class Bestuur(Looptijd):
    """A schoolbestuur (ORG-05), by its national board number; can take part in several SWVs."""

    nummer = models.CharField(max_length=5, primary_key=True)
    naam = models.CharField(max_length=160)
    rechtsvorm = models.CharField(max_length=40, blank=True)
    aliassen = models.JSONField(default=list, blank=True, help_text="andere schrijfwijzen, voor herkennen (trap 25)")
    website = models.CharField(max_length=200, blank=True)
    ondersteuningsstructuur = models.CharField(
        max_length=160, blank=True, help_text="bovenschoolse ondersteuning op niveau 4 (ORG-14)"
    )
    klachtenregeling = models.CharField(max_length=200, blank=True, help_text="waar de klachtenregeling staat")
    handmatig = models.JSONField(default=list, blank=True, help_text="velden die met de hand zijn verbeterd")
    vertegenwoordigd_door = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, help_text="C-27: in regionaal overleg"
    )
    swvs = models.ManyToManyField(Swv, through="Deelname", related_name="besturen")
    verzonnen = models.BooleanField(default=False)

    class Meta:
        ordering = ("naam",)
        verbose_name = "bestuur"
        verbose_name_plural = "besturen"

    def __str__(self) -> str:
        return self.naam

    @property
    def sleutel(self) -> str:
        return f"bestuur:{self.nummer}"


class Deelname(Looptijd):
    """A board takes part in an SWV, from/until."""

    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, related_name="deelnames")
    swv = models.ForeignKey(Swv, on_delete=models.PROTECT, related_name="deelnames")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("bestuur", "swv", "van"), name="deelname_een_per_begin"),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(van=None) | Q(tot__gte=F("van")), name="deelname_tot_na_van"
            ),
        ]


class Gemeente(Looptijd):
    """A municipality (ORG-07) by its CBS code."""

    code = models.CharField(max_length=4, primary_key=True)
    naam = models.CharField(max_length=80)

    class Meta:
        ordering = ("naam",)

    def __str__(self) -> str:
        return self.naam

    @property
    def sleutel(self) -> str:
        return f"gemeente:{self.code}"


class Gemeentedeel(UuidModel):
    """The part of a municipality that lies in one SWV (ORG-03, C-21: Beekdaelen lies in two)."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="delen")
    swv = models.ForeignKey(Swv, on_delete=models.PROTECT, related_name="gemeentedelen")
    naam = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("gemeente", "swv", "naam"), name="gemeentedeel_eens")
        ]


class Postcodegebied(models.Model):
    """PC4 -> SWV, from the Regeling regio-indeling (S-09): decides where a school belongs."""

    pc4 = models.CharField(max_length=4, primary_key=True)
    gemeente_naam = models.CharField(max_length=80)
    swv_po = models.CharField(max_length=6, blank=True, db_index=True)
    swv_vo = models.CharField(max_length=6, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    breedte = models.FloatField(null=True, blank=True)
    lengte = models.FloatField(null=True, blank=True)

    def __str__(self) -> str:
        return self.pc4


class School(Looptijd):
    """A school site (ORG-06), by vestigingscode (BRIN + two characters)."""

    BAO, SBO, SO, SO_VSO, VSO, TAAL = "BO", "SBO", "SO", "SO/VSO", "VSO", "TAAL"
    SOORTEN = (
        (BAO, "basisschool"),
        (SBO, "speciaal basisonderwijs"),
        (SO, "speciaal onderwijs"),
        (SO_VSO, "speciaal en voortgezet speciaal onderwijs"),
        (VSO, "voortgezet speciaal onderwijs"),
        (TAAL, "taalschool"),
    )

    vestigingscode = models.CharField(max_length=6, primary_key=True)
    brin = models.CharField(max_length=4, db_index=True)
    naam = models.CharField(max_length=160)
    soort = models.CharField(max_length=6, choices=SOORTEN)
    denominatie = models.CharField(max_length=80, blank=True)
    bestuur = models.ForeignKey(Bestuur, null=True, on_delete=models.PROTECT, related_name="scholen")
    swv = models.ForeignKey(Swv, null=True, on_delete=models.PROTECT, related_name="scholen")
    swv_reden = models.CharField(max_length=200, blank=True, help_text="gevuld bij een uitzondering met de hand")
    gemeente = models.ForeignKey(Gemeente, null=True, on_delete=models.PROTECT, related_name="scholen")
    straat = models.CharField(max_length=120, blank=True)
    huisnummer = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    website = models.CharField(max_length=200, blank=True)
    breedte = models.FloatField(null=True, blank=True)
    lengte = models.FloatField(null=True, blank=True)
    bron = models.CharField(max_length=80, blank=True)
    handmatig = models.JSONField(default=list, blank=True, help_text="velden die met de hand zijn verbeterd")
    verzonnen = models.BooleanField(default=False)

    class Meta:
        ordering = ("naam",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("swv", "soort")),
            models.Index(fields=("postcode",)),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def sleutel(self) -> str:
        return f"school:{self.vestigingscode}"

    @property
    def is_gespecialiseerd(self) -> bool:
        """Level 5: SBO, SO and combinations (VER-06)."""
        return self.soort in {self.SBO, self.SO, self.SO_VSO, self.VSO}


class Leerlingaantal(models.Model):
    """Pupils of a site on 1 October. `<5` in the open data stays masked: `aantal` empty, `gemaskeerd` true."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="aantallen")
    jaar = models.PositiveSmallIntegerField()
    soort = models.CharField(
        max_length=6, choices=School.SOORTEN, blank=True, help_text="soort toen dit getal kwam: een school kan wisselen"
    )
    aantal = models.PositiveIntegerField(null=True)
    gemaskeerd = models.BooleanField(default=False)
    bron = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("school", "jaar"), name="leerlingaantal_een_per_jaar")
        ]


class Partner(Looptijd, UuidModel):
    """A network partner (ORG-09..12): care, JGZ, voorschool, leerplicht, police, national bodies."""

    naam = models.CharField(max_length=160)
    soort = models.CharField(max_length=60)
    swv = models.ForeignKey(Swv, null=True, blank=True, on_delete=models.PROTECT, related_name="partners")
    website = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("naam",)

    def __str__(self) -> str:
        return self.naam

    @property
    def sleutel(self) -> str:
        return f"partner:{self.pk}"


class Inlezing(UuidModel):
    """One upload of an open data file: seen first (dry run), carried through later by a background task."""

    PROEF, BEZIG, KLAAR, MISLUKT, VERVALLEN = "proef", "bezig", "klaar", "mislukt", "vervallen"
    STANDEN = (
        (PROEF, "ter controle"),
        (BEZIG, "wordt doorgevoerd"),
        (KLAAR, "doorgevoerd"),
        (MISLUKT, "niet gelukt"),
        (VERVALLEN, "vervallen"),
    )

    swv = models.ForeignKey(Swv, on_delete=models.CASCADE, related_name="inlezingen")
    bestandsnaam = models.CharField(max_length=200)
    pad = models.CharField(max_length=200, help_text="plek onder de bestandenmap")
    stand = models.CharField(max_length=10, choices=STANDEN, default=PROEF)
    verslag = models.JSONField(default=dict)
    vingerafdruk = models.CharField(max_length=64, blank=True)
    sluit_verdwenen = models.BooleanField(default=False)
    gedaan = models.PositiveIntegerField(default=0)
    totaal = models.PositiveIntegerField(default=0)
    uitkomst = models.CharField(max_length=400, blank=True)
    door_naam = models.CharField(max_length=120)
    door_id = models.UUIDField(null=True)
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    gestart_op = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-gemaakt_op",)
        verbose_name = "inlezing"
        verbose_name_plural = "inlezingen"

    def __str__(self) -> str:
        return self.bestandsnaam


class Organisatiewijziging(UuidModel):
    """A merger, split or move: seen in words first (concept), then planned for its day or carried through at once."""

    SCHOOL_OVER, BESTUREN_SAMEN, BESTUUR_SPLITSEN = "school_over", "besturen_samen", "bestuur_splitsen"
    SCHOLEN_SAMEN, SCHOOL_SPLITSEN = "scholen_samen", "school_splitsen"
    SOORTEN = (
        (SCHOOL_OVER, "school naar een ander bestuur of verband"),
        (BESTUREN_SAMEN, "besturen gaan samen"),
        (BESTUUR_SPLITSEN, "bestuur splitst"),
        (SCHOLEN_SAMEN, "scholen gaan samen"),
        (SCHOOL_SPLITSEN, "school splitst"),
    )
    CONCEPT, GEPLAND, DOORGEVOERD, INGETROKKEN = "concept", "gepland", "doorgevoerd", "ingetrokken"
    TERUGGEDRAAID = "teruggedraaid"
    STANDEN = (
        (CONCEPT, "nog niet bevestigd"),
        (GEPLAND, "gepland"),
        (DOORGEVOERD, "doorgevoerd"),
        (INGETROKKEN, "ingetrokken"),
        (TERUGGEDRAAID, "teruggedraaid"),
    )

    swv = models.ForeignKey(Swv, on_delete=models.PROTECT, related_name="wijzigingen", help_text="wie dit opschreef")
    soort = models.CharField(max_length=20, choices=SOORTEN)
    per = models.DateField(help_text="eerste dag waarop het nieuwe geldt")
    reden = models.CharField(max_length=200)
    inhoud = models.JSONField(default=dict, help_text="codes van scholen en besturen; per soort eigen vakken")
    raakt = models.TextField(blank=True, help_text="sleutels van wie het raakt, elk tussen spaties")
    stand = models.CharField(max_length=16, choices=STANDEN, default=CONCEPT)
    probleem = models.CharField(max_length=400, blank=True, help_text="waarom het op de dag zelf niet kon")
    door_naam = models.CharField(max_length=120)
    door_id = models.UUIDField(null=True)
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    doorgevoerd_op = models.DateTimeField(null=True)
    gedaan = models.JSONField(
        default=dict, blank=True, help_text="wat er veranderde en hoe het was, om het te kunnen terugdraaien"
    )
    teruggedraaid_op = models.DateTimeField(null=True)
    terug_reden = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-per", "-gemaakt_op")
        verbose_name = "wijziging van organisaties"

    def __str__(self) -> str:
        return f"{self.get_soort_display().capitalize()} per {self.per:%d-%m-%Y}"


class Schoolperiode(models.Model):
    """A past board and SWV of a school, until the last day `tot`. What holds today stands at the school itself.

    `laatste_telling` is the last year of which 1 October falls in the period. `van` empty: since before we knew.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="perioden")
    bestuur = models.ForeignKey(Bestuur, null=True, on_delete=models.PROTECT, related_name="vroegere_scholen")
    swv = models.ForeignKey(Swv, null=True, on_delete=models.PROTECT, related_name="vroegere_scholen")
    van = models.DateField(null=True)
    tot = models.DateField()
    laatste_telling = models.PositiveSmallIntegerField()
    reden = models.CharField(max_length=200, blank=True)
    bron = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("school", "tot")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("school", "tot"), name="schoolperiode_een_per_eind"),
            models.CheckConstraint(condition=Q(van=None) | Q(tot__gte=F("van")), name="schoolperiode_tot_na_van"),
        ]


class Opvolging(models.Model):
    """Which organisation went on as which: `van` and `naar` are keys of two boards or two schools."""

    FUSIE, SPLITSING = "fusie", "splitsing"
    SOORTEN = ((FUSIE, "opgegaan in"), (SPLITSING, "gesplitst naar"))

    soort = models.CharField(max_length=12, choices=SOORTEN)
    van = models.CharField(max_length=60, db_index=True)
    naar = models.CharField(max_length=60, db_index=True)
    per = models.DateField()
    bron = models.CharField(max_length=80, blank=True)
    wijziging = models.ForeignKey(Organisatiewijziging, null=True, on_delete=models.PROTECT, related_name="opvolgingen")

    class Meta:
        ordering = ("per", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("van", "naar"), name="opvolging_eens"),
            models.CheckConstraint(condition=~Q(van=F("naar")), name="opvolging_niet_zichzelf"),
        ]
