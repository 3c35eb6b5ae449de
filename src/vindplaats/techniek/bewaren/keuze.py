"""Which rows of which tables belong to one SWV, and which rows they point at outside of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models.functions import Collate

from vindplaats.kern.fouten import Fout, NietGevonden
from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel
from vindplaats.organisaties.models import Deelname, Gemeentedeel, Partner, School, Swv

from . import tabellen

Verwijsveld = Any


def kring_van(swv: str, *, volledig: bool) -> Kring:
    """The SWV with every board, school, municipality and partner it has or had. Raises NietGevonden."""
    if not Swv.objects.filter(pk=swv).exists():
        bekend = ", ".join(Swv.objects.order_by("pk").values_list("pk", flat=True)[:10])
        raise NietGevonden(f"Samenwerkingsverband {swv} is hier niet bekend. Wel bekend: {bekend or 'nog geen'}.")
    besturen = frozenset(Deelname.objects.filter(swv=swv).values_list("bestuur", flat=True))
    scholen = frozenset(School.objects.filter(swv=swv).values_list("pk", flat=True))
    gemeenten = Gemeentedeel.objects.filter(swv=swv).values_list("gemeente", flat=True)
    partners = Partner.objects.filter(swv=swv).values_list("pk", flat=True)
    soorten = (
        ("swv", [swv]),
        ("bestuur", besturen),
        ("school", scholen),
        ("gemeente", gemeenten),
        ("partner", partners),
    )
    sleutels = frozenset(f"{soort}:{code}" for soort, codes in soorten for code in codes)
    return Kring(swv, besturen, scholen, sleutels, volledig)


@dataclass(frozen=True)
class Onderdeel:
    """One table of the export: its model, its declaration, and the condition of its rows."""

    label: str
    model: type[models.Model]
    deel: Uitvoerdeel
    waar: models.Q
    using: str = "default"

    @property
    def velden(self) -> "list[models.Field[Any, Any]]":
        """Columns that go along."""
        return [v for v in tabellen.velden_van(self.model) if v.name not in self.deel.zonder]

    def rijen(self) -> Any:
        """Queryset in a fixed order, the same on every database."""
        sleutel: Any = "pk"
        pk = self.model._meta.pk
        if isinstance(pk, models.CharField) and connections["default"].vendor == "postgresql":
            sleutel = Collate("pk", "C")
        return self.model._base_manager.using(self.using).filter(self.waar).order_by(sleutel).distinct()

    def aantal(self) -> int:
        """How many rows go along."""
        return int(
            self.model._base_manager.using(self.using).filter(self.waar).order_by().values("pk").distinct().count()
        )


def onderdelen(kring: Kring, using: str = "default") -> list[Onderdeel]:
    """Every table with rows for this SWV, by label, read from this connection. Raises KeyError for a model that has no declaration."""
    uit = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if not model._meta.managed or model._meta.proxy:
            continue
        deel = uitvoerdelen[label]
        if deel.rijen is not None:
            uit.append(Onderdeel(label, model, deel, deel.rijen(kring), using))
    return sorted(uit, key=lambda o: o.label)


def blijft_hier() -> dict[str, str]:
    """Label -> why nothing of it goes along."""
    return {label: deel.reden for label, deel in sorted(uitvoerdelen.items()) if deel.rijen is None}


@dataclass
class Verwijzingen:
    """Where rows point outside the export: what becomes a reference, and what is let go."""

    naslag: dict[str, set[Any]]
    los: dict[tuple[str, str], set[Any]]


def verwijzingen(delen: list[Onderdeel]) -> Verwijzingen:
    """Look at every foreign key of every table. Raises Fout for a required key to something that cannot go along."""
    per_label = {o.label: o for o in delen}
    uit = Verwijzingen({}, {})
    for onderdeel, veld in _sleutelvelden(delen):
        doel = veld.related_model._meta.label_lower
        vraag = onderdeel.model._base_manager.using(onderdeel.using).filter(onderdeel.waar).exclude(**{veld.name: None})
        if doel in per_label:
            vraag = vraag.exclude(
                **{f"{veld.name}__in": per_label[doel].model._base_manager.filter(per_label[doel].waar).values("pk")}
            )
        buiten = set(vraag.order_by().values_list(veld.attname, flat=True).distinct())
        if not buiten:
            continue
        if uitvoerdelen[doel].naslag:
            uit.naslag.setdefault(doel, set()).update(buiten)
        elif veld.null:
            uit.los[onderdeel.label, veld.name] = buiten
        else:
            raise Fout(f"{onderdeel.label}.{veld.name} wijst naar {doel} buiten de uitvoer. Meld dit aan de makers.")
    return uit


def _sleutelvelden(delen: list[Onderdeel]) -> Iterator[tuple[Onderdeel, Verwijsveld]]:
    for onderdeel in delen:
        for veld in onderdeel.velden:
            if veld.is_relation and veld.related_model is not None:
                yield onderdeel, veld
