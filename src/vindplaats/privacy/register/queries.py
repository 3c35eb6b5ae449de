"""Reads of the register of processing: generated from the declarations, with own lines and notes of the SWV."""

import datetime as dt
import uuid
from typing import Any

from vindplaats.instellingen.queries import waarden
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.instelbaar import Geldend
from vindplaats.kern.klok import vandaag
from vindplaats.kern.persoonsgegevens import Gegevens, Verwerking, verwerkingen
from vindplaats.kern.registers import persoonsgegevens
from vindplaats.privacy.bewaren.instelbaar import termijncode
from vindplaats.privacy.models import Registerregel, Registerstand
from vindplaats.toegang.wie import Wie

from . import rules


def register(swv: str, dag: dt.date | None = None) -> list[rules.Regel]:
    """The whole register of an SWV on a day (default today): generated lines first, then its own. Three queries.

    No person is asked for: the callers have checked the right, the nightly task keeps it.
    """
    op = dag or vandaag()
    rijen = list(Registerregel.objects.voor_taak("privacy.register").filter(organisatie=swv).geldig_op(op))
    notities = {r.sleutel: r.tekst for r in rijen if r.soort == Registerregel.NOTITIE}
    termijnen = waarden(swv, [termijncode(v.bewaren.code) for v in verwerkingen], op)
    vast = [_uit_verwerking(v, notities.get(v.code, ""), termijnen[termijncode(v.bewaren.code)]) for v in verwerkingen]
    eigen = [_uit_rij(r) for r in rijen if r.soort == Registerregel.VERWERKING]
    return [*sorted(vast, key=lambda r: r.naam.lower()), *sorted(eigen, key=lambda r: r.naam.lower())]


def _uit_verwerking(v: Verwerking, notitie: str, termijn: Geldend) -> rules.Regel:
    velden = [
        (veld.wat, veld.bijzonder)
        for g in persoonsgegevens
        if isinstance(g, Gegevens) and g.verwerking.code == v.code
        for veld in g.velden.values()
    ]
    return rules.Regel(
        code=v.code, naam=v.naam, rol=rules.ROLLEN[v.verantwoordelijke], doel=v.doel, van=v.van, gegevens=", ".join(sorted({wat for wat, _ in velden})),
        bijzonder=any(b for _, b in velden), grondslag=v.grondslag, bron=v.bron, ontvangers="; ".join(v.ontvangers), bewaren=bewaarzin(v, termijn),
        maatregelen="; ".join(v.maatregelen), notitie=notitie,
    )  # fmt: skip


def bewaarzin(v: Verwerking, termijn: Geldend) -> str:
    """How long, in words: the value of the SWV or of a source, else that none was set."""
    begin = f"{v.bewaren.tekst[:1].upper()}{v.bewaren.tekst[1:]}, vanaf {v.bewaren.vanaf}"
    if termijn.leeg:
        return f"{begin}. Nog geen termijn in dagen vastgesteld."
    return f"{begin}: {int(termijn.waarde)} dagen ({termijn.bron})."


def _uit_rij(r: Registerregel) -> rules.Regel:
    return rules.Regel(
        code=r.sleutel, naam=r.naam, rol=rules.ROLLEN["swv"], doel=r.doel, van=r.van, gegevens=r.gegevens, bijzonder=r.bijzonder, grondslag=r.grondslag,
        bron="", ontvangers=r.ontvangers, bewaren=r.bewaren, maatregelen=r.maatregelen, eigen=True,
    )  # fmt: skip


def regel_voor(wie: Wie, sleutel: str) -> rules.Regel:
    """One line of the register by its code. Raises NietGevonden."""
    for regel in register(wie.organisatie):
        if regel.code == sleutel:
            return regel
    raise NietGevonden


def rij_voor(wie: Wie, sleutel: str, soort: str) -> Registerregel | None:
    """The own row that holds today, or None."""
    rij: Registerregel | None = (
        Registerregel.objects.zichtbaar_voor(wie)
        .geldig_op(vandaag())
        .filter(sleutel=sleutel, soort=soort)
        .order_by("-vanaf", "-op")
        .first()
    )
    return rij


def geschiedenis(wie: Wie, sleutel: str) -> list[Registerregel]:
    """All own rows with this code, newest first."""
    return list(Registerregel.objects.zichtbaar_voor(wie).filter(sleutel=sleutel).order_by("-vanaf", "-op"))


def vergeleken(wie: Wie, dag: dt.date) -> tuple[Registerstand | None, list[rules.Verschil]]:
    """What changed since a day: the kept register of that day or the last before it; else the first that was kept."""
    alle: Any = Registerstand.objects.zichtbaar_voor(wie).filter(organisatie=wie.organisatie)
    stand: Registerstand | None = alle.filter(dag__lte=dag).order_by("-dag").first() or alle.order_by("dag").first()
    return stand, rules.verschillen(stand.inhoud, register(wie.organisatie)) if stand else []


def nieuwe_sleutel() -> str:
    """A code for an own processing."""
    return f"eigen.{uuid.uuid4().hex[:12]}"
