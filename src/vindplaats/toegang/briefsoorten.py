"""The mails of toegang, whose words an SWV may write itself. No field carries personal data."""

from vindplaats.kern.brieven import MAIL, Briefsoort, Samenvoegveld, declareer

_ZONDER = "zonder de link kan niemand verder"

UITNODIGING = declareer(Briefsoort(
    "toegang.uitnodiging", "Uitnodiging voor een account", MAIL,
    hulp="Gaat naar wie je uitnodigt. In de mail staan geen persoonsgegevens, ook geen naam of rol.",
    onderwerp="Je bent uitgenodigd",
    tekst=(
        "Je bent uitgenodigd voor Vindplaats, de werkplek van je samenwerkingsverband passend onderwijs.\n\n"
        "Open deze link om de uitnodiging aan te nemen:\n\n{{link}}\n\n"
        "De link werkt {{dagen}} dagen en is alleen voor jou. Stuur hem niet door.\n"
        "Verwachtte je deze mail niet? Dan hoef je niets te doen.\n\n{{contact}}\n{{motto}}"
    ),
    velden=(
        Samenvoegveld("link", "Link om de uitnodiging aan te nemen", "https://voorbeeld.nl/welkom/abc", True, _ZONDER),
        Samenvoegveld("dagen", "Hoeveel dagen de link werkt", "14", True, "wie de mail krijgt moet weten hoe lang de link werkt"),
    ),
))  # fmt: skip

BERICHTEN = declareer(Briefsoort(
    "toegang.berichten", "Er staat iets klaar (ook herinneringen)", MAIL,
    hulp="Gaat naar iemand voor wie berichten of herinneringen klaarstaan. Waar ze over gaan, staat met opzet niet in de mail.",
    onderwerp="Er staat iets voor je klaar",
    tekst=(
        "{{wat_klaarstaat}} voor je klaar in Vindplaats:\n\n{{link}}\n\n"
        "In deze mail staat niet waar het over gaat; dat lees je alleen als je bent aangemeld.\n\n{{contact}}\n{{motto}}"
    ),
    velden=(
        Samenvoegveld("link", "Link naar de berichten", "https://voorbeeld.nl/berichten/", True, _ZONDER),
        Samenvoegveld("wat_klaarstaat", "Hoeveel er klaarstaat, in woorden", "Er staan 3 berichten"),
    ),
))  # fmt: skip
