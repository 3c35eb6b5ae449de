"""Everything of an SWV out: what goes along, what does not, reading it in again, and the screen."""

import csv
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from vindplaats.documenten.models import Bestand
from vindplaats.formats.models import Antwoord, Invulling
from vindplaats.kern.fouten import Fout, GeenRecht, NietGevonden
from vindplaats.kern.klok import nu
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.kern.taken import staat_klaar
from vindplaats.organisaties.models import Bestuur, Deelname, Swv
from vindplaats.techniek.bewaren import actions, invoer, keuze, tasks, uitvoer
from vindplaats.techniek.bewaren.modellen import Uitvoering
from vindplaats.techniek.tests.voorbeelden import maak_uitvoering
from vindplaats.toegang.models import Gebeurtenis, Gebruiker, RolToekenning
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning
from vindplaats.verantwoording.actions import rapport_openen


def lees(map_: Path, label: str, soort: str = "gegevens") -> list[dict[str, Any]]:
    """Rows of one list of an export."""
    rijen: list[dict[str, Any]] = json.loads((map_ / soort / f"{label}.json").read_text())
    return rijen


@pytest.fixture
def huis(streek: Any, maak_wie: Any, settings: Any) -> Any:
    """A region with a report in draft, an inbox file of a board, a person in two SWVs, and a formula as a name."""
    adviseur = maak_wie("secretariaat_swv", streek.swv)
    Deelname.objects.create(bestuur_id="99001", swv_id="PO9902")
    Bestuur.objects.filter(pk="99001").update(naam='=HYPERLINK("http://x")')
    rapport = rapport_openen(wie=adviseur, bestuur=Bestuur.objects.get(pk="99001"), jaar=Schooljaar(2024))
    antwoord = Antwoord.objects.create(
        invulling=rapport.invulling,
        vraag="doelen",
        stand="ingevuld",
        waarde={"tekst": "Geheim concept"},
        op=timezone.now(),
    )
    beide = maak_gebruiker("Anna Beide", "anna@voorbeeld.test", "een lange zin over fietsen")
    maak_toekenning("directeur_swv", streek.swv, gebruiker=beide)
    maak_toekenning("kwaliteit_swv", streek.ander_swv, gebruiker=beide)
    elders = maak_gebruiker("Elders Iemand")
    maak_toekenning("directeur_swv", streek.ander_swv, gebruiker=elders)
    Antwoord.objects.voor_taak("proef").filter(pk=antwoord.pk).update(door=elders)
    for eigenaar, naam in (
        (streek.swv, "van-swv.txt"),
        (streek.bestuur, "van-bestuur.txt"),
        (streek.ander_bestuur, "vreemd.txt"),
    ):
        plek = f"aa/{naam}"
        Bestand.objects.create(
            eigenaar=eigenaar, kamer="proef", naam=naam, soort="txt", mime="text/plain", grootte=6, sha256="0" * 64, plek=plek,
            geupload_naam="x", gemaakt_op=nu(),
        )  # fmt: skip
        pad = settings.BESTANDEN / plek
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text("inhoud")
    return streek


@pytest.fixture
def volledig(huis: Any, tmp_path: Path) -> Path:
    uitvoer.maak(tmp_path / "uit", swv="PO9901", volledig=True)
    return tmp_path / "uit"


def test_alles_van_het_verband_en_niets_van_een_ander(volledig: Path) -> None:
    assert [r["code"] for r in lees(volledig, "organisaties.swv")] == ["PO9901"]
    assert {r["nummer"] for r in lees(volledig, "organisaties.bestuur")} == {"99001", "99002"}
    assert {r["naam"] for r in lees(volledig, "documenten.bestand")} == {"van-swv.txt", "van-bestuur.txt"}
    assert "Geheim concept" in (volledig / "gegevens" / "formats.antwoord.json").read_text()
    assert sorted(p.name for p in (volledig / "bestanden").rglob("*.txt")) == ["van-bestuur.txt", "van-swv.txt"]
    assert {r["organisatie"] for r in lees(volledig, "toegang.roltoekenning")} == {"swv:PO9901"}


def test_wie_in_twee_verbanden_werkt_gaat_mee_met_de_rol_van_hier(volledig: Path) -> None:
    namen = {r["naam"] for r in lees(volledig, "toegang.gebruiker")}
    assert "Anna Beide" in namen
    assert "Elders Iemand" not in namen
    assert [set(r) for r in lees(volledig, "toegang.gebruiker", "naslag")] == [
        {"id", "naam"}
    ]  # pointed at: a name, no more
    assert [r["code"] for r in lees(volledig, "organisaties.swv", "naslag")] == ["PO9902"]


def test_geheimen_blijven_hier(volledig: Path) -> None:
    tekst = "".join(p.read_text() for p in (volledig / "gegevens").glob("*.json"))
    hash_ = Gebruiker.objects.get(email="anna@voorbeeld.test").password
    assert hash_
    assert hash_ not in tekst
    assert "password" not in lees(volledig, "toegang.gebruiker")[0]
    for label in ("mfa.authenticator", "sessions.session"):
        assert not (volledig / "gegevens" / f"{label}.json").exists()
        assert f"`{label}`" in (volledig / "LEESMIJ.md").read_text()


def test_een_formule_in_csv_wordt_tekst(volledig: Path) -> None:
    with (volledig / "csv" / "organisaties.bestuur.csv").open(encoding="utf-8-sig") as bestand:
        rijen = {r["nummer"]: r for r in csv.DictReader(bestand, delimiter=";")}
    assert rijen["99001"]["naam"] == '\'=HYPERLINK("http://x")'
    assert lees(volledig, "organisaties.bestuur")[0]["naam"] == '=HYPERLINK("http://x")'
    assert uitvoer.voor_blad(-3) == "-3"
    assert uitvoer.voor_blad("-3") == "'-3"


def test_elk_veld_staat_in_de_beschrijving(volledig: Path) -> None:
    tabellen = {t["tabel"]: t for t in json.loads((volledig / "indeling.json").read_text())["tabellen"]}
    for pad in (volledig / "gegevens").glob("*.json"):
        velden = [v["veld"] for v in tabellen[pad.stem]["velden"]]
        assert all(list(rij) == velden for rij in json.loads(pad.read_text()))
    bestuur = {v["veld"]: v for v in tabellen["verantwoording.rapport"]["velden"]}["bestuur"]
    assert bestuur["verwijst_naar"] == "organisaties.bestuur"


def test_sommen_kloppen_en_twee_keer_geeft_hetzelfde(volledig: Path, tmp_path: Path) -> None:
    manifest = json.loads((volledig / "manifest.json").read_text())
    for deel in manifest["delen"]:
        pad = invoer._pad_van(volledig, deel)
        assert hashlib.sha256(pad.read_bytes()).hexdigest() == deel["sha256"]
    uitvoer.maak(tmp_path / "nog", swv="PO9901", volledig=True)
    assert _zonder_tijd(tmp_path / "nog") == _zonder_tijd(volledig)


def _zonder_tijd(map_: Path) -> dict[str, Any]:
    uit: dict[str, Any] = {str(p.relative_to(map_)): p.read_bytes() for p in map_.rglob("*") if p.is_file()}
    uit["manifest.json"] = json.loads(uit["manifest.json"]) | {"gemaakt_op": ""}
    return uit


def test_leesbaar_bevat_geen_concept_en_geen_postvak_van_een_bestuur(huis: Any, tmp_path: Path) -> None:
    uitvoer.maak(tmp_path / "lees.zip", swv="PO9901", volledig=False)
    with zipfile.ZipFile(tmp_path / "lees.zip") as zip_:
        alles = b"".join(zip_.read(n) for n in zip_.namelist())
        namen = [n for n in zip_.namelist() if n.startswith("bestanden/")]
    assert b"Geheim concept" not in alles
    assert namen == ["bestanden/aa/van-swv.txt"]
    with pytest.raises(Fout, match=r"om te lezen, niet om te verhuizen"):
        _leeg_en_lees(tmp_path / "lees.zip")


def _leeg_en_lees(pad: Path) -> Any:
    """Read in as if the installation were empty: what is there is taken away first (the test rolls all of it back)."""
    from django.db import connection, transaction

    from vindplaats.techniek.bewaren import tabellen

    with transaction.atomic(), tabellen.zonder_grendels("default"), connection.cursor() as cursor:
        for naam in connection.introspection.table_names(cursor):
            if naam not in {"django_migrations", "django_content_type", "auth_permission"}:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(naam)}")
    return invoer.lees_in(pad)


def test_heen_en_terug_geeft_hetzelfde_huis(volledig: Path, tmp_path: Path, client_als: Any, settings: Any) -> None:
    verslag = _leeg_en_lees(volledig)
    assert verslag.swv == "PO9901"
    assert any("wachtwoord" in zin for zin in verslag.weer_doen)
    uitvoer.maak(tmp_path / "nog", swv="PO9901", volledig=True)
    eerst, daarna = _zonder_tijd(volledig), _zonder_tijd(tmp_path / "nog")
    assert daarna == eerst
    anna = Gebruiker.objects.get(email="anna@voorbeeld.test")
    assert not anna.has_usable_password()
    assert not Gebruiker.objects.get(naam="Elders Iemand").is_active
    assert Gebeurtenis.objects.voor_taak("proef").filter(naam="techniek.ingevoerd").exists()
    assert (settings.BESTANDEN / "aa/van-swv.txt").read_text() == "inhoud"
    client = client_als("bestuurder", "bestuur:99001")
    rapport = Invulling.objects.voor_taak("proef").get().onderwerp.partition(":")[2]
    assert client.get(reverse("verantwoording:rapport", args=[rapport])).status_code == 200


def test_in_een_gevulde_installatie_wordt_geweigerd(volledig: Path) -> None:
    with pytest.raises(Fout, match=r"staan al gegevens"):
        invoer.lees_in(volledig)


def test_een_veranderde_uitvoer_wordt_geweigerd(volledig: Path) -> None:
    pad = volledig / "gegevens" / "organisaties.swv.json"
    pad.write_text(pad.read_text().replace("Samenwerkingsverband", "Iets anders"))
    with pytest.raises(Fout, match=r"organisaties.swv.json is veranderd"):
        _leeg_en_lees(volledig)
    assert not Swv.objects.exists()


def test_onbekend_verband_en_bestaande_naam(streek: Any, tmp_path: Path) -> None:
    with pytest.raises(NietGevonden, match=r"PO0000 is hier niet bekend.*PO9901"):
        keuze.kring_van("PO0000", volledig=True)
    (tmp_path / "er").mkdir()
    with pytest.raises(Fout, match=r"bestaat al"):
        uitvoer.maak(tmp_path / "er", swv="PO9901", volledig=True)


# --- the screen ----------------------------------------------------------------------------------------------------


def test_vragen_maken_en_ophalen(huis: Any, client_als: Any) -> None:
    directeur = client_als("directeur_swv", huis.swv)
    assert "Nog niets gevraagd" in directeur.get(reverse("techniek:alles-meenemen")).text
    for _ in range(2):  # a double click is one
        assert directeur.post(reverse("techniek:uitvoer-vragen")).status_code == 302
    rij = Uitvoering.objects.voor_taak("proef").get()
    adres = reverse("techniek:uitvoer-voortgang", args=[rij.pk])
    assert "wordt gemaakt" in directeur.get(adres, headers={"HX-Request": "true"}).text
    assert staat_klaar(tasks.maak_uitvoer, uitvoering_id=str(rij.pk))
    for _ in range(2):  # a task can run twice
        tasks.maak_uitvoer.call(uitvoering_id=str(rij.pk))
    assert directeur.get(adres, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Staat klaar" in directeur.get(reverse("techniek:alles-meenemen")).text
    antwoord = directeur.get(reverse("techniek:uitvoer-ophalen", args=[rij.pk]))
    zip_ = b"".join(antwoord.streaming_content)
    assert zip_.startswith(b"PK")
    assert "no-store" in antwoord.headers["Cache-Control"]
    namen = Gebeurtenis.objects.voor_taak("proef").values_list("naam", flat=True)
    assert {"techniek.uitvoer_gevraagd", "techniek.uitvoer_opgehaald"} <= set(namen)


def test_de_beheerder_mag_vragen_maar_niet_ophalen(huis: Any, client_als: Any, maak_wie: Any) -> None:
    rij = maak_uitvoering("PO9901")
    beheerder = client_als("functioneel_beheerder", huis.swv)
    assert "De directeur kan het ophalen" in beheerder.get(reverse("techniek:alles-meenemen")).text
    assert beheerder.get(reverse("techniek:uitvoer-ophalen", args=[rij.pk])).status_code == 403
    with pytest.raises(GeenRecht):
        actions.uitvoer_ophalen(wie=maak_wie("functioneel_beheerder", huis.swv), uitvoering=rij)
    with pytest.raises(GeenRecht):
        actions.uitvoer_vragen(wie=maak_wie("kwaliteit_swv", huis.swv))


def test_een_ander_verband_ziet_niets(huis: Any, client_als: Any) -> None:
    rij = maak_uitvoering("PO9901")
    ander = client_als("directeur_swv", huis.ander_swv)
    assert ander.get(reverse("techniek:uitvoer-ophalen", args=[rij.pk])).status_code == 404
    assert "Nog niets gevraagd" in ander.get(reverse("techniek:alles-meenemen")).text


def test_na_enkele_dagen_is_het_weg(huis: Any, client_als: Any) -> None:
    rij = maak_uitvoering("PO9901", verloopt_op=nu())
    directeur = client_als("directeur_swv", huis.swv)
    antwoord = directeur.get(reverse("techniek:uitvoer-ophalen", args=[rij.pk]), follow=True)
    assert "verlopen en gewist" in antwoord.text
    from vindplaats.toegang.wie import Wie

    assert actions.uitvoer_opruimen(wie=Wie.taak("proef")) == 1
    assert not actions.pad_van(rij).exists()
    assert Uitvoering.objects.voor_taak("proef").get().stand == Uitvoering.VERLOPEN


def test_ophalen_vraagt_een_verse_tweede_stap(huis: Any) -> None:
    from vindplaats.kern.registers import rechten

    assert rechten["techniek.uitvoer_vragen"].vers
    assert rechten["techniek.uitvoer_ophalen"].vers
    assert not RolToekenning.objects.filter(organisatie="swv:PO0000").exists()
