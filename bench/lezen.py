"""How fast reports are read, next to the bare extraction of the text of the same files. Not a test.

Makes invented reports of the size of real ones (about 30,000 characters, 10 to 14 pages), the same at every run, and
reads each with the product's reader and with a library that only takes the text out (docx: mammoth and python-docx;
pdf: pdfplumber), in turn A B A B. Times are processor seconds of this process, so that a busy machine hardly counts;
wall seconds stand beside them. Memory is that of a process of its own that does only one of the two.
"""

import argparse
import io
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import meten

from vindplaats.verantwoording.lezer import lees
from vindplaats.verantwoording.lezer.koppen import BLOKKEN, ONDERDELEN
from vindplaats.verantwoording.lezer.tests.formulieren import REEKSEN, SWVS, Formulier, Regel
from vindplaats.verantwoording.lezer.tests.varianten import Opmaak, als_md, als_txt
from vindplaats.verantwoording.lezer.tests.varianten_docx import VORMEN, als_docx
from vindplaats.verantwoording.lezer.tests.varianten_pdf import als_pdf

SOORTEN = ("txt", "md", "docx", "pdf")
DOEL = 1.5
ZINNEN = (
    "Onze scholen kijken samen naar wat leerlingen nodig hebben en leggen vast wat werkt.",
    "In de netwerken wisselen intern begeleiders hun aanpak uit, ook met de voorschool en de gemeente.",
    "Waar het niet lukt, zoeken we de ondersteuning eerst in de eigen wijk en daarna pas verder weg.",
    "Het afgelopen jaar heeft {p}% van de scholen het eigen plan bijgesteld, vorig jaar was dat {q}%.",
    "Er waren {n} leerlingen die langer dan vier weken thuis zaten; voor {m} van hen is een plek gevonden.",
    "Naar het SBO gingen {n} leerlingen en naar het SO {m} leerlingen.",
    "Het aandeel doublures daalde van {p},4% naar {q},1%.",
    "Ouders praten mee over het ontwikkelingsperspectief en krijgen het verslag binnen {n} dagen.",
    "Twee keer per jaar bespreekt de directie de opbrengsten met elk team en maakt daarover afspraken.",
    "De specialisten gedrag en taal waren samen {n} keer op een school voor een vraag over een groep.",
)


def tekst(rnd: random.Random, tekens: int) -> str:
    """Paragraphs of a few sentences, about this long."""
    alineas: list[str] = []
    while sum(map(len, alineas)) < tekens:
        getallen = {"p": rnd.randint(40, 99), "q": rnd.randint(2, 39), "n": rnd.randint(4, 48), "m": rnd.randint(1, 9)}
        alineas.append(" ".join(z.format(**getallen) for z in rnd.sample(ZINNEN, rnd.randint(3, 5))))
    return "\n\n".join(alineas)


def formulier(nummer: int) -> Formulier:
    """An invented report; the number decides everything."""
    rnd = random.Random(nummer)
    terugploeg = {swv: rnd.randint(20, 900) * 1000 for swv in SWVS}
    return Formulier(
        bestuur=f"Stichting Proef {nummer}", naam="Anna Visser", functie="bestuurder", schooljaar="2023-2024",
        onderdelen={code: "N.v.t." if code in ("externe_functie", "schakelfunctie") else tekst(rnd, 1350) for code in ONDERDELEN},
        proces={blok: (tekst(rnd, 700), [rnd.randint(*REEKSEN[blok])], tekst(rnd, 1300)) for blok in BLOKKEN},
        terugploeg=dict(terugploeg), doelgroep=dict.fromkeys(SWVS),
        bestedingen=[Regel(sum(terugploeg.values()) // 4, f"Inzet van specialisten in wijk {i}") for i in range(1, 5)],
        extra=tekst(rnd, 1500),
    )  # fmt: skip


def maak(soort: str, nummer: int) -> bytes:
    """The report in one kind of file; layouts take turns."""
    f = formulier(nummer)
    o = Opmaak(
        zaad=nummer % 12,
        paginakop=nummer % 2 == 0,
        tabelvorm=("euroregel", "tabel", "per_swv")[nummer % 3],
        versie="2023",
    )
    if soort == "txt":
        return als_txt(f, o).encode()
    if soort == "md":
        return als_md(f, o).encode()
    return als_docx(f, o, VORMEN[nummer % len(VORMEN)]) if soort == "docx" else als_pdf(f, o)


def mammoth(data: bytes) -> int:
    import mammoth as bibliotheek

    return len(bibliotheek.extract_raw_text(io.BytesIO(data)).value)


def python_docx(data: bytes) -> int:
    import docx

    return sum(len(p.text) for p in docx.Document(io.BytesIO(data)).paragraphs)


def pdfplumber(data: bytes) -> int:
    import pdfplumber as bibliotheek

    with bibliotheek.open(io.BytesIO(data)) as pdf:
        return sum(len(blad.extract_text()) for blad in pdf.pages)


def bytes_naar_tekst(data: bytes) -> int:
    return len(data.decode())


def lezer(soort: str) -> Callable[[bytes], int]:
    """The product's reader; a reading that found nothing would make the figure worthless."""

    def doe(data: bytes) -> int:
        lezing = lees(data, f"verslag.{soort}")
        gevuld = sum(
            1 for code, veld in lezing.velden.items() if code.startswith("onderdelen.") and veld.status != "leeg"
        )
        if gevuld < len(ONDERDELEN):
            raise SystemExit(f"{soort}: {gevuld} van {len(ONDERDELEN)} onderdelen gelezen; deze meting telt niet")
        return len(lezing.neutrale_tekst)

    return doe


KAAL: dict[str, dict[str, Callable[[bytes], int]]] = {
    "txt": {"decode()": bytes_naar_tekst},
    "md": {"decode()": bytes_naar_tekst},
    "docx": {"mammoth": mammoth, "python-docx": python_docx},
    "pdf": {"pdfplumber": pdfplumber},
}


def _klus(opdracht: tuple[str, int, str]) -> None:
    soort, nummer, pad = opdracht
    Path(pad).write_bytes(maak(soort, nummer))


def leg_klaar(map_: Path, soort: str, aantal: int) -> list[Path]:
    """Write the files that are not there yet."""
    paden = [map_ / f"{nummer:04}.{soort}" for nummer in range(aantal)]
    nieuw = [(soort, n, str(pad)) for n, pad in enumerate(paden) if not pad.exists()]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(_klus, nieuw, chunksize=20)
    return paden


def om_en_om(
    paden: list[Path], doeners: dict[str, Callable[[bytes], int]]
) -> dict[str, tuple[list[float], list[float]]]:
    """Processor and wall seconds per file for every way, the order turned at each file."""
    uit: dict[str, tuple[list[float], list[float]]] = {naam: ([], []) for naam in doeners}
    for doe in doeners.values():
        doe(paden[0].read_bytes())
    for nummer, pad in enumerate(paden):
        data = pad.read_bytes()
        for naam in list(doeners)[:: 1 if nummer % 2 else -1]:
            cpu, klok = time.process_time(), time.perf_counter()
            doeners[naam](data)
            uit[naam][0].append(time.process_time() - cpu)
            uit[naam][1].append(time.perf_counter() - klok)
    return uit


def _piek(soort: str, naam: str, paden: list[str], antwoord: "multiprocessing.Queue[float]") -> None:
    doe = lezer(soort) if naam == "lezer" else KAAL[soort][naam]
    for pad in paden:
        doe(Path(pad).read_bytes())
    antwoord.put(meten.piek_mb())


def piek(soort: str, naam: str, paden: list[Path]) -> float:
    """Peak resident MB of a fresh process that takes these files one way."""
    omgeving = multiprocessing.get_context("spawn")
    antwoord = omgeving.Queue()
    kind = omgeving.Process(target=_piek, args=(soort, naam, [str(p) for p in paden], antwoord))
    kind.start()
    uit = float(antwoord.get(timeout=1800))
    kind.join()
    return uit


def meet(soort: str, paden: list[Path], geheugen: int) -> list[list[object]]:
    """The rows of one kind."""
    tijden = om_en_om(paden, {"lezer": lezer(soort), **KAAL[soort]})
    rijen: list[list[object]] = []
    for naam, (cpu, klok) in tijden.items():
        verhouding = statistics.median(a / b for a, b in zip(tijden["lezer"][0], cpu, strict=True))
        rijen.append(
            [f"{soort}: {naam}", len(cpu), f"{sum(cpu):.1f} s", f"{sum(klok):.1f} s", f"{1000 * statistics.median(cpu):.0f} ms",
             f"{piek(soort, naam, paden[:geheugen]):.0f} MB", oordeel(soort, naam, verhouding)]
        )  # fmt: skip
    return rijen


def oordeel(soort: str, naam: str, verhouding: float) -> str:
    """How many times the extraction the reader costs, and whether that is within the aim."""
    if naam == "lezer" or soort in ("txt", "md"):
        return ""
    if naam == "python-docx":
        return f"{verhouding:.1f} x (geen inhoudsvakken)"
    return f"{verhouding:.2f} x, {'gehaald' if verhouding <= DOEL else 'NIET gehaald'}"


def omvang(paden: list[Path]) -> str:
    """How large the files are, in characters or pages."""
    data = paden[0].read_bytes()
    if paden[0].suffix == ".pdf":
        import pypdfium2

        return f"{statistics.mean(len(pypdfium2.PdfDocument(p.read_bytes())) for p in paden[:12]):.0f} bladzijden"
    return f"{len(data) // 1000} kB"


def main() -> None:
    keuze = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    keuze.add_argument("--aantal", type=int, default=1000, help="verslagen per soort (1000)")
    keuze.add_argument("--soort", action="append", choices=SOORTEN, help="alleen deze soort; vaker te geven")
    keuze.add_argument("--aantal-pdf", type=int, help="een ander aantal voor pdf, dat een seconde per stuk kost")
    keuze.add_argument("--geheugen", type=int, default=50, help="verslagen in de geheugenmeting (50)")
    keuze.add_argument("--map", type=Path, help="bewaar en hergebruik de gemaakte bestanden in deze map")
    keuze.add_argument("--bewaar", action="store_true", help="zet het resultaat in RESULTS.md")
    wens = keuze.parse_args()
    with tempfile.TemporaryDirectory() as tijdelijk:
        map_ = wens.map or Path(tijdelijk)
        map_.mkdir(parents=True, exist_ok=True)
        rijen, maten = [], []
        for soort in wens.soort or SOORTEN:
            paden = leg_klaar(map_, soort, wens.aantal_pdf if soort == "pdf" and wens.aantal_pdf else wens.aantal)
            maten.append(f"{soort} {omvang(paden)}")
            rijen += meet(soort, paden, wens.geheugen)
            print(f"{soort} klaar", file=sys.stderr)
    koppen = ("wat", "verslagen", "processortijd", "wandklok", "mediaan", "piek", f"lezer / kaal (doel {DOEL})")
    uit = f"`bench/lezen.py {' '.join(sys.argv[1:])}`, {meten.machine()}. {', '.join(maten)}.\n\n{meten.tabel(koppen, rijen)}"
    print(uit)
    if wens.bewaar:
        meten.schrijf("Verslagen lezen", uit)


if __name__ == "__main__":
    main()
