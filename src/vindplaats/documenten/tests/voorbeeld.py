"""A document with every kind of block, for the tests and the bench."""

import datetime as dt

from vindplaats.documenten import stuk as s

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200" width="600" height="200">'
    '<rect width="300" height="40" fill="#0f5d7e"/><text x="310" y="30" font-size="16" fill="#1c2b33">12</text></svg>'
)
STIJL = s.Huisstijl(
    organisatie="Samenwerkingsverband Voorbeeldland",
    adresregel="Dorpsstraat 1, Voorbeeld",
    naam="A. de Voorbeeldige",
    functie="directeur-bestuurder",
)
ECHT = "Zoals *dit* met #set, $x$, <b>, @naam en \\tekens{} en 'aanhalingstekens'."


def rapport(hoofdstukken: int = 1, rijen: int = 8, **velden: object) -> s.Stuk:
    """A report with these chapters, each with a table, a chart, lists and text."""
    blokken: list[s.Blok] = []
    for i in range(1, hoofdstukken + 1):
        blokken += _hoofdstuk(i, rijen)
    gegevens: dict[str, object] = {
        "titel": "Gezamenlijke verantwoording 2023-2024",
        "ondertitel": "Verzonnen voorbeeld",
        "kenmerk": "VW-2024-001",
        "datum": dt.date(2026, 3, 3),
        "huisstijl": STIJL,
        "inhoudsopgave": True,
        "blokken": [*blokken, s.Ondertekening()],
    }
    return s.Stuk(**{**gegevens, **velden})  # type: ignore[arg-type]


def _hoofdstuk(i: int, rijen: int) -> list[s.Blok]:
    bedragen = [[f"Stichting {i}-{r}", 1_234_500 + r * 100, "Ondersteuning in de groep"] for r in range(rijen)]
    tabel = s.Tabel(
        ["Bestuur", "Bedrag", "Doel"],
        [*bedragen, ["Stichting PM", "PM", None]],
        totaalrij=["Totaal", sum(int(str(b[1])) for b in bedragen), None],
        soorten=["tekst", "bedrag", "tekst"],
        onderschrift=f"Ontvangen in deel {i}",
    )
    return [
        s.Kop(f"Hoofdstuk {i}"),
        s.Alinea(ECHT),
        s.Kop("Te diep", 3),
        s.Alinea([s.Deel("Vet", vet=True), s.Deel(" en "), s.Deel("schuin", cursief=True), s.Deel("\nnieuwe regel")]),
        s.Lijst(["eerste punt", "tweede punt"]),
        s.Lijst(["stap", "volgende stap"], genummerd=True),
        tabel,
        s.Grafiek(SVG, f"Staaf met 12 in deel {i}", "De meeste leerlingen gaan naar A"),
        s.Citaat("Wij zijn tevreden.", "Bestuur Noord"),
        s.Kenmerken([("Schooljaar", "2023-2024"), ("Bestuur", "Stichting X")]),
        s.Selectievakjes([("In het jaarverslag", True), ("Apart bestand", False)]),
    ]


def brief() -> s.Stuk:
    return s.Stuk(
        "Uitnodiging voor het gesprek",
        [s.Alinea("Beste bestuurder,"), s.Alinea("Wij nodigen je uit. " * 30), s.Ondertekening()],
        kenmerk="B-1",
        datum=dt.date(2026, 3, 3),
        huisstijl=STIJL,
        vorm="brief",
        geadresseerde=["Stichting X", "Dorpsstraat 2", "1234 AB Voorbeeld"],
    )
