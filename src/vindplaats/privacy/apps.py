from importlib import import_module

from django.apps import AppConfig

GANGEN = ("datalek", "waken", "register", "bewaren", "toestemming", "verzoek")


class PrivacyConfig(AppConfig):
    name = "vindplaats.privacy"
    label = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from vindplaats.kern.registers import Regelclaim, regelclaims

        from . import demo, navigatie, permissions  # noqa: F401

        autodiscover_modules("persoonsgegevens")
        for gang in GANGEN:
            import_module(f"vindplaats.privacy.{gang}.registraties").meld_aan()
        claim = {"AVG-01": "", "AVG-02": "", "AVG-09": "", "P-01": "", "P-06": "", "P-09": ""}
        regelclaims.voeg_toe("privacy", Regelclaim("privacy", claim))
