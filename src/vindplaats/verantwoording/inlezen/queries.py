"""Reads of the inbox: documents of the own organisation, progress of a round, one document to check."""

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from vindplaats.formats.definitie import Deel, Definitie
from vindplaats.formats.scherm import Schermvraag
from vindplaats.formats.waarden import LEEG, ONGELDIG, in_woorden
from vindplaats.kern.fouten import NietGevonden
from vindplaats.organisaties.models import Swv
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.models import Inboxstuk, Inleesronde, Voorstel

from .actions import nog_na_te_kijken
from .lezen import definitie_bij
from .rules import ZEKER, Stukje, gekleurd

ONDERWEG = (Inboxstuk.WACHT, Inboxstuk.BEZIG)


def stukken(wie: Wie) -> Any:
    """Documents in the inbox of this person's organisation, newest first; the text itself is left out."""
    return Inboxstuk.objects.zichtbaar_voor(wie).select_related("bestuur", "bestand").defer("tekst", "lezing")


def stuk_voor(wie: Wie, pk: uuid.UUID | str, **_: Any) -> Inboxstuk:
    """One document, or NietGevonden."""
    stuk = Inboxstuk.objects.zichtbaar_voor(wie).select_related("bestuur", "bestand", "rapport").filter(pk=pk).first()
    if stuk is None:
        raise NietGevonden("Dit document is niet gevonden of niet voor jou zichtbaar.")
    return stuk


def ronde_voor(wie: Wie, pk: uuid.UUID | str, **_: Any) -> Inleesronde:
    """One round of reading, or NietGevonden."""
    ronde = Inleesronde.objects.zichtbaar_voor(wie).filter(pk=pk).first()
    if ronde is None:
        raise NietGevonden("Deze ronde is niet gevonden of niet voor jou zichtbaar.")
    return ronde


@dataclass(frozen=True)
class Voortgang:
    """How far a round is, for the progress bar."""

    ronde: Inleesronde
    totaal: int
    klaar: int
    mis: int

    @property
    def percentage(self) -> int:
        return 100 * self.klaar // self.totaal if self.totaal else 100

    @property
    def bezig(self) -> bool:
        return self.klaar < self.totaal

    @property
    def tekst(self) -> str:
        return f"{self.klaar} van {self.totaal} documenten gelezen"

    @property
    def bij(self) -> str:
        if not self.mis:
            return "Je mag hier weggaan; het lezen gaat door."
        return f"{self.mis} {'document kon' if self.mis == 1 else 'documenten konden'} niet; hieronder staat wat je kunt doen."


def voortgang(ronde: Inleesronde) -> Voortgang:
    """How far the reading of a round is, counted over its documents: one query."""
    standen = list(ronde.stukken.values_list("stand", flat=True))
    return Voortgang(
        ronde,
        len(standen),
        sum(1 for s in standen if s not in ONDERWEG),
        sum(1 for s in standen if s == Inboxstuk.GEWEIGERD),
    )


def dubbele_namen(ronde: Inleesronde) -> list[str]:
    """Names of the files of this round that were in the inbox already and were set aside at once."""
    return sorted(ronde.stukken.filter(stand=Inboxstuk.AFGEVOERD).values_list("naam", flat=True))


def lopende_rondes(wie: Wie) -> list[Voortgang]:
    """Rounds that still have files to read."""
    rondes = Inleesronde.objects.zichtbaar_voor(wie).filter(stukken__stand__in=ONDERWEG).distinct()
    return [voortgang(ronde) for ronde in rondes.order_by("-gemaakt_op")[:5]]


@dataclass(frozen=True)
class Nakijkvraag:
    """One proposal as the review screen shows it."""

    voorstel: Voorstel
    veld: Schermvraag
    sleutel: str
    eerste_passage: str = ""

    @property
    def gevonden(self) -> bool:
        return self.voorstel.stand != LEEG

    @property
    def twijfel(self) -> bool:
        return self.voorstel.besluit == Voorstel.OPEN and self.voorstel.zekerheid < ZEKER

    @property
    def open(self) -> bool:
        """Shown unfolded: doubtful, or just typed and not readable."""
        return self.twijfel or bool(self.veld.fouten)

    @property
    def kort(self) -> str:
        """The first words of what was read."""
        woorden = in_woorden(self.veld.vraag, self.voorstel.stand, self.voorstel.waarde).split()
        return " ".join(woorden[:18]) + (" \u2026" if len(woorden) > 18 else "")

    @property
    def hoe_zeker(self) -> str:
        if self.voorstel.besluit == Voorstel.OVERSLAAN:
            return "overgeslagen"
        if self.voorstel.besluit in {Voorstel.GOED, Voorstel.VERBETERD}:
            return "nagekeken"
        if not self.gevonden:
            return "niet gevonden"
        return "zeker" if self.voorstel.zekerheid >= ZEKER else "twijfel"


@dataclass(frozen=True)
class Nakijkbeeld:
    """A document to check: text left, proposals per section right, what was skipped and not placed."""

    tekst: list[Stukje]
    delen: list[tuple[Deel, list[Nakijkvraag]]]
    twijfel: list[Voorstel]
    niet_geplaatst: list[dict[str, Any]]
    overgeslagen: int
    meldingen: list[str]
    feiten: list[dict[str, Any]]
    definitie: Definitie
    gevonden: int = 0
    vragen: list[Nakijkvraag] = field(default_factory=list)


def nakijkbeeld(stuk: Inboxstuk, getypt: dict[str, Schermvraag] | None = None) -> Nakijkbeeld:
    """Everything of the review screen in a fixed number of queries. `getypt` are fields just typed that could not be read."""
    definitie = definitie_bij(stuk)
    rijen = {
        v.vraag: v
        for v in Voorstel.objects.voor_taak("inlezen.nakijkbeeld").filter(stuk=stuk)
        if v.vraag in definitie.vragen
    }
    codes = _swvs(stuk, rijen)
    namen = {swv.code: swv.kort or swv.naam for swv in Swv.objects.filter(pk__in=codes)}
    swvs = tuple((code, namen.get(code, code)) for code in sorted(codes))
    delen, alle = [], []
    for deel in definitie.delen:
        vragen = [
            _nakijkvraag(definitie, rijen[vraag.code], swvs, (getypt or {}).get(vraag.code))
            for vraag in deel.vragen
            if vraag.code in rijen
        ]
        delen.append((deel, vragen))
        alle += vragen
    return Nakijkbeeld(
        tekst=gekleurd(stuk.tekst, _plekken(stuk, definitie, rijen)),
        delen=delen,
        twijfel=nog_na_te_kijken(rijen.values()),
        niet_geplaatst=[n for n in stuk.lezing.get("niet_geplaatst", []) if n.get("tekst", "").strip()],
        overgeslagen=len(stuk.lezing.get("overgeslagen", [])),
        meldingen=[m["tekst"] for m in stuk.lezing.get("meldingen_met_plek", [])],
        feiten=stuk.lezing.get("feiten", []),
        definitie=definitie,
        gevonden=sum(1 for v in alle if v.gevonden),
        vragen=alle,
    )


def _swvs(stuk: Inboxstuk, rijen: dict[str, Voorstel]) -> set[str]:
    """SWVs the amounts can be of: those of the board, that of the inbox, and what the document names."""
    uit: set[str] = set(stuk.bestuur.deelnames.values_list("swv_id", flat=True)) if stuk.bestuur else set()
    if stuk.eigenaar.startswith("swv:"):
        uit.add(stuk.eigenaar.partition(":")[2])
    if "ontvangen" in rijen and isinstance(rijen["ontvangen"].waarde, dict):
        uit |= {swv for cellen in rijen["ontvangen"].waarde.values() if isinstance(cellen, dict) for swv in cellen}
    if "swv" in rijen and isinstance(rijen["swv"].waarde, dict):
        uit |= set(rijen["swv"].waarde)
    return uit


def _nakijkvraag(
    definitie: Definitie, voorstel: Voorstel, swvs: tuple[tuple[str, str], ...], getypt: Schermvraag | None
) -> Nakijkvraag:
    vraag = definitie.vraag(voorstel.vraag)
    veld = (
        replace(getypt, swvs=swvs)
        if getypt
        else Schermvraag(
            vraag=vraag,
            url="",
            stand=voorstel.stand,
            waarde=voorstel.waarde,
            gezien=voorstel.nummer,
            swvs=swvs,
            indicatoren=tuple(i for i in definitie.indicatoren if i.blok == vraag.blok) if vraag.blok else (),
        )
    )
    eerste = f"p-{voorstel.passages[0][0]}" if voorstel.passages else ""
    return Nakijkvraag(voorstel, veld, voorstel.vraag, eerste)


def getypt(stuk: Inboxstuk, vraag: str, invoer: dict[str, Any], fouten: dict[str, str]) -> dict[str, Schermvraag]:
    """A field with exactly what was typed and its sentences, for showing it again."""
    definitie = definitie_bij(stuk)
    v = definitie.vraag(vraag)
    if not invoer or v.code not in definitie.vragen:
        return {}
    nummer = (
        Voorstel.objects.voor_taak("inlezen.getypt").filter(stuk=stuk, vraag=vraag).values_list("nummer", flat=True)
    )
    veld = Schermvraag(
        vraag=v, url="", stand=ONGELDIG, waarde={"ruw": dict(invoer)}, gezien=next(iter(nummer), 0), fouten=fouten,
        indicatoren=tuple(i for i in definitie.indicatoren if i.blok == v.blok) if v.blok else (),
    )  # fmt: skip
    return {vraag: veld}


def op_volgorde(stuk: Inboxstuk) -> list[Voorstel]:
    """The proposals in the order of the form."""
    plek = {code: nr for nr, code in enumerate(definitie_bij(stuk).vragen)}
    rijen = Voorstel.objects.voor_taak("inlezen.op_volgorde").filter(stuk=stuk)
    return sorted(rijen, key=lambda v: plek.get(v.vraag, len(plek)))


def _plekken(stuk: Inboxstuk, definitie: Definitie, rijen: dict[str, Voorstel]) -> list[tuple[int, int, str, str, str]]:
    """Passages for the left side: what went to a question, what was not placed, what was skipped."""
    uit = [
        (
            begin,
            eind,
            "twijfel" if v.zekerheid < ZEKER and v.besluit == Voorstel.OPEN else "vraag",
            v.vraag,
            definitie.vraag(v.vraag).label,
        )
        for v in rijen.values()
        for begin, eind in v.passages
    ]
    for soort, titel in (
        ("niet_geplaatst", "Niet geplaatst"),
        ("overgeslagen", "Overgeslagen: hoort bij het formulier zelf"),
    ):
        uit += [
            (p["passage"]["begin"], p["passage"]["eind"], soort, "", p.get("reden") or p.get("waarom") or titel)
            for p in stuk.lezing.get(soort, [])
        ]
    return uit
