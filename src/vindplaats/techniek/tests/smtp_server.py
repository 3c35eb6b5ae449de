"""A real SMTP server beside a test: STARTTLS, sign-in, a certificate of its own, and switched off when the test wants."""

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

GEBRUIKER, WACHTWOORD = "vindplaats", "Heel-Geheim-77"


def certificaat(map_: Path, *, dagen: int = 30, naam: str = "localhost") -> tuple[Path, Path]:
    """A self-made certificate for this machine: (certificate, key). `dagen` may be negative: expired."""
    sleutel = ec.generate_private_key(ec.SECP256R1())
    wie = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
    nu = dt.datetime.now(dt.UTC)
    namen = x509.SubjectAlternativeName([x509.DNSName(naam), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    maker = x509.CertificateBuilder(wie, wie, sleutel.public_key(), x509.random_serial_number())
    maker = maker.not_valid_before(nu - dt.timedelta(days=60)).not_valid_after(nu + dt.timedelta(days=dagen, minutes=5))
    maker = maker.add_extension(namen, critical=False).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    cert = maker.sign(sleutel, hashes.SHA256())
    pad, sleutelpad = map_ / f"cert-{dagen}.pem", map_ / f"sleutel-{dagen}.pem"
    pad.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    sleutelpad.write_bytes(
        sleutel.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return pad, sleutelpad


@dataclass
class Ontvangst:
    """What the server has accepted."""

    brieven: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    weiger_adres: set[str] = field(default_factory=set)
    antwoord: str = "250 Message accepted for delivery"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: Any) -> str:  # noqa: N802
        """Refuse an address that does not exist."""
        if address in self.weiger_adres:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep what came in."""
        if self.antwoord.startswith("250"):
            brief = message_from_bytes(envelope.content, policy=policy.default)
            self.brieven.append((envelope.mail_from, list(envelope.rcpt_tos), brief))  # type: ignore[arg-type]
        return self.antwoord


def _meld_aan(server: Any, session: Any, envelope: Any, mechanism: str, gegevens: Any) -> AuthResult:
    goed = (getattr(gegevens, "login", b""), getattr(gegevens, "password", b""))
    return AuthResult(success=goed == (GEBRUIKER.encode(), WACHTWOORD.encode()), handled=False)


@dataclass
class Mailserver:
    """Address, certificate and the letters of a running server."""

    poort: int
    cert: Path
    ontvangst: Ontvangst

    def opties(self, **anders: Any) -> dict[str, Any]:
        """Options for the SMTP mailer of Django."""
        vast = {"host": "127.0.0.1", "port": self.poort, "username": GEBRUIKER, "password": WACHTWOORD}
        return vast | {"use_tls": True, "timeout": 10} | anders


def vrije_poort() -> int:
    """A port nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def mailserver(map_: Path, *, poort: int = 0, dagen: int = 30) -> Iterator[Mailserver]:
    """A server on 127.0.0.1 that demands STARTTLS and a password."""
    cert, sleutel = certificaat(map_, dagen=dagen)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, sleutel)
    ontvangst = Ontvangst()
    controller = Controller(
        ontvangst, hostname="127.0.0.1", port=poort or vrije_poort(), tls_context=context, require_starttls=True,
        authenticator=_meld_aan, auth_required=True,
    )  # fmt: skip
    controller.start()
    try:
        yield Mailserver(int(controller.port), cert, ontvangst)
    finally:
        controller.stop()
