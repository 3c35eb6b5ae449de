"""A draft form as plain data: read from YAML, changed field by field, written as YAML again. Pure.

A place (`plek`) is an address inside it: `kop`, `deel.<code>`, `vraag.<code>`, `keuze.<vraag>.<code>`,
`categorie.<vraag>.<code>`, `indicator.<nummer>`. What is typed is always kept, also when it is still wrong; whether it is
right is asked of the engine (`controle`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from vindplaats.formats.definitie import SOORTEN, VOOR_WIE

Inhoud = dict[str, Any]
_WAAR = {"true", "yes", "on", "1", "ja"}
_JA_NEE = {"verplicht", "nvt", "nul", "vervallen"}
_GETAL = {"richtlijn_woorden", "nummer", "van", "tot"}
_LIJST = {"koppen", "regels", "banners"}
VELDEN: dict[str, frozenset[str]] = {
    "kop": frozenset({"titel", "ondertitel", "van", "tot"}),
    "deel": frozenset({"titel", "hulp", "voor", "nvt", "koppen", "groep"}),
    "vraag": frozenset(
        {
            "label",
            "hulp",
            "voorbeeld",
            "soort",
            "voor",
            "verplicht",
            "nvt",
            "nul",
            "koppen",
            "blok",
            "richtlijn_woorden",
        }
    ),
    "keuze": frozenset({"label", "voor"}),
    "categorie": frozenset({"label", "voor"}),
    "indicator": frozenset({"label"}),
}
LIJSTEN = {"keuze": "opties", "categorie": "categorieen"}
_VOLGORDE = [
    "formaat",
    "versie",
    "vorige",
    "titel",
    "ondertitel",
    "schooljaren",
    "banners",
    "groepen",
    "blokken",
    "indicatoren",
    "delen",
    "code",
    "nummer",
    "blok",
    "groep",
    "soort",
    "label",
    "hulp",
    "voorbeeld",
    "voor",
    "verplicht",
    "nvt",
    "nul",
    "vervallen",
    "koppen",
    "opties",
    "categorieen",
    "richtlijn_woorden",
    "regels",
    "gelijk_aan",
    "van",
    "tot",
    "vragen",
]
_RANG = {naam: rang for rang, naam in enumerate(_VOLGORDE)}
MAX_TEKST = 4000
SOORTNAMEN = {
    "tekst": "Tekst (een verhaal)",
    "tekst_kort": "Korte tekst (één regel)",
    "keuze": "Eén keuze uit een lijst",
    "meerkeuze": "Meer keuzes uit een lijst",
    "getal": "Getal",
    "percentage": "Percentage",
    "datum": "Datum",
    "schooljaar": "Schooljaar",
    "persoon": "Persoon (naam en functie)",
    "swv_keuze": "Ja of nee per samenwerkingsverband",
    "bedragen_per_swv": "Bedragen per samenwerkingsverband",
    "bestedingsregels": "Regels met bedrag en doel",
    "indicatorkeuze": "Keuze uit de genummerde indicatoren",
    "tabel": "Tabel",
}
MET_KEUZES = frozenset({"keuze", "meerkeuze", "bedragen_per_swv", "tabel"})
VOORNAMEN = {"alle": "Alle besturen", "bao": "Besturen met basisscholen", "sbo_so": "Besturen met SBO of SO"}


class NietDaar(KeyError):
    """The place is not (or no longer) in this form."""


# --- in and out ------------------------------------------------------------------------------------------------------


def lees(tekst: str) -> Inhoud:
    """YAML as plain data. Texts stay texts (also "Ja" and "2024-2025"); only known fields become true/false or a number."""
    ruw = yaml.load(tekst, Loader=yaml.CBaseLoader)  # noqa: S506 - BaseLoader makes texts, lists and mappings only
    return _gelezen(ruw, "") if isinstance(ruw, dict) else {}


def _gelezen(waarde: Any, naam: str) -> Any:
    if isinstance(waarde, dict):
        binnen_jaren = naam == "schooljaren"
        return {str(k): _gelezen(w, "" if binnen_jaren else str(k)) for k, w in waarde.items()}
    if isinstance(waarde, list):
        return [_gelezen(w, "") for w in waarde]
    tekst = str(waarde)
    if naam in _JA_NEE:
        return tekst.strip().lower() in _WAAR
    if naam in _GETAL and re.fullmatch(r"\d{1,6}", tekst):
        return int(tekst)
    return tekst


def schrijf(inhoud: Inhoud) -> str:
    """The YAML file of a form, keys in a fixed order, empty ones left out."""
    return yaml.dump(_net(inhoud), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def _net(waarde: Any) -> Any:
    if isinstance(waarde, dict):
        namen = sorted(waarde, key=lambda n: _RANG.get(n, len(_RANG)))
        return {n: _net(waarde[n]) for n in namen if waarde[n] not in ("", None, False, [], {})}
    return [_net(w) for w in waarde] if isinstance(waarde, list) else waarde


# --- finding ---------------------------------------------------------------------------------------------------------


def delen(inhoud: Inhoud) -> list[Inhoud]:
    """The sections, as far as they are readable."""
    return [d for d in inhoud.get("delen") or [] if isinstance(d, dict)]


def vragen_in(deel: Inhoud) -> list[Inhoud]:
    """The questions of a section, retired ones too."""
    return [v for v in deel.get("vragen") or [] if isinstance(v, dict)]


def alle_vragen(inhoud: Inhoud) -> Iterator[tuple[Inhoud, Inhoud]]:
    """(section, question) in the order of the form, retired ones too."""
    for deel in delen(inhoud):
        for vraag in vragen_in(deel):
            yield deel, vraag


def vraag(inhoud: Inhoud, code: str) -> Inhoud:
    """One question; NietDaar when the form has none with that code."""
    return next((v for _, v in alle_vragen(inhoud) if v.get("code") == code), None) or _mis(code)


def deel(inhoud: Inhoud, code: str) -> Inhoud:
    """One section; NietDaar when the form has none with that code."""
    return next((d for d in delen(inhoud) if d.get("code") == code), None) or _mis(code)


def deel_van(inhoud: Inhoud, code: str) -> Inhoud:
    """The section a question stands in."""
    return next((d for d, v in alle_vragen(inhoud) if v.get("code") == code), None) or _mis(code)


def _mis(code: str) -> Any:
    raise NietDaar(code)


def knoop(inhoud: Inhoud, plek: str) -> Inhoud:
    """The part of the form at a place. NietDaar when it is not there."""
    soort, _, rest = plek.partition(".")
    if soort == "kop" and not rest:
        return inhoud
    if soort == "deel":
        return deel(inhoud, rest)
    if soort == "vraag":
        return vraag(inhoud, rest)
    if soort in LIJSTEN:
        code, _, optie = rest.partition(".")
        rij = vraag(inhoud, code).get(LIJSTEN[soort]) or []
        return next((o for o in rij if o.get("code") == optie), None) or _mis(plek)
    if soort == "indicator":
        rij = inhoud.get("indicatoren") or []
        return next((i for i in rij if str(i.get("nummer")) == rest), None) or _mis(plek)
    return _mis(plek)


# --- fields ----------------------------------------------------------------------------------------------------------


def veld(inhoud: Inhoud, plek: str, naam: str) -> Any:
    """The present value of a field ('' when it is not set)."""
    houder = _houder(inhoud, plek, naam)
    return houder.get(naam, "")


def _houder(inhoud: Inhoud, plek: str, naam: str) -> Inhoud:
    if naam not in VELDEN.get(plek.partition(".")[0], ()):
        raise NietDaar(naam)
    deze = knoop(inhoud, plek)
    if plek == "kop" and naam in {"van", "tot"}:
        deze = deze.setdefault("schooljaren", {})
    return deze


def als_tekst(naam: str, waarde: Any) -> str:
    """A value as it stands in an input field."""
    if isinstance(waarde, bool):
        return "ja" if waarde else ""
    if isinstance(waarde, list):
        return "\n".join(str(w) for w in waarde)
    return "" if waarde is None else str(waarde)


def lees_veld(naam: str, ruw: str) -> Any:
    """A typed value as it is kept. Raises ValueError with a Dutch sentence when it cannot be kept at all."""
    tekst = ruw.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(tekst) > MAX_TEKST:
        raise ValueError(f"Dit is te lang: hoogstens {MAX_TEKST} tekens. Kort de tekst in.")
    if naam in _JA_NEE:
        return tekst.lower() in _WAAR
    if naam in _LIJST:
        return [regel.strip() for regel in tekst.split("\n") if regel.strip()]
    if naam == "richtlijn_woorden":
        if not tekst:
            return ""
        if not re.fullmatch(r"\d{1,4}", tekst) or int(tekst) == 0:
            raise ValueError("Vul een heel getal in, bijvoorbeeld 150, of laat leeg.")
        return int(tekst)
    if naam in {"van", "tot"} and re.fullmatch(r"(20\d\d)\s*[/–-]\s*((20)?\d\d)", tekst):
        begin = int(tekst[:4])
        return f"{begin}-{begin + 1}"
    if naam == "soort" and tekst not in SOORTEN:
        raise ValueError("Kies een soort vraag uit de lijst.")
    if naam == "voor" and tekst not in VOOR_WIE:
        raise ValueError("Kies uit de lijst voor wie dit is.")
    return tekst if naam in {"hulp", "voorbeeld"} else " ".join(tekst.split())


def zet(inhoud: Inhoud, plek: str, naam: str, waarde: Any) -> None:
    """Put a value (made by `lees_veld`) at a place."""
    _houder(inhoud, plek, naam)[naam] = waarde


# --- adding, taking away, moving -------------------------------------------------------------------------------------


def maak_code(label: str, bezet: Iterable[str], standaard: str = "vraag") -> str:
    """A code from a label: small letters, digits and `_`, not taken yet."""
    kaal = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    basis = re.sub(r"[^a-z0-9]+", "_", kaal).strip("_")[:40].strip("_")
    if not basis or not basis[0].isalpha():
        basis = f"{standaard}_{basis}".strip("_")
    vast = set(bezet)
    code, nr = basis, 2
    while code in vast:
        code, nr = f"{basis}_{nr}", nr + 1
    return code


def codes(inhoud: Inhoud) -> set[str]:
    """All question codes, retired ones too: a code never gets another meaning."""
    return {str(v.get("code")) for _, v in alle_vragen(inhoud)}


def vraag_erbij(inhoud: Inhoud, in_deel: str, soort: str, label: str, bezet: Iterable[str] = ()) -> str:
    """A new question at the end of a section; its code. Choices start with two to fill in."""
    houder = deel(inhoud, in_deel)
    code = maak_code(label, {*codes(inhoud), *bezet})
    nieuw: Inhoud = {"code": code, "soort": soort, "label": label}
    if soort in MET_KEUZES:
        nieuw["opties"] = [{"code": f"keuze_{nr}", "label": f"Keuze {nr}"} for nr in (1, 2)]
    if soort == "bestedingsregels":
        nieuw["categorieen"] = [{"code": "overig", "label": "Overig"}]
    if soort == "indicatorkeuze" and inhoud.get("blokken"):
        nieuw["blok"] = inhoud["blokken"][0].get("code", "")
    if houder.get("voor", "alle") != "alle":
        nieuw["voor"] = houder["voor"]
    houder.setdefault("vragen", []).append(nieuw)
    return code


def vraag_weg(inhoud: Inhoud, code: str, *, vervalt: bool) -> None:
    """Take a question away; `vervalt` keeps it as retired, because answers or documents know it."""
    houder = deel_van(inhoud, code)
    if vervalt:
        vraag(inhoud, code)["vervallen"] = True
    else:
        houder["vragen"] = [v for v in vragen_in(houder) if v.get("code") != code]


def vraag_terug(inhoud: Inhoud, code: str) -> None:
    """Ask a retired question again."""
    vraag(inhoud, code).pop("vervallen", None)


def vraag_naar(inhoud: Inhoud, code: str, naar: str) -> None:
    """Move a question to the end of another section."""
    doel, oud, deze = deel(inhoud, naar), deel_van(inhoud, code), vraag(inhoud, code)
    oud["vragen"] = [v for v in vragen_in(oud) if v is not deze]
    doel.setdefault("vragen", []).append(deze)


def deel_erbij(inhoud: Inhoud, titel: str) -> str:
    """A new section at the end; its code."""
    code = maak_code(titel, {str(d.get("code")) for d in delen(inhoud)}, "onderdeel")
    inhoud.setdefault("delen", []).append({"code": code, "titel": titel, "vragen": []})
    return code


def deel_weg(inhoud: Inhoud, code: str) -> None:
    """Take an empty section away. ValueError when there are still questions in it."""
    if vragen_in(deel(inhoud, code)):
        raise ValueError("In dit onderdeel staan nog vragen. Verplaats ze of laat ze eerst vervallen.")
    inhoud["delen"] = [d for d in delen(inhoud) if d.get("code") != code]


def keuze_erbij(inhoud: Inhoud, soort: str, van: str, label: str) -> str:
    """A new choice (`keuze`) or category (`categorie`) at a question; its code."""
    rij = vraag(inhoud, van).setdefault(LIJSTEN[soort], [])
    code = maak_code(label, {str(o.get("code")) for o in rij}, "keuze")
    rij.append({"code": code, "label": label})
    return code


def keuze_weg(inhoud: Inhoud, soort: str, van: str, code: str) -> None:
    """Take a choice away. Answers that chose it keep it in their own version."""
    houder = vraag(inhoud, van)
    houder[LIJSTEN[soort]] = [o for o in houder.get(LIJSTEN[soort]) or [] if o.get("code") != code]


def verplaats(inhoud: Inhoud, plek: str, stap: int) -> bool:
    """One place up (-1) or down (1) among its neighbours; a question at the edge goes to the next section.

    False when it is already first or last.
    """
    soort, _, rest = plek.partition(".")
    if soort == "deel":
        return _wissel(inhoud.get("delen") or [], deel(inhoud, rest), stap)
    if soort in LIJSTEN:
        return _wissel(vraag(inhoud, rest.partition(".")[0]).get(LIJSTEN[soort]) or [], knoop(inhoud, plek), stap)
    if soort != "vraag":
        raise NietDaar(plek)
    houder, deze = deel_van(inhoud, rest), vraag(inhoud, rest)
    if _wissel(houder["vragen"], deze, stap):
        return True
    alle = delen(inhoud)
    buur = alle.index(houder) + stap
    if not 0 <= buur < len(alle):
        return False
    houder["vragen"] = [v for v in vragen_in(houder) if v is not deze]
    alle[buur].setdefault("vragen", []).insert(0 if stap > 0 else len(vragen_in(alle[buur])), deze)
    return True


def _wissel(rij: list[Any], ding: Any, stap: int) -> bool:
    hier = next(nr for nr, wat in enumerate(rij) if wat is ding)
    daar = hier + stap
    if not 0 <= daar < len(rij):
        return False
    rij[hier], rij[daar] = rij[daar], rij[hier]
    return True
