from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    name = "vindplaats.organisaties"
    label = "organisaties"
    verbose_name = "Organisaties"

    def ready(self) -> None:
        from .registraties import meld_aan

        meld_aan()
