"""Tables of the libraries, which have no room of their own: what goes along when an SWV takes everything out, and what not."""

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel
from vindplaats.toegang.models import RolToekenning


def _adressen(kring: Kring) -> Q:
    return Q(user__in=RolToekenning.objects.filter(organisatie__in=kring.sleutels).values("gebruiker"))


BLIJVEN = {
    "auth.permission": "Django maakt deze rijen zelf; het huis gebruikt eigen rechten.",
    "auth.group": "Wordt niet gebruikt; het huis gebruikt eigen rechten.",
    "auth.group_permissions": "Wordt niet gebruikt; het huis gebruikt eigen rechten.",
    "contenttypes.contenttype": "Django maakt deze rijen zelf.",
    "sessions.session": "Wie nu is aangemeld: hoort bij deze installatie, en is geheim.",
    "account.emailconfirmation": "Tijdelijke sleutels van links in mail: geheim en kort geldig.",
    "mfa.authenticator": "De tweede stap is een geheim van de mens zelf; die stel je opnieuw in.",
    "techniek.uitgaand": "Mail die onderweg is naar de mailserver van deze installatie: geheim, en leeg zodra die bezorgd is.",
    "techniek.uitvoering": "Welke uitvoer er is gevraagd, hoort bij deze installatie; wie het deed, staat in het logboek.",
    "django_tasks_database.dbtaskresult": "Werk dat in deze installatie nog wacht of klaar is; geen inhoud.",
}
for _label, _reden in BLIJVEN.items():
    uitvoerdelen.voeg_toe(_label, Uitvoerdeel(reden=_reden))
uitvoerdelen.voeg_toe("account.emailaddress", Uitvoerdeel(rijen=_adressen))
