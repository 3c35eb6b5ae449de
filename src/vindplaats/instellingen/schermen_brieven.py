"""What the letter screens show: the list, one kind with its versions, the editor and its preview."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from vindplaats.documenten import briefstuk
from vindplaats.documenten import stuk as s
from vindplaats.documenten.queries import huisstijl_van
from vindplaats.kern.brieven import BRIEF, KANALEN, MAIL, Briefsoort, bezwaren, vul_in
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import briefsoorten
from vindplaats.kern.schermdelen import Kruimel
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import queries_brieven as queries
from .models import GELDIG, Briefversie
from .permissions import BRIEF_WIJZIGEN
from .schermen import tabs


@dataclass(frozen=True)
class Regel:
    """One kind in the list."""

    soort: Briefsoort
    url: str
    kanaal: str
    eigen: bool
    vanaf: Any
    straks: Any
    concept: bool


@dataclass(frozen=True)
class Proef:
    """The words with example data: `bezwaren` hold it back, `ontbreekt` only warns."""

    onderwerp: str
    tekst: str
    blokken: list[tuple[str, Any]]
    bezwaren: list[str]
    ontbreekt: tuple[str, ...]


def lijst(wie: Wie) -> dict[str, Any]:
    """All kinds with what holds today; two queries."""
    per: dict[str, list[Briefversie]] = {}
    for rij in queries.versies(wie):
        per.setdefault(rij.code, []).append(rij)
    concepten, dag = queries.concepten(wie), vandaag()
    regels = []
    for soort in sorted(briefsoorten, key=lambda b: b.naam):
        rijen = per.get(soort.code, [])
        nu = queries.geldend(rijen, dag)
        straks = min((r.vanaf for r in rijen if r.stand == GELDIG and r.vanaf and r.vanaf > dag), default=None)
        eigen = nu is not None and not nu.standaard
        regels.append(
            Regel(
                soort,
                reverse("instellingen:brief", args=[soort.code]),
                KANALEN[soort.kanaal],
                eigen,
                nu.vanaf if nu else None,
                straks,
                soort.code in concepten,
            )
        )
    return {"regels": regels, "titel": "Brieven en mails", "tabs": tabs("brieven")}


def brief(wie: Wie, soort: Briefsoort) -> dict[str, Any]:
    """One kind: the words that hold today as they come out, and every version."""
    rijen, dag = queries.versies(wie, soort.code), vandaag()
    nu = queries.geldend(rijen, dag)
    onderwerp, tekst = (soort.onderwerp, soort.tekst) if nu is None or nu.standaard else (nu.onderwerp, nu.tekst)
    return {
        "soort": soort, "proef": proef(wie, soort, onderwerp, tekst), "nu": nu, "eigen": nu is not None and not nu.standaard,
        "versies": [(r, r == nu, r.stand == GELDIG and r.vanaf is not None and r.vanaf > dag) for r in rijen],
        "concept": queries.concept(wie, soort.code), "kanaal": KANALEN[soort.kanaal], "is_mail": soort.kanaal == MAIL, "is_brief": soort.kanaal == BRIEF,
        "mag": mag(wie, BRIEF_WIJZIGEN.code, wie.organisatie), "titel": soort.naam, "kruimels": kruimels(soort.naam),
    }  # fmt: skip


def proef(wie: Wie, soort: Briefsoort, onderwerp: str, tekst: str) -> Proef:
    """The words with the example data of the declaration and the real name, motto and contact of the SWV."""
    klaar = vul_in(soort, onderwerp, tekst, wie.organisatie, {v.code: v.voorbeeld for v in soort.velden}, vandaag())
    delen = (
        [_blok(b) for b in briefstuk.blokken(klaar.tekst)]
        if soort.kanaal == BRIEF
        else [("alinea", a) for a in klaar.tekst.split("\n\n")]
    )
    return Proef(klaar.onderwerp, klaar.tekst, delen, bezwaren(soort, onderwerp, tekst), klaar.ontbreekt)


def _blok(blok: s.Blok) -> tuple[str, Any]:
    if isinstance(blok, s.Kop):
        return "kop", blok.tekst
    if isinstance(blok, s.Lijst):
        return "lijst", [s.plat(p) for p in blok.punten]
    if isinstance(blok, s.Alinea):
        return "alinea", s.plat(blok.tekst)
    return "slot", ""


def proefstuk(wie: Wie, soort: Briefsoort, onderwerp: str, tekst: str) -> s.Stuk:
    """The letter with example data as a document, marked as an example."""
    klaar = vul_in(soort, onderwerp, tekst, wie.organisatie, {v.code: v.voorbeeld for v in soort.velden}, vandaag())
    stijl = huisstijl_van(wie.organisatie)
    return briefstuk.brief(
        klaar.onderwerp,
        klaar.tekst,
        stijl,
        vandaag(),
        geadresseerde=soort.geadresseerde,
        kenmerk="VOORBEELD",
        melding="Voorbeeld met verzonnen gegevens",
    )


def kruimels(*namen: str) -> list[Kruimel]:
    """The way back to the list of letters."""
    return [
        Kruimel("Instellingen", reverse("instellingen:overzicht")), Kruimel("Brieven en mails", reverse("instellingen:brieven")),
        *(Kruimel(n) for n in namen),
    ]  # fmt: skip
