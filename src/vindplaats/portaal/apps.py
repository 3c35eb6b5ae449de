from django.apps import AppConfig


class PortaalConfig(AppConfig):
    name = "vindplaats.portaal"
    label = "portaal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        from . import persoonsgegevens, uitvoerdelen  # noqa: F401
        from .raam import meld_aan

        meld_aan()
