"""Fifty people at once for two minutes, and the same fifty on a bare Django page (issue 3 F).

    .venv/bin/python bench/vijftig.py [--mensen 50] [--seconden 120] [--denken 3] [--schrijf]

Real processes as in production: two web processes, one worker, a PostgreSQL of their own, the demo region. Each person
signs in with password and code, then does one thing after another with a pause of `denken` seconds on average
(exponential): reads a page (70%), saves a text (25%), puts a document in the inbox (5%). The client runs on the same
cores. The peer is one Django view with a session, one query and a small template, on the same server and database.
"""

import argparse
import collections
import http.client
import json
import os
import random
import secrets
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from meten import machine, schrijf, tabel

KAAL = """
import os, sys
from django.conf import settings
from urllib.parse import urlsplit
u = urlsplit(os.environ["KAAL_DATABASE"])
settings.configure(
    SECRET_KEY="x" * 50, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": u.path.lstrip("/"), "USER": u.username,
        "HOST": u.hostname, "PORT": u.port, "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}}}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
import django
django.setup()
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path
SJABLOON = "<!doctype html><title>x</title><ul>{% for a in namen %}<li>{{ a }}</li>{% endfor %}</ul>"
def blad(request):
    request.session.get("x")
    with connection.cursor() as c:
        c.execute("SELECT naam FROM organisaties_school ORDER BY naam LIMIT 25")
        namen = [r[0] for r in c.fetchall()]
    return HttpResponse(engines["django"].from_string(SJABLOON).render({"namen": namen}, request))
urlpatterns = [path("", blad)]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


@dataclass
class Meting:
    """Times in milliseconds per kind of thing, and what went wrong."""

    tijden: dict[str, list[float]] = field(default_factory=lambda: collections.defaultdict(list))
    fouten: list[str] = field(default_factory=list)

    def rijen(self) -> list[list[object]]:
        alles = [t for lijst in self.tijden.values() for t in lijst]
        uit = [self._rij(soort, lijst) for soort, lijst in sorted(self.tijden.items())]
        return [*uit, self._rij("alles", alles)] if len(uit) > 1 else uit

    @staticmethod
    def _rij(soort: str, lijst: list[float]) -> list[object]:
        delen = statistics.quantiles(lijst, n=100) if len(lijst) > 1 else [0.0] * 99
        return [soort, len(lijst), f"{delen[49]:.0f}", f"{delen[94]:.0f}", f"{delen[98]:.0f}", f"{max(lijst):.0f}"]


@dataclass
class Iemand:
    """One person with own cookies; what they read depends on their role."""

    koekjes: dict[str, str]
    paden: list[str]
    rapport: str = ""
    vraag: str = ""
    gezien: int = 0
    inbox: bool = False


def _werk(huis: Any, mens: Iemand, meting: Meting, eind: float, denken: float, lot: random.Random) -> None:
    time.sleep(lot.uniform(0, denken * 2))
    nummer = 0
    while time.monotonic() < eind:
        nummer += 1
        kans, begin = lot.random(), time.perf_counter()
        try:
            if mens.rapport and kans < 0.5:
                soort, antwoord = "bewaren", _bewaar(huis, mens, nummer)
            elif mens.inbox and kans < 0.25:
                soort, antwoord = "inleveren", _lever_in(huis, mens)
            else:
                soort, antwoord = "lezen", huis.vraag("GET", lot.choice(mens.paden), koekjes=mens.koekjes)
            goed = antwoord.status == 200 or (soort == "inleveren" and antwoord.status == 302)
            if not goed or antwoord.naar.startswith("/account"):
                meting.fouten.append(f"{soort}: {antwoord.status} {antwoord.naar}")
        except (OSError, http.client.HTTPException) as fout:
            meting.fouten.append(repr(fout))
            soort = "mislukt"
        meting.tijden[soort].append((time.perf_counter() - begin) * 1000)
        time.sleep(lot.expovariate(1 / denken) if denken else 0)


def _bewaar(huis: Any, mens: Iemand, nummer: int) -> Any:
    pad = f"/verantwoording/{mens.rapport}/antwoord/{mens.vraag}/"
    antwoord = huis.post(pad, {mens.vraag: f"Onze tekst, keer {nummer}.", "gezien": str(mens.gezien)}, mens.koekjes)
    if antwoord.status == 200:
        mens.gezien = json.loads(antwoord.tekst)["gezien"]
    return antwoord


def _lever_in(huis: Any, mens: Iemand) -> Any:
    naam = f"verslag-{secrets.token_hex(4)}.txt"
    return huis.lever_in([(naam, f"Beste allemaal, hierbij {naam}.\n".encode() * 20)], mens.koekjes)


def _mensen(huis: Any, aantal: int) -> list[Iemand]:
    """Half of them write in a report, a tenth brings documents, all read."""
    from vindplaats.opdrachten.soak.mensen import meld_aan
    from vindplaats.opdrachten.soak.streek import WACHTWOORD, _mens
    from vindplaats.verantwoording.models import Rapport

    rijen = Rapport.objects.voor_taak("bench").select_related("zaak", "bestuur").prefetch_related("swvs").order_by("pk")
    concepten = [r for r in rijen if r.zaak.stand == "concept"]
    gedeeld = [r for r in rijen if r.zaak.stand not in {"concept", "open"}]
    plekken = iter(
        [(r, v) for v in _vragen(concepten[0]) for r in concepten]
    )  # everybody an own question: no collisions
    uit = []
    for n in range(aantal):
        if n % 2:
            rapport, vraag = next(plekken)
            email, geheim = _mens("bestuursadviseur", rapport.bestuur.sleutel)
            paden = [
                "/",
                "/verantwoording/",
                f"/verantwoording/{rapport.pk}/",
                f"/verantwoording/{rapport.pk}/invullen/kop/",
            ]
            mens = Iemand({}, paden, str(rapport.pk), vraag, _nummer(rapport, vraag))
        else:
            rapport = gedeeld[n % len(gedeeld)]
            swv = min(s.code for s in rapport.swvs.all())
            email, geheim = _mens("kwaliteit_swv", f"swv:{swv}")
            paden = ["/", "/verantwoording/", f"/verantwoording/{rapport.pk}/", "/verantwoording/vergelijken/",
                     "/verantwoording/inbox/", "/organisaties/", "/cijfers/"]  # fmt: skip
            mens = Iemand({}, paden, inbox=n % 5 == 0)
        mens.koekjes = meld_aan(huis, email, WACHTWOORD, geheim)
        uit.append(mens)
    return uit


def _vragen(rapport: Any) -> list[str]:
    """Questions that are answered with text."""
    from vindplaats.formats.queries import definitie_van

    return [v.code for v in definitie_van(rapport.invulling).vragen.values() if v.soort == "tekst" and v.voor == "alle"]


def _nummer(rapport: Any, vraag: str) -> int:
    from vindplaats.formats.models import Antwoord

    rij = Antwoord.objects.voor_taak("bench").filter(invulling=rapport.invulling, vraag=vraag).first()
    return rij.nummer if rij else 0


def _laat_werken(huis: Any, mensen: list[Iemand], seconden: float, denken: float) -> Meting:
    meting, eind = Meting(), time.monotonic() + seconden
    draden = [
        threading.Thread(target=_werk, args=(huis, m, meting, eind, denken, random.Random(n)))
        for n, m in enumerate(mensen)
    ]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return meting


def _kaal(map_: Path, url: str, aantal: int, seconden: float, denken: float) -> Meting:
    """The same people on one bare page."""
    import subprocess

    from vindplaats.opdrachten.soak.huis import Huis, wacht_op

    (map_ / "kaal.py").write_text(KAAL)
    huis = Huis(map_, {})
    proces = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(huis.poort),
         "--workers", "2", "--blocking-threads", "4", "--log-level", "warning", "kaal:application"],
        cwd=map_, env={**os.environ, "KAAL_DATABASE": url, "PYTHONPATH": str(map_)}, start_new_session=True,
    )  # fmt: skip
    huis.processen.append(proces)
    try:
        wacht_op(lambda: _antwoordt(huis), "de kale pagina")
        return _laat_werken(huis, [Iemand({}, ["/"]) for _ in range(aantal)], seconden, denken)
    finally:
        huis.sluit()


def _antwoordt(huis: Any) -> bool:
    try:
        return bool(huis.vraag("GET", "/").status == 200)
    except (OSError, http.client.HTTPException):
        return False


def main() -> None:
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--mensen", type=int, default=50)
    ontleder.add_argument("--seconden", type=float, default=120)
    ontleder.add_argument("--denken", type=float, default=3)
    ontleder.add_argument("--schrijf", action="store_true")
    keuze = ontleder.parse_args()
    with tempfile.TemporaryDirectory(prefix="vindplaats-vijftig-") as naam:
        _meet(Path(naam), keuze)


def _meet(map_: Path, keuze: argparse.Namespace) -> None:
    from vindplaats.opdrachten.soak.huis import Huis
    from vindplaats.opdrachten.soak.opdracht import _zet_omgeving
    from vindplaats.opdrachten.soak.postgres import Cluster

    cluster = Cluster(map_)
    cluster.start()
    huis = None
    try:
        _zet_omgeving(map_, cluster.url)
        from vindplaats.opdrachten.soak import streek

        streek.leg()
        huis = Huis(map_, {})
        huis.server("--processen", "2")
        huis.werker()
        mensen = _mensen(huis, keuze.mensen)
        druk = os.getloadavg()[0]
        vol = _laat_werken(huis, mensen, keuze.seconden, keuze.denken)
        piek = huis.piek_mb()
        huis.sluit()
        kaal = _kaal(map_, cluster.url, keuze.mensen, min(keuze.seconden, 30), keuze.denken)
    finally:
        if huis is not None:
            huis.sluit()
        cluster.sluit()
    tekst = _verslag(keuze, vol, kaal, piek, druk)
    print(tekst)
    if keuze.schrijf:
        schrijf("Fifty people at once", tekst)


def _verslag(keuze: argparse.Namespace, vol: Meting, kaal: Meting, piek: float, druk: float) -> str:
    koppen = ["ms", "requests", "p50", "p95", "p99", "max"]
    aantal = sum(len(t) for t in vol.tijden.values())
    return "\n".join(
        [
            f"`bench/vijftig.py --mensen {keuze.mensen} --seconden {keuze.seconden:g} --denken {keuze.denken:g}`. {machine()}; load before: {druk:.1f}.",
            f"PostgreSQL, two web processes, one worker; pause of {keuze.denken:g} s on average between two things a person does.",
            f"{aantal / keuze.seconden:.1f} requests a second; errors: {len(vol.fouten)}. Largest process {piek:.0f} MB.",
            *([f"First errors: {vol.fouten[:3]}"] if vol.fouten else []),
            "",
            tabel(koppen, vol.rijen()),
            "",
            f"The peer: the same {keuze.mensen} people on one bare Django page (session, one query, 25 rows), errors: {len(kaal.fouten)}.",
            "",
            tabel(koppen, kaal.rijen()),
        ]
    )


if __name__ == "__main__":
    main()
