"""Demo step `25-huisstijl`: the three invented SWVs get a look of their own. Running again keeps what users changed."""

from vindplaats.kern.klok import nu
from vindplaats.kern.registers import demo_stappen, naam_van

from .beeld import schone_svg
from .models import Huisstijl

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" fill="{kleur}">{tekening}</svg>'
GOLVEN = (
    '<path d="M4 14c10-8 18-8 28 0s18 8 28 0 18-8 28 0 18 8 28 0v6c-10 8-18 8-28 0s-18-8-28 0-18 8-28 0-18-8-28 0z"/>'
    '<path fill-opacity="0.55" d="M4 28c10-8 18-8 28 0s18 8 28 0 18-8 28 0 18 8 28 0v6c-10 8-18 8-28 0s-18-8-28 0-18 8-28 0-18-8-28 0z"/>'
)
POORT = (
    '<path d="M4 36V8h6v5h7V8h6v5h7V8h6v28H26V26a6 6 0 0 0-12 0v10z"/>'
    '<path fill-opacity="0.55" d="M46 36V16h68v6H52v14z"/>'
)
RAD = (
    '<path fill-rule="evenodd" d="M20 4a16 16 0 1 1 0 32 16 16 0 0 1 0-32zm0 6a10 10 0 1 0 0 20 10 10 0 0 0 0-20z"/>'
    '<circle cx="20" cy="20" r="4"/><path fill-opacity="0.55" d="M44 34 60 8l16 26h-6L60 18 50 34z"/>'
)
STIJLEN = (
    ("swv:PO9901", "#0f5d7e", GOLVEN, "Beekweg 12, Beekstreek"),
    ("swv:PO9902", "#8a3b12", POORT, "Walstraat 3, Vestingland"),
    ("swv:PO9903", "#4b3f91", RAD, "Schachtplein 7, Schachtkring"),
)


def leg_huisstijlen() -> None:
    """Give each invented SWV a colour, a logo, an address line and a signature."""
    for organisatie, kleur, tekening, adres in STIJLEN:
        Huisstijl.objects.get_or_create(
            organisatie=organisatie,
            defaults={
                "kleur": kleur,
                "logo": schone_svg(SVG.format(kleur=kleur, tekening=tekening).encode()),
                "logo_soort": "svg",
                "adresregel": f"{naam_van(organisatie)} \u00b7 {adres} (verzonnen)",
                "functie": "directeur-bestuurder",
                "gewijzigd_op": nu(),
            },
        )


demo_stappen.voeg_toe("25-huisstijl", leg_huisstijlen)
