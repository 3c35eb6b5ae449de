"""The description that goes with an export, made from the models: every table, every field, in words, and for machines."""

import json
from pathlib import Path
from typing import Any

from django.db import models

from vindplaats.kern.registers import naam_van, uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring

from . import keuze

SOORTEN: tuple[tuple[type[Any], str], ...] = (
    (models.ForeignKey, "verwijzing"),
    (models.UUIDField, "uuid"),
    (models.BooleanField, "ja/nee (true of false)"),
    (models.DateTimeField, "moment (ISO 8601, UTC)"),
    (models.DateField, "datum (jjjj-mm-dd)"),
    (models.DecimalField, "getal met cijfers achter de punt, als tekst"),
    (models.FloatField, "getal"),
    (models.IntegerField, "geheel getal"),
    (models.BinaryField, "bytes (base64)"),
    (models.JSONField, "JSON"),
)


def soort_van(veld: "models.Field[Any, Any]") -> str:
    """The kind of a field in words."""
    return next((naam for soort, naam in SOORTEN if isinstance(veld, soort)), "tekst")


def beschrijf(delen: list[keuze.Onderdeel]) -> list[dict[str, Any]]:
    """Every table with its fields, as data."""
    return [
        {
            "tabel": o.label,
            "naam": str(o.model._meta.verbose_name_plural),
            "bestand": f"gegevens/{o.label}.json",
            "sleutel": o.model._meta.pk.name,
            "velden": [_veld(v) for v in o.velden],
            "zonder": sorted(o.deel.zonder),
        }
        for o in delen
    ]


def _veld(veld: "models.Field[Any, Any]") -> dict[str, Any]:
    uit: dict[str, Any] = {"veld": veld.name, "soort": soort_van(veld), "leeg_mag": veld.null}
    if veld.is_relation and veld.related_model is not None:
        uit["verwijst_naar"] = veld.related_model._meta.label_lower
    if veld.help_text:
        uit["uitleg"] = str(veld.help_text)
    if veld.choices:
        uit["keuzes"] = {str(code): str(naam) for code, naam in veld.flatchoices}
    return uit


def schrijf(map_: Path, delen: list[keuze.Onderdeel], buiten: keuze.Verwijzingen, kring: Kring) -> None:
    """Write `indeling.json` and `LEESMIJ.md`."""
    beschreven = beschrijf(delen)
    hier = keuze.blijft_hier()
    inhoud = {"tabellen": beschreven, "blijft_hier": hier}
    (map_ / "indeling.json").write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (map_ / "LEESMIJ.md").write_text("\n".join(_leesmij(beschreven, hier, buiten, kring)) + "\n", encoding="utf-8")


def _leesmij(
    beschreven: list[dict[str, Any]], hier: dict[str, str], buiten: keuze.Verwijzingen, kring: Kring
) -> list[str]:
    naam = naam_van(kring.sleutel)
    omvang = (
        "Dit is alles: ook concepten en het postvak van besturen. Je kunt het inlezen in een lege installatie."
        if kring.volledig
        else "Dit is alles wat het samenwerkingsverband zelf mag lezen. Concepten en het postvak van besturen zitten er niet in."
    )
    regels = [
        f"# Alle gegevens van {naam}",
        "",
        omvang,
        "",
        "- `gegevens/`: per tabel een JSON-lijst, met op elke regel een rij;",
        "- `csv/`: hetzelfde voor een rekenblad (puntkomma's, UTF-8). Een tekst die op een formule lijkt, begint met een apostrof;",
        "- `naslag/`: namen van wat hierbuiten ligt en waar rijen naar wijzen, en van alle organisaties;",
        "- `bestanden/`: de documenten zelf; `bestanden.json` is de lijst met hun grootte en sha256;",
        "- `indeling.json`: deze beschrijving voor een computer; `manifest.json`: wanneer, hoeveel, en een som per lijst.",
        "",
        "Inlezen: `./vindplaats invoer MAP` in een lege installatie.",
        "",
        "## Wat je daarna opnieuw doet",
        "",
        *(f"- {d.weer_doen}" for _, d in sorted(uitvoerdelen.items()) if d.weer_doen),
        "",
        "## Wat hier blijft",
        "",
        *(f"- `{label}`: {reden}" for label, reden in hier.items()),
    ]
    for (label, veld), pks in sorted(buiten.los.items()):
        regels.append(
            f"- `{label}.{veld}`: {len(pks)} verwijzingen naar iets buiten dit samenwerkingsverband zijn leeg gelaten."
        )
    for tabel in beschreven:
        regels += [
            "",
            f"## {tabel['tabel']} ({tabel['naam']})",
            "",
            "| veld | soort | leeg mag | uitleg |",
            "|---|---|---|---|",
        ]
        regels += [_regel(veld) for veld in tabel["velden"]]
        if tabel["zonder"]:
            regels += ["", f"Blijft hier, want geheim: {', '.join(tabel['zonder'])}."]
    return regels


def _regel(veld: dict[str, Any]) -> str:
    uitleg = [veld.get("uitleg", "")]
    if "verwijst_naar" in veld:
        uitleg.append(f"sleutel van {veld['verwijst_naar']}")
    if "keuzes" in veld:
        uitleg.append("; ".join(f"{code}: {naam}" for code, naam in veld["keuzes"].items() if code != naam))
    tekst = ". ".join(deel for deel in uitleg if deel).replace("|", "/")
    return f"| `{veld['veld']}` | {veld['soort']} | {'ja' if veld['leeg_mag'] else 'nee'} | {tekst} |"
