"""Tables of the doors: identities at outside providers, tries that failed, codes that were used, browsers that are known."""

from typing import Any, ClassVar

from django.db import models

from vindplaats.kern.models import UuidModel

from .models import Gebruiker


class ExterneIdentiteit(UuidModel):
    """Somebody at an outside provider (OIDC), linked to one account by an invitation or by that person. Gives no rights.

    Found by issuer and subject only; an e-mail address from outside is not kept and never looked at. `affiliatie` and
    `instelling` are what the provider says about the person, for showing.
    """

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="externe_identiteiten")
    aanbieder = models.CharField(max_length=40)
    uitgever = models.CharField(max_length=300)
    onderwerp = models.CharField(max_length=255)
    affiliatie = models.CharField(max_length=200, blank=True)
    instelling = models.CharField(max_length=100, blank=True)
    gekoppeld_op = models.DateTimeField()
    laatst_op = models.DateTimeField(null=True)

    class Meta:
        ordering = ("aanbieder", "gekoppeld_op")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("uitgever", "onderwerp"), name="externe_identiteit_van_een_mens"),
            models.UniqueConstraint(fields=("gebruiker", "aanbieder"), name="externe_identiteit_een_per_aanbieder"),
        ]

    def __str__(self) -> str:
        return self.aanbieder


class Poging(models.Model):
    """How often something was tried without luck, per key (a keyed hash: no address is in it), and until when it is shut."""

    sleutel = models.CharField(max_length=80, unique=True)
    aantal = models.PositiveIntegerField(default=0)
    laatst = models.DateTimeField(db_index=True)
    dicht_tot = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.sleutel


class Verbruikt(models.Model):
    """A code or answer that was used and may not be used again before `tot`."""

    sleutel = models.CharField(max_length=80, primary_key=True)
    tot = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.sleutel


class Bekend(UuidModel):
    """A browser or a network that a person signed in from before. `sleutel` is a keyed hash; no address is kept."""

    BROWSER, NETWERK = "browser", "netwerk"

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="bekend")
    soort = models.CharField(max_length=10)
    sleutel = models.CharField(max_length=64)
    omschrijving = models.CharField(max_length=80, blank=True)
    eerst_op = models.DateTimeField()
    laatst_op = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=("gebruiker", "soort", "sleutel"), name="bekend_eens_per_sleutel"),
        ]

    def __str__(self) -> str:
        return self.omschrijving or self.soort
