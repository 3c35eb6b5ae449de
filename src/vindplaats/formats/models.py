"""Tables of formats: published definitions, filled forms, answers with their versions, collisions."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from vindplaats.kern.klok import nu
from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet
from vindplaats.toegang.models import Gebruiker

from .rules import Stuk
from .waarden import LEEG, STANDEN

STAND_KEUZES = [(s, s) for s in STANDEN]


class ViaOnderwerpQuerySet(AfgeschermdQuerySet):
    """The room that owns the form decides who sees it; it reads with `voor_taak` after its own check."""

    def zichtbaar_voor(self, wie: Any) -> "ViaOnderwerpQuerySet":
        """Nobody but the house itself: answers are reached through the owning room's object only."""
        return self if wie.is_taak else self.none()


class FormaatversieQuerySet(AfgeschermdQuerySet):
    """Own versions of forms."""

    def zichtbaar_voor(self, wie: Any) -> "FormaatversieQuerySet":
        """The versions of the own SWV; a draft only for its maker until it is shared (promise 2)."""
        if wie.is_taak:
            return self
        if wie.soort != "swv":
            return self.none()
        af = Q(gepubliceerd_op__isnull=False) | Q(gedeeld_op__isnull=False) | Q(gemaakt_door=wie.gebruiker_id)
        return self.filter(af, swv=wie.code)


class Formaatversie(Afgeschermd):
    """A version of a format kept in the database: shipped ones are files, an SWV's own version lives here.

    `inhoud` is what is being worked on (the same keys as the file, may still be wrong); `yaml` is written when the version is
    published and never changes after that. `nummers` counts the saves of each field: the version check of two people.
    """

    formaat = models.CharField(max_length=80)
    versie = models.CharField(max_length=20)
    swv = models.CharField(max_length=6, blank=True, help_text="leeg: voor iedereen")
    vorige = models.CharField(max_length=20, blank=True, help_text="de versie waar deze van gemaakt is")
    yaml = models.TextField()
    inhoud = models.JSONField(default=dict, blank=True)
    nummers = models.JSONField(default=dict, blank=True)
    gemaakt_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=nu)
    gewijzigd_op = models.DateTimeField(default=nu)
    gedeeld_op = models.DateTimeField(null=True)
    ingang = models.DateField(null=True, help_text="vanaf deze dag krijgt een nieuw formulier deze versie")
    gepubliceerd_op = models.DateTimeField(null=True)
    gepubliceerd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    ingetrokken_op = models.DateTimeField(null=True)
    weggelegd_op = models.DateTimeField(null=True, help_text="een concept dat niemand meer nodig had")

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(FormaatversieQuerySet)

    class Meta(Afgeschermd.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("formaat", "versie"), name="formaatversie_uniek"),
        ]

    def __str__(self) -> str:
        return f"Formulier {self.versie}"

    @property
    def is_concept(self) -> bool:
        return self.gepubliceerd_op is None and self.weggelegd_op is None


class Formaatbotsing(Afgeschermd):
    """Two people wrote in one field of a draft form: the text that came second is kept here until somebody chooses."""

    formaatversie = models.ForeignKey(Formaatversie, on_delete=models.CASCADE, related_name="botsingen")
    plek = models.CharField(max_length=200)
    veld = models.CharField(max_length=40)
    tekst = models.TextField(blank=True)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()
    opgelost_op = models.DateTimeField(null=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaOnderwerpQuerySet)


class Invulling(Afgeschermd):
    """A format being filled for one thing (`onderwerp`, a key such as `verantwoording.rapport:<uuid>`).

    Keeps the version of the format it is given in, whatever comes later.
    """

    formaat = models.CharField(max_length=80)
    versie = models.CharField(max_length=20)
    onderwerp = models.CharField(max_length=120, unique=True)
    gemaakt_op = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaOnderwerpQuerySet)


class Antwoord(Afgeschermd):
    """The present answer to one question. `nummer` counts saves: the version check of two people in one section."""

    invulling = models.ForeignKey(Invulling, on_delete=models.CASCADE, related_name="antwoorden")
    vraag = models.CharField(max_length=80)
    stand = models.CharField(max_length=10, choices=STAND_KEUZES, default=LEEG)
    waarde = models.JSONField(null=True)
    nummer = models.PositiveIntegerField(default=1)
    herkomst = models.CharField(max_length=20, default="ingevuld", help_text="ingevuld, vorig_jaar, inlezen, regio")
    bron = models.JSONField(default=dict, blank=True, help_text="passages van een ingelezen document")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaOnderwerpQuerySet)

    class Meta(Afgeschermd.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("invulling", "vraag"), name="antwoord_een_per_vraag"),
        ]

    @property
    def stuk(self) -> Stuk:
        return Stuk(self.stand, self.waarde)


class Antwoordversie(Afgeschermd):
    """An earlier answer, kept when another person or another moment replaced it. Nothing disappears."""

    antwoord = models.ForeignKey(Antwoord, on_delete=models.CASCADE, related_name="versies")
    nummer = models.PositiveIntegerField()
    stand = models.CharField(max_length=10, choices=STAND_KEUZES)
    waarde = models.JSONField(null=True)
    herkomst = models.CharField(max_length=20)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaOnderwerpQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-nummer",)


class Botsing(Afgeschermd):
    """Two people wrote in one question: the text that came second is kept here until somebody chooses."""

    antwoord = models.ForeignKey(Antwoord, on_delete=models.CASCADE, related_name="botsingen")
    stand = models.CharField(max_length=10, choices=STAND_KEUZES)
    waarde = models.JSONField(null=True)
    gezien_nummer = models.PositiveIntegerField(help_text="de versie die deze persoon voor zich had")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()
    opgelost_op = models.DateTimeField(null=True)
    keuze = models.CharField(max_length=10, blank=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaOnderwerpQuerySet)
