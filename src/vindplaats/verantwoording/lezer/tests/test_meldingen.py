"""Warnings, missing headings, numbers that must not be kept, and what a reading never does."""

import io
import re

import pytest

from vindplaats.verantwoording.lezer import lees
from vindplaats.verantwoording.lezer.bsn import klopt_elfproef, verberg
from vindplaats.verantwoording.lezer.resultaat import Lezing

from . import besturen
from .formulieren import GEDEELD, TITELS, Formulier
from .varianten import BASIS, LAYOUTS, als_md, als_txt
from .varianten_docx import als_docx, leeg_vak

BSN = "111222333"  # the well-known invented number that passes the check sum


def _lees(f: Formulier, *, wissel: tuple[str, str] = ("", "")) -> Lezing:
    tekst = als_txt(f, BASIS)
    assert wissel[0] in tekst
    return lees((tekst.replace(*wissel, 1) if wissel[0] else tekst).encode(), "x.txt")


def _codes(lezing: Lezing) -> set[str]:
    return {m.code for m in lezing.meldingen}


@pytest.mark.regel("VER-15")
def test_verschil_tussen_ontvangen_en_besteed() -> None:
    lezing = _lees(besturen.kort(), wissel=("€  8.450,00 tbv", "€  8.400,00 tbv"))
    melding = next(m.tekst for m in lezing.meldingen if m.code == "verschil")
    assert "8.450" in melding
    assert "50 euro meer ontvangen dan besteed" in melding
    assert "verschil" not in _codes(_lees(besturen.kort()))


@pytest.mark.regel("VER-16")
def test_pm_telt_niet_mee() -> None:
    lezing = _lees(besturen.sbo())
    assert "pm" in _codes(lezing)
    assert next(b for b in lezing.bestedingen if b.pm).bedrag is None


def test_bestuur_ontbreekt_wordt_gevraagd_en_niet_geraden() -> None:
    f = besturen.lang()
    f.bestuur = None
    f.extra = "Stichting Drieluik groeit. Stichting Drieluik bouwt. Stichting Drieluik leert."
    lezing = lees(als_txt(f, BASIS).encode(), "verantwoording-Drieluik-2023-2024.txt")
    assert lezing.waarde("bestuur") is None
    assert lezing.velden["bestuur"].suggestie == "Stichting Drieluik"
    assert "bestuur_ontbreekt" in _codes(lezing)


def test_schooljaar_niet_uit_de_voetnoot() -> None:
    """The year 2019-2020 under the table is stale (trap 24)."""
    f = besturen.kort()
    tekst = als_txt(f, BASIS).replace("SCHOOLJAAR:  2023-2024", "")
    lezing = lees(tekst.encode(), "x.txt")
    assert lezing.waarde("schooljaar") is None
    assert "schooljaar_ontbreekt" in _codes(lezing)


@pytest.mark.regel("VER-11")
def test_nummer_buiten_het_blok() -> None:
    f = besturen.kort()
    f.proces["knooppunt"] = (f.proces["knooppunt"][0], [12], f.proces["knooppunt"][2])
    lezing = _lees(f)
    assert lezing.waarde("proces.knooppunt.indicatoren") == [12]
    assert "nummer_buiten_blok" in _codes(lezing)


@pytest.mark.regel("VER-12")
def test_nul_leeg_en_nvt_zijn_drie_dingen() -> None:
    velden = _lees(besturen.kort()).velden
    assert velden["onderdelen.thuiszitters"].status == "nul"
    assert velden["onderdelen.externe_functie"].status == "nvt"
    leeg = _lees(besturen.nvt())
    assert leeg.velden["onderdelen.thuiszitters"].status == "leeg"
    assert leeg.velden["onderdelen.thuiszitters"].waarde is None
    assert "leeg" in _codes(leeg)
    bedragen = _lees(besturen.sbo()).velden
    assert (
        bedragen["ontvangen.terugploegregeling.PO3104"].status,
        bedragen["ontvangen.terugploegregeling.PO3104"].waarde,
    ) == ("nul", 0)
    assert bedragen["ontvangen.doelgroepfinanciering.PO3104"].status == "leeg"


@pytest.mark.regel("AVG-08")
def test_naam_van_een_derde_wordt_gemeld() -> None:
    f = besturen.kort()
    f.onderdelen["ankerpunt_4"] = "Mevrouw Jansen van de gemeente denkt mee, net als onze bestuurder Els van der Veen."
    meldingen = [m for m in _lees(f).meldingen if m.code == "naam"]
    assert len(meldingen) == 1
    assert "Jansen" in meldingen[0].tekst
    assert meldingen[0].passage is not None


def test_oude_jaren() -> None:
    f = besturen.kort()
    f.onderdelen["ankerpunt_1"] = "In 2019 is de meting gedaan; in 2023 volgt een nieuwe."
    meldingen = [m.tekst for m in _lees(f).meldingen if m.code == "oud_jaar"]
    assert len(meldingen) == 1
    assert "2019" in meldingen[0]
    assert "2023;" not in meldingen[0]


def test_bsn_wordt_weggelakt() -> None:
    assert klopt_elfproef(BSN)
    f = besturen.kort()
    f.onderdelen["ankerpunt_1"] = f"De leerling met nummer {BSN} deed mee; dossier 123456780 ook."
    for data, naam in (
        (als_txt(f, BASIS).encode(), "x.txt"),
        (als_docx(f, BASIS, "raster"), "x.docx"),
        (als_md(f, BASIS).encode(), "x.md"),
    ):
        lezing = lees(data, naam)
        assert BSN not in str(lezing.als_json())
        assert BSN not in lezing.neutrale_tekst
        assert "123456780" in lezing.neutrale_tekst
        assert any("burgerservicenummer" in m.tekst for m in lezing.meldingen)


@pytest.mark.parametrize("tekst", ["€ 111.222.333", "111222334", "KvK 12345678", "NL00BANK0111222333", "€ 111222333"])
def test_geen_bsn(tekst: str) -> None:
    assert verberg(tekst) == (tekst, 0)


@pytest.mark.regel("VER-05")
@pytest.mark.parametrize("code", ["externe_functie", "verwijzingen", "schakelfunctie"])
@pytest.mark.skipif(GEDEELD is None, reason="needs the printed words of the real form")
def test_kop_weg_maar_toelichting_staat_er(code: str) -> None:
    lezing = _lees(besturen.sbo(), wissel=(TITELS[code] + "\n", ""))
    veld = lezing.velden[f"onderdelen.{code}"]
    assert veld.waarde == besturen.sbo().onderdelen[code]
    assert veld.zekerheid < 0.9


@pytest.mark.regel("VER-08")
@pytest.mark.parametrize("code", ["algemeen", "basis_op_orde", "doelgroeparrangementen", "knooppunt"])
@pytest.mark.skipif(GEDEELD is None, reason="needs the printed words of the real form")
def test_blok_zonder_kop_volgt_uit_nummers_en_lijst(code: str) -> None:
    lezing = _lees(besturen.sbo(), wissel=(TITELS[code] + "\n", ""))
    sturing, nummers, uitwerking = besturen.sbo().proces[code]
    assert lezing.waarde(f"proces.{code}.sturing") == sturing
    assert lezing.waarde(f"proces.{code}.indicatoren") == nummers
    assert lezing.waarde(f"proces.{code}.uitwerking") == uitwerking


def test_kop_weg_zonder_spoor_geeft_een_melding() -> None:
    lezing = _lees(besturen.sbo(), wissel=(TITELS["ankerpunt_3"] + "\n", ""))
    assert any(m.code == "kop_ontbreekt" and "Ankerpunt 3" in m.tekst for m in lezing.meldingen)


def test_tekst_na_de_laatste_lijst_gaat_niet_verloren() -> None:
    tekst = als_txt(besturen.kort(), BASIS) + "\nNaschrift van de directie over het volgende jaar.\n"
    lezing = lees(tekst.encode(), "x.txt")
    assert any("Naschrift van de directie" in n.tekst for n in lezing.niet_geplaatst)
    assert lezing.waarde("proces.knooppunt.uitwerking") == besturen.kort().proces["knooppunt"][2]


def test_label_als_tussenkop_blijft_tekst() -> None:
    """A label repeated as heading of the elaboration is text, the printed list is not (traps 16 and 17)."""
    from .formulieren import drukwerk

    f = besturen.kort()
    label = drukwerk().labels[37]
    f.proces["knooppunt"] = (f.proces["knooppunt"][0], [37], f"{label}\n\nZo werken wij.")
    lezing = _lees(f)
    assert lezing.waarde("proces.knooppunt.uitwerking") == f"{label}\n\nZo werken wij."


def test_kopwoorden_in_de_tekst_zijn_geen_kop() -> None:
    f = besturen.kort()
    f.onderdelen["ankerpunt_4"] = (
        "Algemeen geldt dat het knooppunt werkt.\n\nKnooppunt en thuiszitters horen bij elkaar.\n\nTHUISZITTERS komen niet voor in groep 8."
    )
    f.onderdelen["thuiszitters"] = "Er waren 2 thuiszitters."
    lezing = _lees(f)
    assert lezing.waarde("onderdelen.thuiszitters") == "Er waren 2 thuiszitters."
    assert "groep 8" in lezing.waarde("onderdelen.ankerpunt_4")


def test_leeg_invulvak_in_word_is_leeg() -> None:
    import docx

    doc = docx.Document(io.BytesIO(als_docx(besturen.kort(), BASIS, "plat")))
    leeg_vak(doc)
    uit = io.BytesIO()
    doc.save(uit)
    lezing = lees(uit.getvalue(), "x.docx")
    assert "Klik of tik" not in lezing.neutrale_tekst


def test_wijzigingen_bijhouden_in_word() -> None:
    """Inserted text counts, deleted text does not."""
    import zipfile

    bron = zipfile.ZipFile(io.BytesIO(als_docx(besturen.kort(), BASIS, "plat")))
    xml = bron.read("word/document.xml").decode()
    oud = "<w:r><w:t>Wij werken met groepsplannen.</w:t></w:r>"
    assert oud in xml
    nieuw = '<w:del w:id="1"><w:r><w:delText>Oud.</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>Nieuw plan.</w:t></w:r></w:ins>'
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as doel:
        for naam in bron.namelist():
            doel.writestr(naam, xml.replace(oud, nieuw) if naam == "word/document.xml" else bron.read(naam))
    assert lees(uit.getvalue(), "x.docx").waarde("onderdelen.ankerpunt_2") == "Nieuw plan."


def test_pdf_met_invulvelden() -> None:
    """Values typed in a PDF form stand outside the page text."""
    import pikepdf

    from .varianten_pdf import als_pdf

    f = besturen.kort()
    f.bestuur = None
    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(als_pdf(f, BASIS))) as pdf:
        veld = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="bestuur",
                V="BESTUUR: Stichting Het Veld",
                Rect=[62, 800, 300, 812],
            )
        )
        pdf.pages[0].Annots = pikepdf.Array([veld])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([veld]))
        pdf.save(uit)
    assert lees(uit.getvalue(), "x.pdf").waarde("bestuur") == "Stichting Het Veld"


def test_zekerheid_en_waarom_bij_elk_veld() -> None:
    for f in besturen.alle().values():
        for veld in lees(als_txt(f, LAYOUTS["gewikkeld"]).encode(), "x.txt").velden.values():
            assert 0 <= veld.zekerheid <= 1
            assert re.search(r"[.!]$", veld.waarom), veld.code
            assert veld.passages or veld.status == "leeg", veld.code
