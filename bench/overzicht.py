"""What a page costs with 75 SWVs in one database, next to the same page with one SWV alone. Not a test.

Fills a database with one SWV (15 boards, 10 years, every report with all its answers and figures), copies it, and puts
74 more SWVs of the same size in the copy. Then every page is asked of both in turn (A B A B ...), by the same person
about the same things. Times are processor milliseconds of the application and (PostgreSQL) of the database process
that serves it, so that a busy machine hardly counts. Aim: the same number of queries, and at most 1.2 times the server time.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import meten

DOEL = 1.2
SWV = "PX1001"
NAMEN = ("overzicht_een", "overzicht_alle")
ZIN = "Onze scholen kijken samen naar wat leerlingen nodig hebben en leggen vast wat werkt, dit jaar voor {n} leerlingen. "


def _swv(k: int) -> str:
    return f"PX{1001 + k}"


def _bestuur(k: int, i: int) -> str:
    return f"{10001 + 100 * k + i}" if k < 75 else ""


def vul_een(besturen: int, jaren: int) -> None:
    """One SWV through the product's own verbs; answers and figures in bulk."""
    from vindplaats.kern.schooljaar import Schooljaar
    from vindplaats.organisaties.models import Bestuur, Deelname, Swv
    from vindplaats.toegang.wie import Wie
    from vindplaats.verantwoording.actions import rapport_openen
    from vindplaats.verantwoording.models import Bundel

    swv = Swv.objects.create(code=SWV, naam=f"Samenwerkingsverband {SWV}", kort="X", verzonnen=True)
    for i in range(besturen):
        bestuur = Bestuur.objects.create(nummer=_bestuur(0, i), naam=f"Stichting {_bestuur(0, i)}", verzonnen=True)
        Deelname.objects.create(bestuur=bestuur, swv=swv)
        for jaar in range(2024 - jaren, 2024):
            rapport = rapport_openen(wie=Wie.taak("bench"), bestuur=bestuur, jaar=Schooljaar(jaar))
            _vul_rapport(rapport, i)
    for jaar in range(2024 - jaren, 2024):
        Bundel.objects.create(swv=swv, jaar=jaar)


def _vul_rapport(rapport: Any, i: int) -> None:
    from django.utils import timezone

    from vindplaats.formats.models import Antwoord
    from vindplaats.indicatoren.models import Meetwaarde
    from vindplaats.procedures.models import Zaak
    from vindplaats.verantwoording.models import Toekenning
    from vindplaats.verantwoording.tests.conftest import volledig

    antwoorden = []
    for vraag, gelezen in volledig(rapport).items():
        waarde = gelezen.waarde
        if isinstance(waarde, str) and len(waarde) > 40:
            waarde = "".join(ZIN.format(n=n + i) for n in range(5))
        antwoorden.append(
            Antwoord(invulling=rapport.invulling, vraag=vraag, stand=gelezen.stand, waarde=waarde, op=timezone.now())
        )
    Antwoord.objects.voor_taak("bench").bulk_create(antwoorden)
    Zaak.objects.voor_taak("bench").filter(pk=rapport.zaak_id).update(
        stand="gepubliceerd" if rapport.jaar < 2023 else "ingediend"
    )
    Toekenning.objects.create(
        swv_id=SWV, bestuur=rapport.bestuur, jaar=rapport.jaar, regeling="terugploegregeling", bedrag=1_000_000
    )
    Meetwaarde.objects.voor_taak("bench").bulk_create(
        Meetwaarde(
            indicator=code,
            organisatie=rapport.bestuur.sleutel,
            swv=SWV,
            schooljaar=rapport.jaar,
            waarde=5 + i,
            bron="verslag",
            bron_sleutel=f"verantwoording.rapport:{rapport.pk}",
            onderdeel="verwijzingen",
            stand="bevestigd",
            gedeeld_met="deelnemers",
            op=timezone.now(),
        )
        for code in _indicatoren()[:6]
    )


def _indicatoren() -> list[str]:
    from vindplaats.indicatoren import declaratie

    return [i.code for i in declaratie.alle()]


def modellen() -> list[Any]:
    """Everything that belongs to an SWV, parents first."""
    from vindplaats.formats.models import Antwoord, Invulling
    from vindplaats.indicatoren.models import Meetwaarde
    from vindplaats.organisaties.models import Bestuur, Deelname, Swv
    from vindplaats.procedures.models import Betrokken, Overgang, Termijn, Zaak
    from vindplaats.toegang.models import Gebeurtenis
    from vindplaats.verantwoording.models import Bundel, Rapport, Toekenning

    return [
        Swv, Bestuur, Deelname, Zaak, Betrokken, Termijn, Overgang, Invulling, Antwoord, Rapport, Rapport.swvs.through,
        Toekenning, Meetwaarde, Bundel, Gebeurtenis,
    ]  # fmt: skip


def rijen_van(model: Any) -> Any:
    manager = model.objects
    return manager.voor_taak("bench") if hasattr(manager, "voor_taak") else manager.all()


_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NUMMER = re.compile(r"\b100(\d\d)\b")


class Kopie:
    """Turns a value of the first SWV into that of the k-th: codes, board numbers, ids."""

    def __init__(self, k: int, vast: set[uuid.UUID]) -> None:
        self.k, self.vast = k, vast
        self.ruimte = uuid.uuid5(uuid.NAMESPACE_OID, str(k))

    def id(self, oud: uuid.UUID) -> uuid.UUID:
        return oud if oud in self.vast else uuid.uuid5(self.ruimte, oud.hex)

    def tekst(self, oud: str) -> str:
        oud = oud.replace(SWV, _swv(self.k))
        oud = _NUMMER.sub(lambda m: f"{10000 + 100 * self.k + int(m[1])}", oud)
        return _UUID.sub(lambda m: str(self.id(uuid.UUID(m[0]))), oud) if "-" in oud else oud

    def waarde(self, oud: Any) -> Any:
        if isinstance(oud, uuid.UUID):
            return self.id(oud)
        if isinstance(oud, str):
            return self.tekst(oud) if len(oud) < 200 else oud
        if isinstance(oud, dict | list):
            return json.loads(self.tekst(json.dumps(oud)))
        return oud


def vermenigvuldig(aantal: int) -> None:
    """Put SWVs 2 .. aantal in, as copies of the first."""
    from django.db import transaction

    from vindplaats.toegang.models import Gebruiker

    vast = set(Gebruiker.objects.values_list("pk", flat=True))
    for model in modellen():
        velden = list(model._meta.concrete_fields)
        bron = [[(v, getattr(rij, v.attname)) for v in velden] for rij in rijen_van(model)]
        with transaction.atomic():
            for k in range(1, aantal):
                kopie = Kopie(k, vast)
                nieuw = [
                    model(
                        **{
                            v.attname: kopie.waarde(w)
                            for v, w in rij
                            if not v.get_internal_type().endswith("AutoField")
                        }
                    )
                    for rij in bron
                ]
                rijen_van(model).bulk_create(nieuw, batch_size=500)


class Sqlite:
    """Two files."""

    naam = "SQLite"

    def __init__(self, map_: Path) -> None:
        self.map = map_

    def plek(self, naam: str) -> str:
        return str(self.map / f"{naam}.sqlite3")

    def begin(self) -> None:
        pass

    def kopieer(self) -> None:
        shutil.copy(self.plek(NAMEN[0]), self.plek(NAMEN[1]))

    def weg(self) -> None:
        pass

    def naslag(self) -> str:
        return "PRAGMA wal_checkpoint(TRUNCATE)"


class Postgres:
    """Two databases on the server, dropped afterwards."""

    naam = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.url = url

    def plek(self, naam: str) -> str:
        return f"bench_{naam}"

    def _doe(self, *zinnen: str) -> None:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as verbinding:
            for zin in zinnen:
                verbinding.execute(zin)  # type: ignore[call-overload]

    def begin(self) -> None:
        self.weg()
        self._doe(f"CREATE DATABASE {self.plek(NAMEN[0])}")

    def kopieer(self) -> None:
        self._doe(f"CREATE DATABASE {self.plek(NAMEN[1])} TEMPLATE {self.plek(NAMEN[0])}")

    def weg(self) -> None:
        self._doe(*(f"DROP DATABASE IF EXISTS {self.plek(n)} WITH (FORCE)" for n in NAMEN))

    def naslag(self) -> str:
        return "SELECT 1"


class Wissel:
    """The same Django connection on one of two databases."""

    def __init__(self, bank: Any) -> None:
        self.bank, self.open = bank, {}

    def naar(self, naam: str) -> None:
        from django.db import connection

        self.open[connection.settings_dict["NAME"]] = connection.connection
        plek = self.bank.plek(naam)
        connection.settings_dict["NAME"] = plek
        connection.connection = self.open.get(plek)
        connection.ensure_connection()

    def sluit(self) -> None:
        from django.db import connection

        for verbinding in {*self.open.values(), connection.connection} - {None}:
            verbinding.close()
        connection.connection = None
        self.open.clear()


@contextmanager
def klaar(bank: Any, swvs: int, besturen: int, jaren: int) -> Iterator[Wissel]:
    """Both databases filled, analysed; gone afterwards."""
    from django.core.management import call_command
    from django.db import connection

    wissel = Wissel(bank)
    bank.begin()
    wissel.naar(NAMEN[0])
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    vul_een(besturen, jaren)
    mensen()
    with connection.cursor() as cursor:
        cursor.execute(bank.naslag())
    wissel.sluit()
    bank.kopieer()
    wissel.naar(NAMEN[1])
    vermenigvuldig(swvs)
    for naam in reversed(NAMEN):
        wissel.naar(naam)
        with connection.cursor() as cursor:
            cursor.execute(bank.naslag())
            cursor.execute("ANALYZE")
    try:
        yield wissel
    finally:
        wissel.sluit()
        bank.weg()


def mensen() -> None:
    """One person of the SWV and one of a board, made once so that both databases know the same session."""
    from vindplaats.toegang.tests.fabriek import client_als

    KLANTEN["swv"] = client_als("kwaliteit_swv", f"swv:{SWV}")
    KLANTEN["bestuur"] = client_als("bestuurder", f"bestuur:{_bestuur(0, 0)}")


KLANTEN: dict[str, Any] = {}


def bladen() -> list[tuple[str, str, str]]:
    """Name, person, url; what has no url yet is left out and said."""
    from django.urls import NoReverseMatch, reverse

    from vindplaats.verantwoording.models import Bundel, Rapport

    rapporten = Rapport.objects.voor_taak("bench").filter(bestuur=_bestuur(0, 0), swvs=SWV)
    rapport = rapporten.get(jaar=2023)
    bundel = Bundel.objects.voor_taak("bench").get(swv=SWV, jaar=2023)
    wens: list[tuple[str, str, str, list[Any], str]] = [
        ("mijn werk (verband)", "swv", "portaal:werk", [], ""),
        ("mijn werk (bestuur)", "bestuur", "portaal:werk", [], ""),
        ("jaaroverzicht (verband)", "swv", "verantwoording:jaar", [], "?jaar=2023"),
        ("jaaroverzicht (bestuur)", "bestuur", "verantwoording:jaar", [], "?jaar=2023"),
        ("een verslag lezen", "swv", "verantwoording:rapport", [rapport.pk], ""),
        ("toekenningen", "swv", "verantwoording:toekenningen", [2023], ""),
        ("cijfers in de tekst", "bestuur", "verantwoording:cijfers", [rapport.pk], ""),
        ("besturen naast elkaar", "bestuur", "verantwoording:vergelijken", [], "?jaar=2023&vraag=verwijzingen"),
        ("jaren naast elkaar", "swv", "verantwoording:jaren-naast-elkaar", [_bestuur(0, 0)], ""),
        ("wie koos welke indicator", "swv", "verantwoording:indicatoren-vergelijken", [], "?jaar=2023"),
        ("een indicator naast elkaar", "swv", "verantwoording:indicator-naast-elkaar", [7], "?jaar=2023"),
        ("vragen en afspraken", "swv", "verantwoording:gesprek", [], ""),
        ("gezamenlijk: de lijst", "swv", "verantwoording:gezamenlijk", [], ""),
        ("gezamenlijke verantwoording", "swv", "verantwoording:gezamenlijk-een", [bundel.pk], ""),
        ("inbox", "swv", "verantwoording:inbox", [], ""),
    ]
    uit = []
    for naam, wie, url_naam, args, vraag in wens:
        try:
            uit.append((naam, wie, reverse(url_naam, args=args) + vraag))
        except NoReverseMatch:
            print(f"overgeslagen, deze bladzijde is er niet: {naam}", file=sys.stderr)
    return uit


def meet(wissel: Wissel, klant: Any, url: str, keren: int) -> tuple[dict[str, int], dict[str, list[float]]]:
    """Queries and processor ms of one page on both databases, in turn."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    vragen: dict[str, int] = {}
    tijden: dict[str, list[float]] = {naam: [] for naam in NAMEN}
    for ronde in range(-2, keren):
        for naam in NAMEN[:: 1 if ronde % 2 else -1]:
            wissel.naar(naam)
            if ronde == -1:
                with CaptureQueriesContext(connection) as gevangen:
                    _vraag(klant, url)
                vragen[naam] = len(gevangen)
                continue
            begin = servertijd()
            _vraag(klant, url)
            if ronde >= 0:
                tijden[naam].append((servertijd() - begin) * 1000)
    return vragen, tijden


def servertijd() -> float:
    """Processor seconds spent for us so far: this process, and on PostgreSQL the process that serves our connection."""
    from django.db import connection

    eigen = time.process_time()
    if connection.vendor == "postgresql":
        pid = connection.connection.info.backend_pid
        eigen += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return eigen


def _vraag(klant: Any, url: str) -> None:
    antwoord = klant.get(url)
    if antwoord.status_code != 200:
        raise SystemExit(f"{url} gaf {antwoord.status_code}")


def rij(naam: str, vragen: dict[str, int], tijden: dict[str, list[float]]) -> list[object]:
    een, alle = (tijden[n] for n in NAMEN)
    verhouding = statistics.median(b / a for a, b in zip(een, alle, strict=True))
    zelfde = vragen[NAMEN[0]] == vragen[NAMEN[1]]
    oordeel = "gehaald" if zelfde and verhouding <= DOEL else "NIET gehaald"
    return [
        naam, vragen[NAMEN[0]], vragen[NAMEN[1]], f"{statistics.median(een):.0f} ms", f"{statistics.median(alle):.0f} ms",
        f"{verhouding:.2f}", oordeel,
    ]  # fmt: skip


KOPPEN = ("bladzijde", "vragen 1", "vragen alle", "1 verband", "alle", "verhouding", f"doel {DOEL} x")


def meet_bank(bank: Any, wens: argparse.Namespace) -> str:
    """Fill, measure every page, give the table."""
    begin = time.perf_counter()
    with klaar(bank, wens.swvs, wens.besturen, wens.jaren) as wissel:
        print(f"{bank.naam}: gevuld in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
        rijen = []
        for naam, wie, url in bladen():
            if not wens.blad or any(b in naam for b in wens.blad):
                rijen.append(rij(naam, *meet(wissel, KLANTEN[wie], url, wens.keren)))
                print(rijen[-1], file=sys.stderr)
    return f"{bank.naam}:\n\n{meten.tabel(KOPPEN, rijen)}"


def main() -> None:
    keuze = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    keuze.add_argument("--swvs", type=int, default=75, help="samenwerkingsverbanden (75)")
    keuze.add_argument("--besturen", type=int, default=15, help="besturen per verband (15)")
    keuze.add_argument("--jaren", type=int, default=10, help="schooljaren (10)")
    keuze.add_argument("--keren", type=int, default=15, help="paren per bladzijde (15)")
    keuze.add_argument("--blad", action="append", help="alleen bladzijden met dit woord in de naam")
    keuze.add_argument("--database", choices=("sqlite", "postgres", "beide"), default="beide")
    keuze.add_argument(
        "--postgres", default="postgresql://postgres@127.0.0.1:5432/postgres", help="adres van de server"
    )
    keuze.add_argument("--bewaar", action="store_true", help="zet het resultaat in RESULTS.md")
    wens = keuze.parse_args()
    delen = []
    with tempfile.TemporaryDirectory() as map_:
        os.environ["VINDPLAATS_VAR"] = map_
        for soort in ("sqlite", "postgres") if wens.database == "beide" else (wens.database,):
            delen.append(in_eigen_proces(soort, wens, Path(map_)))
    omvang = f"{wens.swvs} verbanden x {wens.besturen} besturen x {wens.jaren} jaar = {wens.swvs * wens.besturen * wens.jaren} verslagen"
    uit = f"`bench/overzicht.py {' '.join(sys.argv[1:])}`, {meten.machine()}. {omvang}.\n\n" + "\n\n".join(delen)
    print(uit)
    if wens.bewaar:
        meten.schrijf("Bladzijden met heel het land in een database", uit)


def in_eigen_proces(soort: str, wens: argparse.Namespace, map_: Path) -> str:
    """Django knows one kind of database per process."""
    import multiprocessing

    omgeving = multiprocessing.get_context("spawn")
    antwoord: Any = omgeving.Queue()
    kind = omgeving.Process(target=_kind, args=(soort, wens, map_, antwoord))
    kind.start()
    while kind.is_alive() and antwoord.empty():
        time.sleep(0.2)
    if antwoord.empty():
        sys.exit(f"meten op {soort} is misgegaan")
    uit = str(antwoord.get())
    kind.join()
    return uit


def _kind(soort: str, wens: argparse.Namespace, map_: Path, antwoord: Any) -> None:
    bank: Any = Sqlite(map_) if soort == "sqlite" else Postgres(wens.postgres)
    if soort == "postgres":
        os.environ["VINDPLAATS_DATABASE"] = wens.postgres
    os.environ["VINDPLAATS_TESTEN"] = "ja"
    os.environ["DJANGO_SETTINGS_MODULE"] = "vindplaats.conf.settings"
    import django

    django.setup()
    from django.conf import settings

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    antwoord.put(meet_bank(bank, wens))


if __name__ == "__main__":
    main()
