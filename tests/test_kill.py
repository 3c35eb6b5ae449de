"""kill -9 of the real server and the real worker: what was acknowledged is there, once (issue 2 F)."""

import hashlib
import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.echt_huis import Huis, open_huis, sessie_van, wacht_op
from vindplaats.documenten import opslag
from vindplaats.formats.models import Antwoord, Antwoordversie, Botsing
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests.fabriek import maak_wie
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.actions import rapport_openen
from vindplaats.verantwoording.models import Inboxstuk, Rapport, Voorstel
from vindplaats.verantwoording.tests.test_inlezen import VERSLAG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def huis(transactional_db: None, tmp_path: Path) -> Iterator[Huis]:
    from conftest import leg_streek

    with open_huis(tmp_path) as huis:
        leg_streek()
        yield huis


@dataclass
class Schrijver:
    """Somebody at the keyboard: posts text after text, and remembers what the server acknowledged."""

    huis: Huis
    rapport: Rapport
    vraag: str
    sessies: list[str]
    stijl: str  # "door": typing on; "om": two people in turn; "achter": always behind the other
    bevestigd: list[str] = field(default_factory=list)
    onderweg: tuple[str, int] | None = None
    gezien: int = 0
    mis: list[str] = field(default_factory=list)

    def tekst(self) -> str:
        n = len(self.bevestigd) + 1
        if self.stijl == "om":
            return f"zin {n}."
        woord = (
            "anders" if self.stijl == "achter" else "zin"
        )  # never by chance the text that stands there: no collision then
        return " ".join(f"{woord} {i}." for i in range(1, n + 1))

    def typ(self) -> None:
        """Until the server is gone."""
        try:
            while True:
                self.stuur(self.tekst(), 0 if self.stijl == "achter" else self.gezien)
        except (OSError, http.client.HTTPException):
            return

    def stuur(self, tekst: str, gezien: int) -> None:
        self.onderweg = (tekst, gezien)
        sessie = self.sessies[len(self.bevestigd) % len(self.sessies)]
        velden = {self.vraag: tekst, "gezien": str(gezien)}
        antwoord = self.huis.post(f"/verantwoording/{self.rapport.pk}/antwoord/{self.vraag}/", velden, sessie)
        if antwoord.status == 200:
            self.gezien = json.loads(antwoord.tekst)["gezien"]
        elif antwoord.status != 409 or self.stijl != "achter":
            self.mis.append(f"{antwoord.status}: {antwoord.tekst[:200]}")
            raise OSError(self.mis[-1])
        self.bevestigd.append(tekst)
        self.onderweg = None

    def stuur_nog_eens(self) -> None:
        """What the page does when the server is back: the same text again, with the same number."""
        if self.onderweg:
            self.stuur(*self.onderweg)


def _rapport() -> Rapport:
    return rapport_openen(wie=Wie.taak("test"), bestuur=Bestuur.objects.get(pk="99001"), jaar=Schooljaar(2023))


def test_kill_9_tijdens_vanzelf_bewaren(huis: Huis) -> None:
    rapport = _rapport()
    een, twee, drie = (sessie_van(maak_wie("bestuursadviseur", "bestuur:99001")) for _ in range(3))
    door = Schrijver(huis, rapport, "ankerpunt_1", [een], "door")
    om = Schrijver(huis, rapport, "ankerpunt_2", [een, twee], "om")
    achter = Schrijver(huis, rapport, "ankerpunt_1", [drie], "achter")
    schrijvers = [door, om, achter]
    server = huis.server()
    door.stuur(door.tekst(), 0)
    for ronde in (1, 2):
        draden = [threading.Thread(target=s.typ) for s in schrijvers]
        for draad in draden:
            draad.start()
        wacht_op(lambda ronde=ronde: all(len(s.bevestigd) >= 8 * ronde or s.mis for s in schrijvers), "het typen")
        huis.dood(server)
        for draad in draden:
            draad.join(30)
        assert [s.mis for s in schrijvers] == [[], [], []]
        _controleer(rapport, door, om, achter)
        server = huis.server()
        for schrijver in schrijvers:
            schrijver.stuur_nog_eens()
        _controleer(rapport, door, om, achter)
    assert huis.vraag("GET", f"/verantwoording/{rapport.pk}/", sessie=een).status == 200


def _controleer(rapport: Rapport, door: Schrijver, om: Schrijver, achter: Schrijver) -> None:
    """Every acknowledged text is answer, version or collision; nothing is there twice."""
    antwoorden = {a.vraag: a for a in Antwoord.objects.voor_taak("test").filter(invulling=rapport.invulling)}
    assert antwoorden[door.vraag].waarde in _mag(door)
    versies = Antwoordversie.objects.voor_taak("test").filter(antwoord=antwoorden[om.vraag]).order_by("nummer")
    bewaard = [v.waarde for v in versies] + [antwoorden[om.vraag].waarde]
    assert bewaard in [om.bevestigd, [*om.bevestigd, om.onderweg and om.onderweg[0]]]
    botsingen = Botsing.objects.voor_taak("test").filter(antwoord__invulling=rapport.invulling)
    assert [b.waarde in _mag(achter) for b in botsingen] == [True]


def _mag(schrijver: Schrijver) -> set[str]:
    """What may stand there: the last acknowledged text, or the one that was on its way."""
    return {schrijver.bevestigd[-1]} | ({schrijver.onderweg[0]} if schrijver.onderweg else set())


def _verslag(nummer: int) -> bytes:
    return f"{VERSLAG}\nNog een zin over wijk {nummer}.\n".encode()


def test_kill_9_tijdens_inlezen(huis: Huis) -> None:
    sessie = sessie_van(maak_wie("kwaliteit_swv", "swv:PO9901"))
    server = huis.server()
    bevestigd = _lever_in_tot_het_licht_uitgaat(huis, server, sessie)
    inbox = Inboxstuk.objects.voor_taak("test")
    per_naam = {s.naam: s for s in inbox.select_related("bestand")}
    assert len(per_naam) == inbox.count()
    assert set(bevestigd) <= set(per_naam)
    for naam, som in bevestigd.items():
        assert hashlib.sha256(opslag.pad_van(per_naam[naam].bestand.plek).read_bytes()).hexdigest() == som
    _dood_werker_halverwege(huis)
    half = set(inbox.filter(stand=Inboxstuk.GELEZEN).values_list("pk", flat=True))
    assert 0 < len(half) < len(per_naam)
    _laat_afmaken(huis)
    assert set(inbox.values_list("stand", flat=True)) == {Inboxstuk.GELEZEN}
    gelezen = (
        Gebeurtenis.objects.voor_taak("test")
        .filter(naam="verantwoording.stuk_gelezen")
        .values_list("onderwerp", flat=True)
    )
    assert len(gelezen) == len(set(gelezen)) == len(per_naam)
    vragen = {
        s.pk: sorted(Voorstel.objects.voor_taak("test").filter(stuk=s).values_list("vraag", flat=True))
        for s in inbox.all()
    }
    assert len({tuple(v) for v in vragen.values()}) == 1
    assert all(len(v) == len(set(v)) > 10 for v in vragen.values())
    assert not Antwoord.objects.voor_taak("test").exists()


def _lever_in_tot_het_licht_uitgaat(huis: Huis, server: Any, sessie: str) -> dict[str, str]:
    """Upload round after round until the server is killed in the middle of one: name -> checksum of what was acknowledged."""
    bevestigd: dict[str, str] = {}
    mis: list[int] = []

    def lever_in() -> None:
        for ronde in range(1000):
            bestanden: list[tuple[str, bytes | int]] = [
                (f"verslag-{ronde}-{n}.txt", _verslag(100 * ronde + n)) for n in range(6)
            ]
            try:
                status = huis.lever_in(bestanden, sessie).status
            except (OSError, http.client.HTTPException):
                return
            if status != 302:
                mis.append(status)
                return
            bevestigd.update({naam: hashlib.sha256(inhoud).hexdigest() for naam, inhoud in bestanden})  # type: ignore[arg-type]

    draad = threading.Thread(target=lever_in)
    draad.start()
    wacht_op(lambda: len(bevestigd) >= 18 or mis, "het inleveren")
    time.sleep(0.05)
    huis.dood(server)
    draad.join(30)
    assert not mis
    return dict(bevestigd)


def _dood_werker_halverwege(huis: Huis) -> None:
    """Only the worker itself, as the kernel does when memory is short: its reader must not go on alone."""
    inbox = Inboxstuk.objects.voor_taak("test")
    werker = huis.werker()
    wacht_op(lambda: inbox.filter(stand=Inboxstuk.GELEZEN).exists() or werker.poll() is not None, "het eerste verslag")
    os.kill(werker.pid, signal.SIGKILL)
    werker.wait()
    huis.processen.remove(werker)


def _laat_afmaken(huis: Huis) -> None:
    """A new worker; also the round that lost its task before it was written down is found."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from vindplaats.verantwoording.inlezen.lezen import ACHTERGEBLEVEN
    from vindplaats.verantwoording.inlezen.tasks import achtergebleven_lezen

    DBTaskResult.objects.filter(task_path=achtergebleven_lezen.module_path).delete()
    Inboxstuk.objects.voor_taak("test").update(gemaakt_op=timezone.now() - ACHTERGEBLEVEN)
    werker = huis.werker("--een-keer")
    assert werker.wait(90) == 0, (huis.var / "worker.log").read_text()[-2000:]
    huis.processen.remove(werker)
