"""The verbs of the form manager: drafts, fields, structure, publish and withdraw."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.formats.actions import antwoord_bewaren, invulling_openen
from vindplaats.formats.beheer import actions as a
from vindplaats.formats.beheer import actions_stand as s
from vindplaats.formats.beheer import inhoud as i
from vindplaats.formats.beheer import queries as q
from vindplaats.formats.definitie import laad_tekst
from vindplaats.formats.models import Formaatbotsing, Formaatversie
from vindplaats.formats.queries import definitie, definitie_van, definitie_voor
from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.kern import klok
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie

FORMAAT = "verantwoording-zuid-limburg"
JAAR = Schooljaar(2025)


@pytest.fixture
def beheer(streek: Any, maak_wie: Any) -> Wie:
    return maak_wie("functioneel_beheerder", streek.swv)


@pytest.fixture
def concept(beheer: Wie) -> Formaatversie:
    rij = a.versie_maken(wie=beheer, formaat=FORMAAT, van="2024-1")
    a.veld_zetten(wie=beheer, versie=rij, plek="kop", veld="van", ruw="2025-2026", gezien=0)
    return rij


def _vers(rij: Formaatversie) -> Formaatversie:
    return Formaatversie.objects.voor_taak("test").get(pk=rij.pk)


def test_concept_is_van_de_maker_tot_het_gedeeld_is(
    concept: Formaatversie, streek: Any, maak_wie: Any, beheer: Wie
) -> None:
    collega, vreemd = maak_wie("directeur_swv", streek.swv), maak_wie("functioneel_beheerder", streek.ander_swv)
    for wie in (collega, vreemd):
        with pytest.raises(NietGevonden):
            q.versie_voor(wie, concept.pk)
    s.versie_delen(wie=beheer, versie=concept)
    assert q.versie_voor(collega, concept.pk) == concept
    with pytest.raises(NietGevonden):
        q.versie_voor(vreemd, concept.pk)
    with pytest.raises(GeenRecht):
        a.veld_zetten(wie=vreemd, versie=concept, plek="kop", veld="titel", ruw="x", gezien=0)
    with pytest.raises(GeenRecht):
        s.versie_publiceren(wie=maak_wie("kwaliteit_swv", streek.swv), versie=concept, ingang=vandaag())


def test_dubbele_klik_maakt_een_concept_en_een_vraag(beheer: Wie) -> None:
    een = a.versie_maken(wie=beheer, formaat=FORMAAT, van="2024-1")
    assert a.versie_maken(wie=beheer, formaat=FORMAAT, van="2024-1") == een
    code = a.vraag_erbij(wie=beheer, versie=een, deel="extra", soort="getal", label="Hoeveel nieuwkomers?")
    assert a.vraag_erbij(wie=beheer, versie=een, deel="extra", soort="getal", label="Hoeveel nieuwkomers?") == code
    assert a.versie_maken(wie=beheer, formaat=FORMAAT, van="2024-1").pk == een.pk


def test_twee_mensen_in_een_veld_beide_teksten_blijven(
    concept: Formaatversie, beheer: Wie, streek: Any, maak_wie: Any
) -> None:
    ander = maak_wie("directeur_swv", streek.swv)
    s.versie_delen(wie=beheer, versie=concept)
    plek = {"plek": "vraag.thuiszitters", "veld": "hulp", "gezien": 0}
    assert a.veld_zetten(wie=beheer, versie=concept, ruw="eerste tekst", **plek).nummer == 1
    uit = a.veld_zetten(wie=ander, versie=concept, ruw="tweede tekst", **plek)
    assert uit.botsing is not None
    assert (uit.tekst, uit.botsing.tekst) == ("eerste tekst", "tweede tekst")
    assert i.veld(_vers(concept).inhoud, "vraag.thuiszitters", "hulp") == "eerste tekst"
    with pytest.raises(Onvolledig):
        s.versie_publiceren(wie=beheer, versie=concept, ingang=vandaag())
    a.veld_zetten(wie=ander, versie=concept, plek="vraag.thuiszitters", veld="hulp", ruw="samen", gezien=uit.nummer)
    assert not q.open_botsingen(_vers(concept))
    assert Formaatbotsing.objects.voor_taak("test").get().tekst == "tweede tekst"
    # another question at the same moment is no collision
    assert a.veld_zetten(wie=ander, versie=concept, plek="vraag.extra", veld="hulp", ruw="x", gezien=0).botsing is None


def test_vraag_weg_vervalt_verdwijnt_of_mag_niet(concept: Formaatversie, beheer: Wie) -> None:
    with pytest.raises(VerkeerdeStand, match="Ontvangen"):
        a.vraag_weg(wie=beheer, versie=concept, vraag="ontvangen")
    with pytest.raises(VerkeerdeStand, match="TZ-01"):
        a.vraag_weg(wie=beheer, versie=concept, vraag="thuiszitters")
    with pytest.raises(VerkeerdeStand):
        a.keuze_weg(wie=beheer, versie=concept, soort="keuze", vraag="ontvangen", code="terugploegregeling")
    with pytest.raises(OngeldigeInvoer):
        a.veld_zetten(wie=beheer, versie=concept, plek="vraag.bestuur", veld="soort", ruw="getal", gezien=0)
    assert a.vraag_weg(wie=beheer, versie=concept, vraag="externe_functie") is True
    d = q.oordeel(_vers(concept)).definitie
    assert d is not None
    assert "externe_functie" not in d.vragen
    assert [v.code for v in d.vervallen] == ["externe_functie"]
    assert "externe_functie" not in {x.code for x in d.delen}  # a section without questions is not in the form
    a.vraag_terug(wie=beheer, versie=concept, vraag="externe_functie")
    nieuw = a.vraag_erbij(wie=beheer, versie=concept, deel="extra", soort="tekst", label="Externe functie")
    assert nieuw != "externe_functie"  # a code never gets another meaning
    assert a.vraag_weg(wie=beheer, versie=concept, vraag=nieuw) is False
    assert nieuw not in i.codes(_vers(concept).inhoud)


def test_volgorde_en_verhuizen(concept: Formaatversie, beheer: Wie) -> None:
    assert a.verplaatsen(wie=beheer, versie=concept, plek="vraag.ankerpunt_1", stap=1)
    assert [v["code"] for v in i.deel(_vers(concept).inhoud, "ankerpunten")["vragen"]][:2] == [
        "ankerpunt_2",
        "ankerpunt_1",
    ]
    a.vraag_naar(wie=beheer, versie=concept, vraag="ankerpunt_4", deel="extra")
    assert i.deel_van(_vers(concept).inhoud, "ankerpunt_4")["code"] == "extra"
    assert a.verplaatsen(wie=beheer, versie=concept, plek="deel.kop", stap=-1) is False
    assert a.verplaatsen(wie=beheer, versie=concept, plek="vraag.extra", stap=-1)
    with pytest.raises(NietGevonden):
        a.verplaatsen(wie=beheer, versie=concept, plek="vraag.bestaat_niet", stap=1)


def test_fout_formulier_wordt_niet_gepubliceerd_en_zegt_waar(concept: Formaatversie, beheer: Wie) -> None:
    a.veld_zetten(wie=beheer, versie=concept, plek="vraag.extra", veld="label", ruw="", gezien=0)
    a.veld_zetten(wie=beheer, versie=concept, plek="vraag.ankerpunt_1", veld="koppen", ruw="THUISZITTERS", gezien=0)
    leeg = a.deel_erbij(wie=beheer, versie=concept, titel="Nog leeg")
    plekken = {f.plek for f in q.oordeel(_vers(concept)).fouten}
    assert {"vraag.extra", f"deel.{leeg}"} <= plekken
    with pytest.raises(Onvolledig) as fout:
        s.versie_publiceren(wie=beheer, versie=concept, ingang=vandaag())
    assert any("label" in zin for zin in fout.value.ontbreekt)
    assert any("THUISZITTERS" in zin for zin in fout.value.ontbreekt)
    assert _vers(concept).gepubliceerd_op is None
    with pytest.raises(OngeldigeInvoer):
        a.veld_zetten(wie=beheer, versie=concept, plek="vraag.extra", veld="richtlijn_woorden", ruw="veel", gezien=0)


def test_publiceren_vanaf_een_dag_en_intrekken(concept: Formaatversie, beheer: Wie) -> None:
    morgen = vandaag() + dt.timedelta(days=1)
    with pytest.raises(OngeldigeInvoer):
        s.versie_publiceren(wie=beheer, versie=concept, ingang=vandaag() - dt.timedelta(days=1))
    s.versie_publiceren(wie=beheer, versie=concept, ingang=morgen)
    assert definitie_voor(FORMAAT, JAAR, "PO9901").versie == "2024-1"
    with klok.op(klok.nu() + dt.timedelta(days=1)):
        assert definitie_voor(FORMAAT, JAAR, "PO9901").versie == concept.versie
        assert definitie_voor(FORMAAT, Schooljaar(2024), "PO9901").versie == "2024-1"
        assert definitie_voor(FORMAAT, JAAR, "PO9902").versie == "2024-1"
    with pytest.raises(VerkeerdeStand):
        a.veld_zetten(wie=beheer, versie=concept, plek="kop", veld="titel", ruw="anders", gezien=0)
    with pytest.raises(VerkeerdeStand):
        s.versie_publiceren(wie=beheer, versie=concept, ingang=morgen)
    with pytest.raises(OngeldigeInvoer):
        s.versie_intrekken(wie=beheer, versie=concept, reden=" ")
    s.versie_intrekken(wie=beheer, versie=concept, reden="te vroeg")
    with klok.op(klok.nu() + dt.timedelta(days=1)):
        assert definitie_voor(FORMAAT, JAAR, "PO9901").versie == "2024-1"
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {
        "formats.versie_gemaakt",
        "formats.veld_gezet",
        "formats.versie_gepubliceerd",
        "formats.versie_ingetrokken",
    } <= namen


def test_met_antwoorden_kan_intrekken_niet_en_zegt_wat_wel(concept: Formaatversie, beheer: Wie) -> None:
    s.versie_publiceren(wie=beheer, versie=concept, ingang=vandaag())
    vorm = invulling_openen(wie=beheer, definitie=definitie_voor(FORMAAT, JAAR, "PO9901"), onderwerp="proef:1")
    antwoord_bewaren(wie=beheer, invulling=vorm, vraag="extra", gelezen=Gelezen(INGEVULD, "iets"), gezien=0)
    with pytest.raises(VerkeerdeStand, match="nieuwe versie"):
        s.versie_intrekken(wie=beheer, versie=concept, reden="toch niet")
    volgende = a.versie_maken(wie=beheer, formaat=FORMAAT, van=concept.versie)
    a.vraag_weg(wie=beheer, versie=volgende, vraag="extra")
    a.veld_zetten(wie=beheer, versie=volgende, plek="kop", veld="van", ruw="2025-2026", gezien=0)
    s.versie_publiceren(wie=beheer, versie=volgende, ingang=vandaag())
    assert definitie_voor(FORMAAT, JAAR, "PO9901").versie == volgende.versie
    assert definitie_van(vorm).versie == concept.versie  # an answer keeps the version it was given in
    assert "extra" in definitie(FORMAAT, concept.versie).vragen


def test_leeg_formulier_dat_intussen_vernieuwd_is_verliest_niets(concept: Formaatversie, beheer: Wie) -> None:
    from vindplaats.formats.actions import invulling_verzetten

    oud = definitie_voor(FORMAAT, JAAR, "PO9901")
    vorm = invulling_openen(wie=beheer, definitie=oud, onderwerp="proef:2")
    s.versie_publiceren(wie=beheer, versie=concept, ingang=vandaag())
    nieuw = definitie_voor(FORMAAT, JAAR, "PO9901")
    assert invulling_verzetten(wie=beheer, onderwerp="proef:2", definitie=nieuw)
    assert not invulling_verzetten(wie=beheer, onderwerp="proef:2", definitie=nieuw)
    with pytest.raises(VerkeerdeStand, match="vernieuwd"):  # typed on the old page
        antwoord_bewaren(wie=beheer, invulling=vorm, vraag="extra", gelezen=Gelezen(INGEVULD, "x"), gezien=0)


def test_wegleggen_en_terug(concept: Formaatversie, beheer: Wie) -> None:
    s.versie_wegleggen(wie=beheer, versie=concept)
    with pytest.raises(VerkeerdeStand):
        a.veld_zetten(wie=beheer, versie=concept, plek="kop", veld="titel", ruw="x", gezien=0)
    s.versie_wegleggen(wie=beheer, versie=concept, terug=True)
    assert _vers(concept).is_concept


def test_bestand_uit_en_weer_in(concept: Formaatversie, beheer: Wie, client_als: Any, streek: Any) -> None:
    client = client_als("functioneel_beheerder", gebruiker=None)
    data = i.schrijf(concept.inhoud).encode()
    rij = a.versie_innemen(wie=client.wie, bestand=data)
    assert rij.versie != concept.versie
    assert rij.is_concept
    assert q.oordeel(rij).goed
    url = reverse("formats:bestand", args=[FORMAAT, rij.versie])
    terug = client.get(url)
    assert terug.headers["Content-Disposition"].startswith("attachment")
    assert laad_tekst(terug.content.decode()).vragen == laad_tekst(data.decode()).vragen
    assert client_als("functioneel_beheerder", streek.ander_swv).get(url).status_code == 404
    with pytest.raises(OngeldigeInvoer, match="niet in gebruik"):
        a.versie_innemen(wie=client.wie, bestand=b"formaat: onbekend\ndelen: []\n".replace(b"[]", b"[{code: a}]"))


def test_cache_houdt_over_processen_en_versies(
    concept: Formaatversie, beheer: Wie, django_assert_num_queries: Any
) -> None:
    s.versie_publiceren(wie=beheer, versie=concept, ingang=vandaag())
    eerste = definitie(FORMAAT, concept.versie)
    with django_assert_num_queries(1):  # only: is it there; the text is known by its id
        assert definitie(FORMAAT, concept.versie) is eerste
    with django_assert_num_queries(0):
        definitie(FORMAAT, "2024-1")
