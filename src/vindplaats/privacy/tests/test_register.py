"""The register of processing (art. 30), retention and consent: generated, never invented, with history (P-01, AVG-01, AVG-02, P-06)."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest

from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.kern import klok
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.persoonsgegevens import verwerkingen
from vindplaats.privacy.bewaren import queries as bewaren
from vindplaats.privacy.models import Registerregel, Toestemming
from vindplaats.privacy.register import actions, queries, rules
from vindplaats.privacy.toestemming import actions as toestemming
from vindplaats.privacy.toestemming import queries as toestemmingen
from vindplaats.toegang.models import Bericht, Gebeurtenis
from vindplaats.toegang.wie import Wie

TAAK = Wie.taak("Test")
EIGEN = {
    "naam": "Bezoekerslijst",
    "doel": "Weten wie er is.",
    "van": "Bezoekers",
    "gegevens": "Naam",
    "grondslag": "AVG 6 lid 1 onder f",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def po(streek: Any, maak_wie: Any) -> Wie:
    return maak_wie("privacy_officer", streek.swv)


@pytest.mark.regel("P-01")
def test_register_komt_uit_de_kamers(streek: Any) -> None:
    regels = {r.code: r for r in queries.register(streek.swv)}
    assert set(regels) == {v.code for v in verwerkingen}
    account = regels["toegang.accounts"]
    assert "e-mailadres" in account.gegevens
    assert "verwerkingsverantwoordelijke" in account.rol
    assert "Nog geen termijn" in account.bewaren  # no source gives one, so nobody invents it
    assert regels["formats.antwoorden"].rol.startswith("Schoolbestuur")
    assert all(
        getattr(r, veld)
        for r in regels.values()
        for veld in ("doel", "van", "gegevens", "grondslag", "ontvangers", "bewaren", "rol")
    )


def test_eigen_verwerking_met_geschiedenis(streek: Any, po: Wie) -> None:
    rij = actions.verwerking_bewaren(wie=po, waarden=EIGEN, vanaf=vandaag() - dt.timedelta(days=100))
    actions.verwerking_bewaren(
        wie=po,
        waarden=EIGEN | {"doel": "Brandveiligheid."},
        vanaf=vandaag() - dt.timedelta(days=10),
        sleutel=rij.sleutel,
    )
    assert queries.regel_voor(po, rij.sleutel).doel == "Brandveiligheid."
    vroeger = {r.code: r for r in queries.register(streek.swv, vandaag() - dt.timedelta(days=50))}
    assert vroeger[rij.sleutel].doel == "Weten wie er is."
    assert len(queries.geschiedenis(po, rij.sleutel)) == 2
    actions.verwerking_beeindigen(wie=po, sleutel=rij.sleutel, laatste_dag=vandaag() - dt.timedelta(days=1))
    with pytest.raises(NietGevonden):
        queries.regel_voor(po, rij.sleutel)
    assert Registerregel.objects.voor_taak("test").count() == 2
    assert not [r for r in queries.register(streek.ander_swv) if r.eigen]


def test_weigeringen(streek: Any, po: Wie, maak_wie: Any) -> None:
    with pytest.raises(OngeldigeInvoer) as mist:
        actions.verwerking_bewaren(wie=po, waarden={"naam": "x"}, vanaf=vandaag())
    assert set(mist.value.velden) == {"doel", "van", "gegevens", "grondslag"}
    with pytest.raises(GeenRecht):
        actions.notitie_bewaren(wie=maak_wie("directeur_swv"), code="toegang.accounts", tekst="x", vanaf=vandaag())
    with pytest.raises(NietGevonden):
        actions.notitie_bewaren(wie=po, code="bestaat.niet", tekst="x", vanaf=vandaag())
    vreemd = actions.verwerking_bewaren(
        wie=maak_wie("privacy_officer", streek.ander_swv), waarden=EIGEN, vanaf=vandaag()
    )
    with pytest.raises(NietGevonden):
        actions.verwerking_bewaren(wie=po, waarden=EIGEN, vanaf=vandaag(), sleutel=vreemd.sleutel)


def test_verschil_met_vorig_jaar(streek: Any, po: Wie) -> None:
    assert queries.vergeleken(po, vandaag()) == (None, [])
    with klok.op(nu() - dt.timedelta(days=400)):
        assert actions.registers_bewaren(wie=TAAK) == 2
        assert actions.registers_bewaren(wie=TAAK) == 0  # nothing changed
    actions.verwerking_bewaren(wie=po, waarden=EIGEN, vanaf=vandaag())
    actions.notitie_bewaren(wie=po, code="toegang.accounts", tekst="Besproken in de OPR.", vanaf=vandaag())
    stand, verschillen = queries.vergeleken(po, vandaag() - dt.timedelta(days=365))
    assert stand is not None
    assert [(v.soort, v.naam) for v in verschillen] == [("anders", "Accounts en rollen"), ("nieuw", "Bezoekerslijst")]
    assert verschillen[0].velden == (("Notitie", "", "Besproken in de OPR."),)
    actions.notitie_bewaren(wie=po, code="toegang.accounts", tekst="", vanaf=vandaag())
    assert queries.regel_voor(po, "toegang.accounts").notitie == ""


def test_verdwenen_verwerking_wordt_genoemd() -> None:
    assert rules.verschillen([{"code": "x", "naam": "Oud"}], []) == [rules.Verschil("weg", "Oud")]


def test_termijn_van_het_verband_staat_erbij(streek: Any, po: Wie) -> None:
    waarde_zetten(
        wie=po,
        code="privacy.bewaren.toegang.berichten",
        ruw="365",
        vanaf=dt.date(2020, 1, 1),
        bron="privacyreglement art. 5",
    )
    assert "365 dagen (privacyreglement art. 5)" in queries.regel_voor(po, "toegang.berichten").bewaren


@pytest.mark.parametrize(("soort", "begin"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")])
def test_bestanden(streek: Any, client_als: Any, soort: str, begin: bytes) -> None:
    client = client_als("privacy_officer")
    data = client.get(f"/privacy/register/bestand/{soort}/").content
    assert data[: len(begin)] == begin
    if soort == "json":
        assert {v["code"] for v in json.loads(data)["verwerkingen"]} == {v.code for v in verwerkingen}
    if soort == "docx":
        assert b"Accounts en rollen" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.register_gedownload").count() == 1
    assert client.get("/privacy/register/bestand/exe/").status_code == 404


def test_schermen_van_het_register(streek: Any, client_als: Any) -> None:
    client = client_als("privacy_officer")
    leeg = client.post("/privacy/register/nieuw/", {"naam": "Lijst", "vanaf": vandaag().isoformat()})
    assert (leeg.status_code, "Schrijf op waarvoor." in leeg.text, 'value="Lijst"' in leeg.text) == (422, True, True)
    assert client.post("/privacy/register/nieuw/", EIGEN | {"vanaf": vandaag().isoformat()}).status_code == 302
    tekst = client.get("/privacy/register/").text
    assert "Bezoekerslijst" in tekst
    sleutel = Registerregel.objects.voor_taak("test").get().sleutel
    assert "Weten wie er is." in client.get(f"/privacy/register/eigen/{sleutel}/").text
    assert (
        client.post(
            f"/privacy/register/eigen/{sleutel}/beeindigen/", {"laatste_dag": vandaag().isoformat()}
        ).status_code
        == 302
    )
    assert (
        client.post(
            "/privacy/register/notitie/toegang.accounts/", {"tekst": "Let op.", "vanaf": vandaag().isoformat()}
        ).status_code
        == 302
    )
    assert "Let op." in client.get("/privacy/register/").text
    assert "nog niets om mee te vergelijken" in client.get("/privacy/register/verschil/?sinds=onzin").text
    assert client_als("directeur_swv").get("/privacy/register/nieuw/").status_code == 403
    assert client_als("bestuurder").get("/privacy/register/").status_code == 403


# --- retention -------------------------------------------------------------------------------------------------------


def test_bewaaroverzicht_zegt_wat_wanneer_en_verzint_niets(streek: Any, po: Wie, client_als: Any) -> None:
    Bericht.objects.create(gebruiker_id=po.gebruiker_id, tekst="Oud.", sleutel="oud")
    Bericht.objects.update(gemaakt_op=nu() - dt.timedelta(days=500))

    def regel() -> bewaren.Termijnregel:
        return next(r for r in bewaren.overzicht(po) if r.verwerking.code == "toegang.berichten")

    voor = regel()
    assert (voor.rijen, voor.voorbij, voor.eerste, voor.termijn.leeg) == (1, 0, None, True)
    waarde_zetten(
        wie=po, code="privacy.bewaren.toegang.berichten", ruw="365", vanaf=dt.date(2020, 1, 1), bron="reglement"
    )
    na = regel()
    assert (na.voorbij, na.eerste) == (1, (nu() - dt.timedelta(days=500)).date() + dt.timedelta(days=365))
    tekst = client_als("privacy_officer").get("/privacy/bewaren/").text
    assert "Nog niet vastgesteld" in tekst
    assert "365 dagen" in tekst


def test_overzicht(streek: Any, client_als: Any, django_assert_max_num_queries: Any) -> None:
    client = client_als("privacy_officer")
    with django_assert_max_num_queries(30):
        assert "nog geen termijn vastgesteld" in client.get("/privacy/").text
    assert "Datalekken" in client_als("directeur_swv").get("/privacy/").text
    assert client_als("bestuurder").get("/privacy/").status_code == 403


# --- consent ---------------------------------------------------------------------------------------------------------


def _geef(wie: Wie, **anders: Any) -> Toestemming:
    waarden = {
        "doel": "uitwisselen",
        "over": "dossiers.leerling:1",
        "gever": "A. Ouder",
        "hoedanigheid": "ouder met gezag",
        "bewijs": "Formulier.",
    }
    return toestemming.toestemming_geven(wie=wie, **(waarden | anders))


def _tekst(po: Wie, tekst: str = "Mogen wij delen?", vanaf: dt.date = dt.date(2020, 1, 1)) -> None:
    waarde_zetten(wie=po, code="privacy.toestemming.uitwisselen", ruw=tekst, vanaf=vanaf, bron="privacyreglement")


@pytest.mark.regel("AVG-01", "AVG-02", "P-06")
def test_geven_en_intrekken_met_bewijs_en_de_woorden_van_toen(streek: Any, po: Wie) -> None:
    with pytest.raises(VerkeerdeStand, match="nog geen tekst"):
        _geef(po)
    _tekst(po)
    rij = _geef(po, gegeven_op=vandaag() - dt.timedelta(days=10))
    _tekst(po, "Mogen wij nu ook delen?", vandaag())
    assert (rij.tekst, rij.tekst_vanaf) == ("Mogen wij delen?", dt.date(2020, 1, 1))

    def geldt(dag: dt.date | None = None) -> bool:
        return toestemmingen.toestemming_geldt(swv=streek.swv, doel="uitwisselen", over="dossiers.leerling:1", dag=dag)

    assert (geldt(), geldt(vandaag() - dt.timedelta(days=11))) == (True, False)
    with pytest.raises(VerkeerdeStand, match="is er al"):
        _geef(po)
    toestemming.toestemming_intrekken(wie=po, toestemming=rij, bewijs="Telefoon.")
    assert (geldt(), geldt(vandaag() - dt.timedelta(days=1))) == (False, True)  # not backwards
    with pytest.raises(VerkeerdeStand, match="al ingetrokken"):
        toestemming.toestemming_intrekken(wie=po, toestemming=rij, bewijs="")
    assert _geef(po).tekst == "Mogen wij nu ook delen?"
    assert next(r for r in toestemmingen.doelregels(po) if r.doel.code == "uitwisselen").ingetrokken == 1
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {"privacy.toestemming_gegeven", "privacy.toestemming_ingetrokken"} <= namen


def test_toestemming_weigert(streek: Any, po: Wie, maak_wie: Any) -> None:
    _tekst(po)
    for anders in (
        {"gever": " "},
        {"hoedanigheid": "buurman"},
        {"bewijs": ""},
        {"over": "x"},
        {"gegeven_op": vandaag() + dt.timedelta(days=1)},
    ):
        with pytest.raises(OngeldigeInvoer):
            _geef(po, **anders)
    with pytest.raises(NietGevonden):
        _geef(po, doel="bestaat_niet")
    with pytest.raises(GeenRecht):
        _geef(maak_wie("directeur_swv"))
    rij = _geef(po)
    with pytest.raises(NietGevonden):
        toestemming.toestemming_intrekken(wie=maak_wie("privacy_officer", streek.ander_swv), toestemming=rij, bewijs="")
    with pytest.raises(OngeldigeInvoer):
        toestemming.toestemming_intrekken(wie=po, toestemming=rij, bewijs="", op=rij.gegeven_op - dt.timedelta(days=1))


@pytest.mark.regel("P-06")
def test_geen_doel_houdt_een_verklaring_tegen(streek: Any, client_als: Any) -> None:
    from vindplaats.privacy.bewaren.doelen import doelen

    assert all("verklaring" not in d.houdt_tegen or "nooit" in d.houdt_tegen for d in doelen)
    assert "wacht nooit op toestemming" in client_als("privacy_officer").get("/privacy/toestemming/").text


def test_termijn_van_het_logboek_is_de_langste_en_alleen_als_iedereen_er_een_heeft(
    streek: Any, po: Wie, maak_wie: Any
) -> None:
    from vindplaats.toegang import afsluiten

    vreemd = maak_wie("privacy_officer", streek.ander_swv)
    assert "nog geen bewaartermijn" in afsluiten.termijn().zin
    for wie, dagen in ((po, "730"), (vreemd, "1825")):
        assert afsluiten.termijn().dagen is None
        waarde_zetten(
            wie=wie,
            code="privacy.bewaren.toegang.logboek",
            ruw=dagen,
            vanaf=dt.date(2020, 1, 1),
            bron="reglement art. 9",
        )
    assert (afsluiten.termijn().dagen, "reglement art. 9" in afsluiten.termijn().zin) == (1825, True)
