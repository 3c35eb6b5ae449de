"""Who may what in privacy. The officer does the work; the director looks along and confirms; everyone may report a breach."""

from vindplaats.toegang.permissions import recht

OFFICIER, DIRECTEUR, BEHEERDER = "privacy_officer", "directeur_swv", "functioneel_beheerder"

REGISTER_LEZEN = recht("privacy.register_lezen", "het register van verwerkingen lezen", OFFICIER, DIRECTEUR, BEHEERDER)
REGISTER_SCHRIJVEN = recht("privacy.register_schrijven", "het register van verwerkingen aanvullen", OFFICIER)
BEWAREN_LEZEN = recht(
    "privacy.bewaren_lezen", "bewaartermijnen en toestemmingsdoelen bekijken", OFFICIER, DIRECTEUR, BEHEERDER
)
TOESTEMMING = recht("privacy.toestemming_vastleggen", "toestemming vastleggen of intrekken", OFFICIER)
DATALEKKEN = recht("privacy.datalekken", "datalekken bekijken en behandelen", OFFICIER, DIRECTEUR)
DATALEK_UITVOEREN = recht("privacy.datalekken_uitvoeren", "het register van datalekken downloaden", OFFICIER, DIRECTEUR)
WAKEN = recht("privacy.waken", "patronen in het logboek bekijken", OFFICIER, BEHEERDER)
PATROON_AFDOEN = recht("privacy.patroon_afdoen", "een patroon in het logboek afdoen", OFFICIER)
VERZOEKEN = recht("privacy.verzoeken", "verzoeken om inzage of wissen bekijken", OFFICIER, DIRECTEUR)
VERZOEK_MAKEN = recht("privacy.verzoek_maken", "een verzoek om inzage of wissen uitvoeren", OFFICIER, vers=True)
VERZOEK_BEVESTIGEN = recht("privacy.verzoek_bevestigen", "wissen bevestigen", OFFICIER, DIRECTEUR, vers=True)
VERZOEK_DOWNLOADEN = recht("privacy.verzoek_downloaden", "een inzagebestand downloaden", OFFICIER, vers=True)
