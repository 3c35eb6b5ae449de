"""Inviting, sending again, withdrawing, accepting."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.toegang import actions
from vindplaats.toegang.models import Gebeurtenis, Gebruiker, RolToekenning, Uitnodiging
from vindplaats.toegang.rules import hash_token
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
STERK = "een lange zin over fietsen"


def nodig_uit(wie: Wie, **extra: Any) -> Uitnodiging:
    gegevens: dict[str, Any] = {
        "email": "Nieuw@Voorbeeld.test",
        "naam": "Nieuw Mens",
        "rol": "bestuursadviseur",
        "organisatie": "bestuur:99001",
    }
    return actions.mens_uitnodigen(wie=wie, **(gegevens | extra))


def token_uit_mail(index: int = -1) -> str:
    return re.search(r"/welkom/([\w-]+)/", mail.outbox[index].body).group(1)


@pytest.fixture
def beheerder(streek: Any, maak_wie: Any) -> Wie:
    return maak_wie("functioneel_beheerder", streek.swv)


@pytest.fixture
def verstuurd(beheerder: Wie, django_capture_on_commit_callbacks: Any) -> Uitnodiging:
    with django_capture_on_commit_callbacks(execute=True):
        return nodig_uit(beheerder)


@pytest.mark.regel("AVG-04", "AVG-08")
def test_mail_heeft_link_en_geen_persoonsgegevens(verstuurd: Uitnodiging) -> None:
    bericht = mail.outbox[-1]
    assert bericht.to == ["nieuw@voorbeeld.test"]
    assert "Nieuw Mens" not in bericht.body + bericht.subject
    assert "99001" not in bericht.body + bericht.subject
    token = token_uit_mail()
    assert verstuurd.token_hash == hash_token(token)
    assert token not in str(list(Uitnodiging.objects.values()))


def test_staat_in_het_logboek_van_de_organisatie(verstuurd: Uitnodiging, beheerder: Wie) -> None:
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="toegang.mens_uitgenodigd")
    assert rij.organisatie == "bestuur:99001"
    assert rij.gebruiker_id == beheerder.gebruiker_id
    assert "voorbeeld.test" not in rij.zin


def test_ander_bestuur_mag_niet(streek: Any, maak_wie: Any) -> None:
    bestuurder = maak_wie("bestuurder", streek.ander_bestuur)
    with pytest.raises(GeenRecht):
        nodig_uit(bestuurder)
    assert not Uitnodiging.objects.exists()


def test_eigen_bestuurder_en_eigen_school(streek: Any, maak_wie: Any) -> None:
    bestuurder = maak_wie("bestuurder", streek.bestuur)
    nodig_uit(bestuurder)
    nodig_uit(bestuurder, rol="ib_er", organisatie=streek.school)
    with pytest.raises(GeenRecht):
        nodig_uit(bestuurder, rol="ib_er", organisatie=streek.buurschool)
    with pytest.raises(GeenRecht):
        nodig_uit(bestuurder, rol="directeur_swv", organisatie=streek.swv)


@pytest.mark.parametrize(
    ("extra", "veld"),
    [
        ({"email": "geen-adres"}, "email"),
        ({"naam": "  "}, "naam"),
        ({"rol": "directeur_swv"}, "organisatie"),
        ({"rol": "keizer"}, "organisatie"),
        ({"rol_van": dt.date(2030, 1, 2), "rol_tot": dt.date(2030, 1, 1)}, "tot"),
    ],
)
def test_slechte_invoer(beheerder: Wie, extra: dict[str, Any], veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        nodig_uit(beheerder, **extra)
    assert veld in fout.value.velden


def test_niet_twee_keer_tegelijk(verstuurd: Uitnodiging, beheerder: Wie) -> None:
    with pytest.raises(VerkeerdeStand, match="al een uitnodiging"):
        nodig_uit(beheerder)


def test_opnieuw_geeft_nieuwe_link_en_oude_werkt_niet(
    verstuurd: Uitnodiging, beheerder: Wie, django_capture_on_commit_callbacks: Any, client: Client
) -> None:
    oud = token_uit_mail()
    with django_capture_on_commit_callbacks(execute=True):
        actions.uitnodiging_opnieuw(wie=beheerder, uitnodiging=verstuurd)
    assert client.get(f"/toegang/welkom/{oud}/").status_code == 404
    assert client.get(f"/toegang/welkom/{token_uit_mail()}/").status_code == 200


def test_intrekken_sluit_de_link(verstuurd: Uitnodiging, beheerder: Wie, client: Client) -> None:
    actions.uitnodiging_intrekken(wie=beheerder, uitnodiging=verstuurd)
    antwoord = client.get(f"/toegang/welkom/{token_uit_mail()}/")
    assert antwoord.status_code == 410
    assert "ingetrokken" in antwoord.content.decode()
    with pytest.raises(VerkeerdeStand):
        actions.uitnodiging_opnieuw(wie=beheerder, uitnodiging=verstuurd)


def test_verlopen(verstuurd: Uitnodiging, client: Client) -> None:
    Uitnodiging.objects.update(verloopt=verstuurd.verloopt - dt.timedelta(days=15))
    antwoord = client.get(f"/toegang/welkom/{token_uit_mail()}/")
    assert antwoord.status_code == 410
    assert "verlopen" in antwoord.content.decode()


def test_aannemen_maakt_account_rol_en_vraagt_tweede_stap(
    verstuurd: Uitnodiging, client: Client, settings: Any
) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    token = token_uit_mail()
    antwoord = client.post(
        f"/toegang/welkom/{token}/", {"naam": "Nieuw Mens", "wachtwoord": STERK, "nog_een_keer": STERK}
    )
    assert antwoord.status_code == 302
    assert antwoord.url == "/account/tweede-stap/instellen/"
    assert client.get(antwoord.url).status_code == 200, "no second password question right after choosing one"
    mens = Gebruiker.objects.get(email="nieuw@voorbeeld.test")
    assert mens.check_password(STERK)
    rol = RolToekenning.objects.get(gebruiker=mens)
    assert (rol.rol, rol.organisatie) == ("bestuursadviseur", "bestuur:99001")
    assert client.get("/toegang/berichten/").url == "/account/tweede-stap/instellen/"
    assert Client().get(f"/toegang/welkom/{token}/").status_code == 410
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {"toegang.uitnodiging_aangenomen", "toegang.aangemeld"} <= namen


@pytest.mark.parametrize(
    ("wachtwoord", "nog", "zin"),
    [("kort", "kort", "12"), (STERK, STERK + "!", "niet gelijk"), ("wachtwoord12345", "wachtwoord12345", "lijst")],
)
def test_zwak_wachtwoord_of_ongelijk(
    verstuurd: Uitnodiging, client: Client, wachtwoord: str, nog: str, zin: str
) -> None:
    antwoord = client.post(
        f"/toegang/welkom/{token_uit_mail()}/", {"naam": "Nieuw Mens", "wachtwoord": wachtwoord, "nog_een_keer": nog}
    )
    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert zin in tekst
    assert "Nieuw Mens" in tekst, "what was typed stays"
    assert not Gebruiker.objects.filter(email="nieuw@voorbeeld.test").exists()


def test_bestaand_account_neemt_rol_erbij(verstuurd: Uitnodiging, streek: Any) -> None:
    mens = maak_gebruiker(email="nieuw@voorbeeld.test")
    token = token_uit_mail()
    assert Client().get(f"/toegang/welkom/{token}/").status_code == 302
    ander = Client()
    ander.force_login(maak_gebruiker())
    assert ander.post(f"/toegang/welkom/{token}/").status_code == 403
    assert not RolToekenning.objects.filter(gebruiker=mens).exists()
    eigen = Client()
    eigen.force_login(mens)
    assert eigen.get(f"/toegang/welkom/{token}/").status_code == 200
    assert eigen.post(f"/toegang/welkom/{token}/").status_code == 302
    assert RolToekenning.objects.filter(gebruiker=mens, rol="bestuursadviseur").exists()


def test_onbekende_link_is_404_en_raden_wordt_gestopt(client: Client, db: Any) -> None:
    codes = [client.get(f"/toegang/welkom/gok{i}/").status_code for i in range(35)]
    assert codes[0] == 404
    assert codes[-1] == 429


def test_scherm_uitnodigen(streek: Any, client_als: Any, django_capture_on_commit_callbacks: Any) -> None:
    client = client_als("functioneel_beheerder", streek.swv)
    assert client.get("/toegang/mensen/uitnodigen/").status_code == 200
    gegevens = {"naam": "Piet", "email": "piet@voorbeeld.test", "organisatie": streek.bestuur, "rol": "bestuurder"}
    fout = client.post("/toegang/mensen/uitnodigen/", gegevens | {"rol": "ib_er"})
    assert fout.status_code == 422
    assert "hoort bij een school" in fout.content.decode()
    assert "piet@voorbeeld.test" in fout.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        goed = client.post("/toegang/mensen/uitnodigen/", gegevens)
    assert goed.status_code == 302
    assert "piet@voorbeeld.test" in client.get("/toegang/uitnodigingen/").content.decode()


def test_scherm_vreemde_404_en_te_weinig_recht_403(verstuurd: Uitnodiging, streek: Any, client_als: Any) -> None:
    adres = f"/toegang/uitnodigingen/{verstuurd.pk}/intrekken/"
    assert client_als("bestuurder", streek.ander_bestuur).post(adres).status_code == 404
    assert client_als("bestuursadviseur", streek.bestuur).post(adres).status_code == 403
    assert Client().post(adres).status_code == 302
    assert client_als("bestuurder", streek.bestuur).post(adres).status_code == 302
    verstuurd.refresh_from_db()
    assert verstuurd.ingetrokken_op


def test_aannemen_met_twee_vensters_werkt_een_keer(verstuurd: Uitnodiging) -> None:
    mens = maak_toekenning("bestuurder").gebruiker
    Uitnodiging.objects.update(email=mens.email)
    verstuurd.refresh_from_db()
    wie = Wie(mens.pk, mens.naam, "")
    actions.uitnodiging_aannemen(wie=wie, uitnodiging=verstuurd, gebruiker=mens)
    with pytest.raises(VerkeerdeStand):
        actions.uitnodiging_aannemen(wie=wie, uitnodiging=verstuurd, gebruiker=mens)
    assert client_voor(wie).get("/toegang/account/").status_code == 200


class KapotteServer:
    """A mail server that is not there."""

    def __init__(self, **kwargs: Any) -> None:
        pass

    def send_messages(self, berichten: Any) -> int:
        raise ConnectionRefusedError("geen mailserver")


@pytest.mark.django_db(transaction=True)
def test_mailserver_weg_zegt_wat_je_doet(transactional_db: Any, streek: Any, client_als: Any, settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.KapotteServer"}}
    client = client_als("functioneel_beheerder", streek.swv)
    gegevens = {"naam": "Piet", "email": "piet@voorbeeld.test", "organisatie": streek.bestuur, "rol": "bestuurder"}
    antwoord = client.post("/toegang/mensen/uitnodigen/", gegevens)
    assert antwoord.status_code == 422
    assert "mail kon niet weg" in antwoord.content.decode()
    assert Uitnodiging.objects.filter(email="piet@voorbeeld.test").exists()
    maak_gebruiker(email="els@voorbeeld.test", wachtwoord=STERK)
    reset = Client().post("/account/wachtwoord/vergeten/", {"email": "els@voorbeeld.test"})
    assert reset.url == "/account/wachtwoord/vergeten/verstuurd/"
