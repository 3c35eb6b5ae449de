"""A run in words: per room and per kind of row what goes, what is replaced, what stays and why."""

from dataclasses import dataclass

from django.apps import apps

from vindplaats.kern.persoonsgegevens import HOUD, Gegevens
from vindplaats.kern.registers import persoonsgegevens
from vindplaats.privacy.models import Verzoek, Verzoekdeel
from vindplaats.privacy.woorden import meervoud

from . import queries


@dataclass(frozen=True)
class Deel:
    """One kind of row in words."""

    naam: str
    telling: Verzoekdeel
    zinnen: tuple[str, ...]


def per_kamer(verzoek: Verzoek) -> list[tuple[str, list[Deel]]]:
    """Per room its kinds of rows that have something about this person."""
    uit: dict[str, list[Deel]] = {}
    for telling in queries.delen(verzoek):
        gegevens = persoonsgegevens.get(telling.model)
        if isinstance(gegevens, Gegevens):
            kamer = str(apps.get_app_config(telling.kamer).verbose_name)
            uit.setdefault(kamer, []).append(Deel(_naam(telling.model), telling, _zinnen(telling, gegevens, verzoek)))
    return sorted(uit.items())


def _naam(model: str) -> str:
    return meervoud(model).capitalize()


def _zinnen(telling: Verzoekdeel, gegevens: Gegevens, verzoek: Verzoek) -> tuple[str, ...]:
    zinnen = []
    if telling.gewist:
        zinnen.append(f"{telling.gewist} {'rij verdwijnt' if telling.gewist == 1 else 'rijen verdwijnen'} helemaal.")
    if telling.vervangen:
        wat = [v.wat for v in gegevens.velden.values() if v.wissen != HOUD]
        zinnen.append(
            f"In {telling.vervangen} {'rij' if telling.vervangen == 1 else 'rijen'} verdwijnt: {', '.join(wat)}."
        )
    if telling.vervangen or telling.gehouden:
        redenen = {v.reden for v in gegevens.velden.values() if v.wissen == HOUD}
        zinnen += [
            f"Blijft staan: {', '.join(v.wat for v in gegevens.velden.values() if v.reden == r)}, want {r}."
            for r in sorted(redenen)
        ]
    if telling.op_naam and verzoek.soort == Verzoek.WISSEN:
        wat_dan = "Die naam wordt ook vervangen." if verzoek.op_naam else "Die blijven staan."
        zinnen.append(
            f"In {telling.op_naam} {'rij' if telling.op_naam == 1 else 'rijen'} staat alleen dezelfde naam. {wat_dan}"
        )
    return tuple(zinnen)
