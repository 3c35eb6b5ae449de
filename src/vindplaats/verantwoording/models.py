"""Tables of verantwoording: reports, granted amounts, inbox, dialogue, agreements, the SWV's own conclusions."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from vindplaats.documenten.models import Bestand
from vindplaats.formats.models import Invulling
from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet, UuidModel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur, Regio, Swv
from vindplaats.procedures.models import Zaak
from vindplaats.toegang.models import Gebruiker

OPEN, CONCEPT, INGEDIEND, BESPROKEN, VASTGESTELD, GEPUBLICEERD = (
    "open",
    "concept",
    "ingediend",
    "besproken",
    "vastgesteld",
    "gepubliceerd",
)
GEDEELD = (INGEDIEND, BESPROKEN, VASTGESTELD, GEPUBLICEERD)
BESTUURSROLLEN = ("bestuurder", "bestuursadviseur")
SWV_LEZERS = ("directeur_swv", "kwaliteit_swv", "controller_swv", "secretariaat_swv", "bestuur_swv", "voorzitter_swv")
GENODIGDEN = ("opr", "toezicht", "deelnemersraad", "inspectie", "gemeente", "gmr", "facilitator")
"""Who is invited to read after publication (D2)."""


class RapportQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "RapportQuerySet":
        """A board sees its own reports in every state (a draft belongs to its maker).

        After handing in, the other boards of its SWVs and the SWVs themselves read it (VER-01); after publication everyone
        with an invited role in one of its SWVs.
        """
        if wie.is_taak:
            return self
        gedeeld = Q(swvs__in=wie.swv_codes, zaak__stand__in=GEDEELD)
        if wie.heeft(*BESTUURSROLLEN):  # two short lists; an OR over both makes the database read every report
            eigen = Rapport._rauw.filter(bestuur_id=wie.code).order_by().values("pk")
            return self.filter(pk__in=eigen.union(Rapport._rauw.filter(gedeeld).order_by().values("pk")))
        if wie.heeft(*SWV_LEZERS):
            return self.filter(gedeeld).distinct()
        if wie.heeft(*GENODIGDEN):
            return self.filter(swvs__in=wie.swv_codes, zaak__stand=GEPUBLICEERD).distinct()
        return self.none()


class Rapport(Afgeschermd):
    """The account of one board over one school year. Its state is that of `zaak`, set by the procedure only."""

    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, related_name="rapporten")
    jaar = models.PositiveSmallIntegerField(help_text="kalenderjaar waarin het schooljaar begint")
    swvs = models.ManyToManyField(Swv, related_name="rapporten")
    invulling = models.OneToOneField(Invulling, on_delete=models.PROTECT, related_name="+")
    zaak = models.OneToOneField(Zaak, on_delete=models.PROTECT, related_name="+")
    kenmerken = models.JSONField(
        default=list, help_text="bao en/of sbo_so: welke delen voor dit bestuur gelden (VER-06)"
    )
    gemaakt_op = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(RapportQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-jaar", "bestuur__naam")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("bestuur", "jaar"), name="rapport_een_per_bestuur_per_jaar")
        ]

    def __str__(self) -> str:
        return f"Verantwoording {self.bestuur} {self.schooljaar}"

    @property
    def schooljaar(self) -> Schooljaar:
        return Schooljaar(self.jaar)

    @property
    def stand(self) -> str:
        return self.zaak.stand


class Toekenning(UuidModel):
    """What an SWV granted a board under a scheme in a school year (entered or read from a spreadsheet). Cents."""

    swv = models.ForeignKey(Swv, on_delete=models.PROTECT, related_name="toekenningen")
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, related_name="toekenningen")
    jaar = models.PositiveSmallIntegerField()
    regeling = models.CharField(max_length=40)
    bedrag = models.BigIntegerField(help_text="centen")
    bron = models.CharField(max_length=200, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("swv", "bestuur", "jaar", "regeling"), name="toekenning_eens")
        ]


class InboxQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "InboxQuerySet":
        """The inbox of an SWV is for its director, quality staff and secretariat; the inbox of a board for that board."""
        if wie.is_taak:
            return self
        if wie.heeft("directeur_swv", "kwaliteit_swv", "secretariaat_swv", *BESTUURSROLLEN):
            return self.filter(**{f"{self.pad}eigenaar": wie.organisatie})
        return self.none()

    pad = ""


class Inleesronde(Afgeschermd):
    """A number of files put in the inbox at once, read by a background task; the screen shows how far."""

    eigenaar = models.CharField(max_length=60, db_index=True, help_text="sleutel van SWV of bestuur")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    klaar_op = models.DateTimeField(null=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(InboxQuerySet)


class Inboxstuk(Afgeschermd):
    """One file in the inbox: waiting, being read, read (a proposal), refused with a sentence, or taken over."""

    WACHT, BEZIG, GELEZEN, GEWEIGERD, OVERGENOMEN, AFGEVOERD = (
        "wacht",
        "bezig",
        "gelezen",
        "geweigerd",
        "overgenomen",
        "afgevoerd",
    )
    STANDEN = (
        (WACHT, "wacht op lezen"),
        (BEZIG, "wordt gelezen"),
        (GELEZEN, "klaar om na te kijken"),
        (GEWEIGERD, "kon niet gelezen worden"),
        (OVERGENOMEN, "overgenomen"),
        (AFGEVOERD, "weggelegd"),
    )

    ronde = models.ForeignKey(Inleesronde, on_delete=models.PROTECT, related_name="stukken")
    eigenaar = models.CharField(max_length=60, db_index=True)
    naam = models.CharField(max_length=160, default="document")
    bestand = models.ForeignKey(
        Bestand, null=True, on_delete=models.PROTECT, related_name="+", help_text="leeg: aan de deur geweigerd"
    )
    stand = models.CharField(max_length=12, choices=STANDEN, default=WACHT)
    poging = models.PositiveSmallIntegerField(default=0)
    begonnen_op = models.DateTimeField(null=True)
    zin = models.CharField(max_length=400, blank=True, help_text="waarom geweigerd en wat te doen")
    tekst = models.TextField(blank=True, help_text="het document als neutrale tekst, waar passages naar wijzen")
    lezing = models.JSONField(
        default=dict, blank=True, help_text="wat er gelezen is, met overgeslagen en niet geplaatst"
    )
    bestuur = models.ForeignKey(Bestuur, null=True, on_delete=models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField(null=True)
    rapport = models.ForeignKey(Rapport, null=True, on_delete=models.PROTECT, related_name="stukken")
    gemaakt_op = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(InboxQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-gemaakt_op",)


class VoorstelQuerySet(InboxQuerySet):
    pad = "stuk__"


class Voorstel(Afgeschermd):
    """What was read for one question: a proposal until a person accepts it. Never a board's answer before that."""

    OPEN, GOED, VERBETERD, OVERSLAAN = "open", "goed", "verbeterd", "overslaan"

    stuk = models.ForeignKey(Inboxstuk, on_delete=models.CASCADE, related_name="voorstellen")
    vraag = models.CharField(max_length=80)
    stand = models.CharField(max_length=10, help_text="leeg, ingevuld, nul, nvt (formats.waarden)")
    waarde = models.JSONField(null=True)
    zekerheid = models.FloatField(default=0)
    waarom = models.CharField(max_length=400, blank=True)
    passages = models.JSONField(default=list, help_text="[begin, eind] in de neutrale tekst")
    besluit = models.CharField(max_length=12, default=OPEN)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(null=True)
    nummer = models.PositiveIntegerField(default=1)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(VoorstelQuerySet)

    class Meta(Afgeschermd.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("stuk", "vraag"), name="voorstel_een_per_vraag")
        ]


class ViaRapportQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "ViaRapportQuerySet":
        """Whoever may read the report may read what hangs on it."""
        if wie.is_taak:
            return self
        return self.filter(rapport__in=Rapport.objects.zichtbaar_voor(wie))


class GesprekQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "GesprekQuerySet":
        """The dialogue is between boards and their SWVs: they read it at every report they may read.

        Invited readers of a published report (council, municipality, inspectorate) read the report, not the dialogue.
        """
        if wie.is_taak:
            return self
        if not wie.heeft(*BESTUURSROLLEN, *SWV_LEZERS):
            return self.none()
        return self.filter(rapport__in=Rapport.objects.zichtbaar_voor(wie).values("pk"))


class Bijdrage(Afgeschermd):
    """A question, answer or step of calling to account at one section of a report (VER-14). Never changed, only added to.

    What its maker took back within some minutes stays as a line without its text (`ingetrokken_op`).
    """

    SOORTEN = (
        ("vraag", "vraag"),
        ("antwoord", "antwoord"),
        ("signaal", "signaal"),
        ("duiden", "duiden"),
        ("informeren", "informeren"),
        ("aanspreken", "aanspreken"),
        ("aanpakken", "aanpakken"),
    )

    rapport = models.ForeignKey(Rapport, on_delete=models.PROTECT, related_name="bijdragen")
    deel = models.CharField(max_length=80)
    soort = models.CharField(max_length=12, choices=SOORTEN)
    antwoord_op = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="antwoorden")
    tekst = models.TextField()
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    door_naam = models.CharField(max_length=120)
    organisatie = models.CharField(max_length=60)
    op = models.DateTimeField()
    afgehandeld_op = models.DateTimeField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(GesprekQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("op",)


class Afspraak(Afgeschermd):
    """An agreement that came out of the dialogue: who does what, before when."""

    rapport = models.ForeignKey(Rapport, on_delete=models.PROTECT, related_name="afspraken")
    deel = models.CharField(max_length=80)
    uit = models.ForeignKey(Bijdrage, null=True, on_delete=models.PROTECT, related_name="afspraken")
    tekst = models.CharField(max_length=500)
    eigenaar = models.CharField(max_length=60, help_text="sleutel van de organisatie die het doet")
    persoon = models.CharField(max_length=120, blank=True)
    uiterlijk = models.DateField()
    gemaakt_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    door_organisatie = models.CharField(
        max_length=60, blank=True, help_text="sleutel van de organisatie die hem vastlegde"
    )
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    klaar_op = models.DateTimeField(null=True)
    uitkomst = models.CharField(max_length=500, blank=True)
    vervallen_op = models.DateTimeField(null=True)
    vervallen_reden = models.CharField(max_length=300, blank=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(GesprekQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("uiterlijk",)


class Signaaluitleg(Afgeschermd):
    """A signal (difference, stale text, contradiction) that the board explained or set aside. Signals never block."""

    rapport = models.ForeignKey(Rapport, on_delete=models.PROTECT, related_name="signaaluitleg")
    code = models.CharField(max_length=60)
    plek = models.CharField(max_length=120, blank=True)
    uitleg = models.CharField(max_length=400)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(auto_now=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaRapportQuerySet)

    class Meta(Afgeschermd.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("rapport", "code", "plek"), name="signaaluitleg_eens")
        ]


class BundelQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "BundelQuerySet":
        """SWV staff of a member SWV always; its boards once there is a draft shared; invited roles after publication."""
        if wie.is_taak:
            return self
        van_mij = Q(swv__in=wie.swv_codes) | Q(regio__swvs__in=wie.swv_codes)
        if wie.heeft(*SWV_LEZERS):
            return self.filter(van_mij).distinct()
        if wie.heeft(*BESTUURSROLLEN):
            return self.filter(van_mij, gedeeld_op__isnull=False).distinct()
        if wie.heeft(*GENODIGDEN):
            return self.filter(van_mij, gepubliceerd_op__isnull=False).distinct()
        return self.none()


class Bundel(Afgeschermd):
    """The collective account of one SWV, or of the SWVs of a region together, over one school year (VER-17)."""

    swv = models.ForeignKey(Swv, null=True, on_delete=models.PROTECT, related_name="bundels")
    regio = models.ForeignKey(Regio, null=True, on_delete=models.PROTECT, related_name="bundels")
    jaar = models.PositiveSmallIntegerField()
    gedeeld_op = models.DateTimeField(null=True)
    gepubliceerd_op = models.DateTimeField(null=True)
    gemaakt_op = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(BundelQuerySet)

    class Meta(Afgeschermd.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("swv", "jaar"), name="bundel_een_per_swv_per_jaar"),
            models.UniqueConstraint(fields=("regio", "jaar"), name="bundel_een_per_regio_per_jaar"),
            models.CheckConstraint(
                condition=Q(swv__isnull=False, regio__isnull=True) | Q(swv__isnull=True, regio__isnull=False),
                name="bundel_swv_of_regio",
            ),
        ]

    @property
    def schooljaar(self) -> Schooljaar:
        return Schooljaar(self.jaar)


class ViaBundelQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "ViaBundelQuerySet":
        """Whoever may read the collective account."""
        if wie.is_taak:
            return self
        return self.filter(bundel__in=Bundel.objects.zichtbaar_voor(wie))


class ViaConclusieQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Any) -> "ViaConclusieQuerySet":
        """Earlier texts are for who may write them: quality staff and director of a member SWV."""
        if wie.is_taak:
            return self
        if not wie.heeft("directeur_swv", "kwaliteit_swv"):
            return self.none()
        return self.filter(conclusie__bundel__in=Bundel.objects.zichtbaar_voor(wie))


class Conclusie(Afgeschermd):
    """The SWV's own words at one part of the collective account; saved with a version check."""

    bundel = models.ForeignKey(Bundel, on_delete=models.CASCADE, related_name="conclusies")
    deel = models.CharField(max_length=80)
    tekst = models.TextField(blank=True)
    nummer = models.PositiveIntegerField(default=1)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaBundelQuerySet)

    class Meta(Afgeschermd.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("bundel", "deel"), name="conclusie_een_per_deel")
        ]


class Conclusieversie(Afgeschermd):
    """An earlier text of a conclusion, or the one that came second when two people wrote at once. Nothing disappears."""

    conclusie = models.ForeignKey(Conclusie, on_delete=models.CASCADE, related_name="versies")
    nummer = models.PositiveIntegerField(help_text="het nummer dat deze tekst had, of dat de schrijver voor zich had")
    tekst = models.TextField(blank=True)
    botsing = models.BooleanField(default=False)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(ViaConclusieQuerySet)

    class Meta(Afgeschermd.Meta):
        ordering = ("-op",)
