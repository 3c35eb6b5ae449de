"""What the screens of indicatoren show, made ready from the reads."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.grafiek import Grafiek, lijngrafiek
from vindplaats.kern.registers import naam_van
from vindplaats.kern.schermdelen import Kolom, Rij, Tabel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.queries_afkomst import Afkomst, Voorouder
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import declaratie, queries, rules
from .declaratie import Indicator
from .models import Meetwaarde
from .queries import Punt, Spreiding
from .queries_afkomst import Verloop, Vroeger, verlopen

RICHTING = {"hoger": "hoger is beter", "lager": "lager is beter", "geen": "hoger of lager is niet vanzelf beter"}
OPTELLEN = {
    "som": "De cijfers van besturen worden opgeteld.",
    "gewogen": "Van besturen samen wordt een gewogen gemiddelde berekend.",
    "geen": "Dit cijfer wordt niet bij elkaar opgeteld.",
}
LIJNEN = 5
"""As many lines of predecessors as a picture can hold; with more the table tells it."""
NOEMER_PEIL = {
    "teldatum": "1 oktober", "bekostiging": "1 februari", "einde_schooljaar": "einde van het schooljaar", "opgegeven": "staat bij elk cijfer",
}  # fmt: skip


def eis_bekend(wie: Wie, code: str) -> Indicator:
    """The declared indicator, or NietGevonden."""
    try:
        return declaratie.indicator(code)
    except KeyError:
        raise NietGevonden() from None


def lijst(wie: Wie) -> dict[str, Any]:
    """All figures by group with the last value of the own organisation (an SWV: of its boards together)."""
    soorten = declaratie.alle()
    alle = _alle_verlopen(wie, [soort.code for soort in soorten])
    groepen: dict[str, list[Rij]] = {}
    for soort in soorten:
        cellen = {"naam": soort.naam} | _laatste(alle[soort.code])
        groepen.setdefault(soort.groep or "Overig", []).append(
            Rij(cellen, reverse("indicatoren:indicator", args=[soort.code]))
        )
    kolommen = [
        Kolom("naam", "Cijfer", kop=True),
        Kolom("waarde", "Laatste waarde"),
        Kolom("jaar", "Schooljaar"),
        Kolom("verandering", "Verandering"),
    ]
    tabellen = [
        Tabel(naam, kolommen, rijen, id=f"groep-{i}", toon_titel=True)
        for i, (naam, rijen) in enumerate(groepen.items())
    ]
    return {"tabellen": tabellen, "over": naam_van(wie.organisatie)}


def _laatste(verloop: Verloop) -> dict[str, str]:
    """Last value, its year and the movement; without an own figure that of the predecessors, with their names."""
    laatste = next((p for p in reversed(verloop.punten) if p.waarde is not None or p.verborgen), None)
    if laatste is not None:
        return {"waarde": laatste.tekst, "jaar": laatste.schooljaar, "verandering": verloop.beweging.zin}
    vroeger = next((v for v in reversed(verloop.vroeger) if v.tekst), None)
    if vroeger is not None:
        return {"waarde": vroeger.tekst, "jaar": vroeger.schooljaar, "verandering": ""}
    return {"waarde": rules.LEEG, "jaar": "", "verandering": ""}


def _alle_verlopen(wie: Wie, codes: list[str]) -> dict[str, Verloop]:
    if wie.soort == "swv":
        reeksen = queries.reeksen_swv(wie, codes, {"eigen": [wie.code]})
        return {code: _zonder_afkomst(code, punten, wie.organisatie) for (code, _), punten in reeksen.items()}
    return verlopen(wie, codes, wie.organisatie)


def _zonder_afkomst(code: str, punten: list[Punt], organisatie: str) -> Verloop:
    return Verloop(punten, (), queries.trend(code, punten), Afkomst(organisatie))


def indicator(wie: Wie, soort: Indicator, vraag: Any) -> dict[str, Any]:
    """One figure opened: definition, course over the years, spread over boards, the rows behind it."""
    organisatie = _gekozen(wie, vraag.get("organisatie", ""))
    verbanden = sorted(wie.swv_codes)
    if organisatie.startswith("swv:"):
        verbanden = [organisatie.partition(":")[2]]
        verloop = _zonder_afkomst(soort.code, queries.reeks_swv(wie, soort.code, verbanden), organisatie)
    else:
        verloop = verlopen(wie, [soort.code], organisatie)[soort.code]
    punten = verloop.punten
    jaar = _jaar(vraag.get("jaar", ""), punten)
    spreiding = queries.spreiding(wie, soort.code, verbanden, jaar) if verbanden and jaar else None
    gekozen = next((p for p in punten if p.jaar == jaar), None)
    return {
        "soort": soort,
        "over": naam_van(organisatie),
        "organisatie": organisatie,
        "eigen": organisatie == wie.organisatie,
        "figuur": queries.als_figuur(soort.code, punten, beweging=verloop.beweging),
        "grafiek": _verloop(soort, verloop),
        "vroeger": _vroegertabel(verloop) if verloop.vroeger else None,
        "vroegerkop": _vroegerkop(verloop),
        "niet_opgeteld": list(dict.fromkeys(v.waarom_niet for v in verloop.vroeger if v.waarom_niet)),
        "voorouders": _links(wie, soort, verloop),
        "afkomst": verloop.afkomst.zinnen(naam_van(organisatie)) if verloop.vroeger else [],
        "punt": gekozen,
        "jaar": str(Schooljaar(jaar)) if jaar else "",
        "jaren": [(p.schooljaar, _adres(soort, organisatie, p.jaar), p.jaar == jaar) for p in punten],
        "spreiding": spreiding,
        "spreidingstabel": _spreidingstabel(soort, spreiding, jaar) if spreiding else None,
        "rijen": _rijentabel(wie, soort, organisatie),
        "richting": RICHTING[soort.richting],
        "optellen": OPTELLEN[soort.optellen],
        "peil": NOEMER_PEIL[soort.peildatum],
        "mag_invoeren": soort.soort == "hand" and mag(wie, "indicatoren.invoeren"),
        "mag_norm": mag(wie, "indicatoren.norm_zetten"),
    }


def _gekozen(wie: Wie, gevraagd: str) -> str:
    """The organisation on the page: one in reach, a board of an own SWV, else the own."""
    if not gevraagd or gevraagd == wie.organisatie:
        return wie.organisatie
    besturen = queries.besturen_per_swv(sorted(wie.swv_codes))
    if gevraagd in wie.bereik.alles or gevraagd in {sleutel for rij in besturen.values() for sleutel, _, _ in rij}:
        return gevraagd
    raise NietGevonden()


def _links(wie: Wie, soort: Indicator, verloop: Verloop) -> list[tuple[str, str]]:
    """Predecessors whose own page of this figure this reader may open: name and address."""
    if not verloop.vroeger:
        return []
    mogen = wie.bereik.alles | {
        s for rij in queries.besturen_per_swv(sorted(wie.swv_codes)).values() for s, _, _ in rij
    }
    return [(v.naam, _adres(soort, v.sleutel, None)) for v in verloop.afkomst.voorouders if v.sleutel in mogen]


def _jaar(gevraagd: str, punten: list[Punt]) -> int | None:
    jaren = [p.jaar for p in punten]
    if gevraagd.isdigit() and int(gevraagd) in jaren:
        return int(gevraagd)
    return max((p.jaar for p in punten if p.waarde is not None or p.verborgen), default=max(jaren, default=None))


def _adres(soort: Indicator, organisatie: str, jaar: int | None) -> str:
    vraag = {"organisatie": organisatie} | ({"jaar": str(jaar)} if jaar else {})
    return f"{reverse('indicatoren:indicator', args=[soort.code])}?{urlencode(vraag)}"


def _getal(soort: Indicator, punt: Punt | None) -> float | None:
    if punt is None or punt.waarde is None:
        return None
    return float(punt.waarde) / (100 if soort.eenheid == "euro" else 1)


def _verloop(soort: Indicator, verloop: Verloop) -> Grafiek | None:
    """A line of the organisation itself, one of the predecessors together, and of each where they cannot be added up."""
    punten = verloop.punten
    jaren = sorted({p.jaar for p in punten} | {v.jaar for v in verloop.vroeger})
    lijnen = {soort.naam: {p.jaar: p for p in punten}} | _lijnen_van_vroeger(verloop)
    gemeten = {p.jaar for lijn in lijnen.values() for p in lijn.values() if p.waarde is not None}
    if len(gemeten) < 2:
        return None
    normen = [p.norm for p in punten if p.norm is not None]
    norm = float(normen[-1].waarde) if normen and normen[-1].waarde is not None else None
    eenheid = {"euro": "€", "aantal": "", "cijfer": ""}.get(soort.eenheid, soort.eenheid)
    titel = f"{soort.naam}: {_begin_klein(verloop.beweging.zin.rstrip('.'))}"
    alle = range(jaren[0], jaren[-1] + 1)
    return lijngrafiek(
        titel,
        [str(Schooljaar(jaar)) for jaar in alle],
        {naam: [_getal(soort, lijn.get(jaar)) for jaar in alle] for naam, lijn in lijnen.items()},
        eenheid=eenheid,
        norm=norm,
    )


def _begin_klein(zin: str) -> str:
    return zin[:1].lower() + zin[1:]


def _lijnen_van_vroeger(verloop: Verloop) -> dict[str, dict[int, Punt]]:
    """Lines of the past that have a figure. A line of its own each: what was measured apart is never drawn as one."""
    samen = {v.jaar: v.samen for v in verloop.vroeger if v.samen is not None}
    los: dict[Voorouder, dict[int, Punt]] = {}
    for vroeger in verloop.vroeger:
        for van, punt in vroeger.cellen if vroeger.samen is None else ():
            if punt.waarde is not None:
                los.setdefault(van, {})[vroeger.jaar] = punt
    if len(los) + bool(samen) > LIJNEN:
        return {}
    uit: dict[str, dict[int, Punt]] = {"Samen, van vóór de fusie": samen} if samen else {}
    for van, lijn in los.items():
        kort = f"{_kort(van.naam)}, {van.merk}"
        uit[kort if kort not in uit else f"{van.naam} ({van.code}), {van.merk}"] = lijn
    return uit


def _kort(naam: str) -> str:
    """A name that fits behind a line; the whole name stands in the table below."""
    return naam if len(naam) <= 26 else f"{naam[:25].rstrip()}…"


def _vroegerkop(verloop: Verloop) -> str:
    soorten = {van.geheel for jaar in verloop.vroeger for van, _ in jaar.cellen}
    if len(soorten) > 1:
        return "Van vóór de fusie en de splitsing"
    return "Van vóór de fusie" if True in soorten else "Van vóór de splitsing"


def _vroegertabel(verloop: Verloop) -> Tabel:
    """What the predecessors measured, a row per year."""
    wie_toen = [v for v in reversed(verloop.afkomst.voorouders) if any(v in dict(j.cellen) for j in verloop.vroeger)]
    eigen = {p.jaar: p.tekst for p in verloop.punten}
    kolommen = [Kolom("jaar", "Schooljaar", kop=True)]
    kolommen += [Kolom(f"v{i}", f"{v.naam} ({v.merk})") for i, v in enumerate(wie_toen)]
    zelf = naam_van(verloop.afkomst.sleutel)
    kolommen += [Kolom("zelf", zelf)] if any(v.jaar in eigen for v in verloop.vroeger) else []
    kolommen += [Kolom("samen", "Samen")] if any(v.samen or v.waarom_niet for v in verloop.vroeger) else []
    rijen = [_vroegerrij(v, wie_toen, eigen) for v in reversed(verloop.vroeger)]
    return Tabel(_vroegerkop(verloop), kolommen, rijen, id="vroeger", krap=True)


def _vroegerrij(vroeger: Vroeger, wie_toen: list[Voorouder], eigen: dict[int, str]) -> Rij:
    per = {van.sleutel: punt for van, punt in vroeger.cellen}
    cellen = {
        "jaar": vroeger.schooljaar,
        "zelf": eigen.get(vroeger.jaar, ""),
        "samen": "niet opgeteld" if vroeger.waarom_niet else "",
    }
    for i, van in enumerate(wie_toen):
        punt = per.get(van.sleutel)
        leeg = punt is not None and punt.waarde is None and not punt.verborgen
        cellen[f"v{i}"] = "geen cijfer dat je mag zien" if leeg else punt.tekst if punt else ""
    if vroeger.samen is not None:
        cellen["samen"] = vroeger.samen.tekst
    return Rij(cellen)


def _spreidingstabel(soort: Indicator, spreiding: Spreiding, jaar: int | None) -> Tabel:
    kolommen = [Kolom("naam", "Bestuur", kop=True), Kolom("waarde", "Waarde"), Kolom("norm", "Norm")]
    rijen = [
        Rij(
            {
                "naam": f"{buur.naam} (eigen)" if buur.eigen else buur.naam,
                "waarde": buur.punt.tekst,
                "norm": {True: "gehaald", False: "niet gehaald", None: ""}[buur.punt.gehaald],
            },
            _adres(soort, buur.organisatie, jaar),
        )
        for buur in spreiding.rijen
    ]
    totaal = {"waarde": spreiding.samen.tekst, "norm": ""} if soort.optellen != "geen" else None
    return Tabel("Besturen naast elkaar", kolommen, rijen, totaal=totaal, totaal_titel="Samen", id="spreiding")


def _rijentabel(wie: Wie, soort: Indicator, organisatie: str) -> Tabel:
    """The stored figures of this organisation, confirmed or not, as far as the reader may see them."""
    rijen = [
        rij
        for rij in Meetwaarde.objects.zichtbaar_voor(wie)
        .filter(indicator=soort.code, organisatie=organisatie)
        .exclude(stand=Meetwaarde.AFGEWEZEN)
        .order_by("-schooljaar", "-op")
        if queries.mag_tonen(wie, rij)
    ]
    kolommen = [
        Kolom("jaar", "Schooljaar", kop=True),
        Kolom("waarde", "Waarde"),
        Kolom("bron", "Bron"),
        Kolom("stand", "Stand"),
        Kolom("toelichting", "Toelichting"),
    ]
    return Tabel(
        "Waar dit cijfer uit komt",
        kolommen,
        list(_rijen(soort, rijen)),
        id="rijen",
        leeg=(
            "Het samenwerkingsverband heeft zelf geen cijfer ingevoerd. Kies hierboven een bestuur om te zien waar zijn cijfer "
            "vandaan komt."
            if organisatie.startswith("swv:")
            else "Er staat nog geen cijfer dat je mag zien."
        ),
    )


def _rijen(soort: Indicator, rijen: Iterable[Meetwaarde]) -> Iterable[Rij]:
    for rij in rijen:
        cellen = {
            "jaar": str(rij.jaar),
            "waarde": rules.schrijf(soort, rij.waarde, rij.operator),
            "bron": f"{rij.bron} (later verteld)" if rij.uit_vorig else rij.bron,
            "stand": rij.get_stand_display(),
            "toelichting": rij.toelichting,
        }
        yield Rij(cellen, reverse("indicatoren:meetwaarde", args=[rij.pk]))


def meetwaarde(wie: Wie, rij: Meetwaarde) -> dict[str, Any]:
    """One stored figure: what it is, how it came about, the own explanation."""
    soort = rij.wat
    return {
        "rij": rij,
        "soort": soort,
        "over": naam_van(rij.organisatie),
        "tekst": rules.schrijf(soort, rij.waarde, rij.operator) if soort else rij.label,
        "uitleg": queries.uitleg(rij),
        "bron_url": queries.bron_url(wie, rij),
        "mag": mag(wie, "indicatoren.invoeren", rij),
    }
