"""Checking the chain over the log: changed, removed, inserted, reordered and cut off at either end (decisions 0023 and 0036)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from .keten import BEGIN, HAP, VELDEN, Uitslag, _echt, _volgende, afsluiting_is_echt, inhoud, kop
from .models import Gebeurtenis
from .models_keten import Afsluiting, Schakel, Wachtend


class _Breuk(Exception):
    """The first place where the chain is not whole."""

    def __init__(self, plek: int | None, zin: str) -> None:
        super().__init__(zin)
        self.plek, self.zin = plek, zin


def controleer(ankers: Sequence[tuple[int, str]] = ()) -> Uitslag:
    """Walk the whole chain and every row of the log. `ankers` are heads kept elsewhere (number, hash): they must still be there.

    Never raises for a broken chain: `Uitslag.heel` is False, `plek` and `zin` tell the first break. Reads in pieces, so memory stays small.
    """
    tel = [0, 0]
    plek: int | None = None
    try:
        afgesloten = _afsluitingen()
        _loop(dict(ankers), tel, afgesloten)
        _wachtrij()
        _buiten_de_keten()
        zin = _goed(tel, afgesloten)
    except _Breuk as breuk:
        plek, zin = breuk.plek or 0, breuk.zin
    return Uitslag(plek is None, zin, tel[0], Wachtend.objects.count(), kop(), plek, tel[1])


def _goed(tel: list[int], afgesloten: Afsluiting | None) -> str:
    zin = f"De keten is heel: {tel[0]} regels nagekeken."
    if afgesloten is not None:
        zin += f" De oudste {afgesloten.nummer} regels, tot en met {afgesloten.eind:%d-%m-%Y}, zijn weggehaald omdat hun termijn voorbij was."
    if tel[1]:
        zin += f" {tel[1]} zegels zijn met een ander geheim gezet; de keten zelf klopt wel."
    return zin


def _afsluitingen() -> Afsluiting | None:
    """The last closing record, when all of them are ours and hang together; None when nothing was ever removed."""
    laatste: Afsluiting | None = None
    for rij in Afsluiting.objects.order_by("nummer"):
        if not afsluiting_is_echt(rij):
            raise _Breuk(
                rij.nummer,
                f"De afsluiting tot en met schakel {rij.nummer} is niet door Vindplaats gezet, of is veranderd. Is het geheim gewisseld? "
                "Zet het oude dan in VINDPLAATS_GEHEIM_OUD.",
            )
        begin = laatste.nummer if laatste else 0
        if bytes(rij.vorige) != (bytes(laatste.zegel) if laatste else b"") or rij.aantal != rij.nummer - begin:
            raise _Breuk(rij.nummer, f"Een afsluiting van voor schakel {rij.nummer} is weggehaald.")
        laatste = rij
    return laatste


def _begin(afgesloten: Afsluiting | None, ankers: dict[int, str]) -> tuple[int, bytes]:
    """Where the walk begins: the link that was removed last. Heads kept from before it cannot be compared any more."""
    if afgesloten is None:
        return 0, BEGIN
    vorige = bytes(afgesloten.hash)
    if ankers.get(afgesloten.nummer, vorige.hex()) != vorige.hex():
        raise _Breuk(
            afgesloten.nummer, f"De afsluiting past niet op het bewaarde anker van schakel {afgesloten.nummer}."
        )
    for oud in [nummer for nummer in ankers if nummer <= afgesloten.nummer]:
        del ankers[oud]
    return afgesloten.nummer, vorige


def _loop(ankers: dict[int, str], tel: list[int], afgesloten: Afsluiting | None) -> None:
    nummer, vorige = _begin(afgesloten, ankers)
    for hap in _happen():
        rijen = _rijen([s.gebeurtenis for s in hap])
        for schakel in hap:
            nummer += 1
            if schakel.nummer != nummer:
                raise _Breuk(nummer, f"Schakel {nummer} is weggehaald: na {nummer - 1} komt {schakel.nummer}.")
            if bytes(schakel.hash) != _volgende(vorige, nummer, schakel.gebeurtenis, schakel.inhoud):
                raise _Breuk(nummer, f"Schakel {nummer} is veranderd: zij past niet op schakel {nummer - 1}.")
            _rij_klopt(schakel, rijen.get(schakel.gebeurtenis))
            vorige = bytes(schakel.hash)
            if ankers.pop(nummer, vorige.hex()) != vorige.hex():
                raise _Breuk(
                    nummer, f"Schakel {nummer} is een andere dan het bewaarde anker: de keten is opnieuw gemaakt."
                )
            tel[1] += not _echt(vorige, schakel.zegel)
            tel[0] += 1
    if ankers:
        verst = max(ankers)
        raise _Breuk(
            nummer + 1,
            f"Aan het eind is geknipt: een bewaard anker noemt schakel {verst}, de keten stopt bij {nummer}.",
        )


def _happen() -> Iterator[list[Schakel]]:
    laatste = 0
    while hap := list(Schakel.objects.filter(nummer__gt=laatste).order_by("nummer")[:HAP]):
        yield hap
        laatste = hap[-1].nummer


def _rijen(pks: list[Any]) -> dict[Any, Gebeurtenis]:
    alle = Gebeurtenis.objects.voor_taak("toegang.keten_controle").only("pk", *VELDEN)
    uit: dict[Any, Gebeurtenis] = {}
    for begin in range(0, len(pks), 500):
        uit.update({rij.pk: rij for rij in alle.filter(pk__in=pks[begin : begin + 500]).order_by()})
    return uit


def _rij_klopt(schakel: Schakel, rij: Gebeurtenis | None) -> None:
    if rij is None:
        raise _Breuk(schakel.nummer, f"De regel van schakel {schakel.nummer} is uit het logboek weggehaald.")
    if inhoud(rij) != bytes(schakel.inhoud):
        raise _Breuk(
            schakel.nummer,
            f"De regel van schakel {schakel.nummer} is gewijzigd ({rij.naam}, {rij.wanneer:%d-%m-%Y %H:%M}).",
        )


def _wachtrij() -> None:
    """Rows in line: still as they were written, and written by us."""
    wachtend = list(Wachtend.objects.all())
    rijen = _rijen([w.gebeurtenis for w in wachtend])
    for item in wachtend:
        rij = rijen.get(item.gebeurtenis)
        if rij is None:
            raise _Breuk(None, "Een regel die op zijn zegel wacht, is weggehaald.")
        if item.geweigerd or not _echt(item.gebeurtenis.bytes + bytes(item.inhoud), item.merk):
            raise _Breuk(None, f"Een regel die op zijn zegel wacht, is niet door Vindplaats geschreven ({rij.naam}).")
        if inhoud(rij) != bytes(item.inhoud):
            raise _Breuk(None, f"Een regel die op zijn zegel wacht, is gewijzigd ({rij.naam}).")


def _buiten_de_keten() -> None:
    """A row that is neither in the chain nor in line was put in behind our back, or its link was cut off."""
    rijen = Gebeurtenis.objects.voor_taak("toegang.keten_controle").filter(
        ~Exists(Schakel.objects.filter(gebeurtenis=OuterRef("pk"))),
        ~Exists(Wachtend.objects.filter(gebeurtenis=OuterRef("pk"))),
    )
    rij = rijen.order_by("wanneer").first()
    if rij is not None:
        raise _Breuk(
            None,
            f"Een regel staat buiten de keten: ingevoegd, of haar schakel is weg ({rij.naam}, {rij.wanneer:%d-%m-%Y %H:%M}).",
        )
