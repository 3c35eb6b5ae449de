"""An SWV's own version: made, changed, shared, published, withdrawn, and really followed by the cases that begin in it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from vindplaats.kern.fouten import Botsing, GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.procedures import actions_versies as verbs
from vindplaats.procedures import eigen_tabel, queries, versies
from vindplaats.procedures.actions import herinneringen_sturen, stap_zetten, zaak_openen
from vindplaats.procedures.definitie import laad_tekst
from vindplaats.procedures.models import Eigenversie, Herinnering, Termijn
from vindplaats.procedures.tests import fabriek
from vindplaats.procedures.tests.fabriek import ONDERWERP, proef
from vindplaats.procedures.tests.test_ruimte import RUIM
from vindplaats.procedures.uitschrijven import als_yaml
from vindplaats.toegang.log import spoor
from vindplaats.toegang.models import Bericht
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
SMAL = {"wie": ["secretariaat_swv"]}


@pytest.fixture
def ruim(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The tea round with room to change, announced for this test."""
    monkeypatch.setattr(fabriek, "THEE", RUIM)
    with proef() as procedure:
        yield procedure


@pytest.fixture
def beheerder(streek: Any, maak_wie: Any) -> Any:
    return maak_wie("functioneel_beheerder")


def maak(beheerder: Any, *rijen: tuple[str, str, dict[str, Any]]) -> Eigenversie:
    versie = verbs.versie_maken(wie=beheerder, procedure="proefronde", swv=beheerder.code)
    for deel, sleutel, anders in rijen:
        versie = verbs.rij_wijzigen(
            wie=beheerder, versie=versie, deel=deel, sleutel=sleutel, anders=anders, bewerking=versie.bewerking
        )
    return versie


def publiceer(beheerder: Any, *rijen: tuple[str, str, dict[str, Any]], vanaf: dt.date | None = None) -> Eigenversie:
    versie = maak(beheerder, *rijen)
    return verbs.versie_publiceren(wie=beheerder, versie=versie, vanaf=vanaf or vandaag(), bewerking=versie.bewerking)


def open_zaak(streek: Any, swvs: list[str] | None = None, onderwerp: str = ONDERWERP) -> Any:
    return zaak_openen(
        wie=Wie.taak("t"), procedure="proefronde", onderwerp=onderwerp, organisatie=streek.bestuur,
        swvs=swvs or [streek.swv], schooljaar=Schooljaar(2023),
    )  # fmt: skip


TERUG = ("stappen", "terugleggen", {"uit": True})
KORTER = ("termijnen", "besluit", {"weken": 6, "dagen": 0})


def test_een_nieuwe_zaak_volgt_de_eigen_versie_en_een_oude_de_hare(
    ruim: Any, streek: Any, beheerder: Any, maak_wie: Any
) -> None:
    oud = open_zaak(streek)
    versie = publiceer(beheerder, KORTER, ("stappen", "terugleggen", SMAL))
    nieuw = open_zaak(streek, onderwerp="organisaties.bestuur:99002")
    assert (oud.eigen, nieuw.eigen) == (None, versie)
    for zaak, weken in ((oud, 8), (nieuw, 6)):
        stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
        termijn = Termijn.objects.voor_taak("t").get(zaak=zaak, code="besluit")
        assert termijn.eind >= termijn.begin + dt.timedelta(weeks=weken)
        assert termijn.eind <= termijn.begin + dt.timedelta(weeks=weken, days=5)
    directeur, secretariaat = maak_wie("directeur_swv"), maak_wie("secretariaat_swv")
    assert {k.verb for k in queries.mogelijke_stappen(secretariaat, nieuw)} == {"terugleggen"}
    assert queries.mogelijke_stappen(secretariaat, oud) == []
    with pytest.raises(GeenRecht, match="Dat kan wel: secretariaat"):
        stap_zetten(wie=directeur, zaak=nieuw, verb="terugleggen", reden="Er mist iets")
    stap_zetten(wie=secretariaat, zaak=nieuw, verb="terugleggen", reden="Er mist iets")
    stap_zetten(wie=directeur, zaak=oud, verb="terugleggen", reden="Er mist iets")


def test_een_weggelaten_stap_kan_niet_en_de_werklijst_weet_het(
    ruim: Any, streek: Any, beheerder: Any, maak_wie: Any
) -> None:
    publiceer(beheerder, TERUG)
    zaak = open_zaak(streek)
    stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
    directeur = maak_wie("directeur_swv")
    assert [w.knop for w in queries.werklijst(directeur)] == ["Besluit"]
    with pytest.raises(VerkeerdeStand, match="jullie versie van de procedure laat deze stap weg"):
        stap_zetten(wie=directeur, zaak=zaak, verb="terugleggen", reden="Toch")
    with pytest.raises(OngeldigeInvoer, match="bestaat niet"):
        stap_zetten(wie=directeur, zaak=zaak, verb="dansen")


def test_ook_een_geknoeide_versie_geeft_niemand_meer_dan_het_recht(
    ruim: Any, streek: Any, beheerder: Any, maak_wie: Any
) -> None:
    """The text of a published version in the database says that a stranger to the step may take it: the right still holds."""
    versie = publiceer(beheerder, TERUG)
    Eigenversie.objects.voor_taak("t").filter(pk=versie.pk).update(
        tekst=versie.tekst.replace(
            "naar: gevraagd\n  wie:\n  - bestuurder", "naar: gevraagd\n  wie:\n  - opr\n  - bestuurder"
        )
    )
    eigen_tabel._bekend.pop(versie.pk, None)
    zaak = open_zaak(streek)
    assert "opr" in zaak.tabel.met_verb("vragen")[0].wie
    with pytest.raises(GeenRecht):
        stap_zetten(wie=maak_wie("opr"), zaak=zaak, verb="vragen")


def test_berichten_en_herinneringen_in_eigen_woorden(ruim: Any, streek: Any, beheerder: Any, maak_wie: Any) -> None:
    publiceer(
        beheerder,
        ("stappen", "vragen", {"berichten": {"verband": {"tekst": "{{procedure}} {{schooljaar}}: {{stand}}, {{termijn}}."}}}),
        ("termijnen", "afspraak", {"jaardatum": {"maand": 11, "dag": 1, "jaar": 0},
         "waarschuw": [{"dagen": 21, "rollen": ["bestuurder"], "tekst": "Denk aan {{termijn}}, {{organisatie}}."}]}),
    )  # fmt: skip
    bestuurder, directeur = maak_wie("bestuurder"), maak_wie("directeur_swv")
    zaak = open_zaak(streek)
    termijn = Termijn.objects.voor_taak("t").get(zaak=zaak)
    assert (termijn.eind, termijn.uitleg) == (
        dt.date(2023, 11, 1),
        ["De procedure noemt 01-11-2023 voor dit schooljaar."],
    )
    assert herinneringen_sturen(wie=Wie.taak("nacht"), op=dt.date(2023, 10, 10)) == 0
    assert herinneringen_sturen(wie=Wie.taak("nacht"), op=dt.date(2023, 10, 11)) == 1
    assert herinneringen_sturen(wie=Wie.taak("nacht"), op=dt.date(2023, 10, 12)) == 0
    assert Herinnering.objects.get(termijn=termijn).gebruiker_id == bestuurder.gebruiker_id
    assert Bericht.objects.zichtbaar_voor(bestuurder).first().tekst == "Denk aan Aanvragen, Stichting 99001."
    stap_zetten(wie=bestuurder, zaak=zaak, verb="vragen")
    assert Bericht.objects.zichtbaar_voor(directeur).first().tekst == "Proefronde 2023-2024: Gevraagd, Besluit nemen."


def test_meer_verbanden_volgen_een_eigen_versie_alleen_als_ze_hetzelfde_afspraken(
    ruim: Any, streek: Any, maak_wie: Any
) -> None:
    een, ander = maak_wie("functioneel_beheerder"), maak_wie("functioneel_beheerder", streek.ander_swv)
    publiceer(een, KORTER)
    beide = [streek.swv, streek.ander_swv]
    assert open_zaak(streek, beide, "proef:1").eigen is None
    publiceer(ander, TERUG)
    assert open_zaak(streek, beide, "proef:2").eigen is None
    publiceer(ander, ("stappen", "terugleggen", {}), KORTER)
    assert open_zaak(streek, beide, "proef:3").eigen is not None
    assert open_zaak(streek, beide, "proef:3b").tabel.termijn("besluit").weken == 6


def test_met_een_datum_en_intrekken(ruim: Any, streek: Any, beheerder: Any) -> None:
    eerste = publiceer(beheerder, KORTER)
    straks = vandaag() + dt.timedelta(days=30)
    tweede = publiceer(beheerder, TERUG, vanaf=straks)
    assert tweede.afwijkingen["termijnen"]["besluit"]["weken"] == 6
    assert versies.lopende("proefronde", ["PO9901"], vandaag())["PO9901"] == eerste
    assert versies.lopende("proefronde", ["PO9901"], straks)["PO9901"] == tweede
    zaak = open_zaak(streek)
    with pytest.raises(OngeldigeInvoer) as fout:
        verbs.versie_intrekken(wie=beheerder, versie=eerste, reden=" ")
    assert "reden" in fout.value.velden
    verbs.versie_intrekken(wie=beheerder, versie=eerste, reden="Toch niet zo snel")
    assert versies.lopende("proefronde", ["PO9901"], vandaag()) == {}
    zaak.refresh_from_db()
    assert (zaak.eigen_id, zaak.tabel.termijn("besluit").weken) == (eerste.pk, 6)
    with pytest.raises(VerkeerdeStand, match="ingetrokken"):
        verbs.versie_intrekken(wie=beheerder, versie=eerste, reden="Nog eens")
    assert [g.naam for g in spoor(eerste)][:2] == ["procedures.versie_ingetrokken", "procedures.versie_gepubliceerd"]


@pytest.mark.parametrize("dagen", [-1, 731])
def test_publiceren_op_een_dag_die_niet_kan(ruim: Any, beheerder: Any, dagen: int) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        publiceer(beheerder, KORTER, vanaf=vandaag() + dt.timedelta(days=dagen))
    assert "vanaf" in fout.value.velden


def test_een_gepubliceerde_versie_verandert_niet_meer_ook_niet_als_het_huis_verandert(
    ruim: Any, streek: Any, beheerder: Any
) -> None:
    versie = publiceer(beheerder, KORTER)
    with pytest.raises(VerkeerdeStand, match="verandert niet meer"):
        verbs.rij_wijzigen(
            wie=beheerder, versie=versie, deel="termijnen", sleutel="besluit", anders={}, bewerking=versie.bewerking
        )
    with pytest.raises(VerkeerdeStand, match="verandert niet meer"):
        verbs.versie_weggooien(wie=beheerder, versie=versie)
    zaak = open_zaak(streek)
    eigen_tabel._bekend.pop(versie.pk, None)  # another process reads it anew
    assert zaak.tabel == versie.tabel == laad_tekst(versie.tekst)
    assert zaak.tabel.titel == "Proefronde"


def test_niets_gewijzigd_is_niets_te_publiceren_en_een_tweede_concept_hoeft_niet(ruim: Any, beheerder: Any) -> None:
    versie = maak(beheerder)
    with pytest.raises(VerkeerdeStand, match="gelijk aan de versie die nu geldt"):
        verbs.versie_publiceren(wie=beheerder, versie=versie, vanaf=vandaag(), bewerking=versie.bewerking)
    with pytest.raises(VerkeerdeStand, match="Je hebt al een concept"):
        maak(beheerder)


def test_twee_bewerkers_en_wat_buiten_de_grenzen_valt(ruim: Any, beheerder: Any, maak_wie: Any) -> None:
    versie = maak(beheerder)
    verbs.versie_delen(wie=beheerder, versie=versie)
    collega = maak_wie("functioneel_beheerder")
    versie.refresh_from_db()
    gezien = versie.bewerking
    verbs.rij_wijzigen(
        wie=collega, versie=versie, deel=KORTER[0], sleutel=KORTER[1], anders=KORTER[2], bewerking=gezien
    )
    with pytest.raises(Botsing, match=collega.naam):
        verbs.rij_wijzigen(
            wie=beheerder, versie=versie, deel="stappen", sleutel="terugleggen", anders={"uit": True}, bewerking=gezien
        )
    versie.refresh_from_db()
    assert versie.afwijkingen == {"termijnen": {"besluit": {"weken": 6, "dagen": 0}}}
    with pytest.raises(verbs.Afgekeurd) as fout:
        verbs.rij_wijzigen(
            wie=beheerder,
            versie=versie,
            deel="termijnen",
            sleutel="besluit",
            anders={"weken": 20},
            bewerking=versie.bewerking,
        )
    assert "De wet geeft hoogstens 8 weken" in fout.value.velden["lengte"]
    with pytest.raises(NietGevonden):
        verbs.rij_wijzigen(
            wie=beheerder, versie=versie, deel="stappen", sleutel="dansen", anders={}, bewerking=versie.bewerking
        )


def test_een_concept_is_van_zijn_maker_tot_het_gedeeld_is(
    ruim: Any, streek: Any, beheerder: Any, maak_wie: Any
) -> None:
    versie = maak(beheerder, KORTER)
    collega, directeur = maak_wie("functioneel_beheerder"), maak_wie("directeur_swv")
    anderen = [maak_wie(rol) for rol in ("kwaliteit_swv", "bestuurder")]
    vreemde = maak_wie("functioneel_beheerder", streek.ander_swv)

    def zien(wie: Any) -> bool:
        return Eigenversie.objects.zichtbaar_voor(wie).filter(pk=versie.pk).exists()

    assert [zien(w) for w in (beheerder, collega, directeur, *anderen, vreemde)] == [True, *[False] * 5]
    with pytest.raises(NietGevonden):
        verbs.versie_delen(wie=collega, versie=versie)
    verbs.versie_delen(wie=beheerder, versie=versie)
    assert [zien(w) for w in (collega, directeur, *anderen, vreemde)] == [True, True, False, False, False]
    with pytest.raises(GeenRecht):
        verbs.rij_wijzigen(wie=directeur, versie=versie, deel="stappen", sleutel="terugleggen", anders={}, bewerking=2)
    versie.refresh_from_db()
    verbs.versie_publiceren(wie=directeur, versie=versie, vanaf=vandaag(), bewerking=versie.bewerking)
    assert [zien(w) for w in (*anderen, vreemde)] == [True, True, False]


def test_alleen_bij_het_eigen_verband_en_alleen_als_beheerder(
    ruim: Any, streek: Any, beheerder: Any, maak_wie: Any
) -> None:
    with pytest.raises(GeenRecht, match="andere organisatie"):
        verbs.versie_maken(wie=beheerder, procedure="proefronde", swv="PO9902")
    with pytest.raises(GeenRecht):
        verbs.versie_maken(wie=maak_wie("kwaliteit_swv"), procedure="proefronde", swv="PO9901")
    with pytest.raises(NietGevonden):
        verbs.versie_maken(wie=beheerder, procedure="bestaat_niet", swv="PO9901")


def test_uit_en_weer_inlezen_bij_een_ander_verband(ruim: Any, streek: Any, beheerder: Any, maak_wie: Any) -> None:
    eerste = publiceer(beheerder, KORTER, TERUG)
    ander = maak_wie("functioneel_beheerder", streek.ander_swv)
    tekst = als_yaml(eerste.tabel)
    kopie = verbs.versie_inlezen(wie=ander, procedure="proefronde", swv="PO9902", tekst=tekst, naam="van-de-buren.yaml")
    assert (kopie.swv, kopie.afwijkingen, kopie.toelichting) == (
        "PO9902",
        eerste.afwijkingen,
        "Ingelezen uit van-de-buren.yaml",
    )
    assert versies.vingerafdruk(kopie.tabel) == eerste.vingerafdruk
    verbs.versie_weggooien(wie=ander, versie=kopie)
    for weg, erbij, zin in (
        ("titel: Proefronde", "titel: Anders", "'titel' ligt vast"),
        ("weken: 6", "weken: 30", "De wet geeft hoogstens 8 weken"),
        ("soort: goed", "soort: paars", "verwacht een van"),
        ("versie: 1", "versie: 7", "rust op versie 7"),
    ):
        assert tekst.count(weg) >= 1
        with pytest.raises(verbs.Afgekeurd) as fout:
            verbs.versie_inlezen(wie=ander, procedure="proefronde", swv="PO9902", tekst=tekst.replace(weg, erbij, 1))
        assert zin in " ".join([fout.value.zin, *fout.value.meldingen])
    assert not Eigenversie.objects.voor_taak("t").filter(swv="PO9902").exists()


def test_wat_niet_meer_past_gaat_niet_mee_naar_een_nieuw_concept(ruim: Any) -> None:
    oud = {"stappen": {"terugleggen": {"uit": True}, "weg": {"uit": True}}, "termijnen": {"besluit": {"weken": 30}}}
    assert verbs.passend(ruim, oud) == {"stappen": {"terugleggen": {"uit": True}}}


def test_lijsten_houden_een_vast_aantal_vragen(
    ruim: Any, streek: Any, beheerder: Any, maak_wie: Any, django_assert_max_num_queries: Any
) -> None:
    """Cases in three own versions: reading their tables costs one question, and the second time none."""
    for weken in (7, 6, 5):
        publiceer(beheerder, ("termijnen", "besluit", {"weken": weken, "dagen": 0}))
        open_zaak(streek, onderwerp=f"proef:{weken}")
    eigen_tabel._bekend.clear()
    directeur = maak_wie("directeur_swv")
    rijen = list(queries.zaken(directeur, "proefronde"))
    assert len(rijen) == 3
    with django_assert_max_num_queries(4):
        assert len(queries.statusregels(rijen, directeur)) == 3
    with django_assert_max_num_queries(3):
        queries.statusregels(rijen, directeur)
