"""Base models: no tables of its own. A protected table answers no question without a person or a named job."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models

from .fouten import ZonderPersoon


class AfgeschermdQuerySet(models.QuerySet[Any]):
    """A queryset that knows its visibility rule: each room overrides `zichtbaar_voor`."""

    def zichtbaar_voor(self, wie: Any) -> Self:
        """Rows this person may see. The rule stands in prose in the room's own queryset."""
        raise NotImplementedError(f"{self.model.__name__} heeft nog geen regel voor zichtbaarheid")


class AfgeschermdManager(models.Manager[Any]):
    """The only door to a protected table: for a person, or for a job that gives its name.

    Anything else raises, so that a forgotten filter is an error and not a leak (architecture.md, promise 1).
    """

    def __init__(self, queryset: type[AfgeschermdQuerySet] = AfgeschermdQuerySet) -> None:
        super().__init__()
        self._queryset = queryset

    def _open(self) -> Any:
        return self._queryset(self.model, using=self._db)

    def get_queryset(self) -> Any:
        raise ZonderPersoon(
            f"{self.model.__name__}: vraag met .zichtbaar_voor(wie) of .voor_taak('naam van de taak'), niet zonder persoon"
        )

    def zichtbaar_voor(self, wie: Any) -> Any:
        if wie is None:
            raise ZonderPersoon(f"{self.model.__name__}: wie ontbreekt")
        return self._open().zichtbaar_voor(wie)

    def voor_taak(self, naam: str) -> Any:
        """Everything, for a job or action that has done its own check; the name makes it findable with grep."""
        if not naam:
            raise ZonderPersoon(f"{self.model.__name__}: een taak heeft een naam nodig")
        return self._open()

    def create(self, **kwargs: Any) -> Any:
        return self._open().create(**kwargs)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        return self._open().bulk_create(objs, *args, **kwargs)

    @classmethod
    def met(cls, queryset: type[AfgeschermdQuerySet]) -> "AfgeschermdManager":
        return cls(queryset)


class UuidModel(models.Model):
    """Own random id: never a number of a person or a guessable row (promise 10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Afgeschermd(UuidModel):
    """Base of every table whose rows are not for everyone.

    `_rauw` is Django's default manager (relations, migrations); code of rooms uses `objects`, a test watches that.
    A room sets `objects = AfgeschermdManager.met(EigenQuerySet)`.
    """

    _rauw: ClassVar[models.Manager[Any]] = models.Manager()
    objects: ClassVar[AfgeschermdManager] = AfgeschermdManager()

    class Meta:
        abstract = True
        default_manager_name = "_rauw"
        base_manager_name = "_rauw"
