"""Questions about what is around the house: mail server, certificates, clock."""

import datetime as dt
import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from vindplaats.kern.bevindingen import FOUT, GOED, LET_OP, Bevinding

from . import mail

WACHT = 10.0  # seconds for one line to the outside


def post() -> Iterator[Bevinding]:
    """Can mail get out? Connects and signs in; sends nothing."""
    if "smtp" not in settings.MAILERS:
        oordeel = GOED if settings.DEMO else LET_OP
        yield Bevinding("mail", oordeel, "Er is geen mailserver: mail blijft in Postvak uit.",
                        "Zet VINDPLAATS_SMTP_HOST en wat daarbij hoort." if oordeel == LET_OP else "")  # fmt: skip
        return
    opties = settings.MAILERS["smtp"]["OPTIONS"]
    if not opties.get("use_tls") and not opties.get("use_ssl"):
        yield Bevinding("mail", LET_OP, "Mail gaat onversleuteld naar de mailserver.", "Zet VINDPLAATS_SMTP_TLS op ja.")
    try:
        verbinding = mail.open_verbinding()
    except (mail.MailserverWeg, mail.InloggenMislukt, mail.CertificaatOnjuist) as fout:
        yield Bevinding(
            "mail", FOUT, fout.zin, f"Controleer {opties['host']}:{opties['port']}. Mail blijft wachten en gaat later."
        )
        return
    verbinding.close()
    yield Bevinding("mail", GOED, f"{opties['host']}:{opties['port']} neemt ons aan.")


def verbindingen() -> Iterator[Bevinding]:
    """With which systems outside does this house talk? For the firewall; the list and its reasons stand in docs/beheer.md."""
    waarheen = ", ".join(f"{host}:{poort} ({waarvoor})" for waarvoor, host, poort in systemen_buiten())
    yield Bevinding("verbindingen", GOED, f"Naar buiten praat Vindplaats alleen met: {waarheen or 'niemand'}.")


def systemen_buiten() -> list[tuple[str, str, int]]:
    """What for, host and port of every system outside that the settings name; nothing else is ever called."""
    uit = []
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") and settings.DATABASES["default"]["HOST"]:
        uit.append(("database", settings.DATABASES["default"]["HOST"], int(settings.DATABASES["default"]["PORT"])))
    if "smtp" in settings.MAILERS:
        opties = settings.MAILERS["smtp"]["OPTIONS"]
        uit.append(("mail", opties["host"], int(opties["port"])))
    for aanbieder in settings.OIDC.values():
        delen = urlsplit(aanbieder.uitgever)
        uit.append((f"aanmelden via {aanbieder.naam}", delen.hostname or "", delen.port or 443))
    eigen = urlsplit(settings.BASIS_URL)
    if eigen.scheme == "https" and eigen.hostname:
        uit.append(("eigen adres, voor check", eigen.hostname, eigen.port or 443))
    return uit


def certificaten() -> Iterator[Bevinding]:
    """How long do the certificates last of our own address and of the mail server?"""
    delen = urlsplit(settings.BASIS_URL)
    if delen.scheme == "https" and delen.hostname:
        yield certificaat("certificaat", delen.hostname, delen.port or 443)
    if "smtp" in settings.MAILERS:
        opties = settings.MAILERS["smtp"]["OPTIONS"]
        if opties.get("use_tls") or opties.get("use_ssl"):
            yield certificaat("certificaat mail", opties["host"], opties["port"], starttls=bool(opties.get("use_tls")))


def certificaat(onderdeel: str, host: str, poort: int, *, starttls: bool = False) -> Bevinding:
    """Connect, check who is there and tell how many days are left."""
    try:
        verval = _verval(host, poort, starttls=starttls)
    except ssl.SSLCertVerificationError as fout:
        return Bevinding(onderdeel, FOUT, f"Het certificaat van {host} wordt niet vertrouwd: {fout.verify_message}.",
                         "Vernieuw het certificaat; browsers houden mensen nu tegen.")  # fmt: skip
    except (OSError, ssl.SSLError, EOFError) as fout:
        soort = type(fout).__name__
        return Bevinding(onderdeel, LET_OP, f"Het certificaat van {host}:{poort} is niet te bekijken ({soort}).",
                         "Kijk of die dienst draait en vanaf deze machine te bereiken is.")  # fmt: skip
    return oordeel_over_dagen(onderdeel, host, (verval - dt.datetime.now(dt.UTC)).days)


def oordeel_over_dagen(onderdeel: str, host: str, dagen: int) -> Bevinding:
    """Days left: wrong below 7, to look at below 21."""
    zin = f"Het certificaat van {host} geldt nog {dagen} dagen."
    doe = "Kijk waarom het niet vanzelf vernieuwd wordt."
    oordeel = FOUT if dagen < 7 else LET_OP if dagen < 21 else GOED
    return Bevinding(onderdeel, oordeel, zin, doe if oordeel != GOED else "")


def _verval(host: str, poort: int, *, starttls: bool) -> dt.datetime:
    context = ssl.create_default_context()
    with socket.create_connection((host, poort), timeout=WACHT) as lijn:
        if starttls:
            _vraag_starttls(lijn)
        with context.wrap_socket(lijn, server_hostname=host) as veilig:
            cert = veilig.getpeercert() or {}
    return dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(str(cert["notAfter"])), tz=dt.UTC)


def _vraag_starttls(lijn: socket.socket) -> None:
    bestand = lijn.makefile("rb")

    def antwoord() -> bytes:
        while True:
            regel = bestand.readline(2000)
            if not regel:
                raise EOFError
            if regel[3:4] != b"-":
                return regel

    antwoord()
    for opdracht in (b"EHLO vindplaats\r\n", b"STARTTLS\r\n"):
        lijn.sendall(opdracht)
        if antwoord()[:1] != b"2":
            raise OSError("STARTTLS")


def klok(tijdbron: str = "") -> Iterator[Bevinding]:
    """Does our clock agree with the database, and with a web server when one is given?"""
    if connection.vendor == "postgresql":
        voor = time.time()
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            daar = float(cursor.fetchone()[0])
        yield oordeel_over_verschil("de database", daar - (voor + time.time()) / 2)
    else:
        yield Bevinding("klok", GOED, "De database staat op deze machine en heeft dezelfde klok.")
    if tijdbron:
        try:
            yield oordeel_over_verschil(urlsplit(tijdbron).netloc, _verschil_met(tijdbron), nauwkeurig=1.0)
        except (OSError, ValueError, TypeError, http.client.HTTPException) as fout:
            yield Bevinding(
                "klok",
                LET_OP,
                f"De tijd van {tijdbron} is niet te lezen ({type(fout).__name__}).",
                "Kijk het adres na.",
            )


def _verschil_met(adres: str) -> float:
    """Seconds that the Date header of this address is ahead of us."""
    delen = urlsplit(adres)
    if delen.scheme not in {"http", "https"} or not delen.hostname:
        raise ValueError(adres)
    soort = http.client.HTTPSConnection if delen.scheme == "https" else http.client.HTTPConnection
    lijn = soort(delen.hostname, delen.port, timeout=WACHT)
    try:
        voor = time.time()
        lijn.request("HEAD", delen.path or "/")
        kop = lijn.getresponse().headers["Date"]
        hier = (voor + time.time()) / 2
    finally:
        lijn.close()
    return parsedate_to_datetime(kop).timestamp() + 0.5 - hier


def oordeel_over_verschil(met: str, seconden: float, *, nauwkeurig: float = 0.0) -> Bevinding:
    """Skew: to look at above 2 seconds, wrong above 30 (codes of the second factor stop working)."""
    groot = abs(seconden) - nauwkeurig
    zin = (
        f"De klok van deze machine loopt {abs(seconden):.1f} seconden {'achter' if seconden > 0 else 'voor'} op {met}."
    )
    doe = "Zet tijdsynchronisatie (NTP) aan; codes van de tweede stap werken anders niet."
    if groot > 30:
        return Bevinding("klok", FOUT, zin, doe)
    if groot > 2:
        return Bevinding("klok", LET_OP, zin, doe)
    return Bevinding("klok", GOED, f"De klok loopt gelijk met {met}.")
