"""How long it takes to read the national open data whole, database included. Not a test.

Run: `.venv/bin/python bench/organisaties_laden.py` (SQLite in a temporary folder; needs ../shared/data).
"""

import os
import platform
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
BESTANDEN = (
    "swv_postcode4_regeling.csv",
    "pc4_coordinaten_4pp.csv",
    "gemeenten_zuid-limburg_tilburg_2022.geojson",
    "besturen_swv_zuid-limburg_tilburg.csv",
    "duo_bo_vestigingen_2026-08.csv",
    "duo_po_vestigingen_geo_2024-11.csv",
    "duo_po_leerlingen_historisch_1996-2025.csv",
    "afgeleid_vestigingen_swv_zuid-limburg_tilburg.csv",
    "afgeleid_vestiging_swv_landelijk.csv",
)


def main() -> None:
    if not DATA.is_dir():
        sys.exit("../shared/data is er niet; zonder open data valt er niets te meten.")
    os.environ["VINDPLAATS_TESTEN"] = "ja"
    with tempfile.TemporaryDirectory() as map_:
        os.environ["VINDPLAATS_VAR"] = map_
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vindplaats.conf.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        meet()
        connection.close()


def meet() -> None:
    from vindplaats.organisaties.actions_laden import laden_proef, laden_toepassen
    from vindplaats.toegang.wie import Wie

    wie = Wie.taak("bench")
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    totaal = time.perf_counter()
    for ronde, namen in (("elk apart", [[n] for n in BESTANDEN]), ("nog eens, alles samen", [list(BESTANDEN)])):
        for groep in namen:
            begin = time.perf_counter()
            proef = laden_proef(wie=wie, bestanden=[(n, (DATA / n).read_bytes()) for n in groep])
            midden = time.perf_counter()
            laden_toepassen(wie=wie, proef=proef)
            eind = time.perf_counter()
            wat = groep[0] if len(groep) == 1 else f"{len(groep)} bestanden"
            rijen = sum(v.rijen for v in proef.verschillen)
            print(
                f"{ronde:22} {wat:52} {rijen:6} rijen {proef.omvang:7} geschreven "
                f"proef {midden - begin:5.2f} s, doorvoeren {eind - midden:5.2f} s"
            )
    print(f"samen {time.perf_counter() - totaal:.1f} s")


if __name__ == "__main__":
    main()
