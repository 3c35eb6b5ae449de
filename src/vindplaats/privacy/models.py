"""Tables of privacy: data breaches, own lines of the register, consent, patterns in the log, requests of people."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from vindplaats.documenten.models import Bestand
from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet
from vindplaats.procedures.models import Zaak
from vindplaats.toegang.models import Gebruiker

OFFICIER = "privacy_officer"
DIRECTEUR = "directeur_swv"


class _VanSwvQuerySet(AfgeschermdQuerySet):
    rollen: ClassVar[tuple[str, ...]] = (OFFICIER, DIRECTEUR)

    def zichtbaar_voor(self, wie: Any) -> Self:
        """Rows of the own SWV, for the roles that stand in `rollen`; nobody else."""
        if wie.is_taak:
            return self
        return self.filter(organisatie=wie.organisatie) if wie.heeft(*self.rollen) else self.none()


class DatalekQuerySet(_VanSwvQuerySet):
    """A breach is seen by the privacy officer and the director of the SWV, by nobody else, not even who reported it."""


class Datalek(Afgeschermd):
    """A breach of personal data, also one that is not notified (AVG art. 33 lid 5). The hours count from `ontdekt_op`."""

    organisatie = models.CharField(max_length=60, db_index=True)
    nummer = models.PositiveIntegerField()
    zaak = models.OneToOneField(Zaak, on_delete=models.PROTECT, related_name="+")
    titel = models.CharField(max_length=160)
    wat = models.TextField(blank=True)
    ontdekt_op = models.DateTimeField()
    gebeurd_op = models.CharField(
        max_length=120, blank=True, help_text="wanneer het gebeurde, in woorden; vaak niet precies bekend"
    )
    gegevens = models.JSONField(default=list)
    bijzonder = models.BooleanField(default=False)
    betrokkenen = models.JSONField(default=list)
    aantal = models.PositiveIntegerField(null=True, blank=True, help_text="leeg: nog niet bekend")
    gevolgen = models.TextField(blank=True)
    maatregelen = models.TextField(blank=True)
    gemeld_op = models.DateTimeField(null=True, blank=True, help_text="bij de Autoriteit Persoonsgegevens")
    ap_nummer = models.CharField(max_length=60, blank=True)
    ingelicht_op = models.DateTimeField(null=True, blank=True, help_text="de mensen om wie het gaat")
    ingelicht_hoe = models.TextField(blank=True)
    aantal_gegevens = models.PositiveIntegerField(
        null=True, blank=True, help_text="rijen of bestanden; leeg: nog niet bekend"
    )
    contactpunt = models.TextField(
        blank=True, help_text="wie de toezichthouder kan bellen (AVG artikel 33 lid 3 onder b)"
    )
    reden_later = models.TextField(blank=True, help_text="waarom later dan 72 uur gemeld is (AVG artikel 33 lid 1)")
    melder = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    melder_naam = models.CharField(max_length=120)
    melder_organisatie = models.CharField(max_length=60)
    gemaakt_op = models.DateTimeField()
    versie = models.PositiveIntegerField(default=0)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(DatalekQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-ontdekt_op", "-id")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("organisatie", "nummer"), name="datalek_een_nummer"),
        ]

    def __str__(self) -> str:
        return f"Datalek {self.nummer}"


class RegisterregelQuerySet(_VanSwvQuerySet):
    rollen: ClassVar[tuple[str, ...]] = (OFFICIER, DIRECTEUR, "functioneel_beheerder")

    def geldig_op(self, dag: dt.date) -> Self:
        """Lines that hold on that day."""
        return self.filter(Q(tot=None) | Q(tot__gte=dag), vanaf__lte=dag)


class Registerregel(Afgeschermd):
    """Something the SWV adds to its register of processing: an own processing, or a note at a generated one.

    A change ends the old row the day before and makes a new one with the same `sleutel`; nothing is overwritten.
    """

    VERWERKING, NOTITIE = "verwerking", "notitie"
    SOORTEN = ((VERWERKING, "eigen verwerking"), (NOTITIE, "notitie"))
    LEERLING, MENS = "leerling", "mens"
    VRAGEN = ((LEERLING, "ja, over een leerling"), (MENS, "ja, aan mensen met een account, over henzelf"))

    organisatie = models.CharField(max_length=60, db_index=True)
    soort = models.CharField(max_length=12, choices=SOORTEN)
    sleutel = models.CharField(
        max_length=80, help_text="eigen nummer, of de code van de verwerking waar de notitie bij hoort"
    )
    naam = models.CharField(max_length=160, blank=True)
    doel = models.TextField(blank=True)
    van = models.TextField(blank=True)
    gegevens = models.TextField(blank=True)
    bijzonder = models.BooleanField(default=False)
    grondslag = models.TextField(blank=True)
    ontvangers = models.TextField(blank=True)
    bewaren = models.TextField(blank=True)
    maatregelen = models.TextField(blank=True)
    tekst = models.TextField(blank=True)
    toestemming = models.CharField(
        max_length=12, choices=VRAGEN, blank=True, help_text="leeg: er is geen toestemming voor nodig"
    )
    vraag = models.TextField(blank=True, help_text="de woorden waarin toestemming gevraagd wordt")
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    door_naam = models.CharField(max_length=120)
    op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(RegisterregelQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("soort", "naam", "sleutel", "vanaf")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisatie", "sleutel"), name="register_sleutel")
        ]


class RegisterstandQuerySet(RegisterregelQuerySet):
    """What the register looked like on a day: for who may read the register."""


class Registerstand(Afgeschermd):
    """The whole register as it was on a day, kept when it changed: what changed since last year can be told."""

    organisatie = models.CharField(max_length=60)
    dag = models.DateField()
    vingerafdruk = models.CharField(max_length=64)
    inhoud = models.JSONField(default=list)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(RegisterstandQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-dag",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("organisatie", "dag"), name="registerstand_een_per_dag"),
        ]


class ToestemmingQuerySet(_VanSwvQuerySet):
    rollen: ClassVar[tuple[str, ...]] = (OFFICIER,)

    def over_mij(self, wie: Any) -> Self:
        """Consent of this person about himself, at whichever SWV: his own to see and to withdraw."""
        return self.filter(over=f"toegang.gebruiker:{wie.gebruiker_id}") if wie.gebruiker_id else self.none()

    def open_op(self, dag: dt.date) -> Self:
        """Not withdrawn and not run out on that day."""
        return self.filter(
            Q(ingetrokken_op=None) | Q(ingetrokken_op__gt=dag), Q(geldig_tot=None) | Q(geldig_tot__gte=dag)
        )


class Toestemming(Afgeschermd):
    """Consent for one purpose about one subject, with the words it was asked in and the evidence (AVG-01, AVG-02, P-06).

    Withdrawn is written beside it; the row stays as evidence. `geldig_tot` is the last day, empty: until it is withdrawn.
    """

    ZELF = "de persoon zelf"

    organisatie = models.CharField(max_length=60, db_index=True)
    doel = models.CharField(max_length=80)
    over = models.CharField(max_length=120, db_index=True, help_text="sleutel van de rij waar het over gaat")
    tekst = models.TextField(help_text="de woorden waarin het gevraagd is")
    tekst_vanaf = models.DateField(null=True, help_text="sinds wanneer die woorden gelden: de versie")
    verteld = models.TextField(blank=True, help_text="wat er bij het vragen is uitgelegd")
    gever = models.CharField(max_length=120)
    hoedanigheid = models.CharField(max_length=80)
    gegeven_op = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    bewijs = models.CharField(max_length=400, blank=True)
    bewijs_bestand = models.ForeignKey(Bestand, null=True, on_delete=models.PROTECT, related_name="+")
    vastgelegd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField()
    ingetrokken_op = models.DateField(null=True)
    intrek_bewijs = models.CharField(max_length=400, blank=True)
    ingetrokken_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ToestemmingQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-gegeven_op", "-vastgelegd_op")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("doel", "over"), name="toestemming_doel_over")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("organisatie", "doel", "over", "gever"), name="toestemming_een_open",
                condition=Q(ingetrokken_op=None, geldig_tot=None),
            ),
        ]  # fmt: skip

    def stand_op(self, dag: dt.date) -> str:
        """How it stands on a day, in one Dutch word: geldig, ingetrokken or verlopen."""
        if self.ingetrokken_op is not None and self.ingetrokken_op <= dag:
            return "ingetrokken"
        return "verlopen" if self.geldig_tot is not None and self.geldig_tot < dag else "geldig"


class PatroonQuerySet(_VanSwvQuerySet):
    rollen: ClassVar[tuple[str, ...]] = (OFFICIER, "functioneel_beheerder")


class Patroon(Afgeschermd):
    """Something in the log that is out of the ordinary, found by a rule; `sleutel` keeps it from being found twice."""

    organisatie = models.CharField(max_length=60)
    regel = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=120)
    gebruiker = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    wie_naam = models.CharField(max_length=120, blank=True)
    dag = models.DateField()
    begin = models.DateTimeField()
    eind = models.DateTimeField()
    aantal = models.PositiveIntegerField()
    zin = models.CharField(max_length=400)
    gevonden_op = models.DateTimeField()
    bekeken_op = models.DateTimeField(null=True)
    bekeken_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    bekeken_naam = models.CharField(max_length=120, blank=True)
    notitie = models.CharField(max_length=400, blank=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(PatroonQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-begin", "-id")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("organisatie", "sleutel"), name="patroon_eens"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("organisatie", "bekeken_op", "-begin"), name="patroon_lijst")
        ]


class VerzoekQuerySet(_VanSwvQuerySet):
    """A request of a person is seen by the privacy officer and by the director, who may confirm."""


class Verzoek(Afgeschermd):
    """Export or erasure for one person, or a clearing-up of what reached its term. The work is done per model (`Verzoekdeel`)."""

    INZAGE, WISSEN, OPSCHONEN = "inzage", "wissen", "opschonen"
    SOORTEN = ((INZAGE, "inzage"), (WISSEN, "wissen"), (OPSCHONEN, "opschonen"))
    ZOEKT, PROEF, BEZIG, KLAAR, INGETROKKEN = "zoekt", "proef", "bezig", "klaar", "ingetrokken"
    STANDEN = (
        (ZOEKT, "zoekt"),
        (PROEF, "wacht op bevestiging"),
        (BEZIG, "bezig"),
        (KLAAR, "klaar"),
        (INGETROKKEN, "ingetrokken"),
    )

    organisatie = models.CharField(max_length=60, db_index=True)
    soort = models.CharField(max_length=12, choices=SOORTEN)
    stand = models.CharField(max_length=12, choices=STANDEN, default=PROEF)
    persoon = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op_naam = models.BooleanField(default=False, help_text="ook rijen waar alleen de naam gelijk is")
    zoekwoorden = models.JSONField(default=list, blank=True, help_text="namen en e-mailadressen waarop gezocht is")
    termijn = models.CharField(max_length=80, blank=True, help_text="code van de bewaartermijn bij opschonen")
    voor = models.DateField(null=True, help_text="bij opschonen: alles van voor deze dag")
    reden = models.CharField(max_length=400)
    gemaakt_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    gemaakt_naam = models.CharField(max_length=120)
    gemaakt_op = models.DateTimeField()
    bevestigd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    bevestigd_naam = models.CharField(max_length=120, blank=True)
    bevestigd_op = models.DateTimeField(null=True)
    klaar_op = models.DateTimeField(null=True)
    plek = models.CharField(
        max_length=160, blank=True, help_text="het zipbestand onder de bestandenmap; leeg: er is geen (meer)"
    )
    grootte = models.PositiveBigIntegerField(default=0)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(VerzoekQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-gemaakt_op", "-id")


class VerzoekdeelQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> Self:
        """Visible with the request it belongs to."""
        return self if wie.is_taak else self.filter(verzoek__in=Verzoek.objects.zichtbaar_voor(wie))


class Verzoekdeel(Afgeschermd):
    """One model of a run: what it will do (counted in the dry run) and, when done, what it did. Makes a run go on after a kill."""

    verzoek = models.ForeignKey(Verzoek, on_delete=models.CASCADE, related_name="delen")
    model = models.CharField(max_length=80)
    kamer = models.CharField(max_length=40)
    rijen = models.PositiveIntegerField(default=0)
    gewist = models.PositiveIntegerField(default=0)
    vervangen = models.PositiveIntegerField(default=0)
    gehouden = models.PositiveIntegerField(default=0)
    op_naam = models.PositiveIntegerField(default=0)
    meer = models.BooleanField(default=False, help_text="er was meer te vinden dan er voorgesteld is")
    klaar_op = models.DateTimeField(null=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(VerzoekdeelQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("kamer", "model")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("verzoek", "model"), name="verzoekdeel_eens"),
        ]


class Vindplek(Afgeschermd):
    """A place where a searched word stands: a proposal, until the officer says whether it is about this person.

    Holds where, never what: the words are read again from the row itself.
    """

    OPEN, ERBIJ, NIET = "open", "erbij", "niet"
    OORDELEN = ((OPEN, "nog te bekijken"), (ERBIJ, "gaat over deze persoon"), (NIET, "gaat niet over deze persoon"))

    verzoek = models.ForeignKey(Verzoek, on_delete=models.CASCADE, related_name="vindplekken")
    model = models.CharField(max_length=80)
    rij = models.CharField(max_length=80)
    veld = models.CharField(max_length=80)
    op_email = models.BooleanField(default=False, help_text="gevonden op een e-mailadres, niet op een naam")
    oordeel = models.CharField(max_length=8, choices=OORDELEN, default=OPEN)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(VerzoekdeelQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("model", "veld", "rij")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("verzoek", "model", "rij", "veld"), name="vindplek_eens"),
        ]


def alle_rijen(label: str) -> Any:
    """All rows of any model of the house, for the work of privacy that has done its own check (export, erasure, counting)."""
    return apps.get_model(label)._default_manager.order_by()
