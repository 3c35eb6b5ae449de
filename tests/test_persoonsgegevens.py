"""Every field that could hold something about a person says so, or says why not (AVG art. 30; docs/ontwikkelen/privacy.md)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from vindplaats.kern.persoonsgegevens import Geen, Gegevens
from vindplaats.kern.registers import persoonsgegevens
from vindplaats.toegang.models import Gebruiker

TEKST = (models.CharField, models.TextField, models.FileField, models.JSONField, models.BinaryField)
NAAM_PAD = "naam"  # `via="naam"`: found by the exact name, not by account


def bijzonder(veld: Any) -> bool:
    """Could this field hold something about a person: text, file, JSON, an id of somebody, or a relation to an account?"""
    if veld.is_relation:
        return veld.related_model is Gebruiker
    if getattr(veld, "choices", None):
        return False  # a choice from a list of the program
    return isinstance(veld, TEKST) or (isinstance(veld, models.UUIDField) and not veld.primary_key)


def velden(model: Any) -> Iterator[str]:
    for veld in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if bijzonder(veld):
            yield veld.name


@pytest.mark.regel("AVG-08", "P-10")
@pytest.mark.parametrize("model", apps.get_models(), ids=lambda m: m._meta.label)
def test_elk_veld_is_aangemeld(model: Any) -> None:
    gemeld = persoonsgegevens.get(model._meta.label_lower)
    assert gemeld is not None, (
        f"{model._meta.label} staat niet in <kamer>/persoonsgegevens.py; zie docs/ontwikkelen/privacy.md"
    )
    bekend = set(gemeld.niet) | (set(gemeld.velden) if isinstance(gemeld, Gegevens) else set())
    mist = sorted(set(velden(model)) - bekend)
    assert not mist, f"{model._meta.label}: zeg van {', '.join(mist)} of het een persoonsgegeven is, of waarom niet"


@pytest.mark.parametrize(
    ("code", "gemeld"), sorted(persoonsgegevens.items()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_elke_aanmelding_wijst_naar_iets_dat_bestaat(code: str, gemeld: Any) -> None:
    model = apps.get_model(code)
    assert isinstance(gemeld, (Gegevens, Geen))
    eigen = {v.name for v in [*model._meta.get_fields()]}
    namen = set(gemeld.niet) | (set(gemeld.velden) if isinstance(gemeld, Gegevens) else set())
    assert namen <= eigen, f"{code}: {', '.join(sorted(namen - eigen))} bestaat niet"
    assert all(reden.strip() for reden in gemeld.niet.values())
    if isinstance(gemeld, Gegevens):
        for pad in {
            gemeld.via,
            gemeld.peil,
            gemeld.plaats.rpartition(":")[2],
            *(v.via for v in gemeld.velden.values()),
        }:
            _bestaat(model, pad)


def _bestaat(model: Any, pad: str) -> None:
    """A path such as `ronde__door` leads somewhere in this model."""
    if pad in ("", NAAM_PAD, "persoon"):
        return
    for deel in (
        pad.removesuffix("_id").split("__") if pad.endswith("_id") and not _heeft(model, pad) else pad.split("__")
    ):
        veld = model._meta.get_field(deel)
        model = veld.related_model or model


def _heeft(model: Any, naam: str) -> bool:
    try:
        model._meta.get_field(naam)
    except FieldDoesNotExist:
        return False
    return True


def test_wie_iets_weglaat_wordt_gevonden() -> None:
    """The test above can fail: a field of a person without a declaration is seen."""
    assert "email" in set(velden(Gebruiker))
    gemeld = persoonsgegevens["toegang.gebruiker"]
    zonder = {naam for naam in gemeld.velden if naam != "email"}
    assert set(velden(Gebruiker)) - zonder - set(gemeld.niet) == {"email"}
