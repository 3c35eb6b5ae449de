from django.apps import AppConfig


class TechniekConfig(AppConfig):
    name = "vindplaats.techniek"
    label = "techniek"
    verbose_name = "Techniek"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from . import navigatie, permissions  # noqa: F401
        from .bewaren import registraties
        from .toestand import tasks  # noqa: F401

        registraties.meld_aan()
        autodiscover_modules("uitvoerdelen")  # every room says what of it an SWV can take along
