"""Spending categories an SWV sets: offered in the form, kept in answers, named in the account."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.verantwoording.bundelen.rules import Inbreng, geld
from vindplaats.verantwoording.categorieen import CODE, code_van, met_keuzes
from vindplaats.verantwoording.models import Rapport


def zet(wie: Any, namen: list[str], vanaf: dt.date = dt.date(2023, 8, 1)) -> None:
    waarde_zetten(wie=wie, code=CODE, ruw=[{"naam": n} for n in namen], vanaf=vanaf, bron="besluit 2")


def vers(rapport: Any) -> Any:
    return Rapport.objects.voor_taak("t").select_related("invulling").get(pk=rapport.pk)


@pytest.mark.regel("VER-07")
def test_eigen_categorieen_staan_in_het_formulier_en_de_oude_blijven_kloppen(
    streek: Any, maak_rapport: Any, maak_wie: Any, client_als: Any
) -> None:
    rapport = maak_rapport()
    bestuurder = client_als("bestuurder", streek.bestuur)
    deel = definitie_van(rapport.invulling).vraag("bestedingen").deel
    adres = reverse("verantwoording:invullen", args=[rapport.pk, deel])
    assert "Onderzoek en diagnostiek" in bestuurder.get(adres).content.decode()
    zet(maak_wie("functioneel_beheerder"), ["Leraren in de klas", "Scholing en netwerken"])
    pagina = bestuurder.get(adres).content.decode()
    assert ">Leraren in de klas</option>" in pagina
    assert ">Onderzoek en diagnostiek</option>" not in pagina, "wat het verband niet kiest, wordt niet aangeboden"
    assert 'value="specialisten" selected' in pagina, "een eerder antwoord blijft staan"
    vraag = definitie_van(vers(rapport).invulling).vraag("bestedingen")
    assert [o.code for o in vraag.categorieen if not o.vervallen] == ["eigen_leraren_in_de_klas", "deskundigheid"]


def test_een_eigen_categorie_wordt_bewaard_en_krijgt_haar_naam_in_de_optelling(
    streek: Any, maak_rapport: Any, maak_wie: Any, client_als: Any
) -> None:
    zet(maak_wie("controller_swv"), ["Leraren in de klas"])
    code = code_van("Leraren in de klas")
    regel = {"bedrag": 100_00, "pm": False, "doel": "iets", "categorie": code, "toelichting": ""}
    rapport = maak_rapport(stand="ingediend", bestedingen=Gelezen(INGEVULD, [regel]))
    open_ = maak_rapport("99002", leeg=True)
    buur = client_als("bestuurder", streek.buurbestuur)
    post = {"bestedingen.0.bedrag": "100", "bestedingen.0.doel": "iets", "bestedingen.0.categorie": code}
    buur.post(reverse("verantwoording:antwoord", args=[open_.pk, "bestedingen"]), post)
    assert stukken(vers(open_).invulling)["bestedingen"].waarde[0]["categorie"] == code
    vorm = met_keuzes(definitie_van(rapport.invulling), ["PO9901"], 2023)
    inbreng = Inbreng(
        bestuur="99001",
        naam="S",
        definitie=vorm,
        stukken=stukken(rapport.invulling),
        rapport="r",
        schooljaar="2023-2024",
        kenmerken=frozenset(),
        toegekend={},
        leesbaar=True,
    )
    assert geld([inbreng], ["PO9901"]).categorieen == {code: "Leraren in de klas"}


def test_een_lijst_die_later_begint_verandert_een_ouder_jaar_niet(
    streek: Any, maak_rapport: Any, maak_wie: Any
) -> None:
    rapport = maak_rapport()
    zet(maak_wie("functioneel_beheerder"), ["Nieuw"], dt.date(2024, 8, 1))
    keuzes = definitie_van(vers(rapport).invulling).vraag("bestedingen").categorieen
    assert "Nieuw" not in [o.label for o in keuzes if not o.vervallen]
    assert "specialisten" in [o.code for o in keuzes if not o.vervallen]
