"""A process for test_bundelmail.py: `begin` the people, `stuur` messages to them, `werk` as a worker, tell the `stand` at the end.

Runs with a mail server that is away, so that every mail that was sent stays in table `Uitgaand` and can be counted.
"""

import base64
import datetime as dt
import json
import os
import re
import sys
import time
import uuid
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from vindplaats.kern import taken, werker  # noqa: E402
from vindplaats.techniek.toestand import mail  # noqa: E402
from vindplaats.techniek.toestand.modellen import Uitgaand  # noqa: E402
from vindplaats.toegang import actions, post  # noqa: E402
from vindplaats.toegang.models import Bericht, Gebruiker  # noqa: E402
from vindplaats.toegang.tasks import berichten_inhalen, berichten_mailen  # noqa: E402
from vindplaats.toegang.wie import Wie  # noqa: E402

post.WACHT = dt.timedelta(milliseconds=300)
VAR = Path(settings.VAR)


def _wacht_op_start() -> None:
    (VAR / f"er-{os.getpid()}").touch()
    for _ in range(3000):
        if (VAR / "start").exists():
            return
        time.sleep(0.02)


def _klaar(pad: str = berichten_mailen.module_path) -> list[str]:
    rijen = DBTaskResult.objects.filter(task_path=pad, status="READY")
    return [argumenten["args"][0] for argumenten in rijen.values_list("args_kwargs", flat=True)]


def begin(aantal: int) -> None:
    """A database with so many people."""
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
    for nummer in range(aantal):
        Gebruiker.objects.create_user(f"mens{nummer}@voorbeeld.test", f"Mens {nummer}")


def stuur(keren: int) -> None:
    """So many messages to everybody; the highest number of tasks that waited for one person at any moment is written down."""
    mensen = list(Gebruiker.objects.values_list("pk", flat=True))
    _wacht_op_start()
    meeste = 0
    for nummer in range(keren):
        actions.bericht_sturen(
            wie=Wie.taak("Proef"), naar=mensen if nummer % 2 else mensen[::-1], tekst=f"{nummer} {uuid.uuid4()}"
        )
        klaar = _klaar()
        meeste = max([meeste, *(klaar.count(sleutel) for sleutel in klaar)])
        time.sleep(0.02)
    with (VAR / "verslag").open("a") as bestand:
        bestand.write(f"meeste {meeste}\n")


def werk() -> None:
    """A worker that mails bundles and delivers nothing."""
    taken.rooster._items.clear()
    werker.ONDERHOUD = 1.0
    mail.verstuur = lambda pk: False
    _wacht_op_start()
    (VAR / f"bezig-{os.getpid()}").touch()
    taken.draai_werker(tussenpoos=0.05)


def stand() -> None:
    """How many messages there are, how many are mailed, and how many each mail says there are."""
    beloofd = []
    for stuk in Uitgaand.objects.all():
        inhoud = json.loads(mail.ontsleutel(stuk.inhoud, mail.DOEL))
        tekst = message_from_bytes(base64.b64decode(inhoud["mail"]), policy=default).get_content()
        gevonden = re.search(r"Er sta(?:at een|an (\d+)) bericht", tekst)
        beloofd.append((inhoud["aan"][0], int(gevonden[1] or 1)))
    print(json.dumps({
        "berichten": Bericht.objects.count(), "gemaild": Bericht.objects.exclude(gemaild_op=None).count(), "beloofd": beloofd,
        "wacht": len(_klaar()), "loopt": DBTaskResult.objects.filter(status="RUNNING").count(),
        "mislukt": DBTaskResult.objects.filter(status="FAILED").count(),
    }))  # fmt: skip


if __name__ == "__main__":
    match sys.argv[1]:
        case "begin":
            begin(int(sys.argv[2]))
        case "stuur":
            stuur(int(sys.argv[2]))
        case "werk":
            werk()
        case "stand":
            berichten_inhalen.func()
            for _ in range(1200):  # until all is mailed, and no longer than a minute
                if not Bericht.objects.filter(gemaild_op=None).exists():
                    break
                time.sleep(0.05)
            stand()
