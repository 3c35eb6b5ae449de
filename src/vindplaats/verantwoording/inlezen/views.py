"""Screens of the inbox."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vindplaats.documenten.ontvangst import te_groot_van
from vindplaats.formats.scherm import invoer_uit_post
from vindplaats.kern.fouten import OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.ongedaan import meld_met_terugweg
from vindplaats.kern.schermdelen import Kolom, Kruimel, Rij
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.kern.tabellen import maak_tabel
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.log import gelezen
from vindplaats.verantwoording.models import Inboxstuk, Voorstel

from . import actions, queries
from .lezen import besturen_voor, definitie_bij

KOLOMMEN = [
    Kolom("naam", "Document", kop=True, sorteer="naam"),
    Kolom("bestuur", "Bestuur"),
    Kolom("jaar", "Schooljaar"),
    Kolom("stand", "Stand", sorteer="stand"),
    Kolom("wat", "Wat nu"),
]
WAT_NU = {
    Inboxstuk.WACHT: "Even wachten",
    Inboxstuk.BEZIG: "Even wachten",
    Inboxstuk.GELEZEN: "Nakijken",
    Inboxstuk.OVERGENOMEN: "Klaar",
    Inboxstuk.AFGEVOERD: "Weggelegd",
}


def _rij(stuk: Inboxstuk) -> Rij:
    cellen = {
        "naam": stuk.naam,
        "bestuur": stuk.bestuur.naam if stuk.bestuur else "nog kiezen" if stuk.stand == Inboxstuk.GELEZEN else "",
        "jaar": str(Schooljaar(stuk.jaar)) if stuk.jaar else "",
        "stand": stuk.get_stand_display(),
        "wat": stuk.zin or WAT_NU.get(stuk.stand, ""),
    }
    return Rij(cellen, reverse("verantwoording:nakijken", args=[stuk.pk]))


@vereist("verantwoording.inlezen")
def inbox(request: HttpRequest) -> HttpResponse:
    """Documents that came in; put more in, many at once."""
    wie = request.wie  # type: ignore[attr-defined]
    fout = ""
    if request.method == "POST":
        try:
            return _neem_in(request)
        except OngeldigeInvoer as mis:
            fout = mis.zin
    alles = request.GET.get("toon") == "alles"
    rijen = queries.stukken(wie)
    if not alles:
        rijen = rijen.exclude(stand__in=[Inboxstuk.OVERGENOMEN, Inboxstuk.AFGEVOERD])
    tabel = maak_tabel(
        "Documenten", KOLOMMEN, rijen, _rij, request.GET, leeg="Er staan geen documenten klaar.", exporten=False
    )
    return render(
        request,
        "verantwoording/inlezen/inbox.html",
        {
            "tabel": tabel,
            "rondes": queries.lopende_rondes(wie),
            "alles": alles,
            "fout": fout,
            "kruimels": [Kruimel("Verantwoording", reverse("verantwoording:jaar")), Kruimel("Inbox")],
        },
        status=400 if fout else 200,
    )


def _neem_in(request: HttpRequest) -> HttpResponse:
    bestanden = [actions.Ingeleverd(b.name or "document", b) for b in request.FILES.getlist("bestanden")]
    te_groot = te_groot_van(request)
    if not bestanden and te_groot:
        raise OngeldigeInvoer(
            "Dit bestand is te groot om te lezen. Maak het kleiner, bijvoorbeeld zonder afbeeldingen, of splits het."
        )
    ronde = actions.stukken_innemen(wie=request.wie, bestanden=bestanden)  # type: ignore[attr-defined]
    stand = queries.voortgang(ronde)
    if stand.mis:
        messages.warning(
            request,
            f"{stand.mis} van de {stand.totaal} bestanden zijn niet te gebruiken. Hieronder staat per bestand wat je kunt doen.",
        )
    for naam in queries.dubbele_namen(ronde):
        messages.info(request, f"{naam} stond al in de inbox. Er komt geen tweede bij.")
    for naam in te_groot:
        messages.warning(request, f"{naam} is te groot en niet bewaard. Maak het kleiner of splits het.")
    return redirect("verantwoording:inbox")


@require_GET
@vereist("verantwoording.inlezen", zoek=queries.ronde_voor)
def voortgang(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The progress bar of a round, as a fragment that asks for itself again."""
    stand = queries.voortgang(request.onderwerp)  # type: ignore[attr-defined]
    antwoord = render(request, "verantwoording/inlezen/_voortgang.html", {"r": stand})
    if not stand.bezig:
        antwoord["HX-Refresh"] = "true"
    return antwoord


@require_GET
@vereist("verantwoording.inlezen", zoek=queries.stuk_voor)
def nakijken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The document left, what was read right; nothing is stored as an answer before `overnemen`."""
    stuk: Inboxstuk = request.onderwerp  # type: ignore[attr-defined]
    gelezen(wie=request.wie, naam="verantwoording.stuk_bekeken", onderwerp=stuk, zin="Document in de inbox bekeken")  # type: ignore[attr-defined]
    return _toon(request, stuk)


def _toon(
    request: HttpRequest, stuk: Inboxstuk, getypt: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    vorig = Schooljaar(stuk.jaar or 2023)
    return render(
        request,
        "verantwoording/inlezen/nakijken.html",
        {
            "stuk": stuk,
            "beeld": queries.nakijkbeeld(stuk, getypt)
            if stuk.stand in {Inboxstuk.GELEZEN, Inboxstuk.OVERGENOMEN}
            else None,
            "besturen": besturen_voor(stuk.eigenaar),
            "jaren": [Schooljaar(j) for j in range(vorig.begin + 2, vorig.begin - 5, -1)],
            "is_swv": stuk.eigenaar.startswith("swv:"),
            "kruimels": [
                Kruimel("Verantwoording", reverse("verantwoording:jaar")),
                Kruimel("Inbox", reverse("verantwoording:inbox")),
                Kruimel(stuk.naam),
            ],
        },
        status=status,
    )


@require_POST
@vereist("verantwoording.inlezen", zoek=queries.stuk_voor)
def herkomst(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Of which board and year is it."""
    stuk: Inboxstuk = request.onderwerp  # type: ignore[attr-defined]
    jaar = request.POST.get("jaar", "")
    actions.herkomst_kiezen(
        wie=request.wie,  # type: ignore[attr-defined]
        stuk=stuk,
        bestuur=request.POST.get("bestuur", ""),
        jaar=int(jaar) if jaar.isdigit() and 2000 <= int(jaar) <= 2100 else None,
    )
    return redirect("verantwoording:nakijken", pk=stuk.pk)


@require_POST
@vereist("verantwoording.inlezen", zoek=queries.stuk_voor)
def voorstel(request: HttpRequest, pk: uuid.UUID, vraag: str) -> HttpResponse:
    """Decide on one proposal. The next doubtful one gets the focus."""
    stuk: Inboxstuk = request.onderwerp  # type: ignore[attr-defined]
    definitie = definitie_bij(stuk)
    if vraag not in definitie.vragen:
        raise OngeldigeInvoer("Deze vraag hoort niet bij dit formulier.")
    invoer = dict(invoer_uit_post(definitie.vraag(vraag), request.POST))
    besluit = request.POST.get("besluit", Voorstel.VERBETERD)
    try:
        _, fouten = actions.voorstel_beslissen(
            wie=request.wie,  # type: ignore[attr-defined]
            stuk=stuk,
            vraag=vraag,
            besluit=besluit,
            invoer=invoer,
            passage=_passage(request),
            nummer=_getal(request.POST.get("nummer")),
        )
    except VerkeerdeStand as fout:
        messages.error(request, fout.zin)
        return _toon(request, stuk, queries.getypt(stuk, vraag, invoer, {"": fout.zin}), status=409)
    if fouten:
        return _toon(request, stuk, queries.getypt(stuk, vraag, invoer, fouten), status=400)
    verder = actions.nog_na_te_kijken(queries.op_volgorde(stuk))
    door = besluit in {Voorstel.GOED, Voorstel.OVERSLAAN} or _passage(request)
    doel = verder[0].vraag if verder and door else vraag
    return redirect(f"{reverse('verantwoording:nakijken', args=[stuk.pk])}#v-{doel}-blok")


def _getal(tekst: str | None) -> int | None:
    return int(tekst) if tekst and tekst.isdigit() else None


def _passage(request: HttpRequest) -> tuple[int, int] | None:
    begin, eind = _getal(request.POST.get("begin")), _getal(request.POST.get("eind"))
    return (begin, eind) if begin is not None and eind is not None else None


@require_POST
@vereist("verantwoording.inlezen", zoek=queries.stuk_voor)
def overnemen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take over what was checked."""
    stuk: Inboxstuk = request.onderwerp  # type: ignore[attr-defined]
    try:
        rapport = actions.overnemen(wie=request.wie, stuk=stuk)  # type: ignore[attr-defined]
    except (OngeldigeInvoer, VerkeerdeStand) as fout:
        messages.error(request, fout.zin)
        return redirect("verantwoording:nakijken", pk=stuk.pk)
    messages.success(request, "Overgenomen. Het document blijft bij de verantwoording bewaard.")
    return redirect("verantwoording:rapport", pk=rapport.pk)


@require_POST
@vereist("verantwoording.inlezen", zoek=queries.stuk_voor)
def stuk_stap(request: HttpRequest, pk: uuid.UUID, wat: str) -> HttpResponse:
    """Read again, pass on to the board, set aside, bring back."""
    stuk: Inboxstuk = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    if wat == "opnieuw":
        actions.opnieuw_lezen(wie=wie, stuk=stuk)
        messages.success(request, "Het document wordt opnieuw gelezen.")
    elif wat == "doorsturen":
        actions.doorsturen(wie=wie, stuk=stuk)
        messages.success(request, "Doorgestuurd. Het staat nu in de inbox van het bestuur.")
    elif wat in {"wegleggen", "terug"}:
        actions.wegleggen(wie=wie, stuk=stuk, terug=wat == "terug")
        if wat == "terug":
            messages.success(request, "Teruggezet.")
        else:
            terug = reverse("verantwoording:stuk-stap", args=[stuk.pk, "terug"])
            meld_met_terugweg(request, f"{stuk.naam} is weggelegd. Bij 'Toon alles' vind je het terug.", terug)
    else:
        raise OngeldigeInvoer("Deze handeling bestaat niet.")
    return redirect("verantwoording:inbox")
