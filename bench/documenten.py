"""How fast letters, reports and the intake of files are, and how much memory they take. Prints a Markdown table."""

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import meten

from vindplaats.documenten.inname import keur
from vindplaats.documenten.pdf import GRENZEN, bestanden_van, maak_pdf
from vindplaats.documenten.tests import maak, voorbeeld
from vindplaats.documenten.veilig_uitvoeren import Werkbank, veilig
from vindplaats.documenten.word import maak_docx

RIJ = "| {:<46} | {:>9} | {:>9} | {:>9} |"


def meet(naam: str, doe: Callable[[], object], keren: int, piek_mb: float | None = None) -> None:
    """Run some times; print the median and the slowest in ms."""
    doe()
    tijden = []
    for _ in range(keren):
        begin = time.perf_counter()
        doe()
        tijden.append((time.perf_counter() - begin) * 1000)
    piek = f"{piek_mb:.0f} MB" if piek_mb is not None else ""
    print(RIJ.format(naam, f"{statistics.median(tijden):.0f} ms", f"{max(tijden):.0f} ms", piek))


def bladzijden(pdf: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


def piek_van_zetten(stuk: object) -> float:
    with Werkbank(GRENZEN) as bank:
        bank.doe("vindplaats.documenten.zetter:zet", bestanden_van(stuk))  # type: ignore[arg-type]
        return bank.piek_kb / 1024


def rapport_van(pagina_s: int) -> object:
    """A report of about this many pages."""
    hoofdstukken = 1
    while bladzijden(maak_pdf(voorbeeld.rapport(hoofdstukken, 30)).data) < pagina_s:
        hoofdstukken += 1
    return voorbeeld.rapport(hoofdstukken, 30)


def meet_papier() -> None:
    brief, rapport = voorbeeld.brief(), rapport_van(42)
    meet("brief als PDF/UA (1 bladzijde)", lambda: maak_pdf(brief), 20, piek_van_zetten(brief))
    aantal = bladzijden(maak_pdf(rapport).data)  # type: ignore[arg-type]
    meet(f"verslag als PDF/UA ({aantal} bladzijden)", lambda: maak_pdf(rapport), 10, piek_van_zetten(rapport))  # type: ignore[arg-type]
    meet("brief als Word", lambda: maak_docx(brief), 10)
    meet("hetzelfde verslag als Word", lambda: maak_docx(rapport), 3)  # type: ignore[arg-type]


def meet_inname() -> None:
    docx = [maak.echte_docx(*[f"Alinea {i} van verslag {n}. " * 8 for i in range(120)]) for n in range(20)]
    pdfs = [maak_pdf(voorbeeld.rapport(2, 10 + n)).data for n in range(10)]
    with Werkbank() as bank:
        meet("1000 keer keur() van een docx", lambda: [keur(d, "a.docx") for d in docx * 50], 3)
        meet(
            "1000 keer keur() van een pdf, in een werkbank",
            lambda: [keur(p, "a.pdf", bank=bank) for p in pdfs * 100],
            2,
        )
        print(RIJ.format("  piek van de werker daarbij", "", "", f"{bank.piek_kb / 1024:.0f} MB"))
        meet(
            "een opdracht in een lopende werkbank",
            lambda: bank.doe("vindplaats.documenten.namen:schone_naam", "a"),
            200,
        )
    meet("een los kindproces", lambda: veilig("vindplaats.documenten.namen:schone_naam", "a"), 20)


def meet_weigeren() -> None:
    with tempfile.TemporaryDirectory() as map_:
        bom = maak.bom(Path(map_) / "bom.docx", 140)
        groot = Path(map_) / "groot.docx"
        with groot.open("wb") as bestand:
            bestand.truncate(200 * 1024 * 1024)
        veel = Path(map_) / "veel.pdf"
        veel.write_bytes(maak.pdf(5000))
        for naam, pad in (
            ("zipbom van 140 MB", bom),
            ("bestand van 200 MB", groot),
            ("pdf van 5.000 bladzijden", veel),
        ):
            with Werkbank() as bank:
                geweigerd(bank, pad)
                bank.doe("vindplaats.documenten.namen:schone_naam", "a")
                meet(f"weigeren: {naam}", lambda pad=pad, bank=bank: geweigerd(bank, pad), 3, bank.piek_kb / 1024)


def geweigerd(bank: Werkbank, pad: Path) -> None:
    """Run keur in the child, so that its memory can be seen; it must refuse."""
    try:
        bank.doe("vindplaats.documenten.inname:keur", pad, pad.name)
    except Exception as fout:
        if type(fout).__name__ == "Geweigerd":
            return
        raise
    raise SystemExit(f"{pad.name} is niet geweigerd")


def open_in_libreoffice() -> None:
    """The Word file opens, and its text and page numbers are there."""
    import pdfplumber

    with tempfile.TemporaryDirectory() as map_:
        bron = Path(map_) / "x.docx"
        bron.write_bytes(maak_docx(voorbeeld.rapport(3)))
        opdracht = [shutil.which("soffice") or "soffice", f"-env:UserInstallation=file://{map_}/lo", "--headless"]
        subprocess.run([*opdracht, "--convert-to", "pdf", "--outdir", map_, str(bron)], check=True, capture_output=True)
        with pdfplumber.open(io.BytesIO((Path(map_) / "x.pdf").read_bytes())) as doc:
            tekst = "\n".join(p.extract_text() for p in doc.pages)
    for zoek in ("Hoofdstuk 3", "Pagina 1 van", "Stichting PM", "De meeste leerlingen"):
        if zoek not in tekst:
            raise SystemExit(f"niet teruggevonden in LibreOffice: {zoek}")
    print("\nHet Word-bestand opent in LibreOffice; tekst, tabel, bijschrift en bladzijden zijn er.")


def meet_bundel() -> None:
    """The collective account of 15 boards, from the database to the file (needs Django; SQLite in a temporary folder)."""
    from overzicht import KLANTEN, mensen, vul_een

    with tempfile.TemporaryDirectory() as map_:
        os.environ |= {
            "VINDPLAATS_TESTEN": "ja",
            "VINDPLAATS_VAR": map_,
            "DJANGO_SETTINGS_MODULE": "vindplaats.conf.settings",
        }
        os.environ.pop("VINDPLAATS_DATABASE", None)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        vul_een(15, 3)
        mensen()
        _bundel_als_bestand(KLANTEN["swv"])
        connection.close()


def _bundel_als_bestand(klant: Any) -> None:
    from vindplaats.verantwoording.models import Bundel

    bundel = Bundel.objects.voor_taak("bench").get(jaar=2023)
    for soort, naam in (("pdf", "PDF/UA"), ("docx", "Word"), ("xlsx", "Excel")):
        url = f"/verantwoording/gezamenlijk/{bundel.pk}/uitvoer/{soort}/"
        data = klant.get(url).content
        bij = f", {bladzijden(data)} bladzijden" if soort == "pdf" else f", {len(data) // 1000} kB"
        meet(f"gezamenlijk, 15 besturen: {naam}{bij}", lambda url=url: klant.get(url), 5)


def main() -> None:
    keuze = argparse.ArgumentParser(description=__doc__)
    keuze.add_argument("--office", action="store_true", help="open het Word-bestand ook in LibreOffice (soffice)")
    keuze.add_argument("--alleen-bundel", action="store_true", help="alleen de gezamenlijke verantwoording")
    wens = keuze.parse_args()
    print(f"Gemeten op {meten.machine()}.\n")
    print(RIJ.format("wat", "mediaan", "traagste", "piek"))
    print("|---|---:|---:|---:|")
    if not wens.alleen_bundel:
        meet_papier()
        meet_inname()
        meet_weigeren()
    meet_bundel()
    if wens.office:
        open_in_libreoffice()


if __name__ == "__main__":
    main()
