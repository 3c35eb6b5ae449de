"""What portaal knows about people: that they have seen the tour or the news."""

from vindplaats.kern.persoonsgegevens import WIS, Bewaartermijn, Gegevens, Veld, Verwerking, meld_aan

GEZIEN = Verwerking(
    code="portaal.gezien", naam="Gezien van de rondleiding en het nieuws",
    doel="De rondleiding en het nieuws van een versie niet steeds opnieuw tonen.",
    van="mensen met een account", grondslag="gerechtvaardigd belang: minder herhaling op het scherm (AVG artikel 6 lid 1 onder f)",
    bron="AVG-08",
    ontvangers=("alleen de persoon zelf",),
    bewaren=Bewaartermijn("portaal.gezien", "zolang het account er is", "het einde van het account", None, "AVG artikel 5 lid 1 onder e"),
    maatregelen=("niemand anders kan het lezen",),
)  # fmt: skip

meld_aan(Gegevens("portaal.Gezien", GEZIEN, via="gebruiker", plaats="persoon", velden={
    "gebruiker": Veld("wie het zag", WIS),
}, niet={"wat": "code uit het programma"}))  # fmt: skip
