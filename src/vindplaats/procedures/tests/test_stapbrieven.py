"""A step names a letter: made as a PDF when the step is taken, with its merge fields, seen with the case and in the log."""

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from vindplaats.documenten.models import Bestand, Gegenereerd
from vindplaats.instellingen import actions_brieven
from vindplaats.kern import registers
from vindplaats.kern.brieven import BERICHT, BRIEF, Briefsoort, Samenvoegveld
from vindplaats.kern.fouten import Onvolledig
from vindplaats.kern.klok import vandaag
from vindplaats.kern.taken import draai_werker
from vindplaats.procedures import actions_versies as verbs
from vindplaats.procedures import queries, stapbrieven
from vindplaats.procedures.actions import stap_zetten
from vindplaats.procedures.afwijking import afwijkingen_uit, pas_toe
from vindplaats.procedures.checks import procedures_compleet
from vindplaats.procedures.definitie import laad_tekst
from vindplaats.procedures.models import Stapbrief
from vindplaats.procedures.ruimte import controleer
from vindplaats.procedures.tests import fabriek
from vindplaats.procedures.tests.fabriek import ONDERWERP, proef
from vindplaats.procedures.tests.test_eigen_versies import open_zaak, publiceer
from vindplaats.procedures.tests.test_ruimte import RUIM
from vindplaats.procedures.uitschrijven import als_yaml
from vindplaats.procedures.verschil import verschillen
from vindplaats.toegang.log import spoor
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
MET_BRIEF = RUIM.replace(
    "voorwaarden: [proef.compleet]", "brieven_mogelijk: [proef.ontvangst], voorwaarden: [proef.compleet]"
)
ONTVANGST = Briefsoort(
    "proef.ontvangst", "Bevestiging van ontvangst", BRIEF, hulp="x", onderwerp="Ontvangen {{schooljaar}}",
    tekst="Beste {{organisatie}},\n\nBesluit uiterlijk {{uiterlijk}}.\n\n{{contact}}",
    velden=(
        Samenvoegveld("schooljaar", "Schooljaar", "2023-2024"), Samenvoegveld("organisatie", "Naam van het bestuur", "S"),
        Samenvoegveld("uiterlijk", "Laatste dag", "1 maart"),
    ),
)  # fmt: skip
KIES = ("stappen", "vragen", {"brief": "proef.ontvangst"})


@pytest.fixture
def ruim(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The tea round in which a letter may be chosen at asking, with that letter declared, for this test."""
    assert MET_BRIEF != RUIM
    monkeypatch.setattr(fabriek, "THEE", MET_BRIEF)
    registers.briefsoorten.voeg_toe(ONTVANGST.code, ONTVANGST)
    try:
        with proef() as procedure:
            yield procedure
    finally:
        del registers.briefsoorten._items[ONTVANGST.code]


@pytest.fixture
def beheerder(streek: Any, maak_wie: Any) -> Any:
    return maak_wie("functioneel_beheerder")


def woorden(bestand: Bestand) -> str:
    from vindplaats.documenten import opslag

    with pdfplumber.open(io.BytesIO(opslag.pad_van(bestand.plek).read_bytes())) as doc:
        return " ".join(" ".join(p.extract_text() for p in doc.pages).split())


@pytest.mark.django_db(transaction=True)
def test_brief_wordt_gemaakt_en_staat_bij_de_zaak(
    ruim: Any, streek: Any, beheerder: Any, maak_wie: Any, client_als: Any
) -> None:
    publiceer(beheerder, KIES)
    zaak = open_zaak(streek)
    stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
    (wacht,) = queries.brieven(zaak)
    assert (wacht.naam, wacht.url) == ("Bevestiging van ontvangst", "")
    assert "wordt gemaakt" in render_to_string("procedures/_brieven.html", {"brieven": [wacht]})
    draai_werker(een_keer=True, tussenpoos=0)
    (brief,) = queries.brieven(zaak)
    assert brief.url.startswith("/documenten/")
    assert "Niet ingevuld: bij wie kun je terecht." in brief.melding
    stuk = Gegenereerd.objects.voor_taak("test").get()
    assert (stuk.eigenaar, stuk.soort, stuk.onderwerp, stuk.bestand.kamer) == (
        streek.swv,
        "proef.ontvangst",
        ONDERWERP,
        "procedures",
    )
    tekst = woorden(stuk.bestand)
    assert "Ontvangen 2023-2024" in tekst
    assert "Besluit uiterlijk" in tekst
    assert "{{" not in tekst
    regels = [r.zin for r in spoor(ONDERWERP)]
    assert any(
        z.startswith("Brief gemaakt: Bevestiging van ontvangst (PO9901-") and "Niet ingevuld" in z for z in regels
    )
    for rol in ("bestuurder", "directeur_swv"):
        assert client_als(rol).get(brief.url).status_code == 200
    assert client_als("bestuurder", streek.ander_bestuur).get(brief.url).status_code == 404


def test_nog_een_keer_maakt_niets_dubbel(ruim: Any, streek: Any, beheerder: Any, maak_wie: Any) -> None:
    publiceer(beheerder, KIES)
    stap_zetten(wie=maak_wie("bestuurder"), zaak=open_zaak(streek), verb="vragen")
    rij = Stapbrief.objects.voor_taak("test").get()
    assert stapbrieven.maak(wie=Wie.taak("t"), brief_id=str(rij.pk)).startswith("Brief gemaakt")
    assert stapbrieven.maak(wie=Wie.taak("t"), brief_id=str(rij.pk)) == "Deze brief was er al."
    assert Gegenereerd.objects.voor_taak("test").count() == 1


def test_stap_die_niet_doorgaat_laat_geen_brief_achter(
    streek: Any, beheerder: Any, maak_wie: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fabriek, "THEE", MET_BRIEF)
    registers.briefsoorten.voeg_toe(ONTVANGST.code, ONTVANGST)
    try:
        with proef(ontbreekt=lambda wie, onderwerp: ["Er mist iets."]):
            publiceer(beheerder, KIES)
            zaak = open_zaak(streek)
            with pytest.raises(Onvolledig):
                stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
            assert not Stapbrief.objects.voor_taak("test").exists()
    finally:
        del registers.briefsoorten._items[ONTVANGST.code]


def test_zonder_keuze_geen_brief(ruim: Any, streek: Any, maak_wie: Any) -> None:
    zaak = open_zaak(streek)
    stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
    assert queries.brieven(zaak) == []


def test_eigen_woorden_van_het_verband(ruim: Any, streek: Any, beheerder: Any, maak_wie: Any) -> None:
    secretaris = maak_wie("secretariaat_swv")
    wie = secretaris if "secretariaat_swv" in registers.rechten["instellingen.brief_wijzigen"].rollen else beheerder
    actions_brieven.concept_bewaren(
        wie=wie, soort=ONTVANGST, veld="tekst", waarde="Dank, {{organisatie}}!", versie=None
    )
    actions_brieven.brief_laten_ingaan(wie=wie, soort=ONTVANGST, vanaf=vandaag())
    publiceer(beheerder, KIES)
    stap_zetten(wie=maak_wie("bestuurder"), zaak=open_zaak(streek), verb="vragen")
    rij = Stapbrief.objects.voor_taak("test").get()
    stapbrieven.maak(wie=Wie.taak("t"), brief_id=str(rij.pk))
    rij.refresh_from_db()
    assert "Dank, " in woorden(rij.stuk.bestand)
    assert rij.ontbreekt == []


def test_kiezen_weigeren_en_verschil(ruim: Any) -> None:
    goed = {"stappen": {"vragen": {"brief": "proef.ontvangst"}}}
    assert controleer(ruim, goed) == []
    eigen = pas_toe(ruim, goed)
    assert afwijkingen_uit(ruim, eigen) == goed
    assert laad_tekst(als_yaml(eigen), "eigen.yaml").sleutels["vragen"].brief == "proef.ontvangst"
    (verschil,) = verschillen(ruim, eigen)
    assert (verschil.was, verschil.wordt) == ("geen brief", "Bevestiging van ontvangst")
    assert "kan hier niet" in controleer(ruim, {"stappen": {"vragen": {"brief": "toegang.uitnodiging"}}})[0].zin
    assert "ligt vast" in controleer(ruim, {"stappen": {"besluiten": {"brief": "proef.ontvangst"}}})[0].zin


@pytest.mark.parametrize(
    ("soort", "zin"),
    [
        (None, "geen kamer meldt die aan"),
        (Briefsoort("proef.ontvangst", "X", BERICHT, "", "", "Hoi."), "geen brief op papier"),
        (
            Briefsoort("proef.ontvangst", "X", BRIEF, "", "Hoi", "{{link}}", (Samenvoegveld("link", "Link", "x"),)),
            "geen veld link",
        ),
    ],
)
def test_het_huis_gaat_niet_open_met_een_brief_die_niet_kan(ruim: Any, soort: Any, zin: str) -> None:
    assert not [f for f in procedures_compleet([]) if f.id == "procedures.E003"]
    oud = registers.briefsoorten._items.pop(ONTVANGST.code)
    try:
        if soort is not None:
            registers.briefsoorten.voeg_toe(ONTVANGST.code, soort)
        (fout,) = [f for f in procedures_compleet([]) if f.id == "procedures.E003"]
        assert zin in fout.msg
    finally:
        registers.briefsoorten._items[ONTVANGST.code] = oud


def test_op_het_scherm_van_de_beheerder(streek: Any, client_als: Any, maak_wie: Any) -> None:
    """In the procedure of the accounts: choose the letter, see it in the table and the try-out."""
    wie = maak_wie("functioneel_beheerder")
    versie = verbs.versie_maken(wie=wie, procedure="verantwoording", swv=wie.code)
    client = client_als("functioneel_beheerder")
    versie = verbs.versie_delen(wie=wie, versie=versie)
    adres = reverse("procedures:stap", args=[versie.pk, "indienen"])
    pagina = client.get(adres)
    assert "Brief na deze stap" in pagina.text
    form = pagina.context["form"]
    velden = {naam: form[naam].value() for naam in form.fields} | {"brief": "verantwoording.ontvangst"}
    antwoord = client.post(adres, {n: w for n, w in velden.items() if w not in (None, False)})
    assert antwoord.status_code == 302
    versie.refresh_from_db()
    assert versie.afwijkingen["stappen"]["indienen"]["brief"] == "verantwoording.ontvangst"
    assert "Brief: Bevestiging van ontvangst." in client.get(reverse("procedures:beeld", args=[versie.pk])).text
    fout = client.post(adres, {n: w for n, w in (velden | {"brief": "x"}).items() if w not in (None, False)})
    assert fout.status_code == 400
