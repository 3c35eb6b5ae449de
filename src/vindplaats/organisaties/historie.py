"""Where schools belonged and from when: every change of board or SWV goes through here, so that the past stays countable.

What holds today stands at the school (`School.bestuur`, `School.swv`); a closed `Schoolperiode` says what held before.
A school without rows never moved, as far as we know. Called by verbs, inside their transaction.
"""

import datetime as dt
from typing import Any

from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.klok import vandaag

from .models import School, Schoolperiode
from .rules import laatste_telling


def is_overgang(oud: str | None, nieuw: str | None) -> bool:
    """Did it really move? Filling in what was not known is no move."""
    return bool(oud) and oud != nieuw


def zet_over(
    school: School, *, bestuur: str | None, swv: str | None, per: dt.date, reden: str = "", bron: str = ""
) -> School:
    """Close what held until the day before `per` and put the new board and SWV at the school (not saved here).

    Raises VerkeerdeStand when the school moved after that day already.
    """
    oud = (school.bestuur_id, school.swv_id)
    if is_overgang(oud[0], bestuur) or is_overgang(oud[1], swv):
        vorige = school.perioden.order_by("-tot").first()
        _bewaar(school.pk, oud, school.van, vorige, per, reden, bron)
    school.bestuur_id, school.swv_id = bestuur, swv
    return school


def zet_veel_over(nieuw: dict[str, tuple[str | None, str | None]], bron: str) -> int:
    """The same for the loader, as of today: code -> (board, SWV) that will be written. Returns how many moved."""
    if not nieuw:
        return 0
    rijen = School.objects.values_list("pk", "bestuur_id", "swv_id", "van")
    anders = [
        (pk, (bestuur, swv), van)
        for pk, bestuur, swv, van in rijen
        if pk in nieuw and (is_overgang(bestuur, nieuw[pk][0]) or is_overgang(swv, nieuw[pk][1]))
    ]
    if not anders:
        return 0
    vorige = {periode.school_id: periode for periode in Schoolperiode.objects.order_by("tot")}
    for pk, oud, van in anders:
        _bewaar(pk, oud, van, vorige.get(pk), vandaag(), "staat zo in de open gegevens", bron)
    return len(anders)


def _bewaar(
    code: str,
    oud: tuple[str | None, str | None],
    begin: dt.date | None,
    vorige: Schoolperiode | None,
    per: dt.date,
    reden: str,
    bron: str,
) -> None:
    tot = per - dt.timedelta(days=1)
    if vorige is not None and vorige.tot > tot:
        raise VerkeerdeStand(
            f"School {code} ging al over per {vorige.tot + dt.timedelta(days=1):%d-%m-%Y}. Kies een latere dag."
        )
    van = vorige.tot + dt.timedelta(days=1) if vorige else begin
    if van is not None and van > tot:
        return  # not a day passed: the new value takes its place
    Schoolperiode.objects.create(
        school_id=code, bestuur_id=oud[0], swv_id=oud[1], van=van, tot=tot, laatste_telling=laatste_telling(tot),
        reden=reden[:200], bron=bron[:80],
    )  # fmt: skip


def beeld_van(school: School) -> dict[str, Any]:
    """What a change sets at a school."""
    return {
        "bestuur": school.bestuur_id, "swv": school.swv_id, "swv_reden": school.swv_reden, "handmatig": list(school.handmatig),
    }  # fmt: skip
