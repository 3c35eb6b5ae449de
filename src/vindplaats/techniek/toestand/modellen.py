"""Tables of this corridor (brought in by `techniek/models.py`)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from vindplaats.kern.models import UuidModel


class Uitgaand(UuidModel):
    """One mail on its way to the mail server. Written in the transaction of the verb that sends it: both or neither.

    `inhoud` (addresses, text, links) is encrypted and emptied as soon as the mail server has accepted it.
    """

    gemaakt_op = models.DateTimeField(default=timezone.now, db_index=True)
    bericht_id = models.CharField(
        max_length=200, unique=True, help_text="Message-ID: blijft gelijk bij opnieuw proberen"
    )
    organisatie = models.CharField(max_length=60, blank=True, help_text="sleutel van wie de mail verstuurt")
    inhoud = models.TextField(blank=True)
    verzonden_op = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Uitgaand"]] = models.Manager()

    class Meta:
        app_label = "techniek"

    def __str__(self) -> str:
        return f"mail {self.pk}"
