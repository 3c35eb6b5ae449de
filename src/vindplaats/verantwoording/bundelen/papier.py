"""The collective account on paper, in Excel and as JSON. What stands on the screen stands here, in the same words."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from vindplaats.documenten import stuk as s
from vindplaats.documenten.briefstuk import brief
from vindplaats.documenten.excel import Blad, Kolom, maak_json, maak_xlsx, van_tabel
from vindplaats.documenten.inname import MIME
from vindplaats.documenten.namen import schone_naam
from vindplaats.documenten.queries import huisstijl_van
from vindplaats.kern.brieven import opgesteld
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.geld import als_euro
from vindplaats.kern.grafiek import Grafiek
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.verantwoording.briefsoorten import PUBLICATIEBRIEF
from vindplaats.verantwoording.omzetten import als_lezing

from . import grafieken, rules, tabellen
from .formulier import alineas
from .queries import ALGEMEEN, FEITEN, GELD, INDICATOREN, VASTE_DELEN, Beeld
from .uitvoer import VERZONNEN, Uitvoer

SOORTEN = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "json": "JSON"}
AANKONDIGING = {"aankondiging-pdf": "aankondiging (PDF)", "aankondiging-docx": "aankondiging (Word)"}
FEITEN_UITLEG = "Alleen bevestigde cijfers tellen mee. Aantallen van minder dan vijf leerlingen staan hier niet, zodat niemand te herkennen is."


def uitvoer_van_beeld(beeld: Beeld, soort: str, kenmerk: str = "") -> Uitvoer:
    """The account as pdf, docx, xlsx or json. NietGevonden for another kind; UitvoerFout when it cannot be made."""
    naam = schone_naam(f"{beeld.titel} {beeld.naam}", soort)
    mime = MIME.get(soort, "application/json")
    if soort == "pdf":
        from vindplaats.documenten.pdf import maak_pdf

        pdf = maak_pdf(stuk_van_beeld(beeld, kenmerk))
        return Uitvoer(pdf.data, naam, mime, pdf.melding)
    if soort == "docx":
        from vindplaats.documenten.word import maak_docx

        return Uitvoer(maak_docx(stuk_van_beeld(beeld, kenmerk)), naam, mime)
    if soort == "xlsx":
        return Uitvoer(maak_xlsx(bladen(beeld), _over(beeld)), naam, mime)
    if soort == "json":
        return Uitvoer(maak_json(als_json(beeld)), naam, mime)
    raise NietGevonden("Dit bestand kan niet worden gemaakt. Kies PDF, Word, Excel of JSON.")


# --- paper -----------------------------------------------------------------------------------------------------------


def stuk_van_beeld(beeld: Beeld, kenmerk: str = "") -> s.Stuk:
    """The account as a document with a table of contents."""
    return s.Stuk(
        beeld.titel,
        list(_blokken(beeld)),
        ondertitel=beeld.naam,
        kenmerk=kenmerk,
        datum=vandaag(),
        huisstijl=huisstijl_van(beeld.swvs[0].sleutel) if len(beeld.swvs) == 1 else s.Huisstijl(organisatie=beeld.naam),
        inhoudsopgave=True,
        melding=VERZONNEN if settings.DEMO else "",
    )


def _blokken(beeld: Beeld) -> Iterator[s.Blok]:
    yield s.Kop("In het kort", 1)
    yield s.Alinea(beeld.eerste_regel)
    if zin := rules.ontbreekt_zin(beeld.ontbreekt):
        yield s.Alinea(zin)
    yield from _conclusie(beeld, ALGEMEEN)
    yield tabellen.besturen(beeld)
    if not beeld.inbrengen:
        return
    yield from _geld(beeld)
    yield from _onderdelen(beeld)
    yield from _feiten(beeld)
    yield from _indicatoren(beeld)
    yield s.Kop("Signalen", 1)
    if beeld.signalen:
        yield s.Alinea("Dit vraagt om een gesprek. Een signaal is geen oordeel.")
        yield tabellen.signalen(beeld)
    else:
        yield s.Alinea("Er zijn geen signalen.")


def _conclusie(beeld: Beeld, deel: str) -> Iterator[s.Blok]:
    tekst = beeld.conclusie(deel).tekst
    if tekst:
        titel = beeld.delen.get(deel, "")
        yield s.Kop(titel if deel in VASTE_DELEN else f"Conclusie bij {titel}", 3)
        yield from alineas(tekst)


def _grafiek(grafiek: Grafiek | None) -> Iterator[s.Blok]:
    if grafiek is not None:
        tabel = s.Tabel(grafiek.kolommen, grafiek.rijen)
        regels = "; ".join(" ".join(rij) for rij in tabel.tekstrijen())
        yield s.Grafiek(svg=str(grafiek.svg), alt=f"{grafiek.titel}. {regels}"[:900], onderschrift=grafiek.titel)


def _geld(beeld: Beeld) -> Iterator[s.Blok]:
    yield s.Kop("Geld", 1)
    if zin := rules.uitzondering(beeld.geld):
        yield s.Alinea(zin)
    yield from _grafiek(grafieken.ontvangen(beeld))
    yield tabellen.ontvangen_per_verband(beeld)
    yield tabellen.aansluiting(beeld)
    if beeld.geld.categorieen:
        yield from _grafiek(grafieken.categorieen(beeld))
        yield tabellen.categoriesommen(beeld)
    for regel in beeld.geld.sluit_niet:
        if regel.uitleg:
            yield s.Citaat(regel.uitleg, f"{regel.naam} bij een verschil van {als_euro(regel.aansluiting.verschil)}")
    yield from _conclusie(beeld, GELD)


def _onderdelen(beeld: Beeld) -> Iterator[s.Blok]:
    yield s.Kop("Wat de besturen schreven", 1)
    yield tabellen.telling(beeld)
    for overzicht in beeld.vragen:
        yield s.Kop(overzicht.titel, 2)
        yield tabellen.vraag_op_papier(overzicht)
        yield from _conclusie(beeld, overzicht.code)


def _feiten(beeld: Beeld) -> Iterator[s.Blok]:
    yield s.Kop("Cijfers", 1)
    if beeld.feiten:
        yield s.Alinea(FEITEN_UITLEG, zacht=True)
        yield tabellen.feiten(beeld.feiten)
    else:
        yield s.Alinea("Er zijn nog geen bevestigde cijfers van de besturen.")
    yield from _conclusie(beeld, FEITEN)


def _indicatoren(beeld: Beeld) -> Iterator[s.Blok]:
    yield s.Kop("Gekozen indicatoren", 1)
    yield from (blok for grafiek in grafieken.indicatoren(beeld) for blok in _grafiek(grafiek))
    yield tabellen.gekozen(beeld.keuzes)
    yield from _conclusie(beeld, INDICATOREN)


# --- sheets and data -------------------------------------------------------------------------------------------------


def bladen(beeld: Beeld) -> list[Blad]:
    """The sheets of the account: totals first, then every row."""
    onderdelen: list[list[s.Cel]] = [
        [o.titel, r.naam, r.standwoord, r.woorden or None, r.begin if r.gepubliceerd else ""]
        for o in beeld.vragen
        for r in o.regels
    ]
    kop = [
        Kolom("Onderdeel"),
        Kolom("Bestuur"),
        Kolom("Antwoord"),
        Kolom("Woorden", "getal"),
        Kolom("Begin van de tekst"),
    ]
    teksten: list[list[s.Cel]] = [
        [titel, beeld.conclusie(code).tekst] for code, titel in beeld.delen.items() if beeld.conclusie(code).tekst
    ]
    return [
        van_tabel("Besturen", tabellen.besturen(beeld)),
        van_tabel("Geld", tabellen.ontvangen(beeld)),
        van_tabel("Categorieen", tabellen.categorieen(beeld)),
        van_tabel("Telling", tabellen.telling(beeld)),
        Blad("Onderdelen", kop, onderdelen),
        van_tabel("Cijfers", tabellen.feiten(beeld.feiten)),
        van_tabel("Indicatoren", tabellen.gekozen(beeld.keuzes)),
        van_tabel("Signalen", tabellen.signalen(beeld)),
        Blad("Conclusies", [Kolom("Onderdeel", breedte=34), Kolom("Conclusie", breedte=110)], teksten),
    ]


def _over(beeld: Beeld) -> list[tuple[str, str]]:
    regels = [
        ("Gezamenlijke verantwoording", beeld.naam),
        ("Schooljaar", str(beeld.jaar)),
        ("In het kort", beeld.eerste_regel),
        ("Besturen die ontbreken", ", ".join(beeld.ontbreekt) or "geen"),
        ("Cijfers", FEITEN_UITLEG),
        ("Gemaakt op", datum_zonder_dag(vandaag())),
    ]
    return [*regels, ("Let op", VERZONNEN)] if settings.DEMO else regels


def als_json(beeld: Beeld) -> dict[str, Any]:
    """The account as data: the whole answers of the boards the reader may read, and the sums. Amounts in euros."""
    return {
        "schooljaar": str(beeld.jaar),
        "naam": beeld.naam,
        "swv": list(beeld.codes),
        "in_het_kort": beeld.eerste_regel,
        "ontbreekt": list(beeld.ontbreekt),
        "besturen": [
            {"nummer": i.bestuur, "naam": i.naam, "verantwoording": als_lezing(i.definitie, i.stukken) if i.leesbaar else None}
            for i in beeld.inbrengen
        ],
        "geld": _geld_json(beeld),
        "cijfers": [
            {"code": f.code, "naam": f.naam, "eenheid": f.eenheid, "verloop": f.trend,
             "jaren": [{"schooljaar": p.schooljaar, "waarde": p.waarde, "verborgen": p.verborgen, "besturen": p.n} for p in f.punten]}
            for f in beeld.feiten
        ],
        "indicatoren": [{"nummer": k.nummer, "label": k.label, "besturen": list(k.door)} for k in beeld.keuzes if k.door],
        "signalen": [{"bestuur": x.bestuur, "soort": x.soort, "zin": x.zin, "uitleg": x.uitleg} for x in beeld.signalen],
        "conclusies": {code: beeld.conclusie(code).tekst for code in beeld.delen if beeld.conclusie(code).tekst},
        "gemaakt_op": nu().isoformat(timespec="seconds"),
        "verzonnen": bool(settings.DEMO),
    }  # fmt: skip


def _geld_json(beeld: Beeld) -> list[dict[str, Any]]:
    return [
        {
            "bestuur": regel.naam,
            "ontvangen": {swv: _euro(bedrag) for swv, bedrag in regel.per_swv.items()},
            "ontvangen_samen": _euro(regel.ontvangen),
            "besteed": _euro(regel.besteed),
            "toegekend": _euro(regel.toegekend),
            "pm_regels": regel.aansluiting.pm_regels,
            "per_categorie": {code or "zonder": _euro(bedrag) for code, bedrag in regel.per_categorie.items()},
        }
        for regel in beeld.geld.regels
    ]


def _euro(centen: int | None) -> int | float | None:
    if centen is None:
        return None
    return centen // 100 if centen % 100 == 0 else centen / 100


def aankondiging(beeld: Beeld, swv: str, url: str, soort: str) -> Uitvoer:
    """The letter that tells the account is published, in the words and style of the SWV (key; empty: the house)."""
    aantal = len(beeld.inbrengen)
    velden = {
        "schooljaar": str(beeld.jaar), "van_wie": beeld.naam, "link": url,
        "aantal_besturen": "een bestuur" if aantal == 1 else f"{aantal} besturen",
    }  # fmt: skip
    klaar = opgesteld(PUBLICATIEBRIEF.code, swv, velden, vandaag())
    stuk = brief(klaar.onderwerp, klaar.tekst, huisstijl_van(swv) if swv else s.Huisstijl(), vandaag())
    from vindplaats.documenten.pdf import maak_pdf
    from vindplaats.documenten.word import maak_docx

    vorm = soort.partition("-")[2]
    data = maak_pdf(stuk).data if vorm == "pdf" else maak_docx(stuk)
    return Uitvoer(data, schone_naam(klaar.onderwerp, vorm), MIME[vorm])
