"""The first-visit tour and the news of a version: what to show on `Mijn werk`, once, and how to find it again."""

from dataclasses import dataclass

from vindplaats import __version__

RONDLEIDING = "rondleiding"


@dataclass(frozen=True)
class Tourstap:
    """One step: the part of the screen it points at (a CSS selector of the frame), a title and two sentences at most."""

    doel: str
    titel: str
    tekst: str


STAPPEN = (
    Tourstap(
        "#inhoud .vp-inhoud",
        "Hier begint je werk",
        "Op Mijn werk staat wat er van je gevraagd wordt, met de datum erbij. Wat klaar is, verdwijnt vanzelf.",
    ),
    Tourstap(
        ".vp-rolwissel, .vp-rol",
        "Je rol staat bovenaan",
        "Je ziet wat bij deze rol hoort. Heb je meer rollen, dan wissel je hier.",
    ),
    Tourstap(
        ".vp-nav, .vp-onder",
        "De onderdelen",
        "Je ziet alleen de onderdelen die bij je rol horen. Op een telefoon staan ze onderaan.",
    ),
    Tourstap(
        ".vp-zoek, .vp-alleen-smal",
        "Zoeken",
        "Zoek een school, een bestuur of een verslag. Met de toets / spring je erheen.",
    ),
    Tourstap(
        "[data-vp-help]",
        "Hulp bij elk scherm",
        "Help opent de handleiding bij het scherm waar je bent. De rondleiding vind je daar terug.",
    ),
)


def nieuws_code(versie: str = __version__) -> str:
    """`0.2.1` -> `nieuws:0.2`: a repair brings no news."""
    return "nieuws:" + ".".join(versie.split(".")[:2])


@dataclass(frozen=True)
class Welkom:
    """What `Mijn werk` shows above the work."""

    rondleiding: bool = False
    nieuws: bool = False

    @property
    def stappen(self) -> tuple[Tourstap, ...]:
        return STAPPEN


def bepaal(gezien: frozenset[str], *, vraagt: bool = False) -> Welkom:
    """The tour on the first visit or when asked for; the news only to who knows the product already."""
    eerste_keer = RONDLEIDING not in gezien
    return Welkom(rondleiding=eerste_keer or vraagt, nieuws=not eerste_keer and nieuws_code() not in gezien)
