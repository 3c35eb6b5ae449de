"""Commands of verantwoording: `./vindplaats verantwoording lees ...`. Django is imported only where data is stored."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vindplaats.kern.fouten import Fout
from vindplaats.kern.geld import als_euro
from vindplaats.kern.opdracht import tabel, uit
from vindplaats.kern.opmaak import getal

if TYPE_CHECKING:
    from vindplaats.verantwoording.lezer import Lezing

app = typer.Typer(help="Verantwoordingen van besturen: lezen, inlezen en rapporteren.", no_args_is_help=True)

STANDEN = {"waarde": "gelezen", "nul": "nul", "nvt": "n.v.t.", "leeg": "niet gevonden"}
AANGEVINKT = {True: "ja", False: "nee", None: "niet te zien"}
BEGIN = 70


@app.callback()
def _groep() -> None:
    """Verantwoordingen van besturen: lezen, inlezen en rapporteren."""


@app.command("lees")
def lees(
    bestand: Annotated[Path, typer.Argument(help="Het verslag: .docx, .pdf, .txt of .md.", metavar="BESTAND")],
    als_json: Annotated[bool, typer.Option("--json", help="Alles als JSON, voor andere programma's.")] = False,
) -> None:
    """Lees een verslag en toon wat eruit komt. Er wordt niets bewaard."""
    lezing = _lees_bestand(bestand)
    if als_json:
        print(json.dumps(lezing.als_json(), ensure_ascii=False, indent=2, default=str))
        return
    _toon(lezing)


@app.command("importeer")
def importeer(
    bestanden: Annotated[list[Path], typer.Argument(help="Verslagen: .docx, .pdf, .txt of .md.", metavar="BESTAND...")],
    swv: Annotated[
        str | None, typer.Option("--swv", help="In de inbox van dit samenwerkingsverband, zoals PO3105.")
    ] = None,
    schooljaar: Annotated[
        str | None, typer.Option("--schooljaar", help="Het schooljaar, als dat niet in het document staat: 2023-2024.")
    ] = None,
) -> None:
    """Zet verslagen als voorstel in de inbox en lees ze. Niets telt mee voordat een mens het heeft nagekeken."""
    from vindplaats.kern.opdracht import django_klaar

    django_klaar()
    from vindplaats.verantwoording.inlezen.opdracht import zet_in_inbox

    zet_in_inbox(bestanden, swv, schooljaar)


def _lees_bestand(bestand: Path) -> "Lezing":
    """Read in a process of its own with limits, because the file comes from somebody else."""
    from vindplaats.documenten.veilig_uitvoeren import UitvoerFout, veilig
    from vindplaats.verantwoording.lezer import LeesFout
    from vindplaats.verantwoording.lezer import lees as lees_data

    try:
        lezing: Lezing = veilig(lees_data, bestand.read_bytes(), bestand.name)
    except (LeesFout, UitvoerFout) as fout:
        raise Fout(f"{bestand.name}: {fout.zin}") from fout
    except IsADirectoryError:
        raise Fout(f"{bestand} is een map. Geef de naam van een bestand.") from None
    except FileNotFoundError:
        raise Fout(f"{bestand} bestaat niet. Controleer de naam en de map.") from None
    except OSError as fout:
        raise Fout(f"{bestand} is niet te openen: {fout.strerror}.") from fout
    return lezing


def _toon(lezing: "Lezing") -> None:
    console = uit()
    gelezen = lezing.als_json()
    namens = gelezen["namens"]
    bladzijden = "1 bladzijde" if lezing.paginas == 1 else f"{lezing.paginas} bladzijden"
    console.print(f"Bestand: {lezing.naam} ({lezing.soort}, {bladzijden})", markup=False)
    console.print(f"Bestuur: {gelezen['bestuur'] or 'niet gevonden'}", markup=False)
    console.print(f"Namens: {', '.join(filter(None, namens.values())) or 'niet gevonden'}", markup=False)
    console.print(f"Schooljaar: {gelezen['schooljaar'] or 'niet gevonden'}", markup=False)
    vakjes = ", ".join(f"{swv['nummer']} {AANGEVINKT[swv['aangevinkt']]}" for swv in gelezen["swv"])
    console.print(f"Scholen in: {vakjes or 'niet gevonden'}", markup=False)
    _kop("Onderdelen")
    tabel(("Onderdeel", "Stand", "Zeker", "Begin van de tekst"), _onderdelen(lezing))
    _kop("Ontvangen")
    tabel(("Regeling", "Samenwerkingsverband", "Bedrag"), _ontvangen(gelezen["ontvangen"]))
    _kop("Besteding")
    tabel(("Nr.", "Bedrag", "Doel"), _bestedingen(gelezen["bestedingen"]))
    _kop("Proces")
    tabel(("Blok", "Indicatoren", "Sturing", "Uitwerking"), _proces(gelezen["proces"]))
    _kop(f"Feiten in de tekst ({len(gelezen['feiten'])})")
    tabel(("Onderdeel", "Feit", "Waarde", "Vorig jaar"), _feiten(gelezen["feiten"]))
    _lijst("Let op", gelezen["meldingen"])
    _lijst("Niet geplaatst", [_begin(n.tekst) + f" ({n.waarom})" for n in lezing.niet_geplaatst])


def _kop(tekst: str) -> None:
    uit().print(f"\n{tekst}", style="bold", markup=False)


def _lijst(kop: str, zinnen: list[str]) -> None:
    if zinnen:
        _kop(kop)
        for zin in zinnen:
            uit().print(f"- {zin}", markup=False)


def _begin(tekst: Any) -> str:
    regel = " ".join(str(tekst or "").split())
    return regel if len(regel) <= BEGIN else f"{regel[: BEGIN - 1]}…"


def _naam(code: str) -> str:
    return code.rpartition(".")[2].replace("_", " ")


def _euro(bedrag: float | None) -> str:
    """Euros as `€ 1.234,50`; an unknown amount stays empty."""
    return als_euro(None if bedrag is None else round(bedrag * 100), leeg="")


def _onderdelen(lezing: "Lezing") -> Iterable[tuple[str, str, str, str]]:
    for code, veld in lezing.velden.items():
        if code.startswith("onderdelen.") or code == "extra":
            yield _naam(code), STANDEN[veld.status], f"{veld.zekerheid:.0%}", _begin(veld.waarde)


def _ontvangen(regelingen: dict[str, dict[str, float | None]]) -> Iterable[tuple[str, str, str]]:
    for regeling, bedragen in regelingen.items():
        for swv, bedrag in bedragen.items():
            yield _naam(regeling), swv, _euro(bedrag)


def _bestedingen(regels: list[dict[str, Any]]) -> Iterable[tuple[str, str, str]]:
    for nummer, regel in enumerate(regels, start=1):
        yield str(nummer), "PM" if regel["pm"] else _euro(regel["bedrag"]), _begin(regel["doel"])


def _proces(blokken: dict[str, dict[str, Any]]) -> Iterable[tuple[str, str, str, str]]:
    for code, blok in blokken.items():
        nummers = "n.v.t." if blok["nvt"] else ", ".join(str(n) for n in blok["indicatoren"])
        yield _naam(code), nummers, _begin(blok["sturing"]), _begin(blok["uitwerking"])


def _feiten(feiten: list[dict[str, Any]]) -> Iterable[tuple[str, str, str, str]]:
    for feit in feiten:
        eenheid = feit.get("eenheid") or ""
        yield (
            _naam(feit["onderdeel"]),
            _begin(feit["label"]),
            _waarde(feit["waarde"], eenheid),
            _waarde(feit["vorig"], eenheid),
        )


def _waarde(waarde: float | None, eenheid: str) -> str:
    tekst = getal(waarde, leeg="")
    return f"{tekst}%" if tekst and eenheid == "%" else f"{tekst} {eenheid if tekst else ''}".strip()


SOORTEN_RAPPORT = ("pdf", "docx", "xlsx", "json")


@app.command("rapport")
def rapport(
    schooljaar: Annotated[str, typer.Option("--schooljaar", help="Bijvoorbeeld 2023-2024.", metavar="JAAR")],
    naar: Annotated[
        Path, typer.Option("--uit", help="Het bestand dat je wilt: .pdf, .docx, .xlsx of .json.", metavar="BESTAND")
    ],
    swv: Annotated[
        str,
        typer.Option(
            "--swv", help="Nummer van een verband, bijvoorbeeld PO9901. Zonder: de verbanden van de regio samen."
        ),
    ] = "",
) -> None:
    """Maak de gezamenlijke verantwoording van een schooljaar als bestand."""
    from vindplaats.kern.opdracht import django_klaar
    from vindplaats.kern.schooljaar import Schooljaar

    soort = naar.suffix.lower().lstrip(".")
    if soort not in SOORTEN_RAPPORT:
        raise typer.BadParameter("kies een naam die eindigt op .pdf, .docx, .xlsx of .json.", param_hint="--uit")
    try:
        jaar = Schooljaar.lees(schooljaar)
    except ValueError as fout:
        raise typer.BadParameter(str(fout), param_hint="--schooljaar") from None
    django_klaar()
    _schrijf_rapport(jaar, swv.upper(), soort, naar)


def _schrijf_rapport(jaar: Any, swv: str, soort: str, naar: Path) -> None:
    """Write the account to the file and say in one line what is in it; what went wrong becomes a sentence."""
    from vindplaats.documenten.veilig_uitvoeren import UitvoerFout
    from vindplaats.kern.opdracht import meld
    from vindplaats.verantwoording.bundelen.opdracht import maak_rapport

    try:
        beeld, gemaakt = maak_rapport(jaar, swv, soort)
        naar.write_bytes(gemaakt.data)
    except UitvoerFout as fout:
        raise Fout(fout.zin) from fout
    except OSError as fout:
        raise Fout(f"{naar} kan niet worden geschreven: {fout.strerror}.") from fout
    if gemaakt.melding:
        meld(gemaakt.melding)
    uit().print(f"{naar}: {beeld.titel}, {beeld.naam}. {beeld.eerste_regel}", markup=False, soft_wrap=True)
