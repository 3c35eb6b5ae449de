"""An SWV's own version of the form in the running product: opening, filling, reading, printing, comparing, several SWVs."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.formats.actions import antwoord_bewaren
from vindplaats.formats.beheer import actions as a
from vindplaats.formats.beheer import actions_stand as s
from vindplaats.formats.beheer import inhoud
from vindplaats.formats.beheer import queries as q
from vindplaats.formats.beheer.controle import controleer
from vindplaats.formats.beheer.proef import voorbeeld
from vindplaats.formats.models import Formaatversie
from vindplaats.formats.queries import bestand_van, definitie_van, stukken
from vindplaats.formats.rules import Stuk
from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import indicatoren
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur, Deelname, School, Swv
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording import formulier
from vindplaats.verantwoording.actions import jaar_openen, rapport_openen
from vindplaats.verantwoording.bundelen.formulier import Rapportkop, Verband, stuk_van_rapport
from vindplaats.verantwoording.bundelen.markdown import maak_md
from vindplaats.verantwoording.bundelen.uitvoer import uitvoer_van_rapport
from vindplaats.verantwoording.inlezen.actions import Ingeleverd, stukken_innemen
from vindplaats.verantwoording.inlezen.lezen import definitie_bij, lees_ronde
from vindplaats.verantwoording.lezer import lees
from vindplaats.verantwoording.models import Inboxstuk, Rapport, Voorstel
from vindplaats.verantwoording.omzetten import als_lezing, uit_lezing
from vindplaats.verantwoording.queries import FORMAAT

HUIS = Wie.taak("tests")
JAAR = Schooljaar(2024)


@pytest.fixture
def beheer(streek: Any, maak_wie: Any) -> Wie:
    return maak_wie("functioneel_beheerder", streek.swv)


def _concept(wie: Wie, van: str = "2024-2025") -> Formaatversie:
    rij = a.versie_maken(wie=wie, formaat=FORMAAT, van="2024-1")
    a.veld_zetten(wie=wie, versie=rij, plek="kop", veld="van", ruw=van, gezien=0)
    for soort, label in (("tekst", "Nieuwkomers en taal"), ("getal", "Aantal taalklassen")):
        code = a.vraag_erbij(wie=wie, versie=rij, deel="extra", soort=soort, label=label)
        a.veld_zetten(wie=wie, versie=rij, plek=f"vraag.{code}", veld="koppen", ruw=label.upper(), gezien=0)
    a.vraag_weg(wie=wie, versie=rij, vraag="verschil_uitleg")
    return rij


@pytest.fixture
def eigen(beheer: Wie) -> Formaatversie:
    rij = _concept(beheer)
    s.versie_publiceren(wie=beheer, versie=rij, ingang=vandaag())
    rij.refresh_from_db()
    return rij


def _open(nummer: str, jaar: Schooljaar = JAAR) -> Rapport:
    return rapport_openen(wie=HUIS, bestuur=Bestuur.objects.get(pk=nummer), jaar=jaar)


def test_nieuw_jaar_opent_met_de_eigen_versie_van_dat_verband(eigen: Formaatversie, streek: Any, maak_wie: Any) -> None:
    wie = maak_wie("kwaliteit_swv", streek.swv)
    for rapport in jaar_openen(wie=wie, swv=Swv.objects.get(pk="PO9901"), jaar=JAAR):
        assert rapport.invulling.versie == eigen.versie
    assert _open("99003").invulling.versie == "2024-1"  # the other SWV
    assert _open("99001", Schooljaar(2023)).invulling.versie == "2023-1"  # an earlier school year


def test_open_formulier_verandert_niet_stil_en_leeg_gaat_mee_als_je_het_vraagt(beheer: Wie, streek: Any) -> None:
    begonnen, leeg = _open("99001"), _open("99002")
    antwoord_bewaren(wie=HUIS, invulling=begonnen.invulling, vraag="extra", gelezen=Gelezen(INGEVULD, "x"), gezien=0)
    rij = _concept(beheer)
    d = q.oordeel(rij).definitie
    assert d is not None
    zinnen = {o.naam: o.zin for jaar, rijen in q.ontvangers(beheer, rij, d) if jaar == JAAR for o in rijen}
    assert "maakt het daarin af" in zinnen["Stichting 99001"]
    assert "nog leeg" in zinnen["Stichting 99002"]
    assert s.versie_publiceren(wie=beheer, versie=rij, ingang=vandaag(), lege_mee=True) == 1
    for rapport in (begonnen, leeg):
        rapport.invulling.refresh_from_db()
    assert (begonnen.invulling.versie, leeg.invulling.versie) == ("2024-1", rij.versie)
    assert s.versie_intrekken(wie=beheer, versie=rij, reden="toch niet") == 1
    leeg.invulling.refresh_from_db()
    assert leeg.invulling.versie == "2024-1"


def test_invullen_tonen_en_uitvoeren_met_de_eigen_vraag(eigen: Formaatversie, client_als: Any) -> None:
    client, rapport = client_als("bestuurder"), _open("99001")
    scherm = client.get(reverse("verantwoording:invullen", args=[rapport.pk, "extra"]))
    if scherm.status_code == 302:  # the board begins first
        client.post(reverse("verantwoording:stap", args=[rapport.pk, "beginnen"]))
        scherm = client.get(reverse("verantwoording:invullen", args=[rapport.pk, "extra"]))
    assert "Nieuwkomers en taal" in scherm.content.decode()
    url = reverse("verantwoording:antwoord", args=[rapport.pk, "nieuwkomers_en_taal"])
    client.post(url, {"nieuwkomers_en_taal": "Twaalf kinderen, een taalklas.", "gezien": "0"})
    url = reverse("verantwoording:antwoord", args=[rapport.pk, "aantal_taalklassen"])
    client.post(url, {"aantal_taalklassen": "3", "gezien": "0"})
    assert stukken(rapport.invulling)["aantal_taalklassen"].waarde == "3"
    d = definitie_van(rapport.invulling)
    lezing = als_lezing(d, stukken(rapport.invulling))
    assert lezing["versie"] == eigen.versie
    assert lezing["eigen"]["nieuwkomers_en_taal"]["tekst"] == "Twaalf kinderen, een taalklas."
    for soort in ("json", "xlsx", "docx", "md"):
        assert uitvoer_van_rapport(rapport, soort).data
    markdown = uitvoer_van_rapport(rapport, "md").data
    terug = uit_lezing(d, lees(markdown, "uit.md", eigen=[d]).als_json())
    assert terug["nieuwkomers_en_taal"].waarde == "Twaalf kinderen, een taalklas."
    assert terug["aantal_taalklassen"].waarde == "3"


def test_inlezen_gebruikt_de_koppen_van_de_eigen_versie(
    eigen: Formaatversie, maak_wie: Any, streek: Any, maak_rapport: Any
) -> None:
    extra = {
        "nieuwkomers_en_taal": Gelezen(INGEVULD, "Negen kinderen leerden bij ons Nederlands."),
        "aantal_taalklassen": Gelezen(INGEVULD, "2"),
    }
    vol = maak_rapport("99002", jaar=2024, **extra)
    document = uitvoer_van_rapport(vol, "md").data
    ronde = stukken_innemen(wie=maak_wie("kwaliteit_swv", streek.swv), bestanden=[Ingeleverd("verslag.md", document)])
    lees_ronde(ronde.pk)
    stuk = Inboxstuk.objects.voor_taak("test").get(ronde=ronde)
    assert stuk.stand == Inboxstuk.GELEZEN, stuk.zin
    assert definitie_bij(stuk).versie == eigen.versie
    rijen = {v.vraag: v for v in Voorstel.objects.voor_taak("test").filter(stuk=stuk)}
    assert rijen["nieuwkomers_en_taal"].waarde == "Negen kinderen leerden bij ons Nederlands."
    assert rijen["aantal_taalklassen"].waarde == "2"
    assert "verschil_uitleg" not in rijen


def test_vergelijken_over_jaren_en_tussen_verbanden(
    eigen: Formaatversie, maak_rapport: Any, client_als: Any, streek: Any
) -> None:
    Deelname.objects.create(bestuur_id="99003", swv_id="PO9901")
    School.objects.filter(pk="99CC00").update(swv_id="PO9902")
    maak_rapport("99001", jaar=2023, stand="ingediend", leeg=True)
    nieuw = maak_rapport("99001", jaar=2024, stand="ingediend", leeg=True)
    ander = maak_rapport("99003", jaar=2024, stand="ingediend", leeg=True)
    assert (nieuw.invulling.versie, ander.invulling.versie) == (eigen.versie, "2024-1")
    antwoord_bewaren(
        wie=HUIS, invulling=nieuw.invulling, vraag="nieuwkomers_en_taal", gelezen=Gelezen(INGEVULD, "Twaalf."), gezien=0
    )
    antwoord_bewaren(
        wie=HUIS, invulling=ander.invulling, vraag="verschil_uitleg", gelezen=Gelezen(INGEVULD, "Afgerond."), gezien=0
    )
    client = client_als("directeur_swv", streek.swv)
    zij = client.get(reverse("verantwoording:vergelijken"), {"jaar": "2024", "b": ["99001", "99003"], "deel": "alles"})
    tekst = zij.content.decode()
    assert "Twaalf." in tekst
    assert "Afgerond." in tekst
    assert "Deze vraag stond niet in dit formulier" in tekst
    jaren = client.get(reverse("verantwoording:jaren-naast-elkaar", args=["99001"])).content.decode()
    assert "is nieuw" in jaren
    assert "is vervallen" in jaren


def test_bestuur_in_twee_verbanden_krijgt_het_formulier_waar_de_meeste_scholen_staan(
    eigen: Formaatversie, streek: Any, beheer: Wie
) -> None:
    assert formulier.kies_swv({"PO9901", "PO9902"}, {"PO9902": 2, "PO9901": 1}) == "PO9902"
    assert formulier.kies_swv({"PO9902", "PO9901"}, {}) == "PO9901"
    assert formulier.kies_swv(set(), {}) == ""
    Deelname.objects.create(bestuur_id="99003", swv_id="PO9901")
    assert _open("99003").invulling.versie == "2024-1"  # its one school is in PO9902
    School.objects.filter(pk="99CC00").update(swv_id="PO9901")
    assert formulier.formulier_voor(Bestuur.objects.get(pk="99003"), JAAR).versie == eigen.versie
    d = q.oordeel(eigen).definitie
    assert d is not None
    Deelname.objects.filter(bestuur="99003", swv="PO9902").update(tot=dt.date(2024, 7, 31))
    Deelname.objects.filter(bestuur="99003", swv="PO9901").update(van=dt.date(2024, 8, 1))
    School.objects.filter(pk="99CC00").update(swv_id="PO9902")
    zinnen = {(str(j), o.naam): o.zin for j, rijen in q.ontvangers(beheer, eigen, d) for o in rijen}
    assert (
        "maakt het daarin af" in zinnen["2024-2025", "Stichting 99003"]
        or "leeg" in zinnen["2024-2025", "Stichting 99003"]
    )
    School.objects.filter(pk="99CC00").update(swv_id="PO9901")
    Deelname.objects.create(bestuur_id="99002", swv_id="PO9902")
    School.objects.filter(pk="99BB00").update(swv_id="PO9902")
    zinnen = {(str(j), o.naam): o.zin for j, rijen in q.ontvangers(beheer, eigen, d) for o in rijen}
    assert "Het krijgt het formulier van PO9902" in zinnen["2024-2025", "Stichting 99002"]
    assert "zodra het schooljaar wordt klaargezet" in zinnen["2024-2025", "Stichting 99001"]


def test_proberen_met_echte_antwoorden_alleen_voor_wie_ze_mag_lezen(
    beheer: Wie, maak_rapport: Any, client_als: Any, streek: Any
) -> None:
    maak_rapport("99001", jaar=2023, stand="ingediend")
    rij = _concept(beheer)
    s.versie_delen(wie=beheer, versie=rij)
    url = reverse("formats:proberen", args=[rij.pk])
    directeur = client_als("directeur_swv", streek.swv).get(url).content.decode()
    assert "Stichting 99001, 2023-2024" in directeur
    assert "Verzonnen antwoorden" not in directeur
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="formats.antwoorden_geprobeerd").count() == 1
    functioneel = client_als("functioneel_beheerder", streek.swv).get(url).content.decode()
    assert "Verzonnen antwoorden" in functioneel
    assert "Stichting 99001" not in functioneel


def test_verschil_zegt_wat_de_lezer_en_de_cijfers_merken(beheer: Wie, client_als: Any) -> None:
    rij = _concept(beheer)
    a.vraag_weg(wie=beheer, versie=rij, vraag="teruggeplaatst")
    client = client_als("functioneel_beheerder", gebruiker=None)
    s.versie_delen(wie=beheer, versie=rij)
    tekst = client.get(reverse("formats:verschil", args=[rij.pk])).content.decode()
    assert "Getest: de lezer vindt het antwoord terug" in tekst
    assert "Deze cijfers komen er niet meer bij" in tekst
    assert "Deze vraag wordt niet meer gesteld" in tekst


def test_kop_van_een_vervallen_vraag_loopt_niet_over_in_een_ander_antwoord() -> None:
    ruw = inhoud.lees(bestand_van(FORMAAT, "2024-1") or "")
    code = inhoud.vraag_erbij(ruw, "extra", "tekst", "Nieuwkomers")
    inhoud.vraag(ruw, code)["koppen"] = ["NIEUWKOMERS"]
    oud = controleer(ruw).definitie
    assert oud is not None
    teksten = {"externe_functie": "Onze experts hielpen elf scholen.", code: "Zeven kinderen kwamen erbij."}
    vol = dict(voorbeeld(oud, ["PO9901"]).stukken) | {c: Stuk(INGEVULD, tekst) for c, tekst in teksten.items()}
    kop = Rapportkop(swvs=[Verband("PO9901")], bestuur="Stichting Proef", schooljaar="2024-2025")
    document = maak_md(stuk_van_rapport(oud, vol, kop))
    for weg in teksten:
        inhoud.vraag_weg(ruw, weg, vervalt=True)
    nieuw = controleer(ruw).definitie
    lezing = lees(document, "oud.md", nieuw).als_json()
    niet_geplaatst = " ".join(n["tekst"] for n in lezing["niet_geplaatst"])
    antwoorden = str(lezing["onderdelen"]) + str(lezing["extra"])
    for tekst in teksten.values():
        assert tekst in niet_geplaatst
        assert tekst not in antwoorden


def test_cijfers_die_genoemd_worden_bestaan() -> None:
    codes = {code for rij in formulier.CIJFERS_UIT.values() for code in rij}
    assert not {code for code in codes if code not in indicatoren}


def test_vaste_aantallen_vragen_aan_de_database(
    eigen: Formaatversie, beheer: Wie, streek: Any, client_als: Any, django_assert_max_num_queries: Any
) -> None:
    concept = _concept(beheer)
    client = client_als("functioneel_beheerder", streek.swv)
    s.versie_delen(wie=beheer, versie=concept)
    url = reverse("formats:publiceren", args=[concept.pk])
    client.get(url)
    with django_assert_max_num_queries(60) as eerste:
        client.get(url)
    for nr in range(6):
        Bestuur.objects.create(nummer=f"9910{nr}", naam=f"Stichting 9910{nr}", verzonnen=True)
        Deelname.objects.create(bestuur_id=f"9910{nr}", swv_id="PO9901")
        _open(f"9910{nr}")
    with django_assert_max_num_queries(len(eerste)):
        client.get(url)
    with django_assert_max_num_queries(30):
        client.get(reverse("formats:overzicht"))
