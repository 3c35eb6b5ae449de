"""The words around measured numbers: indicators, count nouns, and what makes a number no measurement.

One table per question. Regular expressions run on smoothed text (lower case, plain quotes). Indicator codes are those
of the region's declarations (domain.md 6.13); a code here is a proposal that a person confirms.
"""

from __future__ import annotations

import re

__all__ = ["INDICATOREN", "ONDERWERPEN", "PROCENT_INDICATOREN", "STANDAARD_ONDERWERP", "TELWOORDEN", "voor_eenheid"]

# code -> short Dutch label
INDICATOREN: dict[str, str] = {
    "leerlingen_totaal": "Aantal leerlingen",
    "doublures": "Doublures (percentage)",
    "doublures_aantal": "Doublures (aantal)",
    "kleuterverlenging": "Kleuterverlenging (percentage)",
    "kleuterverlenging_aantal": "Kleuterverlenging (aantal)",
    "versnelling": "Versnellers (aantal)",
    "versnelling_deel": "Versnellers (percentage)",
    "thuiszitters": "Thuiszitters",
    "verzuim": "Verzuim",
    "verwijzingen_totaal": "Verwijzingen naar SO en SBO samen",
    "verwijzingen_so": "Verwijzingen naar SO",
    "verwijzingen_sbo": "Verwijzingen naar SBO",
    "verwijzingspercentage": "Verwijzingspercentage",
    "verwijzingspercentage_so": "Verwijzingspercentage SO",
    "verwijzingspercentage_sbo": "Verwijzingspercentage SBO",
    "aandeel_verwijzingen": "Aandeel in alle verwijzingen",
    "aandeel_verwijzingen_so": "Aandeel in de verwijzingen naar SO",
    "aandeel_verwijzingen_sbo": "Aandeel in de verwijzingen naar SBO",
    "marktaandeel": "Marktaandeel",
    "deelname": "Deelnamepercentage",
    "deelname_so": "Deelnamepercentage SO",
    "deelname_sbo": "Deelnamepercentage SBO",
    "teruggeplaatst": "Teruggeplaatst",
    "teruggeplaatst_so": "Teruggeplaatst vanuit SO",
    "teruggeplaatst_sbo": "Teruggeplaatst vanuit SBO",
    "tlv_aanvragen": "Aanvragen voor een TLV",
    "tlv_toegekend": "Afgegeven TLV's",
    "vo_conform_advies": "3e jaar VO: conform advies",
    "vo_boven_advies": "3e jaar VO: boven advies",
    "vo_onder_advies": "3e jaar VO: onder advies",
    **{f"ankerpunt_{nummer}_score": f"Score ankerpunt {nummer}" for nummer in range(1, 4)},
    "referentie_1f": "Leerlingen op 1F",
    "referentie_1f_taal": "Leerlingen op 1F taal",
    "referentie_1f_lezen": "Leerlingen op 1F lezen",
    "referentie_1f_rekenen": "Leerlingen op 1F rekenen",
    "referentie_2f_taal": "Leerlingen op 2F taal",
    "referentie_2f_lezen": "Leerlingen op 2F lezen",
    "referentie_1s_rekenen": "Leerlingen op 1S rekenen",
    "tevredenheid": "Tevredenheid",
    "knooppunten": "Gehouden knooppunten",
}

# indicators in percent; all others count (7 pupils is another indicator than 7%)
PROCENT_INDICATOREN = frozenset(
    code
    for code in INDICATOREN
    if code.startswith(("ankerpunt_", "referentie_", "vo_", "aandeel_", "deelname", "verwijzingspercentage"))
    or code in ("doublures", "kleuterverlenging", "versnelling_deel", "verzuim", "marktaandeel", "tevredenheid")
)
_ANDERE_EENHEID = {
    ("doublures", False): "doublures_aantal",
    ("kleuterverlenging", False): "kleuterverlenging_aantal",
    ("versnelling", True): "versnelling_deel",
}


def voor_eenheid(code: str, eenheid: str | None) -> str | None:
    """The indicator of the same subject in this unit, or None when there is none."""
    procent = eenheid == "%"
    code = _ANDERE_EENHEID.get((code, procent), code)
    return code if (code in PROCENT_INDICATOREN) == procent else None


_VERWIJZING = r"verwijz\w*|verwezen|(?<!\w)verwees|doorverwezen"
_TERUG = (
    r"terug\s?ge?plaats\w*|terugplaats\w*|terugge(?:keerd|komen)|terugk(?:eer|om|wam)\w*|keer(?:t|den?|en)\s[^.;]{0,25}terug|teruggegaan|teruggeleid|"
    r"(?:ging|gingen|gaan|gaat)\s[^.;]{0,40}terug(?!\w)|overgestapt|stap(?:t|ten|pen|te)\s[^.;]{0,20}over(?!\w)|"
    r"(?<!\w)overplaats\w*|terugstroom\w*|teruggestroomd"
)
# subject -> words that name it
ONDERWERPEN: dict[str, re.Pattern[str]] = {
    naam: re.compile(patroon)
    for naam, patroon in {
        "doublures": r"doubl\w*|gedoubl\w*|doubel\w*|zittenblijv\w*|blij(?:ft|ven) zitten|blijven zitten|ble(?:ef|ven) zitten|"
        r"(?:blijven|gebleven) zitten|zitten\s?gebleven|(?:ble(?:ef|ven)|blij(?:ft|ven)) [^.;,]{0,20}zitten",
        "kleuterverlenging": r"kleuter\s?verleng\w*|verleng\w* (?:van de )?kleuter\w*|kleuter\w*[^.;]{0,40}(?:verleng\w*|extra jaar)|"
        r"verleng\w*[^.;]{0,30}kleuter\w*|extra (?:kleuter)?jaar in groep .|verlengde kleuter\w*|kleuterbouwverleng\w*",
        "versnelling": r"versnel(?!lingskam)\w*|(?:slo?eg|sloegen|slaat|slaan)\s[^.;]{0,25}over(?!\w)",
        "thuiszitters": r"thuis\s?zit\w*|thuiszat\w*|thuizit\w*|"
        r"(?<!\w)thuis (?:geweest|gezeten|gebleven)|z(?:it|itten|at|aten) (?:[\w\ue000-\uebff]+ ){0,5}thuis(?!\w)",
        "verzuim": r"(?<!\w)verzuim\w*",
        "marktaandeel": r"marktaandeel|marktaandelen|aandeel in het (?:totaal )?aantal leerlingen|aandeel van (?:onze|de) leerlingen|"
        r"van (?:de|alle) leerlingen (?:in|binnen) (?:de regio|het swv|het samenwerkingsverband|ons swv)",
        "deelname": r"deelname\w*|deelnemingspercentage\w*",
        "teruggeplaatst": _TERUG,
        "verwijzingen": _VERWIJZING,
        "tlv": r"tlv\w*(?:'s)?|toelaatbaarheidsverklaring\w*",
        "leerlingen_totaal": r"leerling(?:en)?aantal\w*|aantal (?:ingeschreven )?(?:leerlingen|kinderen) (?:is|was|bedr|op|steeg|daalde|groei)|"
        r"telde?n? (?:\w+ ){0,2}[\ue000-\ue3ff] (?:leerlingen|kinderen)",
        "vo_conform": r"conform|op (?:het )?(?:advies|geadviseerde)\s?(?:niveau)?|niveau van (?:het|hun|zijn)\s?\w*advies|"
        r"houd\w*[^.;]{0,40}stand|stand (?:te )?houd|standhoud\w*|gestandhoud\w*|bestendig\w*|op het niveau van|passend bij het advies",
        "vo_boven": r"(?:(?<!\w)(?:er|daar)?boven|(?<!\w)hoger)(?!\w)(?! (?:het|de|dan|ons|onze)\s(?:\w+\s)?(?:landelijk|norm|gemiddeld|streef|\w*norm))",
        "vo_onder": r"(?:(?<!\w)(?:er|daar)?onder|(?<!\w)lager)(?!\w)(?! (?:het|de|dan|ons|onze|meer|andere)\s?(?:\w+\s)?(?:landelijk|norm|gemiddeld|\w*norm))",
        "1f": r"(?<!\w)1\s?f(?!\w)|fundamentele niveau|(?<=[\ue800-\uebff])f(?!\w)",
        "tevredenheid": r"tevreden\w*",
        "knooppunten": r"aantal (?:\w+ ){0,2}knooppunt\w*",
    }.items()
}

# section -> subject of its numbers when the sentence names none
STANDAARD_ONDERWERP: dict[str, str] = {
    "thuiszitters": "thuiszitters",
    "verwijzingen": "verwijzingen",
    "teruggeplaatst": "teruggeplaatst",
    "schakelfunctie": "teruggeplaatst",
}

SO = re.compile(r"(?<![\w/])(?:v?so(?![\w/])|so/vso|(?:voortgezet )?speciaal onderwijs)(?!-?basis)")
SBO = re.compile(r"(?<![\w/])(?:sbo(?!\w)|speciaal basisonderwijs|s\.b\.o\.)")
SO_EN_SBO = re.compile(
    r"(?<!\w)(?:v?so|speciaal onderwijs(?: \(so\))?)(?:\s(?:of|en|noch|dan wel|als|en/of)\s|\s?/\s?)(?:\w+\s){0,3}?"
    r"(?:sbo|speciaal basisonderwijs)|"
    r"(?<!\w)(?:sbo|speciaal basisonderwijs(?: \(sbo\))?)(?:\s(?:of|en|noch|dan wel|als|en/of)\s|\s?/\s?)(?:\w+\s){0,3}?"
    r"(?:v?so(?!\w)|speciaal onderwijs)"
)

_LEERLING = (
    r"(?:\w*leerling(?:en)?|\w*kind(?:eren)?|kleuters?|peuters?|jongeren|jongens|meisjes|lln\.?|zij-?instromers?|nieuwkomers?|"
    r"instromers?|schoolverlaters?|basisschoolleerlingen)"
)
# count noun -> (unit, subject when the noun itself names it)
TELWOORDEN: list[tuple[re.Pattern[str], str, str | None]] = [
    (re.compile(patroon), eenheid, onderwerp)
    for patroon, eenheid, onderwerp in [
        (
            r"thuis\s?zitters?|thuis\s?zittende (?:leerling(?:en)?|kind(?:eren)?)|thuizitters?",
            "leerlingen",
            "thuiszitters",
        ),
        (r"(?:door)?verwijzing(?:en)?|verwezen (?:leerlingen|kinderen)", "leerlingen", "verwijzingen"),
        (r"terugplaatsing(?:en)?|teruggeplaatste (?:leerlingen|kinderen)", "leerlingen", "teruggeplaatst"),
        (r"doublures?|doubleurs?|zittenblijvers?|doublanten", "leerlingen", "doublures"),
        (r"kleuterverlenging(?:en)?|kleuterverlengers?", "leerlingen", "kleuterverlenging"),
        (r"versnellers?|versnelling(?:en)?", "leerlingen", "versnelling"),
        (_LEERLING, "leerlingen", None),
        (r"tlv'?s?(?:-aanvragen)?|toelaatbaarheidsverklaring(?:en)?", "aanvragen", "tlv"),
        (r"(?:\w+-?)?aanvra(?:ag|gen)", "aanvragen", None),
        (r"klacht(?:en)?", "klachten", None),
        (r"schorsing(?:en)?|verwijdering(?:en)?", "leerlingen", None),
        (r"knooppunt(?:en|overleggen)?", "knooppunten", "knooppunten"),
        (r"herbeoordeling(?:en)?", "herbeoordelingen", None),
        (r"aanmelding(?:en)?|plaatsing(?:en)?", "leerlingen", None),
        (r"traject(?:en)?|arrangement(?:en)?", "trajecten", None),
        (r"gevallen", "gevallen", None),
        (r"melding(?:en)?", "meldingen", None),
    ]
]
SCHOLEN = re.compile(r"(?:\w*scholen|locaties|vestigingen|\w*besturen|teams|groepen|klassen)(?!\w)")
SCHOLEN_PREDICAAT = re.compile(
    r"^ (?:\w+ )?(?:scor|hal|haal|heb|werk|voldoe|zit|beschik|voer|bereik|kom|kwam|had|zaten)\w*"
)
PERSONEN = re.compile(
    r"\w*(?:begeleiders?|specialisten|leerkrachten|leraren|docenten|directeuren|medewerkers?|adviseurs?|consulenten|psychologen|"
    r"orthopedagogen|logopedisten|assistenten|ib'ers|ib-ers|ib'er|ib-er|coordinatoren|coördinatoren|ouders|personen|collega's|"
    r"deskundigen|professionals|partners|verbinders|coaches|leden)(?!\w)"
)
BIJEENKOMSTEN = re.compile(
    r"\w*(?:bijeenkomsten|sessies|overleggen|gesprekken|studiedagen|trainingen|vergaderingen|momenten|workshops|netwerken|"
    r"bijeenkomst|consultaties|bezoeken|audits|scholingen)(?!\w)"
)
# between a number and its noun may stand one or two plain words, not one of these
GEEN_BIJVOEGLIJK = frozenset(
    [
        "van",
        "op",
        "in",
        "naar",
        "voor",
        "met",
        "bij",
        "en",
        "of",
        "uit",
        "vanuit",
        "die",
        "dat",
        "is",
        "zijn",
        "waren",
        "was",
        "werd",
        "werden",
        "wordt",
        "worden",
        "per",
        "door",
        "aan",
        "als",
        "tot",
        "om",
        "dan",
        "nog",
        "er",
        "hebben",
        "heeft",
        "had",
        "hadden",
        "tegen",
        "tegenover",
        "na",
        "over",
        "onder",
        "boven",
        "binnen",
        "de",
        "het",
        "een",
        "onze",
        "alle",
        "maar",
        "ook",
        "waarvan",
        "wie",
        "welke",
        "zowel",
        "waar",
        "meer",
        "minder",
        "om",
        "ten",
        "te",
        "respectievelijk",
        "hun",
        "deze",
        "dit",
    ]
)
