"""Messages, the bell and the digest mail."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vindplaats.kern import taken
from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer
from vindplaats.kern.registers import Register
from vindplaats.toegang import actions, rolpost
from vindplaats.toegang.models import Bericht, Gebeurtenis, Rolbericht, Rolpostvak
from vindplaats.toegang.tasks import berichten_inhalen, berichten_mailen, postvak_mailen
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
TAAK = Wie.taak("Herinneringen")


def test_een_keer_per_sleutel_en_niet_aan_jezelf(maak_wie: Any) -> None:
    ander, ik = maak_gebruiker(), maak_wie("bestuurder")
    gegevens: dict[str, Any] = {"naar": [ander, ik.gebruiker_id], "tekst": "Er is een vraag.", "sleutel": "vraag:1"}
    assert actions.bericht_sturen(wie=ik, **gegevens) == 1
    assert actions.bericht_sturen(wie=ik, **gegevens) == 0
    assert Bericht.objects.get().gebruiker == ander
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.bericht_gestuurd").count() == 1


@pytest.mark.parametrize(
    "fout", [{"tekst": " "}, {"tekst": "x" * 301}, {"tekst": "ok", "url": "https://elders.example/"}]
)
def test_slechte_invoer(fout: dict[str, str]) -> None:
    with pytest.raises(OngeldigeInvoer):
        actions.bericht_sturen(wie=TAAK, naar=[maak_gebruiker()], **fout)
    assert not Bericht.objects.exists()


@pytest.mark.regel("AVG-08")
def test_mail_bundelt_en_zegt_niet_wat(django_capture_on_commit_callbacks: Any) -> None:
    mens = maak_gebruiker("Bo Ontvanger")
    for i in range(3):
        actions.bericht_sturen(wie=TAAK, naar=[mens], tekst=f"Geheim onderwerp {i}", url="/x/")
    assert berichten_mailen.func(str(mens.pk)) == 3
    assert berichten_mailen.func(str(mens.pk)) == 0, "running twice mails once"
    assert len(mail.outbox) == 1
    assert "3 berichten" in mail.outbox[0].body
    assert "Geheim" not in mail.outbox[0].body + mail.outbox[0].subject
    assert "Bo" not in mail.outbox[0].body


def test_gelezen_wordt_niet_meer_gemaild() -> None:
    mens = maak_gebruiker()
    actions.bericht_sturen(wie=TAAK, naar=[mens], tekst="Kijk")
    actions.berichten_gelezen(wie=Wie(mens.pk, mens.naam, "bestuurder"))
    assert berichten_mailen.func(str(mens.pk)) == 0
    assert mail.outbox == []


def test_taak_wordt_klaargezet(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.bericht_sturen(wie=TAAK, naar=[maak_gebruiker()], tekst="Kijk")
    taak = DBTaskResult.objects.get()
    assert taak.task_path.endswith("berichten_mailen")
    assert taak.run_after is not None


def test_scherm(maak_wie: Any) -> None:
    wie, vreemde = maak_wie("bestuurder"), maak_wie("bestuurder")
    mens_pk = wie.gebruiker_id
    actions.bericht_sturen(wie=TAAK, naar=[mens_pk], tekst="Lees dit", url="/toegang/account/")
    bericht = Bericht.objects.get()
    client = client_voor(wie)
    assert "Lees dit" in client.get("/toegang/berichten/").content.decode()
    adres = f"/toegang/berichten/{bericht.pk}/"
    assert client_voor(vreemde).post(adres).status_code == 404
    assert Client().post(adres).status_code == 302
    assert client.get(adres).status_code == 405
    assert client.post(adres).url == "/toegang/account/"
    bericht.refresh_from_db()
    assert bericht.gelezen_op
    with pytest.raises(GeenRecht):
        actions.bericht_gelezen(wie=vreemde, bericht=bericht)


def test_alles_gelezen_en_lege_lijst(maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    client = client_voor(wie)
    assert "Geen berichten" in client.get("/toegang/berichten/").content.decode()
    actions.bericht_sturen(wie=TAAK, naar=[wie.gebruiker_id], tekst="Lees dit")
    assert client.post("/toegang/berichten/gelezen/").status_code == 302
    assert not Bericht.objects.filter(gelezen_op=None).exists()


def _wachtend(soort: str = "berichten_mailen") -> list[Any]:
    return list(DBTaskResult.objects.filter(task_path__endswith=soort, status="READY"))


def _een_kwartier_later() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after="2020-01-01T00:00:00Z")


def _werk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taken, "rooster", Register("leeg"))
    taken.draai_werker(een_keer=True, tussenpoos=0)


@pytest.mark.django_db(transaction=True)
def test_zestig_berichten_aan_vijf_mensen_zijn_vijf_taken_en_vijf_mails(monkeypatch: pytest.MonkeyPatch) -> None:
    mensen = [maak_gebruiker() for _ in range(5)]
    for nummer in range(12):
        actions.bericht_sturen(wie=TAAK, naar=mensen, tekst=f"Bericht {nummer}")
    assert Bericht.objects.count() == 60
    assert sorted(t.args_kwargs["args"][0] for t in _wachtend()) == sorted(str(m.pk) for m in mensen)
    _een_kwartier_later()
    _werk(monkeypatch)
    assert sorted(m.to[0] for m in mail.outbox) == sorted(m.email for m in mensen)
    assert all("12 berichten" in m.body for m in mail.outbox)
    assert not Bericht.objects.filter(gemaild_op=None).exists()
    actions.bericht_sturen(wie=TAAK, naar=mensen[:1], tekst="Later")
    assert len(_wachtend()) == 1, "what came after the mail gets a mail of its own"


@pytest.mark.django_db(transaction=True)
def test_acht_draden_tegelijk_zetten_een_taak_per_mens_klaar() -> None:
    mensen = [maak_gebruiker() for _ in range(3)]
    hek = threading.Barrier(8)

    def stuur(nummer: int) -> None:
        hek.wait(60)
        for keer in range(5):
            naar = mensen if nummer % 2 else mensen[::-1]
            actions.bericht_sturen(wie=TAAK, naar=naar, tekst=f"Bericht {nummer}.{keer}")
        connection.close()

    with ThreadPoolExecutor(8) as ploeg:
        list(ploeg.map(stuur, range(8)))
    assert Bericht.objects.count() == 120
    assert len(_wachtend()) == 3
    assert [berichten_mailen.func(str(m.pk)) for m in mensen] == [40, 40, 40]
    assert len(mail.outbox) == 3


@pytest.mark.django_db(transaction=True)
def test_na_een_gestopte_werker_wacht_er_een_en_gaat_er_een_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    mens = maak_gebruiker()
    actions.bericht_sturen(wie=TAAK, naar=[mens], tekst="Een")
    DBTaskResult.objects.get().claim("machine-999999-dood")
    actions.bericht_sturen(wie=TAAK, naar=[mens], tekst="Twee")
    assert len(_wachtend()) == 1, "the one that runs may have looked already"
    taken.herstel()
    assert len(_wachtend()) == 1, "the lost one has nothing to add"
    _een_kwartier_later()
    _werk(monkeypatch)
    assert [m.to for m in mail.outbox] == [[mens.email]]
    assert "2 berichten" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_een_werker_die_halverwege_stopt_mailt_later_en_een_keer(monkeypatch: pytest.MonkeyPatch) -> None:
    mens = maak_gebruiker()
    actions.bericht_sturen(wie=TAAK, naar=[mens], tekst="Een")
    _een_kwartier_later()
    with monkeypatch.context() as kapot:
        kapot.setattr("vindplaats.toegang.post.nieuwe_berichten", Mock(side_effect=RuntimeError("weg")))
        _werk(monkeypatch)
    assert Bericht.objects.get().gemaild_op is None
    assert len(_wachtend()) == 1, "tried again"
    _een_kwartier_later()
    _werk(monkeypatch)
    assert len(mail.outbox) == 1
    assert _wachtend() == []


def test_wat_tussen_bewaren_en_wachtrij_viel_wordt_ingehaald(streek: Any) -> None:
    mens, gelezen, weg = maak_gebruiker(), maak_gebruiker(), maak_gebruiker()
    for wie in (mens, mens, gelezen, weg):
        actions.bericht_sturen(wie=TAAK, naar=[wie], tekst="Kijk")  # this transaction is never committed: no task
    Bericht.objects.filter(gebruiker=gelezen).update(gelezen_op=timezone.now())
    type(weg).objects.filter(pk=weg.pk).update(is_active=False)
    bak = Rolpostvak.objects.create(rol="bestuurder", organisatie=streek.bestuur, email="post@voorbeeld.test")
    Rolbericht.objects.create(postvak=bak, tekst="Kijk", sleutel="een", gemaakt_op=timezone.now())
    assert berichten_inhalen.func() == 2
    assert [t.args_kwargs["args"] for t in _wachtend()] == [[str(mens.pk)]]
    assert [t.args_kwargs["args"] for t in _wachtend("postvak_mailen")] == [[str(bak.pk)]]
    assert berichten_inhalen.func() == 0, "one waits already"
    assert taken.taak_intrekken(_wachtend()[0].pk)
    assert berichten_inhalen.func() == 0, "a person took it off the queue"
    Bericht.objects.create(gebruiker=mens, tekst="Nieuw", sleutel="nieuw", gemaakt_op=timezone.now())
    assert berichten_inhalen.func() == 1
    assert berichten_mailen.func(str(mens.pk)) == 3
    assert postvak_mailen.func(str(bak.pk)) == 1
    DBTaskResult.objects.all().delete()
    assert berichten_inhalen.func() == 0


def test_een_gedeeld_postvak_heeft_een_taak(streek: Any, django_capture_on_commit_callbacks: Any) -> None:
    Rolpostvak.objects.create(rol="bestuurder", organisatie=streek.bestuur, email="post@voorbeeld.test")
    voor = rolpost.paren(["bestuurder"], [streek.bestuur])
    for nummer in range(10):
        with django_capture_on_commit_callbacks(execute=True):
            actions.bericht_sturen(wie=TAAK, naar=[], tekst="Kijk", sleutel=f"kijk:{nummer}", voor=voor)
    [taak] = _wachtend("postvak_mailen")
    assert postvak_mailen.func(*taak.args_kwargs["args"]) == 10
    assert len(mail.outbox) == 1
