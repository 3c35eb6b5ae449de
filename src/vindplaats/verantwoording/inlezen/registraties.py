"""What the corridor inlezen gives to the registries of `kern`."""

from typing import Any

from django.urls import reverse

from vindplaats.kern.registers import Werk, bestand_rechten, werklijsten


def _mag_bestand(wie: Any, bestand: Any) -> bool:
    """A document of the inbox is for who has that inbox."""
    from vindplaats.verantwoording.models import Inboxstuk

    return Inboxstuk.objects.zichtbaar_voor(wie).filter(bestand=bestand).exists()


def _werk(wie: Any) -> list[Werk]:
    """Documents that wait to be checked: one row for all of them."""
    from vindplaats.verantwoording.models import Inboxstuk

    aantal = Inboxstuk.objects.zichtbaar_voor(wie).filter(stand=Inboxstuk.GELEZEN).count()
    if not aantal:
        return []
    titel = f"{aantal} {'document' if aantal == 1 else 'documenten'} nakijken"
    return [
        Werk(
            titel,
            "Inbox verantwoording",
            "Gelezen, wacht op een mens",
            reverse("verantwoording:inbox"),
            knop="Nakijken",
        )
    ]


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    from . import tasks  # noqa: F401 - announces the background task

    bestand_rechten.voeg_toe("verantwoording", _mag_bestand)
    werklijsten.voeg_toe("verantwoording.inbox", _werk)
