"""Words and figures of the templates: dates, terms, money. Registered as filters in `templatetags.vp`."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from . import opmaak
from .geld import als_euro
from .klok import vandaag
from .schermdelen import dagen_stand


def lokaal_moment(waarde: Any) -> Any:
    """A moment in Dutch time; a date stays as it is."""
    return timezone.localtime(waarde) if isinstance(waarde, dt.datetime) and timezone.is_aware(waarde) else waarde


def _dag(waarde: dt.date | dt.datetime) -> dt.date:
    lokaal = lokaal_moment(waarde)
    return lokaal.date() if isinstance(lokaal, dt.datetime) else lokaal


def datum(waarde: dt.date | None, vorm: str = "lang") -> str:
    """`{{ dag|datum }}`: dinsdag 3 maart 2026; `|datum:"kort"`: 3 mrt. 2026; `|datum:"gewoon"`: 3 maart 2026."""
    vormen = {"lang": opmaak.datum_in_woorden, "kort": opmaak.datum_kort, "gewoon": opmaak.datum_zonder_dag}
    return vormen[vorm](lokaal_moment(waarde) or None)


def tijdstip(waarde: dt.datetime | None) -> str:
    """`{{ moment|tijdstip }}`: 3 maart 2026 om 14:03, in Dutch time."""
    return opmaak.tijdstip(lokaal_moment(waarde))


def over_dagen(waarde: dt.date | None) -> SafeString | str:
    """`{{ dag|over_dagen }}`: "over 3 dagen" or "2 dagen te laat", marked when it presses."""
    if not waarde:
        return ""
    dag = _dag(waarde)
    zin = opmaak.over_dagen(dag, vandaag())
    return format_html('<span class="vp-dagen vp-dagen--{}">{}</span>', dagen_stand(dag, vandaag()), zin)


def geleden(waarde: dt.date | None) -> str:
    """`{{ dag|geleden }}`: gisteren, 3 dagen geleden."""
    return opmaak.geleden(_dag(waarde), vandaag()) if waarde else ""


def bedrag(centen: int | None, leeg: str = opmaak.NIETS) -> str:
    """`{{ centen|bedrag }}`: whole cents as € 1.250 or € 1.250,50."""
    return als_euro(centen, leeg=leeg)


def getal(waarde: opmaak.Getal | None, decimalen: int | None = None) -> str:
    """`{{ aantal|getal }}`: 1.250; `|getal:1`: 12,5."""
    return opmaak.getal(waarde, decimalen)


def percentage(waarde: opmaak.Getal | None, decimalen: int | None = None) -> str:
    """`{{ deel|percentage }}`: 12.5 (per cents) as 12,5%."""
    return opmaak.percentage(waarde, decimalen)


def uit(gegevens: dict[str, Any] | Any, sleutel: str) -> Any:
    """`{{ rij.cellen|uit:kolom.naam }}`: look up a key known only at run time."""
    return gegevens.get(sleutel) if hasattr(gegevens, "get") else None
