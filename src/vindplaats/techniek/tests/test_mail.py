"""Mail over a real SMTP server: delivered once, kept when the server is away, visible why, nothing injected."""

import datetime as dt
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vindplaats.kern import taken
from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.techniek.models import Uitgaand
from vindplaats.techniek.toestand import mail
from vindplaats.techniek.toestand.tasks import mail_opruimen, mail_versturen
from vindplaats.toegang import post

from .smtp_server import Mailserver, mailserver, vrije_poort

pytestmark = pytest.mark.django_db(transaction=True)
PAD = mail_versturen.module_path


@pytest.fixture(autouse=True)
def _stil(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import signal

    monkeypatch.setattr(taken, "rooster", [])
    oud = {nummer: signal.getsignal(nummer) for nummer in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for nummer, behandelaar in oud.items():
        signal.signal(nummer, behandelaar)


@pytest.fixture
def server(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailserver]:
    """A mail server whose certificate this machine trusts, set as in production."""
    with mailserver(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.cert))
        stel_in(settings, server.opties())
        yield server


def stel_in(settings: Any, opties: dict[str, Any]) -> None:
    settings.MAILERS = {
        "default": {"BACKEND": "vindplaats.techniek.toestand.mail.WachtrijBackend"},
        "smtp": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": opties},
    }


def werk() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    taken.draai_werker(een_keer=True, tussenpoos=0)


def taak() -> Any:
    return DBTaskResult.objects.get(task_path=PAD)


def stuur(aan: str = "sanne@voorbeeld.example") -> None:
    post.uitnodiging(aan, "geheim-token-123", "swv:PO9901")


def test_delivered_with_the_headers_of_an_automatic_mail_and_nothing_kept(server: Mailserver) -> None:
    stuur()
    assert server.ontvangst.brieven == []  # the page does not wait for the mail server
    stuk = Uitgaand.objects.get()
    assert "sanne" not in stuk.inhoud
    assert "geheim-token-123" not in stuk.inhoud
    assert "sanne" not in str(taak().args_kwargs)
    werk()
    ((van, aan, brief),) = server.ontvangst.brieven
    assert (van, aan) == ("vindplaats@localhost", ["sanne@voorbeeld.example"])
    assert brief["Auto-Submitted"] == "auto-generated"
    assert brief["Message-ID"] == stuk.bericht_id
    assert abs(parsedate_to_datetime(brief["Date"]) - timezone.now()) < dt.timedelta(minutes=5)
    assert brief["X-Vindplaats-Organisatie"] is None
    assert brief.get_content_type() == "text/plain"
    assert "geheim-token-123" in brief.get_content()
    stuk.refresh_from_db()
    assert (stuk.inhoud, bool(stuk.verzonden_op)) == ("", True)
    assert taak().status == "SUCCESSFUL"


def test_running_the_task_again_sends_nothing_twice(server: Mailserver) -> None:
    stuur()
    werk()
    assert mail.verstuur(Uitgaand.objects.get().pk) is False
    DBTaskResult.objects.update(status="READY", run_after=timezone.now())
    werk()
    assert len(server.ontvangst.brieven) == 1


def test_killed_after_delivery_gives_the_same_message_id(server: Mailserver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one moment that can double: between the server's yes and writing it down. The receiver sees one mail."""
    stuur()
    stuk = Uitgaand.objects.get()
    inhoud = stuk.inhoud
    werk()
    Uitgaand.objects.update(verzonden_op=None, inhoud=inhoud)  # as if that write was lost
    DBTaskResult.objects.update(status="READY")
    werk()
    assert len(server.ontvangst.brieven) == 2
    assert len({brief["Message-ID"] for _, _, brief in server.ontvangst.brieven}) == 1


def test_an_undone_verb_sends_nothing(server: Mailserver) -> None:
    with transaction.atomic():
        stuur()
        transaction.set_rollback(True)
    werk()
    assert server.ontvangst.brieven == []
    assert not Uitgaand.objects.exists()


def test_server_down_then_up_delivers_once_and_says_meanwhile_why(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    poort = vrije_poort()
    stel_in(settings, {"host": "127.0.0.1", "port": poort, "use_tls": True, "timeout": 5})
    stuur()
    werk()
    rij = taak()
    assert (rij.status, len(rij.worker_ids)) == ("READY", 1)
    assert rij.exception_class_path.endswith("MailserverWeg")
    assert dt.timedelta(seconds=20) < rij.run_after - timezone.now() < dt.timedelta(seconds=31)
    assert "sanne" not in rij.traceback
    with mailserver(tmp_path, poort=poort) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.cert))
        stel_in(settings, server.opties())
        werk()
        assert [aan for _, aan, _ in server.ontvangst.brieven] == [["sanne@voorbeeld.example"]]
    assert taak().status == "SUCCESSFUL"


def test_wrong_password_is_told_and_mended_without_loss(server: Mailserver, settings: Any) -> None:
    stel_in(settings, server.opties(password="fout"))
    stuur()
    werk()
    assert taak().exception_class_path.endswith("InloggenMislukt")
    assert taak().status == "READY"
    assert server.ontvangst.brieven == []
    stel_in(settings, server.opties())
    werk()
    assert len(server.ontvangst.brieven) == 1


def test_unknown_certificate_gets_no_mail_and_no_password(server: Mailserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    stuur()
    werk()
    assert taak().exception_class_path.endswith("CertificaatOnjuist")
    assert server.ontvangst.brieven == []


def test_address_that_does_not_exist_is_final(server: Mailserver) -> None:
    server.ontvangst.weiger_adres.add("weg@voorbeeld.example")
    stuur("weg@voorbeeld.example")
    werk()
    assert taak().status == "FAILED"
    assert taak().exception_class_path.endswith("AdresGeweigerd")
    assert "weg@" not in taak().traceback


def test_server_that_refuses_for_now_is_tried_again(server: Mailserver) -> None:
    server.ontvangst.antwoord = "451 4.7.1 Greylisted"
    stuur()
    werk()
    assert taak().exception_class_path.endswith("ServerWeigert")
    server.ontvangst.antwoord = "250 OK"
    werk()
    assert len(server.ontvangst.brieven) == 1


@pytest.mark.parametrize(
    "brief",
    [
        EmailMessage("Hallo\r\nBcc: ander@voorbeeld.example", "x", "v@localhost", ["sanne@voorbeeld.example"]),
        EmailMessage("Hallo", "x", "v@localhost", ["sanne@voorbeeld.example\nBcc: ander@voorbeeld.example"]),
        EmailMessage("Hallo", "x", "v@localhost\r\nBcc: a@b.example", ["sanne@voorbeeld.example"]),
        EmailMessage("Hallo", "x", "v@localhost", ["s@v.example"], headers={"X-Iets": "a\nBcc: a@b.example"}),
    ],
    ids=["onderwerp", "ontvanger", "afzender", "kop"],
)
def test_a_line_break_in_a_header_is_refused(server: Mailserver, brief: EmailMessage) -> None:
    with pytest.raises(OngeldigeInvoer, match="regeleinde"):
        brief.send()
    assert not Uitgaand.objects.exists()
    assert not DBTaskResult.objects.filter(task_path=PAD).exists()


def test_whose_mail_it_is_with_one_question(server: Mailserver, django_assert_num_queries: Any) -> None:
    stuur()
    stuur("tim@voorbeeld.example")
    argumenten = list(DBTaskResult.objects.values_list("args_kwargs", flat=True))
    van = taken.taakkennis[PAD].van
    assert van is not None
    with django_assert_num_queries(1):
        assert van([*argumenten, {"args": [], "kwargs": {}}]) == ["swv:PO9901", "swv:PO9901", ""]


def test_old_mail_is_forgotten(server: Mailserver) -> None:
    for dagen, verzonden in ((20, True), (3, True), (20, False), (100, False)):
        toen = timezone.now() - dt.timedelta(days=dagen)
        Uitgaand.objects.create(
            bericht_id=f"<{dagen}-{verzonden}>", gemaakt_op=toen, verzonden_op=toen if verzonden else None
        )
    assert mail_opruimen.call() == 2
    assert set(Uitgaand.objects.values_list("bericht_id", flat=True)) == {"<3-True>", "<20-False>"}
