"""Demo step `28-procedures`: an own version that runs, and drafts to try. Before the reports, so that cases really follow it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from vindplaats.kern import klok
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import demo_stappen
from vindplaats.toegang.models import RolToekenning
from vindplaats.toegang.queries import wie_uit
from vindplaats.toegang.wie import Wie

from . import actions_versies as verbs
from .catalogus import nieuwste
from .models import Eigenversie

PROCEDURE = "verantwoording"
RIJEN = list[tuple[str, str, dict[str, object]]]
LOOPT: RIJEN = [
    (
        "termijnen",
        "indienen_voor",
        {
            "jaardatum": {"maand": 10, "dag": 1, "jaar": 1},
            "waarschuw": [
                {"dagen": 42, "rollen": ["bestuurder", "bestuursadviseur"]},
                {"dagen": 14, "rollen": ["bestuurder", "bestuursadviseur"]},
                {"dagen": 0, "rollen": ["bestuurder", "bestuursadviseur"]},
                {"dagen": -7, "rollen": ["bestuurder", "directeur_swv"], "tekst": "{{termijn}} was {{uiterlijk}}. Lukt het niet? Bel het secretariaat."},
            ],
        },
    ),
    ("stappen", "heropenen", {"wie": ["directeur_swv", "kwaliteit_swv"]}),
    ("stappen", "indienen", {"brief": "verantwoording.ontvangst"}),
]  # fmt: skip
CONCEPT: RIJEN = [
    ("stappen", "publiceren", {"uit": True}),
    (
        "stappen",
        "bespreken",
        {"berichten": {"bestuur": {"tekst": "Het gesprek over {{zaak}} van {{organisatie}} is gevoerd. Kijk naar de afspraken."}}},
    ),
    ("termijnen", "vaststellen_voor", {"jaardatum": {"maand": 6, "dag": 1, "jaar": 2}}),
]  # fmt: skip


@transaction.atomic
def leg_procedures() -> None:
    """PO9901: a version that runs and a shared draft; PO9902: a draft of its manager. Running again changes nothing."""
    if PROCEDURE not in {p.code for p in nieuwste()} or Eigenversie.objects.voor_taak("procedures.demo").exists():
        return
    beheerders = _beheerders()
    if "swv:PO9901" in beheerders:
        begin = vandaag() - dt.timedelta(days=75)
        with klok.op(timezone.make_aware(dt.datetime.combine(begin, dt.time(10)))):
            versie = _maak(beheerders["swv:PO9901"], "Afgesproken in de jaarplanning: eerder herinneren.", LOOPT)
            wie = beheerders["swv:PO9901"]
            verbs.versie_publiceren(wie=wie, versie=versie, vanaf=begin, bewerking=versie.bewerking)
        gedeeld = _maak(beheerders["swv:PO9901"], "Voorstel voor volgend jaar: niet meer publiceren buiten de besturen.", CONCEPT)  # fmt: skip
        verbs.versie_delen(wie=beheerders["swv:PO9901"], versie=gedeeld)
    if "swv:PO9902" in beheerders:
        _maak(beheerders["swv:PO9902"], "Nog in de maak.", CONCEPT[:1])


def _beheerders() -> dict[str, Wie]:
    rijen = RolToekenning.objects.filter(rol="functioneel_beheerder").select_related("gebruiker").order_by("pk")
    return {rij.organisatie: wie_uit(rij) for rij in rijen}


def _maak(wie: Wie, waarom: str, rijen: RIJEN) -> Eigenversie:
    versie = verbs.versie_maken(wie=wie, procedure=PROCEDURE, swv=wie.code, toelichting=waarom)
    for deel, sleutel, anders in rijen:
        versie = verbs.rij_wijzigen(
            wie=wie, versie=versie, deel=deel, sleutel=sleutel, anders=anders, bewerking=versie.bewerking
        )
    return versie


demo_stappen.voeg_toe("28-procedures", leg_procedures)
