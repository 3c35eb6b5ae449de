"""Which version of the form a board gets, and what the form manager must know of this room (registry `formaatgebruik`).

A board that takes part in more SWVs gives one account a year. It gets the form of the SWV where most of its schools are on
1 October of that school year; with a draw the lowest SWV number (decision 0016).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef

from vindplaats.formats.definitie import Definitie
from vindplaats.formats.gebruik import (
    CIJFERS,
    LEZER,
    WET,
    Antwoordset,
    Formaatgebruik,
    Leesproef,
    Ontvanger,
    Slot,
    formaatgebruik,
)
from vindplaats.formats.models import Antwoord
from vindplaats.formats.queries import definitie as vorm_van
from vindplaats.formats.queries import definitie_voor, stukken_van
from vindplaats.formats.rules import Stukken, is_beantwoord
from vindplaats.kern.regels import bekende_regels
from vindplaats.kern.registers import indicatoren
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur, Swv
from vindplaats.organisaties.queries import besturen_in, scholen_toen, swvs_in

from .models import OPEN, Rapport
from .queries import FORMAAT

MEESTE_SETS = 40
"""At most so many reports are laid in a new version at once."""


def _peildag(jaar: Schooljaar) -> dt.date:
    return dt.date(jaar.begin, 10, 1)


def kies_swv(swvs: Iterable[str], scholen: Mapping[str, int]) -> str:
    """The SWV whose form a board gets: most schools, then the lowest number. '' when it is in none."""
    return min(swvs, key=lambda code: (-scholen.get(code, 0), code), default="")


def hoofd_swv(bestuur: Bestuur, jaar: Schooljaar, swvs: Sequence[Swv] | None = None) -> str:
    """The SWV whose form this board gets over a school year. One query more when it is in more SWVs."""
    codes = [swv.code for swv in (swvs if swvs is not None else swvs_in(bestuur, jaar))]
    if len(codes) < 2:
        return codes[0] if codes else ""
    toen = scholen_toen(_peildag(jaar), besturen=[bestuur.pk]).filter(swv_toen__in=codes)
    rijen = toen.order_by().values_list("swv_toen")
    return kies_swv(codes, dict(rijen.annotate(n=Count("pk"))))


def formulier_voor(bestuur: Bestuur, jaar: Schooljaar, swvs: Sequence[Swv] | None = None) -> Definitie:
    """The version of the form a new report of this board over this year is opened in."""
    return definitie_voor(FORMAAT, jaar, hoofd_swv(bestuur, jaar, swvs))


# --- for the form manager --------------------------------------------------------------------------------------------

_LEZER = {
    "bestuur": "De lezer herkent hieraan van welk bestuur een document is.",
    "schooljaar": "De lezer herkent hieraan over welk schooljaar een document gaat.",
    "swv": "Hieraan ziet de lezer in welke samenwerkingsverbanden het bestuur scholen heeft.",
}
_CIJFERS = {
    "ontvangen": "Het cijfer 'Ontvangen' telt deze bedragen op, en ze worden naast de toegekende bedragen gelegd.",
    "bestedingen": "Het cijfer 'Besteed' telt deze regels op.",
}
_REGELS = ("VER-07", "VER-08", "VER-11", "TZ-01")
"""Rules that ask for the answer itself: a question that names one of these cannot go."""


def sloten(definitie: Definitie) -> dict[str, list[Slot]]:
    """Why questions cannot go: the rule that asks for them, the figure that counts them, or the reader that needs them."""
    uit: dict[str, list[Slot]] = {}
    for code, vraag in definitie.vragen.items():
        redenen = [
            Slot(WET, f"Regel {r} ({bekende_regels()[r].label.lower()}) vraagt dit antwoord.")
            for r in vraag.regels
            if r in _REGELS
        ]
        if code in _CIJFERS:
            redenen.insert(0, Slot(CIJFERS, _CIJFERS[code], opties=code == "ontvangen"))
        if code in _LEZER:
            redenen.append(Slot(LEZER, _LEZER[code]))
        if redenen:
            uit[code] = redenen
    return uit


CIJFERS_UIT = {
    "ankerpunt_1": ("ankerpunt_1_score",),
    "ankerpunt_2": ("ankerpunt_2_score",),
    "ankerpunt_3": ("ankerpunt_3_score",),
    "ononderbroken_proces": (
        "doublures",
        "doublures_aantal",
        "kleuterverlenging",
        "kleuterverlenging_aantal",
        "versnelling",
    ),
    "verwijzingen": ("verwijzingen_totaal", "verwijzingen_so", "verwijzingen_sbo", "verwijzingspercentage"),
    "teruggeplaatst": ("teruggeplaatst",),
    "schakelfunctie": ("teruggeplaatst",),
    "thuiszitters": ("thuiszitters",),
    "ontvangen": ("ontvangen",),
    "bestedingen": ("besteed",),
}
"""question -> the figures that are counted from it or that the reader proposes from its text"""


def cijfers(vraag: str) -> Sequence[str]:
    """Names of the figures counted from or read in an answer."""
    return [indicatoren[code].naam for code in CIJFERS_UIT.get(vraag, ()) if code in indicatoren]


def ontvangers(wie: Any, swv: str, jaar: Schooljaar) -> list[Ontvanger]:
    """The boards of an SWV in a school year and what publishing means for each: five queries, whatever the number."""
    besturen = list(besturen_in(swv, jaar))
    nummers = [b.nummer for b in besturen]
    verbanden: dict[str, set[str]] = {nummer: set() for nummer in nummers}
    for bestuur in Bestuur.objects.filter(pk__in=nummers).prefetch_related("deelnames"):
        verbanden[bestuur.nummer] = {d.swv_id for d in bestuur.deelnames.all() if _liep_in(d, jaar)}
    scholen: dict[str, dict[str, int]] = {}
    toen = scholen_toen(_peildag(jaar), besturen=nummers)
    rijen = toen.order_by().values_list("bestuur_toen", "swv_toen")
    for nummer, code, aantal in rijen.annotate(n=Count("pk")):
        scholen.setdefault(nummer, {})[code] = aantal
    antwoord = Antwoord.objects.voor_taak("verantwoording.ontvangers").filter(invulling=OuterRef("invulling"))
    rapporten = {
        r.bestuur_id: r
        for r in Rapport.objects.voor_taak("verantwoording.ontvangers")
        .filter(bestuur__in=nummers, jaar=jaar.begin)
        .select_related("invulling", "zaak")
        .annotate(begonnen=Exists(antwoord))
    }
    return [
        _ontvanger(b, swv, kies_swv(verbanden[b.nummer] | {swv}, scholen.get(b.nummer, {})), rapporten.get(b.nummer))
        for b in besturen
    ]


def _liep_in(deelname: Any, jaar: Schooljaar) -> bool:
    return (deelname.van is None or deelname.van <= jaar.laatste_dag) and (
        deelname.tot is None or deelname.tot >= jaar.eerste_dag
    )


def _ontvanger(bestuur: Bestuur, swv: str, hoofd: str, rapport: Any) -> Ontvanger:
    if hoofd != swv:
        zin = f"De meeste scholen van dit bestuur staan in {hoofd}. Het krijgt het formulier van {hoofd}."
        return Ontvanger(bestuur.naam, "", zin, gaat_mee=False)
    if rapport is None:
        zin = "Krijgt dit formulier zodra het schooljaar wordt klaargezet."
        return Ontvanger(bestuur.naam, "nog niet klaargezet", zin, gaat_mee=True)
    versie = rapport.invulling.versie
    if rapport.begonnen or rapport.stand != OPEN:
        zin = f"Is al begonnen in versie {versie} en maakt het daarin af."
        return Ontvanger(bestuur.naam, "begonnen", zin, gaat_mee=False)
    zin = f"Heeft versie {versie}, nog leeg. Gaat alleen mee als je dat hieronder aanvinkt."
    return Ontvanger(bestuur.naam, "nog leeg", zin, gaat_mee=True, onderwerp=rapport.invulling.onderwerp)


def antwoorden(wie: Any, swv: str, jaar: Schooljaar) -> list[Antwoordset]:
    """Answers of the last year up to `jaar` of which this person may read reports of this SWV: three queries."""
    leesbaar = Rapport.objects.zichtbaar_voor(wie).filter(swvs=swv, jaar__lte=jaar.begin)
    laatste = leesbaar.order_by("-jaar").values_list("jaar", flat=True).first()
    if laatste is None:
        return []
    rijen = list(
        leesbaar.filter(jaar=laatste).select_related("bestuur", "invulling").order_by("bestuur__naam")[:MEESTE_SETS]
    )
    waarden = stukken_van([r.invulling for r in rijen])
    return [
        Antwoordset(
            f"{r.bestuur.naam}, {r.schooljaar}",
            vorm_van(r.invulling.formaat, r.invulling.versie),
            waarden[str(r.invulling_id)],
            frozenset(r.kenmerken),
        )
        for r in rijen
    ]


def leesproef(definitie: Definitie, stukken: Stukken) -> Leesproef:
    """Print a filled form of this version as an export does, read it as the inbox does, and see what comes back."""
    from .bundelen.formulier import Rapportkop, Verband, stuk_van_rapport
    from .bundelen.markdown import maak_md
    from .lezer import LeesFout, lees
    from .omzetten import uit_lezing

    swvs = [Verband(code) for code in sorted((stukken["swv"].waarde or {}) if "swv" in stukken else {})]
    kop = Rapportkop(swvs=swvs, bestuur="Verzonnen bestuur", schooljaar=str(definitie.van))
    gevuld = {code for code, stuk in stukken.items() if is_beantwoord(stuk)}
    try:
        lezing = lees(maak_md(stuk_van_rapport(definitie, stukken, kop)), "proef.md", definitie)
    except LeesFout as fout:
        return Leesproef(gemist=frozenset(gevuld), zin=str(fout))
    terug = set(uit_lezing(definitie, lezing.als_json())) & gevuld
    return Leesproef(frozenset(terug), frozenset(gevuld - terug))


def waar(onderwerpen: Sequence[str]) -> dict[str, tuple[Schooljaar, str]]:
    """School year and SWV of the reports that hang on these subjects."""
    rijen = (
        Rapport.objects.voor_taak("verantwoording.waar")
        .filter(invulling__onderwerp__in=list(onderwerpen))
        .select_related("bestuur", "invulling")
    )
    return {r.invulling.onderwerp: (r.schooljaar, hoofd_swv(r.bestuur, r.schooljaar)) for r in rijen}


def swvs(swv: str) -> tuple[tuple[str, str], ...]:
    """The SWVs of the region of this one: the columns in questions per SWV."""
    from vindplaats.organisaties.queries import swv_groep

    return tuple((s.code, s.kort or s.naam) for s in swv_groep(swv))


def meld_aan() -> None:
    """Called once from `registraties.meld_aan`."""
    formaatgebruik.voeg_toe(
        FORMAAT,
        Formaatgebruik(
            naam="Verantwoording van de schoolbesturen",
            sloten=sloten,
            cijfers=cijfers,
            ontvangers=ontvangers,
            antwoorden=antwoorden,
            leesproef=leesproef,
            waar=waar,
            swvs=swvs,
        ),
    )
