"""What toegang knows about people: accounts, roles, invitations, messages, sessions and the log."""

from vindplaats.kern.persoonsgegevens import (
    HOUD,
    NAAR_LEEG_ACCOUNT,
    VERVANG,
    WIS,
    Bewaartermijn,
    Gegevens,
    Veld,
    Verwerking,
    geen,
    meld_aan,
)

TAAK = "wettelijke taak van het samenwerkingsverband (AVG artikel 6 lid 1 onder c en e)"
MENSEN = "medewerkers van het samenwerkingsverband, besturen, scholen, gemeenten en partners"
BEHEER = "functioneel beheerder van het samenwerkingsverband; bestuurder voor het eigen bestuur"

ACCOUNTS = Verwerking(
    code="toegang.accounts", naam="Accounts en rollen",
    doel="Weten wie zich aanmeldt en wat diegene mag zien en doen.",
    van=MENSEN, grondslag=TAAK, bron="AVG-04, P-10, P-11; AVG artikel 32",
    ontvangers=(BEHEER, "verwerker: de beheerder van het platform"),
    bewaren=Bewaartermijn("toegang.accounts", "zolang iemand een rol heeft", "het einde van de laatste rol", None, "AVG artikel 5 lid 1 onder e"),
    maatregelen=("tweede stap bij het aanmelden", "alleen op uitnodiging", "rechten per rol met begin- en einddatum"),
)  # fmt: skip
BERICHTEN = Verwerking(
    code="toegang.berichten", naam="Berichten in Vindplaats",
    doel="Iemand laten weten dat er werk ligt.",
    van=MENSEN, grondslag=TAAK, bron="AVG-08",
    ontvangers=("alleen de ontvanger zelf",),
    bewaren=Bewaartermijn("toegang.berichten", "tot het bericht niet meer nodig is", "de dag van het bericht", None, "AVG artikel 5 lid 1 onder e"),
    maatregelen=("mail bevat geen persoonsgegevens",),
)  # fmt: skip
LOGBOEK = Verwerking(
    code="toegang.logboek", naam="Logboek van wijzigen, lezen en delen",
    doel="Kunnen laten zien wie wat deed en las, en misbruik vinden.",
    van=MENSEN, grondslag="verantwoordingsplicht en beveiliging (AVG artikel 5 lid 2, 6 lid 1 onder c en 32)", bron="P-10, AVG-09",
    ontvangers=("privacy officer en functioneel beheerder", "de toezichthouder als die erom vraagt"),
    bewaren=Bewaartermijn("toegang.logboek", "zolang verantwoording nodig is", "de dag van de gebeurtenis", None, "P-10: de bronnen noemen geen termijn"),
    maatregelen=("alleen aanvullen, ook in de database", "keten van zegels: wijzigen of weghalen valt op", "wat zijn termijn voorbij is, haalt alleen de eigenaar van de database weg, met een verzegelde afsluiting", "lezen van het logboek staat er zelf in"),
)  # fmt: skip
VERANTWOORDING = "het logboek is bewijs (AVG artikel 17 lid 3 onder b en e); zie beslissing 0022"
SLEUTEL = "sleutel van een organisatie"
CODE = "code uit het programma"

meld_aan(Gegevens("toegang.Gebruiker", ACCOUNTS, via="id", plaats="persoon", velden={
    "email": Veld("e-mailadres", VERVANG),
    "naam": Veld("naam", VERVANG),
    "password": Veld("wachtwoord, versleuteld", WIS, uitvoer="het versleutelde wachtwoord zegt niets en hoort nergens anders"),
}))  # fmt: skip
meld_aan(Gegevens("toegang.RolToekenning", ACCOUNTS, via="gebruiker", plaats="organisatie", peil="tot", velden={
    "gebruiker": Veld("wie de rol heeft", HOUD, NAAR_LEEG_ACCOUNT),
    "gegeven_door": Veld("wie de rol gaf", HOUD, NAAR_LEEG_ACCOUNT, via="gegeven_door"),
}, niet={"organisatie": SLEUTEL}))  # fmt: skip
meld_aan(Gegevens("toegang.Uitnodiging", ACCOUNTS, via="gebruiker", plaats="organisatie", peil="verloopt", velden={
    "email": Veld("e-mailadres van de genodigde", VERVANG),
    "naam": Veld("naam van de genodigde", VERVANG),
    "gebruiker": Veld("wie de uitnodiging aannam", HOUD, NAAR_LEEG_ACCOUNT),
    "gemaakt_door": Veld("wie uitnodigde", HOUD, NAAR_LEEG_ACCOUNT, via="gemaakt_door"),
}, niet={"organisatie": SLEUTEL, "token_hash": "hash van een willekeurige link, niet terug te rekenen"}))  # fmt: skip
meld_aan(Gegevens("toegang.Gebeurtenis", LOGBOEK, via="gebruiker", plaats="organisatie", peil="wanneer", velden={
    "gebruiker": Veld("wie het deed", HOUD, NAAR_LEEG_ACCOUNT),
    "wie_naam": Veld("naam van wie het deed", HOUD, VERANTWOORDING),
    "waarom": Veld("reden die iemand opgaf", HOUD, VERANTWOORDING),
    "zin": Veld("wat er gebeurde", HOUD, VERANTWOORDING),
    "details": Veld("bijzonderheden, zonder namen", HOUD, VERANTWOORDING),
    "onderwerp": Veld("waar het over ging, als sleutel", HOUD, VERANTWOORDING),
}, niet={"naam": "adres van het werkwoord", "rol": CODE, "organisatie": SLEUTEL, "soort": CODE}))  # fmt: skip
meld_aan(Gegevens("toegang.Bericht", BERICHTEN, via="gebruiker", plaats="persoon", peil="gemaakt_op", rijen_weg={}, velden={
    "gebruiker": Veld("voor wie het bericht is", WIS),
    "tekst": Veld("het bericht", WIS),
}, niet={"url": "adres van een scherm", "sleutel": "houdt dubbele berichten tegen"}))  # fmt: skip
meld_aan(Gegevens("toegang.ExterneIdentiteit", ACCOUNTS, via="gebruiker", plaats="persoon", peil="gekoppeld_op", rijen_weg={}, velden={
    "gebruiker": Veld("van wie de koppeling is", WIS),
    "aanbieder": Veld("bij welke aanbieder", WIS),
    "uitgever": Veld("adres van die aanbieder", WIS),
    "onderwerp": Veld("nummer van de persoon bij die aanbieder", WIS),
    "affiliatie": Veld("wat de aanbieder over de functie zegt", WIS),
    "instelling": Veld("wat de aanbieder over de school of organisatie zegt", WIS),
}))  # fmt: skip
meld_aan(Gegevens("toegang.Bekend", ACCOUNTS, via="gebruiker", plaats="persoon", peil="laatst_op", rijen_weg={}, velden={
    "gebruiker": Veld("van wie de browser of het netwerk is", WIS),
    "omschrijving": Veld("soort browser, of deel van het netwerkadres", WIS),
}, niet={"soort": CODE, "sleutel": "versleutelde waarde, niet terug te rekenen"}))  # fmt: skip
geen("toegang.Poging", sleutel="versleutelde waarde van een adres of account, niet terug te rekenen; na een dag weg")
geen("toegang.Verbruikt", sleutel="versleutelde waarde van een gebruikte code; na tien minuten weg")

# --- tables of the libraries that toegang brings in --------------------------------------------------------------------
meld_aan(Gegevens("account.EmailAddress", ACCOUNTS, via="user", plaats="persoon", rijen_weg={}, velden={
    "user": Veld("van wie het adres is", WIS),
    "email": Veld("e-mailadres", WIS),
}))  # fmt: skip
meld_aan(Gegevens("mfa.Authenticator", ACCOUNTS, via="user", plaats="persoon", rijen_weg={}, velden={
    "user": Veld("van wie de tweede stap is", WIS),
    "data": Veld("geheim van de tweede stap", WIS, uitvoer="een geheim in een bestand maakt de tweede stap onveilig"),
}))  # fmt: skip
meld_aan(Gegevens("sessions.Session", ACCOUNTS, plaats="persoon", rijen_weg={}, velden={
    "session_data": Veld("wie is aangemeld en in welke rol", WIS, uitvoer="bevat alleen het account en de gekozen rol"),
    "session_key": Veld("sleutel van de sessie", WIS, uitvoer="met de sleutel komt een ander binnen"),
}))  # fmt: skip
CONTROLE = "controlegetal van een regel van het logboek; zegt niets over iemand"
geen(
    "toegang.Schakel",
    gebeurtenis="nummer van een regel van het logboek",
    inhoud=CONTROLE,
    hash=CONTROLE,
    zegel=CONTROLE,
)
geen(
    "toegang.Afsluiting",
    hash=CONTROLE,
    vorige=CONTROLE,
    zegel=CONTROLE,
    gezet_door="gebruiker van de database, geen mens",
)
geen("toegang.Wachtend", gebeurtenis="nummer van een regel van het logboek", inhoud=CONTROLE, merk=CONTROLE)
geen("account.EmailConfirmation", key="willekeurige sleutel bij een adres; gaat met het adres mee")
geen("auth.Permission", name="naam van een recht van Django; wordt niet gebruikt", codename=CODE)
geen("auth.Group", name="groepen van Django worden niet gebruikt")
geen("contenttypes.ContentType", app_label=CODE, model=CODE)
geen(
    "django_tasks_database.DBTaskResult",
    args_kwargs="taken krijgen nummers en sleutels mee, geen namen of adressen",
    task_path="plek van de taak in het programma",
    worker_ids="naam van een proces van de server",
    queue_name=CODE,
    backend_name=CODE,
    return_value="taken geven aantallen terug",
    exception_class_path="soort fout",
    traceback="regels van het programma, zonder gegevens; na drie maanden weg",
)

# --- the people side ---------------------------------------------------------------------------------------------------
SESSIES = Verwerking(
    code="toegang.sessies", naam="Waar iemand is aangemeld",
    doel="Iemand laten zien waar die is aangemeld, en een sessie kunnen beëindigen.",
    van=MENSEN, grondslag=TAAK, bron="P-11; AVG artikel 32",
    ontvangers=("alleen de persoon zelf",),
    bewaren=Bewaartermijn("toegang.sessies", "tot de sessie lang voorbij is", "de laatste keer dat iemand iets deed", None, "AVG artikel 5 lid 1 onder e"),
    maatregelen=("alleen soort browser en een deel van het netwerkadres",),
)  # fmt: skip
BEHEER_VAN_ROLLEN = Verwerking(
    code="toegang.rolbeheer", naam="Vervanging, meekijken, controle van rechten en vertrek",
    doel="Laten zien wie namens wie werkt, wie meekijkt en waarom, dat rechten zijn nagekeken, en wie werk overneemt.",
    van=MENSEN, grondslag=TAAK, bron="AVG-04, P-10; AVG artikel 5 lid 2 en 32",
    ontvangers=(BEHEER, "de organisatie waar het over gaat", "privacy officer"),
    bewaren=Bewaartermijn("toegang.rolbeheer", "zolang verantwoording nodig is", "het einde van de vervanging, het meekijken of de controle", None, "AVG artikel 5 lid 2"),
    maatregelen=("begin- en einddatum", "alles staat in het logboek"),
)  # fmt: skip
REDEN = "reden die iemand opgaf"
meld_aan(Gegevens("toegang.Sessie", SESSIES, via="gebruiker", plaats="persoon", peil="laatst_op", rijen_weg={}, velden={
    "gebruiker": Veld("wie is aangemeld", WIS),
    "browser": Veld("soort browser en apparaat", WIS),
    "waar": Veld("deel van het netwerkadres", WIS),
    "waarom": Veld("waarom de sessie eindigde", WIS),
}))  # fmt: skip
meld_aan(Gegevens("toegang.Volmacht", BEHEER_VAN_ROLLEN, via="naar", plaats="toekenning__organisatie", peil="tot", velden={
    "toekenning": Veld("wie zich laat vervangen, met welke rol", HOUD, NAAR_LEEG_ACCOUNT, via="toekenning__gebruiker"),
    "naar": Veld("wie vervangt", HOUD, NAAR_LEEG_ACCOUNT),
    "waarom": Veld(REDEN, WIS),
    "beeindigd_door": Veld("wie het beëindigde", HOUD, NAAR_LEEG_ACCOUNT, via="beeindigd_door"),
}, niet={"rechten": "codes van rechten"}))  # fmt: skip
meld_aan(Gegevens("toegang.Meekijken", BEHEER_VAN_ROLLEN, via="aanvrager", plaats="organisatie", peil="gevraagd_op", velden={
    "aanvrager": Veld("wie meekeek", HOUD, NAAR_LEEG_ACCOUNT),
    "waarom": Veld(REDEN, HOUD, VERANTWOORDING),
    "besluit_door": Veld("wie besliste", HOUD, NAAR_LEEG_ACCOUNT, via="besluit_door"),
    "beeindigd_door": Veld("wie het beëindigde", HOUD, NAAR_LEEG_ACCOUNT, via="beeindigd_door"),
}, niet={"organisatie": SLEUTEL, "melding": "nummer van een melding", "toekenning": "de rol waarmee is gevraagd, van dezelfde persoon"}))  # fmt: skip
geen("toegang.Organisatieregel", organisatie=SLEUTEL)
geen("toegang.Rolpostvak", organisatie=SLEUTEL, email="gedeeld adres van een rol, van niemand persoonlijk")
meld_aan(Gegevens("toegang.Rolbericht", BERICHTEN, via="klaar_door", plaats="postvak__organisatie", peil="gemaakt_op", velden={
    "klaar_door": Veld("wie het afhandelde", HOUD, NAAR_LEEG_ACCOUNT),
}, niet={"tekst": "een bericht voor een rol noemt geen persoon", "url": "adres van een scherm", "sleutel": "houdt dubbele berichten tegen", "postvak": "het postvak van een rol"}))  # fmt: skip
meld_aan(Gegevens("toegang.Oppak", BERICHTEN, via="gebruiker", plaats="postvak__organisatie", peil="op", rijen_weg={}, velden={
    "gebruiker": Veld("wie dit doet", WIS),
}, niet={"titel": "wat er te doen is, zonder persoon", "sleutel": "sleutel van een bericht of een scherm", "postvak": "het postvak van een rol"}))  # fmt: skip
meld_aan(Gegevens("toegang.Rechtenronde", BEHEER_VAN_ROLLEN, via="begonnen_door", plaats="organisatie", peil="afgerond_op", velden={
    "begonnen_door": Veld("wie begon", HOUD, NAAR_LEEG_ACCOUNT),
}, niet={"organisatie": SLEUTEL}))  # fmt: skip
meld_aan(Gegevens("toegang.Rechtenregel", BEHEER_VAN_ROLLEN, via="toekenning__gebruiker", plaats="ronde__organisatie", peil="op", velden={
    "toekenning": Veld("wie welke rol had", HOUD, NAAR_LEEG_ACCOUNT),
    "door": Veld("wie besliste", HOUD, NAAR_LEEG_ACCOUNT, via="door"),
    "waarom": Veld(REDEN, HOUD, VERANTWOORDING),
}, niet={"ronde": "de controle waar de regel bij hoort"}))  # fmt: skip
meld_aan(Gegevens("toegang.Vertrek", BEHEER_VAN_ROLLEN, via="gebruiker", plaats="organisatie", peil="laatste_dag", velden={
    "gebruiker": Veld("wie vertrok", HOUD, NAAR_LEEG_ACCOUNT),
    "door": Veld("wie het regelde", HOUD, NAAR_LEEG_ACCOUNT, via="door"),
    "waarom": Veld(REDEN, WIS),
}, niet={"organisatie": SLEUTEL}))  # fmt: skip
meld_aan(Gegevens("toegang.Overdracht", BEHEER_VAN_ROLLEN, via="naar", plaats="organisatie", peil="gezien_op", velden={
    "van": Veld("van wie het werk was", HOUD, NAAR_LEEG_ACCOUNT, via="van"),
    "naar": Veld("wie het overnam", HOUD, NAAR_LEEG_ACCOUNT),
    "titel": Veld("wat er is overgedragen", WIS),
}, niet={"organisatie": SLEUTEL, "kamer": CODE, "sleutel": "sleutel van het werk", "soort": CODE, "url": "adres van een scherm", "vertrek": "het vertrek waar het bij hoort"}))  # fmt: skip
