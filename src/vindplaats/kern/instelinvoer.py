"""Values of settings: reading what was typed or stood in a spreadsheet, storing, and writing out in words. Pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from .geld import als_euro, naar_centen
from .instelbaar import BEDRAG, DATUM, GETAL, JANEE, KEUZE, LIJST, PERCENTAGE, TEKST, Instelbaar, Kolom
from .opmaak import datum_zonder_dag, getal, percentage

LANGSTE_TEKST = 4000


class Onleesbaar(ValueError):
    """What was typed is no value of this kind: one Dutch sentence, and per row and column where it is a list."""

    def __init__(self, zin: str, cellen: dict[tuple[int, str], str] | None = None) -> None:
        super().__init__(zin)
        self.zin = zin
        self.cellen = cellen or {}


# --- reading what was typed ------------------------------------------------------------------------------------------


def lees(soort: Instelbaar, ruw: Any) -> Any:
    """Turn what was typed (text, or a list of mappings per column) into a value; None when nothing stands there.

    Raises Onleesbaar with a sentence that says what to write instead.
    """
    if soort.soort == LIJST:
        return lees_lijst(soort, ruw or [])
    waarde = lees_los(soort.soort, ruw, soort.keuzes)
    if waarde is not None and soort.soort in (GETAL, PERCENTAGE, BEDRAG):
        _binnen(waarde, soort.minimum, soort.maximum, soort.soort, soort.wet.bron if soort.wet else "")
    return waarde


def lees_los(soort: str, ruw: Any, keuzes: Sequence[tuple[str, str]] = ()) -> Any:
    """One value of a simple kind from text (or from the cell of a spreadsheet)."""
    if ruw is None or (isinstance(ruw, str) and not ruw.strip()):
        return None
    if soort == TEKST:
        return _tekst(ruw)
    if soort == DATUM:
        return _datum(ruw)
    if soort == JANEE:
        return _janee(ruw)
    if soort == KEUZE:
        return _keuze(ruw, keuzes)
    if soort == BEDRAG:
        return _centen(ruw)
    return _decimaal(ruw)


def _tekst(ruw: Any) -> str:
    if isinstance(ruw, float) and ruw.is_integer():
        ruw = int(ruw)
    tekst = str(ruw).replace("\r\n", "\n").replace("\x00", "").strip()
    if len(tekst) > LANGSTE_TEKST:
        raise Onleesbaar(f"Dit is te lang: hoogstens {LANGSTE_TEKST} tekens.")
    return tekst


def _datum(ruw: Any) -> dt.date:
    if isinstance(ruw, dt.datetime):
        return ruw.date()
    if isinstance(ruw, dt.date):
        return ruw
    for vorm in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(str(ruw).strip(), vorm).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise Onleesbaar(f"'{str(ruw)[:30]}' is geen datum. Schrijf die als 31-12-2026.")


def _janee(ruw: Any) -> bool:
    if isinstance(ruw, bool):
        return ruw
    woord = str(ruw).strip().lower()
    if woord in {"ja", "j", "true", "1", "aan"}:
        return True
    if woord in {"nee", "n", "false", "0", "uit"}:
        return False
    raise Onleesbaar("Schrijf ja of nee.")


def _keuze(ruw: Any, keuzes: Sequence[tuple[str, str]]) -> str:
    woord = str(ruw).strip()
    for code, naam in keuzes:
        if woord == code or woord.casefold() == naam.casefold():
            return code
    raise Onleesbaar(f"Kies een van deze: {', '.join(naam for _, naam in keuzes)}.")


def _centen(ruw: Any) -> int:
    if isinstance(ruw, bool):
        raise Onleesbaar("Schrijf een bedrag, bijvoorbeeld 1.250,00.")
    if isinstance(ruw, int | float | Decimal):
        return int((Decimal(str(ruw)) * 100).to_integral_value())
    try:
        centen = naar_centen(str(ruw))
    except ValueError as fout:
        raise Onleesbaar(str(fout)) from None
    if centen is None:
        raise Onleesbaar("Schrijf een bedrag, bijvoorbeeld 1.250,00.")
    return centen


def _decimaal(ruw: Any) -> Decimal:
    if isinstance(ruw, bool):
        raise Onleesbaar("Schrijf een getal.")
    if isinstance(ruw, int | float | Decimal):
        return Decimal(str(ruw)).normalize() + 0
    kaal = str(ruw).strip().removesuffix("%").strip()
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", kaal):
        kaal = kaal.replace(".", "")
    kaal = kaal.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", kaal):
        raise Onleesbaar(f"'{str(ruw)[:30]}' is geen getal. Schrijf bijvoorbeeld 12 of 12,5.")
    try:
        return Decimal(kaal)
    except InvalidOperation:
        raise Onleesbaar(f"'{str(ruw)[:30]}' is geen getal.") from None


def _binnen(waarde: Any, minimum: Any, maximum: Any, soort: str, wet: str) -> None:
    if (minimum is None or waarde >= minimum) and (maximum is None or waarde <= maximum):
        return
    grens = " en ".join(
        deel
        for deel in (
            f"minstens {toon_los(soort, minimum)}" if minimum is not None else "",
            f"hoogstens {toon_los(soort, maximum)}" if maximum is not None else "",
        )
        if deel
    )
    raise Onleesbaar(f"Dit moet {grens} zijn{f' ({wet})' if wet else ''}.")


def lees_lijst(soort: Instelbaar, rijen: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]] | None:
    """Rows of a list. Rows in which nothing stands fall out; None when no row is left.

    Raises Onleesbaar with `cellen`: {(row number from 0, column): sentence}.
    """
    fouten: dict[tuple[int, str], str] = {}
    uit: list[tuple[int, dict[str, Any]]] = []
    for nummer, rij in enumerate(rijen):
        gelezen: dict[str, Any] = {}
        for kolom in soort.kolommen:
            try:
                gelezen[kolom.code] = _cel(kolom, rij.get(kolom.code))
            except Onleesbaar as fout:
                fouten[nummer, kolom.code] = fout.zin
                gelezen[kolom.code] = rij.get(kolom.code)
        if any(cel not in (None, False) for cel in gelezen.values()):
            uit.append((nummer, gelezen))
            for kolom in soort.kolommen:
                if kolom.verplicht and gelezen[kolom.code] is None:
                    fouten.setdefault((nummer, kolom.code), f"Vul '{kolom.naam}' in.")
    fouten |= _dubbelen(soort, uit)
    if len(uit) > soort.meeste_rijen:
        raise Onleesbaar(f"Deze lijst heeft hoogstens {soort.meeste_rijen} rijen; dit zijn er {len(uit)}.")
    if fouten:
        aantal = len(fouten)
        raise Onleesbaar(f"{aantal} {'vak klopt' if aantal == 1 else 'vakken kloppen'} nog niet.", fouten)
    return [rij for _, rij in uit] or None


def _cel(kolom: Kolom, ruw: Any) -> Any:
    waarde = lees_los(kolom.soort, ruw, kolom.keuzes)
    if waarde is not None and kolom.soort in (GETAL, PERCENTAGE, BEDRAG):
        _binnen(waarde, kolom.minimum, kolom.maximum, kolom.soort, "")
    return waarde


def _dubbelen(soort: Instelbaar, rijen: list[tuple[int, dict[str, Any]]]) -> dict[tuple[int, str], str]:
    fouten = {}
    for kolom in (k for k in soort.kolommen if k.uniek):
        gezien: dict[str, int] = {}
        for nummer, rij in rijen:
            sleutel = " ".join(str(rij[kolom.code] if rij[kolom.code] is not None else "").casefold().split())
            if sleutel and sleutel in gezien:
                fouten[nummer, kolom.code] = f"Dit staat ook in rij {gezien[sleutel] + 1}."
            gezien.setdefault(sleutel, nummer)
    return fouten


# --- storing and showing ---------------------------------------------------------------------------------------------


def naar_json(soort: Instelbaar, waarde: Any) -> Any:
    """A value as it is stored: numbers as text, dates as 2026-12-31, amounts in whole cents."""
    if waarde is None:
        return None
    if soort.soort == LIJST:
        per = {k.code: k.soort for k in soort.kolommen}
        return [{code: _json_los(per.get(code, TEKST), cel) for code, cel in rij.items()} for rij in waarde]
    return _json_los(soort.soort, waarde)


def uit_json(soort: Instelbaar, bewaard: Any) -> Any:
    """The reverse. A column that was added later is None in old rows; one that was dropped stays out."""
    if bewaard is None:
        return None
    if soort.soort == LIJST:
        return [{k.code: _uit_los(k.soort, rij.get(k.code)) for k in soort.kolommen} for rij in bewaard]
    return _uit_los(soort.soort, bewaard)


def _json_los(soort: str, waarde: Any) -> Any:
    if waarde is None or soort in (TEKST, KEUZE, JANEE, BEDRAG):
        return waarde
    return waarde.isoformat() if soort == DATUM else str(waarde)


def _uit_los(soort: str, bewaard: Any) -> Any:
    if bewaard is None or soort in (TEKST, KEUZE, JANEE, BEDRAG):
        return bewaard
    return dt.date.fromisoformat(bewaard) if soort == DATUM else Decimal(str(bewaard))


def toon_los(soort: str, waarde: Any, keuzes: Sequence[tuple[str, str]] = (), eenheid: str = "") -> str:
    """One value in words for a screen, letter or export."""
    if waarde is None:
        return ""
    if soort == JANEE:
        return "ja" if waarde else "nee"
    if soort == DATUM:
        return datum_zonder_dag(waarde)
    if soort == BEDRAG:
        return als_euro(waarde)
    if soort == PERCENTAGE:
        return percentage(waarde)
    if soort == GETAL:
        return f"{getal(waarde)} {eenheid}".strip()
    return dict(keuzes).get(waarde, str(waarde))


def toon(soort: Instelbaar, waarde: Any) -> str:
    """A value in words; a list as its number of rows with the first words of the first few."""
    if waarde is None:
        return ""
    if soort.soort != LIJST:
        return toon_los(soort.soort, waarde, soort.keuzes, soort.eenheid)
    eerste = soort.kolommen[0]
    namen = [toon_los(eerste.soort, rij.get(eerste.code), eerste.keuzes) for rij in waarde[:3]]
    meer = len(waarde) - len(namen)
    rest = f" en nog {meer}" if meer > 0 else ""
    return f"{len(waarde)} {'rij' if len(waarde) == 1 else 'rijen'}: {', '.join(n for n in namen if n)}{rest}"
