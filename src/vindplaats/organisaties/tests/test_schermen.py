"""Every reading screen: works for each kind of role, costs a fixed number of queries, tells what it should."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Gemeente,
    Gemeentedeel,
    Leerlingaantal,
    Partner,
    Postcodegebied,
    School,
    Swv,
)

pytestmark = pytest.mark.django_db

LEZEN = ("scholen", "besturen", "swvs", "partners", "postcode")
ROLLEN = ("directeur_swv", "bestuurder", "ib_er", "gemeente", "functioneel_beheerder", "privacy_officer")


def lees(client: Client, naam: str, *args: str, vraag: str = "") -> str:
    antwoord = client.get(reverse(f"organisaties:{naam}", args=args) + vraag)
    assert antwoord.status_code == 200, antwoord.content.decode()[:500]
    return antwoord.content.decode()


@pytest.mark.parametrize("rol", ROLLEN)
def test_everyone_with_a_role_reads_organisations(streek: Any, client_als: Any, rol: str) -> None:
    client = client_als(rol)
    for naam in LEZEN:
        lees(client, naam)
    lees(client, "school", "99AA00")
    lees(client, "bestuur", "99001")
    lees(client, "swv", "PO9901")


def test_without_account_to_the_sign_in_page(streek: Any) -> None:
    antwoord = Client().get(reverse("organisaties:scholen"))
    assert antwoord.status_code == 302
    assert "login" in antwoord.url


@pytest.mark.parametrize(("naam", "code"), [("school", "00XX00"), ("bestuur", "00000"), ("swv", "PO0000")])
def test_unknown_is_404(streek: Any, client_als: Any, naam: str, code: str) -> None:
    assert client_als("directeur_swv").get(reverse(f"organisaties:{naam}", args=[code])).status_code == 404


def test_list_begins_with_the_own_swv_and_can_show_all(streek: Any, client_als: Any) -> None:
    client = client_als("directeur_swv")
    eigen = lees(client, "scholen")
    assert "School 99AA00" in eigen
    assert "School 99CC00" not in eigen
    assert "School 99CC00" in lees(client, "scholen", vraag="?swv=alle")


def test_board_role_begins_with_the_own_schools(streek: Any, client_als: Any) -> None:
    eigen = lees(client_als("bestuurder"), "scholen")
    assert "School 99AA00" in eigen
    assert "School 99BB00" not in eigen


def test_search_filter_and_closed(streek: Any, client_als: Any) -> None:
    School.objects.filter(pk="99BB00").update(tot=dt.date(2020, 7, 31), plaats="Verwegdorp")
    School.objects.filter(pk="99AA00").update(plaats="Dichtbijdorp", soort="SBO")
    client = client_als("directeur_swv")
    assert "School 99AA00" in lees(client, "scholen", vraag="?q=dichtbij&swv=alle")
    assert "School 99AA00" not in lees(client, "scholen", vraag="?q=verweg&swv=alle")
    assert "School 99BB00" not in lees(client, "scholen", vraag="?swv=alle")
    assert "School 99BB00 (gesloten)" in lees(client, "scholen", vraag="?swv=alle&gesloten=1")
    assert "School 99CC00" not in lees(client, "scholen", vraag="?soort=SBO&swv=alle")
    assert "Geen school gevonden" in lees(client, "scholen", vraag="?q=bestaatniet")


def _leg(aantal: int) -> None:
    Bestuur.objects.bulk_create(Bestuur(nummer=f"8{i:04}", naam=f"Bestuur nummer {i:03}") for i in range(aantal))
    Deelname.objects.bulk_create(Deelname(bestuur_id=f"8{i:04}", swv_id="PO9901") for i in range(aantal))
    School.objects.bulk_create(
        School(
            vestigingscode=f"8{i // 100}ZZ{i % 100:02}",
            brin=f"8{i // 100}ZZ",
            naam=f"Lijstschool {i:03}",
            soort="BO",
            bestuur_id="99001",
            swv_id="PO9901",
            gemeente_id="9901",
            postcode="6199AB",
        )
        for i in range(aantal)
    )
    Leerlingaantal.objects.bulk_create(
        Leerlingaantal(school_id=f"8{i // 100}ZZ{i % 100:02}", jaar=jaar, soort="BO", aantal=100 + i)
        for i in range(aantal)
        for jaar in (2023, 2024)
    )
    Partner.objects.bulk_create(Partner(naam=f"Partner {i}", soort="zorg", swv_id="PO9901") for i in range(aantal))
    Gemeente.objects.bulk_create(Gemeente(code=f"8{i:03}", naam=f"Gemeente {i}") for i in range(aantal))
    Gemeentedeel.objects.bulk_create(
        Gemeentedeel(gemeente_id=f"8{i:03}", swv_id="PO9901", naam=f"Gemeente {i}") for i in range(aantal)
    )


def _tel(client: Client, naam: str, *args: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as gevangen:
        lees(client, naam, *args)
    return len(gevangen)


@pytest.mark.parametrize(
    ("naam", "args"),
    [
        ("scholen", ()),
        ("besturen", ()),
        ("swvs", ()),
        ("partners", ()),
        ("uitzonderingen", ()),
        ("swv", ("PO9901",)),
        ("bestuur", ("99001",)),
        ("school", ("99AA00",)),
    ],
)
def test_number_of_queries_does_not_grow(streek: Any, client_als: Any, naam: str, args: tuple[str, ...]) -> None:
    client = client_als("functioneel_beheerder")
    _leg(5)
    lees(client, naam, *args)
    weinig = _tel(client, naam, *args)
    for model in (Gemeentedeel, Leerlingaantal, Partner):
        model.objects.all().delete()
    School.objects.filter(pk__startswith="8").delete()
    Deelname.objects.filter(bestuur__pk__startswith="8").delete()
    Bestuur.objects.filter(pk__startswith="8").delete()
    Gemeente.objects.filter(pk__startswith="8").delete()
    _leg(50)
    assert _tel(client, naam, *args) == weinig
    assert weinig <= 22


def test_paging_by_key_shows_every_school_once(streek: Any, client_als: Any) -> None:
    _leg(120)
    client = client_als("directeur_swv")
    for sorteer in ("naam", "-naam", "leerlingen", "-leerlingen", "plaats"):
        gezien: list[str] = []
        vraag = f"?swv=PO9901&sorteer={sorteer}"
        while vraag:
            antwoord = client.get(reverse("organisaties:scholen") + vraag)
            gezien += [rij.cellen["code"] for rij in antwoord.context["tabel"].rijen]
            vraag = antwoord.context["volgende"]
        assert len(gezien) == len(set(gezien)) == 122, sorteer


def test_nonsense_in_the_query_string_is_no_error(streek: Any, client_als: Any) -> None:
    client = client_als("directeur_swv")
    for vraag in (
        "?sorteer=wachtwoord",
        "?na=~",
        "?na=99AA00~drie&sorteer=leerlingen",
        "?swv=x&bestuur=y",
    ):
        lees(client, "scholen", vraag=vraag)
    lees(client, "besturen", vraag="?sorteer=-scholen&na=99001~x")
    assert client.get("/organisaties/scholen/99AA%00/").status_code in {400, 404}
    assert client.get("/organisaties/?soort=%00x").status_code == 400  # refused before any view


@pytest.mark.regel("S-09")
def test_masked_count_is_shown_as_masked(streek: Any, client_als: Any) -> None:
    Leerlingaantal.objects.create(school_id="99AA00", jaar=2025, aantal=None, gemaskeerd=True, soort="BO")
    Leerlingaantal.objects.create(school_id="99BB00", jaar=2025, aantal=120, soort="BO")
    client = client_als("directeur_swv")
    assert "&lt;5" in lees(client, "scholen")
    assert "&lt;5" in lees(client, "school", "99AA00")
    pagina = lees(client, "swv", "PO9901")
    assert "en 1 school met minder dan 5" in pagina
    assert "120 + 1× &lt;5" in pagina


@pytest.mark.regel("ORG-03")
def test_swv_page_tells_of_a_shared_municipality(streek: Any, client_als: Any) -> None:
    Gemeentedeel.objects.create(gemeente_id="9901", swv_id="PO9901", naam="Veldhoven-Noord")
    Gemeentedeel.objects.create(gemeente_id="9901", swv_id="PO9902", naam="Veldhoven-Zuid")
    tekst = lees(client_als("directeur_swv"), "swv", "PO9901")
    assert "Veldhoven-Noord" in tekst
    assert "Veldhoven-Zuid" not in tekst
    assert "PO9902" in tekst


@pytest.mark.regel("S-09")
def test_postcode_check(streek: Any, client_als: Any) -> None:
    Postcodegebied.objects.create(pc4="6361", gemeente_naam="Nuth", swv_po="PO9901", plaats="Nuth")
    client = client_als("ib_er")
    goed = lees(client, "postcode", vraag="?postcode=6361+AB")
    assert "Samenwerkingsverband NO" in goed
    assert "staat niet in de regeling" in lees(client, "postcode", vraag="?postcode=9999")
    fout = lees(client, "postcode", vraag="?postcode=drie")
    assert "Schrijf een postcode als 6361" in fout
    assert "drie" in fout


@pytest.mark.parametrize("soort", ["csv", "xlsx"])
def test_export_holds_the_whole_question(streek: Any, client_als: Any, soort: str) -> None:
    _leg(60)
    School.objects.filter(pk="99AA00").update(naam="=CMD()|gevaar")
    client = client_als("directeur_swv")
    antwoord = client.get(reverse("organisaties:scholen-export", args=[soort]) + "?swv=PO9901")
    assert antwoord.status_code == 200
    assert "attachment" in antwoord.headers["Content-Disposition"]
    if soort == "csv":
        regels = antwoord.content.decode("utf-8-sig").strip().splitlines()
        assert len(regels) == 63
        assert "'=CMD()" in antwoord.content.decode("utf-8-sig")
    else:
        import io

        import openpyxl

        blad = openpyxl.load_workbook(io.BytesIO(antwoord.content)).worksheets[0]
        assert blad.max_row >= 63


def test_export_of_an_unknown_kind_is_404(streek: Any, client_als: Any) -> None:
    assert client_als("directeur_swv").get(reverse("organisaties:scholen-export", args=["exe"])).status_code == 404


def test_exceptions_only_for_who_manages(streek: Any, client_als: Any) -> None:
    url = reverse("organisaties:uitzonderingen")
    assert client_als("bestuurder").get(url).status_code == 403
    assert client_als("directeur_swv").get(url).status_code == 403
    assert "Alles klopt" in client_als("secretariaat_swv").get(url).content.decode()


@pytest.mark.regel("S-09", "C-21")
def test_exceptions_list_shows_each_kind(streek: Any, client_als: Any) -> None:
    Postcodegebied.objects.create(pc4="6361", gemeente_naam="Nuth", swv_po="PO9902")
    School.objects.filter(pk="99AA00").update(postcode="6361AB")
    School.objects.filter(pk="99BB00").update(swv_reden="Samen met de school aan de overkant.")
    School.objects.create(vestigingscode="99DD00", brin="99DD", naam="Zwevende school", soort="BO", bestuur_id="99001")
    Bestuur.objects.create(nummer="90123", naam="Bestuur 90123 (naam nog niet bekend)")
    Deelname.objects.create(bestuur_id="90123", swv_id="PO9901")
    School.objects.create(
        vestigingscode="99EE00", brin="99EE", naam="Vreemd bestuur", soort="BO", bestuur_id="99003", swv_id="PO9901"
    )
    lijst = client_als("functioneel_beheerder").get(reverse("organisaties:uitzonderingen")).context["lijst"]
    assert [s.pk for s in lijst.anders_dan_postcode] == ["99AA00"]
    assert [s.pk for s in lijst.met_de_hand] == ["99BB00"]
    assert [s.pk for s in lijst.zonder_swv] == ["99DD00"]
    assert [s.pk for s in lijst.zonder_deelname] == ["99EE00"]
    assert [b.pk for b in lijst.naamloos] == ["90123"]
    assert "90123" in {d.bestuur_id for d in lijst.lege_deelnames}


def test_exceptions_of_another_swv_are_not_listed(streek: Any, client_als: Any) -> None:
    School.objects.filter(pk="99CC00").update(swv_reden="Elders")
    lijst = client_als("functioneel_beheerder").get(reverse("organisaties:uitzonderingen")).context["lijst"]
    assert lijst.met_de_hand == []
    anders = client_als("functioneel_beheerder", "swv:PO9902").get(reverse("organisaties:uitzonderingen"))
    assert [s.pk for s in anders.context["lijst"].met_de_hand] == ["99CC00"]


def test_swv_list_counts(streek: Any, client_als: Any) -> None:
    rijen = client_als("directeur_swv").get(reverse("organisaties:swvs")).context["tabel"].rijen
    telling = {r.cellen["code"]: (r.cellen["besturen"], r.cellen["scholen"]) for r in rijen}
    assert telling == {"PO9901": (2, 2), "PO9902": (1, 1)}
    assert Swv.objects.count() == 2


def test_search_finds_organisations(streek: Any, maak_wie: Any) -> None:
    from vindplaats.organisaties.zoeken import zoek

    wie = maak_wie("ib_er")
    assert "School 99AA00" in {v.titel for v in zoek(wie, "99aa school")}
    assert {v.soort for v in zoek(wie, "samenwerkingsverband")} == {"Samenwerkingsverbanden"}
    assert zoek(wie, "") == []
    assert zoek(None, "school") == []
