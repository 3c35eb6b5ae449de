"""What retention gives to the registries: the settings, made from the declarations of all rooms, and the term of the log."""

from vindplaats.toegang import afsluiten

from . import instelbaar


def _logboek() -> afsluiten.Termijn:
    from .queries import termijn_van_logboek

    return termijn_van_logboek()


def meld_aan() -> None:
    """Called once from `AppConfig.ready`, after the declarations were found."""
    instelbaar.meld_aan()
    afsluiten.bewaartermijnen.voeg_toe("privacy", _logboek)
