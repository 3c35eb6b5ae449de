"""Examples of the urls of verantwoording for the permission test and the browser round."""

from collections.abc import Callable
from typing import Any

from vindplaats.formats.queries import definitie_van
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import Voorbeeld, voorbeelden
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur
from vindplaats.procedures.models import Zaak
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.actions import rapport_openen
from vindplaats.verantwoording.inlezen.actions import Ingeleverd, stukken_innemen
from vindplaats.verantwoording.inlezen.lezen import lees_ronde
from vindplaats.verantwoording.models import Afspraak, Bijdrage, Bundel, Inboxstuk, Rapport

HUIS = Wie.taak("voorbeelden")
STANDEN = {2023: "concept", 2022: "ingediend", 2021: "gepubliceerd"}
Kwargs = dict[str, Any]


def _rapport(sleutel: str, jaar: int) -> Rapport:
    """A report of that board in the state that belongs to the year; made once."""
    nummer = sleutel.partition(":")[2]
    al = Rapport.objects.voor_taak("voorbeelden").filter(bestuur=nummer, jaar=jaar).first()
    if al is not None:
        return al
    rapport = rapport_openen(wie=HUIS, bestuur=Bestuur.objects.get(pk=nummer), jaar=Schooljaar(jaar))
    Zaak.objects.voor_taak("voorbeelden").filter(pk=rapport.zaak_id).update(stand=STANDEN[jaar])
    return rapport


def _leesbaar(streek: Any, wie: Wie) -> Rapport | None:
    """The first report that this role may read: own draft, handed in, or published."""
    for jaar in STANDEN:
        rapport = _rapport(streek.bestuur, jaar)
        if Rapport.objects.zichtbaar_voor(wie).filter(pk=rapport.pk).exists():
            return rapport
    return None


def _via(
    zoek: Callable[[Any, Wie], Rapport | None], meer: Callable[[Rapport], Kwargs]
) -> Callable[[Any, Wie], Kwargs | None]:
    def kwargs(streek: Any, wie: Wie) -> Kwargs | None:
        rapport = zoek(streek, wie)
        return {"pk": rapport.pk, **meer(rapport)} if rapport else None

    return kwargs


def _vraag(rapport: Rapport) -> Kwargs:
    return {"vraag": next(iter(definitie_van(rapport.invulling).vragen))}


def _deel(rapport: Rapport) -> Kwargs:
    return {"deel": definitie_van(rapport.invulling).delen[0].code}


_RAPPORT: dict[str, Callable[[Rapport], Kwargs]] = {
    "rapport": lambda r: {},
    "invullen-begin": lambda r: {},
    "invullen": _deel,
    "antwoord": _vraag,
    "invulstand": lambda r: {},
    "botsing": lambda r: {},
    "deel-nvt": _deel,
    "overnemen": _vraag,
    "uit-de-regio": _vraag,
    "versies": _vraag,
    "cijfers": lambda r: {},
    "signaal": lambda r: {},
    "uitvoer": lambda r: {"soort": "json"},
}
for _naam, _meer in _RAPPORT.items():
    voorbeelden.voeg_toe(
        f"verantwoording:{_naam}",
        Voorbeeld(eigen=_via(_leesbaar, _meer), vreemd=_via(lambda s, w: _rapport(s.ander_bestuur, 2023), _meer)),
    )
voorbeelden.voeg_toe(
    "verantwoording:stap",  # the procedure decides per verb: handing in is for the bestuurder
    Voorbeeld(
        eigen=lambda s, w: _via(_leesbaar, lambda r: {"verb": "indienen"})(s, w) if w.heeft("bestuurder") else None,
        vreemd=_via(lambda s, w: _rapport(s.ander_bestuur, 2023), lambda r: {"verb": "indienen"}),
    ),
)
for _naam in ("klaarzetten", "toekenningen"):  # these two pages are of one SWV
    voorbeelden.voeg_toe(
        f"verantwoording:{_naam}", Voorbeeld(eigen=lambda streek, wie: {"jaar": 2023} if wie.soort == "swv" else None)
    )


def _stuk(eigenaar: str, wie: Wie | None = None) -> Inboxstuk:
    """A document in the inbox of that organisation, read already; made once."""
    al = Inboxstuk.objects.voor_taak("voorbeelden").filter(eigenaar=eigenaar).first()
    if al is not None:
        return al
    wie = wie or Wie(None, "Voorbeeld", "bestuurder" if eigenaar.startswith("bestuur") else "kwaliteit_swv", eigenaar)
    tekst = "BESTUUR: Stichting 99001\nSCHOOLJAAR: 2022-2023\n\nTHUISZITTERS\nEr waren geen thuiszitters.\n"
    ronde = stukken_innemen(wie=wie, bestanden=[Ingeleverd("verslag.txt", tekst.encode())])
    lees_ronde(ronde.pk)
    return Inboxstuk.objects.voor_taak("voorbeelden").get(ronde=ronde)


def _eigen_stuk(meer: Kwargs, *, ronde: bool = False) -> Callable[[Any, Wie], Kwargs]:
    return lambda streek, wie: {"pk": _pk(_stuk(wie.organisatie, wie), ronde), **meer}


def _vreemd_stuk(meer: Kwargs, *, ronde: bool = False) -> Callable[[Any, Wie], Kwargs]:
    return lambda streek, wie: {"pk": _pk(_stuk(streek.ander_bestuur), ronde), **meer}


def _pk(stuk: Inboxstuk, ronde: bool) -> Any:
    return stuk.ronde_id if ronde else stuk.pk


_INBOX: dict[str, Kwargs] = {
    "nakijken": {},
    "herkomst": {},
    "voorstel": {"vraag": "thuiszitters"},
    "overnemen-stuk": {},
    "stuk-stap": {"wat": "afvoeren"},
    "voortgang": {},
}
for _naam, _extra in _INBOX.items():
    _ronde = _naam == "voortgang"
    voorbeelden.voeg_toe(
        f"verantwoording:{_naam}",
        Voorbeeld(eigen=_eigen_stuk(_extra, ronde=_ronde), vreemd=_vreemd_stuk(_extra, ronde=_ronde)),
    )


# --- comparing and talking -------------------------------------------------------------------------------------------


def _gedeeld(streek: Any, wie: Wie) -> Rapport | None:
    """A report that was handed in and that this role may read."""
    rapporten = [_rapport(streek.bestuur, jaar) for jaar in (2022, 2021)]
    return next((r for r in rapporten if Rapport.objects.zichtbaar_voor(wie).filter(pk=r.pk).exists()), None)


def _bij_rapport(zoek: Callable[[Any, Wie], Rapport | None]) -> Callable[[Any, Wie], Kwargs | None]:
    def kwargs(streek: Any, wie: Wie) -> Kwargs | None:
        rapport = zoek(streek, wie)
        return {"rapport": rapport.pk, "deel": "thuiszitters"} if rapport else None

    return kwargs


def _inbreng(rapport: Rapport | None) -> Bijdrage | None:
    """A question at that report; made once."""
    if rapport is None:
        return None
    al = Bijdrage.objects.voor_taak("voorbeelden").filter(rapport=rapport).first()
    velden = {"deel": "thuiszitters", "soort": "vraag", "tekst": "Hoe komt dat?", "organisatie": "swv:PO9901"}
    return al or Bijdrage.objects.create(rapport=rapport, op=nu(), door_naam="Voorbeeld", **velden)


def _belofte(rapport: Rapport | None) -> Afspraak | None:
    """An agreement at that report; made once."""
    if rapport is None:
        return None
    al = Afspraak.objects.voor_taak("voorbeelden").filter(rapport=rapport).first()
    velden = {"deel": "thuiszitters", "tekst": "Samen kijken", "eigenaar": rapport.bestuur.sleutel}
    return al or Afspraak.objects.create(rapport=rapport, uiterlijk=vandaag(), **velden)


def _pk_van(maak: Callable[[Rapport | None], Any], zoek: Callable[[Any, Wie], Rapport | None]) -> Any:
    def kwargs(streek: Any, wie: Wie) -> Kwargs | None:
        rij = maak(zoek(streek, wie))
        return {"pk": rij.pk} if rij else None

    return kwargs


def _vreemd(streek: Any, wie: Wie) -> Rapport:
    return _rapport(streek.ander_bestuur, 2022)


for _naam in ("gesprek-deel", "vraag-stellen", "gesprek-signaal", "afspraak-maken"):
    voorbeelden.voeg_toe(f"verantwoording:{_naam}", Voorbeeld(_bij_rapport(_gedeeld), _bij_rapport(_vreemd)))
for _naam in ("gesprek-antwoord", "gesprek-stap", "gesprek-afhandelen", "gesprek-intrekken"):
    voorbeelden.voeg_toe(f"verantwoording:{_naam}", Voorbeeld(_pk_van(_inbreng, _gedeeld), _pk_van(_inbreng, _vreemd)))
for _naam in ("afspraak-afronden", "afspraak-vervallen"):
    voorbeelden.voeg_toe(f"verantwoording:{_naam}", Voorbeeld(_pk_van(_belofte, _gedeeld), _pk_van(_belofte, _vreemd)))


def _jaren_van(zoek: Callable[[Any, Wie], Rapport | None]) -> Callable[[Any, Wie], Kwargs | None]:
    def kwargs(streek: Any, wie: Wie) -> Kwargs | None:
        rapport = zoek(streek, wie)
        return {"bestuur": rapport.bestuur_id} if rapport else None

    return kwargs


def _indicator(streek: Any, wie: Wie) -> Kwargs | None:
    return {"nummer": 6} if _gedeeld(streek, wie) else None


voorbeelden.voeg_toe("verantwoording:jaren-naast-elkaar", Voorbeeld(_jaren_van(_gedeeld), _jaren_van(_vreemd)))
voorbeelden.voeg_toe("verantwoording:indicator-naast-elkaar", Voorbeeld(_indicator))


# --- the collective account ------------------------------------------------------------------------------------------


def _bundel(swv: str) -> Bundel:
    """The published account of that SWV; made once."""
    al: Bundel | None = Bundel.objects.voor_taak("voorbeelden").filter(swv=swv, jaar=2021).first()
    return al or Bundel.objects.create(swv_id=swv, jaar=2021, gedeeld_op=nu(), gepubliceerd_op=nu())


def _bundel_van(sleutel: str, meer: Kwargs) -> Callable[[Any, Wie], Kwargs]:
    return lambda streek, wie: {"pk": _bundel(getattr(streek, sleutel).partition(":")[2]).pk, **meer}


def _eigen_bundel(meer: Kwargs) -> Callable[[Any, Wie], Kwargs | None]:
    """Of the SWV this role is in reach of; a municipality has its own."""

    def kwargs(streek: Any, wie: Wie) -> Kwargs | None:
        bundel = _bundel("PO9901")
        leesbaar = Bundel.objects.zichtbaar_voor(wie).filter(pk=bundel.pk).exists()
        return {"pk": bundel.pk, **meer} if leesbaar else None

    return kwargs


for _naam, _extra in {
    "gezamenlijk-een": {},
    "gezamenlijk-conclusie": {"deel": "algemeen"},
    "gezamenlijk-delen": {},
    "gezamenlijk-publiceren": {},
    "gezamenlijk-uitvoer": {"soort": "json"},
}.items():
    voorbeelden.voeg_toe(f"verantwoording:{_naam}", Voorbeeld(_eigen_bundel(_extra), _bundel_van("ander_swv", _extra)))
