"""Words that everybody here would try first: the product, the trade, and the names of a person's own organisations.

The list for one person: `ALTIJD`, and the names of the organisations of the roles (or of the open invitation), of what those
reach (SWV, boards, schools) and of the municipalities of those SWVs. A password may hold such a word; it may not be all there is.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from vindplaats.kern.registers import namen_van, soort_van

ALTIJD = (
    "vindplaats", "samenwerkingsverband", "samenwerking", "passend onderwijs", "onderwijs", "ondersteuning", "schoolbestuur",
    "bestuur", "stichting", "basisschool", "school", "leerling", "leerkracht", "directeur", "gemeente", "wachtwoord", "welkom",
)  # fmt: skip
REST = 8
"""so many letters of the person's own must be left when the known words are taken out (as in `wachtwoorden.ERBIJ`)"""
KORTSTE = 4
ZIN = (
    "Dit wachtwoord bestaat vooral uit een naam die bij je werk hoort, zoals die van je school, bestuur, samenwerkingsverband of "
    "gemeente. Dat is makkelijk te raden. Kies een zin van een paar woorden die alleen jij bedenkt."
)
_TEKENS = str.maketrans("013457@$!", "oieastasi")


class ContextWoorden:
    """Validator of Django: refuses a password that is made of words of this context."""

    def validate(self, password: str, user: Any = None) -> None:
        if bestaat_uit(password, (*ALTIJD, *namen_bij(user))):
            raise ValidationError(ZIN, code="context")

    def get_help_text(self) -> str:
        return "Gebruik niet alleen namen die bij je werk horen, zoals die van je school of bestuur."


def bestaat_uit(wachtwoord: str, namen: Iterable[str]) -> bool:
    """Is a word of these names in it, and too little else? Capitals, accents, marks and `3` for `e` make no difference. Pure."""
    woorden = woorden_van(namen)
    return any(
        _weinig_over(vorm, woorden) for vorm in {_kaal(wachtwoord), _kaal(wachtwoord.lower().translate(_TEKENS))}
    )


def woorden_van(namen: Iterable[str]) -> list[str]:
    """The names whole and in words, bare, longest first; short words such as `de` are left out. Pure."""
    uit = set()
    for naam in namen:
        heel = _kaal(naam)
        uit |= {heel, *(_kaal(deel) for deel in naam.replace("-", " ").split())}
    return sorted((w for w in uit if len(w) >= KORTSTE), key=lambda w: (-len(w), w))


def _weinig_over(tekst: str, woorden: list[str]) -> bool:
    rest, gevonden = tekst, False
    for woord in woorden:
        if woord in rest:
            rest, gevonden = rest.replace(woord, " "), True
    return gevonden and sum(teken.isalpha() for teken in rest) < REST


def _kaal(tekst: str) -> str:
    """Lower case without accents and marks."""
    los = unicodedata.normalize("NFKD", tekst.lower())
    return "".join(teken for teken in los if teken.isalnum())


def namen_bij(gebruiker: Any) -> list[str]:
    """Names of the organisations of this account, or of the invitation it is being made for. A fixed number of queries per role."""
    from .models import Uitnodiging
    from .queries import bereik_van, toekenningen_van

    if gebruiker is None:
        return []
    plekken = {rol.organisatie for rol in toekenningen_van(gebruiker)} if not gebruiker._state.adding else set()
    plekken |= set(Uitnodiging.objects.open().filter(email=gebruiker.email).values_list("organisatie", flat=True))
    sleutels = set(plekken)
    for plek in plekken:
        bereik = bereik_van(plek)
        sleutels |= bereik.alles
        for swv in bereik.swvs - {plek}:
            sleutels |= {s for s in bereik_van(swv).overig if soort_van(s) == "gemeente"}
    return sorted(naam for sleutel, naam in namen_van(sleutels).items() if naam != sleutel)
