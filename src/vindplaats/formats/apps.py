from django.apps import AppConfig


class FormatsConfig(AppConfig):
    name = "vindplaats.formats"
    label = "formats"
    verbose_name = "Formats"

    def ready(self) -> None:
        from . import demo, permissions  # noqa: F401 - the demo step; the rights
        from .beheer import registraties

        registraties.meld_aan()
