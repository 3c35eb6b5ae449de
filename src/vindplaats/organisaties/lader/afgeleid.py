"""What follows from schools and from a dry run: who takes part where, parts of municipalities, the fingerprint. Pure."""

import hashlib
import json
from collections.abc import Iterable

from vindplaats.organisaties import rules

from .verschil import Keuze, Stand, Verschil, deelnaam


def afgeleid(stand: Stand, keuze: Keuze) -> Verschil:
    """What follows from the schools: boards take part where they have a running school, municipalities lie where it is.

    A school that was placed by hand says nothing about place, and a national SWV has no municipalities.
    """
    uit = Verschil("afgeleid uit de scholen", "afgeleid")
    landelijk = {code for code, rij in stand["swv"].items() if rij.get("landelijk_voor")}
    paren: dict[tuple[str, str], None] = {}
    delen: dict[tuple[str, str], None] = {}
    for school in stand["school"].values():
        swv = school["swv"]
        if not swv or school["verzonnen"] or not rules.loopt(school, keuze.vandaag):
            continue
        if keuze.alleen_swvs is not None and swv not in keuze.alleen_swvs:
            continue
        if school["bestuur"]:
            paren[(school["bestuur"], swv)] = None
        if school["gemeente"] and swv not in landelijk and not school["swv_reden"]:
            delen[(school["gemeente"], swv)] = None
    for paar in paren:
        if paar not in stand["deelname"]:
            stand["deelname"][paar] = {}
            uit.zet_nieuw("deelname", paar, {})
    for deel in delen:
        if deel not in stand["gemeentedeel"]:
            stand["gemeentedeel"][deel] = rij = {"naam": deelnaam(stand, *deel)}
            uit.zet_nieuw("gemeentedeel", deel, rij)
    return uit


def vingerafdruk(verschillen: Iterable[Verschil]) -> str:
    """Fingerprint of a dry run: carrying through later refuses when the data has changed in between."""
    beeld = [
        [
            v.formaat,
            sorted((t, sorted(map(str, r))) for t, r in v.nieuw.items()),
            sorted(
                (t, sorted((str(k), sorted(map(str, w.items()))) for k, w in r.items())) for t, r in v.gewijzigd.items()
            ),
            sorted(v.verdwenen.items()),
            len(v.aantallen_nieuw),
            sorted(map(str, v.aantallen_gewijzigd.items())),
        ]
        for v in verschillen
    ]
    return hashlib.sha256(json.dumps(beeld, default=str).encode()).hexdigest()
