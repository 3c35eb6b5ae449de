from django.apps import AppConfig


class ToegangConfig(AppConfig):
    name = "vindplaats.toegang"
    label = "toegang"
    verbose_name = "Toegang"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from vindplaats.kern.registers import Regelclaim, regelclaims

        from . import (  # noqa: F401
            demo,
            demo_beheer,
            grendel,
            herstelcodes,
            navigatie,
            overdragen,
            permissions,
            permissions_mensen,
            raam,
            signalen,
            signalen_sessie,
            tasks,
            verzegelen,
            werk,
        )

        regelclaims.voeg_toe("toegang", Regelclaim("toegang", {"AVG-04": "", "AVG-08": "", "P-10": "", "P-11": ""}))
        post_migrate.connect(grendel.na_migratie, sender=self, dispatch_uid="toegang.grendel")
