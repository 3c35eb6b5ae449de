"""What the chain over the log costs: writing a row with and without it, sealing, checking. Run: `python bench/keten.py` (own database)."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "vindplaats.conf.testinstellingen"
RIJEN = int(os.environ.get("RIJEN", "2000"))


def main() -> None:
    """Make a test database, measure, and drop it."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.VAR = Path(tempfile.mkdtemp())
    connection.creation.create_test_db(verbosity=0)
    try:
        _meet()
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def _meet() -> None:
    from django.db import connection

    from vindplaats.toegang import keten
    from vindplaats.toegang.keten_controle import controleer
    from vindplaats.toegang.log import leg_vast
    from vindplaats.toegang.models import Gebeurtenis
    from vindplaats.toegang.wie import Wie

    def schrijf() -> float:
        tijden = []
        for i in range(RIJEN):
            begin = time.perf_counter()
            leg_vast(
                wie=Wie.taak("Meting"),
                naam="bench.gedaan",
                onderwerp=f"bench.ding:{i}",
                zin="Iets gedaan.",
                organisatie="swv:PO9901",
            )
            tijden.append(time.perf_counter() - begin)
        return statistics.median(tijden) * 1000

    met = schrijf()
    echt, keten.zet_in_de_rij = keten.zet_in_de_rij, lambda rijen: None
    zonder = schrijf()
    keten.zet_in_de_rij = echt
    begin = time.perf_counter()
    keten.verzegel(RIJEN)
    zegel = time.perf_counter() - begin
    print(
        f"{connection.vendor}: schrijven {met:.2f} ms met keten, {zonder:.2f} ms zonder; verzegelen {RIJEN / zegel:.0f} rijen/s",
        end="; ",
    )
    wie = Wie.taak("Meting")
    for _ in range(20):
        Gebeurtenis.objects.voor_taak("bench").bulk_create(
            Gebeurtenis(
                wanneer=django_nu(),
                soort="lezen",
                naam="b",
                wie_naam=wie.naam,
                rol=wie.rol,
                organisatie="swv:PO9901",
                onderwerp="b:1",
                zin="b",
            )
            for _ in range(1000)
        )
    while keten.verzegel():
        pass
    begin = time.perf_counter()
    uitslag = controleer()
    print(f"nakijken {uitslag.gecontroleerd / (time.perf_counter() - begin):.0f} rijen/s")


def django_nu() -> object:
    """The present moment, aware."""
    from vindplaats.kern.klok import nu

    return nu()


if __name__ == "__main__":
    main()
