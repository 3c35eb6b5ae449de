from django.apps import AppConfig


class VerantwoordingConfig(AppConfig):
    name = "vindplaats.verantwoording"
    label = "verantwoording"
    verbose_name = "Verantwoording"

    def ready(self) -> None:
        from . import briefsoorten, permissions, registraties  # noqa: F401

        registraties.meld_aan()
