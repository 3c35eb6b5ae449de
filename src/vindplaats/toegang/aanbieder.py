"""Outside providers of identities (OIDC) as the host configures them. Pure: reads one JSON text, no Django."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_SLEUTELS = {
    "code", "naam", "uitgever", "client", "geheim", "geheim_bestand", "bereik", "factor_acr", "factor_amr", "affiliatie", "instelling",
}  # fmt: skip


@dataclass(frozen=True)
class Aanbieder:
    """One provider: `uitgever` is the issuer, exactly as it stands in its tokens.

    `factor_acr` / `factor_amr`: values of the claims `acr` and `amr` that say the person showed a second factor there; both
    empty means that its sign-in never counts as one. `affiliatie` and `instelling` name the claims that are shown.
    """

    code: str
    naam: str
    uitgever: str
    client: str
    geheim: str = field(default="", repr=False)
    bereik: str = "openid"
    factor_acr: frozenset[str] = frozenset()
    factor_amr: frozenset[str] = frozenset()
    affiliatie: str = ""
    instelling: str = ""

    def telt_als_factor(self, claims: Mapping[str, Any]) -> bool:
        """Did the person show a second factor at the provider, by what the token says and the host trusts."""
        amr = claims.get("amr")
        waarden = {str(w) for w in amr} if isinstance(amr, list) else set()
        return str(claims.get("acr", "")) in self.factor_acr or bool(waarden & self.factor_amr)


def lees(tekst: str, *, zonder_https: bool = False) -> dict[str, Aanbieder]:
    """Providers per code out of a JSON list. Raises ValueError with a Dutch sentence that says where it is wrong.

    `zonder_https`: only for tests, whose providers run on this machine.
    """
    if not tekst.strip():
        return {}
    try:
        rijen = json.loads(tekst)
    except json.JSONDecodeError as fout:
        raise ValueError(f"is geen JSON (regel {fout.lineno}, teken {fout.colno}).") from None
    if not isinstance(rijen, list) or not all(isinstance(r, dict) for r in rijen):
        raise ValueError("moet een lijst van aanbieders zijn: [{...}, {...}].")
    uit: dict[str, Aanbieder] = {}
    for nummer, rij in enumerate(rijen, 1):
        een = _aanbieder(rij, f"aanbieder {nummer}", zonder_https)
        if een.code in uit or any(een.uitgever == ander.uitgever for ander in uit.values()):
            raise ValueError(f"noemt '{een.code}' of zijn uitgever twee keer.")
        uit[een.code] = een
    return uit


def _aanbieder(rij: dict[str, Any], waar: str, zonder_https: bool) -> Aanbieder:
    onbekend = set(rij) - _SLEUTELS
    if onbekend:
        raise ValueError(f"{waar}: onbekend veld {', '.join(sorted(onbekend))}.")
    for naam in ("code", "naam", "uitgever", "client"):
        if not isinstance(rij.get(naam), str) or not rij[naam].strip():
            raise ValueError(f"{waar}: '{naam}' ontbreekt.")
    code = rij["code"]
    if not code.replace("-", "").isalnum() or code != code.lower() or len(code) > 40:
        raise ValueError(f"{waar}: code '{code}' mag alleen kleine letters, cijfers en streepjes hebben.")
    if not veilig_adres(rij["uitgever"], zonder_https=zonder_https):
        raise ValueError(f"{waar}: 'uitgever' moet met https:// beginnen.")
    return Aanbieder(
        code=code, naam=rij["naam"], uitgever=rij["uitgever"], client=rij["client"], geheim=_geheim(rij, waar),
        bereik=str(rij.get("bereik", "openid")), factor_acr=_waarden(rij, "factor_acr", waar),
        factor_amr=_waarden(rij, "factor_amr", waar), affiliatie=str(rij.get("affiliatie", "")),
        instelling=str(rij.get("instelling", "")),
    )  # fmt: skip


def _geheim(rij: dict[str, Any], waar: str) -> str:
    if not rij.get("geheim_bestand"):
        return str(rij.get("geheim", ""))
    try:
        return Path(str(rij["geheim_bestand"])).read_text(encoding="utf-8").strip()
    except OSError as fout:
        raise ValueError(f"{waar}: 'geheim_bestand' is niet te lezen: {fout.strerror}.") from None


def _waarden(rij: dict[str, Any], naam: str, waar: str) -> frozenset[str]:
    waarden = rij.get(naam, [])
    if not isinstance(waarden, list) or not all(isinstance(w, str) and w for w in waarden):
        raise ValueError(f"{waar}: '{naam}' moet een lijst van teksten zijn.")
    return frozenset(waarden)


def veilig_adres(adres: Any, *, zonder_https: bool = False) -> bool:
    """Is it an absolute https address with a host and without a user in it."""
    if not isinstance(adres, str):
        return False
    delen = urlsplit(adres)
    soort = {"https", "http"} if zonder_https else {"https"}
    return delen.scheme in soort and bool(delen.hostname) and "@" not in delen.netloc
