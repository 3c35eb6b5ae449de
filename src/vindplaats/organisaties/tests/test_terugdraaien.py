"""Taking back a merger, split or move that was carried through: everything as it was, or a sentence why it cannot."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern import klok
from vindplaats.kern.fouten import GeenRecht, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.organisaties import queries, tasks
from vindplaats.organisaties.actions_terugdraaien import wijziging_terugdraaien
from vindplaats.organisaties.actions_wijziging import wijziging_bevestigen, wijziging_maken
from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Leerlingaantal,
    Opvolging,
    Organisatiewijziging,
    School,
    Schoolperiode,
)
from vindplaats.organisaties.rules import Terugfeiten, waarom_niet_terug
from vindplaats.organisaties.stappen import stappen_van
from vindplaats.toegang.models import Gebeurtenis, RolToekenning
from vindplaats.toegang.tests import fabriek

pytestmark = pytest.mark.django_db
W = Organisatiewijziging
TOEN, NU = dt.datetime(2024, 5, 13, 9, tzinfo=dt.UTC), dt.datetime(2024, 5, 14, 9, tzinfo=dt.UTC)
PER = dt.date(2023, 8, 1)
REDEN = {"reden": "Verkeerd bestuur gekozen"}


@pytest.fixture(autouse=True)
def _op_een_dag() -> Any:
    with klok.op(NU):
        yield


@pytest.fixture
def secretariaat(streek: Any, maak_wie: Any) -> Any:
    """99001 has two schools and takes part in two SWVs; a second board stands ready."""
    Deelname.objects.create(bestuur_id="99001", swv_id="PO9902")
    Bestuur.objects.create(nummer="99050", naam="Stichting 99050", verzonnen=True)
    Deelname.objects.create(bestuur_id="99050", swv_id="PO9901", van=PER)
    School.objects.create(vestigingscode="99DD00", brin="99DD", naam="Tweede", soort="BO", bestuur_id="99001", swv_id="PO9901", handmatig=["naam"])  # fmt: skip
    for jaar in (2022, 2023):
        Leerlingaantal.objects.create(school_id="99AA00", jaar=jaar, soort="BO", aantal=50)
    return maak_wie("secretariaat_swv")


def voer_door(wie: Any, soort: str = W.BESTUREN_SAMEN, op: dt.datetime = TOEN, **inhoud: Any) -> W:
    with klok.op(op):
        inhoud = inhoud or {"van": ["99001", "99002"], "naar": "99050"}
        rij = wijziging_maken(wie=wie, soort=soort, per=PER, reden="Besluit", inhoud=inhoud)
        uit = wijziging_bevestigen(wie=wie, wijziging=rij, vingerafdruk=stappen_van(rij).vingerafdruk)
    assert uit.stand == W.DOORGEVOERD
    return uit


def alles() -> dict[str, Any]:
    """Every row a change can touch."""
    uit: dict[str, Any] = {"scholen": list(School.objects.order_by("pk").values("pk", "bestuur", "swv", "swv_reden", "handmatig", "tot"))}  # fmt: skip
    uit["besturen"] = list(Bestuur.objects.order_by("pk").values("pk", "tot"))
    uit["deelnames"] = list(Deelname.objects.order_by("bestuur", "swv", "van").values("bestuur", "swv", "van", "tot"))
    uit["perioden"] = list(Schoolperiode.objects.order_by("pk").values("school", "bestuur", "swv", "tot"))
    uit["lijn"] = list(Opvolging.objects.order_by("van", "naar").values("soort", "van", "naar", "per", "wijziging"))
    return uit


def adres(rij: W, naam: str = "wijziging") -> str:
    return reverse(f"organisaties:{naam}", args=[rij.pk])


SOORTEN: list[tuple[str, dict[str, Any]]] = [
    (W.BESTUREN_SAMEN, {"van": ["99001", "99002"], "naar": "99050"}),
    (W.BESTUUR_SPLITSEN, {"van": "99001", "verdeling": {"99AA00": "99002", "99DD00": "99050"}, "houdt_op": True}),
    (W.SCHOOL_OVER, {"school": "99DD00", "bestuur": "99003", "swv": "PO9902"}),
    (W.SCHOLEN_SAMEN, {"van": ["99AA00"], "naar": "99BB00"}),
    (W.SCHOOL_SPLITSEN, {"van": "99AA00", "naar": ["99BB00", "99DD00"], "houdt_op": True}),
]


@pytest.mark.regel("ORG-05", "ORG-06")
@pytest.mark.parametrize(("soort", "inhoud"), SOORTEN)
def test_every_kind_goes_back_to_what_it_was(secretariaat: Any, soort: str, inhoud: dict[str, Any]) -> None:
    voor = alles()
    rij = voer_door(secretariaat, soort, **inhoud)
    assert alles() != voor
    wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="Vergissing")
    assert alles() == voor
    opnieuw = voer_door(secretariaat, soort, op=NU, **inhoud)
    assert opnieuw.pk != rij.pk, "and it can be done again"


def test_on_the_screen_and_in_the_log(secretariaat: Any, client_als: Any) -> None:
    rij = voer_door(secretariaat)
    client = client_als("secretariaat_swv")
    assert "Draai dit terug" in client.get(adres(rij)).content.decode()
    antwoord = client.post(adres(rij, "wijziging-terugdraaien"), REDEN, follow=True)
    assert "De wijziging is teruggedraaid." in antwoord.content.decode()
    assert "Verkeerd bestuur gekozen" in antwoord.content.decode()
    assert "teruggedraaid" in client.get(reverse("organisaties:wijzigingen")).content.decode()
    assert Bestuur.objects.get(pk="99001").tot is None
    assert {j: t.aantal for (j,), t in queries.leerlingen(per=("jaar",), bestuur="99001").items()} == {
        2022: 50,
        2023: 50,
    }
    rijen = Gebeurtenis.objects.voor_taak("test")
    for naam in ("wijziging_doorgevoerd", "wijziging_teruggedraaid"):
        onderwerpen = set(rijen.filter(naam=f"organisaties.{naam}").values_list("onderwerp", flat=True))
        assert {"bestuur:99001", "bestuur:99002", "bestuur:99050", "school:99AA00"} <= onderwerpen
    assert set(rijen.filter(naam="organisaties.wijziging_teruggedraaid").values_list("waarom", flat=True)) == {
        REDEN["reden"]
    }
    assert "teruggedraaid" in client.get(reverse("organisaties:bestuur", args=["99001"])).content.decode()
    assert client.post(adres(rij, "wijziging-terugdraaien"), REDEN).status_code == 409, "once is enough"


def test_bad_input_keeps_what_was_typed(secretariaat: Any, client_als: Any) -> None:
    rij = voer_door(secretariaat)
    client = client_als("secretariaat_swv")
    for tekst, zin in (
        ("", "Vul in waarom je dit terugdraait."),
        ("Zie 123456782", "burgerservicenummer"),
        ("x" * 201, "200"),
    ):
        antwoord = client.post(adres(rij, "wijziging-terugdraaien"), {"reden": tekst})
        assert antwoord.status_code == 400
        assert zin in antwoord.content.decode()
        assert antwoord.context["terug"]["reden"].value() == tekst
    rij.refresh_from_db()
    assert rij.stand == W.DOORGEVOERD


def test_another_swv_too_little_right_and_wrong_state(secretariaat: Any, client_als: Any, maak_wie: Any) -> None:
    rij = voer_door(secretariaat)
    pad = adres(rij, "wijziging-terugdraaien")
    assert client_als("secretariaat_swv", "swv:PO9902").post(pad, REDEN).status_code == 404
    assert client_als("bestuurder").post(pad, REDEN).status_code == 403
    with pytest.raises(GeenRecht):
        wijziging_terugdraaien(wie=maak_wie("bestuurder"), wijziging=rij, reden="x")
    for stand in (W.CONCEPT, W.GEPLAND, W.INGETROKKEN, W.TERUGGEDRAAID):
        W.objects.filter(pk=rij.pk).update(stand=stand)
        with pytest.raises(VerkeerdeStand, match="Alleen een wijziging die is doorgevoerd"):
            wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="x")
    W.objects.filter(pk=rij.pk).update(stand=W.DOORGEVOERD, gedaan={})
    with pytest.raises(VerkeerdeStand, match="niet bewaard hoe het was"):
        wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="x")


def _rol(wie: Any) -> None:
    fabriek.maak_toekenning("bestuurder", "bestuur:99050")


def _cijfer(wie: Any) -> None:
    Meetwaarde.objects.create(
        indicator="leerlingen_totaal", organisatie="bestuur:99050", schooljaar=2023, waarde=Decimal(80), bron="Proef",
        stand=Meetwaarde.BEVESTIGD, op=nu(),
    )  # fmt: skip


def _hernoemd(wie: Any) -> None:
    School.objects.filter(pk="99AA00").update(bestuur="99003")


def _heropend(wie: Any) -> None:
    Bestuur.objects.filter(pk="99001").update(tot=dt.date(2023, 12, 31))


def _deelname(wie: Any) -> None:
    Deelname.objects.filter(bestuur="99001", swv="PO9902").update(tot=None)


def _lijn(wie: Any) -> None:
    Opvolging.objects.filter(van="bestuur:99001").delete()


def _gepland(wie: Any) -> None:
    inhoud = {"school": "99AA00", "bestuur": "99003", "swv": ""}
    rij = wijziging_maken(wie=wie, soort=W.SCHOOL_OVER, per=dt.date(2025, 8, 1), reden="Later", inhoud=inhoud)
    wijziging_bevestigen(wie=wie, wijziging=rij, vingerafdruk=stappen_van(rij).vingerafdruk)


@pytest.mark.parametrize(
    ("doe", "zin"),
    [
        (_rol, "Sindsdien kreeg iemand een rol bij Stichting 99050. Beëindig die rol eerst bij Mensen en rollen."),
        (_cijfer, "Sindsdien heeft Stichting 99050 een cijfer ingevoerd of bevestigd."),
        (_hernoemd, "Bij School 99AA00 is sindsdien iets veranderd."),
        (_heropend, "Bij Stichting 99001 is sindsdien iets veranderd."),
        (_deelname, "Bij Stichting 99001 is sindsdien iets veranderd."),
        (_lijn, "Bij Stichting 99001 is sindsdien iets veranderd."),
        (_gepland, "(gepland) is van later en raakt dezelfde organisaties. Draai die eerst terug of trek die in."),
    ],
)
def test_what_stands_on_it_keeps_it(secretariaat: Any, client_als: Any, doe: Any, zin: str) -> None:
    rij = voer_door(secretariaat)
    doe(secretariaat)
    voor = alles()
    with pytest.raises(VerkeerdeStand) as fout:
        wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="x")
    assert zin in fout.value.zin
    assert alles() == voor
    pagina = client_als("secretariaat_swv").get(adres(rij)).content.decode()
    assert zin in pagina.replace("&#x27;", "'")
    assert "Draai dit terug" not in pagina
    antwoord = client_als("secretariaat_swv").post(adres(rij, "wijziging-terugdraaien"), REDEN)
    assert antwoord.status_code == 409
    assert "Niet teruggedraaid" in antwoord.content.decode()


def test_the_last_one_goes_first(secretariaat: Any) -> None:
    voor = alles()
    rij = voer_door(secretariaat)
    tussen = alles()
    # the transfer begins later than the merger, else it would not be a step of its own
    with klok.op(NU):
        inhoud = {"school": "99AA00", "bestuur": "99003", "swv": ""}
        over = wijziging_maken(
            wie=secretariaat, soort=W.SCHOOL_OVER, per=dt.date(2024, 2, 1), reden="Later", inhoud=inhoud
        )
        over = wijziging_bevestigen(wie=secretariaat, wijziging=over, vingerafdruk=stappen_van(over).vingerafdruk)
    with pytest.raises(VerkeerdeStand, match="Draai die eerst terug"):
        wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="x")
    wijziging_terugdraaien(wie=secretariaat, wijziging=over, reden="x")
    assert alles() == tussen
    wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="x")
    assert alles() == voor


def test_what_was_ended_again_no_longer_keeps_it(secretariaat: Any) -> None:
    rij = voer_door(secretariaat)
    _rol(secretariaat)
    RolToekenning.objects.filter(organisatie="bestuur:99050").update(beeindigd_op=nu(), tot=NU.date())
    wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="x")
    assert Bestuur.objects.get(pk="99001").tot is None


def test_a_change_that_went_in_by_itself_goes_back_too(secretariaat: Any) -> None:
    voor = alles()
    with klok.op(TOEN):
        inhoud = {"van": ["99001"], "naar": "99002"}
        rij = wijziging_maken(
            wie=secretariaat, soort=W.BESTUREN_SAMEN, per=dt.date(2024, 8, 1), reden="B", inhoud=inhoud
        )
        wijziging_bevestigen(wie=secretariaat, wijziging=rij, vingerafdruk=stappen_van(rij).vingerafdruk)
    with klok.op(dt.datetime(2024, 8, 1, 3, tzinfo=dt.UTC)):
        assert tasks.wijzigingen_laten_ingaan.func() == 1
    with klok.op(dt.datetime(2024, 8, 2, 9, tzinfo=dt.UTC)):
        rij.refresh_from_db()
        wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="Besluit is uitgesteld")
        assert tasks.wijzigingen_laten_ingaan.func() == 0
    assert alles() == voor


def test_lineage_that_stood_there_before_comes_back(secretariaat: Any) -> None:
    Opvolging.objects.create(soort="splitsing", van="bestuur:99001", naar="bestuur:99050", per=dt.date(2020, 8, 1))
    voor = alles()
    rij = voer_door(secretariaat)
    wijziging_terugdraaien(wie=secretariaat, wijziging=rij, reden="x")
    assert alles() == voor


def test_the_rule() -> None:
    assert waarom_niet_terug(Terugfeiten(doorgevoerd=True, onthouden=True)) == []
    assert len(waarom_niet_terug(Terugfeiten(doorgevoerd=False, onthouden=True, later=("x",)))) == 1
    zinnen = waarom_niet_terug(
        Terugfeiten(doorgevoerd=True, onthouden=True, later=("A", "B"), veranderd=("a", "b", "c", "d", "e", "f"), hangt_eraan=("Z.",))
    )  # fmt: skip
    assert len(zinnen) == 4
    assert zinnen[-1] == "Z."
    assert "a, b, c, d en e en meer" in zinnen[2]
