"""The editor: filling, autosave, two people, n.v.t., handing in; and who may not."""

import json
from typing import Any

import pytest

from vindplaats.formats.queries import antwoorden
from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests.fabriek import client_als
from vindplaats.verantwoording.actions import jaar_openen
from vindplaats.verantwoording.models import Rapport

from .conftest import JAAR, MaakRapport

JSON = {"HTTP_ACCEPT": "application/json"}


def _namen(rapport: Rapport) -> list[str]:
    rijen = Gebeurtenis.objects.voor_taak("test").filter(onderwerp=f"verantwoording.rapport:{rapport.pk}")
    return list(rijen.order_by("wanneer").values_list("naam", flat=True))


def _bewaar(client: Any, rapport: Rapport, vraag: str, gezien: int = 0, **velden: str) -> Any:
    data = {("" if k == "waarde" else f".{k}"): v for k, v in velden.items()}
    return client.post(
        f"/verantwoording/{rapport.pk}/antwoord/{vraag}/",
        {f"{vraag}{naam}": waarde for naam, waarde in data.items()} | {"gezien": gezien},
        **JSON,
    )


@pytest.mark.regel("VER-01", "VER-05")
def test_eerste_letter_maakt_een_concept_en_vult_de_kop(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(stand="open", leeg=True)
    client = client_als("bestuursadviseur", streek.bestuur)
    antwoord = _bewaar(client, rapport, "ankerpunt_2", waarde="Wij werken volgens plan.")
    assert antwoord.status_code == 200
    assert antwoord.json()["gezien"] == 1
    rapport.zaak.refresh_from_db()
    nu = antwoorden(rapport.invulling)
    assert rapport.stand == "concept"
    assert nu["ankerpunt_2"].waarde == "Wij werken volgens plan."
    assert nu["schooljaar"].waarde == "2023-2024"
    assert nu["externe_functie"].stand == "nvt"
    assert "verantwoording.deel_gewijzigd" in _namen(rapport)


def test_verder_typen_geeft_een_logregel(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(leeg=True)
    client = client_als("bestuurder", streek.bestuur)
    nummer = _bewaar(client, rapport, "ankerpunt_1", waarde="een").json()["gezien"]
    _bewaar(client, rapport, "ankerpunt_1", nummer, waarde="een twee")
    assert _namen(rapport).count("verantwoording.deel_gewijzigd") == 1


def test_twee_mensen_zien_beide_teksten(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(leeg=True)
    een, ander = client_als("bestuurder", streek.bestuur), client_als("bestuursadviseur", streek.bestuur)
    _bewaar(een, rapport, "ankerpunt_1", waarde="tekst van een")
    botst = _bewaar(ander, rapport, "ankerpunt_1", waarde="tekst van de ander")
    assert botst.status_code == 409
    assert "tekst van" in botst.content.decode()
    pagina = ander.get(f"/verantwoording/{rapport.pk}/invullen/ankerpunten/").content.decode()
    assert "Twee versies" in pagina
    nummer = pagina.split('name="botsing" value="')[1].split('"')[0]
    ander.post(f"/verantwoording/{rapport.pk}/botsing/", {"botsing": nummer, "tekst": "samen geschreven"})
    assert antwoorden(rapport.invulling)["ankerpunt_1"].waarde == "samen geschreven"
    assert "verantwoording.botsing_opgelost" in _namen(rapport)


@pytest.mark.regel("VER-07")
def test_onleesbaar_bedrag_blijft_staan_met_een_zin(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(leeg=True)
    client = client_als("bestuurder", streek.bestuur)
    uit = client.post(
        f"/verantwoording/{rapport.pk}/antwoord/ontvangen/",
        {"ontvangen.terugploegregeling.PO9901": "heel veel", "gezien": 0},
        **JSON,
    )
    assert "geen bedrag" in json.dumps(uit.json()["fouten"], ensure_ascii=False)
    pagina = client.get(f"/verantwoording/{rapport.pk}/invullen/middelen/").content.decode()
    assert 'value="heel veel"' in pagina


def test_zonder_javascript(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(leeg=True)
    client = client_als("bestuurder", streek.bestuur)
    uit = client.post(
        f"/verantwoording/{rapport.pk}/antwoord/thuiszitters/",
        {"thuiszitters": "", "thuiszitters.stand": "nul", "gezien": 0},
    )
    assert uit.status_code == 302
    assert antwoorden(rapport.invulling)["thuiszitters"].stand == "nul"


def test_buur_mag_niet_schrijven_en_vreemde_vindt_niets(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(stand="ingediend")
    assert _bewaar(client_als("bestuurder", streek.buurbestuur), rapport, "extra", waarde="x").status_code == 403
    assert _bewaar(client_als("bestuurder", streek.ander_bestuur), rapport, "extra", waarde="x").status_code == 404
    assert _bewaar(client_als("directeur_swv", streek.swv), rapport, "extra", waarde="x").status_code == 403


def test_na_indienen_wijzigt_niets_meer(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(stand="ingediend")
    uit = _bewaar(client_als("bestuurder", streek.bestuur), rapport, "extra", 1, waarde="te laat")
    assert uit.status_code == 422
    assert "ingediend" in uit.json()["fout"]
    assert antwoorden(rapport.invulling)["extra"].waarde != "te laat"


@pytest.mark.regel("VER-13")
def test_vorig_jaar_overnemen_wordt_gemerkt(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport(jaar=2022, stand="vastgesteld", ankerpunt_3=Gelezen(INGEVULD, "Vorig jaar deden wij dit."))
    rapport = maak_rapport(leeg=True)
    client = client_als("bestuurder", streek.bestuur)
    assert (
        "Vorig jaar deden wij dit."
        in client.get(f"/verantwoording/{rapport.pk}/invullen/ankerpunten/").content.decode()
    )
    client.post(f"/verantwoording/{rapport.pk}/overnemen/ankerpunt_3/")
    assert antwoorden(rapport.invulling)["ankerpunt_3"].herkomst == "vorig_jaar"


@pytest.mark.regel("VER-06", "VER-08")
def test_deel_op_nvt(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(leeg=True)
    Rapport.objects.voor_taak("test").filter(pk=rapport.pk).update(kenmerken=["bao", "sbo_so"])
    client = client_als("bestuurder", streek.bestuur)
    client.post(f"/verantwoording/{rapport.pk}/nvt/proces_doelgroeparrangementen/", {"aan": "1"})
    assert antwoorden(rapport.invulling)["proces_doelgroeparrangementen_sturing"].stand == "nvt"
    assert client.post(f"/verantwoording/{rapport.pk}/nvt/ankerpunten/", {"aan": "1"}).status_code == 400


@pytest.mark.regel("VER-08", "VER-11")
def test_indienen_noemt_alles_wat_mist(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(leeg=True)
    client = client_als("bestuurder", streek.bestuur)
    pagina = client.get(f"/verantwoording/{rapport.pk}/stap/indienen/").content.decode()
    assert "Dit moet eerst" in pagina
    assert "Ankerpunt 1" in pagina
    assert client.post(f"/verantwoording/{rapport.pk}/stap/indienen/").status_code == 400
    rapport.zaak.refresh_from_db()
    assert rapport.stand == "concept"


@pytest.mark.regel("VER-01", "VER-15")
def test_indienen_met_een_verschil_houdt_niets_tegen(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport()
    client = client_als("bestuurder", streek.bestuur)
    pagina = client.get(f"/verantwoording/{rapport.pk}/stap/indienen/").content.decode()
    assert "€\u00a075 meer ontvangen dan besteed" in pagina
    assert client.post(f"/verantwoording/{rapport.pk}/stap/indienen/", {"stand": "concept"}).status_code == 302
    rapport.zaak.refresh_from_db()
    assert rapport.stand == "ingediend"
    nogmaals = client.post(f"/verantwoording/{rapport.pk}/stap/indienen/", {"stand": "concept"})
    assert nogmaals.status_code == 409


def test_adviseur_dient_niet_in(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport()
    client = client_als("bestuursadviseur", streek.bestuur)
    assert client.get(f"/verantwoording/{rapport.pk}/stap/indienen/").status_code == 403
    assert client.post(f"/verantwoording/{rapport.pk}/stap/indienen/").status_code == 403


@pytest.mark.regel("VER-14")
def test_heropenen_vraagt_een_reden(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(stand="vastgesteld")
    client = client_als("directeur_swv", streek.swv)
    assert client.post(f"/verantwoording/{rapport.pk}/stap/heropenen/", {"reden": " "}).status_code == 400
    assert (
        client.post(f"/verantwoording/{rapport.pk}/stap/heropenen/", {"reden": "Bedrag klopt niet"}).status_code == 302
    )
    rapport.zaak.refresh_from_db()
    assert rapport.stand == "concept"


@pytest.mark.regel("AVG-08")
def test_namen_worden_aangewezen(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(extra=Gelezen(INGEVULD, "Het overleg met mevrouw Petra Jansen verliep goed."))
    pagina = (
        client_als("bestuurder", streek.bestuur).get(f"/verantwoording/{rapport.pk}/stap/indienen/").content.decode()
    )
    assert "Petra Jansen" in pagina


def test_lezen_door_een_buur_staat_in_het_logboek(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(stand="ingediend")
    assert client_als("bestuurder", streek.buurbestuur).get(f"/verantwoording/{rapport.pk}/").status_code == 200
    assert _namen(rapport).count("verantwoording.rapport_gelezen") == 1


def test_eerdere_versie_terugzetten(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(extra=Gelezen(INGEVULD, "eerste tekst"))
    client = client_als("bestuurder", streek.bestuur)
    _bewaar(client, rapport, "extra", 1, waarde="tweede tekst")
    pagina = client.get(f"/verantwoording/{rapport.pk}/versies/extra/").content.decode()
    assert "eerste tekst" in pagina
    client.post(f"/verantwoording/{rapport.pk}/versies/extra/", {"nummer": "1"})
    assert antwoorden(rapport.invulling)["extra"].waarde == "eerste tekst"


def test_signaal_uitleggen(streek: Any, maak_rapport: MaakRapport) -> None:
    zelfde = "Deze lange alinea staat er ieder jaar weer precies zo in en niemand heeft hem aangepast sinds vorig jaar."
    maak_rapport(jaar=2022, stand="vastgesteld", ankerpunt_3=Gelezen(INGEVULD, zelfde))
    rapport = maak_rapport(ankerpunt_3=Gelezen(INGEVULD, zelfde))
    client = client_als("bestuurder", streek.bestuur)
    pagina = client.get(f"/verantwoording/{rapport.pk}/").content.decode()
    assert "gelijk aan die van vorig jaar" in pagina
    plek = next(p for p in pagina.split('name="plek" value="')[1:] if "ankerpunt_3" in p.split('"')[0]).split('"')[0]
    client.post(f"/verantwoording/{rapport.pk}/signaal/", {"plek": plek, "uitleg": "Bewust: er is niets veranderd."})
    assert "Bewust: er is niets veranderd." in client.get(f"/verantwoording/{rapport.pk}/").content.decode()
    assert client.post(f"/verantwoording/{rapport.pk}/signaal/", {"plek": plek, "uitleg": " "}).status_code == 400


@pytest.mark.regel("VER-01")
def test_jaar_klaarzetten(streek: Any) -> None:
    client = client_als("directeur_swv", streek.swv)
    uit = client.post("/verantwoording/klaarzetten/2024/", {"indienen_voor": "2025-11-15"})
    assert uit.status_code == 302
    pagina = client.get("/verantwoording/?jaar=2024").content.decode()
    assert "0 van de 2 besturen" in pagina
    client.post("/verantwoording/klaarzetten/2024/", {"indienen_voor": "2025-11-15"})
    assert Rapport.objects.voor_taak("test").filter(jaar=2024).count() == 2
    assert client.post("/verantwoording/klaarzetten/2024/", {"indienen_voor": "31-31-2025"}).status_code == 400
    assert client_als("bestuurder", streek.bestuur).get("/verantwoording/klaarzetten/2024/").status_code == 403


@pytest.mark.regel("VER-07", "VER-15")
def test_toekenningen(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport(stand="ingediend")
    client = client_als("controller_swv", streek.swv)
    assert client.post("/verantwoording/toekenningen/2023/", {"99001.terugploegregeling": "9.000"}).status_code == 302
    pagina = client.get("/verantwoording/toekenningen/2023/").content.decode()
    assert "€\u00a010.000" in pagina
    assert "wijkt af" in pagina
    assert 'value="9.000"' in pagina
    fout = client.post("/verantwoording/toekenningen/2023/", {"99001.terugploegregeling": "veel"})
    assert fout.status_code == 400
    assert 'value="veel"' in fout.content.decode()
    assert (
        client_als("kwaliteit_swv", streek.swv)
        .post("/verantwoording/toekenningen/2023/", {"99001.terugploegregeling": "1"})
        .status_code
        == 403
    )


def test_overzicht_maakt_een_vast_aantal_vragen(
    streek: Any, maak_rapport: MaakRapport, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from vindplaats.organisaties.models import Bestuur, Deelname

    client = client_als("directeur_swv", streek.swv)
    maak_rapport("99001")
    client.get("/verantwoording/?jaar=2023")
    with CaptureQueriesContext(
        connection,
    ) as weinig:
        client.get("/verantwoording/?jaar=2023")
    for i in range(12):
        nummer = f"98{i:03d}"
        Bestuur.objects.create(nummer=nummer, naam=f"Stichting {nummer}")
        Deelname.objects.create(bestuur_id=nummer, swv_id="PO9901")
        maak_rapport(nummer, stand="ingediend", leeg=True)
    with CaptureQueriesContext(connection) as veel:
        client.get("/verantwoording/?jaar=2023")
    assert len(veel) == len(weinig)


def test_jaar_openen_in_ander_verband(streek: Any) -> None:
    from vindplaats.kern.fouten import GeenRecht
    from vindplaats.organisaties.models import Swv
    from vindplaats.toegang.tests.fabriek import maak_wie

    with pytest.raises(GeenRecht):
        jaar_openen(wie=maak_wie("directeur_swv", streek.ander_swv), swv=Swv.objects.get(pk="PO9901"), jaar=JAAR)


@pytest.mark.regel("VER-04", "VER-07")
def test_toegekend_bedrag_overnemen_uit_de_regio(streek: Any, maak_rapport: MaakRapport) -> None:
    from vindplaats.organisaties.models import Leerlingaantal

    rapport = maak_rapport(leeg=True)
    Leerlingaantal.objects.create(school_id="99AA00", jaar=2023, aantal=214, soort="BO")
    client = client_als("bestuurder", streek.bestuur)
    url = f"/verantwoording/{rapport.pk}/uit-de-regio/ontvangen/"
    assert client.post(url).status_code == 404
    client_als("controller_swv", streek.swv).post(
        "/verantwoording/toekenningen/2023/", {"99001.terugploegregeling": "81.739"}
    )
    pagina = client.get(f"/verantwoording/{rapport.pk}/invullen/middelen/").content.decode()
    assert "Bekend in de regio" in pagina
    assert "Leerlingen BO" in pagina
    client.post(url)
    antwoord = antwoorden(rapport.invulling)["ontvangen"]
    assert antwoord.waarde == {"terugploegregeling": {"PO9901": 81_739_00}}
    assert antwoord.herkomst == "regio"
    assert client_als("bestuurder", streek.ander_bestuur).post(url).status_code == 404


@pytest.mark.regel("VER-01", "VER-14")
def test_de_ander_krijgt_bericht_zonder_inhoud(streek: Any, maak_rapport: MaakRapport) -> None:
    from vindplaats.toegang.models import Bericht

    rapport = maak_rapport()
    bestuurder, directeur = client_als("bestuurder", streek.bestuur), client_als("directeur_swv", streek.swv)
    client_als("directeur_swv", streek.ander_swv)
    bestuurder.post(f"/verantwoording/{rapport.pk}/stap/indienen/", {"stand": "concept"})
    assert [b.gebruiker_id for b in Bericht.objects.all()] == [directeur.wie.gebruiker_id]
    directeur.post(f"/verantwoording/{rapport.pk}/stap/heropenen/", {"reden": "Bedrag klopt niet"})
    bericht = Bericht.objects.get(gebruiker=bestuurder.wie.gebruiker_id)
    assert "heropend" in bericht.tekst
    assert "Bedrag" not in bericht.tekst
