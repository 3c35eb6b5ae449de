"""Money in whole cents. Pure. An empty amount is None, never zero (VER-12)."""

import re

_GETAL = re.compile(
    r"^(?P<teken>-)?(?P<heel>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<cent>\d{1,2}|-{1,2}|\u2013|\u2014))?(?P<streep>\.-)?$"
)


def naar_centen(tekst: str | None) -> int | None:
    """Read a Dutch amount: `132.380,00`, `81.739,-`, `1.140`, `\u20ac 43.500`; the dot is for thousands.

    Returns whole cents, or None when nothing stands there. Raises ValueError with a Dutch sentence otherwise.
    Report-format trap 5.
    """
    kaal = re.sub(r"(?i)\u20ac|eur(?:o)?|[\u00a0\u202f\t]", " ", tekst or "").strip()
    kaal = re.sub(r"\s+", " ", kaal).replace("\u2212", "-")
    kaal = re.sub(r"^-\s+", "-", kaal)
    if not kaal:
        return None
    treffer = _GETAL.match(kaal)
    if not treffer:
        raise ValueError(f"'{tekst}' is geen bedrag. Schrijf bijvoorbeeld 1.250 of 1.250,50.")
    heel = int(re.sub(r"[. ]", "", treffer.group("heel")))
    cent = treffer.group("cent") or "0"
    centen = heel * 100 + (int(cent.ljust(2, "0")) if cent.isdigit() else 0)
    return -centen if treffer.group("teken") else centen


def als_euro(centen: int | None, *, leeg: str = "niet ingevuld") -> str:
    """Write cents the Dutch way: `\u20ac 1.250`, `\u20ac 1.250,50`, `-\u20ac 75`."""
    if centen is None:
        return leeg
    euro, rest = divmod(abs(centen), 100)
    heel = f"{euro:,}".replace(",", ".")
    return f"{'-' if centen < 0 else ''}\u20ac\u00a0{heel}{f',{rest:02d}' if rest else ''}"
