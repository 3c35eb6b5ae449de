"""All roles of domain.md section 2 as data: where a role lives and what it is for. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rol:
    """A role: `soort` is the kind of organisation it is held at; `inhoud` says whether it may ever read case content."""

    code: str
    naam: str
    soort: str
    waarvoor: str
    inhoud: bool = True


_ALLE = (
    Rol("ouder", "Ouder of verzorger", "school", "volgt de weg van het eigen kind"),
    Rol("leerling", "Leerling", "school", "wordt gehoord en leest het eigen dossier"),
    Rol("leerkracht", "Leerkracht", "school", "ondersteuning in de groep, niveau 1 en 2"),
    Rol("ib_er", "Intern begeleider", "school", "Duiden & Doen, knooppunt en aanvragen"),
    Rol("schooldirecteur", "Schooldirecteur", "school", "kwaliteit van de ondersteuning en toelating"),
    Rol("mr", "Medezeggenschapsraad", "school", "advies over het schoolondersteuningsprofiel", inhoud=False),
    Rol("gmr", "Gemeenschappelijke medezeggenschapsraad", "bestuur", "medezeggenschap bij het bestuur", inhoud=False),
    Rol("bestuurder", "Schoolbestuurder", "bestuur", "verantwoording namens het bestuur"),
    Rol("bestuursadviseur", "Bestuursadviseur", "bestuur", "schrijft en bewaakt namens het bestuur"),
    Rol("bovenschools_specialist", "Bovenschools specialist", "bestuur", "advies op niveau 4"),
    Rol("trajectbegeleider", "Trajectbegeleider", "swv", "begeleidt de weg naar niveau 5"),
    Rol("deskundige", "Deskundige", "swv", "geeft deskundigenadvies"),
    Rol("directeur_swv", "Directeur samenwerkingsverband", "swv", "besluit, bewaakt en rapporteert"),
    Rol("kwaliteit_swv", "Medewerker kwaliteit", "swv", "leest, vergelijkt en meet"),
    Rol("controller_swv", "Controller", "swv", "bedragen, begroting en afrekening"),
    Rol("secretariaat_swv", "Secretariaat", "swv", "registreert en verzendt"),
    Rol("bestuur_swv", "Bestuur samenwerkingsverband", "swv", "bestuurt het samenwerkingsverband"),
    Rol("voorzitter_swv", "Onafhankelijk voorzitter", "swv", "bewaakt zuivere rollen"),
    Rol("opr", "Ondersteuningsplanraad (OPR)", "swv", "stemt in en adviseert", inhoud=False),
    Rol("toezicht", "Raad van toezicht", "swv", "houdt toezicht", inhoud=False),
    Rol("deelnemersraad", "Deelnemersraad", "swv", "raad van deelnemende besturen", inhoud=False),
    Rol("gemeente", "Gemeente", "gemeente", "overleg en afspraken met de gemeente", inhoud=False),
    Rol("netwerkpartner", "Netwerkpartner", "partner", "eigen acties in een knooppunt"),
    Rol("inspectie", "Inspectie of accountant", "swv", "leest wat is klaargezet", inhoud=False),
    Rol("facilitator", "Begeleider planteam", "swv", "peilingen en bijeenkomsten", inhoud=False),
    Rol("functioneel_beheerder", "Functioneel beheerder", "swv", "mensen, rollen en instellingen", inhoud=False),
    Rol("privacy_officer", "Privacy officer", "swv", "logboek, bewaartermijnen en rechten", inhoud=False),
)
ROLLEN: dict[str, Rol] = {rol.code: rol for rol in _ALLE}
SYSTEEM = "systeem"
