"""May a merger, split or move that was carried through be taken back? The facts for `rules.waarom_niet_terug`. Reads only."""

import datetime as dt
from typing import Any

from django.db.models import Q

from vindplaats.kern.opmaak import opsomming
from vindplaats.kern.registers import Terugvraag, namen_van, opvolging_hangt_eraan
from vindplaats.toegang.models import RolToekenning, Uitnodiging
from vindplaats.toegang.wie import Wie

from .models import Bestuur, Deelname, Opvolging, Organisatiewijziging, School, Schoolperiode
from .rules import Terugfeiten, waarom_niet_terug

W = Organisatiewijziging
HUIS = "organisaties.terugdraaien"


def bezwaren_tegen_terug(wijziging: W) -> list[str]:
    """Sentences why this change cannot be taken back; empty when it can. A fixed number of queries."""
    return waarom_niet_terug(_feiten(wijziging))


def _feiten(wijziging: W) -> Terugfeiten:
    gedaan, sinds = wijziging.gedaan, wijziging.doorgevoerd_op
    if wijziging.stand != W.DOORGEVOERD or not gedaan or sinds is None:
        return Terugfeiten(doorgevoerd=wijziging.stand == W.DOORGEVOERD, onthouden=bool(gedaan))
    return Terugfeiten(
        doorgevoerd=True,
        onthouden=True,
        later=tuple(_later(wijziging, sinds)),
        veranderd=tuple(_veranderd(wijziging)),
        hangt_eraan=tuple(_hangt_eraan(terugvraag(wijziging, sinds))),
    )


def terugvraag(wijziging: W, sinds: dt.datetime) -> Terugvraag:
    """Who took over and who got schools."""
    opvolgers = frozenset(naar for _, naar, _ in wijziging.gedaan["opvolgingen"])
    krijgt = {f"bestuur:{s['is']['bestuur']}" for s in wijziging.gedaan["scholen"] if s["is"]["bestuur"]}
    return Terugvraag(opvolgers, opvolgers | krijgt, sinds, wijziging.per)


def _later(wijziging: W, sinds: dt.datetime) -> list[str]:
    """Changes of the same organisations that were carried through or planned after this one."""
    zelf = set(wijziging.raakt.split())
    na = Q(stand=W.DOORGEVOERD, doorgevoerd_op__gt=sinds) | Q(stand=W.GEPLAND)
    rijen = W.objects.filter(na).exclude(pk=wijziging.pk).order_by("per", "pk")
    return [f"'{rij}' ({rij.get_stand_display()})" for rij in rijen if zelf & set(rij.raakt.split())]


def _veranderd(wijziging: W) -> list[str]:
    """Names of schools and boards that are not as the change left them."""
    anders = [*_scholen_anders(wijziging), *_dicht_anders(wijziging), *_deelnames_anders(wijziging)]
    lijn = {(o.van, o.naar) for o in Opvolging.objects.filter(wijziging=wijziging)}
    anders += [van for van, naar, _ in wijziging.gedaan["opvolgingen"] if (van, naar) not in lijn]
    sleutels = list(dict.fromkeys(anders))
    namen = namen_van(sleutels) if sleutels else {}
    return [namen.get(s, s) for s in sleutels]


def _scholen_anders(wijziging: W) -> list[str]:
    stonden = {s["school"]: s for s in wijziging.gedaan["scholen"]}
    if not stonden:
        return []
    tot = dt.date.fromisoformat(wijziging.gedaan["tot"])
    nu_: Any = School.objects.filter(pk__in=stonden).values_list("pk", "bestuur_id", "swv_id")
    uit = [pk for pk, bestuur, swv in nu_ if (bestuur, swv) != (stonden[pk]["is"]["bestuur"], stonden[pk]["is"]["swv"])]
    perioden: Any = Schoolperiode.objects.filter(school__in=stonden, tot__gte=tot).values_list("school_id", "tot")
    per_school: dict[str, set[dt.date]] = {pk: set() for pk in stonden}
    for pk, eind in perioden:
        per_school[pk].add(eind)
    uit += [pk for pk, s in stonden.items() if per_school[pk] != ({tot} if s["periode"] else set())]
    return [f"school:{pk}" for pk in uit]


def _dicht_anders(wijziging: W) -> list[str]:
    tot = dt.date.fromisoformat(wijziging.gedaan["tot"])
    sleutels = [sleutel for sleutel, _ in wijziging.gedaan["dicht"]]
    codes = [s.partition(":")[2] for s in sleutels]
    nog = {f"bestuur:{pk}" for pk in Bestuur.objects.filter(pk__in=codes, tot=tot).values_list("pk", flat=True)}
    nog |= {f"school:{pk}" for pk in School.objects.filter(pk__in=codes, tot=tot).values_list("pk", flat=True)}
    return [s for s in sleutels if s not in nog]


def _deelnames_anders(wijziging: W) -> list[str]:
    """Boards whose participation that began or ended with the change is not as it was left."""
    gedaan = wijziging.gedaan
    nodig = {(b, s, str(wijziging.per), "") for b, s in gedaan["deelnames"]}
    nodig |= {(b, s, van, gedaan["tot"]) for b, s, van, _ in gedaan["uit"]}
    rijen: Any = Deelname.objects.filter(bestuur__in={rij[0] for rij in nodig}).values_list("bestuur_id", "swv_id", "van", "tot")  # fmt: skip
    er_zijn = {(b, s, str(van or ""), str(tot or "")) for b, s, van, tot in rijen}
    return [f"bestuur:{b}" for b, *_ in sorted(nodig - er_zijn)]


def _hangt_eraan(vraag: Terugvraag) -> list[str]:
    """What was made since: roles and invitations at who took over, and what the rooms above say."""
    zinnen = []
    rollen = RolToekenning.objects.filter(organisatie__in=vraag.opvolgers, gegeven_op__gt=vraag.sinds)
    rollen = rollen.filter(beeindigd_op=None)
    wie = _namen(rollen.order_by().values_list("organisatie", flat=True).distinct())
    if wie:
        zinnen.append(f"Sindsdien kreeg iemand een rol bij {wie}. Beëindig die rol eerst bij Mensen en rollen.")
    open_ = Uitnodiging.objects.zichtbaar_voor(Wie.taak(HUIS)).filter(
        organisatie__in=vraag.opvolgers, gemaakt_op__gt=vraag.sinds, ingetrokken_op=None
    )
    wie = _namen(open_.order_by().values_list("organisatie", flat=True).distinct())
    if wie:
        zinnen.append(f"Sindsdien ging er een uitnodiging uit voor {wie}. Trek die eerst in bij Mensen en rollen.")
    return zinnen + [zin for _, geef in opvolging_hangt_eraan.items() for zin in geef(vraag)]


def _namen(sleutels: Any) -> str:
    lijst = sorted(sleutels)
    namen = namen_van(lijst) if lijst else {}
    return opsomming([namen.get(s, s) for s in lijst])
