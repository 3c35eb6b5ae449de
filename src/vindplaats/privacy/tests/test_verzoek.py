"""Access exports, erasure and clearing-up over the declarations of the rooms (P-09, AVG 15, 17): with everything that exists now."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from vindplaats.documenten import opslag
from vindplaats.documenten.models import Bestand
from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.persoonsgegevens import HOUD
from vindplaats.kern.taken import draai_werker
from vindplaats.privacy.models import Verzoek, Verzoekdeel, alle_rijen
from vindplaats.privacy.verzoek import actions, inzage, queries, vinden, wissen
from vindplaats.toegang.keten import verzegel
from vindplaats.toegang.keten_controle import controleer
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Bericht, Gebeurtenis, Gebruiker, RolToekenning, Uitnodiging
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning
from vindplaats.toegang.wie import Wie

from .fabriek import maak_datalek

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-09", "AVG-09")]
NAAM, EMAIL = "Kornelia Verzonnenaar", "kornelia@voorbeeld.test"
TAAK = Wie.taak("Test")


def vertrokken(streek: Any, *, tot: dt.date | None = None) -> Gebruiker:
    """Somebody whose role is over, with something in every table that knows people."""
    mens = maak_gebruiker(NAAM, EMAIL, "een lange zin over fietsen")
    rol = maak_toekenning(
        "bestuurder",
        streek.bestuur,
        gebruiker=mens,
        van=dt.date(2020, 1, 1),
        tot=tot or vandaag() - dt.timedelta(days=3),
    )
    wie = Wie(mens.pk, NAAM, "bestuurder", streek.bestuur)
    Uitnodiging.objects.create(
        email=EMAIL,
        naam=NAAM,
        rol="bestuurder",
        organisatie=streek.bestuur,
        token_hash="a" * 64,
        verloopt=nu(),
        gebruiker=mens,
    )
    EmailAddress.objects.create(user=mens, email=EMAIL, verified=True, primary=True)
    Authenticator.objects.create(user=mens, type="totp", data={"secret": "geheim"})
    Bericht.objects.create(gebruiker=mens, tekst="Er ligt werk.", sleutel="x")
    Client().force_login(mens)
    leg_vast(wie=wie, naam="test.gedaan", onderwerp=rol, zin="Iets gedaan.")
    maak_datalek(streek.swv, wie=Wie(mens.pk, NAAM, "bestuurder", streek.bestuur, _bereik(streek)))
    _inhoud(streek, mens)
    return mens


def _bereik(streek: Any) -> Any:
    from vindplaats.toegang.queries import bereik_van

    return bereik_van(streek.bestuur)


def _inhoud(streek: Any, mens: Gebruiker) -> None:
    """A draft, a figure, a file, a norm with only the name."""
    from vindplaats.formats.models import Antwoord, Formaatversie, Invulling
    from vindplaats.indicatoren.models import Meetwaarde, Norm

    assert Formaatversie
    invulling = Invulling._meta.model._default_manager.create(
        formaat="test", versie="1", onderwerp="x:1", gemaakt_op=nu()
    )
    Antwoord._meta.model._default_manager.create(
        invulling=invulling, vraag="v", stand="ingevuld", waarde={"tekst": "Concept"}, door=mens, op=nu(), nummer=1
    )
    Meetwaarde._meta.model._default_manager.create(
        indicator="x",
        organisatie=streek.bestuur,
        schooljaar=2025,
        waarde=1,
        stand="concept",
        door_id=mens.pk,
        door_naam=NAAM,
        op=nu(),
    )
    Norm._meta.model._default_manager.create(
        indicator="x", swv="PO9901", vanaf=2025, soort="norm", waarde=1, bron="b", gezet_door=NAAM, gezet_op=nu()
    )
    opslag.wortel()
    for naam, eigenaar in (("los", ""), ("van-bestuur", streek.bestuur)):
        plek = f"zz/{naam}.txt"
        pad = opslag.pad_van(plek)
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(b"inhoud")
        Bestand.objects.create(
            eigenaar=eigenaar, kamer="test", naam=naam, soort="txt", mime="text/plain", grootte=6, sha256=naam, plek=plek, geupload_door=mens,
            geupload_naam=NAAM, gemaakt_op=nu(),
        )  # fmt: skip


def overal(zoek: str) -> list[str]:
    """Every `model.field` in the whole database in which this text stands."""
    gevonden = []
    for model in apps.get_models():
        for rij in model._base_manager.all().values():
            gevonden += [f"{model._meta.label_lower}.{naam}" for naam, waarde in rij.items() if zoek in str(waarde)]
    return sorted(set(gevonden))


def doe(verzoek: Verzoek) -> Verzoek:
    return actions.verzoek_uitvoeren(wie=TAAK, verzoek=actions.verzoek_id(str(verzoek.pk)))


@pytest.fixture
def po(streek: Any, maak_wie: Any) -> Wie:
    return maak_wie("privacy_officer", streek.swv)


def test_proef_verandert_niets_en_zegt_wat_er_gebeurt(streek: Any, po: Wie) -> None:
    mens = vertrokken(streek)
    voor = (overal(NAAM), overal(EMAIL))
    verzoek = actions.wissen_voorbereiden(wie=po, mens=mens, reden="Brief.")
    assert (overal(NAAM), overal(EMAIL)) == voor
    delen = {d.model: d for d in queries.delen(verzoek)}
    assert (delen["toegang.bericht"].gewist, delen["sessions.session"].gewist, delen["mfa.authenticator"].gewist) == (
        1,
        1,
        1,
    )
    assert (delen["toegang.gebruiker"].vervangen, delen["indicatoren.meetwaarde"].vervangen) == (1, 1)
    assert (delen["toegang.gebeurtenis"].gehouden > 0, delen["formats.antwoord"].gehouden) == (True, 1)
    assert (delen["indicatoren.norm"].op_naam, delen["indicatoren.norm"].vervangen) == (1, 0)


def test_wissen_haalt_alles_weg_behalve_wat_moet_blijven(streek: Any, po: Wie) -> None:
    mens = vertrokken(streek)
    verzoek = actions.wissen_voorbereiden(wie=po, mens=mens, reden="Brief.", op_naam=True)
    actions.verzoek_bevestigen(wie=po, verzoek=verzoek)
    klaar = doe(verzoek)
    assert (klaar.stand, overal(EMAIL)) == ("klaar", [])
    assert overal(NAAM) == ["toegang.gebeurtenis.wie_naam"]  # the log stays: decision 0022
    mens.refresh_from_db()
    assert (mens.is_active, mens.naam, mens.has_usable_password(), mens.email.endswith("@gewist.invalid")) == (
        False,
        wissen.schuilnaam(mens),
        False,
        True,
    )
    assert (Bericht.objects.filter(gebruiker=mens).count(), Session.objects.count(), Authenticator.objects.count()) == (
        0,
        0,
        0,
    )
    assert RolToekenning.objects.filter(gebruiker=mens).exists()  # that there was a role is history
    assert (opslag.pad_van("zz/los.txt").exists(), opslag.pad_van("zz/van-bestuur.txt").exists()) == (
        True,
        True,
    )  # until the transaction ends
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="privacy.wissen_uitgevoerd")
    assert "rijen gewist" in rij.zin
    assert NAAM not in rij.zin + rij.waarom + json.dumps(rij.details)
    verzegel()
    assert controleer().heel


def test_bestanden_gaan_van_de_schijf(streek: Any, po: Wie, django_capture_on_commit_callbacks: Any) -> None:
    mens = vertrokken(streek)
    verzoek = actions.wissen_voorbereiden(wie=po, mens=mens, reden="Brief.")
    actions.verzoek_bevestigen(wie=po, verzoek=verzoek)
    eerder = actions.inzage_maken(wie=po, mens=mens, reden="Brief.")
    plek = doe(eerder).plek
    assert inzage.pad_van(plek).exists()
    with django_capture_on_commit_callbacks(execute=True):
        doe(verzoek)
    assert not opslag.pad_van("zz/los.txt").exists()
    assert opslag.pad_van("zz/van-bestuur.txt").exists()
    assert not inzage.pad_van(plek).exists()


@pytest.mark.parametrize("na", [0, 1, 5, 20])
def test_een_val_halverwege_gaat_daarna_verder(streek: Any, po: Wie, monkeypatch: pytest.MonkeyPatch, na: int) -> None:
    mens = vertrokken(streek)
    verzoek = actions.wissen_voorbereiden(wie=po, mens=mens, reden="Brief.")
    actions.verzoek_bevestigen(wie=po, verzoek=verzoek)
    echt, teller = wissen.wis, [0]

    def valt_om(*args: Any, **kwargs: Any) -> Any:
        teller[0] += 1
        if teller[0] > na:
            raise KeyboardInterrupt
        return echt(*args, **kwargs)

    monkeypatch.setattr(wissen, "wis", valt_om)
    with pytest.raises(KeyboardInterrupt):
        doe(verzoek)
    alle = Verzoekdeel.objects.voor_taak("test").filter(verzoek=verzoek)
    assert alle.exclude(klaar_op=None).count() == na
    monkeypatch.setattr(wissen, "wis", echt)
    assert doe(verzoek).stand == "klaar"
    assert overal(EMAIL) == []
    assert doe(verzoek).stand == "klaar"  # once more does nothing
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.wissen_uitgevoerd").count() == 1


@pytest.mark.django_db(transaction=True)
def test_de_werker_doet_het_op_de_achtergrond(streek: Any, maak_wie: Any) -> None:
    po = maak_wie("privacy_officer", streek.swv)
    mens = vertrokken(streek)
    verzoek = actions.wissen_voorbereiden(wie=po, mens=mens, reden="Brief.")
    actions.verzoek_bevestigen(wie=po, verzoek=verzoek)
    draai_werker(een_keer=True, tussenpoos=0)
    assert actions.verzoek_id(str(verzoek.pk)).stand == "klaar"
    assert not Gebruiker.objects.filter(email=EMAIL).exists()


def test_wie_nog_een_rol_heeft_of_elders_hoort_wordt_niet_gewist(streek: Any, po: Wie, maak_wie: Any) -> None:
    with pytest.raises(VerkeerdeStand, match="nog een rol"):
        actions.wissen_voorbereiden(
            wie=po, mens=Gebruiker.objects.get(pk=maak_wie("bestuurder").gebruiker_id), reden="x"
        )
    mens = vertrokken(streek)
    maak_toekenning(
        "bestuurder", streek.ander_bestuur, gebruiker=mens, van=dt.date(2020, 1, 1), tot=dt.date(2021, 1, 1)
    )
    with pytest.raises(VerkeerdeStand, match="ander samenwerkingsverband"):
        actions.wissen_voorbereiden(wie=po, mens=mens, reden="x")
    with pytest.raises(NietGevonden):
        actions.inzage_maken(
            wie=po, mens=Gebruiker.objects.get(pk=maak_wie("bestuurder", streek.ander_bestuur).gebruiker_id), reden="x"
        )
    with pytest.raises(OngeldigeInvoer):
        actions.inzage_maken(wie=po, mens=mens, reden=" ")
    with pytest.raises(GeenRecht):
        actions.inzage_maken(wie=maak_wie("functioneel_beheerder"), mens=mens, reden="x")


def test_rol_die_na_de_proef_terugkomt_houdt_het_wissen_tegen(streek: Any, po: Wie) -> None:
    mens = vertrokken(streek)
    verzoek = actions.wissen_voorbereiden(wie=po, mens=mens, reden="Brief.")
    with pytest.raises(VerkeerdeStand, match="staat al"):
        actions.wissen_voorbereiden(wie=po, mens=mens, reden="Nog eens.")
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=mens)
    with pytest.raises(VerkeerdeStand, match="nog een rol"):
        actions.verzoek_bevestigen(wie=po, verzoek=verzoek)


def test_bevestigen_kan_een_keer_en_niet_na_intrekken(streek: Any, po: Wie, maak_wie: Any) -> None:
    verzoek = actions.wissen_voorbereiden(wie=po, mens=vertrokken(streek), reden="Brief.")
    directeur = maak_wie("directeur_swv")
    actions.verzoek_bevestigen(wie=directeur, verzoek=verzoek)  # a second person may
    for doe_ in (actions.verzoek_bevestigen, actions.verzoek_intrekken):
        with pytest.raises((VerkeerdeStand, GeenRecht)):
            doe_(wie=po, verzoek=verzoek)
    with pytest.raises(NietGevonden):
        actions.verzoek_bevestigen(wie=maak_wie("directeur_swv", streek.ander_swv), verzoek=verzoek)


def test_inzage_geeft_alles_als_json_en_om_te_lezen(streek: Any, po: Wie) -> None:
    mens = vertrokken(streek)
    ander = maak_gebruiker("Iemand Anders", "ander@voorbeeld.test")
    Bericht.objects.create(gebruiker=ander, tekst="Niet voor haar.", sleutel="y")
    verzoek = doe(actions.inzage_maken(wie=po, mens=mens, reden="Brief <b>van</b> maart."))
    inhoud = inzage.pad_van(verzoek.plek).read_bytes()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        namen = set(zip_.namelist())
        account = json.loads(zip_.read("gegevens/toegang/gebruiker.json"))
        alles = b"".join(zip_.read(n) for n in namen).decode()
        pagina = zip_.read("lees-mij.html").decode()
    assert {
        "gegevens/toegang/bericht.json",
        "gegevens/formats/antwoord.json",
        "gegevens/toegang/gebeurtenis.json",
        "lees-mij.html",
    } <= namen
    assert (account[0]["naam"], account[0]["e-mailadres"]) == (NAAM, EMAIL)
    assert "geheim van de tweede stap: een geheim" in pagina
    assert "Brief &lt;b&gt;van" in pagina
    for niet in ("Niet voor haar", "ander@voorbeeld.test", '"secret"', mens.password):
        assert niet not in alles
    assert f"{len(inhoud)}" == f"{verzoek.grootte}"


def test_inzagebestand_verdwijnt_na_een_week(streek: Any, po: Wie) -> None:
    verzoek = doe(actions.inzage_maken(wie=po, mens=vertrokken(streek), reden="Brief."))
    assert actions.inzagebestanden_opruimen(wie=TAAK) == 0
    Verzoek.objects.voor_taak("test").update(klaar_op=nu() - dt.timedelta(days=8))
    pad = inzage.pad_van(verzoek.plek)
    assert (pad.exists(), actions.inzagebestanden_opruimen(wie=TAAK), pad.exists()) == (True, 1, False)
    with pytest.raises(ValueError, match=r"\.\."):
        inzage.pad_van("../buiten.zip")


def test_schermen_van_vraag_tot_klaar(streek: Any, client_als: Any, maak_wie: Any) -> None:
    mens = vertrokken(streek)
    client = client_als("privacy_officer")
    assert NAAM in client.get("/privacy/verzoeken/nieuw/?zoek=kornelia").text
    adres = f"/privacy/verzoeken/nieuw/{mens.pk}/"
    assert "niet terug te draaien" not in client.get(adres).text
    assert client.post(adres, {"doe": "wissen", "wissen-reden": ""}).status_code == 422
    antwoord = client.post(adres, {"doe": "wissen", "wissen-reden": "Brief van 3 maart."}, follow=True)
    assert "Dit is een proef" in antwoord.text
    assert "want het logboek is bewijs" in antwoord.text
    assert "alleen dezelfde naam" in antwoord.text
    verzoek = Verzoek.objects.voor_taak("test").get(soort="wissen")
    directeur = client_als("directeur_swv")
    assert directeur.post(f"/privacy/verzoeken/{verzoek.pk}/bevestigen/").status_code == 302
    doe(verzoek)
    assert "Wissen uitgevoerd" in client.get(f"/privacy/verzoeken/{verzoek.pk}/").text
    assert client.get(f"/privacy/verzoeken/{verzoek.pk}/bestand/").status_code == 404
    client.post(
        f"/privacy/verzoeken/nieuw/{maak_wie('bestuurder').gebruiker_id}/", {"doe": "inzage", "inzage-reden": "Brief."}
    )
    vraag = doe(Verzoek.objects.voor_taak("test").get(soort="inzage"))
    assert b"".join(client.get(f"/privacy/verzoeken/{vraag.pk}/bestand/").streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.inzage_gedownload").exists()
    assert directeur.get(f"/privacy/verzoeken/{vraag.pk}/bestand/").status_code == 403
    assert client_als("bestuurder").get("/privacy/verzoeken/").status_code == 403


def test_opschonen_pas_als_er_een_termijn_is_en_na_bevestiging(streek: Any, po: Wie) -> None:
    mens = vertrokken(streek)
    Bericht.objects.update(gemaakt_op=nu() - dt.timedelta(days=400))
    Bericht.objects.create(gebruiker=mens, tekst="Nieuw.", sleutel="nieuw")
    vreemd = maak_toekenning("bestuurder", streek.ander_bestuur).gebruiker
    Bericht.objects.create(gebruiker=vreemd, tekst="Elders.", sleutel="z")
    Bericht.objects.filter(gebruiker=vreemd).update(gemaakt_op=nu() - dt.timedelta(days=400))
    assert actions.opschonen_voorstellen(wie=TAAK) == 0  # no value, nothing proposed
    waarde_zetten(
        wie=po,
        code="privacy.bewaren.toegang.berichten",
        ruw="365",
        vanaf=dt.date(2020, 1, 1),
        bron="privacyreglement art. 5",
    )
    assert actions.opschonen_voorstellen(wie=TAAK) == 1
    assert actions.opschonen_voorstellen(wie=TAAK) == 0  # one waits already
    assert Bericht.objects.count() == 3 + Bericht.objects.filter(sleutel__startswith="datalek").count()
    verzoek = Verzoek.objects.voor_taak("test").get(soort="opschonen")
    actions.verzoek_bevestigen(wie=po, verzoek=verzoek)
    doe(verzoek)
    assert set(Bericht.objects.filter(gebruiker__in=[mens, vreemd]).values_list("tekst", flat=True)) == {
        "Nieuw.",
        "Elders.",
    }


def test_elke_aanmelding_kan_gevonden_en_geleegd_worden(streek: Any) -> None:
    """Every declaration works as a query, also of rooms that have no rows in the test."""
    mens = maak_gebruiker(NAAM, EMAIL)
    for code, gegevens in vinden.aangemeld():
        wissen.tel(code, gegevens, mens, op_naam=True)
        wissen.wis(code, gegevens, mens, op_naam=True)
        assert all(v.reden for v in gegevens.velden.values() if v.wissen == HOUD)


def test_plek_van_rijen_klopt(streek: Any) -> None:
    for code, gegevens in vinden.aangemeld():
        alle_rijen(code).filter(vinden.op_plaats(gegevens, frozenset({streek.swv, streek.bestuur}))).count()
        alle_rijen(code).filter(vinden.ouder_dan(code, gegevens, vandaag())).count()
