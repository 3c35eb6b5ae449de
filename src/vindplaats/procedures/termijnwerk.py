"""Verbs of terms: start, stop, extend, suspend, and what an SWV sets per school year. Reached through `actions`."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.kalender import vrije_dagen
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.kern.termijnen import TELLEN_NIET, dagen_tussen
from vindplaats.toegang import log
from vindplaats.toegang.wie import Wie

from . import rules
from .catalogus import is_partij_van
from .catalogus import procedure as tabel_van
from .models import Termijn, Termijninstelling, Zaak
from .tabel import DATUM, Stap, Termijnsoort

VRIJ_VOORUIT = 1000
"""days ahead that are looked at for free days: longer than any term"""

# --- what a step does to terms (called by actions, inside its transaction) -------------------------------------------


def volg(zaak: Zaak, stap: Stap, dag: dt.date) -> None:
    """Do to the terms what the step of the table says."""
    for code in stap.schort_op:
        _sta_stil(_open(zaak, code), dag)
    for code in stap.hervat:
        _ga_verder(_open(zaak, code), dag)
    stop(zaak, stap.stopt, dag)
    for code in stap.vervalt:
        termijn = _open(zaak, code)
        if termijn:
            _bewaar(termijn, stand=rules.VERVALLEN, gestopt_op=dag)
    start(zaak, stap.start, dag)


def start(zaak: Zaak, codes: Iterable[str], dag: dt.date) -> list[Termijn]:
    """Start terms on a day; one that is running already keeps running."""
    nieuw = []
    for code in codes:
        if _open(zaak, code):
            continue
        soort = zaak.tabel.termijn(code)
        eerder = Termijn.objects.voor_taak("procedures.start").filter(zaak=zaak, code=code).exists()
        termijn = Termijn(zaak=zaak, code=code, begin=_begin(zaak, soort, dag), opnieuw=eerder)
        _reken(termijn, soort)
        termijn.save()
        nieuw.append(termijn)
    return nieuw


def stop(zaak: Zaak, codes: Iterable[str], dag: dt.date) -> None:
    """Stop running terms: met when in time, overrun when late."""
    for code in codes:
        termijn = _open(zaak, code)
        if termijn is None:
            continue
        if termijn.stand == rules.OPGESCHORT:
            _ga_verder(termijn, dag)
        _bewaar(termijn, stand=rules.afloop(termijn.eind, dag), gestopt_op=dag)


def _open(zaak: Zaak, code: str) -> Termijn | None:
    rijen = Termijn.objects.voor_taak("procedures.termijn").filter(zaak=zaak, code=code, stand__in=rules.OPEN_STANDEN)
    termijn: Termijn | None = rijen.first()
    if termijn:
        termijn.zaak = zaak
    return termijn


def _begin(zaak: Zaak, soort: Termijnsoort, dag: dt.date) -> dt.date:
    """The day a term counts from: the last day of the term it follows (law.md D7), else the day of the step."""
    if not soort.vanaf:
        return dag
    vorige = (
        Termijn.objects.voor_taak("procedures.begin")
        .filter(zaak=zaak, code=soort.vanaf)
        .order_by("-begin", "-eind")
        .first()
    )
    return vorige.eind if vorige and vorige.eind else dag


def _reken(termijn: Termijn, soort: Termijnsoort) -> None:
    uitkomst = rules.bereken(
        soort,
        termijn.begin,
        instellingen=_instellingen(termijn.zaak, soort),
        verlengd=termijn.verlengd_dagen,
        opgeschort=termijn.opgeschort_dagen,
        opnieuw=termijn.opnieuw,
        jaardag=_jaardag(termijn.zaak, soort),
        vrij=_vrij(termijn, soort),
    )
    termijn.eind, termijn.uitleg = uitkomst.laatste_dag, list(uitkomst.uitleg)


def _vrij(termijn: Termijn, soort: Termijnsoort) -> dict[dt.date, str]:
    """Free days that may matter to a term: those all SWVs of the case share, so that no one's term ends later by another's holiday."""
    if not soort.vrije_dagen:
        return {}
    return vrije_dagen(
        termijn.zaak.swv_sleutels, termijn.begin, termijn.begin + dt.timedelta(days=VRIJ_VOORUIT), overal=True
    )


def _jaardag(zaak: Zaak, soort: Termijnsoort) -> dt.date | None:
    """The date the procedure itself gives for the school year of the case."""
    return soort.jaardatum.op(zaak.jaar) if soort.jaardatum and zaak.jaar else None


def _instellingen(zaak: Zaak, soort: Termijnsoort) -> list[rules.Instelling]:
    if not soort.instelling or zaak.schooljaar is None:
        return []
    rijen = Termijninstelling.objects.filter(
        procedure=zaak.procedure,
        termijn=soort.code,
        schooljaar=zaak.schooljaar,
        swv__in=[sleutel.partition(":")[2] for sleutel in zaak.swv_sleutels],
    )
    return [rules.Instelling(rij.swv, rij.datum, rij.dagen, rij.bron) for rij in rijen]


def _bewaar(termijn: Termijn, **velden: object) -> None:
    for naam, waarde in velden.items():
        setattr(termijn, naam, waarde)
    termijn.save()


def _sta_stil(termijn: Termijn | None, dag: dt.date) -> None:
    if termijn and termijn.stand == rules.LOPEND:
        _bewaar(termijn, stand=rules.OPGESCHORT, opgeschort_op=dag)


def _ga_verder(termijn: Termijn | None, dag: dt.date) -> None:
    if termijn is None or termijn.stand != rules.OPGESCHORT or termijn.opgeschort_op is None:
        return
    stil = max((dag - termijn.opgeschort_op).days, 0)
    termijn.opgeschort_dagen += stil
    termijn.stand, termijn.opgeschort_op = rules.LOPEND, None
    if termijn.soort.instelling != "datum":
        _reken(termijn, termijn.soort)
    elif termijn.eind:
        termijn.eind += dt.timedelta(days=stil)
        termijn.uitleg = [*termijn.uitleg, f"Stond {rules.in_woorden(stil)} stil: {termijn.eind:%d-%m-%Y}."]
    termijn.save()


# --- verbs of people -------------------------------------------------------------------------------------------------


@transaction.atomic
def termijn_verlengen(*, wie: Wie, termijn: Termijn, reden: str, tot: dt.date | None = None) -> Termijn:
    """Extend a running term, to `tot` or as far as the table allows (ZP-04: once, at most four weeks).

    Raises NietGevonden, GeenRecht, VerkeerdeStand (not running, or extended too often) and OngeldigeInvoer (reason, date).
    """
    vast = _eis_lopend(wie, termijn)
    verlenging = vast.soort.verlenging
    if verlenging is None:
        raise VerkeerdeStand(f"De termijn '{vast.naam}' kan niet worden verlengd.")
    _eis_bevoegd(wie, vast, verlenging.wie, "verlengen")
    _eis_reden(reden)
    if vast.verlengd_keer >= verlenging.keer:
        raise VerkeerdeStand(f"De termijn '{vast.naam}' is al {vast.verlengd_keer} keer verlengd. Vaker mag niet.")
    oud = vast.eind
    if oud is None:
        _eerste_datum(vast, tot)
    else:
        vast.verlengd_dagen = _verlengd_dagen(vast, oud, tot)
        _reken(vast, vast.soort)
    vast.verlengd_keer += 1
    vast.uitleg = [*vast.uitleg, f"Op {vandaag():%d-%m-%Y} verlengd tot {vast.eind:%d-%m-%Y}: {reden.strip()}"]
    vast.save()
    _log(wie, vast, "termijn_verlengd", f"De termijn '{vast.naam}' is verlengd tot {vast.eind:%d-%m-%Y}.", reden)
    termijn.refresh_from_db()
    return termijn


def _eerste_datum(termijn: Termijn, tot: dt.date | None) -> None:
    if tot is None or tot < vandaag():
        raise _weigering("tot", "Er is nog geen datum. Kies een datum vanaf vandaag.")
    termijn.eind, termijn.uitleg = tot, []


def _verlengd_dagen(termijn: Termijn, eind: dt.date, tot: dt.date | None) -> int:
    """All days of extension after this one, so that the sum comes out on `tot` (or as far as the table allows)."""
    soort = termijn.soort
    vrij = _vrij(termijn, soort)
    grens = rules.hoogstens(soort, termijn.begin, eind, termijn.verlengd_dagen, termijn.opgeschort_dagen, vrij)
    if tot is None:
        if grens is None or soort.verlenging is None or soort.verlenging.dagen is None:
            raise _weigering("tot", "Kies de datum tot wanneer je verlengt.")
        return soort.verlenging.dagen
    if tot <= eind:
        raise _weigering("tot", f"Kies een datum na {eind:%d-%m-%Y}; dat is nu de laatste dag.")
    if grens is not None and tot > grens.laatste_dag:
        raise _weigering("tot", f"Verlengen kan tot en met {grens.laatste_dag:%d-%m-%Y}. Kies een eerdere datum.")
    if soort.instelling == "datum":
        return termijn.verlengd_dagen + (tot - eind).days
    tellen = vrij if soort.vrije_dagen == TELLEN_NIET else {}
    kaal = soort.lengte + termijn.opgeschort_dagen
    if soort.instelling == "dagen":
        kaal = dagen_tussen(termijn.begin, eind, tellen) - termijn.verlengd_dagen
    return dagen_tussen(termijn.begin, tot, tellen) - kaal


@transaction.atomic
def termijn_opschorten(*, wie: Wie, termijn: Termijn, reden: str, per: dt.date | None = None) -> Termijn:
    """Let a running term stand still (Awb 4:15), for example until missing papers are there."""
    vast = _eis_lopend(wie, termijn)
    _eis_bevoegd(wie, vast, vast.soort.opschorten_door, "opschorten")
    _eis_reden(reden)
    if vast.stand == rules.OPGESCHORT:
        raise VerkeerdeStand(f"De termijn '{vast.naam}' staat al stil sinds {vast.opgeschort_op:%d-%m-%Y}.")
    dag = _eis_dag(per, vast.begin)
    _sta_stil(vast, dag)
    _log(wie, vast, "termijn_opgeschort", f"De termijn '{vast.naam}' staat stil vanaf {dag:%d-%m-%Y}.", reden)
    termijn.refresh_from_db()
    return termijn


@transaction.atomic
def termijn_hervatten(*, wie: Wie, termijn: Termijn, reden: str = "", per: dt.date | None = None) -> Termijn:
    """Let a suspended term run on; the days it stood still are added to the end."""
    vast = _eis_lopend(wie, termijn)
    _eis_bevoegd(wie, vast, vast.soort.opschorten_door, "hervatten")
    if vast.stand != rules.OPGESCHORT or vast.opgeschort_op is None:
        raise VerkeerdeStand(f"De termijn '{vast.naam}' staat niet stil.")
    _ga_verder(vast, _eis_dag(per, vast.opgeschort_op))
    einde = f" tot en met {vast.eind:%d-%m-%Y}" if vast.eind else ""
    _log(wie, vast, "termijn_hervat", f"De termijn '{vast.naam}' loopt weer{einde}.", reden)
    termijn.refresh_from_db()
    return termijn


@transaction.atomic
def termijninstelling_zetten(
    *,
    wie: Wie,
    procedure: str,
    termijn: str,
    swv: str,
    schooljaar: Schooljaar,
    datum: dt.date | None = None,
    dagen: int | None = None,
    bron: str = "",
) -> Termijninstelling:
    """Set the date (or the number of days) of a term for one SWV and school year; running terms move along.

    Raises GeenRecht (role or other SWV) and OngeldigeInvoer (fixed by law, wrong kind, unlikely date).
    """
    soort, code = _eis_instelbaar(wie, procedure, termijn, swv)
    _eis_waarde(soort, schooljaar, datum, dagen)
    rij, _ = Termijninstelling.objects.update_or_create(
        procedure=procedure,
        termijn=termijn,
        swv=code,
        schooljaar=schooljaar.begin,
        defaults={"datum": datum, "dagen": dagen, "bron": bron.strip(), "gezet_door": wie.naam, "gezet_op": nu()},
    )
    wat = f"{datum:%d-%m-%Y}" if datum else rules.in_woorden(dagen or 0)
    _log_instelling(wie, rij, soort, f"'{soort.naam}' voor {schooljaar} staat op {wat}.", _herreken(rij))
    return rij


@transaction.atomic
def termijninstelling_wissen(*, wie: Wie, instelling: Termijninstelling) -> None:
    """Take a setting away: running terms that leaned on it have no date again."""
    soort, _ = _eis_instelbaar(wie, instelling.procedure, instelling.termijn, instelling.swv)
    sleutel = instelling.pk
    instelling.delete()
    instelling.pk = sleutel
    jaar = Schooljaar(instelling.schooljaar)
    _log_instelling(wie, instelling, soort, f"'{soort.naam}' voor {jaar} heeft geen datum meer.", _herreken(instelling))


def _herreken(rij: Termijninstelling) -> int:
    """Compute the running terms of this setting anew; one that was extended by hand keeps its own date."""
    geraakt: list[Termijn] = list(
        Termijn.objects.voor_taak("procedures.termijninstelling")
        .filter(
            code=rij.termijn,
            stand__in=rules.OPEN_STANDEN,
            verlengd_keer=0,
            zaak__procedure=rij.procedure,
            zaak__schooljaar=rij.schooljaar,
            zaak__betrokken__swv=rij.swv,
        )
        .select_related("zaak")
        .prefetch_related("zaak__betrokken")
    )
    for termijn in geraakt:
        _reken(termijn, termijn.soort)
    Termijn.objects.voor_taak("procedures.termijninstelling").bulk_update(geraakt, ["eind", "uitleg"], batch_size=500)
    return len(geraakt)


# --- checks and log --------------------------------------------------------------------------------------------------


def _eis_lopend(wie: Wie, termijn: Termijn) -> Termijn:
    """The term under a lock on its case; NietGevonden for a stranger, VerkeerdeStand when it has ended."""
    if not Termijn.objects.zichtbaar_voor(wie).filter(pk=termijn.pk).exists():
        raise NietGevonden()
    zaken = Zaak.objects.voor_taak("procedures.termijn").select_for_update()
    zaak = zaken.get(pk=termijn.zaak_id)
    vast: Termijn = Termijn.objects.voor_taak("procedures.termijn").get(pk=termijn.pk)
    vast.zaak = zaak
    if not vast.loopt:
        raise VerkeerdeStand(f"De termijn '{vast.naam}' loopt niet meer.")
    return vast


def _eis_bevoegd(wie: Wie, termijn: Termijn, rollen: tuple[str, ...], werkwoord: str) -> None:
    if wie.is_taak:
        return
    if wie.rol not in rollen or not is_partij_van(wie, termijn.zaak):
        raise GeenRecht(f"De termijn '{termijn.naam}' {werkwoord} kan niet in jouw rol bij deze organisatie.")


def _eis_reden(reden: str) -> None:
    if not reden.strip():
        raise _weigering("reden", "Schrijf op waarom. Iedereen die deze zaak kan zien, leest je reden.")


def _eis_dag(dag: dt.date | None, vroegst: dt.date) -> dt.date:
    gekozen = dag or vandaag()
    if not vroegst <= gekozen <= vandaag():
        raise _weigering("per", f"Kies een dag van {vroegst:%d-%m-%Y} tot en met vandaag.")
    return gekozen


def _eis_instelbaar(wie: Wie, procedure: str, termijn: str, swv: str) -> tuple[Termijnsoort, str]:
    soort = tabel_van(procedure).termijn(termijn)
    code = swv.partition(":")[2] or swv
    if (soort.vast and soort.vast.houdt(DATUM)) or not soort.instelling:
        raise OngeldigeInvoer(
            f"'{soort.naam}' ligt vast ({', '.join(soort.regels) or 'procedure'}) en is niet in te stellen."
        )
    if not wie.is_taak and (wie.rol not in soort.instellen_door or wie.organisatie != f"swv:{code}"):
        raise GeenRecht(f"'{soort.naam}' stelt het samenwerkingsverband {code} zelf in.")
    return soort, code


def _eis_waarde(soort: Termijnsoort, jaar: Schooljaar, datum: dt.date | None, dagen: int | None) -> None:
    if soort.instelling == "datum":
        if datum is None or dagen is not None:
            raise _weigering("datum", "Kies een datum.")
        if not dt.date(jaar.begin, 8, 1) <= datum <= dt.date(jaar.begin + 3, 7, 31):
            raise _weigering(
                "datum", f"Deze datum past niet bij schooljaar {jaar}. Kies een dag in dat jaar of de twee jaren erna."
            )
    elif dagen is None or datum is not None or not 1 <= dagen <= 730:
        raise _weigering("dagen", "Vul een aantal dagen in van 1 tot en met 730.")


def _weigering(veld: str, zin: str) -> OngeldigeInvoer:
    return OngeldigeInvoer(zin, {veld: zin})


def _log(wie: Wie, termijn: Termijn, naam: str, zin: str, reden: str) -> None:
    log.leg_vast(
        wie=wie,
        naam=f"procedures.{naam}",
        onderwerp=termijn.zaak.onderwerp,
        zin=zin,
        organisatie=termijn.zaak.organisatie,
        waarom=reden.strip()[:400],
        details={"zaak": str(termijn.zaak_id), "termijn": str(termijn.pk)},
    )


def _log_instelling(wie: Wie, rij: Termijninstelling, soort: Termijnsoort, zin: str, geraakt: int) -> None:
    log.leg_vast(
        wie=wie,
        naam="procedures.termijninstelling_gezet",
        onderwerp=rij,
        zin=f"{zin} Lopende termijnen bijgewerkt: {geraakt}.",
        organisatie=f"swv:{rij.swv}",
        waarom=rij.bron,
        details={"procedure": rij.procedure, "termijn": soort.code, "schooljaar": rij.schooljaar},
    )
