"""A copy: keys, damage, what it refuses and with which sentence. Without a real restore (that is `test_kopie_verhaal`)."""

import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import connections

from vindplaats.kern.fouten import Fout
from vindplaats.techniek.bewaren import kopie, pakket, sleutels, tabellen, terugzetten
from vindplaats.techniek.bewaren.sleutels import Kopiesleutels

EIGEN = pyrage.x25519.Identity.generate()
OPEN = Kopiesleutels(ontvangers=(EIGEN.to_public(),), geheim=(EIGEN,))


def stroom(kop: dict[str, Any] | None = None, *, zonder_slot: bool = False, extra: bytes = b"") -> Iterator[bytes]:
    """A small copy made by hand: one table of three rows, two files."""
    slot = pakket.Slot()
    yield from pakket.item(
        pakket.KOP,
        pakket.json_bytes(
            {
                "soort": kopie.SOORT, "indeling": 1, "versie": "9.9", "gemaakt_op": "2026-11-22T10:00:00+00:00", "database": "sqlite",
                "geheim": "x", "migraties": [["organisaties", "0001_begin"]], "los": {}, "bestanden": 1,
                "tabellen": [{"tabel": "organisaties_regio", "kolommen": ["id", "naam"], "rijen": 3}],
            }
            | (kop or {})
        ),
    )  # fmt: skip
    yield from pakket.tabel("organisaties_regio", [[str(n), f"regio {n}"] for n in range(3)], slot)
    yield from pakket.item(f"{pakket.BESTANDEN}3f/a.txt", b"inhoud")
    slot.bestanden, slot.bytes = 1, 6
    yield extra
    if not zonder_slot:
        yield from pakket.item(pakket.SLOT, pakket.json_bytes(slot.als_dict()))
    yield pakket.einde()


def maak(pad: Path, brokken: Iterator[bytes], sluit: Kopiesleutels = OPEN) -> Path:
    """A copy on disk."""
    with pad.open("wb") as bestand:
        sleutels.versleutel(brokken, bestand, sluit)
    return pad


@pytest.fixture
def goed(tmp_path: Path) -> Path:
    return maak(tmp_path / "goed.age", stroom())


def test_een_goede_kopie_vertelt_wat_erin_zit(goed: Path) -> None:
    verslag = kopie.controleer(goed, kopiesleutels=OPEN)
    assert (verslag.rijen, verslag.bestanden, verslag.bytes_bestanden, verslag.versie) == (3, 1, 6, "9.9")


def test_geen_leesbare_tekst_op_schijf(goed: Path) -> None:
    assert b"regio" not in goed.read_bytes()
    assert b"inhoud" not in goed.read_bytes()


def test_gewone_age_kan_een_kopie_openen(goed: Path) -> None:
    """No lock-in: what is inside is a tar that any age tool and tar can open."""
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(goed.read_bytes(), [EIGEN]))) as tar:
        assert tar.getnames()[0] == "kop.json"
        assert "bestanden/3f/a.txt" in tar.getnames()


def test_met_een_wachtzin(tmp_path: Path) -> None:
    """One making and three openings: each costs a second or so, on purpose."""
    zin = Kopiesleutels(wachtzin="een lange zin van vijf woorden")
    pad = maak(tmp_path / "zin.age", stroom(), zin)
    assert kopie.controleer(pad, kopiesleutels=zin).rijen == 3
    with pytest.raises(Fout, match="past niet"):
        kopie.controleer(pad, kopiesleutels=Kopiesleutels(wachtzin="een heel andere lange zin"))
    with pytest.raises(Fout, match="past niet"):
        kopie.controleer(pad, kopiesleutels=OPEN)
    with pytest.raises(Fout, match="een sleutel nodig"):
        kopie.controleer(pad, kopiesleutels=Kopiesleutels())
    wikkel, _, _ = pad.read_bytes().partition(sleutels.EINDE_BLOK)
    opener = pyrage.passphrase.decrypt(wikkel + sleutels.EINDE_BLOK + b"\n", "een lange zin van vijf woorden").decode()
    assert opener.startswith("AGE-SECRET-KEY-1")


def test_verkeerde_sleutel(goed: Path) -> None:
    anders = Kopiesleutels(geheim=(pyrage.x25519.Identity.generate(),))
    with pytest.raises(Fout, match="Deze sleutel past niet op deze kopie"):
        kopie.controleer(goed, kopiesleutels=anders)


@pytest.mark.parametrize("deel", [0.02, 0.2, 0.5, 0.9, 0.999])
def test_elke_beschadiging_valt_op(goed: Path, deel: float) -> None:
    inhoud = bytearray(goed.read_bytes())
    plek = int(len(inhoud) * deel)
    inhoud[plek] ^= 1
    goed.write_bytes(inhoud)
    with pytest.raises(Fout):
        kopie.controleer(goed, kopiesleutels=OPEN)


@pytest.mark.parametrize("hoeveel", [1, 16, 300, 5000])
def test_een_afgebroken_bestand_valt_op(goed: Path, hoeveel: int) -> None:
    goed.write_bytes(goed.read_bytes()[:-hoeveel])
    with pytest.raises(Fout, match="beschadigd"):
        kopie.controleer(goed, kopiesleutels=OPEN)


@pytest.mark.parametrize(
    ("brokken", "zin"),
    [
        (lambda: stroom(zonder_slot=True), "beschadigd"),
        (
            lambda: stroom({"tabellen": [{"tabel": "organisaties_regio", "kolommen": ["id", "naam"], "rijen": 4}]}),
            "beschadigd",
        ),
        (lambda: stroom(extra=b"".join(pakket.item("bestanden/erbij.txt", b"x"))), "beschadigd"),
        (lambda: stroom(extra=b"".join(pakket.item("iets/anders", b"x"))), "beschadigd"),
        (lambda: iter([b"geen tar"]), "beschadigd"),
        (lambda: stroom({"soort": "iets anders"}), "geen reservekopie"),
        (lambda: stroom({"indeling": 2}), r"nieuwere versie \(9.9\)"),
    ],
)
def test_een_kopie_die_niet_klopt(tmp_path: Path, brokken: Any, zin: str) -> None:
    """Even when the encryption is right, what is inside must add up."""
    with pytest.raises(Fout, match=zin):
        kopie.controleer(maak(tmp_path / "x.age", brokken()), kopiesleutels=OPEN)


def test_geen_kopie_en_geen_bestand(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Beste mensen")
    with pytest.raises(Fout, match="geen reservekopie"):
        kopie.controleer(tmp_path / "brief.txt", kopiesleutels=OPEN)
    with pytest.raises(Fout, match="is er niet"):
        kopie.controleer(tmp_path / "niets.age", kopiesleutels=OPEN)


@pytest.mark.django_db
def test_een_nieuwere_versie_wordt_geweigerd() -> None:
    with pytest.raises(Fout, match=r"nieuwere versie.*toegang.9999_morgen"):
        terugzetten._toets_versie(
            {"versie": "9.9", "migraties": [["toegang", "0001_begin"], ["toegang", "9999_morgen"]]}
        )


def test_een_pad_naar_buiten_wordt_geweigerd(tmp_path: Path) -> None:
    ruil = terugzetten.Ruil(tmp_path / "bestanden")
    with pytest.raises(Fout, match="beschadigd"):
        ruil.schrijf("../../weg.txt", [b"x"])
    assert not (tmp_path.parent / "weg.txt").exists()


@pytest.mark.parametrize(
    ("instelling", "waarde", "zin"),
    [
        ("KOPIE_WACHTZIN", "te kort", "te kort"),
        ("KOPIE_ONTVANGER", ["age1nietwaar"], "geen openbare age-sleutel"),
        ("KOPIE_SLEUTEL", "AGE-SECRET-KEY-1NIETWAAR", "geen geheime age-sleutel"),
    ],
)
def test_een_verkeerde_instelling_zegt_wat_er_moet(settings: Any, instelling: str, waarde: Any, zin: str) -> None:
    setattr(settings, instelling, waarde)
    with pytest.raises(Fout, match=zin):
        sleutels.uit_instellingen()


def test_een_sleutelbestand_met_uitleg(settings: Any) -> None:
    settings.KOPIE_SLEUTEL = f"# created: 2026-11-22\n# public key: {EIGEN.to_public()}\n{EIGEN}\n"
    settings.KOPIE_ONTVANGER = [str(EIGEN.to_public())]
    gelezen = sleutels.uit_instellingen()
    assert len(gelezen.geheim) == len(gelezen.ontvangers) == 1


def test_zonder_sleutel_geen_kopie(tmp_path: Path) -> None:
    with pytest.raises(Fout, match="VINDPLAATS_KOPIE_WACHTZIN"):
        kopie.maak(tmp_path / "k.age", kopiesleutels=Kopiesleutels())
    assert list(tmp_path.iterdir()) == []


def test_een_kopie_overschrijft_nooit_iets(goed: Path, tmp_path: Path) -> None:
    voor = goed.read_bytes()
    with pytest.raises(Fout, match="bestaat al"):
        kopie.maak(goed, kopiesleutels=OPEN)
    assert goed.read_bytes() == voor
    with pytest.raises(Fout, match=r"De map .* bestaat niet"):
        kopie.maak(tmp_path / "weg" / "k.age", kopiesleutels=OPEN)


def test_een_gevulde_installatie_wordt_geweigerd(goed: Path, streek: Any) -> None:
    with pytest.raises(Fout, match="staan al gegevens"):
        terugzetten.zet_terug(goed, kopiesleutels=OPEN)


def test_een_grote_tabel_en_veel_bestanden_in_stukken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one part per table and more than one list of files."""
    monkeypatch.setattr(pakket, "DEEL", 1000)
    monkeypatch.setattr(pakket, "PER_LIJST", 3)
    for n in range(8):
        (tmp_path / f"{n}.txt").write_bytes(os.urandom(600 * n))
    slot = pakket.Slot()
    paden = [f"{n}.txt" for n in range(8)]

    def alles() -> Iterator[bytes]:
        yield from pakket.item(pakket.KOP, pakket.json_bytes({"tabellen": []}))
        yield from pakket.tabel("t", ([n, "x" * 40] for n in range(200)), slot)
        yield from pakket.bestanden(tmp_path, [*paden[:4], "verdwenen.txt", *paden[4:]], slot)
        yield from pakket.item(pakket.SLOT, pakket.json_bytes(slot.als_dict()))
        yield pakket.einde()

    lezer = pakket.Pakketlezer(io.BytesIO(b"".join(alles())))
    lezer.kop()
    rijen, gelezen = [], {}
    for soort, naam, inhoud in lezer.inhoud():
        if soort == "tabel":
            rijen += inhoud
        else:
            gelezen[naam] = b"".join(inhoud)
    assert [r[0] for r in rijen] == list(range(200))
    assert gelezen == {pad: (tmp_path / pad).read_bytes() for pad in paden}
    assert len(lezer.slot["tabellen"]["t"]["delen"]) > 5
    assert lezer.slot["verdwenen"] == ["verdwenen.txt"]


@pytest.mark.django_db
def test_toppen_en_modellen_van_toen() -> None:
    """The schema at an earlier migration is known: that is what lets an old copy come in."""
    alle = tabellen.migraties("default")
    assert ("organisaties", "0001_begin") not in tabellen.toppen(alle, "default")
    toen = tabellen.modellen_bij([("organisaties", "0001_begin")], "default")
    nu = tabellen.modellen_bij(alle, "default")
    assert "organisaties_inlezing" not in {m._meta.db_table for m in toen}
    assert "organisaties_inlezing" in {m._meta.db_table for m in nu}
    assert "django_session" not in {m._meta.db_table for m in nu}
    assert connections["default"].introspection.table_names()
