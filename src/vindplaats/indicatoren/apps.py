from django.apps import AppConfig


class IndicatorenConfig(AppConfig):
    name = "vindplaats.indicatoren"
    label = "indicatoren"
    verbose_name = "Indicatoren"

    def ready(self) -> None:
        from vindplaats.kern.registers import Regelclaim, regelclaims

        from . import navigatie, opvolging, permissions  # noqa: F401

        claim = {"C-09": "", "C-15": "", "KPI-01": "", "KPI-02": "", "KWA-03": ""}
        regelclaims.voeg_toe("indicatoren", Regelclaim("indicatoren", claim))
        opvolging.meld_aan()
