"""Parts of a Word file out of the zip, in memory only, with hard limits (uploads are hostile until proven otherwise)."""

import io
import zipfile
from typing import Any

from .fout import LeesFout

MEEST_INGANGEN = 3000
MEEST_DEEL = 40 * 1024 * 1024
MEEST_SAMEN = 250 * 1024 * 1024
MEESTE_VERHOUDING = 250

BESCHADIGD = "Dit Word-bestand is beschadigd. Open het in Word, kies Opslaan als, en probeer het nieuwe bestand."


class WordZip:
    """An opened Word file. Raises LeesFout for a bomb, a macro file, another kind of Office file or a broken zip."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.delen = {info.filename: info for info in self.zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, UnicodeError) as fout:
            raise LeesFout(BESCHADIGD, "beschadigd") from fout
        self._keur()
        self.hoofd = self._hoofddeel()

    def _keur(self) -> None:
        infos = list(self.delen.values())
        bom = (
            len(infos) > MEEST_INGANGEN
            or sum(i.file_size for i in infos) > MEEST_SAMEN
            or any(i.file_size > 1_000_000 and i.file_size > MEESTE_VERHOUDING * max(1, i.compress_size) for i in infos)
        )
        if bom:
            raise LeesFout(
                "Dit bestand wordt bij het uitpakken veel te groot. Bewaar het document opnieuw in Word, zonder grote afbeeldingen.",
                "bom",
            )
        if any(i.flag_bits & 1 for i in infos):
            raise LeesFout(
                "Dit bestand is beveiligd met een wachtwoord. Haal de beveiliging eraf en probeer het opnieuw.",
                "beveiligd",
            )
        if any(naam.lower().endswith("vbaproject.bin") for naam in self.delen):
            raise LeesFout(
                "Dit Word-bestand bevat macro's. Bewaar het als gewoon Word-document (.docx) en probeer het opnieuw.",
                "macro",
            )

    def _hoofddeel(self) -> str:
        if "word/document.xml" in self.delen:
            return "word/document.xml"
        naam = next((n for n in self.delen if n.lower().startswith("word/document") and n.endswith(".xml")), "")
        if not naam:
            raise LeesFout(
                "Dit is geen Word-document. Bewaar het als Word (.docx) of PDF en probeer het opnieuw.", "soort"
            )
        return naam

    def lees(self, naam: str) -> bytes | None:
        """The bytes of one part, never more than the limit."""
        if naam not in self.delen:
            return None
        try:
            with self.zip.open(naam) as bron:
                data = bron.read(MEEST_DEEL + 1)
        except Exception as fout:  # zipfile raises many kinds on broken data
            raise LeesFout(BESCHADIGD, "beschadigd") from fout
        if len(data) > MEEST_DEEL:
            raise LeesFout(
                "Dit bestand wordt bij het uitpakken veel te groot. Bewaar het document opnieuw in Word.", "bom"
            )
        return data

    def xml(self, naam: str) -> Any:
        """One part as an XML tree without entities or network; None when the part is not there."""
        from lxml import etree

        data = self.lees(naam)
        if data is None:
            return None
        ontleder = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            wortel = etree.fromstring(data, ontleder)
        except (etree.XMLSyntaxError, ValueError) as fout:
            raise LeesFout(BESCHADIGD, "beschadigd") from fout
        if wortel.getroottree().docinfo.internalDTD is not None:
            raise LeesFout(
                "Dit Word-bestand bevat verwijzingen die niet zijn toegestaan. Bewaar het opnieuw in Word en probeer het nog eens.",
                "entiteiten",
            )
        return wortel
