from django.apps import AppConfig


class KernConfig(AppConfig):
    name = "vindplaats.kern"
    label = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        from .registers import Regelclaim, regelclaims

        regelclaims.voeg_toe("kern", Regelclaim("kern", {"ZP-03": "", "ZP-04": "", "T-14": "", "T-15": ""}))
