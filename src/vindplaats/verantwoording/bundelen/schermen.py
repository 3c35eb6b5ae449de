"""What the tabs of the collective account show: filters, tables, charts, the conclusion fields, who can see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from vindplaats.formats.queries import meegeleverd
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import Actie, Chip, Gebeurtenis, Kruimel, Persoon
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.log import spoor
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.models import Bundel
from vindplaats.verantwoording.queries import FORMAAT, jaren

from . import grafieken, papier, rules, tabellen
from .queries import ALGEMEEN, FEITEN, GELD, INDICATOREN, VASTE_DELEN, Beeld, Conclusietekst


def gekozen_jaar(wie: Wie, gevraagd: str) -> int:
    """The school year asked for, else the newest with reports, else the last that ended."""
    if gevraagd.isdigit() and 2014 <= int(gevraagd) <= 2100:
        return int(gevraagd)
    bekend = jaren(wie)
    return bekend[0] if bekend else Schooljaar.van(vandaag()).vorig.begin


def jaarchips(wie: Wie, jaar: int) -> list[Chip]:
    """School years to choose from."""
    url = reverse("verantwoording:gezamenlijk")
    return [Chip(str(Schooljaar(j)), f"{url}?jaar={j}", j == jaar) for j in sorted({*jaren(wie), jaar}, reverse=True)]


def conclusiedelen(bundel: Bundel) -> set[str]:
    """Parts at which a conclusion may stand, in any version of the form."""
    vragen = {
        v.code for d in meegeleverd(FORMAAT) for v in d.vragen.values() if v.soort == "tekst" and v.code != "extra"
    }
    return {*VASTE_DELEN, *vragen}


def een_url(bundel: Bundel, blad: str = "overzicht") -> str:
    """The page of an account at one tab."""
    kaal = reverse("verantwoording:gezamenlijk-een", args=[bundel.pk])
    return kaal if blad == "overzicht" else f"{kaal}?blad={blad}"


def deel_url(bundel: Bundel, deel: str) -> str:
    """The place of a conclusion on the page."""
    blad = {ALGEMEEN: "overzicht", GELD: "geld", FEITEN: "cijfers", INDICATOREN: "indicatoren"}.get(deel, "onderdelen")
    return f"{een_url(bundel, blad)}#c-{deel}"


def stand(bundel: Bundel) -> dict[str, str]:
    """The state in words, its kind, who is at turn and with what, for the status line."""
    if bundel.gepubliceerd_op:
        return {"naam": "Gepubliceerd", "soort": "goed", "wie": "", "wat": ""}
    if bundel.gedeeld_op:
        return {
            "naam": "Gedeeld met de besturen",
            "soort": "bezig",
            "wie": "Directeur",
            "wat": "rondt de conclusies af en publiceert",
        }
    return {
        "naam": "Concept",
        "soort": "neutraal",
        "wie": "Directeur of medewerker kwaliteit",
        "wat": "schrijft conclusies en deelt",
    }


def wie_ziet(beeld: Beeld, bundel: Bundel, straks: str = "") -> list[Persoon]:
    """Who can read the account now, or after a step ("gedeeld", "gepubliceerd")."""
    swvs = ", ".join(swv.kort or swv.naam for swv in beeld.swvs)
    lijst = [Persoon(swvs, "directeur, kwaliteit, controller, secretariaat en bestuur")]
    if straks or bundel.gedeeld_op:
        lijst.append(Persoon(f"Besturen in {swvs}", "schoolbestuurder en bestuursadviseurs"))
    if straks == "gepubliceerd" or bundel.gepubliceerd_op:
        lijst.append(Persoon("Genodigden", "OPR, toezicht, deelnemersraad, gemeenten en inspectie"))
    return lijst


def kader(wie: Wie, bundel: Bundel, beeld: Beeld, blad: str) -> dict[str, Any]:
    """What every tab needs."""
    schrijver = mag(wie, "verantwoording.bundel_schrijven", bundel)
    return {
        "bundel": bundel,
        "beeld": beeld,
        "blad": blad,
        "tabs": [Chip(b.naam, een_url(bundel, code), code == blad, b.aantal(beeld)) for code, b in BLADEN.items()],
        "stand": stand(bundel),
        "schrijver": schrijver and not bundel.gepubliceerd_op,
        "mag_delen": schrijver and not bundel.gedeeld_op and bool(beeld.inbrengen),
        "mag_publiceren": bool(bundel.gedeeld_op)
        and not bundel.gepubliceerd_op
        and mag(wie, "verantwoording.bundel_publiceren", bundel),
        "personen": wie_ziet(beeld, bundel),
        "personen_gedeeld": wie_ziet(beeld, bundel, "gedeeld"),
        "personen_gepubliceerd": wie_ziet(beeld, bundel, "gepubliceerd"),
        "tijdlijn": [Gebeurtenis(g.wanneer, g.zin, g.wie_naam, g.waarom) for g in spoor(bundel)[:20]],
        "kruimels": [
            Kruimel("Gezamenlijke verantwoording", f"{reverse('verantwoording:gezamenlijk')}?jaar={bundel.jaar}"),
            Kruimel(f"{beeld.naam} {beeld.jaar}"),
        ],
        "meer_acties": [
            Actie(
                f"Download als {naam}", reverse("verantwoording:gezamenlijk-uitvoer", args=[bundel.pk, s]), "download"
            )
            for s, naam in (papier.SOORTEN | (papier.AANKONDIGING if bundel.gepubliceerd_op else {})).items()
        ],
    }


def veld(bundel: Bundel, beeld: Beeld, deel: str) -> dict[str, Any]:
    """One conclusion as a field or as text."""
    conclusie: Conclusietekst = beeld.conclusie(deel)
    return {
        "deel": deel,
        "conclusie": conclusie,
        "url": reverse("verantwoording:gezamenlijk-conclusie", args=[bundel.pk, deel]),
    }


# --- tabs ------------------------------------------------------------------------------------------------------------


def _overzicht(wie: Wie, bundel: Bundel, beeld: Beeld) -> dict[str, Any]:
    rapporten = {inbreng.bestuur: inbreng for inbreng in beeld.inbrengen}
    urls = [_rapport_url(rapporten.get(bestuur.nummer)) for bestuur in beeld.verwacht]
    return {
        "ontbreekt": rules.ontbreekt_zin(beeld.ontbreekt),
        "uitzondering": rules.uitzondering(beeld.geld),
        "besturen": tabellen.op_scherm(tabellen.besturen(beeld), sleutel="besturen", urls=urls),
        "signaal_aantal": len(beeld.signalen),
        "signalen_url": een_url(bundel, "signalen"),
        "algemeen": veld(bundel, beeld, ALGEMEEN),
    }


def _rapport_url(inbreng: rules.Inbreng | None) -> str:
    return reverse("verantwoording:rapport", args=[inbreng.rapport]) if inbreng and inbreng.leesbaar else ""


def _onderdelen(wie: Wie, bundel: Bundel, beeld: Beeld) -> dict[str, Any]:
    urls = {inbreng.rapport: _rapport_url(inbreng) for inbreng in beeld.inbrengen}
    vragen = []
    for overzicht in beeld.vragen:
        regelurls = [f"{urls[r.rapport]}#d-{overzicht.deel}" if urls[r.rapport] else "" for r in overzicht.regels]
        tabel = tabellen.op_scherm(tabellen.vraag(overzicht), sleutel=f"t-{overzicht.code}", urls=regelurls)
        vak = veld(bundel, beeld, overzicht.code) if overzicht.code != "extra" else None
        vragen.append({"overzicht": overzicht, "tabel": tabel, "veld": vak})
    return {"vragen": vragen, "telling": tabellen.op_scherm(tabellen.telling(beeld), sleutel="telling")}


def _geld(wie: Wie, bundel: Bundel, beeld: Beeld) -> dict[str, Any]:
    urls = [_rapport_url(inbreng) for inbreng in beeld.inbrengen]
    return {
        "uitzondering": rules.uitzondering(beeld.geld),
        "ontvangen": tabellen.op_scherm(tabellen.ontvangen(beeld), sleutel="ontvangen", urls=urls),
        "categorieen": tabellen.op_scherm(tabellen.categorieen(beeld), sleutel="categorieen"),
        "grafieken": [g for g in (grafieken.ontvangen(beeld), grafieken.categorieen(beeld)) if g],
        "verklaringen": [regel for regel in beeld.geld.sluit_niet if regel.uitleg],
        "elders": len(beeld.codes) == 1 and beeld.geld.hier != beeld.geld.ontvangen,
        "veld": veld(bundel, beeld, GELD),
    }


def _cijfers(wie: Wie, bundel: Bundel, beeld: Beeld) -> dict[str, Any]:
    groepen: dict[str, list[Any]] = {}
    for feit in beeld.feiten:
        groepen.setdefault(feit.groep or "Overig", []).append(feit)
    return {
        "groepen": [
            (naam, tabellen.op_scherm(tabellen.feiten(rij), sleutel=f"cijfers-{nr}"))
            for nr, (naam, rij) in enumerate(groepen.items(), 1)
        ],
        "uitleg": papier.FEITEN_UITLEG,
        "veld": veld(bundel, beeld, FEITEN),
    }


def _indicatoren(wie: Wie, bundel: Bundel, beeld: Beeld) -> dict[str, Any]:
    niet = [keuze for keuze in beeld.keuzes if not keuze.door]
    return {
        "gekozen": tabellen.op_scherm(
            tabellen.gekozen(beeld.keuzes), sleutel="gekozen", leeg="Geen bestuur koos een indicator."
        ),
        "grafieken": grafieken.indicatoren(beeld),
        "niet_gekozen": niet,
        "veld": veld(bundel, beeld, INDICATOREN),
    }


def _signalen(wie: Wie, bundel: Bundel, beeld: Beeld) -> dict[str, Any]:
    rapporten = {inbreng.rapport: _rapport_url(inbreng) for inbreng in beeld.inbrengen}
    urls = [rapporten[signaal.rapport] for signaal in beeld.signalen]
    return {
        "signalen": tabellen.op_scherm(
            tabellen.signalen(beeld), sleutel="signalen", urls=urls, leeg="Er zijn geen signalen."
        )
    }


def _geen_aantal(_: Beeld) -> int | None:
    return None


@dataclass(frozen=True)
class Blad:
    """A tab: its name, its context, and the number behind its name."""

    naam: str
    maak: Callable[[Wie, Bundel, Beeld], dict[str, Any]]
    aantal: Callable[[Beeld], int | None] = _geen_aantal


BLADEN: dict[str, Blad] = {
    "overzicht": Blad("In het kort", _overzicht),
    "onderdelen": Blad("Onderdelen", _onderdelen),
    "geld": Blad("Geld", _geld),
    "cijfers": Blad("Cijfers", _cijfers),
    "indicatoren": Blad("Indicatoren", _indicatoren),
    "signalen": Blad("Signalen", _signalen),
}
