"""Documents in the inbox, made on the spot: Word, PDF, Markdown and text of boards that send a document instead of filling the
form, and three that cannot be used. They are read at once, as the background task would."""

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace

from vindplaats.documenten import stuk as s
from vindplaats.documenten.pdf import maak_pdf
from vindplaats.documenten.word import maak_docx
from vindplaats.formats.queries import definitie_voor
from vindplaats.formats.rules import Stuk, geldt
from vindplaats.formats.waarden import INGEVULD, NVT
from vindplaats.kern import klok
from vindplaats.kern.klok import vandaag
from vindplaats.organisaties.demo_gegevens import SWVS, bestuur
from vindplaats.organisaties.models import Bestuur
from vindplaats.organisaties.queries import schooltypen_van_bestuur
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.bundelen.formulier import Rapportkop, Verband, stuk_van_rapport
from vindplaats.verantwoording.bundelen.markdown import maak_md
from vindplaats.verantwoording.inlezen.actions import Ingeleverd, stukken_innemen, wegleggen
from vindplaats.verantwoording.inlezen.lezen import lees_ronde
from vindplaats.verantwoording.models import Inboxstuk, Inleesronde
from vindplaats.verantwoording.queries import FORMAAT
from vindplaats.verantwoording.rules import kenmerken

from . import draaiboek as d
from .bron import Jaartal, antwoorden
from .mensen import Mensen, moment

MELDING = "Verzonnen voorbeeld: geen echt bestuur, geen echte cijfers."
UITNODIGING = """Uitnodiging studiemiddag

Beste collega's,

Op woensdagmiddag ontvangen wij jullie graag voor een studiemiddag over rekenen. Het programma begint om half twee met een korte
inleiding. Daarna kies je een van de drie werkgroepen. Wij sluiten af met soep en brood.

Aanmelden kan bij het secretariaat. Neem een voorbeeld mee van een les die je graag beter had zien gaan.
"""


def formulier_van(nummer: str, jaar: Jaartal) -> s.Stuk:
    """The filled form of a board over one year, as the document it would have sent."""
    rij = Bestuur.objects.get(pk=nummer)
    typen = schooltypen_van_bestuur(rij, jaar.schooljaar)
    delen = kenmerken(heeft_bao=typen.heeft_bao, heeft_sbo_so=typen.heeft_sbo_so)
    definitie = definitie_voor(FORMAAT, jaar.schooljaar)
    niet = {v.code: Stuk(NVT) for deel in definitie.delen for v in deel.vragen if v.nvt and not geldt(v.voor, delen)}
    eigen = {c: Stuk(g.stand, g.waarde) for c, g in antwoorden(nummer, jaar).items()}
    waarden: Mapping[str, Stuk] = niet | eigen
    vinken = {swv.code: swv.code in bestuur(nummer).swvs for swv in SWVS}
    kop = {"bestuur": rij.naam, "schooljaar": str(jaar.schooljaar), "swv": vinken}
    alles = {**waarden, **{code: Stuk(INGEVULD, waarde) for code, waarde in kop.items()}}
    verbanden = tuple(Verband(swv.code, swv.naam, swv.kort) for swv in SWVS)
    return stuk_van_rapport(
        definitie, alles, Rapportkop(swvs=verbanden, bestuur=rij.naam, schooljaar=str(jaar.schooljaar), melding=MELDING)
    )


def slordig(stuk: s.Stuk, zonder: frozenset[str]) -> s.Stuk:
    """The same document with headings and lines left out, as people do: the reader has to ask."""
    blokken = [b for b in stuk.blokken if not any(woord in _woorden(b) for woord in zonder)]
    return replace(stuk, blokken=blokken)


def _woorden(blok: s.Blok) -> str:
    tekst = getattr(blok, "tekst", "")
    return tekst if isinstance(tekst, str) else "".join(deel.tekst for deel in tekst)


def scan() -> bytes:
    """A PDF of one page with a picture of lines and no letter of text, as a copying machine makes it."""
    from PIL import Image, ImageDraw

    blad = Image.new("1", (1240, 1754), 1)
    pen = ImageDraw.Draw(blad)
    for y in range(200, 1600, 38):
        pen.line((150, y, 900 + y % 197, y), fill=0, width=2)
    uit = io.BytesIO()
    blad.save(uit, "PDF", resolution=150)
    return uit.getvalue()


def als_tekst(md: str) -> str:
    """Plain text out of the Markdown: no marks for headings, bold and tables, as somebody pastes it from a mail."""
    regels = []
    for regel in md.splitlines():
        kaal = regel.replace("**", "").lstrip("#").strip()
        if set(kaal) <= set("|-: ") and "|" in kaal:
            continue
        regels.append("   ".join(cel.strip() for cel in kaal.strip("|").split("|")) if kaal.startswith("|") else kaal)
    return "\n".join(regels) + "\n"


def leg_inbox(mensen: Mensen, jaren: list[Jaartal]) -> None:
    """Three rounds: at Beekstreek and Schachtkring an older year, at Vestingland the newest, and one of a board itself."""
    oud, _, nieuw = jaren
    montessori, al_wadi, neerlinden = (
        formulier_van("90012", oud),
        formulier_van("90010", oud),
        formulier_van("90011", nieuw),
    )
    vers = formulier_van("90010", nieuw)
    docx = maak_docx(slordig(neerlinden, frozenset({"THUISZITTERS", "NAMENS BESTUUR"})))
    _ronde(mensen.kwaliteit(d.BS), 6, [Ingeleverd("Verantwoording Montessori.docx", maak_docx(montessori))])
    _ronde(
        mensen.kwaliteit(d.SK),
        9,
        [
            Ingeleverd("verantwoording-al-wadi.md", maak_md(al_wadi)),
            Ingeleverd("Uitnodiging studiemiddag.txt", UITNODIGING.encode()),
        ],
    )
    ronde = _ronde(
        mensen.secretariaat(d.VL),
        3,
        [
            Ingeleverd("Verantwoording Dorpsschool Neerlinden.docx", docx),
            Ingeleverd("Neerlinden nogmaals.pdf", maak_pdf(neerlinden).data),
            Ingeleverd("Neerlinden per mail.txt", als_tekst(maak_md(neerlinden).decode()).encode()),
            Ingeleverd("gescand stuk.pdf", scan()),
            Ingeleverd("Verantwoording (beschadigd).docx", docx[: len(docx) // 2]),
        ],
    )
    _leg_weg(mensen.secretariaat(d.VL), ronde, "Neerlinden per mail.txt")
    _ronde(mensen.adviseur("90010"), 2, [Ingeleverd("Verantwoording Al Wadi.pdf", maak_pdf(vers).data)])


def _ronde(wie: Wie, geleden: int, bestanden: list[Ingeleverd]) -> Inleesronde:
    """Put the files in the inbox and read them, on that day."""
    toen = moment(vandaag() - dt.timedelta(days=geleden), 10, 40)
    with klok.op(toen):
        ronde = stukken_innemen(wie=wie, bestanden=bestanden, lezen=False)
        lees_ronde(ronde.pk)
    Inleesronde.objects.voor_taak("verantwoording.demo").filter(pk=ronde.pk).update(gemaakt_op=toen)
    Inboxstuk.objects.voor_taak("verantwoording.demo").filter(ronde=ronde).update(gemaakt_op=toen)
    return ronde


def _leg_weg(wie: Wie, ronde: Inleesronde, naam: str) -> None:
    """The same account twice: the text copy is set aside."""
    stuk = Inboxstuk.objects.voor_taak("verantwoording.demo").filter(ronde=ronde, naam=naam).first()
    if stuk is not None and stuk.stand == Inboxstuk.GELEZEN:
        wegleggen(wie=wie, stuk=stuk)
