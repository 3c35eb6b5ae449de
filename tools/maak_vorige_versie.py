"""Make the data of an earlier version, for the test that upgrades from it.

The code of that version (a worktree in a temporary folder) makes a SQLite database with a small invented region; the code of
this version reads it as it is (`techniek.bewaren.kopie`, in the schema of then) and writes what is inside a copy, without
encryption, so that anybody can look in it. Keys of rows differ from run to run.

    .venv/bin/python tools/maak_vorige_versie.py 7c0124e src/vindplaats/techniek/tests/vorige/0.1.0.tar.xz
"""

import lzma
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

LEG = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from vindplaats.kern.registers import demo_stappen
for code in ("10-organisaties", "20-mensen", "25-huisstijl"):
    demo_stappen[code]()
from django.db import transaction
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.verantwoording.demo import bundel, draaiboek as d, leggen, gesprek, inbox
from vindplaats.verantwoording.demo.bron import Jaartal
from vindplaats.verantwoording.demo.mensen import Mensen
BESTUREN = ("90001", "90010")
d.BESTUREN = BESTUREN
with transaction.atomic():
    mensen, rapporten = Mensen(), {}
    jaren = [Jaartal(plek, Schooljaar(Schooljaar.van(vandaag()).begin - 3 + plek)) for plek in range(3)]
    for jaar in jaren:
        leggen._zet_termijnen(mensen, jaar)
        leggen._open_jaar(mensen, jaar, rapporten)
        leggen._ken_toe(mensen, jaar)
        for nummer in BESTUREN:
            if (nummer, jaar.plek) in rapporten:
                leggen._leg(mensen, jaar, rapporten[nummer, jaar.plek])
    vestingland = bundel.Swv.objects.get(pk=d.VL)
    bundel._leg(mensen.directeur(d.VL), jaren[0], {"algemeen": bundel.OUD}, swv=vestingland, gepubliceerd=True)
    bundel._leg(mensen.directeur(d.VL), jaren[1], bundel.CONCLUSIES[d.VL], swv=vestingland)
    zinnen = [g for g in gesprek.GESPREKKEN if (g.bestuur, g.plek) in rapporten]
    for g in zinnen:
        gesprek._voer(mensen, rapporten[g.bestuur, g.plek], g)
    al_wadi = inbox.formulier_van("90010", jaren[1])
    stukken = [inbox.Ingeleverd("verantwoording-al-wadi.md", inbox.maak_md(al_wadi)),
               inbox.Ingeleverd("Uitnodiging studiemiddag.txt", inbox.UITNODIGING.encode())]
    inbox._ronde(mensen.kwaliteit(d.SK), 9, stukken)
"""

LEES = """
import sys; from pathlib import Path
import django; django.setup()
from django.conf import settings
from vindplaats.techniek.bewaren import kopie, pakket
kopie.__version__ = sys.argv[2]
with kopie.momentopname() as using, open(sys.argv[1], "wb") as doel:
    for brok in kopie.brokken(using, Path(settings.BESTANDEN), kopie.stil, pakket.Slot()):
        doel.write(brok)
"""


def draai(bron: Path, var: Path, wat: str, *argumenten: str) -> None:
    """Run a script with the code of that folder, on a demo in `var`."""
    omgeving = {k: v for k, v in os.environ.items() if not k.startswith("VINDPLAATS_")}
    omgeving |= {
        "PYTHONPATH": str(bron / "src"),
        "VINDPLAATS_DEMO": "ja",
        "VINDPLAATS_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "vindplaats.conf.settings",
    }
    subprocess.run([sys.executable, "-P", "-c", wat, *argumenten], check=True, env=omgeving)


def main() -> None:
    """Command line: commit of the earlier version, and the file to write."""
    commit, doel = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as tijdelijk:
        boom, var, los = Path(tijdelijk) / "boom", Path(tijdelijk) / "var", Path(tijdelijk) / "los.tar"
        subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "-q", "--detach", str(boom), commit], check=True)
        try:
            draai(boom, var, LEG)
            regel = (boom / "src/vindplaats/__init__.py").read_text(encoding="utf-8").split("__version__ = ")[1]
            draai(ROOT, var, LEES, str(los), regel.split('"')[1])
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(boom)], check=True)
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_bytes(lzma.compress(los.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{doel}: {doel.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
