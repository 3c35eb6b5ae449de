"""Tables of the chain over the log (decision 0023): a link per sealed row, and the line of rows that wait for their seal."""

from typing import Any, ClassVar

from django.db import models


class Schakel(models.Model):
    """One link: the place of a log row in the chain. Append-only in Python and in the database, like the log itself.

    `inhoud` is the SHA-256 of the row, `hash` that of the link before it with number, row and content, `zegel` an HMAC over `hash` with
    a key that is not in the database.
    """

    nummer = models.PositiveBigIntegerField(primary_key=True)
    gebeurtenis = models.UUIDField(unique=True)
    inhoud = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    zegel = models.BinaryField(max_length=32)
    gezet_op = models.DateTimeField()

    class Meta:
        ordering = ("nummer",)
        verbose_name = "schakel"
        verbose_name_plural = "schakels"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("De keten van het logboek wordt alleen aangevuld.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("De keten van het logboek wordt alleen aangevuld.")


class Afsluiting(models.Model):
    """What stays when the oldest part of the log is removed because its term is over: up to which link, with its hash (decision 0036).

    `nummer` and `hash` are of the last removed link: the check goes on from there. `aantal` rows of `begin` up to and including `eind`
    went in this turn. `vorige` is the seal of the closing before it (empty: the first), `zegel` an HMAC over all of it.
    Append-only like the log itself.
    """

    nummer = models.PositiveBigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)
    aantal = models.PositiveBigIntegerField()
    begin = models.DateTimeField()
    eind = models.DateTimeField()
    termijn = models.PositiveIntegerField(help_text="in dagen, zoals die gold toen dit gebeurde")
    vorige = models.BinaryField(max_length=32, blank=True)
    zegel = models.BinaryField(max_length=32)
    gezet_op = models.DateTimeField()
    gezet_door = models.CharField(max_length=80, help_text="de gebruiker van de database die het deed")

    class Meta:
        ordering = ("nummer",)
        verbose_name = "afsluiting van het logboek"
        verbose_name_plural = "afsluitingen van het logboek"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("De afsluitingen van het logboek worden alleen aangevuld.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("De afsluitingen van het logboek worden alleen aangevuld.")


class Wachtend(models.Model):
    """A log row that waits for its seal, a few seconds. `merk` is an HMAC over row and content, made when it was written."""

    gebeurtenis = models.UUIDField(unique=True)
    inhoud = models.BinaryField(max_length=32)
    merk = models.BinaryField(max_length=32)
    geweigerd = models.BooleanField(default=False, help_text="het merk klopt niet: niet door Vindplaats geschreven")

    objects: ClassVar[models.Manager["Wachtend"]] = models.Manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = "wachtende regel"
        verbose_name_plural = "wachtende regels"
