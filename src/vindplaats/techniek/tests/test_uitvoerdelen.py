"""Every model says how its rows belong to an SWV, or why they stay out."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel

KRING = Kring("PO9901", frozenset({"99001"}), frozenset({"99AA00"}), frozenset({"swv:PO9901", "bestuur:99001"}))


def alle_modellen() -> list[type[models.Model]]:
    """Every table the house has, tables of libraries and automatic many-to-many tables included."""
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def test_elk_model_zegt_hoe_het_bij_een_swv_hoort() -> None:
    zwijgt = sorted(m._meta.label_lower for m in alle_modellen() if m._meta.label_lower not in uitvoerdelen)
    assert not zwijgt, (
        f"Zonder uitvoerdeel: {', '.join(zwijgt)}. Zet het in uitvoerdelen.py van de kamer (docs/ontwikkelen/bewaren.md)."
    )


def test_elk_uitvoerdeel_hoort_bij_een_model_dat_bestaat() -> None:
    bekend = {m._meta.label_lower for m in alle_modellen()}
    eigen = {label for label, _ in uitvoerdelen.items() if not label.startswith("socialaccount.")}
    assert eigen <= bekend, eigen - bekend


@pytest.mark.parametrize("volledig", [True, False])
def test_elke_vraag_kan_gesteld_worden(db: Any, volledig: bool) -> None:
    """The conditions are valid questions for the database, also for a region with nothing in it."""
    kring = Kring(KRING.swv, KRING.besturen, KRING.scholen, KRING.sleutels, volledig)
    for label, deel in uitvoerdelen.items():
        model = apps.get_model(label)
        if deel.rijen is not None:
            assert list(model._base_manager.filter(deel.rijen(kring)).values_list("pk")) is not None


def test_velden_van_een_uitvoerdeel_bestaan() -> None:
    for label, deel in uitvoerdelen.items():
        namen = {f.name for f in apps.get_model(label)._meta.concrete_fields}
        genoemd = {*deel.zonder, *deel.naslag, *([deel.bestand] if deel.bestand else [])}
        assert genoemd <= namen, f"{label}: {genoemd - namen}"


def test_verplichte_verwijzing_heeft_naslag_of_gaat_zelf_mee() -> None:
    """A row that goes along never points at nothing: its required targets go along too, or can be a reference."""
    fout = []
    for label, deel in uitvoerdelen.items():
        if deel.rijen is None:
            continue
        for veld in apps.get_model(label)._meta.concrete_fields:
            if veld.is_relation and not veld.null and veld.related_model is not None:
                doel = uitvoerdelen[veld.related_model._meta.label_lower]  # type: ignore[union-attr]
                if doel.rijen is None and not doel.naslag:
                    fout.append(f"{label}.{veld.name}")
    assert not fout


@pytest.mark.parametrize("deel", [{"reden": "zomaar", "rijen": lambda k: models.Q()}, {}])
def test_een_uitvoerdeel_kiest(deel: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="niet allebei"):
        Uitvoerdeel(**deel)
