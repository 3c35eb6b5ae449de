"""Rows of queries turned into the parts of screens (tables, figures, tabs). Not here: HTTP (`views`), SQL (`queries`)."""

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from vindplaats.kern import schermdelen as sd
from vindplaats.kern.opmaak import getal
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import queries
from .models import Bestuur, Deelname, Gemeentedeel, School, Swv
from .queries import Telling
from .queries_afkomst import Afkomst, Leerlingjaar
from .queries_lijsten import LEEG_GETAL, Blad, Vraag

GEEN_DEELNAME = "SO en VSO tellen leerlingen van buiten de regio mee: dit is geen deelnamepercentage."
BRON = "DUO, leerlingen per vestiging"


def tabbladen(wie: Wie, actief: str) -> list[sd.Chip]:
    """The pages of this room as chips; managing pages only for who may."""
    bladen = [
        ("scholen", "Scholen"),
        ("besturen", "Besturen"),
        ("swvs", "Samenwerkingsverbanden"),
        ("partners", "Partners"),
        ("postcode", "Postcode nakijken"),
    ]
    if mag(wie, "organisaties.laden"):
        bladen += [("uitzonderingen", "Uitzonderingen"), ("inlezen", "Open data inlezen")]
    if mag(wie, "organisaties.opvolgen"):
        bladen.append(("wijzigingen", "Fusies en verhuizingen"))
    return [sd.Chip(tekst, reverse(f"organisaties:{code}"), actief=code == actief) for code, tekst in bladen]


def kruimels(*stappen: tuple[str, str]) -> list[sd.Kruimel]:
    """Breadcrumb that begins at the schools."""
    return [sd.Kruimel("Scholen", reverse("organisaties:scholen")), *(sd.Kruimel(naam, url) for naam, url in stappen)]


def aantal_tekst(aantal: int | None, gemaskeerd: bool | None) -> Any:
    """A count for a table: the number, `<5` when masked, nothing when not known."""
    if gemaskeerd:
        return "<5"
    return None if aantal is None or aantal == LEEG_GETAL else aantal


SCHOOL_KOLOMMEN = (
    sd.Kolom("naam", "School", kop=True, sorteer="naam"),
    sd.Kolom("soort", "Soort", sorteer="soort"),
    sd.Kolom("plaats", "Plaats", sorteer="plaats"),
    sd.Kolom("bestuur", "Bestuur", sorteer="bestuur"),
    sd.Kolom("swv", "Verband"),
    sd.Kolom("leerlingen", "Leerlingen", soort="getal", sorteer="leerlingen"),
    sd.Kolom("code", "Code", optioneel=True),
)


def school_cellen(school: Any) -> dict[str, Any]:
    """One school as cells, for screen and export."""
    return {
        "naam": f"{school.naam} (gesloten)" if school.tot and school.tot < _vandaag() else school.naam,
        "soort": school.soort,
        "plaats": school.plaats,
        "bestuur": school.bestuurnaam,
        "swv": (school.swv.kort or school.swv.code) if school.swv else "",
        "leerlingen": aantal_tekst(school.leerlingen, school.gemaskeerd),
        "code": school.pk,
    }


def _vandaag() -> Any:
    from vindplaats.kern.klok import vandaag

    return vandaag()


def scholentabel(blad: Blad, vraag: Vraag, filter_html: Any) -> sd.Tabel:
    """The list of schools with sorting, filters and exports that keep the question."""
    return sd.Tabel(
        "Scholen",
        SCHOOL_KOLOMMEN,
        [sd.Rij(school_cellen(s), reverse("organisaties:school", args=[s.pk])) for s in blad.rijen],
        sortering=vraag.sorteer,
        basis_url=_sorteerbasis(vraag),
        exporten=[
            (naam, reverse("organisaties:scholen-export", args=[soort]) + vraag.url(na=""))
            for naam, soort in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
        aantal=blad.aantal,
        leeg="Geen school gevonden. Zoek met minder woorden of zet een filter uit.",
        filter=filter_html,
        id="scholen",
    )


def _sorteerbasis(vraag: Vraag) -> str:
    basis = vraag.url(sorteer="naam", na="")
    return f"{basis}{'&' if len(basis) > 1 else ''}sorteer="


def besturentabel(blad: Blad, vraag: Vraag, leerlingen: dict[tuple[Any, ...], Telling], filter_html: Any) -> sd.Tabel:
    """The list of boards: SWVs, schools, pupils."""
    kolommen = (
        sd.Kolom("naam", "Bestuur", kop=True, sorteer="naam"),
        sd.Kolom("nummer", "Nummer"),
        sd.Kolom("swvs", "Neemt deel aan"),
        sd.Kolom("scholen", "Scholen", soort="getal", sorteer="scholen"),
        sd.Kolom("leerlingen", "Leerlingen"),
    )
    rijen = [
        sd.Rij(
            {
                "naam": b.naam,
                "nummer": b.pk,
                "swvs": ", ".join(sorted(_kort(d.swv) for d in b.deelnames.all() if _loopt(d))),
                "scholen": b.aantal_scholen,
                "leerlingen": leerlingen[(b.pk,)].tekst if (b.pk,) in leerlingen else None,
            },
            reverse("organisaties:bestuur", args=[b.pk]),
        )
        for b in blad.rijen
    ]
    return sd.Tabel(
        "Besturen",
        kolommen,
        rijen,
        sortering=vraag.sorteer,
        basis_url=_sorteerbasis(vraag),
        aantal=blad.aantal,
        leeg="Geen bestuur gevonden. Zoek met minder woorden.",
        filter=filter_html,
        id="besturen",
    )


def _kort(swv: Swv) -> str:
    return swv.kort or swv.code


def _loopt(rij: Deelname) -> bool:
    dag = _vandaag()
    return (rij.van is None or rij.van <= dag) and (rij.tot is None or rij.tot >= dag)


def figuren(telling: dict[tuple[Any, ...], Telling], scholen: int, besturen: int | None) -> list[sd.Figuur]:
    """Figures in words of one SWV or board: schools, and pupils per kind with their trend."""
    jaren = sorted({jaar for jaar, _ in telling})
    uit = [sd.Figuur("Scholen", getal(scholen), definitie="Vestigingen die vandaag open zijn.")]
    if besturen is not None:
        uit.append(sd.Figuur("Besturen", getal(besturen), definitie="Besturen die vandaag deelnemen."))
    for naam, soorten, uitleg in (
        ("Leerlingen basisonderwijs", {"BO", "TAAL"}, ""),
        ("Leerlingen speciaal basisonderwijs", {"SBO"}, ""),
        ("Leerlingen (V)SO", {"SO", "SO/VSO", "VSO"}, GEEN_DEELNAME),
    ):
        reeks = [_som(telling, jaar, soorten) for jaar in jaren]
        if any(t.aantal or t.gemaskeerd for t in reeks):
            uit.append(_figuur(naam, reeks, jaren, uitleg))
    return uit


def _som(telling: dict[tuple[Any, ...], Telling], jaar: int, soorten: set[str]) -> Telling:
    return sum((telling[k] for k in telling if k[0] == jaar and k[1] in soorten), Telling())


def _figuur(naam: str, reeks: list[Telling], jaren: list[int], uitleg: str) -> sd.Figuur:
    laatste = reeks[-1]
    return sd.Figuur(
        naam,
        getal(laatste.aantal),
        verandering=laatste.rest,
        peildatum=Schooljaar(jaren[-1]).teldatum_leerlingen,
        bron=BRON,
        definitie=f"Leerlingen op scholen hier, geteld op 1 oktober. {uitleg}".strip(),
        trend=tuple(float(t.aantal) for t in reeks),
        trend_tekst=f"van {getal(reeks[0].aantal)} in {jaren[0]} naar {getal(laatste.aantal)} in {jaren[-1]}",
    )


def jaartabel(telling: dict[tuple[Any, ...], Telling]) -> sd.Tabel:
    """Pupils per type (down) and year (across); masked sites are said, never counted as 0."""
    jaren = sorted({jaar for jaar, _ in telling})[-10:]
    soorten = [code for code, _ in School.SOORTEN if any(s == code for _, s in telling)]
    kolommen = [sd.Kolom("soort", "Soort", kop=True), *(sd.Kolom(str(j), str(j), soort="getal") for j in jaren)]
    rijen = [
        sd.Rij({"soort": queries.SOORTNAAM[s], **{str(j): telling[(j, s)].kort for j in jaren if (j, s) in telling}})
        for s in soorten
    ]
    return sd.Tabel("Leerlingen per jaar, geteld op 1 oktober", kolommen, rijen, toon_titel=True, krap=True, id="leerlingen",
                    leeg="Er zijn nog geen leerlingaantallen ingelezen.")  # fmt: skip


def grafieken(telling: dict[tuple[Any, ...], Telling]) -> list[Any]:
    """Two charts at most, regular and specialised: their numbers differ too much for one axis."""
    delen = (("Basisonderwijs", ("BO", "TAAL")), ("Gespecialiseerd onderwijs", ("SBO", "SO", "SO/VSO", "VSO")))
    return [g for naam, soorten in delen if (g := _lijn(naam, soorten, telling)) is not None]


def _lijn(naam: str, kies: tuple[str, ...], telling: dict[tuple[Any, ...], Telling]) -> Any:
    """Pupils per type over the last ten years; the title says the finding. None with fewer than two years."""
    from vindplaats.kern.grafiek import lijngrafiek

    jaren = sorted({jaar for jaar, s in telling if s in kies})[-10:]
    soorten = [code for code in kies if any(s == code for _, s in telling)]
    if len(jaren) < 2:
        return None
    reeksen = {s: [telling[(j, s)].aantal if (j, s) in telling else None for j in jaren] for s in soorten}
    begin, eind = (sum(telling[(j, s)].aantal for s in soorten if (j, s) in telling) for j in (jaren[0], jaren[-1]))
    titel = f"{naam}: van {getal(begin)} leerlingen in {jaren[0]} naar {getal(eind)} in {jaren[-1]}"
    return lijngrafiek(
        titel, [str(j) for j in jaren], reeksen, kolom="Jaar", onderschrift="Leerlingen op 1 oktober. Bron: DUO."
    )


def swv_tabel(
    swvs: list[Swv], telling: dict[tuple[Any, ...], Telling], besturen: dict[str, int], scholen: dict[str, int]
) -> sd.Tabel:
    """All SWVs with boards, schools and pupils."""
    kolommen = (
        sd.Kolom("naam", "Samenwerkingsverband", kop=True),
        sd.Kolom("code", "Code"),
        sd.Kolom("regio", "Werkt samen in"),
        sd.Kolom("besturen", "Besturen", soort="getal"),
        sd.Kolom("scholen", "Scholen", soort="getal"),
        sd.Kolom("leerlingen", "Leerlingen"),
    )
    rijen = [
        sd.Rij(
            {
                "naam": s.naam,
                "code": s.code,
                "regio": s.regio.naam if s.regio else "",
                "besturen": besturen.get(s.code, 0),
                "scholen": scholen.get(s.code, 0),
                "leerlingen": telling[(s.code,)].tekst if (s.code,) in telling else None,
            },
            reverse("organisaties:swv", args=[s.code]),
        )
        for s in swvs
    ]
    return sd.Tabel(
        "Samenwerkingsverbanden",
        kolommen,
        rijen,
        aantal=len(rijen),
        leeg="Er staat nog geen samenwerkingsverband in Vindplaats.",
        id="swvs",
    )


def besturen_in_swv(
    besturen: list[Bestuur], scholen: dict[str, int], telling: dict[tuple[Any, ...], Telling]
) -> sd.Tabel:
    """Boards of one SWV with their schools and pupils here."""
    kolommen = (
        sd.Kolom("naam", "Bestuur", kop=True),
        sd.Kolom("scholen", "Scholen hier", soort="getal"),
        sd.Kolom("bao", "Basisonderwijs"),
        sd.Kolom("speciaal", "SBO en (V)SO"),
    )
    per: dict[str, dict[str, Telling]] = defaultdict(lambda: {"bao": Telling(), "speciaal": Telling()})
    for (nummer, soort), t in telling.items():
        bak = "bao" if soort in {"BO", "TAAL"} else "speciaal"
        per[nummer][bak] += t
    rijen = [
        sd.Rij(
            {
                "naam": b.naam,
                "scholen": scholen.get(b.pk, 0),
                **{bak: t.tekst for bak, t in per[b.pk].items() if t.scholen},
            },
            reverse("organisaties:bestuur", args=[b.pk]),
        )
        for b in besturen
    ]
    return sd.Tabel(
        "Besturen", kolommen, rijen, aantal=len(rijen), leeg="Er nemen nog geen besturen deel.", id="besturen"
    )


def gemeentetabel(delen: list[Gemeentedeel], gedeeld: dict[str, list[str]], eigen: str) -> sd.Tabel:
    """Municipalities of an SWV; of a shared one it says where the rest lies (C-21)."""
    rijen = [
        sd.Rij(
            {
                "gemeente": d.gemeente.naam,
                "deel": d.naam
                if d.naam != d.gemeente.naam
                else "de hele gemeente"
                if d.gemeente_id not in gedeeld
                else d.naam,
                "ook": ", ".join(s for s in gedeeld.get(d.gemeente_id, []) if s != eigen),
            }
        )
        for d in delen
    ]
    kolommen = (
        sd.Kolom("gemeente", "Gemeente", kop=True),
        sd.Kolom("deel", "Deel"),
        sd.Kolom("ook", "De rest hoort bij"),
    )
    return sd.Tabel(
        "Gemeenten", kolommen, rijen, aantal=len(rijen), leeg="Er zijn nog geen gemeenten bekend.", id="gemeenten"
    )


def partnertabel(partners: list[Any], wie: Wie) -> sd.Tabel:
    """Network partners with what they are and where they work; a row leads to its form for who may change it."""
    kolommen = (sd.Kolom("naam", "Partner", kop=True), sd.Kolom("soort", "Soort"), sd.Kolom("swv", "Werkt voor"), sd.Kolom("website", "Website"))  # fmt: skip
    rijen = [
        sd.Rij(
            {
                "naam": p.naam,
                "soort": p.soort,
                "swv": p.swv.naam if p.swv else "de hele regio of landelijk",
                "website": p.website,
            },
            reverse("organisaties:partner-wijzigen", args=[p.pk])
            if mag(wie, "organisaties.partner_wijzigen", p)
            else "",
        )
        for p in partners
    ]
    return sd.Tabel(
        "Partners", kolommen, rijen, aantal=len(rijen), leeg="Er zijn nog geen partners toegevoegd.", id="partners"
    )


def website(adres: str) -> Any:
    """A website as a safe link; only http(s)."""
    if not adres:
        return ""
    url = adres if adres.startswith(("http://", "https://")) else f"https://{adres}"
    return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>', url, adres)


def zonder_sorteren(tabel: sd.Tabel) -> sd.Tabel:
    """The same table without links in the headings and without the board: the whole list on the page of a board."""
    kolommen = [k for k in tabel.kolommen if k.naam != "bestuur"]
    tabel.kolommen = [sd.Kolom(k.naam, k.titel, k.soort, kop=k.kop, optioneel=k.optioneel) for k in kolommen]
    return tabel


def vroegertabel(lijn: Afkomst, jaren: list[Leerlingjaar], eigen: Any) -> sd.Tabel | None:
    """Pupils of the predecessors of a school, a row per year; None when there are none."""
    if not jaren:
        return None
    zelf = {a.jaar: aantal_tekst(a.aantal, a.gemaskeerd) for a in eigen}
    wie = [v for v in lijn.voorouders if any(v.sleutel in j.per_school for j in jaren)]
    kolommen = [sd.Kolom("jaar", "Jaar", kop=True)]
    kolommen += [sd.Kolom(v.code, f"{v.naam} ({v.merk})", soort="getal") for v in wie]
    kolommen += [sd.Kolom("zelf", "Deze school", soort="getal"), sd.Kolom("samen", "Samen", soort="getal")]
    rijen = []
    for j in jaren:
        cellen = {s.partition(":")[2]: aantal_tekst(a.aantal, a.gemaskeerd) for s, a in j.per_school.items()}
        rijen.append(sd.Rij({"jaar": str(j.jaar), "zelf": zelf.get(j.jaar), "samen": j.samen} | cellen))
    return sd.Tabel(
        "Leerlingen van voorgangers, op 1 oktober", kolommen, rijen, toon_titel=True, krap=True, id="vroeger", niveau=3
    )
