"""Saving an answer: nothing typed is lost, also when two people write in one question (promise 3)."""

import datetime as dt
from typing import Any

import pytest

from vindplaats.formats.actions import (
    VERSIE_NA,
    antwoord_invoeren,
    antwoord_terugzetten,
    botsing_oplossen,
    deel_nvt_zetten,
    invulling_openen,
)
from vindplaats.formats.definitie import Definitie
from vindplaats.formats.models import Antwoord, Antwoordversie, Botsing, Invulling
from vindplaats.formats.queries import antwoorden, definitie_voor, open_botsingen
from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.wie import Wie

ALLES = "test"


def _typ(wie: Wie, invulling: Invulling, tekst: str, gezien: int, vraag: str = "verhaal") -> Any:
    return antwoord_invoeren(wie=wie, invulling=invulling, vraag=vraag, invoer={"": tekst}, gezien=gezien)


def test_bewaren_en_verder_typen(alice: Wie, invulling: Invulling) -> None:
    eerste = _typ(alice, invulling, "een", 0)
    tweede = _typ(alice, invulling, "een twee", eerste.antwoord.nummer)
    assert (tweede.antwoord.waarde, tweede.antwoord.nummer, tweede.botsing) == ("een twee", 2, None)
    assert Antwoordversie.objects.voor_taak(ALLES).count() == 0


def test_dubbele_klik_maakt_geen_tweede_versie(alice: Wie, invulling: Invulling) -> None:
    _typ(alice, invulling, "een", 0)
    nogmaals = _typ(alice, invulling, "een", 0)
    assert (nogmaals.antwoord.nummer, nogmaals.botsing) == (1, None)


def test_twee_mensen_in_een_vraag_houden_beide_teksten(alice: Wie, bob: Wie, invulling: Invulling) -> None:
    basis = _typ(alice, invulling, "begin", 0).antwoord.nummer
    _typ(alice, invulling, "begin van alice", basis)
    botst = _typ(bob, invulling, "begin van bob", basis)
    assert botst.antwoord.waarde == "begin van alice"
    assert botst.botsing is not None
    assert botst.botsing.waarde == "begin van bob"
    assert [b.waarde for b in open_botsingen(invulling)] == ["begin van bob"]


def test_verder_typen_na_een_botsing_vervangt_de_eigen_tekst(alice: Wie, bob: Wie, invulling: Invulling) -> None:
    _typ(alice, invulling, "van alice", 0)
    _typ(bob, invulling, "van b", 0)
    _typ(bob, invulling, "van bob", 0)
    assert [b.waarde for b in open_botsingen(invulling)] == ["van bob"]


@pytest.mark.parametrize(
    ("keuze", "tekst", "uitkomst"),
    [
        ("hun", "", "van alice"),
        ("mijn", "", "van bob"),
        ("beide", "", "van alice\n\nvan bob"),
        ("eigen", "samen geschreven", "samen geschreven"),
    ],
)
def test_botsing_oplossen_houdt_wat_niet_gekozen_is(
    alice: Wie, bob: Wie, invulling: Invulling, keuze: str, tekst: str, uitkomst: str
) -> None:
    _typ(alice, invulling, "van alice", 0)
    botsing = _typ(bob, invulling, "van bob", 0).botsing
    antwoord = botsing_oplossen(wie=bob, botsing=botsing, keuze=keuze, tekst=tekst)
    bewaard = {antwoord.waarde} | set(Antwoordversie.objects.voor_taak(ALLES).values_list("waarde", flat=True))
    assert antwoord.waarde == uitkomst
    assert {"van alice", "van bob"} <= bewaard | {uitkomst} or keuze == "beide"
    assert open_botsingen(invulling) == []
    with pytest.raises(VerkeerdeStand):
        botsing_oplossen(wie=alice, botsing=botsing, keuze="hun")


def test_botsing_met_onbekende_keuze(alice: Wie, bob: Wie, invulling: Invulling) -> None:
    _typ(alice, invulling, "a", 0)
    botsing = _typ(bob, invulling, "b", 0).botsing
    with pytest.raises(OngeldigeInvoer):
        botsing_oplossen(wie=bob, botsing=botsing, keuze="weet niet")
    assert len(open_botsingen(invulling)) == 1


def test_een_ander_of_later_houdt_de_oude_tekst(alice: Wie, bob: Wie, invulling: Invulling) -> None:
    nummer = _typ(alice, invulling, "van alice", 0).antwoord.nummer
    nummer = _typ(bob, invulling, "van bob", nummer).antwoord.nummer
    Antwoord.objects.voor_taak(ALLES).update(op=dt.datetime(2020, 1, 1, tzinfo=dt.UTC) - VERSIE_NA)
    antwoord = _typ(bob, invulling, "later", nummer).antwoord
    assert list(antwoord.versies.values_list("waarde", flat=True)) == ["van bob", "van alice"]
    terug = antwoord_terugzetten(wie=alice, antwoord=antwoord, versie=antwoord.versies.last())
    assert terug.waarde == "van alice"


def test_onleesbaar_wordt_bewaard_en_gezegd(alice: Wie, invulling: Invulling) -> None:
    uit = antwoord_invoeren(wie=alice, invulling=invulling, vraag="bedragen", invoer={"basis.PO9901": "veel"}, gezien=0)
    assert "geen bedrag" in uit.fouten["basis.PO9901"]
    assert antwoorden(invulling)["bedragen"].waarde == {"ruw": {"basis.PO9901": "veel"}}


def test_vreemde_vraag_bestaat_niet(alice: Wie, invulling: Invulling) -> None:
    with pytest.raises(NietGevonden):
        _typ(alice, invulling, "x", 0, vraag="bestaat_niet")


def test_deel_nvt_en_terug(alice: Wie, invulling: Invulling) -> None:
    _typ(alice, invulling, "tekst", 0)
    deel_nvt_zetten(wie=alice, invulling=invulling, deel="tekstdeel", aan=True)
    assert antwoorden(invulling)["verhaal"].stand == "nvt"
    deel_nvt_zetten(wie=alice, invulling=invulling, deel="tekstdeel", aan=False)
    assert antwoorden(invulling)["verhaal"].waarde == "tekst"


def test_openen_is_eenmalig_en_houdt_de_versie(alice: Wie, invulling: Invulling, definitie: Definitie) -> None:
    assert invulling_openen(wie=alice, definitie=definitie, onderwerp="proef:1") == invulling
    assert invulling.versie == "1"
    assert definitie_voor("proef", Schooljaar(2030)).versie == "1"


def test_antwoorden_zijn_alleen_via_de_eigen_kamer_te_lezen(alice: Wie, invulling: Invulling) -> None:
    _typ(alice, invulling, "geheim", 0)
    assert Antwoord.objects.zichtbaar_voor(alice).count() == 0
    assert Botsing.objects.zichtbaar_voor(alice).count() == 0
