"""The page and the command of work in the background: own organisations only, why in plain Dutch, again and withdrawn."""

import datetime as dt
import uuid
from typing import Any

import pytest
import typer
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vindplaats.kern import taken
from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.tests import taken_proef
from vindplaats.techniek.toestand import queries, rules
from vindplaats.techniek.toestand.opdrachten import app
from vindplaats.toegang.models import Gebeurtenis

from .voorbeelden_toestand import mislukte_mail

pytestmark = pytest.mark.django_db
PAD = "/techniek/achtergrondwerk/"


@pytest.fixture
def beheerder(streek: Any, client_als: Any) -> Any:
    return client_als("functioneel_beheerder", streek.swv)


def rij(pk: uuid.UUID) -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.get(pk=pk)


def test_own_failed_task_with_why_and_nothing_of_others_or_of_the_house(beheerder: Any, streek: Any) -> None:
    eigen = mislukte_mail(streek.swv)["pk"]
    ander = mislukte_mail(streek.ander_swv)["pk"]
    taken_proef.goed.enqueue(nummer=77123)
    tekst = beheerder.get(PAD).content.decode()
    assert "Mail versturen" in tekst
    assert "De mailserver is niet te bereiken." in tekst
    assert str(eigen) in tekst
    assert str(ander) not in tekst
    assert "77123" not in tekst
    assert "Samenwerkingsverband ZU" not in tekst
    assert "Herinneringen sturen" in tekst  # the timetable of the house


def test_empty_page_helps(beheerder: Any) -> None:
    tekst = beheerder.get(PAD).content.decode()
    assert "Er loopt nu niets." in tekst
    assert "Er wacht niets." in tekst


def test_running_task_tells_worker_and_progress_and_refreshes(beheerder: Any, streek: Any) -> None:
    pk = mislukte_mail(streek.bestuur)["pk"]
    DBTaskResult.objects.filter(pk=pk).update(status="RUNNING", started_at=timezone.now())
    with taken.lopende_taak(str(pk)):
        taken.meld_voortgang(3, 12)
    tekst = beheerder.get(f"{PAD}?deel=lopend").content.decode()
    assert "3 van 12" in tekst
    assert 'value="25"' in tekst
    assert "proefmachine, proces 12" in tekst
    assert "<html" not in tekst


def test_waiting_task_tells_when_the_next_attempt_is(beheerder: Any, streek: Any) -> None:
    pk = mislukte_mail(streek.swv)["pk"]
    DBTaskResult.objects.filter(pk=pk).update(status="READY", run_after=timezone.now() + dt.timedelta(minutes=5))
    tekst = beheerder.get(PAD).content.decode()
    assert "Volgende poging" in tekst
    assert "(1 van 12 gedaan)" in tekst


def test_again_once_logged_and_the_second_click_is_told(beheerder: Any, streek: Any) -> None:
    pk = mislukte_mail(streek.swv)["pk"]
    antwoord = beheerder.post(f"{PAD}{pk}/opnieuw/", follow=True)
    assert "draait zodra een werker vrij is" in antwoord.content.decode()
    assert (rij(pk).status, rij(pk).worker_ids) == ("READY", [])
    regel = Gebeurtenis.objects.voor_taak("test").get(naam="techniek.taak_opnieuw")
    assert (regel.zin, regel.organisatie) == ("Taak opnieuw gestart: Mail versturen.", streek.swv)
    DBTaskResult.objects.filter(pk=pk).update(status="RUNNING")
    antwoord = beheerder.post(f"{PAD}{pk}/opnieuw/")
    assert antwoord.status_code == 409
    assert "loopt al of is klaar" in antwoord.content.decode()


def test_withdrawn_can_be_put_back(beheerder: Any, streek: Any) -> None:
    pk = mislukte_mail(streek.swv)["pk"]
    beheerder.post(f"{PAD}{pk}/intrekken/")
    assert rij(pk).exception_class_path == taken.INGETROKKEN
    assert queries.stand().mislukt == 0
    assert "Ingetrokken door een beheerder." in beheerder.get(PAD).content.decode()
    assert beheerder.post(f"{PAD}{pk}/intrekken/").status_code == 409
    beheerder.post(f"{PAD}{pk}/opnieuw/")
    assert (rij(pk).status, rij(pk).exception_class_path) == ("READY", "")
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="techniek.taak_ingetrokken").count() == 1


@pytest.mark.parametrize("wat", ["opnieuw", "intrekken"])
def test_task_of_others_of_the_house_and_of_nobody_is_404(beheerder: Any, streek: Any, wat: str) -> None:
    taken_proef.goed.enqueue(nummer=1)
    van_het_huis = DBTaskResult.objects.get().pk
    for pk in (mislukte_mail(streek.ander_swv)["pk"], mislukte_mail("")["pk"], van_het_huis, uuid.uuid4()):
        assert beheerder.post(f"{PAD}{pk}/{wat}/").status_code == 404


def test_other_roles_get_403(streek: Any, client_als: Any) -> None:
    for rol in ("kwaliteit_swv", "privacy_officer", "directeur_swv"):
        assert client_als(rol, streek.swv).get(PAD).status_code == 403


def test_number_of_questions_does_not_grow(
    beheerder: Any, streek: Any, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    mislukte_mail(streek.swv)
    beheerder.get(PAD)
    with CaptureQueriesContext(connection) as een:
        beheerder.get(PAD)
    for _ in range(12):
        mislukte_mail(streek.swv)
    with django_assert_max_num_queries(len(een)):
        beheerder.get(PAD)


@pytest.mark.parametrize(
    ("soort", "zin"),
    [
        ("django.db.utils.OperationalError", "De database was even niet bereikbaar."),
        ("builtins.ImportError", "Deze taak bestaat niet meer in deze versie."),
        ("", "De werker is onderweg gestopt, bijvoorbeeld door een herstart."),
        ("builtins.KeyError", "Geef dit kenmerk door aan wie Vindplaats laat draaien: abc."),
    ],
)
def test_why_in_plain_dutch(soort: str, zin: str) -> None:
    assert zin in rules.reden(soort, kenmerk="abc")


def test_sentence_of_a_refusal_for_the_own_manager_and_not_for_the_host(streek: Any) -> None:
    pk = mislukte_mail(streek.swv)["pk"]
    spoor = 'Traceback (most recent call last):\n  File "x", line 1\nvindplaats.kern.fouten.OngeldigeInvoer: Kies een jaar.\n'
    DBTaskResult.objects.filter(pk=pk).update(
        exception_class_path="vindplaats.kern.fouten.OngeldigeInvoer", traceback=spoor
    )
    eigen = frozenset({streek.swv})
    assert [t.waarom for t in queries.taken("FAILED", eigen=eigen, met_zin=True)] == ["Kies een jaar."]
    assert [t.waarom for t in queries.taken("FAILED")] == [rules.GEWEIGERD]


@pytest.mark.parametrize(
    ("seconden", "woorden"), [(86400, "elke dag"), (900, "elke 15 minuten"), (3600, "elk uur"), (172800, "elke 2 dagen"), (7, "elke 7 seconden")]
)  # fmt: skip
def test_how_often_in_words(seconden: float, woorden: str) -> None:
    assert rules.elke(seconden) == woorden


def geef(*woorden: str) -> None:
    """Give the command as on the command line."""
    typer.main.get_command(app)(list(woorden), standalone_mode=False)


def test_command_shows_all_and_runs_again(streek: Any, capsys: pytest.CaptureFixture[str]) -> None:
    pk = mislukte_mail(streek.ander_swv)["pk"]
    taken_proef.goed.enqueue(nummer=77123)
    geef("lijst")
    tekst = capsys.readouterr().out
    assert f"{pk}\tMail versturen\tmislukt" in tekst
    assert "De mailserver is niet te bereiken." in tekst
    assert "77123" not in tekst
    geef("lijst", "--rooster")
    assert "Herinneringen sturen\telke dag\tnog niet" in capsys.readouterr().out
    geef("opnieuw", str(pk)[:13])
    assert rij(pk).status == "READY"
    assert (
        Gebeurtenis.objects.voor_taak("test")
        .filter(naam="techniek.taak_opnieuw", organisatie=streek.ander_swv)
        .exists()
    )
    geef("intrekken", str(pk))
    assert rij(pk).exception_class_path == taken.INGETROKKEN
    with pytest.raises(OngeldigeInvoer, match="Geen enkele taak begint met zzz"):
        geef("opnieuw", "zzz")
