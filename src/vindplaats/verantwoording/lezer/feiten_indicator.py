"""Which indicator a number is about: the nearest subject, the nearest school type, and the section it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .feiten_rollen import Geraamte
from .feiten_woorden import ONDERWERPEN, SBO, SO, SO_EN_SBO, STANDAARD_ONDERWERP, voor_eenheid

__all__ = ["Duiding", "duid"]


@dataclass(frozen=True, slots=True)
class Duiding:
    """The proposed indicator with the subject it came from, how sure and why (Dutch)."""

    indicator: str | None
    onderwerp: str | None
    zekerheid: float
    waarom: str


_PROCENT_ONDERWERPEN = {"marktaandeel", "deelname", "verzuim"}
_TEL_ONDERWERPEN = {"leerlingen_totaal", "tlv"}
_VO = re.compile(r"advies|adviezen|(?<!\w)vo(?!\w)|voortgezet|leerjaar|geadviseerd|na groep")
_VER = 150.0


def duid(
    g: Geraamte, i: int, genoemd: str | None, eenheid: str | None, onderdeel: str, kop: str, vorig_onderwerp: str | None
) -> Duiding:
    """The indicator of number `i`; `genoemd` is the subject its own noun names, `vorig_onderwerp` that of the fact before."""
    nummer = _ankerpuntnummer(g, i, onderdeel) if eenheid == "%" else None
    if nummer and (code := _ankerpunt(g, i, onderdeel, nummer)):
        return Duiding(code, "ankerpunt", 0.85, "score bij een ankerpunt")
    if (niveau := _referentieniveau(g, i)) and eenheid == "%":
        return Duiding(niveau, "referentieniveau", 0.85, "referentieniveau genoemd")
    if genoemd is None and (geheel := _leerlingental(g, i, eenheid, onderdeel)):
        return Duiding(geheel, "leerlingen_totaal", 0.8, "het geheel waarvan delen worden genoemd")
    onderwerp, waarom = genoemd, "naamwoord zelf"
    if onderwerp is None or onderwerp in ("tlv",):
        onderwerp, waarom = _onderwerp(g, i, eenheid, onderdeel, kop, vorig_onderwerp, genoemd)
    code = _code(g, i, onderwerp, eenheid) if onderwerp else None
    code = voor_eenheid(code, eenheid) if code else None
    if code is None:
        return Duiding(None, onderwerp, 0.6, "")
    return Duiding(code, onderwerp, 0.9 if waarom != "onderdeel" else 0.7, f"onderwerp via {waarom}")


def _groep(g: Geraamte, i: int) -> tuple[int, int]:
    """The stretch a number occupies with the previous value (or whole) that stands before it."""
    plekken = [g.plek[i]]
    for ander in (g.vorig.get(i), g.bereik.get(i), g.deel_van.get(i)):
        if ander is not None and (g.plek[ander] < g.plek[i] or ander == g.deel_van.get(i)):
            plekken.append(g.plek[ander])
    return min(plekken), max(plekken)


def _kosten(g: Geraamte, i: int, begin: int, eind: int) -> float:
    """Distance of a word to a number: letters between, plus what it has to cross."""
    links, rechts = _groep(g, i)
    if links <= begin <= rechts:
        return 0.0
    tussen = g.s[eind:links] if eind <= links else g.s[rechts + 1 : begin]
    eigen = {i, g.vorig.get(i), g.bereik.get(i), g.deel_van.get(i)}
    getallen = sum(1 for t in tussen if _levend(t) and g.index(t) not in eigen and g.rol.get(g.index(t)) is None)
    grenzen = len((_GRENS if begin > rechts else _GRENS_LINKS).findall(tussen))
    hoort_bij_ander = (
        60 if grenzen and not getallen and _vastgeplakt(g, begin, eind, naar_rechts=begin > rechts, eigen=eigen) else 0
    )
    if begin > rechts and (m := _ETIKET.match(g.s[eind:])) and g.index(m[1]) not in eigen:
        hoort_bij_ander = 60
    return len(tussen) + 15 * grenzen + 70 * getallen + 60 * tussen.count(";") + hoort_bij_ander


_ETIKET = re.compile(r" ?[:=]? ?([\ue000-\ue3ff])")
_GRENS = re.compile(r"[,:()]|(?<!\w)(?:en|terwijl|maar)(?!\w)")
_GRENS_LINKS = re.compile(r"[,)]|(?<!\w)(?:en|terwijl|maar)(?!\w)")


def _levend(teken: str) -> bool:
    return "\ue000" <= teken <= "\ue3ff"


def _vastgeplakt(g: Geraamte, begin: int, eind: int, *, naar_rechts: bool, eigen: set[int | None]) -> bool:
    """True when the word at begin..eind sits next to another number, with no boundary between them."""
    strook = g.s[eind : eind + 40] if naar_rechts else g.s[max(0, begin - 40) : begin][::-1]
    for plaats, teken in enumerate(strook):
        if _levend(teken):
            tussen = strook[:plaats] if naar_rechts else strook[:plaats][::-1]
            return g.index(teken) not in eigen and g.rol.get(g.index(teken)) is None and not _GRENS.search(tussen)
    return False


def _dichtstbij(g: Geraamte, i: int, patroon: re.Pattern[str]) -> float | None:
    kosten = [_kosten(g, i, m.start(), m.end()) for m in patroon.finditer(g.s)]
    return min(kosten) if kosten else None


def _kandidaten(eenheid: str | None, onderdeel: str, s: str) -> list[str]:
    namen = ["doublures", "kleuterverlenging", "versnelling", "thuiszitters", "teruggeplaatst", "verwijzingen"]
    if eenheid == "%":
        namen += ["verzuim", "marktaandeel", "deelname", "tevredenheid"]
        if _VO.search(s) and onderdeel in (
            "ononderbroken_proces",
            "extra_informatie",
            "ankerpunt_1",
            "ankerpunt_2",
            "basis_op_orde",
        ):
            namen += ["vo_conform", "vo_boven", "vo_onder"]
    if eenheid in ("leerlingen", None):
        namen += ["leerlingen_totaal"]
    return namen


def _onderwerp(
    g: Geraamte, i: int, eenheid: str | None, onderdeel: str, kop: str, vorig_onderwerp: str | None, genoemd: str | None
) -> tuple[str | None, str]:
    if eenheid not in ("%", "leerlingen", "aanvragen", None):
        return genoemd, "naamwoord zelf"
    namen = ["tlv"] if genoemd == "tlv" else _kandidaten(eenheid, onderdeel, g.s)
    afstanden = {naam: afstand for naam in namen if (afstand := _dichtstbij(g, i, ONDERWERPEN[naam])) is not None}
    if "marktaandeel" in afstanden and afstanden["marktaandeel"] < 40:
        afstanden = {n: a for n, a in afstanden.items() if n != "verwijzingen" or a < afstanden["marktaandeel"]}
    standaard = STANDAARD_ONDERWERP.get(onderdeel)
    if afstanden:
        beste = min(afstanden, key=lambda naam: (afstanden[naam], namen.index(naam)))
        if afstanden[beste] <= _VER or standaard is None:
            return beste, "een woord in de zin"
    if kop and (in_kop := next((naam for naam in namen if ONDERWERPEN[naam].search(kop)), None)):
        return in_kop, "de regel erboven"
    if vorig_onderwerp in namen and re.search(r"(?<!\w)(?:dat|dit|die|hiervan|daarvan|waarvan|er|groep)(?!\w)", g.s):
        return vorig_onderwerp, "de zin ervoor"
    if standaard and (eenheid == "leerlingen" or SO.search(g.s) or SBO.search(g.s)):
        return standaard, "onderdeel"
    return None, ""


def _type(g: Geraamte, i: int, herkomst: bool) -> str | None:
    """ "so", "sbo" or None; for returns the type pupils come *from* counts."""
    beste: tuple[float, str, int] | None = None
    for naam, patroon in (("so", SO), ("sbo", SBO)):
        for m in patroon.finditer(g.s):
            kosten = _kosten(g, i, m.start(), m.end())
            if herkomst and re.search(r"(?:naar|in) (?:het |een |de )?$", g.s[: m.start()]):
                kosten += 60
            if kosten <= 69 and (beste is None or kosten < beste[0]):
                beste = (kosten, naam, m.start())
    if beste is None:
        eerste = None if SO.search(g.s) and SBO.search(g.s) else _BEGIN_SOORT.match(g.s)
        return ("so" if SO.match(eerste[1]) else "sbo") if eerste else None
    if g.getallen[i].waarde and any(m.start() <= beste[2] < m.end() for m in SO_EN_SBO.finditer(g.s)):
        return None
    return beste[1]


_BEGIN_SOORT = re.compile(r"\W*(v?so|sbo|speciaal onderwijs|speciaal basisonderwijs)(?: ?\(\w+\))? ?[:-]")


def _code(g: Geraamte, i: int, onderwerp: str, eenheid: str | None) -> str | None:
    if onderwerp.startswith("vo_"):
        return _vo(g, i, onderwerp)
    if onderwerp == "tlv":
        toegekend = _dichtstbij(g, i, re.compile(r"toegekend|afgegeven|verleend|gehonoreerd"))
        gevraagd = _dichtstbij(g, i, re.compile(r"aangevraagd|aanvra\w*|ingediend|vroeg\w*"))
        return (
            "tlv_toegekend" if toegekend is not None and (gevraagd is None or toegekend < gevraagd) else "tlv_aanvragen"
        )
    if onderwerp == "deelname":
        return _met_type("deelname", _type(g, i, False))
    if onderwerp == "teruggeplaatst":
        return _met_type("teruggeplaatst", _type(g, i, True)) if eenheid != "%" else None
    if onderwerp == "verwijzingen":
        return _verwijzing(g, i, eenheid)
    if onderwerp == "thuiszitters" and eenheid == "%":
        return None
    if onderwerp == "thuiszitters" and _deel_van_thuiszitters(g, i):
        return None
    return onderwerp


def _deel_van_thuiszitters(g: Geraamte, i: int) -> bool:
    """ "waarvan er 3", "voor 3 van de 4 thuiszitters": a part, not the number of thuiszitters."""
    links = g.s[: g.plek[i]]
    return (
        i in g.deel_van or re.search(r"(?:waarvan|van wie|hiervan|daarvan|van hen)(?: \w+){0,2} $", links) is not None
    )


def _met_type(stam: str, soort: str | None) -> str:
    return f"{stam}_{soort}" if soort else stam


def _verwijzing(g: Geraamte, i: int, eenheid: str | None) -> str | None:
    soort = _type(g, i, False)
    if eenheid != "%":
        return f"verwijzingen_{soort}" if soort else "verwijzingen_totaal"
    percentage = _dichtstbij(g, i, re.compile(r"verwijzingspercentage\w*|verwijspercentage\w*"))
    aandeel = _dichtstbij(
        g,
        i,
        re.compile(
            r"aandeel|(?:van|in) (?:de|alle|het totaal\w* aantal|het totaal aan) verwijzingen|(?:binnen|van) het (?:totaal|swv)"
        ),
    )
    stam = "verwijzingspercentage" if percentage is not None and (aandeel is None or percentage <= aandeel) else None
    if stam is None:
        stam = "aandeel_verwijzingen" if aandeel is not None or g.getallen[i].waarde > 15 else "verwijzingspercentage"
    return _met_type(stam, soort)


def _vo(g: Geraamte, i: int, onderwerp: str) -> str | None:
    rechts = g.s[g.plek[i] + 1 :]
    if re.match(r"[^\ue000-\ue3ff.;,]{0,40}?(?:op|conform|onder) (?:of|en|en/of) (?:boven|hoger|onder)", rechts):
        return None
    if onderwerp == "vo_conform" and re.search(r"bijgesteld|bijstelling|heroverweg", g.s):
        return None
    if re.match(r"[^\ue000-\ue3ff.;,]{0,40}(?:naar boven|naar onderen|naar beneden)", rechts):
        return None
    return f"{onderwerp}_advies"


# ---- ankerpunten, reference levels, number of pupils -----------------------------------------------------------------
def _ankerpuntnummer(g: Geraamte, i: int, onderdeel: str) -> int | None:
    """The ankerpunt a number is about: named in the sentence ("ankerpunten 1, 2 en 3 respectievelijk"), else the section's."""
    reeks = re.search(r"ankerpunt(?:en)? ((?:[\ue800-\uebff](?:, | en |,)?)+)", g.s)
    if reeks:
        genoemd = [int(g.getallen[g.index(t)].waarde) for t in reeks.group(1) if "\ue800" <= t <= "\uebff"]
        procenten = [
            k
            for k in range(len(g.getallen))
            if g.getallen[k].procent and g.rol.get(k) not in ("vorig", "norm", "bereik")
        ]
        if len(genoemd) == len(procenten) and len(genoemd) > 1 and i in procenten:
            return genoemd[procenten.index(i)]
    plekken = [
        (m.start(), int(g.getallen[g.index(m[1])].waarde)) for m in re.finditer(r"ankerpunt ([\ue800-\uebff])", g.s)
    ]
    ervoor = [nummer for plek, nummer in plekken if plek < g.plek[i]]
    nummer = ervoor[-1] if ervoor else None
    if nummer is None and (m := re.fullmatch(r"ankerpunt_([1-4])", onderdeel)):
        nummer = int(m[1])
    return nummer if nummer in (1, 2, 3, 4) else None


_POPULATIE = re.compile(
    r"^ (?:van )?(?:de|onze|alle|het|deze|hun|al onze)? ?(?:\w+ )?(?:leerlingen|kinderen|leerkrachten|leraren|ouders|groepen|teams|scholen|medewerkers|adviezen|"
    r"kleuters|instromers|zij-instromers)(?!\w)"
)
_SCORE = re.compile(
    r"scor\w*|norm\w*|haal\w*|halen|gehaald|behaal\w*|behalen|gemiddeld\w*|ankerpunt\w*|ligt|meting|kwaliteitsstandaard|werken|ondersteuning"
)


def _ankerpunt(g: Geraamte, i: int, onderdeel: str, nummer: int) -> str | None:
    rechts, links = g.s[g.plek[i] + 1 :], g.s[: g.plek[i]]
    if _POPULATIE.match(rechts) or (
        re.search(r"(?:leerlingen|kinderen|ouders|leerkrachten)(?!\w)", g.s) and "ankerpunt" not in g.s
    ):
        return None
    if re.search(r"1\s?f|2\s?f|1\s?s", g.s) or re.match(r" een? ", rechts):
        return None
    levende = [k for k in range(len(g.getallen)) if g.getallen[k].procent and g.rol.get(k) is None]
    if (
        len(levende) > 1
        and re.search(r"(?:bij|op) (?!ankerpunt)[\w-]+ (?:scor\w+ (?:we|wij) )?$", links)
        and "respectievelijk" not in g.s
    ):
        return None
    return (
        f"ankerpunt_{nummer}_score"
        if nummer < 4 and (_SCORE.search(g.s) or onderdeel.startswith("ankerpunt"))
        else None
    )


def _referentieniveau(g: Geraamte, i: int) -> str | None:
    rechts = g.s[g.plek[i] + 1 :]
    deel = re.split(r"[\ue000-\ue3ff;.]", rechts)[0]
    m = re.search(r"(?<!\w)([\ue800-\uebff])", deel)
    if not m:
        return None
    tekst = g.getallen[g.index(m[1])].geschreven
    niveau = f"{int(g.getallen[g.index(m[1])].waarde)}"
    letter = re.match(r" ?([fs])(?!\w)", deel[m.end() :])
    if not letter or not tekst:
        return None
    vak = next(
        (
            naam
            for naam, patroon in (("lezen", "lez"), ("rekenen", "reken"), ("taal", "taal"))
            if re.search(patroon, deel)
        ),
        None,
    )
    code = f"referentie_{niveau}{letter[1]}" + (f"_{vak}" if vak else "")
    return code if code in _REFERENTIES else None


_REFERENTIES = {
    "referentie_1f", "referentie_1f_taal", "referentie_1f_lezen", "referentie_1f_rekenen", "referentie_2f_taal", "referentie_2f_lezen",
    "referentie_1s_rekenen",
}  # fmt: skip


_GEHEEL = re.compile(
    r"(?:van (?:de|onze|al onze|alle|in totaal)|telt|telde|tellen|met|hadden (?:wij|we)|heeft) "
    r"(?:ruim |circa |in totaal |ongeveer )?$"
)


def _leerlingental(g: Geraamte, i: int, eenheid: str | None, onderdeel: str) -> str | None:
    """ "Van de 374 kinderen heeft 1% ...": the number of pupils of the board, not of a group of them."""
    waarde, ondergrens = g.getallen[i].waarde, 200 if onderdeel in STANDAARD_ONDERWERP else 30
    links, rechts = g.s[: g.plek[i]], g.s[g.plek[i] + 1 :]
    allen = re.match(r" (?:leerlingen|kinderen)(?! (?:die|dat|met|uit|van groep))(?!\w)", rechts)
    if eenheid != "leerlingen" or waarde < ondergrens or not allen:
        return None
    return "leerlingen_totaal" if waarde >= 2000 or _GEHEEL.search(links) else None
