"""Mail without a mail server: everything goes to a folder, and a page shows it (Postvak uit)."""

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage as Ontvangen
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from vindplaats.kern.klok import nu

from .models import Gebruiker, RolToekenning
from .permissions import beheerbare_organisaties
from .post import KOP_ORGANISATIE
from .wie import Wie

MAX_STUKKEN = 1000
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Poststuk:
    """One message in the outbox."""

    naam: str
    wanneer: dt.datetime
    aan: str
    onderwerp: str
    tekst: str
    organisatie: str

    @property
    def links(self) -> list[str]:
        """The links in the text, to click on instead of copying."""
        return [link.rstrip(".,)") for link in _LINK.findall(self.tekst)]


class PostvakBackend(BaseEmailBackend):
    """Writes each message as one .eml file in `var/postvak`, readable only for the account that runs the server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        map_ = _map()
        map_.mkdir(parents=True, exist_ok=True, mode=0o700)
        for bericht in email_messages:
            pad = map_ / f"{timezone.localtime(nu()):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.eml"
            half = pad.with_suffix(".half")
            half.write_bytes(bericht.message().as_bytes())
            half.chmod(0o600)
            half.rename(pad)
        return len(email_messages)


def lokaal() -> bool:
    """Does mail go to the local outbox (no mail server set)."""
    return bool(settings.MAILERS["default"]["BACKEND"].endswith("PostvakBackend"))


def alle_post() -> list[Poststuk]:
    """The newest messages first, at most 1000; a file that is no mail is left out."""
    map_ = _map()
    paden = sorted(map_.glob("*.eml"), reverse=True)[:MAX_STUKKEN] if map_.is_dir() else []
    return [stuk for pad in paden if (stuk := _lees(pad))]


def zichtbare_post(wie: Wie) -> list[Poststuk]:
    """Messages for an organisation that `wie` manages, or to people all of whose roles are there.

    Invitations carry their organisation in a header; other mail is judged by its receiver.
    """
    eigen = beheerbare_organisaties(wie)
    stukken = alle_post()
    mag = _adressen_binnen(eigen, {s.aan for s in stukken if not s.organisatie})
    return [s for s in stukken if s.organisatie in eigen or (not s.organisatie and s.aan in mag)]


def _adressen_binnen(eigen: frozenset[str], adressen: set[str]) -> set[str]:
    mensen = dict(Gebruiker.objects.filter(email__in=adressen).values_list("pk", "email"))
    per_mens: dict[str, list[bool]] = {}
    for pk, organisatie in RolToekenning.objects.filter(gebruiker__in=mensen).values_list(
        "gebruiker_id", "organisatie"
    ):
        per_mens.setdefault(mensen[pk], []).append(organisatie in eigen)
    return {adres for adres, binnen in per_mens.items() if all(binnen)}


def _lees(pad: Path) -> Poststuk | None:
    try:
        bericht = message_from_bytes(pad.read_bytes(), policy=policy.default)
        wanneer = timezone.make_aware(dt.datetime.strptime(pad.name[:15], "%Y%m%dT%H%M%S"))  # noqa: DTZ007
    except (OSError, ValueError):
        return None
    return Poststuk(
        naam=pad.stem, wanneer=wanneer, aan=str(bericht["To"] or ""), onderwerp=str(bericht["Subject"] or ""),
        tekst=_tekst(bericht), organisatie=str(bericht[KOP_ORGANISATIE] or ""),
    )  # fmt: skip


def _tekst(bericht: Ontvangen) -> str:
    deel = bericht.get_body(preferencelist=("plain",))
    return str(deel.get_content()) if deel is not None else ""


def _map() -> Path:
    return Path(settings.VAR) / "postvak"
