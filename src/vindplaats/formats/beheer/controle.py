"""Is a draft form right? The engine itself says so; a mistake gets its place in the form and a sentence. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from vindplaats.formats.definitie import Definitie, laad_tekst
from vindplaats.formats.gebruik import Slot
from vindplaats.kern.definitiebestand import DefinitieFout

from . import inhoud as i

MAX_BYTES, MAX_KNOPEN, MAX_DIEP = 200_000, 20_000, 12
_PAD = re.compile(r"delen (\d+)(?: > vragen (\d+)(?: > \w+ \d+)?)?:? ?")
_GENOEMD = re.compile(r"(?:vraag|vraagcode|deel|onderdeel) '([a-z][a-z0-9_-]*)'")


@dataclass(frozen=True)
class Misplaatst:
    """One mistake: the sentence, the place (see `inhoud`), how that place is called, and the line in the file."""

    zin: str
    plek: str = ""
    waar: str = ""
    regel: int = 0


@dataclass(frozen=True)
class Oordeel:
    """What the engine thinks of a draft: the definition when it is right, else every mistake."""

    definitie: Definitie | None
    fouten: tuple[Misplaatst, ...] = ()

    @property
    def goed(self) -> bool:
        return self.definitie is not None and not self.fouten


def controleer(
    inhoud: i.Inhoud, basis: Definitie | None = None, sloten: Mapping[str, Sequence[Slot]] | None = None
) -> Oordeel:
    """Check a draft: the keys and their coherence, and the questions that may not go (`sloten`, of the version before)."""
    try:
        definitie = laad_tekst(i.schrijf(inhoud), "formulier")
    except DefinitieFout as fout:
        return Oordeel(None, tuple(_misplaatst(inhoud, m.zin, m.regel) for m in fout.missers))
    return Oordeel(definitie, tuple(_sloten_weg(definitie, basis, sloten or {})))


def _sloten_weg(nieuw: Definitie, basis: Definitie | None, sloten: Mapping[str, Sequence[Slot]]) -> list[Misplaatst]:
    uit = []
    for code, redenen in sloten.items():
        oud = basis.vragen.get(code) if basis else None
        deze = nieuw.vragen.get(code)
        if not redenen or oud is None:
            continue
        if deze is None:
            uit.append(Misplaatst(f"Deze vraag kan niet weg. {redenen[0].zin}", f"vraag.{code}", oud.label))
            continue
        if deze.soort != oud.soort:
            naam = i.SOORTNAMEN[oud.soort].lower()
            uit.append(
                Misplaatst(
                    f"De soort van deze vraag moet blijven: {naam}. {redenen[0].zin}", f"vraag.{code}", deze.label
                )
            )
        mist = {o.code: o.label for o in oud.opties} if any(s.opties for s in redenen) else {}
        weg = [label for c, label in mist.items() if c not in {o.code for o in deze.opties}]
        if weg:
            zin = f"De keuze '{weg[0]}' kan hier niet weg. {redenen[0].zin}"
            uit.append(Misplaatst(zin, f"vraag.{code}", deze.label))
    return uit


def _misplaatst(inhoud: i.Inhoud, zin: str, regel: int = 0) -> Misplaatst:
    """The engine's sentence without its path, with the place it speaks of."""
    pad = _PAD.match(zin)
    kaal = zin[pad.end() :] if pad else zin
    deel = vraag = None
    if pad:
        alle = i.delen(inhoud)
        deel = alle[int(pad[1]) - 1] if int(pad[1]) <= len(alle) else None
        rij = i.vragen_in(deel) if deel else []
        vraag = rij[int(pad[2]) - 1] if pad[2] and int(pad[2]) <= len(rij) else None
    genoemd = _GENOEMD.search(kaal)
    if deel is None and genoemd:
        vraag = next((v for _, v in i.alle_vragen(inhoud) if v.get("code") == genoemd[1]), None)
        deel = next((d for d in i.delen(inhoud) if d.get("code") == genoemd[1]), None)
    kaal = kaal[:1].upper() + kaal[1:]
    if vraag:
        return Misplaatst(kaal, f"vraag.{vraag.get('code')}", str(vraag.get("label") or vraag.get("code")), regel)
    if deel:
        return Misplaatst(kaal, f"deel.{deel.get('code')}", str(deel.get("titel") or deel.get("code")), regel)
    return Misplaatst(kaal, "kop", "Titel en schooljaren", regel)


class BestandFout(ValueError):
    """A file that is not taken in at all; the text is a Dutch sentence that says what to do."""


def lees_bestand(data: bytes) -> i.Inhoud:
    """A YAML file from outside as a draft. Size, depth and number of parts are bounded; references and own types, with
    which a small file can become a huge one or more than data, are refused. Raises BestandFout."""
    if len(data) > MAX_BYTES:
        raise BestandFout(f"Dit bestand is te groot: hoogstens {MAX_BYTES // 1000} kB. Is dit wel een formulier?")
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BestandFout("Dit bestand is geen leesbare tekst. Sla het op als YAML in UTF-8.") from None
    try:
        _keur(tekst)
        ruw = i.lees(tekst)
    except (yaml.YAMLError, RecursionError, ValueError) as fout:
        if isinstance(fout, BestandFout):
            raise
        merk = getattr(fout, "problem_mark", None)
        plek = f" Kijk bij regel {merk.line + 1}." if merk else ""
        raise BestandFout(f"Dit is geen geldige YAML; let op inspringing en aanhalingstekens.{plek}") from None
    if not ruw.get("delen") or not ruw.get("formaat"):
        raise BestandFout(
            "In dit bestand staat geen formulier: 'formaat' en 'delen' ontbreken. Begin met een download van hier."
        )
    _eis_vorm(ruw)
    return ruw


def _keur(tekst: str) -> None:
    diep = 0
    for knopen, gebeurtenis in enumerate(yaml.parse(tekst, Loader=yaml.CSafeLoader)):
        if isinstance(gebeurtenis, yaml.AliasEvent) or getattr(gebeurtenis, "anchor", None):
            raise BestandFout("In dit bestand staan verwijzingen (& of *). Schrijf die uit en probeer het opnieuw.")
        tag = getattr(gebeurtenis, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:"):
            raise BestandFout(f"In dit bestand staat een eigen type ({tag[:40]}). Haal dat weg.")
        if isinstance(gebeurtenis, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            diep += 1
        elif isinstance(gebeurtenis, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            diep -= 1
        if diep > MAX_DIEP or knopen > MAX_KNOPEN:
            raise BestandFout("Dit bestand is te ingewikkeld voor een formulier. Is dit het goede bestand?")


def _eis_vorm(ruw: i.Inhoud) -> None:
    """The skeleton must be a form, so that every screen can draw it; what is wrong inside is told by `controleer`."""
    for naam in ("delen", "blokken", "indicatoren", "groepen"):
        rij = ruw.get(naam) or []
        if not isinstance(rij, list) or not all(isinstance(d, dict) for d in rij):
            raise BestandFout(f"'{naam}' moet een lijst zijn (regels die met - beginnen).")
    if not isinstance(ruw.get("schooljaren") or {}, dict):
        raise BestandFout("'schooljaren' hoort er zo uit te zien: {van: 2025-2026}.")
    for deel in ruw["delen"]:
        rijen = [deel.get("vragen") or []]
        if isinstance(rijen[0], list):
            rijen += [v.get(lijst) or [] for v in rijen[0] if isinstance(v, dict) for lijst in i.LIJSTEN.values()]
        if not all(isinstance(rij, list) and all(isinstance(d, dict) for d in rij) for rij in rijen):
            raise BestandFout(f"Onderdeel '{str(deel.get('code'))[:40]}': 'vragen' en 'opties' moeten lijsten zijn.")
    for deel in ruw["delen"]:
        for d in (deel, *i.vragen_in(deel)):
            if not re.fullmatch(r"[a-z][a-z0-9_-]{0,79}", str(d.get("code") or "")):
                naam = str(d.get("label") or d.get("titel") or d.get("code"))[:60]
                raise BestandFout(f"'{naam}' heeft geen goede code: kleine letters, cijfers, _ of -.")
            for lijst in ("koppen", "regels"):
                if not isinstance(d.get(lijst) or [], list):
                    raise BestandFout(f"'{lijst}' bij '{d['code']}' moet een lijst zijn.")
