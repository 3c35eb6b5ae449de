"""Dates of a school year stand beside the free days of the SWV; a date on one of them is kept, and said so."""

import datetime as dt
from typing import Any

from django.urls import reverse

from vindplaats.instellingen.actions_kalender import periode_toevoegen
from vindplaats.instellingen.rules_kalender import Vrij
from vindplaats.kern.kalender import reeksen


def test_reeksen_vouwen_dagen_samen() -> None:
    een, twee, later = dt.date(2024, 10, 1), dt.date(2024, 10, 2), dt.date(2024, 10, 9)
    assert reeksen({twee: "V", een: "V", later: "V"}) == [("V", een, twee), ("V", later, later)]


def test_een_datum_op_een_vrije_dag_wordt_gemeld_en_bewaard(streek: Any, client_als: Any) -> None:
    directeur = client_als("directeur_swv")
    dag = dt.date(2024, 10, 3)
    periode_toevoegen(wie=directeur.wie, vrij=Vrij("Kantoor dicht", dag, dag, "sluiting", "", "proef"))
    adres = reverse("verantwoording:klaarzetten", args=[2023])
    assert "Kantoor dicht" in directeur.get(adres).content.decode()
    pagina = directeur.post(adres, {"indienen_voor": dag.isoformat()}, follow=True).content.decode()
    assert "is een vrije dag (Kantoor dicht)" in pagina
    assert "staat klaar" in pagina
