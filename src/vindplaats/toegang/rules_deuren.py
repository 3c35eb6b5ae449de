"""Pure rules of the doors: how long to wait after wrong tries, what a network is."""

import datetime as dt
import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True)
class Regeling:
    """`vrij` tries, then a wait; `om_de` tries later the next, longer wait; the last one stays. Waits in minutes."""

    vrij: int
    om_de: int
    minuten: tuple[int, ...]


ACCOUNT = Regeling(5, 3, (1, 5, 15, 60))
CODE = Regeling(5, 3, (1, 5, 15, 60))
ADRES = Regeling(60, 30, (1, 5, 15))


def wachttijd(aantal: int, regeling: Regeling) -> dt.timedelta:
    """How long after the try with this number; zero when no wait begins with it."""
    over = aantal - regeling.vrij
    if over < 0 or over % regeling.om_de:
        return dt.timedelta(0)
    return dt.timedelta(minutes=regeling.minuten[min(over // regeling.om_de, len(regeling.minuten) - 1)])


def als_zin(wacht: dt.timedelta) -> str:
    """The wait as a Dutch sentence, rounded up."""
    minuten = -(-int(wacht.total_seconds()) // 60) or 1
    hoelang = "een minuut" if minuten == 1 else "een uur" if minuten >= 60 else f"{minuten} minuten"
    return f"Te vaak geprobeerd. Wacht {hoelang} en probeer het dan opnieuw."


def netwerk_van(adres: str) -> str:
    """The network of an address: the address itself for IPv4, the first 64 bits for IPv6 (one household has many)."""
    try:
        ip = ipaddress.ip_address(adres)
    except ValueError:
        return adres
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network(f"{ip}/64", strict=False).network_address)
    return adres
