"""Every verb through its screen: works, other organisation, too little right, wrong state, bad input, seen in the log."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.organisaties import actions
from vindplaats.organisaties.models import Bestuur, Deelname, Partner, Postcodegebied, School, Swv
from vindplaats.toegang.models import Gebeurtenis

from . import bestanden as b

pytestmark = pytest.mark.django_db
TOT = "2030-07-31"
SCHOOL = {"naam": "Nieuwe school", "soort": "SBO", "bestuur": "99001", "postcode": "6155 AB", "plaats": "Ergens"}


@dataclass(frozen=True)
class Scherm:
    """One form: where, with what, what stands in the log; `kaal` are the fields without which it is refused."""

    naam: str
    data: dict[str, str]
    log: str
    verplicht: str
    eigen: dict[str, Any] = field(default_factory=dict)
    vreemd: dict[str, Any] | None = None


SCHERMEN = [
    Scherm(
        "swv-wijzigen",
        {"naam": "Anders", "kort": "AN"},
        "swv_gewijzigd",
        "naam",
        {"code": "PO9901"},
        {"code": "PO9902"},
    ),
    Scherm("bestuur-maken", {"nummer": "90500", "naam": "Nieuw", "van": "2024-08-01"}, "bestuur_gemaakt", "naam"),
    Scherm(
        "bestuur-wijzigen",
        {"naam": "Anders", "aliassen": "Een\nTwee"},
        "bestuur_gewijzigd",
        "naam",
        {"nummer": "99001"},
        {"nummer": "99003"},
    ),
    Scherm("deelname-starten", {"swv": "PO9901", "van": "2024-08-01"}, "deelname_gestart", "van", {"nummer": "99003"}),
    Scherm("school-maken", SCHOOL | {"vestigingscode": "98NN00"}, "school_gemaakt", "naam"),
    Scherm("school-wijzigen", SCHOOL, "school_gewijzigd", "naam", {"code": "99AA00"}, {"code": "99CC00"}),
    Scherm(
        "school-verplaatsen",
        {"swv": "PO9902", "reden": "Ligt aan de overkant"},
        "school_verplaatst",
        "reden",
        {"code": "99AA00"},
        {"code": "99CC00"},
    ),
    Scherm(
        "school-beeindigen",
        {"tot": TOT, "waarom": "Samengegaan"},
        "school_beeindigd",
        "waarom",
        {"code": "99AA00"},
        {"code": "99CC00"},
    ),
    Scherm(
        "partner-maken", {"naam": "GGD Proef", "soort": "jeugdgezondheid", "swv": "PO9901"}, "partner_gemaakt", "naam"
    ),
]


def adres(scherm: Scherm, kwargs: dict[str, Any]) -> str:
    return reverse(f"organisaties:{scherm.naam}", kwargs=kwargs)


def gelogd(naam: str) -> int:
    return int(Gebeurtenis.objects.voor_taak("test").filter(naam=f"organisaties.{naam}").count())


@pytest.fixture
def client(streek: Any, client_als: Any) -> Any:
    return client_als("secretariaat_swv")


@pytest.mark.parametrize("scherm", SCHERMEN, ids=lambda s: s.naam)
class TestElkScherm:
    def test_works_and_is_seen_in_the_log(self, client: Any, scherm: Scherm) -> None:
        url = adres(scherm, scherm.eigen)
        pagina = client.get(url)
        assert pagina.status_code == 200
        begin = {k: v for k, v in pagina.context["form"].initial.items() if k == "versie"}
        antwoord = client.post(url, scherm.data | begin)
        assert antwoord.status_code == 302, antwoord.context["form"].errors
        assert gelogd(scherm.log) == 1
        assert client.get(antwoord.url).status_code == 200

    @pytest.mark.parametrize("rol", ["bestuurder", "directeur_swv", "ib_er"])
    def test_too_little_right(self, streek: Any, client_als: Any, scherm: Scherm, rol: str) -> None:
        client = client_als(rol)
        assert client.get(adres(scherm, scherm.eigen)).status_code == 403
        assert client.post(adres(scherm, scherm.eigen), scherm.data).status_code == 403
        assert gelogd(scherm.log) == 0

    def test_bad_input_keeps_what_was_typed(self, client: Any, scherm: Scherm) -> None:
        kapot = scherm.data | {scherm.verplicht: ""}
        antwoord = client.post(adres(scherm, scherm.eigen), kapot)
        assert antwoord.status_code == 400
        assert scherm.verplicht in antwoord.context["form"].errors
        for veld, waarde in kapot.items():
            assert antwoord.context["form"][veld].value() == waarde
        assert gelogd(scherm.log) == 0


@pytest.mark.parametrize("scherm", [s for s in SCHERMEN if s.vreemd], ids=lambda s: s.naam)
def test_other_organisation_is_refused(client: Any, scherm: Scherm) -> None:
    """The row can be seen (public facts), so not 404 but 403: only its own SWV changes it."""
    url = adres(scherm, scherm.vreemd or {})
    assert client.get(url).status_code == 403
    assert client.post(url, scherm.data).status_code == 403
    assert gelogd(scherm.log) == 0


@pytest.mark.regel("P-07")
@pytest.mark.parametrize("scherm", [s for s in SCHERMEN if "naam" in s.data], ids=lambda s: s.naam)
def test_no_bsn_by_hand(client: Any, scherm: Scherm) -> None:
    antwoord = client.post(adres(scherm, scherm.eigen), scherm.data | {"naam": f"Naam {b.BSN}"})
    assert antwoord.status_code == 400
    assert "burgerservicenummer" in str(antwoord.context["form"].errors["naam"])
    assert gelogd(scherm.log) == 0


def test_two_people_in_one_form_do_not_overwrite_each_other(client: Any, client_als: Any) -> None:
    url = reverse("organisaties:school-wijzigen", args=["99AA00"])
    eerste = client.get(url).context["form"].initial["versie"]
    tweede = client_als("functioneel_beheerder")
    versie = tweede.get(url).context["form"].initial["versie"]
    assert tweede.post(url, SCHOOL | {"naam": "Van de tweede", "versie": versie}).status_code == 302
    antwoord = client.post(url, SCHOOL | {"naam": "Van de eerste", "versie": eerste})
    assert antwoord.status_code == 409
    assert antwoord.context["form"]["naam"].value() == "Van de eerste"
    assert School.objects.get(pk="99AA00").naam == "Van de tweede"


def test_nothing_changed_writes_no_log(client: Any, maak_wie: Any) -> None:
    actions.school_wijzigen(
        wie=maak_wie("secretariaat_swv"), school=School.objects.get(pk="99AA00"), velden={"naam": "School 99AA00"}
    )
    assert gelogd("school_gewijzigd") == 0


def test_the_log_tells_old_and_new(client: Any, maak_wie: Any) -> None:
    actions.school_wijzigen(
        wie=maak_wie("secretariaat_swv"), school=School.objects.get(pk="99AA00"), velden={"naam": "Later"}
    )
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="organisaties.school_gewijzigd")
    assert rij.onderwerp == "school:99AA00"
    assert rij.details == {"naam": {"oud": "School 99AA00", "nieuw": "Later"}}
    assert "Later" in client.get(reverse("organisaties:school", args=["99AA00"])).content.decode()


def test_fields_that_are_not_yours_to_change_are_ignored(streek: Any, maak_wie: Any) -> None:
    school = School.objects.get(pk="99AA00")
    actions.school_wijzigen(wie=maak_wie("secretariaat_swv"), school=school, velden={"swv": None, "verzonnen": False})
    assert School.objects.get(pk="99AA00").swv_id == "PO9901"


# --- moving by hand --------------------------------------------------------------------------------------------------


@pytest.mark.regel("S-09")
def test_move_by_hand_and_back(streek: Any, client: Any) -> None:
    Postcodegebied.objects.create(pc4="6155", gemeente_naam="X", swv_po="PO9901")
    School.objects.filter(pk="99AA00").update(postcode="6155AB")
    url = reverse("organisaties:school-verplaatsen", args=["99AA00"])
    client.post(url, {"swv": "PO9902", "reden": "Afspraak"})
    school = School.objects.get(pk="99AA00")
    assert (school.swv_id, school.swv_reden) == ("PO9902", "Afspraak")
    # now it is theirs: the old SWV may no longer touch it
    assert client.post(url, {"swv": "PO9901", "reden": "Terug"}).status_code == 403


@pytest.mark.regel("S-09")
def test_lifting_an_exception_lets_the_postcode_decide(streek: Any, client: Any) -> None:
    Postcodegebied.objects.create(pc4="6155", gemeente_naam="X", swv_po="PO9902")
    School.objects.filter(pk="99AA00").update(postcode="6155AB", swv_reden="Afspraak")
    url = reverse("organisaties:uitzondering-opheffen", args=["99AA00"])
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    school = School.objects.get(pk="99AA00")
    assert (school.swv_id, school.swv_reden) == ("PO9902", "")
    assert gelogd("uitzondering_opgeheven") == 1


def test_lifting_what_is_no_exception(streek: Any, client: Any) -> None:
    assert client.post(reverse("organisaties:uitzondering-opheffen", args=["99AA00"])).status_code == 409
    assert client.post(reverse("organisaties:uitzondering-opheffen", args=["99CC00"])).status_code == 403


def test_moving_twice_to_the_same_place(streek: Any, maak_wie: Any) -> None:
    wie, school, swv = maak_wie("secretariaat_swv"), School.objects.get(pk="99AA00"), Swv.objects.get(pk="PO9901")
    actions.school_verplaatsen(wie=wie, school=school, swv=swv, reden="Blijft hier")
    with pytest.raises(VerkeerdeStand, match="al met de hand"):
        actions.school_verplaatsen(wie=wie, school=school, swv=swv, reden="Nog eens")


def test_added_outside_its_postcode_is_an_exception(streek: Any, maak_wie: Any) -> None:
    Postcodegebied.objects.create(pc4="6155", gemeente_naam="X", swv_po="PO9902")
    bestuur = Bestuur.objects.get(pk="99001")
    school = actions.school_maken(
        wie=maak_wie("secretariaat_swv"),
        vestigingscode="98NN00",
        velden={"naam": "X", "soort": "BO", "bestuur": bestuur, "postcode": "6155AB"},
        swv=Swv.objects.get(pk="PO9901"),
    )
    assert school.swv_reden


# --- ending ----------------------------------------------------------------------------------------------------------


def test_ending_twice_and_before_the_beginning(streek: Any, maak_wie: Any) -> None:
    wie, school = maak_wie("secretariaat_swv"), School.objects.get(pk="99AA00")
    School.objects.filter(pk="99AA00").update(van=dt.date(2020, 8, 1))
    with pytest.raises(OngeldigeInvoer, match="voor het begin"):
        actions.school_beeindigen(wie=wie, school=school, tot=dt.date(2019, 1, 1), waarom="Weg")
    actions.school_beeindigen(wie=wie, school=school, tot=dt.date(2025, 7, 31), waarom="Weg")
    with pytest.raises(VerkeerdeStand, match="al beëindigd"):
        actions.school_beeindigen(wie=wie, school=school, tot=dt.date(2025, 7, 31), waarom="Weg")
    assert gelogd("school_beeindigd") == 1


@pytest.mark.regel("ORG-05")
def test_a_board_with_running_schools_cannot_end(streek: Any, client: Any) -> None:
    url = reverse("organisaties:bestuur-beeindigen", args=["99001"])
    assert client.get(url).status_code == 200
    antwoord = client.post(url, {"tot": "2025-07-31", "waarom": "Fusie"})
    assert antwoord.status_code == 409
    assert "nog 1 school." in antwoord.content.decode()
    School.objects.filter(bestuur="99001").update(tot=dt.date(2025, 7, 31))
    assert client.post(url, {"tot": "2025-07-31", "waarom": "Fusie"}).status_code == 302
    assert Bestuur.objects.get(pk="99001").tot == dt.date(2025, 7, 31)
    assert Deelname.objects.get(bestuur="99001").tot == dt.date(2025, 7, 31)
    assert gelogd("bestuur_beeindigd") == 1


def test_ending_a_board_of_another_swv(streek: Any, client: Any) -> None:
    url = reverse("organisaties:bestuur-beeindigen", args=["99003"])
    assert client.post(url, {"tot": TOT, "waarom": "Fusie"}).status_code == 403


@pytest.mark.regel("ORG-05")
def test_taking_part_starts_once_and_ends(streek: Any, client: Any) -> None:
    starten = reverse("organisaties:deelname-starten", args=["99001"])
    assert client.post(starten, {"swv": "PO9901", "van": "2024-08-01"}).status_code == 409
    rij = Deelname.objects.get(bestuur="99001")
    einde = reverse("organisaties:deelname-beeindigen", args=[rij.pk])
    assert client.get(einde).status_code == 200
    assert client.post(einde, {"tot": "2024-07-31", "waarom": "Gestopt"}).status_code == 302
    assert client.post(einde, {"tot": "2024-07-31", "waarom": "Gestopt"}).status_code == 409
    assert client.post(starten, {"swv": "PO9901", "van": "2025-08-01"}).status_code == 302
    assert Deelname.objects.filter(bestuur="99001").count() == 2
    assert gelogd("deelname_beeindigd") == 1


def test_taking_part_only_in_the_own_swv(streek: Any, client: Any, maak_wie: Any) -> None:
    starten = reverse("organisaties:deelname-starten", args=["99001"])
    assert client.post(starten, {"swv": "PO9902", "van": "2024-08-01"}).status_code == 400
    with pytest.raises(GeenRecht):
        actions.deelname_starten(
            wie=maak_wie("secretariaat_swv"),
            bestuur=Bestuur.objects.get(pk="99001"),
            swv=Swv.objects.get(pk="PO9902"),
            van=dt.date(2024, 8, 1),
        )
    vreemd = Deelname.objects.get(bestuur="99003")
    url = reverse("organisaties:deelname-beeindigen", args=[vreemd.pk])
    assert client.post(url, {"tot": TOT, "waarom": "x"}).status_code == 403


# --- double, unknown, representing -----------------------------------------------------------------------------------


@pytest.mark.regel("S-05")
@pytest.mark.parametrize(
    ("naam", "data", "veld"),
    [
        ("bestuur-maken", {"nummer": "99002", "naam": "Dubbel", "van": "2024-08-01"}, "nummer"),
        ("bestuur-maken", {"nummer": "12", "naam": "Kort", "van": "2024-08-01"}, "nummer"),
        ("school-maken", SCHOOL | {"vestigingscode": "99AA00"}, "vestigingscode"),
        ("school-maken", SCHOOL | {"vestigingscode": "X"}, "vestigingscode"),
        ("school-maken", SCHOOL | {"vestigingscode": "98NN00", "postcode": "12"}, "postcode"),
        ("school-maken", SCHOOL | {"vestigingscode": "98NN00", "bestuur": "99003"}, "bestuur"),
    ],
)
def test_double_or_impossible_codes(client: Any, naam: str, data: dict[str, str], veld: str) -> None:
    antwoord = client.post(reverse(f"organisaties:{naam}"), data)
    assert antwoord.status_code == 400
    assert veld in antwoord.context["form"].errors


@pytest.mark.regel("C-27")
def test_a_board_can_be_represented_but_not_by_itself(streek: Any, maak_wie: Any) -> None:
    wie, bestuur, ander = maak_wie("secretariaat_swv"), Bestuur.objects.get(pk="99001"), Bestuur.objects.get(pk="99002")
    actions.bestuur_wijzigen(wie=wie, bestuur=bestuur, velden={"vertegenwoordigd_door": ander})
    assert Bestuur.objects.get(pk="99001").vertegenwoordigd_door_id == "99002"
    with pytest.raises(OngeldigeInvoer, match="zichzelf"):
        actions.bestuur_wijzigen(wie=wie, bestuur=bestuur, velden={"vertegenwoordigd_door": bestuur})


def test_adding_an_swv_is_for_the_functional_manager(streek: Any, client: Any, client_als: Any) -> None:
    url, data = (
        reverse("organisaties:swv-maken"),
        {"code": "PO9909", "naam": "Landelijk", "landelijk_voor": "Reformatorisch"},
    )
    assert client.post(url, data).status_code == 403
    beheer = client_als("functioneel_beheerder")
    assert beheer.get(url).status_code == 200
    assert beheer.post(url, data).status_code == 302
    assert Swv.objects.get(pk="PO9909").landelijk_voor == "Reformatorisch"
    assert beheer.post(url, data).status_code == 400
    assert beheer.post(url, data | {"code": "9"}).status_code == 400
    assert gelogd("swv_gemaakt") == 1


# --- partners --------------------------------------------------------------------------------------------------------


@pytest.mark.regel("ORG-09", "ORG-11", "ORG-12")
def test_partner_is_corrected_and_ended(streek: Any, client: Any, client_als: Any) -> None:
    eigen = Partner.objects.create(naam="Zorg", soort="zorg", swv_id="PO9901")
    vreemd = Partner.objects.create(naam="Elders", soort="zorg", swv_id="PO9902")
    landelijk = Partner.objects.create(naam="Inspectie", soort="toezicht")
    for partner, verwacht in ((eigen, 302), (vreemd, 403), (landelijk, 302)):
        url = reverse("organisaties:partner-wijzigen", args=[partner.pk])
        assert client.post(url, {"naam": f"{partner.naam} nieuw", "soort": "zorg"}).status_code == verwacht
        url = reverse("organisaties:partner-beeindigen", args=[partner.pk])
        assert client.post(url, {"tot": "2025-01-01", "waarom": "Gestopt"}).status_code == verwacht
    assert gelogd("partner_gewijzigd") == 2
    assert gelogd("partner_beeindigd") == 2
    assert "Zorg nieuw" not in client.get(reverse("organisaties:partners")).content.decode()
    assert client_als("bestuurder").post(url, {"tot": TOT, "waarom": "x"}).status_code == 403


def test_the_same_partner_twice(streek: Any, client: Any) -> None:
    Partner.objects.create(naam="Zorg", soort="zorg", swv_id="PO9901")
    antwoord = client.post(reverse("organisaties:partner-maken"), {"naam": "zorg", "soort": "zorg", "swv": "PO9901"})
    assert antwoord.status_code == 400
    assert Partner.objects.count() == 1


@pytest.mark.regel("ORG-14", "ORG-05")
def test_support_above_the_schools_is_kept_with_the_board(streek: Any, client: Any) -> None:
    url = reverse("organisaties:bestuur-wijzigen", args=["99001"])
    data = {
        "naam": "Stichting 99001",
        "ondersteuningsstructuur": "Steunpunt Proef",
        "klachtenregeling": "proef.example/klacht",
    }
    assert client.post(url, data).status_code == 302
    tekst = client.get(reverse("organisaties:bestuur", args=["99001"])).content.decode()
    assert "Steunpunt Proef" in tekst
    assert 'href="https://proef.example/klacht"' in tekst


@pytest.mark.regel("ORG-10")
def test_an_swv_for_secondary_education(streek: Any, maak_wie: Any) -> None:
    swv = actions.swv_maken(wie=maak_wie("functioneel_beheerder"), code="VO9901", naam="Verband VO")
    assert swv.onderwijs == "VO"


@pytest.mark.regel("ORG-08")
def test_national_institutions_stand_outside_the_swv(streek: Any, maak_wie: Any) -> None:
    """A cluster 1 or 2 institution is a partner without SWV: nobody's role there reaches boards or schools."""
    wie = maak_wie("secretariaat_swv")
    instelling = actions.partner_maken(wie=wie, naam="Instelling cluster 2", soort="cluster 1 en 2", swv=None)
    assert maak_wie("netwerkpartner", instelling.sleutel).bereik.alles == frozenset()


def test_ending_is_offered_only_for_the_own_swv(streek: Any, client: Any) -> None:
    Deelname.objects.create(bestuur_id="99001", swv_id="PO9902")
    tekst = client.get(reverse("organisaties:bestuur", args=["99001"])).content.decode()
    assert "deelname aan Samenwerkingsverband NO" in tekst
    assert "deelname aan Samenwerkingsverband ZU" not in tekst


def test_the_form_offers_to_let_a_correction_go(streek: Any, client: Any) -> None:
    url = reverse("organisaties:school-wijzigen", args=["99AA00"])
    assert "loslaten" not in client.get(url).context["form"].fields
    client.post(url, SCHOOL | {"naam": "Verbeterd"})
    assert "loslaten" in client.get(url).context["form"].fields
    assert client.post(url, SCHOOL | {"naam": "Verbeterd", "loslaten": "on"}).status_code == 302
    assert School.objects.get(pk="99AA00").handmatig == []
