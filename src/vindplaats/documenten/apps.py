from django.apps import AppConfig


class DocumentenConfig(AppConfig):
    name = "vindplaats.documenten"
    label = "documenten"
    verbose_name = "Documenten"

    def ready(self) -> None:
        from . import demo, navigatie, overdragen, permissions, raam, registraties, tasks  # noqa: F401
