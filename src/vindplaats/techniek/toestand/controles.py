"""All questions of `./vindplaats check`, one after the other; a question that breaks is itself a finding."""

from collections.abc import Callable, Iterable

from django.db import DatabaseError

from vindplaats.kern.bevindingen import FOUT, Bevinding, controles

from . import controle_buiten, controle_huis, controle_werk

EIGEN: tuple[tuple[str, Callable[[], Iterable[Bevinding]]], ...] = (
    ("instellingen", controle_huis.instellingen),
    ("geheim", controle_huis.geheim),
    ("database", controle_huis.database),
    ("migraties", controle_huis.bijgewerkt),
    ("logboek", controle_huis.logboek),
    ("wachtrij", controle_werk.wachtrij),
    ("verbindingen", controle_buiten.verbindingen),
    ("mail", controle_buiten.post),
    ("schijf", controle_huis.schijf),
    ("certificaten", controle_buiten.certificaten),
    ("reservekopie", controle_werk.reservekopie),
)
ZONDER_DATABASE = {"instellingen", "geheim", "verbindingen", "mail", "schijf", "certificaten", "reservekopie"}


def kijk_na(tijdbron: str = "") -> list[Bevinding]:
    """Every finding, in a fixed order. Never raises; what needs the database is left out when that is away."""
    klok: tuple[str, Callable[[], Iterable[Bevinding]]] = ("klok", lambda: controle_buiten.klok(tijdbron))
    uit: list[Bevinding] = []
    database_weg = False
    for naam, vraag in (*EIGEN, klok, *controles.items()):
        if database_weg and naam not in ZONDER_DATABASE:
            continue
        try:
            uit.extend(vraag())
        except DatabaseError as fout:
            if naam == "database" or not _tabel_mist(fout):
                database_weg = True
                uit.append(
                    Bevinding(
                        "database",
                        FOUT,
                        f"De database is niet te bereiken ({type(fout).__name__}).",
                        "Controleer VINDPLAATS_DATABASE en of de database draait.",
                    )
                )
        except Exception as fout:
            uit.append(
                Bevinding(
                    naam,
                    FOUT,
                    f"Deze vraag kon niet worden beantwoord ({type(fout).__name__}).",
                    "Geef dit door aan wie Vindplaats maakt.",
                )
            )
    return uit


def _tabel_mist(fout: DatabaseError) -> bool:
    """A table that is not there yet: the finding about migrations says so already."""
    return getattr(fout.__cause__, "sqlstate", "") == "42P01" or "no such table" in str(fout)
