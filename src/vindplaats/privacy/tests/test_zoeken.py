"""Finding a person by name and address over all declared fields: proposals, confirmed or dropped, then in the export (AVG 15)."""

import html
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.taken import draai_werker
from vindplaats.privacy.models import Datalek, Verzoek, Vindplek
from vindplaats.privacy.register.actions import notitie_bewaren
from vindplaats.privacy.verzoek import actions, inzage, queries, vinden, zoeken
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie

from .fabriek import maak_datalek
from .test_verzoek import doe, vertrokken

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-09", "AVG-09")]
OUDER, MAIL = "Zoë Verzonnenmoeder", "zoe@voorbeeld.test"


def tekst(antwoord: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", antwoord.content.decode())))


@pytest.fixture
def po(streek: Any, maak_wie: Any) -> Wie:
    return maak_wie("privacy_officer", streek.swv)


def lek(swv: str, zin: str) -> Datalek:
    rij = maak_datalek(swv)
    Datalek.objects.voor_taak("test").filter(pk=rij.pk).update(wat=zin)
    return rij


def zoek(po: Wie, woorden: str = f"{OUDER}\n{MAIL}", **rest: Any) -> Verzoek:
    return doe(actions.inzage_zoeken(wie=po, woorden=woorden, reden="Brief van 3 maart.", **rest))


def inhoud(verzoek: Verzoek) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(inzage.pad_van(verzoek.plek).read_bytes())) as zip_:
        return {naam: zip_.read(naam).decode() for naam in zip_.namelist()}


def test_gevonden_gekozen_en_in_het_bestand(streek: Any, po: Wie) -> None:
    goed = lek(streek.swv, f"De brief aan {OUDER.upper()} ging naar een ander adres.")
    lek(streek.swv, f"Een mail van {MAIL} kwam bij iemand anders.")
    naamgenoot = lek(streek.swv, f"Een andere {OUDER} belde hierover.")
    lek(streek.swv, "Verzonnenmoederen bestaat niet als naam.")
    verzoek = zoek(po)
    assert (verzoek.stand, queries.voortgang(verzoek)[0]) == ("proef", len(zoeken.soorten()))
    plekken = {p.rij: p for p in queries.vindplekken(verzoek).filter(model="privacy.datalek")}
    assert len(plekken) == 3
    assert sorted(p.op_email for p in plekken.values()) == [False, False, True]
    kies = [str(p.pk) for p in plekken.values() if p.rij != str(naamgenoot.pk)]
    klaar = doe(actions.inzage_kiezen(wie=po, verzoek=verzoek, erbij=kies))
    bestand = inhoud(klaar)
    gevonden = json.loads(bestand["gegevens/gevonden-op-naam.json"])
    assert {g["nummer"] for g in gevonden} == set(plekken) - {str(naamgenoot.pk)}
    assert "ging naar een ander adres" in bestand["lees-mij.html"]
    assert "belde hierover" not in "".join(bestand.values())
    assert str(goed.pk) in {g["nummer"] for g in gevonden}
    oordelen = set(queries.vindplekken(klaar).values_list("oordeel", flat=True))
    assert oordelen == {Vindplek.ERBIJ, Vindplek.NIET}
    namen = set(Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True))
    assert {"privacy.inzage_gezocht", "privacy.inzage_gekozen", "privacy.inzage_uitgevoerd"} <= namen
    regels = Gebeurtenis.objects.voor_taak("test").filter(naam__startswith="privacy.inzage")
    assert not any(OUDER in f"{r.zin}{r.details}" for r in regels)  # numbers only


def test_met_account_komt_erbij_wat_alleen_een_naam_heeft(streek: Any, po: Wie) -> None:
    mens = vertrokken(streek)
    lek(streek.swv, f"{mens.naam} stuurde een verslag naar een verkeerd adres.")
    verzoek = zoek(po, f"{mens.naam}\n{mens.email}", mens=mens)
    gevonden = {(p.model, p.veld) for p in queries.vindplekken(verzoek)}
    assert {("privacy.datalek", "wat"), ("indicatoren.norm", "gezet_door")} <= gevonden
    assert ("toegang.gebruiker", "naam") not in gevonden  # goes out by the account already
    klaar = doe(actions.inzage_kiezen(wie=po, verzoek=verzoek, erbij=[]))
    bestand = inhoud(klaar)
    assert "gegevens/toegang/gebruiker.json" in bestand
    assert "gegevens/gevonden-op-naam.json" not in bestand


def test_wat_van_een_ander_is_wordt_niet_gevonden(streek: Any, po: Wie, maak_wie: Any) -> None:
    lek(streek.ander_swv, f"Iets over {OUDER}.")
    assert not queries.vindplekken(zoek(po)).exists()
    vreemd = maak_wie("privacy_officer", streek.ander_swv)
    assert queries.vindplekken(zoek(vreemd)).exists()


@pytest.mark.parametrize(
    ("zin", "gevonden"),
    [
        (f"Brief aan {OUDER}.", True),
        ("brief aan zoë  verzonnenmoeder, per post", True),
        ("BRIEF AAN ZOË VERZONNENMOEDER", True),
        ("Zoëtta Verzonnenmoeder", False),
        (f"Mail aan ({MAIL})", True),
        (f"Mail aan x{MAIL}", False),
    ],
)
def test_hele_woorden_en_hoofdletters(zin: str, gevonden: bool) -> None:
    assert bool(zoeken._eerste(zin, (OUDER, MAIL))) is gevonden


def test_ook_in_json_met_letters_met_een_teken(streek: Any, po: Wie) -> None:
    from vindplaats.formats.models import Antwoord

    code, gegevens = "formats.antwoord", dict(vinden.aangemeld())["formats.antwoord"]
    mens = vertrokken(streek)
    Antwoord._meta.model._default_manager.update(waarde={"tekst": f"Gesprek met {OUDER} gehad."})
    assert zoeken.als_tekst({"a": ["x", {"b": 1}], "c": None}) == "a: x | a: b: 1"
    velden = zoeken.tekstvelden(code, gegevens)
    assert "waarde" in velden
    alles = zoeken.Kring("PO9901", sleutels=frozenset({streek.swv, streek.bestuur}), volledig=True)
    from vindplaats.kern.registers import uitvoerdelen
    from vindplaats.kern.uitvoerdeel import Uitvoerdeel

    oud = uitvoerdelen._items[code]
    uitvoerdelen._items[code] = Uitvoerdeel(rijen=lambda kring: vinden.Q())
    try:
        gevonden, meer = zoeken.zoek(code, gegevens, alles, [OUDER], None)
    finally:
        uitvoerdelen._items[code] = oud
    assert ([v.veld for v in gevonden], meer) == (["waarde"], False)
    assert mens.naam


def test_meer_dan_er_past_wordt_gezegd(streek: Any, po: Wie, monkeypatch: pytest.MonkeyPatch, client_als: Any) -> None:
    monkeypatch.setattr(zoeken, "MEESTE_PER_SOORT", 2)
    for _ in range(3):
        lek(streek.swv, f"Brief aan {OUDER}.")
    verzoek = zoek(po)
    assert (queries.vindplekken(verzoek).count(), queries.was_er_meer(verzoek)) == (2, True)
    assert "Er was meer te vinden" in tekst(client_als("privacy_officer").get(f"/privacy/verzoeken/{verzoek.pk}/"))


def test_een_naam_die_het_hele_veld_is_vink_je_een_keer_aan(streek: Any, po: Wie, client_als: Any) -> None:
    from vindplaats.indicatoren.models import Norm

    for jaar in (2024, 2025, 2026):
        Norm._meta.model._default_manager.create(
            indicator="x", swv="PO9901", vanaf=jaar, soort="norm", waarde=1, bron="b", gezet_door=OUDER, gezet_op=nu()
        )
    for _ in range(2):
        lek(streek.swv, f"Brief aan {OUDER}.")
    verzoek = zoek(po)
    per = zoeken.fragmenten(list(queries.vindplekken(verzoek)), verzoek.zoekwoorden)
    (norm,) = zoeken.keuzes(per["indicatoren.norm"])
    assert (len(norm.sleutels), len(zoeken.keuzes(per["privacy.datalek"]))) == (3, 2)
    client = client_als("privacy_officer")
    assert "in 3 rijen" in tekst(client.get(f"/privacy/verzoeken/{verzoek.pk}/"))
    client.post(f"/privacy/verzoeken/{verzoek.pk}/kiezen/", {"erbij": [norm.waarde]})
    assert queries.vindplekken(verzoek).filter(oordeel=Vindplek.ERBIJ).count() == 3


def test_een_val_halverwege_gaat_daarna_verder(streek: Any, po: Wie, monkeypatch: pytest.MonkeyPatch) -> None:
    lek(streek.swv, f"Brief aan {OUDER}.")
    verzoek = actions.inzage_zoeken(wie=po, woorden=OUDER, reden="Brief.")
    echt, teller = zoeken.zoek, [0]

    def valt_om(*args: Any) -> Any:
        teller[0] += 1
        if teller[0] > 5:
            raise KeyboardInterrupt
        return echt(*args)

    monkeypatch.setattr(zoeken, "zoek", valt_om)
    with pytest.raises(KeyboardInterrupt):
        doe(verzoek)
    assert queries.voortgang(verzoek)[0] == 5
    monkeypatch.setattr(zoeken, "zoek", echt)
    assert doe(verzoek).stand == "proef"
    assert queries.vindplekken(verzoek).count() == 1


def test_vast_aantal_zoekvragen_hoeveel_er_ook_staat(streek: Any, po: Wie) -> None:
    tel = []
    for aantal in (1, 20):
        for _ in range(aantal):
            lek(streek.swv, f"Brief aan {OUDER}.")
        kring, gegevens = zoeken.kring_van(streek.swv), dict(vinden.aangemeld())["privacy.datalek"]
        with CaptureQueriesContext(connection) as vragen:
            zoeken.zoek("privacy.datalek", gegevens, kring, [OUDER, MAIL], None)
        tel.append(len(vragen))
    assert tel == [1, 1]


def test_weigeren(streek: Any, po: Wie, maak_wie: Any) -> None:
    for woorden in ("", "Jo", "x" * 200, "\n".join(f"naam {i}" for i in range(6))):
        with pytest.raises(OngeldigeInvoer):
            actions.inzage_zoeken(wie=po, woorden=woorden, reden="Brief.")
    with pytest.raises(GeenRecht):
        actions.inzage_zoeken(wie=maak_wie("directeur_swv"), woorden=OUDER, reden="Brief.")
    verzoek = actions.inzage_zoeken(wie=po, woorden=OUDER, reden="Brief.")
    with pytest.raises(VerkeerdeStand):  # the search still runs
        actions.inzage_kiezen(wie=po, verzoek=verzoek, erbij=[])
    with pytest.raises(VerkeerdeStand):  # choosing is not confirming an erasure
        actions.verzoek_bevestigen(wie=po, verzoek=doe(verzoek))
    actions.verzoek_intrekken(wie=po, verzoek=verzoek)


def test_elke_soort_kan_doorzocht_worden(streek: Any) -> None:
    kring = zoeken.kring_van(streek.swv)
    aangemeld = dict(vinden.aangemeld())
    assert len(zoeken.soorten()) > 20
    for code in zoeken.soorten():
        assert zoeken.zoek(code, aangemeld[code], kring, [OUDER], None) == ([], False)


@pytest.mark.django_db(transaction=True)
def test_schermen_van_vraag_tot_bestand(streek: Any, client_als: Any, maak_wie: Any) -> None:
    lek(streek.swv, f"Brief aan {OUDER} <b>verkeerd</b>.")
    client = client_als("privacy_officer")
    adres = "/privacy/verzoeken/nieuw/zonder-account/"
    assert client.get(adres).status_code == 200
    mis = client.post(adres, {"woorden": "Jo", "reden": "Brief."})
    assert (mis.status_code, "3 tot 120 tekens" in tekst(mis)) == (422, True)
    pagina = client.post(adres, {"woorden": f"{OUDER}\n{MAIL}", "reden": "Brief van 3 maart."}, follow=True)
    assert "soorten gegevens doorzocht" in tekst(pagina)
    verzoek = Verzoek.objects.voor_taak("test").get()
    deel = f"/privacy/verzoeken/{verzoek.pk}/?deel=voortgang"
    assert 'hx-trigger="every 2s"' in client.get(deel).text
    draai_werker(een_keer=True, tussenpoos=0)
    assert client.get(deel).headers["HX-Refresh"] == "true"
    gevonden = client.get(f"/privacy/verzoeken/{verzoek.pk}/")
    assert "<mark>" in gevonden.text
    assert "&lt;b&gt;verkeerd" in gevonden.text
    assert "Een naam is geen bewijs" in tekst(gevonden)
    directeur = client_als("directeur_swv")
    assert OUDER + " <b>" not in directeur.get(f"/privacy/verzoeken/{verzoek.pk}/").text
    assert directeur.post(f"/privacy/verzoeken/{verzoek.pk}/kiezen/").status_code == 403
    plek = queries.vindplekken(verzoek).get(model="privacy.datalek")
    client.post(f"/privacy/verzoeken/{verzoek.pk}/kiezen/", {"erbij": [str(plek.pk)]})
    draai_werker(een_keer=True, tussenpoos=0)
    assert "met 1 plekken" in tekst(client.get(f"/privacy/verzoeken/{verzoek.pk}/"))
    nogmaals = client.post(f"/privacy/verzoeken/{verzoek.pk}/kiezen/", {"erbij": []}, follow=True)
    assert "Hier is al gekozen" in tekst(nogmaals)
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.vindplekken_gelezen").exists()


def test_notities_in_het_register_hebben_geen_namen_van_mensen(streek: Any, po: Wie) -> None:
    """A field declared as not about people is not searched: the declaration decides, nothing else."""
    notitie_bewaren(wie=po, code="toegang.accounts", tekst=f"Besproken met {OUDER}.", vanaf=vandaag())
    assert not queries.vindplekken(zoek(po)).exists()
