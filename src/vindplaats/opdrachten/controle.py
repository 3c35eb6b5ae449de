"""`./vindplaats check`: is this installation healthy? One sentence per finding; the exit code says how serious it is."""

import json
from typing import Annotated

import typer

from vindplaats.kern.opdracht import django_klaar, tabel


def check(
    als_json: Annotated[bool, typer.Option("--json", help="Toon de bevindingen als JSON.")] = False,
    tijdbron: Annotated[
        str, typer.Option("--tijdbron", help="Webadres waarvan de tijd met deze machine wordt vergeleken.")
    ] = "",
) -> None:
    """Kijk of deze installatie in orde is. Code 0: alles goed, 1: kijk ergens naar, 2: er is iets mis."""
    django_klaar()
    from vindplaats.kern.bevindingen import GOED, ernst
    from vindplaats.techniek.toestand.controles import kijk_na

    bevindingen = kijk_na(tijdbron)
    code = ernst(bevindingen)
    if als_json:
        rijen = [{"onderdeel": b.onderdeel, "oordeel": b.oordeel, "zin": b.zin, "doe": b.doe} for b in bevindingen]
        print(json.dumps({"code": code, "bevindingen": rijen}, ensure_ascii=False, indent=2))
    else:
        tabel(
            ("Onderdeel", "Uitkomst", "Bevinding"),
            [(b.onderdeel, b.oordeel, b.zin if b.oordeel == GOED else f"{b.zin} {b.doe}".strip()) for b in bevindingen],
        )
    raise typer.Exit(code)
