"""Questions about this installation itself: settings, secret, database, log, disk."""

import math
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from vindplaats.kern.bevindingen import FOUT, GOED, LET_OP, Bevinding
from vindplaats.toegang import grendel

MB = 1024 * 1024
POSTGRES_MINSTENS, SQLITE_MINSTENS = 150000, (3, 37, 0)


def instellingen() -> Iterator[Bevinding]:
    """Do the settings fit together, and are they meant for real use?"""
    ernstig = [melding for melding in checks.run_checks() if melding.is_serious()]
    for melding in ernstig:
        yield Bevinding("instellingen", FOUT, f"{melding.id}: {melding.msg}", str(melding.hint or "Lees de melding."))
    delen = urlsplit(settings.BASIS_URL)
    if settings.DEMO:
        yield Bevinding("instellingen", GOED, "Dit is de demo, met verzonnen gegevens.")
        return
    if delen.scheme != "https":
        yield Bevinding("instellingen", LET_OP, f"Het adres {settings.BASIS_URL} is niet versleuteld.",
                        "Zet VINDPLAATS_URL op een adres met https.")  # fmt: skip
    elif not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        yield Bevinding("instellingen", LET_OP, "Vindplaats weet niet dat er een proxy met https voor staat.",
                        "Zet VINDPLAATS_ACHTER_PROXY op ja; anders stuurt elke bladzijde zichzelf door.")  # fmt: skip
    if delen.hostname and not _host_mag(delen.hostname):
        yield Bevinding("instellingen", FOUT, f"De naam {delen.hostname} van VINDPLAATS_URL staat niet in VINDPLAATS_HOSTS.",
                        "Voeg hem toe; anders krijgt iedereen een foutmelding.")  # fmt: skip
    if settings.VANDAAG:
        yield Bevinding("instellingen", FOUT, f"De datum staat vast op {settings.VANDAAG:%d-%m-%Y}.",
                        "Haal VINDPLAATS_VANDAAG weg; die is alleen voor een training.")  # fmt: skip
    if settings.ONTWIKKEL:
        yield Bevinding("instellingen", FOUT, "VINDPLAATS_ONTWIKKEL staat aan.", "Haal die instelling weg.")
    if not ernstig:
        soort = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
        yield Bevinding("instellingen", GOED, f"Gelezen en bruikbaar ({soort}).")


def _host_mag(naam: str) -> bool:
    return any(h in {"*", naam} or (h.startswith(".") and f".{naam}".endswith(h)) for h in settings.ALLOWED_HOSTS)


def geheim() -> Iterator[Bevinding]:
    """Is the secret key strong, and not the one of the demo?"""
    sleutel = settings.SECRET_KEY
    if sleutel.startswith("alleen-voor-demo"):
        oordeel = GOED if settings.DEMO or settings.TESTEN else FOUT
        yield Bevinding("geheim", oordeel, "Het geheim is dat van de demo.", "Zet een eigen VINDPLAATS_GEHEIM.")
        return
    sterkte = bits(sleutel)
    maak = "Maak een nieuw geheim met `openssl rand -base64 48` en zet het oude in VINDPLAATS_GEHEIM_OUD."
    if sterkte < 100:
        yield Bevinding("geheim", FOUT, f"Het geheim is te raden (ongeveer {sterkte:.0f} bits).", maak)
    elif sterkte < 180:
        yield Bevinding("geheim", LET_OP, f"Het geheim is matig (ongeveer {sterkte:.0f} bits).", maak)
    else:
        yield Bevinding("geheim", GOED, f"Het geheim is sterk (ongeveer {sterkte:.0f} bits).")
    if sleutel in settings.SECRET_KEY_FALLBACKS:
        yield Bevinding("geheim", LET_OP, "Het geheim van nu staat ook bij de oude geheimen.",
                        "Haal het uit VINDPLAATS_GEHEIM_OUD.")  # fmt: skip


def bits(sleutel: str) -> float:
    """How hard to guess, from above: Shannon entropy per character, counting a repeated piece of three only once."""
    nieuw = len({sleutel[i : i + 3] for i in range(len(sleutel) - 2)}) + 2
    return _entropie(sleutel) * min(nieuw, len(sleutel))


def _entropie(tekst: str) -> float:
    return -sum(n / len(tekst) * math.log2(n / len(tekst)) for n in Counter(tekst).values())


def database() -> Iterator[Bevinding]:
    """Can the database be reached, is it new enough and set as the house needs?"""
    yield from _postgres() if connection.vendor == "postgresql" else _sqlite()


def _postgres() -> Iterator[Bevinding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
            "current_setting('server_encoding'), current_setting('default_transaction_isolation'), "
            "current_setting('fsync'), current_setting('max_connections')::int, (SELECT count(*) FROM pg_stat_activity)"
        )
        nummer, versie, tekens, isolatie, fsync, hoogstens, nu = cursor.fetchone()
    if nummer < POSTGRES_MINSTENS:
        yield Bevinding("database", FOUT, f"PostgreSQL {versie} is te oud.", "Neem versie 15 of nieuwer.")
    if tekens != "UTF8":
        yield Bevinding(
            "database", FOUT, f"De database bewaart tekst als {tekens}.", "Maak een database met encoding UTF8."
        )
    if isolatie != "read committed":
        yield Bevinding("database", LET_OP, f"Transacties staan op '{isolatie}'.",
                        "Zet default_transaction_isolation op 'read committed'.")  # fmt: skip
    if fsync != "on":
        yield Bevinding(
            "database", FOUT, "fsync staat uit: bij stroomuitval raakt de database kapot.", "Zet fsync aan."
        )
    if nu > hoogstens * 0.8:
        yield Bevinding("database", LET_OP, f"{nu} van de {hoogstens} verbindingen zijn in gebruik.",
                        "Verhoog max_connections of verlaag VINDPLAATS_DB_POOL.")  # fmt: skip
    yield Bevinding("database", GOED, f"PostgreSQL {versie.split()[0]} antwoordt ({isolatie}).")


def _sqlite() -> Iterator[Bevinding]:
    import sqlite3

    with connection.cursor() as cursor:
        wijze, sleutels = (cursor.execute(f"PRAGMA {naam}").fetchone()[0] for naam in ("journal_mode", "foreign_keys"))
    if sqlite3.sqlite_version_info < SQLITE_MINSTENS:
        yield Bevinding("database", FOUT, f"SQLite {sqlite3.sqlite_version} is te oud.", "Neem een nieuwere Python.")
    if wijze != "wal":
        yield Bevinding("database", FOUT, f"SQLite staat op '{wijze}' in plaats van 'wal': schrijven en lezen hinderen elkaar.",
                        "Zet de map van de database op een gewone schijf van deze machine, niet op een netwerkschijf.")  # fmt: skip
    if not sleutels:
        yield Bevinding(
            "database", FOUT, "SQLite bewaakt de verwijzingen niet.", "Gebruik de instellingen van Vindplaats."
        )
    yield Bevinding("database", GOED, f"SQLite {sqlite3.sqlite_version} antwoordt ({wijze}).")


def bijgewerkt() -> Iterator[Bevinding]:
    """Are the tables, the cache table and the styles those of this version?"""
    uitvoerder = MigrationExecutor(connection)
    plan = uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes())
    if plan:
        namen = ", ".join(f"{m.app_label} {m.name}" for m, _ in plan[:3])
        yield Bevinding("migraties", FOUT, f"De database is niet bijgewerkt: {len(plan)} stappen open ({namen}).",
                        "Geef: ./vindplaats manage migrate")  # fmt: skip
    onbekend = [
        f"{app} {naam}" for app, naam in uitvoerder.loader.applied_migrations
        if app in settings.KAMERS and (app, naam) not in uitvoerder.loader.graph.nodes
        and (app, naam) not in uitvoerder.loader.disk_migrations
    ]  # fmt: skip
    if onbekend:
        yield Bevinding("migraties", FOUT, f"De database is van een nieuwere versie ({onbekend[0]}).",
                        "Zet de code van die versie terug, of een reservekopie van de database.")  # fmt: skip
    if "vindplaats_cache" not in connection.introspection.table_names():
        yield Bevinding("migraties", FOUT, "De cachetabel ontbreekt.", "Geef: ./vindplaats manage createcachetable")
    if not plan and not onbekend:
        yield Bevinding("migraties", GOED, "De database is bijgewerkt.")
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield Bevinding("stijlen", FOUT, "De stijlen zijn nog niet verzameld.",
                        "Geef: ./vindplaats manage collectstatic --no-input")  # fmt: skip


def logboek() -> Iterator[Bevinding]:
    """Is the bolt on the log, and is the chain over it being made?"""
    mist = sorted(_grendels_nodig() - _grendels())
    if mist:
        yield Bevinding("logboek", FOUT, f"De grendel van het logboek is eraf: {', '.join(mist)}.",
                        "Zoek uit wie dat deed, en geef daarna: ./vindplaats manage migrate")  # fmt: skip
    else:
        yield Bevinding("logboek", GOED, "Het logboek kan alleen worden aangevuld.")
    yield from _keten()


def _grendels_nodig() -> set[str]:
    er_zijn = set(connection.introspection.table_names())
    einden = ("dicht", "niet_legen") if connection.vendor == "postgresql" else ("niet_wijzigen", "niet_wissen")
    return {f"{naam}_{einde}" for tabel, naam in grendel.TABELLEN.items() if tabel in er_zijn for einde in einden}


def _grendels() -> set[str]:
    vraag = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        vraag = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    with connection.cursor() as cursor:
        cursor.execute(vraag)
        return {rij[0] for rij in cursor.fetchall()}


def _keten() -> Iterator[Bevinding]:
    from django.utils import timezone

    from vindplaats.toegang import keten
    from vindplaats.toegang.models import Gebeurtenis
    from vindplaats.toegang.models_keten import Wachtend

    kop = keten.kop()
    geweigerd = Wachtend.objects.filter(geweigerd=True).count()
    if geweigerd:
        yield Bevinding("keten", FOUT, f"{geweigerd} regels van het logboek zijn niet door Vindplaats geschreven.",
                        "Geef: ./vindplaats logboek controleer, en meld het aan de privacy officer.")  # fmt: skip
    nieuwste = (
        Gebeurtenis.objects.voor_taak("techniek.check").order_by("-wanneer").values_list("wanneer", flat=True).first()
    )
    achter = Wachtend.objects.filter(geweigerd=False).count()
    if achter and nieuwste and kop.gezet_op and (timezone.now() - kop.gezet_op).total_seconds() > 900 and achter > 100:
        yield Bevinding(
            "keten", LET_OP, f"{achter} regels van het logboek wachten op hun zegel.", "Kijk of er een werker draait."
        )
    elif not geweigerd:
        yield Bevinding("keten", GOED, f"Laatste schakel {kop.nummer}: {kop.hash[:16]}; {achter} regels wachten.")


def schijf() -> Iterator[Bevinding]:
    """Is there room, and may we write?"""
    for map_ in (settings.VAR, settings.BESTANDEN):
        proef = map_ / f".proef-{os.getpid()}"
        try:
            map_.mkdir(parents=True, exist_ok=True)
            proef.write_bytes(b"proef")
            proef.unlink()
        except OSError as fout:
            yield Bevinding("schijf", FOUT, f"In {map_} kan niet geschreven worden: {fout.strerror}.",
                            "Geef de gebruiker van Vindplaats schrijfrecht, of zet VINDPLAATS_VAR goed.")  # fmt: skip
            return
    yield oordeel_over_ruimte(*shutil.disk_usage(settings.VAR)[::2])


def oordeel_over_ruimte(totaal: int, vrij: int) -> Bevinding:
    """Free bytes: wrong below 200 MB, to look at below 1 GB or below a twentieth."""
    zin = f"{vrij // MB} MB vrij van {totaal // MB} MB."
    doe = "Maak ruimte of vergroot de schijf; zonder ruimte kan niemand iets bewaren."
    if vrij < 200 * MB:
        return Bevinding("schijf", FOUT, zin, doe)
    if vrij < 1024 * MB or vrij < totaal * 0.05:
        return Bevinding("schijf", LET_OP, zin, doe)
    return Bevinding("schijf", GOED, zin)
