"""Messages that go out after a step: who and in which words stands in the table of the case, also in an SWV's own version."""

from collections.abc import Collection, Iterable

from vindplaats.kern.klok import vandaag
from vindplaats.kern.opmaak import datum_zonder_dag, over_dagen
from vindplaats.kern.registers import namen_van, onderwerpen
from vindplaats.toegang.actions import bericht_sturen
from vindplaats.toegang.queries import mensen_met_rol
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.rolpost import paren
from vindplaats.toegang.wie import Wie

from .herinneringen import titels_van, url_van
from .models import Overgang, Termijn, Zaak
from .samenvoegen import regiowaarden, velden_in, voeg_samen
from .tabel import Stap


def na_stap(wie: Wie, zaak: Zaak, stap: Stap, overgang: Overgang) -> int:
    """Send the messages of a step, once per step and person; returns how many people heard something."""
    if not stap.berichten:
        return 0
    nodig = {veld for bericht in stap.berichten for veld in velden_in(bericht.tekst)}
    waarden = velden_van(zaak, nodig, stap.naam)
    aantal = 0
    for bericht in stap.berichten:
        plekken = _plekken(zaak, bericht.naar)
        naar = mensen_met_rol(list(bericht.naar), plekken)
        regio = regiowaarden(bericht.tekst, zaak.swv_sleutels, vandaag())
        tekst = voeg_samen(bericht.tekst, {**regio, **waarden})
        if not naar or not tekst:
            continue
        aantal += bericht_sturen(
            wie=wie,
            naar=naar,
            voor=paren(bericht.naar, plekken),
            tekst=tekst[:300],
            url=_url(zaak, bericht.pagina),
            sleutel=f"stap:{zaak.pk}:{overgang.volgnummer}:{bericht.code}",
        )
    return aantal


def _plekken(zaak: Zaak, rollen: Iterable[str]) -> list[str]:
    """The organisations where these roles count for this case: the SWVs it concerns, or its owner."""
    soorten = {ROLLEN[rol].soort for rol in rollen if rol in ROLLEN}
    plekken = [zaak.organisatie] if soorten - {"swv"} else []
    return plekken + (zaak.swv_sleutels if "swv" in soorten else [])


def _url(zaak: Zaak, pagina: str) -> str:
    soort = onderwerpen.get(zaak.onderwerp.partition(":")[0])
    if pagina == "lijst" and soort and soort.lijst:
        return soort.lijst()
    return url_van(zaak.onderwerp)


def velden_van(zaak: Zaak, nodig: Collection[str], stap: str = "") -> dict[str, str]:
    """The values of the merge fields that are needed for a real case; only what is needed is asked of the database."""
    uit = {
        "schooljaar": str(zaak.jaar) if zaak.jaar else "",
        "stap": stap,
        "stand": zaak.stand_nu.naam,
        "procedure": zaak.tabel.titel,
    }
    if "zaak" in nodig:
        uit["zaak"] = titels_van([zaak])[zaak.onderwerp]
    if "organisatie" in nodig:
        uit["organisatie"] = namen_van([zaak.organisatie])[zaak.organisatie]
    if not {"termijn", "uiterlijk", "over"}.isdisjoint(nodig):
        termijn = _termijn(zaak)
        eind = termijn.eind if termijn else None
        uit["termijn"] = termijn.naam if termijn else ""
        uit["uiterlijk"] = datum_zonder_dag(eind) if eind else ""
        uit["over"] = over_dagen(eind, vandaag()) if eind else ""
    return uit


def _termijn(zaak: Zaak) -> Termijn | None:
    """The running term of the present state, fresh from the database: the step has just changed it."""
    code = zaak.stand_nu.termijn
    if not code:
        return None
    rijen = Termijn.objects.voor_taak("procedures.berichten").filter(zaak=zaak, code=code)
    termijn: Termijn | None = rijen.order_by("-begin", "-eind").first()
    if termijn is None or not termijn.loopt:
        return None
    termijn.zaak = zaak
    return termijn
