"""Stale text in one answer: paragraphs of last year, and years gone by told as now or as future (issue 2 D6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .signaal import Signaal, kort
from .vergelijk_tekst import alineas, zelfde_alinea

__all__ = ["verouderde_tekst"]

_MIN_WOORDEN = 12


def verouderde_tekst(
    tekst: str, schooljaar: str, vorige_tekst: str | None = None, *, onderdeel: str = ""
) -> list[Signaal]:
    """Signals of stale text in one answer for school year "2023-2024".

    Paragraphs (from twelve words) that equal one of `vorige_tekst` (last year's answer), and years gone by that are told
    as now or as future. Raises ValueError when `schooljaar` is not "yyyy-yyyy". Source: issue 2 D6, domain.md C-19.
    """
    start = _beginjaar(schooljaar)
    signalen = list(_ongewijzigd(tekst, vorige_tekst or "", onderdeel))
    for controle in (
        _dit_jaar_verkeerd,
        _volgend_jaar_voorbij,
        _vorig_jaar_verkeerd,
        _toekomst_voorbij,
        _plan_verlopen,
        _oud_schooljaar,
    ):
        signalen += controle(tekst, start, onderdeel)
    return _ontdubbeld(signalen)


def _beginjaar(schooljaar: str) -> int:
    m = re.fullmatch(r"\s*(20\d\d)\s*[-–/]\s*(20\d\d)\s*", schooljaar)
    if not m or int(m[2]) != int(m[1]) + 1:
        raise ValueError(f"Geen schooljaar: {schooljaar!r}. Schrijf het als 2023-2024.")
    return int(m[1])


def _ongewijzigd(tekst: str, vorige: str, onderdeel: str) -> Iterator[Signaal]:
    oude = [vorige[a:b] for a, b in alineas(vorige) if len(vorige[a:b].split()) >= _MIN_WOORDEN]
    plekken = [(a, b) for a, b in alineas(tekst) if len(tekst[a:b].split()) >= _MIN_WOORDEN]
    gelijk = [(a, b) for a, b in plekken if any(zelfde_alinea(tekst[a:b], oud) for oud in oude)]
    if gelijk and len(gelijk) == len(plekken):
        zin = "Deze tekst is (bijna) gelijk aan die van vorig jaar. Klopt alles nog? Pas aan wat veranderd is."
        yield Signaal("tekst_ongewijzigd", "let op", onderdeel, zin, (gelijk[0][0], gelijk[-1][1]))
        return
    for a, b in gelijk:
        zin = f"De alinea “{kort(tekst[a:b])}” is (bijna) gelijk aan vorig jaar. Kijk of dit nog klopt."
        yield Signaal("alinea_ongewijzigd", "tip", onderdeel, zin, (a, b))


_SJ = r"(?P<jaar>(?:20\d\d)\s?[-–/]\s?(?:20)?\d\d|'\d\d\s?[-–/]\s?'?\d\d|(?:20\d\d))(?!\d)"
_VOOR_JAAR = r"\s*(?:\(|schooljaar\s|jaar\s)?\s*"


def _eindjaar(geschreven: str) -> tuple[int, bool]:
    """Last calendar year of a written (school) year, and whether it was a school year."""
    delen = re.findall(r"\d+", geschreven)
    laatste = int(delen[-1])
    return (laatste if laatste > 100 else 2000 + laatste), len(delen) > 1


def _jaartreffers(patroon: str, tekst: str) -> Iterator[tuple[re.Match[str], int, bool]]:
    for m in re.finditer(patroon, tekst.replace("’", "'").replace("‘", "'"), re.IGNORECASE):
        jaar, is_schooljaar = _eindjaar(m["jaar"])
        yield m, jaar, is_schooljaar


def _dit_jaar_verkeerd(tekst: str, start: int, onderdeel: str) -> Iterator[Signaal]:
    patroon = rf"\b(?:dit|het huidige|het lopende|huidig|lopend) (?:school)?jaar{_VOOR_JAAR}{_SJ}"
    for m, jaar, is_schooljaar in _jaartreffers(patroon, tekst):
        if jaar < (start + 1 if is_schooljaar else start):
            zin = f"Er staat “{m.group()}”, maar dit verslag gaat over {start}-{start + 1}."
            yield Signaal("dit_schooljaar_voorbij", "let op", onderdeel, zin, m.span())


def _volgend_jaar_voorbij(tekst: str, start: int, onderdeel: str) -> Iterator[Signaal]:
    patroon = rf"\b(?:volgend|komend|aankomend|het (?:volgende|komende|nieuwe)) (?:school)?jaar{_VOOR_JAAR}{_SJ}"
    for m, jaar, is_schooljaar in _jaartreffers(patroon, tekst):
        if jaar <= (start + 1 if is_schooljaar else start):
            zin = (
                f"“{m.group()}” is voor een verslag over {start}-{start + 1} geen toekomst meer. Hoe is het afgelopen?"
            )
            yield Signaal("toekomst_voorbij", "let op", onderdeel, zin, m.span())


def _vorig_jaar_verkeerd(tekst: str, start: int, onderdeel: str) -> Iterator[Signaal]:
    patroon = rf"\b(?:vorig|afgelopen|het (?:vorige|voorgaande)) (?:school)?jaar{_VOOR_JAAR}{_SJ}"
    for m, jaar, is_schooljaar in _jaartreffers(patroon, tekst):
        if jaar < (start if is_schooljaar else start - 1):
            zin = f"“{m.group()}” is voor dit verslag langer geleden. Vorig schooljaar is {start - 1}-{start}."
            yield Signaal("vorig_jaar_ouder", "tip", onderdeel, zin, m.span())


_PLANWOORD = r"(?:zal|zullen|gaan|gaat|willen|hopen|zouden|wordt er|worden|wordt|start|starten|komt|komen|moet|moeten)"
_JAARTAL = r"(?P<jaar>20\d\d)(?!\d|\s?[-–/]\s?\d)"
_MAAND = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|eind|begin|medio|het jaar|(?:de )?loop van|(?:het )?(?:najaar|voorjaar)(?: van)?|(?:de )?(?:zomer|herfst|winter)(?: van)?)"
_TOEKOMST = [
    rf"\bin (?:{_MAAND} )?{_JAARTAL} {_PLANWOORD}\b",
    rf"\b(?:zal|zullen|gaan|gaat|willen|hopen|verwachten|streven|wordt|worden|moet|moeten)\b[^.;!?\n]{{0,70}}? (?:in|per|uiterlijk(?: in)?|voor) (?:{_MAAND} )?{_JAARTAL}",
    rf"\b(?:vanaf|per|met ingang van) (?:\d{{1,2}} )?(?:{_MAAND} )?{_JAARTAL} (?:zal|zullen|gaan|gaat|willen|hopen)\b",
    rf"\b(?:gepland|staat gepland|verwacht) (?:voor|in) (?:{_MAAND} )?{_JAARTAL}",
]  # fmt: skip
_VERLEDEN = re.compile(r"\b(?:sinds|is|was|werd|werden|zijn|waren|heeft|hebben|had|hadden)\b", re.IGNORECASE)


def _toekomst_voorbij(tekst: str, start: int, onderdeel: str) -> Iterator[Signaal]:
    for patroon in _TOEKOMST:
        for m, jaar, _ in _jaartreffers(patroon, tekst):
            if jaar >= start or _VERLEDEN.search(m.group()):
                continue
            zin = f"Hier staat iets over {jaar} alsof het nog moet komen (“{kort(m.group(), 60)}”). Is dat al gebeurd?"
            yield Signaal("toekomst_voorbij", "let op", onderdeel, zin, m.span())


def _plan_verlopen(tekst: str, start: int, onderdeel: str) -> Iterator[Signaal]:
    patroon = (
        r"\b(?:\w*(?:koersplan|beleidsplan|bestuursplan|ondersteuningsplan|jaarplan|schoolplan)|strategische koers|koers|\w*agenda)"
        r"\s*(?:\(|van |voor |voor de periode )?\s*(?P<van>20\d\d)\s?(?:[-–/]|tot|t/m)\s?(?P<jaar>20\d\d)(?!\d)"
    )
    for m, jaar, _ in _jaartreffers(patroon, tekst):
        if jaar <= start and jaar - int(m["van"]) >= 2:
            zin = f"De looptijd van “{m.group()}” was voorbij bij het begin van {start}-{start + 1}. Is er een nieuw plan?"
            yield Signaal("plan_verlopen", "tip", onderdeel, zin, m.span())


_SCHOOLJAAR = r"(?P<jaar>20\d\d\s?[-–/]\s?(?:20)?\d\d|'\d\d\s?[-–/]\s?'?\d\d)(?!\d)"
_VROEGER = re.compile(
    r"sinds|vanaf|vorig|eerder|ervoor|daarvoor|voorgaand|voorafgaand|tegen|ten opzichte|t\.o\.v|vergeleken|plan|koers|naar",
    re.IGNORECASE,
)


def _oud_schooljaar(tekst: str, start: int, onderdeel: str) -> Iterator[Signaal]:
    """ "In het schooljaar 2021-2022 waren er ..." in a text that names no later year: probably left from an older report."""
    treffers = list(_jaartreffers(rf"\bin (?:het )?schooljaar {_SCHOOLJAAR}", tekst))
    jaren = [jaar for _, jaar, _ in _jaartreffers(_SCHOOLJAAR, tekst)]
    if not treffers or max(jaren) >= start + 1:
        return
    for m, jaar, _ in treffers:
        zin = tekst[max(tekst.rfind(".", 0, m.start()), 0) : (tekst.find(".", m.end()) + 1) or len(tekst)]
        if jaar <= start and not _VROEGER.search(zin):
            melding = f"Er staat “{m.group()}”, maar dit verslag gaat over {start}-{start + 1}. Is dit nog van een eerder jaar?"
            yield Signaal("oud_schooljaar", "let op", onderdeel, melding, m.span())


def _ontdubbeld(signalen: Iterable[Signaal]) -> list[Signaal]:
    """One signal per place: a longer or earlier finding swallows one of the same kind inside it."""
    uit: list[Signaal] = []
    for signaal in signalen:
        if any(
            s.plek
            and signaal.plek
            and s.code == signaal.code
            and s.plek[0] < signaal.plek[1]
            and signaal.plek[0] < s.plek[1]
            for s in uit
        ):
            continue
        uit.append(signaal)
    return sorted(uit, key=lambda s: s.plek or (0, 0))
