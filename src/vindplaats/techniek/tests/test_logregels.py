"""Log lines never hold names, addresses, search words or tokens: not in messages, tracebacks, paths or query strings."""

import ast
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, IntegrityError
from django.test import Client

import vindplaats
from vindplaats.kern import taken
from vindplaats.kern.kenmerk import kenmerk
from vindplaats.kern.tests import taken_proef
from vindplaats.techniek.toestand.logregels import Veilig
from vindplaats.techniek.toestand.middleware import schuilnaam

pytestmark = pytest.mark.django_db
GEHEIM = ("Jansen", "sanne@voorbeeld.example", "autismeklas", "tok3n-van-een-link", "Wachtwoord-99", "99AA00")


@pytest.fixture(params=["json", "regel"])
def uit(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything every logger says, at its loudest, in one of our two forms."""
    stroom, wortel = io.StringIO(), logging.getLogger()
    mond = logging.StreamHandler(stroom)
    mond.setFormatter(Veilig(request.param))
    niveaus = {naam: logging.getLogger(naam).level for naam in ("", "vindplaats.verzoek", "django.db.backends")}
    wortel.addHandler(mond)
    for naam in niveaus:
        logging.getLogger(naam).setLevel(logging.DEBUG)
    stroom.vorm = request.param  # type: ignore[attr-defined]
    yield stroom
    wortel.removeHandler(mond)
    for naam, niveau in niveaus.items():
        logging.getLogger(naam).setLevel(niveau)


def schoon(uit: io.StringIO) -> str:
    tekst = uit.getvalue()
    assert tekst
    assert [woord for woord in GEHEIM if woord.lower() in tekst.lower()] == []
    return tekst


def test_paths_query_strings_and_refused_pages_say_nothing(uit: io.StringIO, streek: Any, client_als: Any) -> None:
    client = client_als("functioneel_beheerder", "swv:PO9901")
    for pad in (
        "/organisaties/?q=Jansen", "/zoeken/?q=autismeklas", "/organisaties/scholen/99AA00/",
        "/toegang/welkom/tok3n-van-een-link/", "/bestaat/niet/Jansen/", "/account/login/?next=/Jansen",
    ):  # fmt: skip
        client.get(pad)
    client.get("/organisaties/", HTTP_HOST="jansen.example")
    tekst = schoon(uit)
    assert "organisaties:scholen" in tekst
    assert client.wie.naam not in tekst
    assert str(client.wie.gebruiker_id) not in tekst


def test_signing_in_wrongly_says_nothing(uit: io.StringIO) -> None:
    velden = {"login": "sanne@voorbeeld.example", "password": "Wachtwoord-99"}
    Client().post("/account/login/", velden)
    Client(enforce_csrf_checks=True).post("/account/login/", velden)
    schoon(uit)


def breek_uit_de_binnenkant(*args: Any, **kwargs: Any) -> Any:
    naam = "Jansen"
    try:
        raise IntegrityError(f"Key (email)=(sanne@voorbeeld.example) already exists for {naam}")
    except IntegrityError as oorzaak:
        raise DataError("invalid input: autismeklas") from oorzaak


def test_traceback_gives_the_place_and_not_the_data(
    uit: io.StringIO, streek: Any, client_als: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_als("functioneel_beheerder", "swv:PO9901")
    client.raise_request_exception = False
    monkeypatch.setattr("vindplaats.organisaties.queries.laatste_peiljaar", breek_uit_de_binnenkant)
    antwoord = client.get("/organisaties/?q=Jansen")
    assert antwoord.status_code == 500
    tekst = schoon(uit)
    assert "breek_uit_de_binnenkant" in tekst
    assert "vindplaats/organisaties/views.py" in tekst
    assert "django.db.utils.DataError" in tekst
    assert "django.db.utils.IntegrityError" in tekst
    mark = antwoord["X-Request-ID"]
    assert mark in antwoord.content.decode()  # the person can name it, the host finds it
    assert mark in tekst


def test_a_failing_task_says_which_and_where(uit: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    logging.getLogger("vindplaats.taken").warning(
        "%s: poging %d mislukt (%s)", taken_proef.stuk.module_path, 1, "sanne@voorbeeld.example"
    )
    tekst = schoon(uit)
    assert "vindplaats.kern.tests.taken_proef.stuk: poging 1 mislukt (…)" in tekst
    assert taken.taaknaam(taken_proef.stuk.module_path) == "Stuk"


@pytest.mark.parametrize(
    ("bericht", "args"),
    [
        ("al ingevuld: sanne@voorbeeld.example", ()),
        ("%s zoekt %s", ("Jansen", "autismeklas")),
        ("%(naam)s", ({"naam": "Jansen"},)),
        ("%r", (ValueError("Jansen"),)),
        ("%s", ("vindplaats.sanne@voorbeeld.example",)),
        ("%s", (["Jansen"],)),
    ],
)
def test_messages_of_libraries_lose_what_was_filled_in(uit: io.StringIO, bericht: str, args: Any) -> None:
    logging.getLogger("een.bibliotheek").error(bericht, *args)
    schoon(uit)


def test_message_that_does_not_fit_its_arguments_is_left_out() -> None:
    record = logging.LogRecord("vindplaats.x", logging.ERROR, __file__, 1, "te weinig %s %s", ("Jansen",), None)
    assert "Jansen" not in Veilig("json").format(record)


def test_json_is_one_object_a_line_with_the_promised_fields(uit: io.StringIO, streek: Any, client_als: Any) -> None:
    client = client_als("functioneel_beheerder", "swv:PO9901")
    antwoord = client.get("/organisaties/")
    client.get("/account/login/")
    if uit.vorm != "json":  # type: ignore[attr-defined]
        assert "url=organisaties:scholen" in uit.getvalue()
        return
    regels = [json.loads(regel) for regel in uit.getvalue().splitlines()]
    verzoek = next(r for r in regels if r["bron"] == "vindplaats.verzoek" and r["url"] == "organisaties:scholen")
    assert verzoek.keys() == {
        "tijd",
        "niveau",
        "bron",
        "wat",
        "plek",
        "kenmerk",
        "methode",
        "url",
        "status",
        "ms",
        "vragen",
        "wie",
    }
    assert (verzoek["methode"], verzoek["status"], verzoek["kenmerk"]) == ("GET", 200, antwoord["X-Request-ID"])
    assert verzoek["vragen"] > 3
    assert verzoek["ms"] > 0
    assert len(verzoek["wie"]) == 12
    assert next(r for r in regels if r.get("url") == "account_login")["wie"] in {"", verzoek["wie"]}


def test_pseudonym_changes_with_the_secret_and_is_empty_for_a_visitor(settings: Any, maak_wie: Any, rf: Any) -> None:
    request = rf.get("/")
    assert schuilnaam(request) == ""
    request.wie = maak_wie("functioneel_beheerder", "swv:PO9901")
    een = schuilnaam(request)
    settings.SECRET_KEY = "anders" * 10
    assert een != schuilnaam(request)


@pytest.mark.parametrize(
    ("gegeven", "achter_proxy", "blijft"),
    [("0123456789abcdef", True, True), ("0123456789abcdef", False, False), ("Jansen-was-hier", True, False)],
)
def test_mark_of_the_proxy_is_taken_over_that_of_a_visitor_is_not(
    settings: Any, client: Client, gegeven: str, achter_proxy: bool, blijft: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if achter_proxy else None
    antwoord = client.get("/account/login/", HTTP_X_REQUEST_ID=gegeven)
    assert (antwoord["X-Request-ID"] == gegeven) is blijft
    assert kenmerk.get() == ""


def test_our_own_messages_are_fixed_texts() -> None:
    """Own messages are written as they are, so nothing may be put in them beforehand (f-string, +, format)."""
    fout = []
    for pad in Path(vindplaats.__path__[0]).rglob("*.py"):
        if "tests" in pad.parts:
            continue
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if (
                isinstance(knoop, ast.Call)
                and isinstance(knoop.func, ast.Attribute)
                and knoop.func.attr in {"debug", "info", "warning", "error", "exception", "critical"}
                and ast.unparse(knoop.func.value).startswith(("log", "logging.getLogger"))
                and knoop.args
                and not isinstance(knoop.args[0], ast.Constant)
            ):
                fout.append(f"{pad.name}:{knoop.lineno}")
    assert fout == []
