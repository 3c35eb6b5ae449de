"""Reading the files of a round, each in the limited child; what was read becomes proposals."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.db import transaction

from vindplaats.documenten import opslag
from vindplaats.documenten.veilig_uitvoeren import UitvoerFout, Werkbank
from vindplaats.formats.definitie import Definitie
from vindplaats.formats.queries import definitie_van, definitie_voor, teksten_van_eigen_versies
from vindplaats.instellingen.rules_woorden import namen_van
from vindplaats.instellingen.zoeken import woordgroepen
from vindplaats.kern.fouten import Fout
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.kern.taken import alleenrecht, meld_voortgang
from vindplaats.organisaties.models import Bestuur, Deelname
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.formulier import formulier_voor
from vindplaats.verantwoording.models import Inboxstuk, Inleesronde, Rapport, Voorstel
from vindplaats.verantwoording.queries import FORMAAT

from .rules import herken_bestuur, voorstellen

ACHTERGEBLEVEN = dt.timedelta(minutes=5)
POGINGEN = 3
NIET_DIT_FORMULIER = (
    "Dit lijkt niet op het formulier van de verantwoording. Kijk of dit het goede document is, of vul de verantwoording "
    "zelf in."
)
KIND = "vindplaats.verantwoording.inlezen.kind:lees_document"


class RondeBezet(Fout):
    """Another living process reads this round."""


def lees_ronde(ronde_id: uuid.UUID) -> None:
    """Read what still waits, one file at a time; a file that stopped the reader three times is set aside."""
    rijen = Inboxstuk.objects.voor_taak("inlezen").filter(ronde=ronde_id, stand__in=(Inboxstuk.WACHT, Inboxstuk.BEZIG))
    totaal = rijen.count()
    for gedaan, _ in enumerate(lees_stukken(ronde_id), 1):
        meld_voortgang(gedaan, max(totaal, gedaan))


def lees_stukken(ronde_id: uuid.UUID) -> Iterator[Inboxstuk]:
    """The same, giving each file after it was read (for a progress bar). Raises RondeBezet.

    A round has one reader at a time; what a killed one left as `bezig` is taken up at once by the next.
    """
    with alleenrecht(f"ronde-{ronde_id}") as vrij, Werkbank() as bank:
        if not vrij:
            raise RondeBezet("Deze documenten worden al gelezen. Kijk zo weer in de inbox.")
        while (stuk := _volgende(ronde_id)) is not None:
            _lees(stuk, bank)
            yield stuk
        Inleesronde.objects.voor_taak("inlezen").filter(pk=ronde_id, klaar_op=None).update(klaar_op=nu())


def _volgende(ronde_id: uuid.UUID) -> Inboxstuk | None:
    """Claim the next file. Only for who has the round to itself."""
    rijen = Inboxstuk.objects.voor_taak("inlezen").filter(stand__in=(Inboxstuk.WACHT, Inboxstuk.BEZIG), ronde=ronde_id)
    for stuk in rijen.order_by("gemaakt_op", "naam"):
        nieuw = {"stand": Inboxstuk.BEZIG, "begonnen_op": nu(), "poging": stuk.poging + 1}
        zelfde = {"pk": stuk.pk, "stand": stuk.stand, "poging": stuk.poging}
        if Inboxstuk.objects.voor_taak("inlezen").filter(**zelfde).update(**nieuw):
            stuk.refresh_from_db()
            return stuk
    return None


def achtergebleven() -> set[uuid.UUID]:
    """Rounds with documents that have waited for some time (the server stopped before their task was written down)."""
    rijen = Inboxstuk.objects.voor_taak("inlezen.achtergebleven").filter(
        stand__in=(Inboxstuk.WACHT, Inboxstuk.BEZIG), gemaakt_op__lt=nu() - ACHTERGEBLEVEN
    )
    return set(rijen.order_by().values_list("ronde_id", flat=True))


def _lees(stuk: Inboxstuk, bank: Werkbank) -> None:
    if stuk.poging > POGINGEN or stuk.bestand is None:
        _weiger(
            stuk,
            "Het lezen van dit document is een paar keer vastgelopen. Sla het op als .docx en lever het opnieuw in.",
        )
        return
    try:
        uit = bank.doe(KIND, opslag.pad_van(stuk.bestand.plek).read_bytes(), stuk.naam, _eigen_versies(stuk))
    except UitvoerFout as fout:
        _weiger(stuk, fout.zin)
        return
    if "fout" in uit:
        _weiger(stuk, uit["fout"])
    elif not _herkend(uit["json"]):
        _weiger(stuk, NIET_DIT_FORMULIER)
    else:
        verwerk(stuk, uit["json"], uit["tekst"])


def _herkend(json: dict) -> bool:
    """At least three texts or process parts were found: else it is another kind of document."""
    gevuld = [
        v for code, v in json["velden"].items() if v["status"] != "leeg" and code.startswith(("onderdelen", "proces"))
    ]
    return len(gevuld) >= 3


def _weiger(stuk: Inboxstuk, zin: str) -> None:
    stuk.stand, stuk.zin = Inboxstuk.GEWEIGERD, zin[:400]
    stuk.save(update_fields=["stand", "zin"])


def verwerk(stuk: Inboxstuk, json: dict, tekst: str) -> None:
    """Write the reading and its proposals; running again replaces proposals nobody has decided on."""
    jaar = _jaar(json.get("schooljaar"))
    with transaction.atomic():
        stuk.lezing = {k: json[k] for k in ("overgeslagen", "niet_geplaatst", "meldingen_met_plek", "feiten", "soort")}
        stuk.tekst, stuk.jaar, stuk.bestuur = tekst, jaar, _bestuur(stuk, json.get("bestuur"))
        definitie = definitie_bij(stuk)
        stuk.stand, stuk.zin = Inboxstuk.GELEZEN, ""
        stuk.save()
        Voorstel.objects.voor_taak("inlezen").filter(stuk=stuk, besluit=Voorstel.OPEN).delete()
        bestaand = set(Voorstel.objects.voor_taak("inlezen").filter(stuk=stuk).values_list("vraag", flat=True))
        Voorstel.objects.bulk_create(
            [
                Voorstel(
                    stuk=stuk,
                    vraag=v.vraag,
                    stand=v.stand,
                    waarde=v.waarde,
                    zekerheid=v.zekerheid,
                    waarom=v.waarom[:400],
                    passages=v.passages,
                )
                for v in voorstellen(definitie, json)
                if v.vraag not in bestaand
            ]
        )
        leg_vast(
            wie=Wie.taak("inlezen"),
            naam="verantwoording.stuk_gelezen",
            onderwerp=stuk,
            organisatie=stuk.eigenaar,
            zin="Document gelezen; klaar om na te kijken",
        )


def definitie_bij(stuk: Inboxstuk) -> Definitie:
    """The version of the form for a document: that of the report when there is one already, else the one the board would get;
    of an unknown board that of the SWV of the inbox; of an unknown year that of the last school year."""
    jaar = Schooljaar(stuk.jaar) if stuk.jaar else Schooljaar.van(vandaag()).vorig
    if stuk.bestuur is None:
        return definitie_voor(
            FORMAAT, jaar, stuk.eigenaar.partition(":")[2] if stuk.eigenaar.startswith("swv:") else ""
        )
    rapport = (
        Rapport.objects.voor_taak("inlezen.definitie_bij")
        .filter(bestuur=stuk.bestuur, jaar=jaar.begin)
        .select_related("invulling")
        .first()
    )
    return definitie_van(rapport.invulling) if rapport else formulier_voor(stuk.bestuur, jaar)


def _eigen_versies(stuk: Inboxstuk) -> tuple[str, ...]:
    """The own versions a document in this inbox can be in, as YAML for the child: of the SWV, or of the SWVs of the board."""
    soort, _, code = stuk.eigenaar.partition(":")
    codes = [code] if soort == "swv" else list(Deelname.objects.filter(bestuur=code).values_list("swv", flat=True))
    return tuple(teksten_van_eigen_versies(FORMAAT, codes))


def _jaar(tekst: str | None) -> int | None:
    try:
        return Schooljaar.lees(tekst).begin if tekst else None
    except ValueError:
        return None


def besturen_voor(eigenaar: str) -> list[Bestuur]:
    """Boards a document in this inbox can be of."""
    soort, _, code = eigenaar.partition(":")
    if soort == "bestuur":
        return list(Bestuur.objects.filter(pk=code))
    return list(Bestuur.objects.filter(deelnames__swv=code).distinct().order_by("naam"))


def _bestuur(stuk: Inboxstuk, naam: str | None) -> Bestuur | None:
    besturen = {b.nummer: b for b in besturen_voor(stuk.eigenaar)}
    if stuk.eigenaar.startswith("bestuur:"):
        return next(iter(besturen.values()), None)
    woorden = woordgroepen([stuk.eigenaar])
    namen = {nr: [b.naam, *b.aliassen, *_ook(b, woorden)] for nr, b in besturen.items()}
    nummer = herken_bestuur(naam, namen)
    return besturen.get(nummer) if nummer else None


def _ook(bestuur: Bestuur, woorden: list[list[str]]) -> list[str]:
    """Names the region wrote down for a board (C-22), beside its own aliases."""
    return [ander for naam in (bestuur.naam, *bestuur.aliassen) for ander in namen_van(naam, woorden)]
