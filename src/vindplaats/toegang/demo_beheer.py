"""Demo step `21-mensen-samen`: stand-ins, a shared mailbox, invitations on their way, looking along and a review, all invented."""

import datetime as dt

from vindplaats.kern.klok import nu, op, vandaag
from vindplaats.kern.registers import demo_stappen

from . import actions, actions_meekijken, actions_postvak, actions_rechten, actions_volmacht
from .models import RolToekenning, Uitnodiging
from .queries import wie_uit
from .wie import Wie

SWV = "swv:PO9901"


def _wie(rol: str, organisatie: str) -> Wie | None:
    rijen = (
        RolToekenning.objects.geldig_op(vandaag()).filter(rol=rol, organisatie=organisatie).select_related("gebruiker")
    )
    rij = rijen.order_by("gebruiker__naam").first()
    return wie_uit(rij) if rij else None


def leg_samenwerken(**_: object) -> None:
    """Lay it through the verbs, a few days ago, so that the log tells the same story. Nothing when the people are not there."""
    beheer, secretaris = _wie("functioneel_beheerder", SWV), _wie("secretariaat_swv", SWV)
    bestuur = min(beheer.bereik.besturen, default="") if beheer else ""
    baas, adviseur = _wie("bestuurder", bestuur), _wie("bestuursadviseur", bestuur)
    if not (beheer and baas and adviseur and secretaris and beheer.bereik.scholen):
        return
    collega = RolToekenning.objects.select_related("gebruiker").get(pk=str(adviseur.toekenning_id)).gebruiker
    with op(nu() - dt.timedelta(days=3)):
        actions_volmacht.volmacht_geven(
            wie=baas, naar=collega, van=vandaag(), tot=vandaag() + dt.timedelta(days=21), waarom="verlof"
        )
        actions_postvak.rolpostvak_zetten(
            wie=beheer, organisatie=SWV, rol="secretariaat_swv", email="secretariaat@vindplaats.example", ook_zelf=True
        )
        actions.bericht_sturen(
            wie=Wie.taak("demo"), naar=[secretaris.gebruiker_id] if secretaris.gebruiker_id else [], voor=[("secretariaat_swv", SWV)],
            tekst="Er staan documenten klaar om na te kijken.", url="/", sleutel="demo:secretariaat",
        )  # fmt: skip
        kijkt = actions_meekijken.meekijken_vragen(
            wie=beheer, organisatie=bestuur, rol="bestuursadviseur", melding="2026-014", uren=1,
            waarom="Een bestuur meldt dat een bedrag niet bewaard blijft.",
        )  # fmt: skip
        actions_meekijken.meekijken_beeindigen(wie=baas, meekijken=kijkt)
        ronde = actions_rechten.ronde_beginnen(wie=beheer, organisatie=bestuur)
        eerste = list(ronde.regels.exclude(toekenning__gebruiker_id=str(beheer.gebruiker_id)).order_by("pk")[:1])
        actions_rechten.rechten_bevestigen(wie=beheer, ronde=ronde, regels=[r.pk for r in eerste])
    for naam, dagen in (("Robin Nieuwkoop", 2), ("Jip Verlopen", 20)):
        with op(nu() - dt.timedelta(days=dagen)):
            _nodig_uit(beheer, naam)


def _nodig_uit(wie: Wie, naam: str) -> None:
    email = f"{naam.lower().replace(' ', '.')}@vindplaats.example"
    if not Uitnodiging.objects.filter(email=email).exists():
        actions.mens_uitnodigen(wie=wie, email=email, naam=naam, rol="schooldirecteur", organisatie=_school(wie))


def _school(wie: Wie) -> str:
    return min(wie.bereik.scholen)


demo_stappen.voeg_toe("21-mensen-samen", leg_samenwerken)
