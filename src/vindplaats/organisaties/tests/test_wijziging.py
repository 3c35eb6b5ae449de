"""Mergers, splits and moves through their screens: seen in words, confirmed, planned, withdrawn, carried through."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.kern import klok
from vindplaats.organisaties import queries, queries_opvolging, tasks
from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Leerlingaantal,
    Opvolging,
    Organisatiewijziging,
    School,
    Schoolperiode,
)
from vindplaats.organisaties.zoeken import zoek
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests import fabriek

pytestmark = pytest.mark.django_db
W = Organisatiewijziging
NU = dt.datetime(2024, 5, 13, 9, tzinfo=dt.UTC)
VERLEDEN, TOEKOMST = "2023-08-01", "2024-08-01"
SAMEN = {"van": ["99001"], "naar": "99002", "per": VERLEDEN, "reden": "Besluit van 3 maart"}


@pytest.fixture(autouse=True)
def _op_een_dag() -> Any:
    with klok.op(NU):
        yield


@pytest.fixture
def client(streek: Any, client_als: Any) -> Any:
    for code in ("99AA00", "99BB00"):
        for jaar in (2022, 2023):
            Leerlingaantal.objects.create(school_id=code, jaar=jaar, soort="BO", aantal=50 if code == "99AA00" else 30)
    return client_als("secretariaat_swv")


def url(naam: str, **kwargs: Any) -> str:
    return reverse(f"organisaties:{naam}", kwargs=kwargs)


def schrijf_op(client: Any, soort: str, data: dict[str, Any], kies: str = "") -> W:
    adres = url("wijziging-maken", soort=soort) + (f"?kies={kies}" if kies else "")
    assert client.get(adres).status_code == 200
    antwoord = client.post(adres, data)
    assert antwoord.status_code == 302, antwoord.context["form"].errors
    rij: W = W.objects.get()
    assert antwoord.url == url("wijziging", pk=rij.pk)
    return rij


def bevestig(client: Any, rij: W) -> Any:
    vingerafdruk = client.get(url("wijziging", pk=rij.pk)).context["stappen"].vingerafdruk
    return client.post(url("wijziging-bevestigen", pk=rij.pk), {"vingerafdruk": vingerafdruk})


def gelogd(naam: str) -> list[str]:
    rijen = Gebeurtenis.objects.voor_taak("test").filter(naam=f"organisaties.{naam}")
    return sorted(rijen.values_list("onderwerp", flat=True))


def som(**smal: Any) -> dict[int, int]:
    return {jaar: t.aantal for (jaar,), t in queries.leerlingen(per=("jaar",), **smal).items()}


@pytest.mark.regel("ORG-05")
def test_boards_go_together(client: Any, streek: Any, maak_wie: Any) -> None:
    Deelname.objects.create(bestuur_id="99001", swv_id="PO9902")
    fabriek.maak_toekenning("bestuurder", "bestuur:99001")
    rij = schrijf_op(client, W.BESTUREN_SAMEN, SAMEN, "bestuur:99001")
    tekst = client.get(url("wijziging", pk=rij.pk)).content.decode()
    for zin in (
        "Naar Stichting 99002: School 99AA00.",
        "Stichting 99001 houdt op. De laatste dag is 31-07-2023.",
        "Stichting 99002 neemt vanaf 01-08-2023 deel aan Samenwerkingsverband ZU.",
        "1 mens heeft een rol bij een organisatie die ophoudt.",
        "Percentages van vroeger worden niet opgeteld.",
        "Voer dit nu door",
    ):
        assert zin in tekst
    assert Bestuur.objects.get(pk="99001").tot is None, "seeing it changes nothing"
    assert not Schoolperiode.objects.exists()
    assert bevestig(client, rij).status_code == 302
    assert Bestuur.objects.get(pk="99001").tot == dt.date(2023, 7, 31)
    assert School.objects.get(pk="99AA00").bestuur_id == "99002"
    assert set(Deelname.objects.filter(bestuur="99001").values_list("tot", flat=True)) == {dt.date(2023, 7, 31)}
    assert Deelname.objects.get(bestuur="99002", swv="PO9902").van == dt.date(2023, 8, 1)
    assert som(bestuur="99001") == {2022: 50}
    assert som(bestuur="99002") == {2022: 30, 2023: 80}
    assert queries_opvolging.voorgangers("99002") == ["99001"]
    oud, nieuw = (client.get(url("bestuur", nummer=n)).content.decode() for n in ("99001", "99002"))
    assert "opgegaan in" in oud
    assert url("bestuur", nummer="99002") in oud
    assert "opgegaan hierin" in nieuw
    assert url("bestuur", nummer="99001") in nieuw
    vondst = next(v for v in zoek(maak_wie("ib_er"), "99001") if v.titel == "Stichting 99001")
    assert vondst.waarover == "opgegaan in Stichting 99002"
    assert {"bestuur:99001", "bestuur:99002", "school:99AA00"} <= set(gelogd("wijziging_doorgevoerd"))
    assert "Dit is doorgevoerd" in client.get(url("wijziging", pk=rij.pk)).content.decode()


def test_twice_and_after_it_is_done(client: Any) -> None:
    rij = schrijf_op(client, W.BESTUREN_SAMEN, SAMEN)
    bevestig_data = {"vingerafdruk": client.get(url("wijziging", pk=rij.pk)).context["stappen"].vingerafdruk}
    assert client.post(url("wijziging-bevestigen", pk=rij.pk), bevestig_data).status_code == 302
    assert client.post(url("wijziging-bevestigen", pk=rij.pk), bevestig_data).status_code == 409
    assert client.post(url("wijziging-intrekken", pk=rij.pk)).status_code == 409
    assert Opvolging.objects.count() == 1
    assert School.objects.get(pk="99AA00").perioden.count() == 1


def test_changed_in_between_shows_it_again(client: Any) -> None:
    rij = schrijf_op(client, W.BESTUREN_SAMEN, SAMEN)
    oud = client.get(url("wijziging", pk=rij.pk)).context["stappen"].vingerafdruk
    School.objects.create(
        vestigingscode="99DD00", brin="99DD", naam="Erbij", soort="BO", bestuur_id="99001", swv_id="PO9901"
    )
    antwoord = client.post(url("wijziging-bevestigen", pk=rij.pk), {"vingerafdruk": oud})
    assert antwoord.status_code == 409
    assert "intussen veranderd" in antwoord.content.decode()
    assert "Erbij" in antwoord.content.decode()
    assert School.objects.get(pk="99DD00").bestuur_id == "99001"
    assert bevestig(client, rij).status_code == 302
    assert School.objects.get(pk="99DD00").bestuur_id == "99002"


@pytest.mark.regel("ORG-06")
def test_a_planned_move_goes_through_on_its_day(client: Any, client_als: Any) -> None:
    data = {
        "school": "99AA00",
        "bestuur": "99003",
        "swv": "PO9902",
        "per": TOEKOMST,
        "reden": "Gemeentelijke herindeling",
    }
    rij = schrijf_op(client, W.SCHOOL_OVER, data, "school:99AA00")
    bevestig(client, rij)
    rij.refresh_from_db()
    assert rij.stand == W.GEPLAND
    pagina = client_als("ib_er").get(url("school", code="99AA00")).content.decode()
    assert "Gepland" in pagina
    assert "Gemeentelijke herindeling" in pagina
    assert tasks.wijzigingen_laten_ingaan.func() == 0
    assert School.objects.get(pk="99AA00").bestuur_id == "99001"
    with klok.op(dt.datetime(2024, 8, 3, 3, tzinfo=dt.UTC)):
        assert tasks.wijzigingen_laten_ingaan.func() == 1
        assert tasks.wijzigingen_laten_ingaan.func() == 0
    school = School.objects.get(pk="99AA00")
    assert (school.bestuur_id, school.swv_id, school.swv_reden) == ("99003", "PO9902", "Gemeentelijke herindeling")
    periode = school.perioden.get()
    assert (periode.bestuur_id, periode.swv_id, periode.tot) == ("99001", "PO9901", dt.date(2024, 7, 31))
    assert som(swv="PO9901") == {2022: 80, 2023: 80}
    assert som(swv="PO9902") == {}
    Leerlingaantal.objects.create(school_id="99AA00", jaar=2024, soort="BO", aantal=55)
    assert som(swv="PO9902") == som(bestuur="99003") == {2024: 55}
    assert "Waar de school eerder bij hoorde" in client.get(url("school", code="99AA00")).content.decode()


def test_a_planned_change_can_be_withdrawn(client: Any) -> None:
    rij = schrijf_op(client, W.BESTUREN_SAMEN, SAMEN | {"per": TOEKOMST})
    bevestig(client, rij)
    assert client.post(url("wijziging-intrekken", pk=rij.pk)).status_code == 302
    with klok.op(dt.datetime(2024, 8, 3, 3, tzinfo=dt.UTC)):
        assert tasks.wijzigingen_laten_ingaan.func() == 0
    assert Bestuur.objects.get(pk="99001").tot is None
    assert str(rij.pk) in " ".join(gelogd("wijziging_ingetrokken"))
    assert client.post(url("wijziging-bevestigen", pk=rij.pk), {"vingerafdruk": ""}).status_code == 409


def test_what_cannot_go_in_on_its_day_says_why(client: Any) -> None:
    rij = schrijf_op(client, W.BESTUREN_SAMEN, SAMEN | {"per": TOEKOMST})
    bevestig(client, rij)
    Bestuur.objects.filter(pk="99002").update(tot=dt.date(2024, 6, 30))
    with klok.op(dt.datetime(2024, 8, 3, 3, tzinfo=dt.UTC)):
        assert tasks.wijzigingen_laten_ingaan.func() == 0
        assert tasks.wijzigingen_laten_ingaan.func() == 0
    rij.refresh_from_db()
    assert rij.stand == W.GEPLAND
    assert "Stichting 99002 is er op die dag niet meer" in rij.probleem
    assert len(gelogd("wijziging_mislukt")) == 1, "said once"
    assert "Dit kon niet ingaan" in client.get(url("wijziging", pk=rij.pk)).content.decode()


def test_a_board_splits(client: Any) -> None:
    School.objects.create(
        vestigingscode="99DD00", brin="99DD", naam="Tweede", soort="BO", bestuur_id="99001", swv_id="PO9901"
    )
    data = {"school_99AA00": "99002", "school_99DD00": "", "houdt_op": "on", "per": VERLEDEN, "reden": "Besluit"}
    adres = url("wijziging-maken", soort=W.BESTUUR_SPLITSEN) + "?kies=bestuur:99001"
    antwoord = client.post(adres, data)
    assert antwoord.status_code == 400
    assert "1 school heeft nog geen nieuw bestuur" in antwoord.content.decode()
    rij = schrijf_op(client, W.BESTUUR_SPLITSEN, {k: v for k, v in data.items() if k != "houdt_op"}, "bestuur:99001")
    bevestig(client, rij)
    assert Bestuur.objects.get(pk="99001").tot is None
    assert list(Bestuur.objects.get(pk="99001").scholen.values_list("pk", flat=True)) == ["99DD00"]
    assert list(Opvolging.objects.values_list("soort", "van", "naar")) == [
        ("splitsing", "bestuur:99001", "bestuur:99002")
    ]
    assert queries_opvolging.voorgangers("99002") == [], "a part is not the whole"
    zonder = client.get(url("wijziging-maken", soort=W.BESTUUR_SPLITSEN))
    assert zonder.url == url("besturen")
    assert client.get(adres.replace("99001", "99003")).status_code == 403


def test_schools_go_together_and_split(client: Any) -> None:
    rij = schrijf_op(
        client, W.SCHOLEN_SAMEN, {"van": ["99AA00"], "naar": "99BB00", "per": VERLEDEN, "reden": "Besluit"}
    )
    assert "School 99AA00 gaat op in School 99BB00." in client.get(url("wijziging", pk=rij.pk)).content.decode()
    bevestig(client, rij)
    assert School.objects.get(pk="99AA00").tot == dt.date(2023, 7, 31)
    assert "opgegaan in" in client.get(url("school", code="99AA00")).content.decode()
    assert som(bestuur="99001") == {2022: 50, 2023: 50}, "counts stay with the school that was counted"
    vroeger = client.get(url("school", code="99BB00")).context["vroeger"]
    assert [(r.cellen["jaar"], r.cellen["99AA00"], r.cellen["zelf"], r.cellen["samen"]) for r in vroeger.rijen] == [
        ("2022", 50, 30, 80)
    ], "named, added up, and only what was before"
    Leerlingaantal.objects.filter(school="99AA00", jaar=2022).update(aantal=None, gemaskeerd=True)
    vroeger = client.get(url("school", code="99BB00")).context["vroeger"]
    assert [(r.cellen["99AA00"], r.cellen["samen"]) for r in vroeger.rijen] == [("<5", None)]
    assert client.get(url("school", code="99AA00")).context["vroeger"] is None
    W.objects.all().update(stand=W.DOORGEVOERD)
    School.objects.create(vestigingscode="99DD00", brin="99DD", naam="Nieuw", soort="BO", bestuur_id="99002", swv_id="PO9901", van=dt.date(2024, 1, 1))  # fmt: skip
    data = {"van": "99BB00", "naar": ["99DD00"], "per": VERLEDEN, "reden": "Besluit"}
    antwoord = client.post(url("wijziging-maken", soort=W.SCHOOL_SPLITSEN), data)
    assert antwoord.status_code == 400
    assert "Nieuw begint pas op 01-01-2024" in antwoord.content.decode()
    client.post(url("wijziging-maken", soort=W.SCHOOL_SPLITSEN), data | {"per": "2024-02-01"})
    bevestig(client, W.objects.get(soort=W.SCHOOL_SPLITSEN))
    assert Opvolging.objects.filter(soort="splitsing", van="school:99BB00", naar="school:99DD00").exists()
    assert School.objects.get(pk="99BB00").tot is None


@pytest.mark.parametrize(
    ("soort", "data", "veld"),
    [
        (W.BESTUREN_SAMEN, SAMEN | {"reden": ""}, "reden"),
        (W.BESTUREN_SAMEN, SAMEN | {"reden": "Zie 123456782"}, "reden"),
        (W.BESTUREN_SAMEN, SAMEN | {"per": "2040-08-01"}, "per"),
        (W.BESTUREN_SAMEN, SAMEN | {"naar": "99001"}, "naar"),
        (W.BESTUREN_SAMEN, SAMEN | {"van": ["99003"]}, "van"),
        (W.SCHOOL_OVER, {"school": "99AA00", "per": VERLEDEN, "reden": "x"}, "bestuur"),
        (W.SCHOOL_OVER, {"school": "99CC00", "bestuur": "99002", "per": VERLEDEN, "reden": "x"}, "school"),
        (W.SCHOOL_OVER, {"school": "99AA00", "bestuur": "99001", "per": VERLEDEN, "reden": "x"}, "__all__"),
        (W.SCHOLEN_SAMEN, {"van": ["99AA00"], "naar": "99AA00", "per": VERLEDEN, "reden": "x"}, "naar"),
        (W.SCHOOL_SPLITSEN, {"van": "99AA00", "naar": ["99AA00"], "per": VERLEDEN, "reden": "x"}, "naar"),
    ],
)
def test_bad_input_keeps_what_was_typed(client: Any, soort: str, data: dict[str, Any], veld: str) -> None:
    antwoord = client.post(url("wijziging-maken", soort=soort), data)
    assert antwoord.status_code == 400
    assert veld in antwoord.context["form"].errors
    assert antwoord.context["form"]["per"].value() == data["per"]
    assert not W.objects.exists()
    assert not gelogd("wijziging_gemaakt")


def test_another_swv_and_too_little_right(client: Any, client_als: Any) -> None:
    rij = schrijf_op(client, W.BESTUREN_SAMEN, SAMEN)
    vreemd, bestuurder = client_als("secretariaat_swv", "swv:PO9902"), client_als("bestuurder")
    assert vreemd.get(url("wijziging", pk=rij.pk)).status_code == 404
    for naam in ("wijziging-bevestigen", "wijziging-intrekken"):
        assert vreemd.post(url(naam, pk=rij.pk)).status_code == 404
        assert bestuurder.post(url(naam, pk=rij.pk)).status_code == 403
    assert bestuurder.get(url("wijzigingen")).status_code == 403
    assert rij.reden not in vreemd.get(url("wijzigingen")).content.decode()
    assert "Besturen samengaan" in client.get(url("wijzigingen")).content.decode()
    rij.refresh_from_db()
    assert rij.stand == W.CONCEPT
