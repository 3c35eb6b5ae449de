"""Between the answers of the form and the shape of a reading (the JSON of `lees --json` and of the export). Pure.

A reading has amounts in euros and parts by name; the form has cents and question codes. Both keep zero, empty and n.v.t.
apart (VER-12): an empty amount is null, `nvt` and `nul` are flags of their own.
"""

import re
from collections.abc import Mapping
from typing import Any

from vindplaats.formats.definitie import Definitie, Vraag
from vindplaats.formats.rules import Stuk, Stukken
from vindplaats.formats.waarden import INGEVULD, LEEG, NUL, NVT, Gelezen, heeft_inhoud, in_woorden, lees_invoer

from .lezer.koppen import BLOKKEN, ONDERDELEN

__all__ = ["BLOKKEN", "ONDERDELEN", "als_lezing", "uit_lezing"]


def als_lezing(definitie: Definitie, stukken: Stukken) -> dict[str, Any]:
    """The answers in the shape of a reading; unknown is null, never a guess."""

    def waarde(code: str) -> Any:
        stuk = stukken.get(code, Stuk())
        return stuk.waarde if stuk.stand == INGEVULD else None

    lezing = {
        "formaat": definitie.formaat,
        "versie": definitie.versie,
        "keuze": waarde("keuze"),
        "bestuur": waarde("bestuur"),
        "namens": waarde("namens"),
        "schooljaar": waarde("schooljaar"),
        "swv": [{"nummer": swv, "aangevinkt": v} for swv, v in sorted((waarde("swv") or {}).items())],
        "onderdelen": {code: _tekst(stukken.get(code, Stuk())) for code in ONDERDELEN},
        "extra": _tekst(stukken["extra"]) if stukken.get("extra", Stuk()).stand in {INGEVULD, NVT} else None,
        "ontvangen": _ontvangen(definitie, waarde("ontvangen") or {}),
        "beschikking": waarde("beschikking"),
        "bestedingen": [_besteding(regel) for regel in waarde("bestedingen") or []],
        "verschil_uitleg": waarde("verschil_uitleg"),
        "proces": {blok: _blok(blok, stukken) for blok in BLOKKEN},
    }
    eigen = eigen_vragen(definitie)
    return lezing | {"eigen": {v.code: _eigen(v, stukken.get(v.code, Stuk())) for v in eigen}} if eigen else lezing


VAST = frozenset(
    {
        "keuze",
        "bestuur",
        "namens",
        "schooljaar",
        "swv",
        "ontvangen",
        "beschikking",
        "bestedingen",
        "verschil_uitleg",
        "extra",
    }
    | set(ONDERDELEN)
    | {f"proces_{blok}_{deel}" for blok in BLOKKEN for deel in ("sturing", "indicatoren", "uitwerking")}
)
"""The questions that have a place of their own in a reading; all others are an SWV's own and stand under `eigen`."""


def eigen_vragen(definitie: Definitie) -> list[Vraag]:
    """Questions an SWV added to the form, in its order."""
    return [vraag for code, vraag in definitie.vragen.items() if code not in VAST]


def _eigen(vraag: Vraag, stuk: Stuk) -> dict[str, Any]:
    return {
        "vraag": vraag.label,
        "soort": vraag.soort,
        "stand": stuk.stand,
        "waarde": stuk.waarde,
        "tekst": in_woorden(vraag, stuk.stand, stuk.waarde),
    }


def _tekst(stuk: Stuk) -> dict[str, Any]:
    tekst = stuk.waarde if isinstance(stuk.waarde, str) else ""
    return {
        "tekst": tekst or ("N.v.t." if stuk.stand == NVT else "Geen." if stuk.stand == NUL else ""),
        "nvt": stuk.stand == NVT,
        "nul": stuk.stand == NUL,
    }


def _ontvangen(definitie: Definitie, waarde: Mapping[str, Mapping[str, int | None]]) -> dict[str, dict[str, Any]]:
    swvs = sorted({swv for cellen in waarde.values() for swv in cellen})
    return {
        optie.code: {swv: _euro((waarde.get(optie.code) or {}).get(swv)) for swv in swvs}
        for optie in (definitie.vragen["ontvangen"].opties if "ontvangen" in definitie.vragen else ())
    }


def _euro(centen: int | None) -> int | float | None:
    if centen is None:
        return None
    return centen // 100 if centen % 100 == 0 else centen / 100


def _centen(euro: Any) -> int | None:
    return None if euro is None else round(float(euro) * 100)


def _besteding(regel: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "bedrag": _euro(regel.get("bedrag")),
        "pm": bool(regel.get("pm")),
        "doel": regel.get("doel", ""),
        "categorie": regel.get("categorie") or None,
        "toelichting": regel.get("toelichting", ""),
    }


def _blok(blok: str, stukken: Stukken) -> dict[str, Any]:
    sturing, indicatoren, uitwerking = (
        stukken.get(f"proces_{blok}_{deel}", Stuk()) for deel in ("sturing", "indicatoren", "uitwerking")
    )
    return {
        "sturing": _tekst(sturing)["tekst"],
        "indicatoren": list(indicatoren.waarde or []) if indicatoren.stand == INGEVULD else [],
        "uitwerking": _tekst(uitwerking)["tekst"],
        "nvt": all(stuk.stand == NVT for stuk in (sturing, indicatoren, uitwerking)),
    }


def uit_lezing(definitie: Definitie, lezing: Mapping[str, Any]) -> dict[str, Gelezen]:
    """A reading as answers to the questions of this version of the form. Questions it says nothing about are left out."""
    ruw: dict[str, Gelezen] = {
        "keuze": _enkel(lezing.get("keuze")),
        "bestuur": _enkel(lezing.get("bestuur")),
        "namens": _enkel(_namens(lezing.get("namens"))),
        "schooljaar": _enkel(lezing.get("schooljaar")),
        "swv": _enkel({s["nummer"]: s["aangevinkt"] for s in lezing.get("swv") or []}),
        "ontvangen": _enkel(
            {
                regeling: {swv: _centen(b) for swv, b in cellen.items()}
                for regeling, cellen in (lezing.get("ontvangen") or {}).items()
            }
        ),
        "beschikking": _enkel(lezing.get("beschikking")),
        "bestedingen": _enkel([_regel(r) for r in lezing.get("bestedingen") or []]),
        "verschil_uitleg": _enkel(lezing.get("verschil_uitleg")),
        "extra": _van_tekst(lezing.get("extra")),
    }
    for code in ONDERDELEN:
        ruw[code] = _van_tekst((lezing.get("onderdelen") or {}).get(code))
    for blok in BLOKKEN:
        ruw |= _van_blok(blok, (lezing.get("proces") or {}).get(blok) or {})
    for vraag in eigen_vragen(definitie):
        ruw[vraag.code] = _van_eigen(vraag, (lezing.get("onderdelen") or {}).get(vraag.code))
    bekend = {code: _toegestaan(definitie.vraag(code), g) for code, g in ruw.items() if code in definitie.vragen}
    return {code: g for code, g in bekend.items() if g.stand != LEEG}


def _van_eigen(vraag: Vraag, onderdeel: Mapping[str, Any] | None) -> Gelezen:
    """A question an SWV added: its text under its own heading, read by the kind of the question. Never a guess: what is no
    number, date or choice of the list is left out and stays visible in the document."""
    gelezen = _van_tekst(onderdeel)
    if vraag.soort in {"tekst", "tekst_kort"} or gelezen.stand != INGEVULD:
        return gelezen
    tekst = str(gelezen.waarde)
    namen = {o.label.strip().lower(): o.code for o in vraag.opties}
    if vraag.soort == "keuze":
        tekst = namen.get(tekst.strip().lower(), tekst)
    if vraag.soort == "meerkeuze":
        codes = [namen.get(deel.strip().lower(), deel.strip()) for deel in re.split(r"[,;\n]", tekst) if deel.strip()]
        uit = lees_invoer(vraag, {"": codes})
    elif vraag.soort == "persoon":
        naam, _, functie = tekst.partition(",")
        uit = lees_invoer(vraag, {"naam": naam, "functie": functie})
    elif vraag.soort in {"keuze", "getal", "percentage", "datum", "schooljaar", "indicatorkeuze"}:
        uit = lees_invoer(vraag, {"": tekst})
    else:
        return Gelezen(LEEG)
    return Gelezen(LEEG) if uit.fouten else uit


def _toegestaan(vraag: Vraag, gelezen: Gelezen) -> Gelezen:
    """ "None" is an answer only where the form asks for it; elsewhere it is a sentence of the text (VER-12)."""
    if gelezen.stand == NUL and not vraag.nul:
        return _enkel(gelezen.waarde or "Geen.")
    return gelezen


def _namens(waarde: Any) -> dict[str, str] | None:
    return {"naam": waarde.get("naam") or "", "functie": waarde.get("functie") or ""} if waarde else None


def _regel(regel: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "bedrag": _centen(regel.get("bedrag")),
        "pm": bool(regel.get("pm")),
        "doel": regel.get("doel") or "",
        "categorie": regel.get("categorie") or "",
        "toelichting": regel.get("toelichting") or "",
    }


def _enkel(waarde: Any) -> Gelezen:
    return Gelezen(INGEVULD, waarde) if heeft_inhoud(waarde) else Gelezen(LEEG)


_WOORD_VOORAF = re.compile(r"(?:n\.?\s?v\.?\s?t\.?|niet van toepassing\.?|geen\.?|nul\.?)[ \t]*\n\s*(?=\S)", re.I)
"""N.v.t. or none on a line of its own: what follows is the explanation."""


def _zonder_woord(tekst: str) -> str:
    vooraf = _WOORD_VOORAF.match(tekst)
    return tekst[vooraf.end() :] if vooraf else tekst


def _van_tekst(onderdeel: Mapping[str, Any] | None) -> Gelezen:
    if not onderdeel:
        return Gelezen(LEEG)
    tekst = (onderdeel.get("tekst") or "").strip()
    if onderdeel.get("nvt"):
        kort = tekst.lower().replace(" ", "").rstrip(".") in {"n.v.t", "nvt", "nietvantoepassing", ""}
        return Gelezen(NVT, None if kort else _zonder_woord(tekst))
    if onderdeel.get("nul"):
        tekst = _zonder_woord(tekst)
        return Gelezen(NUL, None if tekst.lower().rstrip(".") in {"geen", ""} else tekst)
    return _enkel(tekst)


def _van_blok(blok: str, waarde: Mapping[str, Any]) -> dict[str, Gelezen]:
    codes = [f"proces_{blok}_{deel}" for deel in ("sturing", "indicatoren", "uitwerking")]
    if waarde.get("nvt"):
        return {code: Gelezen(NVT) for code in codes}
    return dict(
        zip(
            codes,
            (
                _enkel((waarde.get("sturing") or "").strip()),
                _enkel(waarde.get("indicatoren") or []),
                _enkel((waarde.get("uitwerking") or "").strip()),
            ),
            strict=True,
        )
    )
