"""Why a file is not taken in: one code and one Dutch sentence each, which says what to do. Pure."""

from vindplaats.kern.fouten import Fout

ZINNEN = {
    "leeg": "Het bestand is leeg. Kies het goede bestand en lever het opnieuw in.",
    "te_groot": "Het bestand is groter dan {grens}. Maak het kleiner, bijvoorbeeld zonder afbeeldingen, of splits het.",
    "programma": "Dit is een programma en geen document. Lever het verslag in als .docx, .pdf, .txt of .md.",
    "onbekend": "Dit soort bestand lezen we niet. Lever het in als {toegestaan}.",
    "niet_toegestaan": "Een {soort}-bestand kan hier niet. Lever het in als {toegestaan}.",
    "inpakbestand": "Dit is een zip-bestand. Pak het uit en lever de documenten die erin zitten los in.",
    "oud_office": "Dit is een oud Office-bestand (.doc of .xls). Sla het op als .docx of .xlsx en lever dat in.",
    "ander_office": "Dit soort kantoorbestand lezen we niet. Sla het op als .docx, .xlsx of .pdf en lever dat in.",
    "macro": "In dit bestand zitten macro's. Sla het op als .docx of .xlsx (zonder macro's) en lever dat in.",
    "versleuteld": "Dit bestand is beveiligd met een wachtwoord. Maak een kopie zonder beveiliging en lever die in.",
    "beschadigd": "Dit bestand is beschadigd. Open het, sla het opnieuw op en lever het nog eens in.",
    "zipbom": "Dit bestand wordt uitgepakt veel te groot. Sla het opnieuw op, zonder afbeeldingen, en lever dat in.",
    "te_veel_delen": "Dit bestand bestaat uit te veel losse delen. Sla het opnieuw op of maak er een PDF van.",
    "genest": "In dit bestand zit een ander ingepakt bestand. Haal dat eruit, sla het opnieuw op en lever dat in.",
    "onveilig_pad": "De opbouw van dit bestand klopt niet. Open het in Word of Excel, sla het opnieuw op en lever dat in.",
    "dtd": "In dit bestand zit code die niet in een document hoort. Open het in Word, sla het opnieuw op en lever dat in.",
    "te_veel_bladzijden": "Deze PDF heeft {aantal} bladzijden; we lezen er hoogstens {grens}. Lever alleen het verslag in.",
    "pdf_script": "In deze PDF zit een script. Kies 'Afdrukken naar PDF' en lever die nieuwe PDF in.",
    "pdf_start": "Deze PDF wil een programma starten. Kies 'Afdrukken naar PDF' en lever die nieuwe PDF in.",
    "pdf_bijlage": "In deze PDF zitten andere bestanden. Lever die los in, en het verslag via 'Afdrukken naar PDF'.",
    "geen_tekst": "In dit bestand staat geen leesbare tekst. Sla het op als gewone tekst (UTF-8) of als .docx.",
    "beeld_te_groot": "Deze afbeelding is te groot: hoogstens {grens}. Maak haar kleiner en kies haar opnieuw.",
    "geen_beeld": "Dit is geen afbeelding die we kunnen gebruiken. Kies een .png-, .jpg- of .svg-bestand.",
}


class Geweigerd(Fout):
    """The file is not taken in. `code` is a key of ZINNEN, `zin` is for the person on the screen."""

    def __init__(self, code: str, invulling: dict[str, object] | None = None, /, **waarden: object) -> None:
        invulling = {**(invulling or {}), **waarden}
        super().__init__(ZINNEN[code].format(**invulling))
        self.args = (code, invulling)  # these two make it travel between processes
        self.code = code

    def __str__(self) -> str:
        return self.zin


def in_mb(bytes_: int) -> str:
    """25 * 1024 * 1024 -> `25 MB`."""
    return f"{bytes_ / (1024 * 1024):.0f} MB"
