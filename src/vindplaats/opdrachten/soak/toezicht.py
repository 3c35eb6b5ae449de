"""What must be true after every kill: everything acknowledged is there, once; nothing half done stays; the log is whole."""

from collections import Counter
from collections.abc import Iterable

from .mensen import Inleveraar, Mens, Schrijver, Stapper, Vrager
from .streek import Plek

GEBUNDELD = ("vindplaats.toegang.tasks.berichten_mailen", "vindplaats.toegang.tasks.postvak_mailen")
"""mails that wait on purpose, to take later messages along"""


def verse_verbinding() -> None:
    """Forget connections to a database that may have been killed meanwhile."""
    from django.db import connection

    connection.close()
    sluit = getattr(connection, "close_pool", None)
    if sluit is not None:
        sluit()


def klachten(plek: Plek, mensen: Iterable[Mens], *, aan_het_eind: bool = False) -> list[str]:
    """Everything that is wrong now, in words; empty when all is well."""
    verse_verbinding()
    uit: list[str] = []
    for mens in mensen:
        uit += mens.mis
        mens.mis.clear()
        if isinstance(mens, Schrijver):
            uit += _schrijver(plek, mens)
        elif isinstance(mens, Vrager):
            uit += _vrager(plek, mens)
        elif isinstance(mens, Inleveraar):
            uit += _inleveraar(mens, aan_het_eind)
        elif isinstance(mens, Stapper):
            uit += _stapper(plek, mens)
    return uit + logboek() + bestanden()


def _mag(mens: Mens) -> set[str]:
    """What may stand there: the last acknowledged text, or the one that was on its way."""
    return {*mens.bevestigd[-1:]} | ({mens.onderweg[0]} if mens.onderweg else set())


def _schrijver(plek: Plek, mens: Schrijver) -> list[str]:
    from vindplaats.formats.models import Antwoord, Antwoordversie, Botsing

    if not mens.bevestigd:
        return []
    antwoord = Antwoord.objects.voor_taak("soak").get(invulling=plek.concept.invulling, vraag=mens.vraag)
    if mens.achter:
        botsingen = Botsing.objects.voor_taak("soak").filter(antwoord=antwoord, opgelost_op=None)
        teksten = [b.waarde for b in botsingen]
        goed = len(teksten) == 1 and teksten[0] in _mag(mens)
        return [] if goed else [f"{mens.naam}: botsing bewaart {teksten!r}, verwacht een van {_mag(mens)!r}"]
    if antwoord.waarde not in _mag(mens):
        return [f"{mens.naam}: er staat {antwoord.waarde!r}, verwacht een van {_mag(mens)!r}"]
    if mens.ander is None:
        return []
    versies = Antwoordversie.objects.voor_taak("soak").filter(antwoord=antwoord).order_by("nummer")
    bewaard = [w for w in [*versies.values_list("waarde", flat=True), antwoord.waarde] if str(w).startswith("zin ")]
    goed = bewaard in ([*mens.bevestigd], [*mens.bevestigd, *([mens.onderweg[0]] if mens.onderweg else [])])
    return (
        []
        if goed
        else [f"{mens.naam}: {len(bewaard)} versies, verwacht {len(mens.bevestigd)} (in volgorde, elk een keer)"]
    )


def _eens(naam: str, gevonden: Counter[str], bevestigd: list[str], onderweg: str | None) -> list[str]:
    """Each acknowledged text once, the one on its way at most once, nothing else."""
    kwijt = [t for t in bevestigd if gevonden[t] == 0]
    dubbel = [t for t, n in gevonden.items() if n > 1]
    vreemd = set(gevonden) - set(bevestigd) - {onderweg}
    return (
        [f"{naam}: bevestigd en weg: {t!r}" for t in kwijt]
        + [f"{naam}: dubbel: {t!r}" for t in dubbel]
        + [f"{naam}: nooit verstuurd: {t!r}" for t in vreemd]
    )


def _vrager(plek: Plek, mens: Vrager) -> list[str]:
    from vindplaats.verantwoording.models import Bijdrage

    rijen = Bijdrage.objects.voor_taak("soak").filter(
        rapport=plek.gedeeld, tekst__startswith="Wat deed de school met plan "
    )
    return _eens(mens.naam, Counter(rijen.values_list("tekst", flat=True)), mens.bevestigd, mens.onderweg)


def _inleveraar(mens: Inleveraar, aan_het_eind: bool) -> list[str]:
    from vindplaats.documenten.opslag import pad_van
    from vindplaats.verantwoording.models import Inboxstuk

    rijen = list(Inboxstuk.objects.voor_taak("soak").filter(naam__startswith="verslag-").select_related("bestand"))
    binnen = [r for r in rijen if r.stand != Inboxstuk.AFGEVOERD]
    uit = _eens(mens.naam, Counter(r.naam for r in binnen), mens.bevestigd, mens.onderweg)
    uit += [f"bestand van {r.naam} is weg" for r in rijen if r.bestand and not pad_van(r.bestand.plek).is_file()]
    if aan_het_eind:
        uit += [
            f"{r.naam} is nooit gelezen ({r.stand})" for r in binnen if r.stand in {Inboxstuk.WACHT, Inboxstuk.BEZIG}
        ]
    return uit


def _stapper(plek: Plek, mens: Stapper) -> list[str]:
    from vindplaats.procedures.models import Overgang

    rijen = Overgang.objects.voor_taak("soak").filter(zaak=plek.ingediend.zaak, wie_naam__startswith="Soak ")
    redenen = Counter(r for v, r in rijen.values_list("verb", "reden") if v == "heropenen")
    heropend = [t for t in mens.bevestigd if t.startswith("reden")]
    onderweg = mens.onderweg[1] if mens.onderweg else None
    uit = _eens(mens.naam, redenen, heropend, onderweg)
    ingediend = sum(1 for t in mens.bevestigd if t.startswith("stap"))
    geteld = rijen.filter(verb="indienen").count()
    ruimte = 1 if onderweg and onderweg.startswith("stap") else 0
    if not ingediend <= geteld <= ingediend + ruimte:
        uit.append(f"{mens.naam}: {geteld} keer ingediend, bevestigd {ingediend}")
    return uit


def logboek() -> list[str]:
    """The chain of the log from its first row to its last."""
    from vindplaats.toegang.keten_controle import controleer

    oordeel = controleer()
    return [] if oordeel.heel else [f"logboek: {oordeel.zin}"]


def bestanden() -> list[str]:
    """No row of a file without the file."""
    from vindplaats.documenten.models import Bestand
    from vindplaats.documenten.opslag import pad_van

    rijen = Bestand.objects.voor_taak("soak").values_list("plek", flat=True)
    return [f"bestand {plek} staat in de tabel en niet op schijf" for plek in rijen if not pad_van(plek).is_file()]


def wachtend() -> list[str]:
    """Tasks that still have to run or are running, also those that wait for their next attempt: name, state and from when.

    Not the mails that gather messages for a quarter of an hour, as long as that lasts.
    """
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    verse_verbinding()
    nu = timezone.now()
    open_ = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
    rijen = open_.exclude(task_path__in=GEBUNDELD, status="READY", run_after__gt=nu)
    return [f"{r.task_path.rpartition('.')[2]} {r.status} {r.run_after:%H:%M:%S}" for r in rijen.order_by("run_after")]


def mislukt() -> list[str]:
    """Tasks that were given up, with why."""
    from django_tasks_db.models import DBTaskResult

    rijen = DBTaskResult.objects.filter(status="FAILED")
    return [f"taak {r.task_path} is opgegeven: {r.exception_class_path or r.traceback[-200:]}" for r in rijen]
