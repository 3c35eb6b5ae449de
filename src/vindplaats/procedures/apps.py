from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "vindplaats.procedures"
    label = "procedures"
    verbose_name = "Procedures"

    def ready(self) -> None:
        from vindplaats.kern.registers import Regelclaim, bestand_rechten, regelclaims, werklijsten

        from . import checks, demo, navigatie, permissions, queries, tasks  # noqa: F401

        bestand_rechten.voeg_toe("procedures", queries.mag_bestand)
        werklijsten.voeg_toe("procedures", queries.werklijst)
        regelclaims.voeg_toe("procedures", Regelclaim("procedures", {"Z-06": "", "T-12": "", "T-14": "", "T-15": ""}))
