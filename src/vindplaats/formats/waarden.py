"""From what a person typed to a stored value and back to words, per type of question. Pure.

A stored answer is a pair (stand, waarde). Zero, empty and n.v.t. are three things (VER-12):

    leeg      nothing given              waarde None
    ingevuld  something given            waarde by type, see below
    nul       "none", said on purpose    waarde None or an explaining text
    nvt       does not apply             waarde None or an explaining text
    ongeldig  typed but not readable     waarde {"ruw": {...}} so that nothing typed is lost

tekst, tekst_kort, keuze, datum, schooljaar: str; meerkeuze: [code]; getal, percentage: decimal as str;
persoon: {"naam", "functie"}; swv_keuze: {"PO3105": true|false|null}; indicatorkeuze: [int];
bedragen_per_swv: {regeling: {swv: cents|null}}; tabel: [{kolom: str}];
bestedingsregels: [{"bedrag": cents|null, "pm": bool, "doel", "categorie", "toelichting"}].
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from vindplaats.kern.geld import als_euro, naar_centen
from vindplaats.kern.schooljaar import Schooljaar

from .definitie import Vraag

LEEG, INGEVULD, NUL, NVT, ONGELDIG = "leeg", "ingevuld", "nul", "nvt", "ongeldig"
STANDEN = (LEEG, INGEVULD, NUL, NVT, ONGELDIG)
Invoer = Mapping[str, Any]


@dataclass(frozen=True)
class Gelezen:
    """What was made of the input. `fouten` maps an input name to a Dutch sentence."""

    stand: str
    waarde: Any = None
    fouten: dict[str, str] = field(default_factory=dict)


def lees_invoer(vraag: Vraag, invoer: Invoer) -> Gelezen:
    """Read the posted fields of one question.

    `invoer` maps names relative to the question ('' for the value itself, 'naam', 'terugploegregeling.PO3105',
    '0.bedrag', 'stand') to a text or, for several choices under one name, a list of texts.
    """
    stand = str(invoer.get("stand") or "")
    if stand in {NVT, NUL}:
        return _bijzonder(vraag, stand, _kaal(invoer.get("")))
    waarde, fouten = _LEZERS[vraag.soort](vraag, invoer)
    if fouten:
        return Gelezen(ONGELDIG, {"ruw": {k: v for k, v in invoer.items() if k != "stand"}}, fouten)
    return Gelezen(INGEVULD if heeft_inhoud(waarde) else LEEG, waarde if heeft_inhoud(waarde) else None)


def _bijzonder(vraag: Vraag, stand: str, toelichting: str) -> Gelezen:
    if not getattr(vraag, stand):
        woord = "Niet van toepassing" if stand == NVT else "Geen"
        return Gelezen(
            ONGELDIG, {"ruw": {"": toelichting}}, {"stand": f"'{woord}' kan bij deze vraag niet. Vul de vraag in."}
        )
    return Gelezen(stand, toelichting or None)


def heeft_inhoud(waarde: Any) -> bool:
    """True when there is anything in it; 0 and False count, empty texts and all-empty tables do not."""
    if waarde is None:
        return False
    if isinstance(waarde, str):
        return bool(waarde.strip())
    if isinstance(waarde, dict):
        return any(heeft_inhoud(v) for v in waarde.values())
    if isinstance(waarde, list):
        return any(heeft_inhoud(v) for v in waarde)
    return True


def _kaal(ruw: Any) -> str:
    tekst = (ruw[0] if ruw else "") if isinstance(ruw, list) else ruw
    return str(tekst or "").replace("\r\n", "\n").replace("\x00", "").strip()


def _tekst(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    return _kaal(invoer.get("")), {}


def _keuze(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    code = _kaal(invoer.get(""))
    if code and code not in {o.code for o in vraag.opties}:
        return None, {"": "Kies een van de mogelijkheden."}
    return code, {}


def _meerkeuze(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    codes = [str(c) for c in _meer(invoer.get("")) if c]
    if set(codes) - {o.code for o in vraag.opties}:
        return None, {"": "Kies uit de mogelijkheden."}
    return codes, {}


def _meer(ruw: Any) -> list[Any]:
    return list(ruw) if isinstance(ruw, list | tuple) else [ruw] if ruw else []


def _getal(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    tekst = _kaal(invoer.get("")).rstrip("% ").replace(".", "").replace(",", ".")
    if not tekst:
        return None, {}
    try:
        getal = Decimal(tekst)
    except InvalidOperation:
        return None, {"": "Vul een getal in, bijvoorbeeld 12 of 68,6."}
    if not getal.is_finite() or abs(getal) >= 10**12:
        return None, {"": "Dit getal is te groot. Kijk of er een punt of komma verkeerd staat."}
    if vraag.soort == "percentage" and not 0 <= getal <= 100:
        return None, {"": "Een percentage ligt tussen 0 en 100."}
    return str(getal), {}


def _datum(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    tekst = _kaal(invoer.get(""))
    if not tekst:
        return None, {}
    for vorm in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(tekst, vorm).date().isoformat(), {}  # noqa: DTZ007
        except ValueError:
            continue
    return None, {"": "Vul een datum in als 31-12-2025."}


def _schooljaar(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    tekst = _kaal(invoer.get(""))
    try:
        return (str(Schooljaar.lees(tekst)) if tekst else None), {}
    except ValueError as fout:
        return None, {"": str(fout)}


def _persoon(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    return {"naam": _kaal(invoer.get("naam")), "functie": _kaal(invoer.get("functie"))}, {}


def _swv_keuze(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    ja_nee = {"ja": True, "nee": False, "": None}
    uit = {naam: ja_nee.get(_kaal(w).lower()) for naam, w in invoer.items() if re.fullmatch(r"[A-Z]{2}\d{4}", naam)}
    return uit, {}


def _bedragen(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    uit: dict[str, dict[str, int | None]] = {}
    fouten: dict[str, str] = {}
    regelingen = {o.code for o in vraag.opties}
    for naam, ruw in invoer.items():
        regeling, _, swv = naam.partition(".")
        if regeling not in regelingen or not swv:
            continue
        uit.setdefault(regeling, {})[swv] = _centen(naam, ruw, fouten)
    return uit, fouten


def _centen(naam: str, ruw: Any, fouten: dict[str, str]) -> int | None:
    try:
        centen = naar_centen(_kaal(ruw))
    except ValueError as fout:
        fouten[naam] = str(fout)
        return None
    if centen is not None and abs(centen) >= 10**13:
        fouten[naam] = "Dit bedrag is te groot. Kijk of er een punt of komma verkeerd staat."
        return None
    return centen


def _rijen(invoer: Invoer) -> list[dict[str, Any]]:
    """`0.bedrag`, `0.doel`, `2.bedrag` -> rows in the order of their number."""
    rijen: dict[int, dict[str, Any]] = {}
    for naam, ruw in invoer.items():
        nummer, _, veld = naam.partition(".")
        if nummer.isdecimal() and veld:
            rijen.setdefault(int(nummer), {})[veld] = ruw
    return [dict(rijen[n], _nr=n) for n in sorted(rijen)]


def _bestedingen(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    fouten: dict[str, str] = {}
    uit = []
    categorieen = {c.code for c in vraag.categorieen}
    for rij in _rijen(invoer):
        nr = rij["_nr"]
        bedrag_tekst = _kaal(rij.get("bedrag"))
        pm = bool(_kaal(rij.get("pm"))) or bedrag_tekst.upper() == "PM"
        bedrag = None if pm else _centen(f"{nr}.bedrag", bedrag_tekst, fouten)
        categorie = _kaal(rij.get("categorie"))
        regel = {
            "bedrag": bedrag,
            "pm": pm,
            "doel": _kaal(rij.get("doel")),
            "categorie": categorie if categorie in categorieen else "",
            "toelichting": _kaal(rij.get("toelichting")),
        }
        if pm or bedrag is not None or regel["doel"] or regel["toelichting"] or f"{nr}.bedrag" in fouten:
            uit.append(regel)
            if not regel["doel"] and (pm or bedrag is not None):
                fouten[f"{nr}.doel"] = "Schrijf waar dit bedrag voor is."
    return uit, fouten


def _indicatoren(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    ruw = [deel for stuk in _meer(invoer.get("")) for deel in re.split(r"[,;\s]+", str(stuk)) if deel]
    if not all(deel.isdecimal() and len(deel) <= 4 for deel in ruw):
        return None, {"": "Kies nummers uit de lijst, bijvoorbeeld 7 of 6,7."}
    return sorted({int(deel) for deel in ruw}), {}


def _tabel(vraag: Vraag, invoer: Invoer) -> tuple[Any, dict[str, str]]:
    kolommen = [o.code for o in vraag.opties]
    rijen = [{k: _kaal(rij.get(k)) for k in kolommen} for rij in _rijen(invoer)]
    return [rij for rij in rijen if heeft_inhoud(rij)], {}


_LEZERS: dict[str, Callable[[Vraag, Invoer], tuple[Any, dict[str, str]]]] = {
    "tekst": _tekst,
    "tekst_kort": _tekst,
    "keuze": _keuze,
    "meerkeuze": _meerkeuze,
    "getal": _getal,
    "percentage": _getal,
    "datum": _datum,
    "schooljaar": _schooljaar,
    "persoon": _persoon,
    "swv_keuze": _swv_keuze,
    "bedragen_per_swv": _bedragen,
    "bestedingsregels": _bestedingen,
    "indicatorkeuze": _indicatoren,
    "tabel": _tabel,
}


def in_woorden(vraag: Vraag, stand: str, waarde: Any) -> str:
    """The answer as one readable text (compare screens, search, exports without layout)."""
    if stand == NVT:
        return "n.v.t." + (f" ({waarde})" if waarde else "")
    if stand == NUL:
        return str(waarde) if waarde else "geen"
    if stand in {LEEG, ONGELDIG} or not heeft_inhoud(waarde):
        return ""
    return _WOORDEN.get(vraag.soort, _als_tekst)(vraag, waarde)


def _als_tekst(vraag: Vraag, waarde: Any) -> str:
    return str(waarde)


def _woord_keuze(vraag: Vraag, waarde: Any) -> str:
    namen = {o.code: o.label for o in vraag.opties}
    gekozen: list[str] = waarde if isinstance(waarde, list) else [waarde]
    return ", ".join(namen.get(code, code) for code in gekozen)


def _woord_bedragen(vraag: Vraag, waarde: Any) -> str:
    namen = {o.code: o.label for o in vraag.opties}
    regels = []
    for regeling, cellen in waarde.items():
        gevuld = [f"{swv} {als_euro(c)}" for swv, c in sorted(cellen.items()) if c is not None]
        if gevuld:
            regels.append(f"{namen.get(regeling, regeling)}: {', '.join(gevuld)}")
    return "\n".join(regels)


def _woord_bestedingen(vraag: Vraag, waarde: Any) -> str:
    regels = []
    for nr, regel in enumerate(waarde, 1):
        bedrag = "PM" if regel["pm"] else als_euro(regel["bedrag"])
        uitleg = f"\n{regel['toelichting']}" if regel.get("toelichting") else ""
        regels.append(f"{nr}. {bedrag} ten behoeve van {regel['doel']}{uitleg}")
    return "\n".join(regels)


_WOORDEN: dict[str, Callable[[Vraag, Any], str]] = {
    "keuze": _woord_keuze,
    "meerkeuze": _woord_keuze,
    "persoon": lambda _, w: ", ".join(str(d) for d in (w.get("naam"), w.get("functie")) if d),
    "swv_keuze": lambda _, w: ", ".join(
        f"{swv}: {'ja' if v else 'nee'}" for swv, v in sorted(w.items()) if v is not None
    ),
    "indicatorkeuze": lambda _, w: ", ".join(str(n) for n in w),
    "percentage": lambda _, w: f"{w}%".replace(".", ","),
    "getal": lambda _, w: str(w).replace(".", ","),
    "bedragen_per_swv": _woord_bedragen,
    "bestedingsregels": _woord_bestedingen,
    "tabel": lambda v, w: "\n".join(" | ".join(rij.get(o.code, "") for o in v.opties) for rij in w),
}


def als_invoer(vraag: Vraag, stand: str, waarde: Any) -> dict[str, Any]:
    """What stands in the input fields for a stored answer: the inverse of `lees_invoer`.

    For `ongeldig` exactly what was typed comes back.
    """
    if stand == ONGELDIG:
        return dict((waarde or {}).get("ruw", {}))
    if stand in {NVT, NUL}:
        return {"": waarde or "", "stand": stand}
    return {} if waarde is None else _VELDEN.get(vraag.soort, _veld_enkel)(waarde)


def _veld_enkel(waarde: Any) -> dict[str, Any]:
    return {"": waarde}


def _euro(centen: int | None) -> str:
    return "" if centen is None else als_euro(centen).replace("\u20ac\u00a0", "")


def _veld_bestedingen(waarde: list[dict[str, Any]]) -> dict[str, Any]:
    uit: dict[str, Any] = {}
    for nr, regel in enumerate(waarde):
        uit[f"{nr}.bedrag"] = "PM" if regel.get("pm") else _euro(regel.get("bedrag"))
        uit |= {f"{nr}.{veld}": regel.get(veld, "") for veld in ("doel", "categorie", "toelichting")}
    return uit


_VELDEN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "persoon": lambda w: {"naam": w.get("naam", ""), "functie": w.get("functie", "")},
    "swv_keuze": lambda w: {swv: {True: "ja", False: "nee"}.get(v, "") for swv, v in w.items()},
    "getal": lambda w: {"": str(w).replace(".", ",")},
    "percentage": lambda w: {"": str(w).replace(".", ",")},
    "bedragen_per_swv": lambda w: {f"{r}.{swv}": _euro(c) for r, cellen in w.items() for swv, c in cellen.items()},
    "bestedingsregels": _veld_bestedingen,
    "tabel": lambda w: {f"{nr}.{kolom}": cel for nr, rij in enumerate(w) for kolom, cel in rij.items()},
}
