"""What runs in the limited child process: read one document, hand back plain data. Pure."""

from typing import Any


def lees_document(data: bytes, naam: str, eigen: tuple[str, ...] = ()) -> dict[str, Any]:
    """`{"json", "tekst"}` of a reading, or `{"fout": zin}` when the document cannot be used. `eigen`: own versions as YAML."""
    from dataclasses import asdict

    from vindplaats.formats.definitie import laad_tekst
    from vindplaats.verantwoording.lezer import LeesFout, lees

    try:
        lezing = lees(data, naam, eigen=[laad_tekst(tekst) for tekst in eigen])
    except LeesFout as fout:
        return {"fout": str(fout)}
    uit = lezing.als_json()
    uit["bestedingen_met_plek"] = [asdict(b) for b in lezing.bestedingen]
    return {"json": uit, "tekst": lezing.neutrale_tekst}
