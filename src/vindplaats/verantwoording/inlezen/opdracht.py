"""`./vindplaats verantwoording importeer`: files from the command line into the inbox of an SWV, read at once."""

from collections.abc import Sequence
from pathlib import Path

from vindplaats.kern.fouten import Fout
from vindplaats.kern.opdracht import fout_uit, tabel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Swv
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.models import Inboxstuk

from .actions import Ingeleverd, stukken_innemen
from .lezen import lees_stukken


def zet_in_inbox(bestanden: Sequence[Path], swv: str | None, schooljaar: str | None) -> None:
    """Take the files in and read them, with progress. Raises Fout when nothing could be used."""
    verband = _verband(swv)
    jaar = _jaar(schooljaar)
    wie = Wie.taak("opdracht verantwoording importeer")
    ronde = stukken_innemen(
        wie=wie,
        bestanden=[Ingeleverd(pad.name, _open(pad)) for pad in bestanden],
        eigenaar=verband.sleutel,
        lezen=False,
    )
    aantal = len(bestanden)
    for nummer, stuk in enumerate(lees_stukken(ronde.pk), 1):
        fout_uit().print(f"{nummer} van {aantal}: {stuk.naam}", style="dim")
    rijen = list(
        Inboxstuk.objects.voor_taak("importeer").filter(ronde=ronde).select_related("bestuur").order_by("naam")
    )
    if jaar is not None:
        for stuk in rijen:
            if stuk.stand == Inboxstuk.GELEZEN and stuk.jaar is None:
                stuk.jaar = jaar.begin
                stuk.save(update_fields=["jaar"])
    tabel(("Document", "Stand", "Bestuur", "Schooljaar", "Wat nu"), [_rij(stuk) for stuk in rijen])
    if not any(stuk.stand == Inboxstuk.GELEZEN for stuk in rijen):
        raise Fout("Geen van de bestanden kon gelezen worden. In de inbox staat per bestand wat je kunt doen.")


def _rij(stuk: Inboxstuk) -> tuple[str, str, str, str, str]:
    return (
        stuk.naam,
        stuk.get_stand_display(),
        stuk.bestuur.naam if stuk.bestuur else "",
        str(Schooljaar(stuk.jaar)) if stuk.jaar else "",
        stuk.zin or "Kijk het na in de inbox.",
    )


def _verband(code: str | None) -> Swv:
    if code:
        gevonden = Swv.objects.filter(pk=code.upper()).first()
        if gevonden is None:
            raise Fout(f"Samenwerkingsverband {code} is niet bekend. Laad eerst de organisaties.")
        return gevonden
    alle = list(Swv.objects.filter(besturen__isnull=False).distinct()[:2])
    if len(alle) != 1:
        raise Fout("Zeg in welke inbox: voeg --swv toe, bijvoorbeeld --swv PO3105.")
    return alle[0]


def _jaar(tekst: str | None) -> Schooljaar | None:
    try:
        return Schooljaar.lees(tekst) if tekst else None
    except ValueError as fout:
        raise Fout(str(fout)) from None


def _open(pad: Path) -> Path:
    if not pad.is_file():
        raise Fout(f"{pad} bestaat niet of is geen bestand. Controleer de naam en de map.")
    return pad
