"""What `./vindplaats verantwoording rapport` does after Django is ready: find the SWVs and make the file."""

from vindplaats.kern.fouten import Fout
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Swv
from vindplaats.toegang.log import gelezen
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.models import GEDEELD, Bundel, Conclusie, Rapport

from .papier import SOORTEN, uitvoer_van_beeld
from .queries import Beeld, Conclusietekst, maak_beeld
from .uitvoer import Uitvoer

WIE = Wie.taak("verantwoording.rapport")


def maak_rapport(jaar: Schooljaar, swv: str, soort: str) -> tuple[Beeld, Uitvoer]:
    """The account of one SWV, or of all SWVs that work together, as a file. Raises Fout with a sentence."""
    swvs, naam = _verbanden(swv)
    codes = [rij.code for rij in swvs]
    if (
        not Rapport.objects.voor_taak(WIE.naam)
        .filter(jaar=jaar.begin, swvs__in=codes, zaak__stand__in=GEDEELD)
        .exists()
    ):
        raise Fout(f"Over schooljaar {jaar} is voor {naam} nog geen verantwoording ingediend.")
    beeld = maak_beeld(WIE, swvs, naam, jaar, _conclusies(swvs, jaar))
    gemaakt = uitvoer_van_beeld(beeld, soort)
    gelezen(
        wie=WIE,
        naam="verantwoording.bundel_uitgevoerd",
        onderwerp=f"organisaties.swv:{swvs[0].code}",
        organisatie=swvs[0].sleutel,
        zin=f"Gezamenlijke verantwoording {jaar} van {naam} gemaakt als {SOORTEN[soort]} op de opdrachtregel",
    )
    return beeld, gemaakt


def _verbanden(swv: str) -> tuple[list[Swv], str]:
    """The asked SWV, or the only region with more than one; a Fout that names the choices otherwise."""
    alle = list(Swv.objects.select_related("regio").order_by("code"))
    if swv:
        gevonden = [rij for rij in alle if rij.code == swv]
        if not gevonden:
            raise Fout(
                f"Samenwerkingsverband {swv} is niet bekend. Bekend: {', '.join(rij.code for rij in alle) or 'nog geen'}."
            )
        return gevonden, gevonden[0].naam
    regios = {rij.regio for rij in alle if rij.regio}
    if len(regios) == 1:
        regio = regios.pop()
        return [rij for rij in alle if rij.regio == regio], f"{regio} samen"
    if len(alle) == 1:
        return alle, alle[0].naam
    raise Fout("Er is meer dan een samenwerkingsverband. Kies er een met --swv, bijvoorbeeld --swv PO9901.")


def _conclusies(swvs: list[Swv], jaar: Schooljaar) -> dict[str, Conclusietekst]:
    """The conclusions of the account that was made on the screen, when there is one."""
    bundels = Bundel.objects.voor_taak(WIE.naam).filter(jaar=jaar.begin)
    bundels = bundels.filter(swv=swvs[0]) if len(swvs) == 1 else bundels.filter(regio=swvs[0].regio_id)
    rijen = Conclusie.objects.voor_taak(WIE.naam).filter(bundel__in=bundels)
    return {rij.deel: Conclusietekst(rij.deel, "", rij.tekst, rij.nummer) for rij in rijen}
