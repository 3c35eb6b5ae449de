"""The inbox: what comes in is read into a proposal; a person checks; only then it counts (D3)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from vindplaats.formats.queries import antwoorden
from vindplaats.organisaties.models import Bestuur
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests.fabriek import client_als, maak_wie
from vindplaats.verantwoording.inlezen.actions import Ingeleverd, nog_na_te_kijken, stukken_innemen
from vindplaats.verantwoording.inlezen.lezen import lees_ronde
from vindplaats.verantwoording.inlezen.rules import gekleurd, herken_bestuur
from vindplaats.verantwoording.models import Inboxstuk, Inleesronde, Rapport, Voorstel

from .conftest import MaakRapport

VERSLAG = """SCHOOLBESTUREN AAN ZET - SAMENWERKINGSPLAN
BESTUUR: Stichting 99001 ,
NAMENS BESTUUR: Fenna de Wit , bestuurder   (naam ,functie)
SCHOOLJAAR:    2023-2024

Ankerpunt 1 - Kwaliteitsstandaard
Onze scholen halen de norm met 91% ruim.

Ankerpunt 2 - Planmatig en Handelingsgericht werken
Wij werken met groepsplannen.

Ankerpunt 3 - Specifieke ondersteuning
Er is een rekenspecialist op elke school.

Ankerpunt 4 - Ondersteuningsstructuur
Elke school heeft een ondersteuningsteam.

THUISZITTERS
Er waren geen thuiszitters.

ONONDERBROKEN LEER-EN ONTWIKKELINGSPROCES
In totaal doubleerde 2% van de leerlingen.

VERWIJZINGEN NAAR SO/SBO
Er gingen 4 leerlingen naar het SO en 6 naar het SBO.

LEERLINGEN TERUGGEPLAATST VANUIT GESPECIALISEERDE ONDERWIJSVOORZIENINGEN
Er zijn 2 leerlingen teruggeplaatst.

EXTERNE FUNCTIE
N.v.t.

SCHAKELFUNCTIE => LEERLINGEN TERUGGEPLAATST NAAR REGULIERE BASISSCHOLEN
N.v.t.

AANWENDING MIDDELEN SWV
vanuit SWV:   PO9901 (NO)
Ontvangen bedrag Terugploegregeling*        (basisbedrag en uitkering reserve) €  10.000,00
Ontvangen bedrag Doelgroepfinanciering*   (enkel s(b)o, indien van toepassing) €

Aanwending:
1.  €  9.925 tbv specialisten

ALGEMEEN
Hoe is de sturing belegd en geborgd in de interne processen?
De bestuurder spreekt elke directeur twee keer per jaar.
Tenminste één van de onderstaande indicatoren uitgewerkt als voorbeeld:      Nummer(s): 7
Besturen bezoeken elkaar.

DE BASIS OP ORDE  -  betreft alle scholen
Hoe is de sturing belegd en geborgd in de interne processen?
Scholen meten zelf.
Tenminste één van de onderstaande indicatoren uitgewerkt als voorbeeld:      Nummer(s): 20
De peuterschool sluit aan.

DOELGROEPARRANGEMENTEN  -  betreft sbo/so
Hoe is de sturing belegd en geborgd in de interne processen?
N.v.t.
Tenminste één van de onderstaande indicatoren uitgewerkt als voorbeeld:      Nummer(s): N.v.t.
N.v.t.

KNOOPPUNT  -  betreft alle scholen
Hoe is de sturing belegd en geborgd in de interne processen?
Elk knooppunt heeft een vaste voorzitter.
Tenminste één van de onderstaande indicatoren uitgewerkt als voorbeeld:      Nummer(s): 37
Alle partners zitten aan tafel.
"""


def _innemen(rol: str, organisatie: str, *bestanden: tuple[str, bytes]) -> Inleesronde:
    wie = maak_wie(rol, organisatie)
    ronde = stukken_innemen(wie=wie, bestanden=[Ingeleverd(naam, data) for naam, data in bestanden])
    lees_ronde(ronde.pk)
    return ronde


def _stuk(ronde: Inleesronde) -> Inboxstuk:
    return ronde.stukken.get()


@pytest.fixture
def gelezen(streek: Any) -> Inboxstuk:
    return _stuk(_innemen("kwaliteit_swv", streek.swv, ("verslag.txt", VERSLAG.encode())))


@pytest.mark.regel("VER-01", "VER-03", "VER-05", "VER-12")
def test_lezen_geeft_een_voorstel_en_nog_geen_antwoord(gelezen: Inboxstuk) -> None:
    assert gelezen.stand == Inboxstuk.GELEZEN
    assert (gelezen.bestuur_id, gelezen.jaar) == ("99001", 2023)
    per_vraag = {v.vraag: v for v in gelezen.voorstellen.all()}
    assert per_vraag["ankerpunt_1"].waarde == "Onze scholen halen de norm met 91% ruim."
    assert per_vraag["externe_functie"].stand == "nvt"
    assert per_vraag["thuiszitters"].stand == "nul"
    assert per_vraag["ontvangen"].waarde["terugploegregeling"] == {"PO9901": 10_000_00}
    assert per_vraag["proces_knooppunt_indicatoren"].waarde == [37]
    begin, eind = per_vraag["ankerpunt_2"].passages[0]
    assert gelezen.tekst[begin:eind] == "Wij werken met groepsplannen."
    assert not Rapport.objects.voor_taak("test").exists()


@pytest.mark.regel("VER-01", "VER-02")
def test_overnemen_door_het_verband_registreert_als_ontvangen(streek: Any, gelezen: Inboxstuk) -> None:
    client = client_als("kwaliteit_swv", streek.swv)
    _beslis_alles(client, gelezen)
    uit = client.post(f"/verantwoording/inbox/{gelezen.pk}/overnemen/")
    rapport = Rapport.objects.voor_taak("test").get()
    assert uit.url == f"/verantwoording/{rapport.pk}/"
    assert rapport.stand == "ingediend"
    assert antwoorden(rapport.invulling)["ankerpunt_1"].herkomst == "inlezen"
    namen = Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True)
    assert {"verantwoording.stuk_overgenomen", "verantwoording.stuk_bekeken"} <= set(namen)
    assert client.post(f"/verantwoording/inbox/{gelezen.pk}/overnemen/").status_code == 302
    assert Rapport.objects.voor_taak("test").count() == 1


def _beslis_alles(client: Any, stuk: Inboxstuk) -> None:
    client.get(f"/verantwoording/inbox/{stuk.pk}/")
    for voorstel in nog_na_te_kijken(stuk.voorstellen.all()):
        client.post(f"/verantwoording/inbox/{stuk.pk}/voorstel/{voorstel.vraag}/", {"besluit": "overslaan"})


def test_twijfel_moet_eerst_bekeken(streek: Any, gelezen: Inboxstuk) -> None:
    Voorstel.objects.voor_taak("test").filter(stuk=gelezen, vraag="ankerpunt_1").update(zekerheid=0.3)
    client = client_als("kwaliteit_swv", streek.swv)
    client.post(f"/verantwoording/inbox/{gelezen.pk}/overnemen/")
    assert not Rapport.objects.voor_taak("test").exists()
    pagina = client.get(f"/verantwoording/inbox/{gelezen.pk}/").content.decode()
    assert "twijfelachtige antwoorden" in pagina
    assert "na te kijken" in pagina


def test_passage_kiezen_is_een_klik(streek: Any, gelezen: Inboxstuk) -> None:
    begin = gelezen.tekst.index("Er is een rekenspecialist")
    eind = begin + len("Er is een rekenspecialist op elke school.")
    client = client_als("kwaliteit_swv", streek.swv)
    client.post(
        f"/verantwoording/inbox/{gelezen.pk}/voorstel/extra/", {"besluit": "verbeterd", "begin": begin, "eind": eind}
    )
    voorstel = gelezen.voorstellen.get(vraag="extra")
    assert (voorstel.waarde, voorstel.passages) == ("Er is een rekenspecialist op elke school.", [[begin, eind]])


def test_onleesbare_verbetering_blijft_staan(streek: Any, gelezen: Inboxstuk) -> None:
    client = client_als("kwaliteit_swv", streek.swv)
    uit = client.post(
        f"/verantwoording/inbox/{gelezen.pk}/voorstel/bestedingen/",
        {"besluit": "verbeterd", "bestedingen.0.bedrag": "heel veel", "bestedingen.0.doel": "specialisten"},
    )
    assert uit.status_code == 400
    assert 'value="heel veel"' in uit.content.decode()
    assert gelezen.voorstellen.get(vraag="bestedingen").besluit == Voorstel.OPEN


def test_tweede_persoon_krijgt_een_zin(streek: Any, gelezen: Inboxstuk) -> None:
    client = client_als("kwaliteit_swv", streek.swv)
    url = f"/verantwoording/inbox/{gelezen.pk}/voorstel/extra/"
    assert client.post(url, {"besluit": "overslaan", "nummer": 1}).status_code == 302
    assert client.post(url, {"besluit": "goed", "nummer": 1}).status_code == 409


def test_bestuur_neemt_over_in_eigen_concept(streek: Any) -> None:
    stuk = _stuk(_innemen("bestuursadviseur", streek.bestuur, ("verslag.md", VERSLAG.encode())))
    client = client_als("bestuursadviseur", streek.bestuur)
    _beslis_alles(client, stuk)
    client.post(f"/verantwoording/inbox/{stuk.pk}/overnemen/")
    rapport = Rapport.objects.voor_taak("test").get()
    assert rapport.stand == "concept"


def test_verband_kan_niet_over_een_concept_heen(streek: Any, gelezen: Inboxstuk, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="concept")
    client = client_als("kwaliteit_swv", streek.swv)
    _beslis_alles(client, gelezen)
    client.post(f"/verantwoording/inbox/{gelezen.pk}/overnemen/")
    assert "zelf al begonnen" in client.get(f"/verantwoording/inbox/{gelezen.pk}/").content.decode()
    client.post(f"/verantwoording/inbox/{gelezen.pk}/doorsturen/")
    gelezen.refresh_from_db()
    assert gelezen.eigenaar == "bestuur:99001"
    assert client.get(f"/verantwoording/inbox/{gelezen.pk}/").status_code == 404
    assert client_als("bestuurder", streek.bestuur).get(f"/verantwoording/inbox/{gelezen.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("naam", "data", "zin"),
    [
        ("programma.docx", b"MZ\x90\x00" + b"\0" * 200, "programma"),
        ("leeg.pdf", b"", "leeg"),
        ("brief.txt", b"Beste allemaal, hierbij de notulen van gisteren.", "formulier"),
    ],
)
def test_onbruikbaar_blijft_in_de_inbox_met_een_zin(streek: Any, naam: str, data: bytes, zin: str) -> None:
    stuk = _stuk(_innemen("kwaliteit_swv", streek.swv, (naam, data)))
    assert stuk.stand == Inboxstuk.GEWEIGERD
    assert zin in stuk.zin
    assert stuk.zin in client_als("kwaliteit_swv", streek.swv).get("/verantwoording/inbox/").content.decode()


def test_veel_tegelijk_via_het_scherm(streek: Any) -> None:
    client = client_als("secretariaat_swv", streek.swv)
    bestanden = [SimpleUploadedFile(f"v{i}.txt", VERSLAG.encode() + bytes([65 + i])) for i in range(3)]
    assert client.post("/verantwoording/inbox/", {"bestanden": bestanden}).status_code == 302
    ronde = Inleesronde.objects.voor_taak("test").get()
    assert "0 van 3" in client.get(f"/verantwoording/inbox/ronde/{ronde.pk}/").content.decode()
    lees_ronde(ronde.pk)
    klaar = client.get(f"/verantwoording/inbox/ronde/{ronde.pk}/")
    assert klaar["HX-Refresh"] == "true"
    assert client.post("/verantwoording/inbox/", {}).status_code == 400


def test_hetzelfde_document_nog_eens_wordt_geen_tweede(streek: Any) -> None:
    """Sent again after a lost connection: one waits to be checked, the other is set aside with a sentence."""
    client = client_als("kwaliteit_swv", streek.swv)
    for _ in range(2):
        bestand = SimpleUploadedFile("verslag.txt", VERSLAG.encode())
        antwoord = client.post("/verantwoording/inbox/", {"bestanden": [bestand]}, follow=True)
    assert "verslag.txt stond al in de inbox" in antwoord.content.decode()
    standen = Inboxstuk.objects.voor_taak("test").order_by("gemaakt_op").values_list("stand", "zin")
    assert [stand for stand, _ in standen] == [Inboxstuk.WACHT, Inboxstuk.AFGEVOERD]
    assert "stond al in de inbox" in standen[1][1]


def test_lezen_na_een_afgebroken_lezer(streek: Any, gelezen: Inboxstuk) -> None:
    """A killed reader leaves `bezig`; the next run takes it up again and doubles nothing."""
    from vindplaats.kern.klok import nu

    Inboxstuk.objects.voor_taak("test").filter(pk=gelezen.pk).update(stand=Inboxstuk.BEZIG, begonnen_op=nu())
    aantal = gelezen.voorstellen.count()
    lees_ronde(gelezen.ronde_id)
    gelezen.refresh_from_db()
    assert gelezen.stand == Inboxstuk.GELEZEN
    assert gelezen.voorstellen.count() == aantal


def test_een_ronde_heeft_een_lezer_tegelijk(streek: Any) -> None:
    """Whoever comes second leaves the files alone; the task looks again later."""
    from django_tasks_db.models import DBTaskResult

    from vindplaats.kern.taken import alleenrecht
    from vindplaats.verantwoording.inlezen.lezen import RondeBezet
    from vindplaats.verantwoording.inlezen.tasks import inleesronde_lezen

    wie = maak_wie("kwaliteit_swv", streek.swv)
    ronde = stukken_innemen(wie=wie, bestanden=[Ingeleverd("v.txt", VERSLAG.encode())], lezen=False)
    with alleenrecht(f"ronde-{ronde.pk}"):
        with pytest.raises(RondeBezet):
            lees_ronde(ronde.pk)
        inleesronde_lezen.func(ronde=str(ronde.pk))
    assert _stuk(ronde).stand == Inboxstuk.WACHT
    assert DBTaskResult.objects.get().run_after > timezone.now()
    lees_ronde(ronde.pk)
    assert _stuk(ronde).stand == Inboxstuk.GELEZEN


def test_wie_zonder_taak_wacht_wordt_gevonden(streek: Any) -> None:
    """The server stopped between keeping the file and writing down the task."""
    from django_tasks_db.models import DBTaskResult

    from vindplaats.verantwoording.inlezen.lezen import ACHTERGEBLEVEN
    from vindplaats.verantwoording.inlezen.tasks import achtergebleven_lezen

    wie = maak_wie("kwaliteit_swv", streek.swv)
    ronde = stukken_innemen(wie=wie, bestanden=[Ingeleverd("v.txt", VERSLAG.encode())], lezen=False)
    achtergebleven_lezen.func()
    assert not DBTaskResult.objects.exists()
    Inboxstuk.objects.voor_taak("test").update(gemaakt_op=timezone.now() - ACHTERGEBLEVEN)
    achtergebleven_lezen.func()
    achtergebleven_lezen.func()
    assert DBTaskResult.objects.get().args_kwargs["kwargs"] == {"ronde": str(ronde.pk)}


def test_vreemden(streek: Any, gelezen: Inboxstuk) -> None:
    for rol, organisatie, status in (
        ("kwaliteit_swv", streek.ander_swv, 404),
        ("bestuurder", streek.bestuur, 404),
        ("opr", streek.swv, 403),
        ("controller_swv", streek.swv, 403),
    ):
        client = client_als(rol, organisatie)
        assert client.get(f"/verantwoording/inbox/{gelezen.pk}/").status_code == status
        assert client.post(f"/verantwoording/inbox/{gelezen.pk}/overnemen/").status_code == status


def test_wegleggen_en_terug(streek: Any, gelezen: Inboxstuk) -> None:
    client = client_als("kwaliteit_swv", streek.swv)
    client.post(f"/verantwoording/inbox/{gelezen.pk}/wegleggen/")
    melding = client.get("/verantwoording/inbox/").content.decode()
    assert "verslag.txt is weggelegd" in melding
    assert f'action="/verantwoording/inbox/{gelezen.pk}/terug/"' in melding  # the way back
    assert "verslag.txt" not in client.get("/verantwoording/inbox/").content.decode()
    client.post(f"/verantwoording/inbox/{gelezen.pk}/terug/")
    assert "verslag.txt" in client.get("/verantwoording/inbox/").content.decode()


def test_herkomst_buiten_het_verband_kan_niet(streek: Any, gelezen: Inboxstuk) -> None:
    client = client_als("kwaliteit_swv", streek.swv)
    uit = client.post(f"/verantwoording/inbox/{gelezen.pk}/herkomst/", {"bestuur": "99003", "jaar": "2023"})
    assert uit.status_code == 400
    client.post(f"/verantwoording/inbox/{gelezen.pk}/herkomst/", {"bestuur": "99002", "jaar": "2024"})
    gelezen.refresh_from_db()
    assert (gelezen.bestuur_id, gelezen.jaar) == ("99002", 2024)


@pytest.mark.parametrize(
    ("gedrukt", "nummer"),
    [
        ("Stichting De Linde", "1"),
        ("de linde", "1"),
        ("LINDE Limburg ,", "1"),
        ("Stichting Onbekend", None),
        ("", None),
    ],
)
def test_herken_bestuur(gedrukt: str, nummer: str | None) -> None:
    besturen = {"1": ["Stichting De Linde", "Linde"], "2": ["Stichting De Eik"], "3": ["Vereniging Waterkant"]}
    assert herken_bestuur(gedrukt, besturen) == nummer


def test_gekleurd_verliest_geen_letter() -> None:
    tekst = "een twee drie vier"
    stukjes = gekleurd(tekst, [(4, 8, "vraag", "a", ""), (6, 13, "vraag", "b", ""), (17, 99, "x", "", "")])
    assert "".join(s.tekst for s in stukjes) == tekst
    assert [s.vraag for s in stukjes if s.soort] == ["a", "b", ""]


def test_bestuur_uit_ander_jaar_telt_niet(streek: Any, gelezen: Inboxstuk) -> None:
    """A board that took part nowhere in that year: a sentence, nothing taken over."""
    import datetime as dt

    from vindplaats.organisaties.models import Deelname

    Deelname.objects.filter(bestuur="99001").update(van=dt.date(2025, 8, 1))
    client = client_als("kwaliteit_swv", streek.swv)
    _beslis_alles(client, gelezen)
    client.post(f"/verantwoording/inbox/{gelezen.pk}/overnemen/")
    assert not Rapport.objects.voor_taak("test").exists()
    assert "geen samenwerkingsverband" in client.get(f"/verantwoording/inbox/{gelezen.pk}/").content.decode()
    assert Bestuur.objects.filter(pk="99001").exists()


def test_gekozen_herkomst_vult_de_kop(streek: Any) -> None:
    """A document without its board (report-format trap 1): the person's choice is the answer."""
    zonder = VERSLAG.replace("BESTUUR: Stichting 99001 ,\n", "", 1)
    stuk = _stuk(_innemen("kwaliteit_swv", streek.swv, ("zonder.txt", zonder.encode())))
    assert stuk.bestuur is None
    client = client_als("kwaliteit_swv", streek.swv)
    client.post(f"/verantwoording/inbox/{stuk.pk}/herkomst/", {"bestuur": "99002", "jaar": "2023"})
    assert stuk.voorstellen.get(vraag="bestuur").waarde == "Stichting 99002"
