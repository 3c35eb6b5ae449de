"""The screens of consent: write down, withdraw as easily, history, about oneself, and who may not (AVG-01, AVG-02, AVG art. 7)."""

import datetime as dt
import html
import re
from typing import Any

import pytest

from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.privacy.models import Registerregel, Toestemming
from vindplaats.privacy.register.actions import verwerking_bewaren
from vindplaats.privacy.toestemming import actions, queries
from vindplaats.privacy.verzoek import inzage, vinden
from vindplaats.toegang.models import Gebeurtenis, Gebruiker
from vindplaats.toegang.wie import Wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("AVG-01", "AVG-02")]
NIEUWSBRIEF = {
    "naam": "Nieuwsbrief", "doel": "Lezers op de hoogte houden.", "van": "Lezers", "gegevens": "naam, e-mailadres",
    "grondslag": "toestemming (AVG artikel 6 lid 1 onder a)", "toestemming": Registerregel.MENS, "vraag": "Mogen we je de nieuwsbrief sturen?",
}  # fmt: skip


def tekst(antwoord: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", antwoord.content.decode())))


@pytest.fixture
def po(streek: Any, maak_wie: Any) -> Wie:
    wie: Wie = maak_wie("privacy_officer", streek.swv)
    waarde_zetten(
        wie=wie,
        code="privacy.toestemming.uitwisselen",
        ruw="Mogen wij delen?",
        vanaf=dt.date(2020, 1, 1),
        bron="reglement",
    )
    return wie


@pytest.fixture
def nieuwsbrief(po: Wie) -> str:
    return verwerking_bewaren(wie=po, waarden=NIEUWSBRIEF, vanaf=vandaag()).sleutel


def formulier(**anders: str) -> dict[str, str]:
    return {
        "over": "L-2025-014", "gever": "A. Ouder", "hoedanigheid": "ouder met gezag", "verteld": "Met wie, en dat intrekken kan.",
        "bewijs": "Formulier van 3 maart.", "gegeven_op": str(vandaag()), "geldig_tot": "",
    } | anders  # fmt: skip


def test_vastleggen_zien_en_intrekken(po: Wie, client_als: Any) -> None:
    client = client_als("privacy_officer")
    assert "Leg vast: gegevens verzamelen en uitwisselen" in tekst(client.get("/privacy/toestemming/"))
    adres = "/privacy/toestemming/doel/uitwisselen/vastleggen/"
    assert "Mogen wij delen?" in tekst(client.get(adres))
    lijst = client.post(adres, formulier(), follow=True)
    assert "L-2025-014" in tekst(lijst)
    rij = Toestemming.objects.voor_taak("test").get()
    assert (rij.over, rij.tekst, rij.verteld, rij.geldig_tot) == (
        "kenmerk:L-2025-014",
        "Mogen wij delen?",
        "Met wie, en dat intrekken kan.",
        None,
    )
    pagina = tekst(client.get(f"/privacy/toestemming/{rij.pk}/"))
    for zin in (
        "Formulier van 3 maart.",
        "tot het wordt ingetrokken",
        "A. Ouder (ouder met gezag)",
        "Toestemming vastgelegd",
    ):
        assert zin in pagina
    weg = client.post(f"/privacy/toestemming/{rij.pk}/", {"op": str(vandaag()), "bewijs": ""}, follow=True)
    assert "Ingetrokken. De toestemming blijft als bewijs staan." in tekst(weg)
    assert "Trek deze toestemming in" not in tekst(weg)
    assert "L-2025-014" not in tekst(client.get("/privacy/toestemming/doel/uitwisselen/"))
    assert "L-2025-014" in tekst(client.get("/privacy/toestemming/doel/uitwisselen/?stand=alle"))
    assert client.post(adres, formulier(), follow=True).status_code == 200  # given again: a new row beside the old one
    nieuw = Toestemming.objects.voor_taak("test").get(ingetrokken_op=None)
    assert "Eerder en later over dezelfde" in tekst(client.get(f"/privacy/toestemming/{nieuw.pk}/"))
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {"privacy.toestemming_gegeven", "privacy.toestemming_ingetrokken", "privacy.toestemming_gelezen"} <= namen


def test_met_een_einddag_loopt_zij_af(po: Wie) -> None:
    rij = actions.toestemming_geven(
        wie=po, doel="uitwisselen", over="kenmerk:1", gever="A", hoedanigheid="voogd", bewijs="x",
        gegeven_op=vandaag() - dt.timedelta(days=20), geldig_tot=vandaag() - dt.timedelta(days=10),
    )  # fmt: skip

    def geldt(dagen: int) -> bool:
        return queries.toestemming_geldt(
            swv=po.organisatie, doel="uitwisselen", over="kenmerk:1", dag=vandaag() - dt.timedelta(days=dagen)
        )

    assert (geldt(21), geldt(20), geldt(10), geldt(9)) == (False, True, True, False)
    assert rij.stand_op(vandaag()) == "verlopen"
    regel = next(r for r in queries.doelregels(po) if r.doel.code == "uitwisselen")
    assert (regel.geldig, regel.ingetrokken, regel.verlopen) == (0, 0, 1)
    with pytest.raises(OngeldigeInvoer, match="laatste dag"):
        actions.toestemming_geven(
            wie=po, doel="uitwisselen", over="kenmerk:2", gever="A", hoedanigheid="voogd", bewijs="x",
            geldig_tot=vandaag() - dt.timedelta(days=1),
        )  # fmt: skip


def test_fouten_staan_bij_het_veld_en_wat_getypt_is_blijft(po: Wie, client_als: Any) -> None:
    client = client_als("privacy_officer")
    adres = "/privacy/toestemming/doel/uitwisselen/vastleggen/"
    antwoord = client.post(adres, formulier(bewijs="", over="111222333"))
    assert (antwoord.status_code, "Schrijf op waaruit dit blijkt" in tekst(antwoord)) == (422, True)
    assert "A. Ouder" in antwoord.content.decode()
    assert "burgerservicenummer kan zijn" in tekst(client.post(adres, formulier(over="111222333")))
    assert client.get("/privacy/toestemming/doel/knooppunt/vastleggen/").status_code == 200
    leeg = client.post("/privacy/toestemming/doel/knooppunt/vastleggen/", formulier())
    assert "nog geen tekst" in tekst(leeg)
    rij = actions.toestemming_geven(
        wie=po, doel="uitwisselen", over="kenmerk:1", gever="A", hoedanigheid="voogd", bewijs="x"
    )
    morgen = str(vandaag() + dt.timedelta(days=1))
    assert client.post(f"/privacy/toestemming/{rij.pk}/", {"op": morgen}).status_code == 422


def test_wie_niet_mag(po: Wie, client_als: Any, streek: Any) -> None:
    rij = actions.toestemming_geven(
        wie=po, doel="uitwisselen", over="kenmerk:1", gever="A", hoedanigheid="voogd", bewijs="x"
    )
    for pad in (f"{rij.pk}/", "doel/uitwisselen/", "doel/uitwisselen/vastleggen/"):
        assert client_als("directeur_swv").get(f"/privacy/toestemming/{pad}").status_code == 403
    assert client_als("privacy_officer", streek.ander_swv).get(f"/privacy/toestemming/{rij.pk}/").status_code == 404
    assert client_als("privacy_officer").get("/privacy/toestemming/doel/bestaat-niet/").status_code == 404


def test_over_jezelf_geven_en_even_makkelijk_intrekken(nieuwsbrief: str, client_als: Any, streek: Any) -> None:
    client = client_als("bestuurder")
    assert "Mogen we je de nieuwsbrief sturen?" in tekst(client.get("/privacy/mijn-toestemming/"))
    ja = client.post("/privacy/mijn-toestemming/", {"swv": streek.swv, "doel": nieuwsbrief}, follow=True)
    assert "Je gaf toestemming. Intrekken kan hier altijd, met één knop." in tekst(ja)
    client.post("/privacy/mijn-toestemming/", {"swv": streek.swv, "doel": nieuwsbrief})
    rij = Toestemming.objects.voor_taak("test").get()
    assert (rij.hoedanigheid, rij.tekst, rij.bewijs) == ("de persoon zelf", NIEUWSBRIEF["vraag"], actions.ZELF_BEWIJS)
    assert "Intrekken kan altijd" in rij.verteld
    assert client_als("schooldirecteur").post("/privacy/mijn-toestemming/", {"rij": str(rij.pk)}).status_code == 404
    nee = client.post("/privacy/mijn-toestemming/", {"rij": str(rij.pk)}, follow=True)
    assert "je hebt geen toestemming gegeven" in tekst(nee)
    assert "Wat je eerder gaf" in tekst(nee)
    rij.refresh_from_db()
    assert (rij.stand_op(vandaag()), rij.intrek_bewijs) == ("ingetrokken", actions.ZELF_INGETROKKEN)
    for fout in (
        {"rij": "x"},
        {"swv": streek.ander_swv, "doel": nieuwsbrief},
        {"swv": streek.swv, "doel": "uitwisselen"},
        {},
    ):
        assert client.post("/privacy/mijn-toestemming/", fout).status_code == 404


def test_alleen_voor_een_mens_en_een_ander_verband_bestaat_niet(nieuwsbrief: str, maak_wie: Any, streek: Any) -> None:
    with pytest.raises(GeenRecht):
        actions.zelf_geven(wie=Wie.taak("t"), swv=streek.swv, doel=nieuwsbrief)
    with pytest.raises(NietGevonden):
        actions.zelf_geven(wie=maak_wie("bestuurder", streek.ander_bestuur), swv=streek.swv, doel=nieuwsbrief)
    wie = maak_wie("bestuurder")
    actions.zelf_geven(wie=wie, swv=streek.swv, doel=nieuwsbrief)
    with pytest.raises(VerkeerdeStand, match="is er al"):
        actions.zelf_geven(wie=wie, swv=streek.swv, doel=nieuwsbrief)


def test_officier_legt_vast_voor_iemand_met_een_account(
    nieuwsbrief: str, po: Wie, client_als: Any, maak_wie: Any
) -> None:
    mens = Gebruiker.objects.get(pk=maak_wie("bestuurder").gebruiker_id)
    client = client_als("privacy_officer")
    adres = f"/privacy/toestemming/doel/{nieuwsbrief}/vastleggen/"
    goed = {"over": f"toegang.gebruiker:{mens.pk}", "bewijs": "Gebeld.", "gegeven_op": str(vandaag())}
    assert client.post(adres, goed | {"over": "toegang.gebruiker:x"}).status_code == 422
    assert mens.naam in tekst(client.post(adres, goed, follow=True))
    rij = Toestemming.objects.voor_taak("test").get()
    assert (rij.gever, rij.hoedanigheid) == (mens.naam, "de persoon zelf")
    gegevens = dict(vinden.aangemeld())["privacy.toestemming"]
    assert [r[0][1] for r in inzage._rijen("privacy.toestemming", gegevens, mens)] == [str(rij.pk)]
    actions.zelf_intrekken(wie=Wie(mens.pk, mens.naam, "bestuurder", "bestuur:99001"), toestemming=rij)


def test_andere_woorden_en_een_einde_in_het_register(nieuwsbrief: str, po: Wie, client_als: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    rij = actions.zelf_geven(wie=wie, swv=po.organisatie, doel=nieuwsbrief)
    verwerking_bewaren(
        wie=po, waarden=NIEUWSBRIEF | {"vraag": "Mag de nieuwe brief ook?"}, vanaf=vandaag(), sleutel=nieuwsbrief
    )
    assert rij.tekst == NIEUWSBRIEF["vraag"]
    assert queries.doel_voor(po.organisatie, nieuwsbrief).tekst == "Mag de nieuwe brief ook?"
    with pytest.raises(OngeldigeInvoer, match="welke woorden"):
        verwerking_bewaren(wie=po, waarden=NIEUWSBRIEF | {"vraag": " "}, vanaf=vandaag())
    client = client_als("privacy_officer")
    fout = client.post("/privacy/register/nieuw/", NIEUWSBRIEF | {"vraag": "", "vanaf": str(vandaag())})
    assert (fout.status_code, "In welke woorden" in tekst(fout)) == (422, True)


def test_vast_aantal_zoekvragen(po: Wie, client_als: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_als("privacy_officer")
    adres = "/privacy/toestemming/doel/uitwisselen/"
    client.get(adres)
    tel = []
    for ronde in range(2):
        for nr in range(5):
            actions.toestemming_geven(
                wie=po, doel="uitwisselen", over=f"kenmerk:{ronde}-{nr}", gever="A", hoedanigheid="voogd", bewijs="x"
            )
        with CaptureQueriesContext(
            connection,
        ) as vragen:
            client.get(adres)
        tel.append(len(vragen))
    assert tel[0] == tel[1]
