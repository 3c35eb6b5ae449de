from django.apps import AppConfig


class InstellingenConfig(AppConfig):
    name = "vindplaats.instellingen"
    label = "instellingen"
    verbose_name = "Instellingen"

    def ready(self) -> None:
        from django.core.signals import request_finished, request_started

        from . import permissions, persoonsgegevens, queries, registraties  # noqa: F401

        request_started.connect(queries.begin_verzoek, dispatch_uid="instellingen.begin")
        request_finished.connect(queries.eind_verzoek, dispatch_uid="instellingen.eind")
