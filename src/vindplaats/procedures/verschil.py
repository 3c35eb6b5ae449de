"""The difference between two versions of a procedure, in words a reader understands. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

from .afwijking import BEGIN, starters
from .ruimte import dag_in_woorden
from .rules import in_woorden
from .samenvoegen import briefnaam
from .tabel import Bericht, Procedure, Stap, Termijnsoort, Waarschuwing


@dataclass(frozen=True)
class Verschil:
    """One difference: in which row, and what was and what becomes."""

    waar: str
    was: str
    wordt: str

    @property
    def zin(self) -> str:
        return f"{self.waar}: {self.was or 'niets'} wordt {self.wordt or 'niets'}."


def verschillen(oud: Procedure, nieuw: Procedure) -> list[Verschil]:
    """All differences, steps first, in the order of the table."""
    uit: list[Verschil] = []
    namen = {s.code: s.naam for s in (*oud.standen, *nieuw.standen)}
    oud_stap, nieuw_stap = oud.sleutels, nieuw.sleutels
    for sleutel in dict.fromkeys([*oud_stap, *nieuw_stap]):
        uit += _stap(oud_stap.get(sleutel), nieuw_stap.get(sleutel), namen)
    standen = dict.fromkeys([*(s.code for s in oud.standen), *(s.code for s in nieuw.standen)])
    for code in standen:
        erin = (any(s.code == code for s in oud.standen), any(s.code == code for s in nieuw.standen))
        if erin != (True, True):
            uit.append(Verschil(f"Stand '{namen[code]}'", *("is er" if ja else "is er niet" for ja in erin)))
    for code in dict.fromkeys([*(t.code for t in oud.termijnen), *(t.code for t in nieuw.termijnen)]):
        uit += _termijn(code, oud, nieuw)
    return uit


def _stap(oud: Stap | None, nieuw: Stap | None, standen: Mapping[str, str]) -> Iterator[Verschil]:
    if oud is None or nieuw is None:
        rij = oud or nieuw
        assert rij is not None  # noqa: S101 - one of the two is there
        yield Verschil(f"Stap '{rij.naam}'", "aan" if oud else "uit", "aan" if nieuw else "uit")
        return
    waar = f"Stap '{nieuw.naam}'"
    if set(oud.wie) != set(nieuw.wie):
        yield Verschil(f"{waar}, wie", rollen(oud.wie), rollen(nieuw.wie))
    if oud.van != nieuw.van:
        was, wordt = (", ".join(standen[code].lower() for code in stap.van) for stap in (oud, nieuw))
        yield Verschil(f"{waar}, vanuit", was, wordt)
    if oud.reden_verplicht != nieuw.reden_verplicht:
        yield Verschil(f"{waar}, reden", _verplicht(oud.reden_verplicht), _verplicht(nieuw.reden_verplicht))
    if oud.brief != nieuw.brief:
        yield Verschil(f"{waar}, brief", briefnaam(oud.brief) or "geen brief", briefnaam(nieuw.brief) or "geen brief")
    eerst, dan = {b.code: b for b in oud.berichten}, {b.code: b for b in nieuw.berichten}
    for code in dict.fromkeys([*eerst, *dan]):
        yield from _bericht(waar, eerst.get(code), dan.get(code))


def _verplicht(ja: bool) -> str:
    return "verplicht" if ja else "mag leeg blijven"


def _bericht(waar: str, oud: Bericht | None, nieuw: Bericht | None) -> Iterator[Verschil]:
    if (oud.tekst if oud else "") != (nieuw.tekst if nieuw else ""):
        was, wordt = (f"'{b.tekst}'" if b else "geen bericht" for b in (oud, nieuw))
        yield Verschil(f"{waar}, bericht", was, wordt)
    if oud and nieuw and set(oud.naar) != set(nieuw.naar):
        yield Verschil(f"{waar}, bericht aan", rollen(oud.naar), rollen(nieuw.naar))


def _termijn(code: str, oud: Procedure, nieuw: Procedure) -> Iterator[Verschil]:
    if not (oud.heeft_termijn(code) and nieuw.heeft_termijn(code)):
        naam = (oud if oud.heeft_termijn(code) else nieuw).termijn(code).naam
        loopt = ("loopt" if p.heeft_termijn(code) else "loopt niet" for p in (oud, nieuw))
        yield Verschil(f"Termijn '{naam}'", *loopt)
        return
    was, wordt = oud.termijn(code), nieuw.termijn(code)
    waar = f"Termijn '{wordt.naam}'"
    if was.lengte != wordt.lengte:
        yield Verschil(f"{waar}, lengte", in_woorden(was.lengte), in_woorden(wordt.lengte))
    if was.jaardatum != wordt.jaardatum:
        yield Verschil(f"{waar}, datum van elk schooljaar", datum(was), datum(wordt))
    if starters(oud, code) != starters(nieuw, code):
        yield Verschil(f"{waar}, begint bij", begint(oud, code), begint(nieuw, code))
    if was.waarschuw != wordt.waarschuw:
        yield Verschil(f"{waar}, herinneringen", herinneringen(was.waarschuw), herinneringen(wordt.waarschuw))


def datum(soort: Termijnsoort) -> str:
    """The date of every school year in words."""
    return dag_in_woorden(soort.jaardatum) if soort.jaardatum else "geen, per schooljaar gezet"


def begint(procedure: Procedure, termijn: str) -> str:
    """The steps at which a term begins, in words."""
    verbs = starters(procedure, termijn)
    namen = ["het begin van de zaak"] if BEGIN in verbs else []
    namen += [f"'{procedure.met_verb(v)[0].naam}'" for v in procedure.verbs if v in verbs]
    return ", ".join(namen)


def herinneringen(rijen: tuple[Waarschuwing, ...]) -> str:
    """All reminders of a term in one line."""
    delen = [
        f"{wanneer(w.dagen)} ({rollen(w.rollen)})" + (f" met de tekst '{w.tekst}'" if w.tekst else "") for w in rijen
    ]
    return "; ".join(delen) or "geen"


def wanneer(dagen: int) -> str:
    """`4 weken ervoor`, `op de dag zelf`, `1 week erna`."""
    if not dagen:
        return "op de dag zelf"
    return f"{in_woorden(abs(dagen))} {'ervoor' if dagen > 0 else 'erna'}"


def rollen(codes: tuple[str, ...]) -> str:
    """Roles in words, in the order of the role table."""
    namen = [rol.naam.lower() for rol in ROLLEN.values() if rol.code in codes]
    return ", ".join([*namen, *(["het systeem"] if SYSTEEM in codes else [])]) or "niemand"
