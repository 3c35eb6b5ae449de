"""The Dutch turns of phrase around numbers, as patterns over a skeleton (see feiten_rollen).

`<nu>`, `<v>`, `<n>` in a pattern name a live number; N, Y and X stand for a number, a year and a number that is no
measurement.
"""

from __future__ import annotations

import re

# classes of placeholders: live numbers, (school) years, numbers that are no measurement
_N, _Y, _X = "[\ue000-\ue3ff]", "[\ue400-\ue7ff]", "[\ue800-\uebff]"


def vorm(patroon: str) -> re.Pattern[str]:
    """A compiled turn of phrase: `<nu>`, `<v>`, `<n>` name a live number, «N», «Y», «X» are classes, «gap» no number."""
    for naam in ("nu", "v", "n", "a", "b"):
        patroon = patroon.replace(f"<{naam}>", f"(?P<{naam}>{_N})")
    return re.compile(
        patroon.replace("«N»", _N).replace("«Y»", _Y).replace("«X»", _X).replace("«gap»", r"[^\ue000-\ue3ff.;()]")
    )


VORIG = (
    r"(?:in |over |van )?(?:het |de )?(?:vorige?? ?(?:school)?jaar|vorige (?:meting|periode|keer|rapportage)|voorgaande? (?:school)?jaar|"
    r"voorafgaande? (?:school)?jaar|(?:school)?jaar (?:er|daar)?voor|(?:school)?jaar daarvoor|een (?:school)?jaar eerder|"
    r"jaar eerder|daarvoor|«Y»|voorheen|v\.j\.|vj)"
)

NU = r"(?:nu|dit (?:school|verslag)?jaar|thans|inmiddels|momenteel|op dit moment|afgelopen (?:school)?jaar|in het verslagjaar)"

WAS = r"(?:(?:was|waren|is|zijn|bedroeg|lag|ging|gingen|werden|werd|ging het om|nog|dit|dat|het|er|die|deze|percentage|aantal|op|om|maar|slechts|circa|ongeveer|zo'n|ook|minder dan|meer dan|ruim|bijna|:|,) ?)*"

PAREN_VORIG = vorm(
    rf"<nu>[^.;()\ue000-\ue3ff]{{0,110}}\((?:(?:dit|dat|het) )?(?:was |waren )?(?:{VORIG}|was|waren|eerst|toen|eerder)\W{{0,2}} ?{WAS}<v>"
)

PAREN_NA = vorm(
    rf"<nu>[^.;()\ue000-\ue3ff]{{0,110}}\((?:circa |ongeveer |was |waren )?<v>«gap»{{0,25}}? ?{VORIG}[^()]{{0,20}}\)"
)

PAREN_LATER = vorm(rf"<nu>[^.;()\ue000-\ue3ff]{{0,60}}\([^()]*?[;,] ?(?:de |het )?{VORIG}\W{{0,2}} ?{WAS}<v>")

PAREN_LIJST = vorm(rf"\((?:{VORIG})\W[^()]*\)")

TEGENOVER = vorm(
    r"<nu>(?: ?\(«N»\))?«gap»{0,90}?(?:tegenover|tegen|t\.?o\.?v\.?|ten opzichte van|vergeleken met|in vergelijking met)"
    rf" (?P<marker>{VORIG} ?)?{WAS}(?:de |het )?<v>(?P<na>«gap»{{0,40}})"
)

WAAR_DIT = vorm(
    r"<nu>[^\ue000-\ue3ff.()]{0,90}?(?<!\w)(?:waar dit|waar dat|waar het|dat|dit|wat)"
    rf"(?: (?:was|waren|bedroeg|lag|is)(?: er)?)? {VORIG} ?{WAS}<v>"
)

NAZIN = vorm(rf"<nu>[^\ue000-\ue3ff()]{{0,120}}?[,;.:-] ?(?:en )?(?:{VORIG}),? {WAS}<v>")

EERST_VORIG = vorm(
    rf"{VORIG}\W[^\ue000-\ue3ff.]{{0,60}}<v>[^\ue000-\ue3ff.]{{0,70}}[ ,;]{NU}\W[^\ue000-\ue3ff.]{{0,30}}?<nu>"
)

WAS_NU = vorm(
    rf"(?:was|waren) «gap»{{0,20}}<v>[^\ue000-\ue3ff.]{{0,40}}[ ,;](?:is|zijn|nu|en)? ?{NU}[^\ue000-\ue3ff.]{{0,20}}<nu>"
)

START_NU = vorm(
    rf"(?:startten?|begon(?:nen)?|gestart|gingen|ging) (?:\w+ )?met <v>[^\ue000-\ue3ff.]{{0,60}}(?<!\w){NU}\W[^\ue000-\ue3ff.]{{0,20}}?<nu>"
)

NA_NU = vorm(rf"<v>«gap»{{0,25}}? ?{VORIG}\W{{1,2}}(?:en |naar )?«gap»{{0,10}}?<nu>«gap»{{0,25}}? ?{NU}")

NU_NA = vorm(rf"<nu>«gap»{{0,25}}? ?{NU}\W{{1,2}}(?:en |, )?<v>«gap»{{0,25}}? ?{VORIG}")

VAN_NAAR = vorm(
    r"van (?:circa |ongeveer |ruim |bijna |zo'n )?<v>(?:[^\ue000-\ue3ff.;]{0,50}?) (?P<w>naar|tot)"
    r"(?: (?:nu|inmiddels|maar|liefst|circa|ongeveer|ruim|bijna|slechts|net|minder dan|meer dan|onder de))* <nu>"
)

PIJL = vorm(r"<v> ?(?:->|=>|→|➔) ?<nu>")

WIJZIGING = re.compile(
    r"(?:ge)?(?:stegen|steeg|stijg|daald|dalen|daling|toegenomen|toename|nam(?:en)?|afgenomen|afname|groei|gegroeid|"
    r"teruggelopen|liep|zakt|verminder|gegaan|ging|verdubbel|halveer|terug)"
)

DELTA = [
    vorm(r"(?<!\w)(?:gestegen|gedaald|toegenomen|afgenomen|verminderd|gegroeid|steeg|stegen|daalde|daalden|nam|namen|groeide|afname|toename|stijging|"
       r"daling|groei|krimp|verbeterd|verbeterde|teruggelopen|verhoogd|verlaagd|groeit|groeien|stijgt|stijgen|daalt|dalen|neemt|nemen)(?!\w)«gap»{0,40}? met (?:circa |ruim |bijna |ongeveer )?<n>"),
    vorm(r"met (?:circa |ruim |bijna |ongeveer )?<n>(?: [\w-]+){0,2} (?:gestegen|gedaald|toegenomen|afgenomen|verminderd|gegroeid|toe|af|gekrompen|verbeterd|"
       r"teruggelopen)(?!\w)"),
    vorm(r"(?:daling|stijging|toename|afname|groei|krimp|verschil|verbetering|verhoging)(?: van| met| bedraagt| was| is|:)(?: [\w-]+){0,2}? <n>(?: \w+)? ?(?:\(<a>\))?"),
    vorm(r"<n> (?:meer|minder)(?: \w+){1,3} dan(?!\w)"),
    vorm(r"<n>(?: \w+)? (?:meer|minder|hoger|lager|boven|onder|beter)(?: \w+)? (?:dan|ten opzichte van|het landelijk|de norm|vorig)(?! (?:geadviseerd|(?:het|hun|ons) (?:[\w-]+ )?\w*advies))"),
    vorm(r"<n>(?: (?:leerlingen|kinderen|verwijzingen|thuiszitters|terugplaatsingen|doublures|scholen))? (?:meer|minder)(?=$|[.,;)]| zijn| is| en| ging| werden| waren)"),
]  # fmt: skip

NORM = [
    vorm(r"\w*(?:norm|streefwaarde|streefcijfer|streefpercentage|ondergrens|bovengrens|signaalwaarde|signaleringswaarde|drempelwaarde|drempel|richtlijn)"
       r"(?: \w+)?(?: van| is| was| bedraagt| ligt op| ligt bij| op|:)? ?(?:op )?\(?(?:is |van )?(?:minimaal |minstens |ten minste |minimum )?<n>"),
    vorm(r"<n> is (?:de|onze|het|ons) \w*(?:norm|streef)"),
    vorm(r"<n>(?:-| |'s )?(?:als )?(?:\w*norm|streefwaarde)(?!\w)"),
    vorm(r"«N»[^.;,\ue000-\ue3ff]{0,40} scor\w+ (?:[a-z]+ ){0,2}(?:(?:lager|hoger|minder|meer) dan|onder de|boven de) <n>"),
]  # fmt: skip

NIET_NORM = re.compile(r"norm\w* (?:\w+ )?(?:met|namelijk met|voor) ?$|norm wordt (?:\w+ )?(?:met|op)? ?$")

ANDER = [
    vorm(r"(?:landelijk\w*|nationaal|provinciaal|regionaal|regio\w*|benchmark|nederland|swv(?:-gemiddelde)?|samenwerkingsverband|vergelijkbare scholen)"
       r"(?: (?:gemiddelde?|percentage|cijfer|beeld|niveau|is|was|van|ligt|lag|op|bedraagt|bedroeg|dat|dit|het|gemiddeld|als|geheel|rond))*[:,]? ?\(?<n>"),
    vorm(r"gemiddelde?(?: (?:van het|binnen het|in het|in de|van de))? (?:swv|samenwerkingsverband|regio|land)\W(?:is|was|van|ligt op|op|bedraagt)? ?<n>"),
    vorm(r"<n> (?:landelijk|regionaal|in het swv|binnen het swv|in nederland)(?!\w)"),
]  # fmt: skip

DOELWOORD = re.compile(
    r"streven|streef|ambitie|ons doel|doel is|doelstelling|met als doel|ten doel|willen (?:we|wij|komen|naar|in|dat|bereiken|op|geen)|(?:wij|we) willen|"
    r"beog|nastreven|hopen|zouden|om te voorkomen|voorkomen dat|zodat er geen|moet(?:en)? (?:in «|uiterlijk)|uiterlijk in|wensen|mikken|"
    r"in de toekomst|uiteindelijk (?:willen|geen)|komend schooljaar|volgend (?:school)?jaar|gepland"
)

PLAATS = vorm(
    r"(?:plaats(?:en)? voor|ruimte voor|plek voor|capaciteit van|bestaat uit|groepen van|groep van|groepjes van|klas van|klassen van)(?: (?:maximaal|circa|ongeveer|hooguit))? <n>"
)

GELD = [
    vorm(r"<n> van (?:de|het|onze|ons|dit|deze) (?:\w+ )?(?:middelen|subsidie|budget|bedrag|formatie|kosten|gelden|lumpsum|begroting|bekostiging|reserve|baten|lasten|inkomsten|uitgaven|omzet)"),
    vorm(r"(?:middelen|subsidie|budget|bedrag|gelden|kosten|begroting|\ue800|€)[^.;]{0,40} voor <n> (?:besteed|ingezet|uitgegeven|benut|gefinancierd|bekostigd)"),
    vorm(r"(?:aanstelling|dienstverband|werktijd|benoeming|formatie) (?:van|voor) <n>"),
    vorm(r"voor <n> (?:vrijgesteld|vrijgeroosterd|ambulant)"),
    vorm(r"<n> (?:aanstelling|dienstverband)"),
]  # fmt: skip

BEREIK = [
    vorm(r"tussen (?:de |circa )?<a> en (?:de )?<b>"),
    vorm(r"<a> ?(?:à|a|-) ?<b>"),
    vorm(r"<a> tot (?:en met )?<b>"),
]

OPERATOR: list[tuple[re.Pattern[str], str]] = [
    (re.compile(patroon), teken)
    for patroon, teken in [
        (r"(?:minder dan|lager dan|kleiner dan|nog geen|onder de|beneden de|<) ?(?:de )?$", "<"),
        (r"(?:niet meer dan|hooguit|hoogstens|maximaal|ten hoogste|max\.|≤|<=|op zijn hoogst) ?$", "<="),
        (r"(?:niet minder dan|minstens|minimaal|ten minste|tenminste|op zijn minst|min\.|≥|>=|minimum van) ?$", ">="),
        (r"(?:meer dan|groter dan|hoger dan|boven de|>) ?(?:de )?$", ">"),
        (r"(?:ruim|circa|ca\.|ongeveer|zo'n|zo rond|rond(?: de)?|rondom(?: de)?|plusminus|±|\+/-|naar schatting|omstreeks|om en nabij(?: de)?|bijna|"
         r"krap|een kleine|nagenoeg|tegen de|grofweg|gemiddeld zo'n|nipt|pakweg|ongeveer een|ruim een) ?$", "~"),
    ]
]  # fmt: skip

HAAKJES = vorm(r"<nu> ?\(<v>\)")

VERGELIJKEND = re.compile(
    r"(?:ten opzichte(?: van)?|t\.o\.v\.|vergeleken met|in vergelijking met|dan|als|net als) ?(?:in |het )?$"
)

LIJST_TEGENOVER = vorm(
    rf"(?:tegenover|tegen|ten opzichte van|vergeleken met|{VORIG}|respectievelijk)(?: [a-z]+){{0,4}}? (?P<lijst>«N»(?:, «N»)*,? en «N»)"
)
