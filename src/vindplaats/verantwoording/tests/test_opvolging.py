"""Boards that merged: the report of the successor knows those of its predecessors; nobody reads more than before."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vindplaats.formats.actions import antwoord_bewaren
from vindplaats.formats.queries import stukken
from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import Terugvraag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties import historie
from vindplaats.organisaties.models import Bestuur, Deelname, Opvolging, School
from vindplaats.organisaties.queries import bestuur
from vindplaats.procedures.models import Zaak
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.verantwoording.formulier import hoofd_swv
from vindplaats.verantwoording.invullen.actions import kop_voorinvullen
from vindplaats.verantwoording.invullen.queries import signalen
from vindplaats.verantwoording.models import Toekenning
from vindplaats.verantwoording.opvolging import gevolgen, hangt_eraan
from vindplaats.verantwoording.queries import vorig_jaar, vorig_rapport

from .conftest import HUIS

pytestmark = pytest.mark.django_db
PER = dt.date(2023, 8, 1)
OUD = (
    "In het schooljaar 2022-2023 hebben wij met alle scholen gewerkt aan het plan voor de ondersteuning van leerlingen. "
    * 6
)


def fusie(van: str = "99001", naar: str = "99002") -> None:
    Opvolging.objects.create(soort="fusie", van=f"bestuur:{van}", naar=f"bestuur:{naar}", per=PER)


@pytest.mark.regel("VER-01")
def test_last_year_is_that_of_the_only_predecessor(maak_rapport: Any, client_als: Any) -> None:
    oud, nieuw = maak_rapport("99001", jaar=2022, stand="ingediend"), maak_rapport("99002", jaar=2023)
    assert vorig_rapport(nieuw) is None
    fusie()
    assert vorig_rapport(nieuw) == oud
    client = client_als("bestuurder", "bestuur:99002")
    adres = reverse("verantwoording:rapport", args=[oud.pk])
    assert adres in client.get(reverse("verantwoording:rapport", args=[nieuw.pk])).content.decode()
    assert client.get(adres).status_code == 200
    eigen = maak_rapport("99002", jaar=2022)
    assert vorig_rapport(nieuw) == eigen, "the own report goes first"


def test_a_draft_stays_with_its_maker(maak_rapport: Any, client_als: Any) -> None:
    oud, nieuw = maak_rapport("99001", jaar=2022, stand="concept"), maak_rapport("99002", jaar=2023)
    fusie()
    assert vorig_rapport(nieuw) is None
    client = client_als("bestuurder", "bestuur:99002")
    adres = reverse("verantwoording:rapport", args=[oud.pk])
    assert adres not in client.get(reverse("verantwoording:rapport", args=[nieuw.pk])).content.decode()
    assert client.get(adres).status_code == 404


def test_more_predecessors_are_named_but_none_stands_for_the_whole(maak_rapport: Any, client_als: Any) -> None:
    Deelname.objects.create(bestuur_id="99003", swv_id="PO9901")
    oude = [maak_rapport(nummer, jaar=2022, stand="ingediend") for nummer in ("99001", "99003")]
    nieuw = maak_rapport("99002", jaar=2023)
    fusie("99001")
    fusie("99003")
    assert vorig_rapport(nieuw) is None
    pagina = client_als("bestuurder", "bestuur:99002").get(reverse("verantwoording:rapport", args=[nieuw.pk]))
    assert set(pagina.context["voorgangers"]) == set(oude)


def test_open_reports_are_named_before_a_merger(maak_rapport: Any) -> None:
    maak_rapport("99001", jaar=2022, stand="gepubliceerd")
    maak_rapport("99001", jaar=2023)
    zinnen = gevolgen(frozenset({"bestuur:99001", "school:99AA00"}), frozenset({"bestuur:99001"}))
    assert zinnen[0] == "De verantwoording 2023-2024 van Stichting 99001 is nog niet klaar en blijft bij dit bestuur."
    assert len(zinnen) == 2
    assert gevolgen(frozenset({"school:99AA00"}), frozenset()) == []


def test_the_form_follows_where_the_schools_were(streek: Any) -> None:
    Deelname.objects.create(bestuur_id="99001", swv_id="PO9902")
    school = School.objects.get(pk="99AA00")
    historie.zet_over(school, bestuur="99001", swv="PO9902", per=dt.date(2024, 8, 1))
    school.save()
    assert hoofd_swv(bestuur("99001"), Schooljaar(2023)) == "PO9901"
    assert hoofd_swv(bestuur("99001"), Schooljaar(2024)) == "PO9902"


# --- figures and years follow (decision 0033) ------------------------------------------------------------------------


def splitsing(van: str = "99001", naar: str = "99002") -> None:
    Opvolging.objects.create(soort="splitsing", van=f"bestuur:{van}", naar=f"bestuur:{naar}", per=PER)


def jaren(client: Any, bestuur: str) -> Any:
    return client.get(reverse("verantwoording:jaren-naast-elkaar", args=[bestuur]))


def cellen(antwoord: Any, vraag: str) -> list[str]:
    rij = next(r for r in antwoord.context["beeld"].tabel.rijen if r.vraag.startswith(vraag))
    return [c.tekst.replace("\xa0", " ") for c in rij.cellen]


@pytest.fixture
def samen(streek: Any, maak_rapport: Any) -> Any:
    """99001 and 99003 merged into the new board 99050; all three wrote a report."""
    Deelname.objects.create(bestuur_id="99003", swv_id="PO9901")
    Bestuur.objects.create(nummer="99050", naam="Stichting 99050", verzonnen=True)
    Deelname.objects.create(bestuur_id="99050", swv_id="PO9901", van=PER)
    for nummer in ("99001", "99003"):
        fusie(nummer, "99050")
        maak_rapport(nummer, jaar=2022, stand="ingediend")
    return maak_rapport("99050", jaar=2023, stand="ingediend")


def test_one_handed_in_of_two_is_not_the_whole(maak_rapport: Any) -> None:
    Deelname.objects.create(bestuur_id="99003", swv_id="PO9901")
    maak_rapport("99001", jaar=2022, stand="ingediend")
    nieuw = maak_rapport("99002", jaar=2023)
    fusie("99001")
    fusie("99003")
    assert vorig_rapport(nieuw) is None


@pytest.mark.regel("VER-13")
def test_the_years_of_the_successor_show_the_predecessors(samen: Any, client_als: Any) -> None:
    antwoord = jaren(client_als("bestuurder", "bestuur:99050"), "99050")
    assert antwoord.context["beeld"].tabel.kolommen == (
        "2022-2023, Stichting 99001 (van vóór de fusie)", "2022-2023, Stichting 99003 (van vóór de fusie)", "2023-2024",
    )  # fmt: skip
    tekst = antwoord.content.decode().replace("\xa0", " ")
    assert "Stichting 99001 en Stichting 99003 gingen op 1 augustus 2023 op in Stichting 99050." in tekst
    ontvangen = cellen(antwoord, "Ontvangen van")
    assert ontvangen[2].startswith("€ 20.000 minder dan het jaar ervoor van de besturen samen")
    assert "dan het jaar ervoor" not in ontvangen[0] + ontvangen[1]
    kolom = antwoord.context["beeld"].tabel.rijen[5].cellen[2]
    assert not kolom.anders, "words of more boards are not put against those of one"
    excel = client_als("bestuurder", "bestuur:99050").get(
        reverse("verantwoording:jaren-naast-elkaar", args=["99050"]) + "?als=xlsx"
    )
    assert excel.status_code == 200


def test_before_the_first_own_report_there_is_something_to_read(samen: Any, client_als: Any) -> None:
    Bestuur.objects.create(nummer="99060", naam="Stichting 99060", verzonnen=True)
    Deelname.objects.create(bestuur_id="99060", swv_id="PO9901", van=dt.date(2024, 8, 1))
    client = client_als("bestuurder", "bestuur:99060")
    assert jaren(client, "99060").status_code == 404
    Opvolging.objects.create(soort="fusie", van="bestuur:99050", naar="bestuur:99060", per=dt.date(2024, 8, 1))
    antwoord = jaren(client, "99060")
    assert antwoord.status_code == 200
    assert antwoord.context["beeld"].bestuur == "Stichting 99060"
    assert len(antwoord.context["beeld"].kolommen) == 3


def test_a_draft_of_a_predecessor_stays_shut_and_there_is_no_sum(
    samen: Any, client_als: Any, maak_rapport: Any
) -> None:
    Bestuur.objects.create(nummer="99004", naam="Stichting 99004", verzonnen=True)
    Deelname.objects.create(bestuur_id="99004", swv_id="PO9901")
    concept = maak_rapport("99004", jaar=2022, stand="concept", ankerpunt_1=Gelezen(INGEVULD, "geheim concept"))
    fusie("99004", "99050")
    antwoord = jaren(client_als("bestuurder", "bestuur:99050"), "99050")
    tekst = antwoord.content.decode()
    assert "geheim concept" not in tekst
    assert "Van Stichting 99004 is over 2022-2023 geen verantwoording die je kunt lezen." in tekst
    assert "dan het jaar ervoor" not in cellen(antwoord, "Ontvangen van")[2]
    assert str(concept.pk) not in tekst
    elders = jaren(client_als("directeur_swv", "swv:PO9902"), "99050")
    assert elders.context["beeld"].tabel.kolommen == ("2022-2023, Stichting 99003 (van vóór de fusie)",)
    assert "Van Stichting 99001 is over 2022-2023 geen verantwoording die je kunt lezen." in elders.content.decode()


def test_reading_predecessors_is_in_the_log(samen: Any, client_als: Any) -> None:
    jaren(client_als("bestuurder", "bestuur:99050"), "99050")
    rijen = Gebeurtenis.objects.voor_taak("test").filter(naam="verantwoording.vergeleken")
    assert [len(r.details["rapporten"]) for r in rijen] == [2]


def test_a_split_shows_the_predecessor_marked_and_never_counts_with_it(maak_rapport: Any, client_als: Any) -> None:
    for jaar in (2022, 2023):
        maak_rapport("99001", jaar=jaar, stand="ingediend", ankerpunt_1=Gelezen(INGEVULD, "Zo werken wij."))
    nieuw = maak_rapport("99002", jaar=2023)
    splitsing()
    client = client_als("bestuurder", "bestuur:99002")
    antwoord = jaren(client, "99002")
    assert antwoord.context["beeld"].tabel.kolommen == (
        "2022-2023, Stichting 99001 (van vóór de splitsing)",
        "2023-2024",
    )
    assert "dan het jaar ervoor" not in cellen(antwoord, "Ontvangen van")[1]
    assert not any(c.anders for r in antwoord.context["beeld"].tabel.rijen for c in r.cellen)
    vorig = vorig_jaar(nieuw)
    assert vorig is not None
    assert {"ankerpunt_1"} <= set(vorig.stukken)
    assert not {"ontvangen", "bestedingen"} & set(vorig.stukken), "sums of the whole are not those of a part"
    oud = jaren(client_als("bestuurder", "bestuur:99001"), "99001")
    assert "dan het jaar ervoor" not in cellen(oud, "Ontvangen van")[1], "less because a part left, says nothing"
    assert "Gelijk gebleven" in cellen(oud, "Ankerpunt 1")[1]


@pytest.mark.regel("VER-13")
def test_filling_in_says_whose_words_last_year_has(maak_rapport: Any, client_als: Any) -> None:
    oud, nieuw = maak_rapport("99001", jaar=2022, stand="ingediend"), maak_rapport("99002", jaar=2023, leeg=True)
    fusie()
    for aantal in (40, 3):
        Meetwaarde.objects.create(
            indicator="verwijzingen_totaal" if aantal == 40 else "doublures_aantal", organisatie="bestuur:99001", schooljaar=2022,
            waarde=aantal, eenheid="leerlingen", bron="Verantwoording", stand=Meetwaarde.BEVESTIGD,
            gedeeld_met=Meetwaarde.DEELNEMERS, op=nu(),
        )  # fmt: skip
    client = client_als("bestuurder", "bestuur:99002")
    pagina = client.get(reverse("verantwoording:invullen", args=[nieuw.pk, "ankerpunten"]))
    tekst = pagina.content.decode().replace("\xa0", " ")
    assert "de verantwoording 2022-2023 van Stichting 99001, dat op 1 augustus 2023 in dit bestuur opging." in tekst
    assert "vorig jaar, Stichting 99001, van vóór de fusie, Verantwoording" in tekst
    assert "40 leerlingen" in tekst
    assert "3 leerlingen" not in tekst, "too small for another board"
    assert reverse("verantwoording:rapport", args=[oud.pk]) in tekst
    client.post(reverse("verantwoording:overnemen", args=[nieuw.pk, "ankerpunt_1"]))
    assert "ankerpunt_1" in stukken(nieuw.invulling)
    regel = Gebeurtenis.objects.voor_taak("test").get(naam="verantwoording.vorig_jaar_overgenomen")
    assert "van vorig jaar van Stichting 99001 overgenomen" in regel.zin
    kop_voorinvullen(wie=HUIS, rapport=nieuw)
    assert "namens" not in stukken(nieuw.invulling), "who signed for the old board does not sign for this one"


def test_text_of_the_predecessor_that_was_left_standing_is_pointed_out(maak_rapport: Any, client_als: Any) -> None:
    maak_rapport("99001", jaar=2022, stand="ingediend", ankerpunt_2=Gelezen(INGEVULD, OUD))
    nieuw = maak_rapport("99002", jaar=2023, ankerpunt_2=Gelezen(INGEVULD, OUD))
    zonder = {m.signaal.code for m in signalen(nieuw) if m.signaal.onderdeel == "ankerpunt_2"}
    fusie()
    met = {m.signaal.code for m in signalen(nieuw) if m.signaal.onderdeel == "ankerpunt_2"}
    assert met - zonder


def test_years_over_a_merger_cost_a_fixed_number_of_queries(samen: Any, client_als: Any, maak_rapport: Any) -> None:
    client = client_als("bestuurder", "bestuur:99050")

    def vragen() -> int:
        with CaptureQueriesContext(connection) as gedaan:
            assert jaren(client, "99050").status_code == 200
        return len(gedaan)

    vragen()
    eerst = vragen()
    for nummer in range(99070, 99075):
        Bestuur.objects.create(nummer=str(nummer), naam=f"Stichting {nummer}", verzonnen=True)
        Deelname.objects.create(bestuur_id=str(nummer), swv_id="PO9901")
        fusie(str(nummer), "99050")
        maak_rapport(str(nummer), jaar=2022, stand="ingediend", leeg=True)
    assert vragen() == eerst


# --- taking a merger back --------------------------------------------------------------------------------------------


def terugvraag(sinds: dt.datetime) -> Terugvraag:
    wie = frozenset({"bestuur:99002"})
    return Terugvraag(wie, wie, sinds, PER)


def test_a_report_or_a_grant_made_since_keeps_a_merger_from_being_taken_back(streek: Any, maak_rapport: Any) -> None:
    oud = maak_rapport("99002", jaar=2022, stand="ingediend")
    sinds = nu()
    assert hangt_eraan(terugvraag(sinds)) == []
    Zaak.objects.voor_taak("test").filter(pk=oud.zaak_id).update(sinds=nu())
    assert hangt_eraan(terugvraag(sinds)) == [], "a year before the merger does not stand on it"
    maak_rapport("99001", jaar=2023)
    assert hangt_eraan(terugvraag(sinds)) == [], "nor does what the old board does"
    maak_rapport("99002", jaar=2023)
    zinnen = hangt_eraan(terugvraag(sinds))
    assert len(zinnen) == 1
    assert "de verantwoording 2023-2024 van Stichting 99002" in zinnen[0]
    Toekenning.objects.create(swv_id="PO9901", bestuur_id="99002", jaar=2023, regeling="terugploegregeling", bedrag=1)
    assert hangt_eraan(terugvraag(sinds))[1] == "Sindsdien is er een bedrag toegekend aan Stichting 99002. Haal dat bedrag eerst weg."  # fmt: skip
    school = frozenset({"school:99AA00"})
    assert hangt_eraan(Terugvraag(school, school, sinds, PER)) == []


def test_writing_in_a_report_that_was_there_already_counts_too(streek: Any, maak_rapport: Any) -> None:
    rapport = maak_rapport("99002", jaar=2023)
    sinds = nu()
    assert hangt_eraan(terugvraag(sinds)) == []
    antwoord_bewaren(
        wie=HUIS, invulling=rapport.invulling, vraag="ankerpunt_1", gelezen=Gelezen(INGEVULD, "Nieuw"), gezien=None
    )
    assert len(hangt_eraan(terugvraag(sinds))) == 1
