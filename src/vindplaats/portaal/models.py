"""What somebody has seen of the product itself: the tour and the news of a version. Nothing about the work."""

from typing import ClassVar

from django.db import models

from vindplaats.kern.models import Afgeschermd, AfgeschermdManager, AfgeschermdQuerySet
from vindplaats.toegang.models import Gebruiker
from vindplaats.toegang.wie import Wie


class GezienQuerySet(AfgeschermdQuerySet):
    def zichtbaar_voor(self, wie: Wie) -> "GezienQuerySet":
        """Only the own."""
        return self if wie.is_taak else self.filter(gebruiker_id=wie.gebruiker_id)


class Gezien(Afgeschermd):
    """`wat` is `rondleiding` or `nieuws:<version>`."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    wat = models.CharField(max_length=40)
    op = models.DateTimeField()

    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager.met(GezienQuerySet)

    class Meta(Afgeschermd.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("gebruiker", "wat"), name="gezien_eens"),
        ]

    def __str__(self) -> str:
        return self.wat
