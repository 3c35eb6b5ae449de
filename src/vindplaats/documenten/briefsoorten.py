"""The test letter of the house style: its words too may be the SWV's own."""

from vindplaats.kern.brieven import BRIEF, Briefsoort, Samenvoegveld, declareer

PROEFBRIEF = declareer(Briefsoort(
    "documenten.proefbrief", "Proefbrief van de huisstijl", BRIEF,
    hulp="De brief waarmee je de huisstijl bekijkt. Hij gaat naar niemand.",
    onderwerp="Voorbeeld van een brief",
    tekst=(
        "{{aanhef}}\n\n"
        "Zo ziet een brief eruit in de huisstijl van het samenwerkingsverband. Dit is geen echte brief.\n\n"
        "## Een tussenkop\n\n- Een punt uit een lijst.\n- Nog een punt.\n\n{{contact}}\n\n[ondertekening]"
    ),
    velden=(Samenvoegveld("aanhef", "Aanhef", "Beste lezer,"),),
    geadresseerde=("Stichting Voorbeeld", "Voorbeeldstraat 1", "1234 AB Voorbeeldstad"),
))  # fmt: skip
