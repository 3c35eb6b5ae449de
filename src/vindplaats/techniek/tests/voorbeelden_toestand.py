"""Examples of the page of work in the background for the permission table."""

from typing import Any

from vindplaats.kern.registers import Voorbeeld, voorbeelden


def mislukte_mail(organisatie: str) -> dict[str, Any]:
    """A mail of this organisation that did not get away."""
    import uuid

    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from vindplaats.techniek.models import Uitgaand
    from vindplaats.techniek.toestand.tasks import mail_versturen

    stuk = Uitgaand.objects.create(bericht_id=f"<{uuid.uuid4()}@proef>", organisatie=organisatie)
    rij = DBTaskResult.objects.create(
        task_path=mail_versturen.module_path, args_kwargs={"args": [], "kwargs": {"stuk": str(stuk.pk)}},
        backend_name="default", run_after=timezone.now(), status="FAILED", finished_at=timezone.now(),
        worker_ids=["proefmachine-12-0123456789ab"], traceback="", exception_class_path="vindplaats.techniek.toestand.mail.MailserverWeg",
    )  # fmt: skip
    return {"pk": rij.pk}


for _naam in ("techniek:taak-opnieuw", "techniek:taak-intrekken"):
    voorbeelden.voeg_toe(
        _naam,
        Voorbeeld(
            eigen=lambda streek, wie: mislukte_mail(wie.organisatie),
            vreemd=lambda streek, wie: mislukte_mail(streek.ander_swv),
        ),
    )
