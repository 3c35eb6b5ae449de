"""Reading the environment: every setting has a name, a kind and a sentence; a wrong value stops the start."""

import os
from pathlib import Path


class OnjuisteInstelling(SystemExit):
    """A setting that cannot be used. Ends the process with code 2 and one sentence."""

    def __init__(self, zin: str) -> None:
        super().__init__(2)
        self.zin = zin
        import sys

        print(f"Vindplaats start niet: {zin}", file=sys.stderr)


def tekst(naam: str, standaard: str = "") -> str:
    """A text setting; `NAAM_FILE` may point to a file that holds it (secrets)."""
    bestand = os.environ.get(f"{naam}_FILE")
    if bestand:
        try:
            return Path(bestand).read_text(encoding="utf-8").strip()
        except OSError as fout:
            raise OnjuisteInstelling(
                f"{naam}_FILE wijst naar een bestand dat niet te lezen is: {fout.strerror}."
            ) from None
    return os.environ.get(naam, standaard)


def ja_nee(naam: str, standaard: bool) -> bool:
    """A yes/no setting: 1/0, ja/nee, true/false."""
    waarde = tekst(naam, "ja" if standaard else "nee").lower()
    if waarde in {"1", "ja", "true", "aan"}:
        return True
    if waarde in {"0", "nee", "false", "uit", ""}:
        return False
    raise OnjuisteInstelling(f"{naam} is '{waarde}'; schrijf ja of nee.")


def geheel(naam: str, standaard: int, *, minimum: int = 0) -> int:
    """A whole number setting."""
    waarde = tekst(naam, str(standaard))
    try:
        getal = int(waarde)
    except ValueError:
        raise OnjuisteInstelling(f"{naam} is '{waarde}'; dat moet een heel getal zijn.") from None
    if getal < minimum:
        raise OnjuisteInstelling(f"{naam} is {getal}; het moet minstens {minimum} zijn.")
    return getal


def lijst(naam: str, standaard: str = "") -> list[str]:
    """A comma-separated setting."""
    return [deel.strip() for deel in tekst(naam, standaard).split(",") if deel.strip()]
