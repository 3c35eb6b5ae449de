"""A house style from a later day on: planned, put in force, taken back; the versions tell what was."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from vindplaats.documenten import actions
from vindplaats.documenten.models import Huisstijl, Huisstijlversie
from vindplaats.kern.klok import nu, op, vandaag
from vindplaats.toegang.wie import Wie

STRAKS = dt.timedelta(days=10)


@pytest.fixture
def beheer(streek: Any, client_als: Any) -> Any:
    return client_als("functioneel_beheerder")


def stuur(client: Any, kleur: str, vanaf: dt.date | None = None) -> Any:
    velden = {"kleur": kleur, "vanaf": vanaf.isoformat() if vanaf else ""}
    return client.post(reverse("documenten:huisstijl"), velden)


def test_een_geplande_huisstijl_gaat_op_haar_dag_in(beheer: Any, streek: Any) -> None:
    assert stuur(beheer, "#123456").status_code == 302
    assert stuur(beheer, "#654321", vandaag() + STRAKS).status_code == 302
    assert Huisstijl.objects.get(pk=streek.swv).kleur == "#123456"
    assert stuur(beheer, "#777777", vandaag() + STRAKS).status_code == 400, "een plan per dag"
    assert stuur(beheer, "#777777", vandaag() - STRAKS).status_code == 400
    assert "gepland" in beheer.get(reverse("documenten:huisstijl")).content.decode()
    later = timezone.localtime(nu()) + STRAKS
    with op(later):
        assert actions.huisstijlen_laten_ingaan(wie=Wie.taak("test")) == 1
        assert actions.huisstijlen_laten_ingaan(wie=Wie.taak("test")) == 0
    assert Huisstijl.objects.get(pk=streek.swv).kleur == "#654321"
    assert set(Huisstijlversie.objects.values_list("kleur", "stand")) == {
        ("#123456", "ingegaan"),
        ("#654321", "ingegaan"),
    }


def test_intrekken_kan_tot_het_begint_en_niet_door_een_ander(beheer: Any, client_als: Any, streek: Any) -> None:
    stuur(beheer, "#654321", vandaag() + STRAKS)
    versie = Huisstijlversie.objects.get()
    adres = reverse("documenten:huisstijl-intrekken", args=[versie.pk])
    assert client_als("functioneel_beheerder", streek.ander_swv).post(adres).status_code == 404
    assert client_als("controller_swv").post(adres).status_code == 403
    assert beheer.post(adres).status_code == 302
    assert beheer.post(adres).status_code == 409
    with op(timezone.localtime(nu()) + STRAKS):
        assert actions.huisstijlen_laten_ingaan(wie=Wie.taak("test")) == 0
