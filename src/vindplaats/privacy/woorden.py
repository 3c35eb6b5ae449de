"""How kinds of rows are called on the screens of privacy; a model says so itself with `verbose_name_plural`."""

from django.apps import apps

_MEERVOUD = {
    "toegang.gebruiker": "accounts", "toegang.roltoekenning": "rollen", "toegang.uitnodiging": "uitnodigingen", "toegang.gebeurtenis": "regels van het logboek",
    "toegang.bericht": "berichten", "toegang.rolbericht": "berichten aan een rol", "toegang.sessie": "keren dat iemand was aangemeld", "account.emailaddress": "e-mailadressen",
    "mfa.authenticator": "tweede stappen", "sessions.session": "sessies", "formats.antwoord": "antwoorden", "formats.antwoordversie": "eerdere antwoorden",
    "formats.botsing": "botsende antwoorden", "procedures.overgang": "gezette stappen", "indicatoren.meetwaarde": "cijfers", "indicatoren.norm": "normen",
    "documenten.gegenereerd": "gemaakte stukken", "documenten.huisstijl": "huisstijlen", "verantwoording.toekenning": "toegekende bedragen",
    "verantwoording.inleesronde": "keren inlezen", "verantwoording.inboxstuk": "stukken in de inbox", "verantwoording.voorstel": "voorstellen uit documenten",
    "verantwoording.bijdrage": "vragen en antwoorden", "verantwoording.afspraak": "afspraken", "verantwoording.signaaluitleg": "uitleg bij signalen",
    "verantwoording.conclusie": "conclusies", "verantwoording.conclusieversie": "eerdere conclusies", "organisaties.inlezing": "ingelezen bestanden",
    "privacy.datalek": "datalekken", "privacy.registerregel": "eigen regels van het register", "privacy.toestemming": "toestemmingen", "privacy.patroon": "patronen",
    "privacy.verzoek": "verzoeken", "instellingen.waarde": "instellingen", "instellingen.periode": "vrije dagen", "instellingen.briefversie": "eigen brieven",
}  # fmt: skip


def meervoud(model: str) -> str:
    """`toegang.bericht` -> `berichten`."""
    return _MEERVOUD.get(model) or str(apps.get_model(model)._meta.verbose_name_plural)
