"""`./vindplaats check` against situations that are really wrong: each is found, named and comes with what to do."""

import datetime as dt
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as instellingen
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vindplaats.kern.bevindingen import FOUT, GOED, LET_OP, Bevinding, controles, ernst
from vindplaats.kern.levensteken import Levensteken, nieuw_werker_id
from vindplaats.kern.opdracht import projectmap
from vindplaats.kern.tests import taken_proef
from vindplaats.techniek.toestand import controle_buiten, controle_huis, controle_werk
from vindplaats.techniek.toestand.controles import kijk_na
from vindplaats.toegang import grendel
from vindplaats.toegang.aanbieder import lees

from .smtp_server import certificaat, mailserver, vrije_poort

pytestmark = pytest.mark.django_db


def over(bevindingen: Any, onderdeel: str) -> list[tuple[str, str]]:
    return [(b.oordeel, b.zin) for b in bevindingen if b.onderdeel == onderdeel]


def slecht(bevindingen: Any) -> list[Bevinding]:
    return [b for b in bevindingen if b.oordeel != GOED]


# --- settings and secret -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "waarde", "zin"),
    [
        ("BASIS_URL", "http://vindplaats.example", "niet versleuteld"),
        ("BASIS_URL", "https://vindplaats.example", "proxy met https"),
        ("BASIS_URL", "https://vindplaats.example", "staat niet in VINDPLAATS_HOSTS"),
        ("VANDAAG", dt.date(2026, 1, 5), "datum staat vast"),
        ("ONTWIKKEL", True, "VINDPLAATS_ONTWIKKEL staat aan"),
    ],
)
def test_wrong_setting_is_found_with_what_to_do(settings: Any, naam: str, waarde: Any, zin: str) -> None:
    setattr(settings, naam, waarde)
    gevonden = [b for b in controle_huis.instellingen() if zin in b.zin]
    assert gevonden
    assert gevonden[0].oordeel in {LET_OP, FOUT}
    assert gevonden[0].doe


def test_good_settings_are_good(settings: Any) -> None:
    settings.BASIS_URL, settings.ALLOWED_HOSTS = "https://vindplaats.example", ["vindplaats.example"]
    settings.SECURE_PROXY_SSL_HEADER, settings.ONTWIKKEL = ("HTTP_X_FORWARDED_PROTO", "https"), False
    assert slecht(controle_huis.instellingen()) == []


@pytest.mark.parametrize(
    ("sleutel", "oordeel"),
    [
        ("x" * 60, FOUT),
        ("vindplaats" * 6, FOUT),
        ("wachtwoordwachtwoordwachtwoord12345", FOUT),
        ("9vK2mQx7LpR4tWz8NcB5hJd3FgS6yT1u", LET_OP),
        ("k7Qm2xV9pL4tRzW8nCbJ5hDf3GsY6uT1aEoIqXcMvPrNw0ZK-_lB", GOED),
    ],
)
def test_strength_of_the_secret(settings: Any, sleutel: str, oordeel: str) -> None:
    settings.SECRET_KEY = sleutel
    assert [b.oordeel for b in controle_huis.geheim()] == [oordeel]


def test_secret_of_the_demo_in_real_use_and_a_secret_that_is_its_own_predecessor(settings: Any) -> None:
    settings.TESTEN = False
    assert over(controle_huis.geheim(), "geheim") == [(FOUT, "Het geheim is dat van de demo.")]
    settings.SECRET_KEY = "k7Qm2xV9pL4tRzW8nCbJ5hDf3GsY6uT1aEoIqXcMvPrNw0ZK-_lB"
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    assert [b.oordeel for b in controle_huis.geheim()] == [GOED, LET_OP]


# --- database, log, disk --------------------------------------------------------------------------------------------


def test_database_answers_and_old_or_wrong_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert slecht(b for b in controle_huis.database() if "fsync" not in b.zin) == []
    monkeypatch.setattr(controle_huis, "POSTGRES_MINSTENS", 990000)
    monkeypatch.setattr(controle_huis, "SQLITE_MINSTENS", (99, 0, 0))
    assert "is te oud" in slecht(controle_huis.database())[0].zin


def test_open_migration_and_database_of_a_newer_version(settings: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'techniek'")
        zin = dict(over(controle_huis.bijgewerkt(), "migraties"))[FOUT]
        assert "niet bijgewerkt" in zin
        assert "techniek 0001_mail_onderweg" in zin
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('techniek', '0999_later', %s)", [timezone.now()]
        )
    zinnen = [zin for _, zin in over(controle_huis.bijgewerkt(), "migraties")]
    assert any("nieuwere versie (techniek 0999_later)" in zin for zin in zinnen)


def test_missing_cache_table_and_styles(settings: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS vindplaats_cache")
    zinnen = [b.zin for b in controle_huis.bijgewerkt() if b.oordeel == FOUT]
    assert "De cachetabel ontbreekt." in zinnen
    settings.STATIC_ROOT = instellingen.VAR / "leeg"
    assert "stijlen" in {b.onderdeel for b in controle_huis.bijgewerkt()}


def test_bolt_taken_off_the_log_is_found() -> None:
    assert over(controle_huis.logboek(), "logboek") == [(GOED, "Het logboek kan alleen worden aangevuld.")]
    grendel.haal_weg(connection)
    ((oordeel, zin),) = over(controle_huis.logboek(), "logboek")
    assert oordeel == FOUT
    assert "grendel van het logboek is eraf" in zin


def test_bolt_that_is_only_disabled_is_found_too() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE toegang_gebeurtenis DISABLE TRIGGER logboek_dicht")
        else:
            cursor.execute("DROP TRIGGER logboek_niet_wissen")
    assert over(controle_huis.logboek(), "logboek")[0][0] == FOUT


def test_folder_that_cannot_be_written(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    settings.VAR = tmp_path / "bestand" / "var"
    ((oordeel, zin),) = over(controle_huis.schijf(), "schijf")
    assert oordeel == FOUT
    assert "kan niet geschreven worden" in zin


@pytest.mark.parametrize(
    ("vrij", "oordeel"), [(100, FOUT), (500, LET_OP), (2000, LET_OP), (9000, GOED)], ids=["vol", "krap", "5%", "ruim"]
)
def test_room_on_disk(vrij: int, oordeel: str) -> None:
    mb = 1024 * 1024
    assert controle_huis.oordeel_over_ruimte(100_000 * mb, vrij * mb).oordeel == oordeel


# --- work and backup ---------------------------------------------------------------------------------------------------


def test_waiting_work_without_a_worker_and_with_one() -> None:
    taken_proef.goed.enqueue(nummer=1)
    assert [b.oordeel for b in controle_werk.wachtrij()] == [FOUT, GOED]
    teken = Levensteken(nieuw_werker_id())
    teken.pak()
    try:
        DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(minutes=20))
        assert [b.oordeel for b in controle_werk.wachtrij()] == [GOED, LET_OP]
        DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(hours=3))
        laatste = list(controle_werk.wachtrij())[1]
        assert (laatste.oordeel, laatste.zin) == (FOUT, "Een taak wacht al 3 uur.")
        DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now(), exception_class_path="x.Y")
        assert "1 taken zijn het laatste etmaal mislukt" in list(controle_werk.wachtrij())[2].zin
    finally:
        teken.los()


def test_work_planned_for_later_does_not_count_as_waiting() -> None:
    taken_proef.goed.using(run_after=timezone.now() + dt.timedelta(hours=1)).enqueue(nummer=1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(days=3))
    assert {b.oordeel for b in controle_werk.wachtrij()} == {LET_OP, GOED}  # only that no worker runs


def test_age_of_the_backup() -> None:
    assert next(iter(controle_werk.reservekopie())).oordeel == LET_OP
    controle_werk.kopie_gemaakt()
    assert next(iter(controle_werk.reservekopie())).oordeel == GOED
    for dagen, oordeel in ((2, LET_OP), (9, FOUT)):
        wanneer = timezone.now() - dt.timedelta(days=dagen)
        controle_werk.merkteken().write_text(json.dumps({"wanneer": wanneer.isoformat()}))
        assert next(iter(controle_werk.reservekopie())).oordeel == oordeel
    for kapot in ("", "{}", "[]", '{"wanneer": "gisteren"}', '{"wanneer": "2026-01-01T00:00:00"}'):
        controle_werk.merkteken().write_text(kapot)
        assert controle_werk.laatste_kopie() is None


# --- mail, certificates, clock -----------------------------------------------------------------------------------------


def stel_smtp_in(settings: Any, opties: dict[str, Any]) -> None:
    settings.MAILERS = {
        "default": {"BACKEND": "vindplaats.techniek.toestand.mail.WachtrijBackend"},
        "smtp": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": opties},
    }


def test_mail_server_good_wrong_password_away_and_unencrypted(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mailserver(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.cert))
        stel_smtp_in(settings, server.opties())
        assert [b.oordeel for b in controle_buiten.post()] == [GOED]
        assert [b.oordeel for b in controle_buiten.certificaten()] == [GOED]
        stel_smtp_in(settings, server.opties(password="fout"))
        (fout,) = controle_buiten.post()
        assert (fout.oordeel, "wachtwoord" in fout.zin) == (FOUT, True)
        stel_smtp_in(settings, server.opties(use_tls=False))
        assert next(b.oordeel for b in controle_buiten.post()) == LET_OP
        assert server.ontvangst.brieven == []
    stel_smtp_in(settings, {"host": "127.0.0.1", "port": vrije_poort(), "use_tls": True, "timeout": 2})
    assert "niet te bereiken" in next(iter(controle_buiten.post())).zin


def test_no_mail_server_is_told(settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "vindplaats.toegang.postvak.PostvakBackend"}}
    assert [b.oordeel for b in controle_buiten.post()] == [LET_OP]


def test_every_system_outside_is_named_and_nothing_is_called(settings: Any) -> None:
    settings.MAILERS = {"default": {}, "smtp": {"OPTIONS": {"host": "mail.voorbeeld.test", "port": 587}}}
    settings.OIDC = lees(
        '[{"code": "een", "naam": "School", "uitgever": "https://aanmelden.voorbeeld.test/v2", "client": "x", "geheim": "stil"},'
        ' {"code": "twee", "naam": "Gemeente", "uitgever": "https://gemeente.voorbeeld.test:8443", "client": "x", "geheim": "stil"}]'
    )
    settings.BASIS_URL = "https://vindplaats.voorbeeld.test"
    [gevonden] = controle_buiten.verbindingen()
    assert gevonden.oordeel == GOED
    for waarheen in (
        "mail.voorbeeld.test:587 (mail)", "aanmelden.voorbeeld.test:443 (aanmelden via School)",
        "gemeente.voorbeeld.test:8443 (aanmelden via Gemeente)", "vindplaats.voorbeeld.test:443",
    ):  # fmt: skip
        assert waarheen in gevonden.zin
    assert "stil" not in gevonden.zin
    settings.MAILERS, settings.OIDC, settings.BASIS_URL = {"default": {}}, {}, "http://127.0.0.1:8000"
    assert {waarvoor for waarvoor, _, _ in controle_buiten.systemen_buiten()} <= {"database"}


@contextmanager
def tls_dienst(cert: Path, sleutel: Path) -> Iterator[int]:
    """A TLS port that shakes hands and hangs up."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, sleutel)
    with socket.create_server(("127.0.0.1", 0)) as luister:
        luister.settimeout(20)

        def bedien() -> None:
            try:
                lijn, _ = luister.accept()
                with context.wrap_socket(lijn, server_side=True):
                    pass
            except (OSError, ssl.SSLError):
                return

        draad = threading.Thread(target=bedien)
        draad.start()
        yield int(luister.getsockname()[1])
        draad.join(20)


@pytest.mark.parametrize(
    ("dagen", "oordeel", "zin"),
    [(60, GOED, "60 dagen"), (12, LET_OP, "12 dagen"), (3, FOUT, "3 dagen"), (-2, FOUT, "wordt niet vertrouwd")],
)
def test_certificate_of_our_own_address(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, dagen: int, oordeel: str, zin: str
) -> None:
    cert, sleutel = certificaat(tmp_path, dagen=dagen)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    settings.MAILERS = {"default": {}}
    with tls_dienst(cert, sleutel) as poort:
        settings.BASIS_URL = f"https://127.0.0.1:{poort}"
        (gevonden,) = controle_buiten.certificaten()
    assert gevonden.oordeel == oordeel
    assert zin in gevonden.zin


def test_certificate_of_a_stranger_and_of_nobody(tmp_path: Path, settings: Any) -> None:
    cert, sleutel = certificaat(tmp_path)
    settings.MAILERS = {"default": {}}
    with tls_dienst(cert, sleutel) as poort:
        settings.BASIS_URL = f"https://127.0.0.1:{poort}"
        assert "wordt niet vertrouwd" in next(iter(controle_buiten.certificaten())).zin
    settings.BASIS_URL = f"https://127.0.0.1:{vrije_poort()}"
    assert [b.oordeel for b in controle_buiten.certificaten()] == [LET_OP]


class Klok(BaseHTTPRequestHandler):
    """A web server whose clock is wrong."""

    afwijking = 0

    def do_HEAD(self) -> None:
        self.send_response_only(204)
        wanneer = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self.afwijking)
        self.send_header("Date", wanneer.strftime("%a, %d %b %Y %H:%M:%S GMT"))
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("afwijking", "oordeel"), [(0, GOED), (10, LET_OP), (-90, FOUT)])
def test_clock_against_a_web_server(afwijking: int, oordeel: str) -> None:
    Klok.afwijking = afwijking
    with HTTPServer(("127.0.0.1", 0), Klok) as server:
        draad = threading.Thread(target=server.handle_request)
        draad.start()
        eigen, daar = controle_buiten.klok(f"http://127.0.0.1:{server.server_port}/")
        draad.join(10)
    assert eigen.oordeel == GOED
    assert daar.oordeel == oordeel
    assert daar.oordeel == GOED or ("achter" if afwijking > 0 else "voor") in daar.zin


@pytest.mark.parametrize("bron", ["ftp://127.0.0.1/", "onzin", "http://127.0.0.1:1/"])
def test_time_source_that_cannot_be_read(bron: str) -> None:
    assert list(controle_buiten.klok(bron))[1].oordeel == LET_OP


# --- together ------------------------------------------------------------------------------------------------------------


def test_a_question_that_breaks_is_a_finding_and_the_next_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        controles, "_items", {"proef.stuk": lambda: 1 / 0, "proef.heel": lambda: [Bevinding("heel", GOED, "ja")]}
    )
    gevonden = kijk_na()
    assert over(gevonden, "proef.stuk") == [(FOUT, "Deze vraag kon niet worden beantwoord (ZeroDivisionError).")]
    assert over(gevonden, "heel") == [(GOED, "ja")]
    assert ernst(gevonden) == 2
    assert all(b.doe for b in gevonden if b.oordeel != GOED)


def draai(*opties: str, **omgeving: str) -> "subprocess.CompletedProcess[str]":
    schoon = {n: w for n, w in os.environ.items() if not n.startswith(("VINDPLAATS_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "vindplaats", "check", *opties], capture_output=True, text=True, cwd=projectmap(),
        env=schoon | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)} | omgeving, timeout=120, check=False,
    )  # fmt: skip


def test_exit_code_and_json_with_a_database_that_is_away(tmp_path: Path) -> None:
    eigen = {"VINDPLAATS_GEHEIM": "k7Qm2xV9pL4tRzW8nCbJ5hDf3GsY6uT1aEoIqXcMvPrNw0ZK", "VINDPLAATS_VAR": str(tmp_path)}
    uit = draai("--json", **eigen, VINDPLAATS_DATABASE="postgresql://nee:geheimwoord@127.0.0.1:1/nee")
    assert uit.returncode == 2
    assert "Traceback" not in uit.stderr
    assert "geheimwoord" not in uit.stdout + uit.stderr
    antwoord = json.loads(uit.stdout)
    assert antwoord["code"] == 2
    assert [b["zin"] for b in antwoord["bevindingen"] if b["onderdeel"] == "database"] == [
        "De database is niet te bereiken (OperationalError)."
    ]
    assert {"schijf", "geheim", "mail"} <= {b["onderdeel"] for b in antwoord["bevindingen"]}


def test_empty_database_says_what_to_do(tmp_path: Path) -> None:
    eigen = {"VINDPLAATS_GEHEIM": "k7Qm2xV9pL4tRzW8nCbJ5hDf3GsY6uT1aEoIqXcMvPrNw0ZK", "VINDPLAATS_VAR": str(tmp_path)}
    uit = draai(**eigen)
    assert uit.returncode == 2
    assert "migraties\tfout\tDe database is niet bijgewerkt" in uit.stdout
    assert "Geef: ./vindplaats manage migrate" in uit.stdout
