"""Do counters lose tries when several processes count at once? Four processes, 100 tries each, on one database.

    VINDPLAATS_TESTEN=ja VINDPLAATS_DATABASE=sqlite:////tmp/rem.sqlite3 .venv/bin/python bench/rem.py

Counts in three ways: get and set in Django's cache in the database, allauth's own rate limit (a lock in that cache) and the
brake of the house (`toegang.rem`). Makes only the two tables it needs, in the database that is named; use an empty one.
"""

import multiprocessing
import os
import sys
import time
from pathlib import Path

PROCESSEN, POGINGEN = 4, 100
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vindplaats.conf.settings")


def _klaar() -> None:
    import django

    django.setup()


def tel(hoe: str, poort: "multiprocessing.synchronize.Barrier") -> None:
    """One process: count so many times, in this way."""
    _klaar()
    from allauth.core.internal import ratelimit
    from django.core.cache import cache
    from django.test import RequestFactory

    from vindplaats.toegang import rem
    from vindplaats.toegang.rules_deuren import Regeling

    ruim, vraag = Regeling(10**6, 1, (1,)), RequestFactory().post("/")
    poort.wait()
    for _ in range(POGINGEN):
        if hoe == "cache":
            cache.set("bench", cache.get("bench", 0) + 1)
        elif hoe == "allauth":
            ratelimit.consume(vraag, app="bench", action="a", config={"a": "1000000/h/key"}, key="k")
        else:
            rem.neem("bench", ruim)


def uitkomst(hoe: str) -> int:
    """How many tries were kept."""
    from allauth.core.internal.ratelimit import get_cache_key, parse_rate
    from django.core.cache import cache
    from django.test import RequestFactory

    from vindplaats.toegang.models import Poging

    if hoe == "cache":
        return int(cache.get("bench", 0))
    if hoe == "allauth":
        rate = parse_rate("1000000/h/key")
        return len(
            cache.get(get_cache_key(RequestFactory().post("/"), app="bench", action="a", rate=rate, key="k"), [])
        )
    return Poging.objects.get(sleutel="bench").aantal


def main() -> None:
    """Make the tables, count in each way, tell."""
    _klaar()
    from django.core.cache import cache
    from django.core.management import call_command
    from django.db import connection

    from vindplaats.toegang.models import Poging

    call_command("createcachetable", verbosity=0)
    if Poging._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as schema:
            schema.create_model(Poging)
    cache.clear()
    Poging.objects.all().delete()
    print(f"{connection.vendor}: {PROCESSEN} processen, elk {POGINGEN} pogingen")
    connection.close()
    for hoe in ("cache", "allauth", "rem"):
        maker = multiprocessing.get_context("spawn")
        poort = maker.Barrier(PROCESSEN + 1)
        processen = [maker.Process(target=tel, args=(hoe, poort)) for _ in range(PROCESSEN)]
        for proces in processen:
            proces.start()
        poort.wait()
        begin = time.perf_counter()
        for proces in processen:
            proces.join()
        duur = (time.perf_counter() - begin) / POGINGEN * 1000
        print(f"  {hoe:8} geteld {uitkomst(hoe)} van {PROCESSEN * POGINGEN}, {duur:.1f} ms per ronde van {PROCESSEN}")


if __name__ == "__main__":
    main()
