"""Entries of toegang in the navigation."""

from vindplaats.kern.registers import Menupunt, navigatie

from .permissions import mag

for _code, _tekst, _url, _icoon, _volgorde, _recht in (
    ("toegang.mensen", "Mensen en rollen", "toegang:mensen", "personen", 80, "toegang.mensen_zien"),
    ("toegang.rechten", "Rechten nakijken", "toegang:rechten", "vinkje", 82, "toegang.rechten_inzien"),
    ("toegang.meekijken", "Meekijken", "toegang:meekijken", "oog", 83, "toegang.meekijken_zien"),
    ("toegang.logboek", "Logboek", "toegang:logboek", "geschiedenis", 85, "toegang.logboek_lezen"),
    ("toegang.postvak", "Postvak uit", "toegang:postvak", "verstuur", 90, "toegang.postvak_lezen"),
):
    navigatie.voeg_toe(
        _code,
        Menupunt(_code, _tekst, _url, _icoon, _volgorde, lambda wie, recht=_recht: mag(wie, recht)),  # type: ignore[misc]
    )
