"""The readers: each format, each encoding, each trap of the open data. No database."""

import pytest

from vindplaats.organisaties.lader.gelezen import Gelezen, NietLeesbaar
from vindplaats.organisaties.lader.lezen import lees_bestand

from . import bestanden as b


def zinnen(g: Gelezen) -> str:
    return " | ".join(f"{p.regel}:{p.zin}" for p in g.problemen)


def test_duo_bo_in_windows_encoding() -> None:
    g = lees_bestand(b.duo_bo(b.bo_rij("98AB00", naam="Café De Bühne", plaats="'S-PROEFHAGE")), "bo.csv")
    school = g.tabel("school")["98AB00"]
    assert g.formaat == "duo_bo_vestigingen"
    assert school["naam"] == "Café De Bühne"
    assert school["plaats"] == "'s-Proefhage"
    assert school["postcode"] == "6155AB"
    assert school["gemeente"] == "1954"
    assert g.tabel("gemeente") == {"1954": {"naam": "Splitdal"}}
    assert g.tabel("bestuur") == {"90001": {}}
    assert not g.problemen


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
def test_encoding_does_not_matter(codering: str) -> None:
    tekst = b.duo_bo(b.bo_rij("98AB00", naam="Café")).decode("cp1252")
    assert lees_bestand(tekst.encode(codering), "x.csv").tabel("school")["98AB00"]["naam"] == "Café"


def test_separator_does_not_matter() -> None:
    komma = b.BESTUREN.replace(b'"Stichting Proef, leren"', b"Stichting Proef").replace(b",", b";")
    assert lees_bestand(komma, "x.csv").tabel("bestuur")["90001"]["naam"] == "Stichting Proef"


def test_bad_rows_are_reported_with_line_and_reason() -> None:
    g = lees_bestand(
        b.duo_bo(
            b.bo_rij("98AB00"),
            b.bo_rij("98AB00", straat="Nog eens"),
            b.bo_rij("ONZIN"),
            b.bo_rij("98AC00", brin="98XX"),
            b.bo_rij("98AD00", bestuur="12"),
            b.bo_rij("98AE00", postcode="61 AB"),
            b.bo_rij("98AF00", naam=""),
            "te;kort",
        ),
        "bo.csv",
    )
    assert list(g.tabel("school")) == ["98AB00"]
    assert g.tabel("school")["98AB00"]["straat"] == "Proefstraat"
    assert [p.regel for p in g.problemen] == [3, 4, 5, 6, 7, 8, 9]
    assert "staat al op regel 2" in g.problemen[0].zin
    assert "geen vestigingscode" in g.problemen[1].zin
    assert "past niet bij instelling" in g.problemen[2].zin
    assert "bestuursnummer" in g.problemen[3].zin
    assert "geen postcode" in g.problemen[4].zin
    assert "naam van de school ontbreekt" in g.problemen[5].zin
    assert "2 kolommen in plaats van 14" in g.problemen[6].zin
    assert g.overgeslagen == 7


@pytest.mark.regel("P-07")
def test_a_number_that_can_be_a_bsn_is_left_out_and_said() -> None:
    g = lees_bestand(b.duo_bo(b.bo_rij("98AB00", naam=f"Proefschool {b.BSN}")), "bo.csv")
    assert g.tabel("school")["98AB00"]["naam"] == "Proefschool [nummer weggelaten]"
    assert "burgerservicenummer" in zinnen(g)
    assert b.BSN not in zinnen(g)
    assert g.overgeslagen == 0


@pytest.mark.regel("P-07")
def test_a_bsn_in_a_broken_cell_is_not_repeated_in_the_report() -> None:
    g = lees_bestand(b.duo_bo(b.bo_rij("98AB00", bestuur=b.BSN)), "bo.csv")
    assert b.BSN not in zinnen(g)
    assert g.overgeslagen == 1


def test_leerlingen_masked_is_not_zero_and_not_two() -> None:
    g = lees_bestand(b.leerlingen(b.ll_rij("98AB00", "0;12;<5;8")), "ll.csv")
    assert {jaar: n for (_, jaar), (n, _) in g.aantallen.items()} == {2022: 12, 2023: None, 2024: 8}
    assert g.tabel("school")["98AB00"]["gemeente"] == "0954"
    assert g.tabel("school")["98AB00"]["van_telling"] == 2022


def test_leerlingen_closed_school_gets_its_last_year() -> None:
    g = lees_bestand(b.leerlingen(b.ll_rij("98AB00", "20;0;9;0")), "ll.csv")
    assert g.tabel("school")["98AB00"]["tot_telling"] == 2023
    assert g.aantallen[("98AB00", 2022)] == (0, "BO")
    assert ("98AB00", 2024) not in g.aantallen


def test_leerlingen_bad_count_and_unknown_type() -> None:
    g = lees_bestand(b.leerlingen(b.ll_rij("98AB00", "1;x;3;4"), b.ll_rij("98AC00", "1;2;3;4", soort="MBO")), "ll.csv")
    assert not g.tabel("school")
    assert not g.aantallen
    assert "'x' is geen aantal leerlingen" in zinnen(g)
    assert "'MBO' is geen bekende soort" in zinnen(g)


def test_geo_keeps_the_first_of_double_codes() -> None:
    g = lees_bestand(
        b.geo(b.geo_rij("98AA00"), b.geo_rij("98AA00", straat="Dubbel"), b.geo_rij("98AB00", plek="99,1")), "geo.csv"
    )
    school = g.tabel("school")["98AA00"]
    assert (school["straat"], school["huisnummer"], school["breedte"], school["lengte"]) == (
        "Kaartweg",
        "5b",
        50.9,
        5.9,
    )
    assert "staat al op regel 2" in zinnen(g)
    assert g.tabel("school")["98AB00"]["breedte"] is None
    assert "ligt niet in Nederland" in zinnen(g)


@pytest.mark.regel("S-09")
def test_regeling_and_coordinates() -> None:
    g = lees_bestand(b.REGELING, "regeling.csv")
    assert g.tabel("postcode")["6361"] == {"gemeente_naam": "Oudnuth", "swv_po": "PO9902", "swv_vo": "VO9901"}
    assert set(g.tabel("swv")) == {"PO9901", "PO9902"}
    c = lees_bestand(b.COORDINATEN, "pc4.csv")
    assert c.tabel("postcode")["6155"]["breedte"] == 50.952346
    assert c.tabel("postcode")["6361"]["breedte"] is None
    assert "ligt niet in Nederland" in zinnen(c)


def test_coordinates_are_no_bsn() -> None:
    """The digits of a decimal are left alone, also when together they would pass the eleven test."""
    for i in range(200):
        regel = f"6155,Puthdorp,Oudschin,Ergens,50.{9523456 + i},5.8634567,Adres\n".encode()
        g = lees_bestand(b.COORDINATEN.split(b"\n", 1)[0] + b"\n" + regel, "pc4.csv")
        assert not g.problemen


def test_besturen() -> None:
    g = lees_bestand(b.BESTUREN, "besturen.csv")
    assert g.tabel("bestuur") == {"90001": {"naam": "Stichting Proef, leren"}}
    assert g.overgeslagen == 2


@pytest.mark.regel("C-21", "ORG-03")
def test_gemeenten_in_two_swvs() -> None:
    g = lees_bestand(b.GEMEENTEN, "g.geojson")
    assert g.tabel("gemeente") == {"1954": {"naam": "Splitdal"}}
    assert g.delen == {("1954", "PO9901"), ("1954", "PO9902")}
    assert g.overgeslagen == 1


def test_derived_files() -> None:
    g = lees_bestand(b.AFGELEID_SWV, "a.csv")
    assert g.formaat == "afgeleid_vestigingen_swv"
    assert g.tabel("school")["98AA00"]["swv"] == "PO9901"
    assert g.tabel("swv") == {"PO9901": {"naam": "Verband Noord"}}
    assert g.aantallen == {("98AA00", 2023): (None, "SBO"), ("98AA00", 2024): (61, "SBO")}
    land = lees_bestand(b.AFGELEID_LAND, "l.csv")
    assert land.aantallen[("98AA00", 2025)] == (None, "SBO")
    assert "naam" not in land.tabel("school")["97ZZ00"]


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "is leeg"),
        (b"PK\x03\x04\x00\x00", "geen tekstbestand"),
        (b"a;b;c\n1;2;3\n", "wordt niet herkend"),
        (b"pc4,gemeente,swv_po\n6155,X,PO9901\n", "mist de kolom swv_vo"),
        (b"swv_po,jaar,soort,leerlingen,vestigingen\nPO1,2,BO,3,4\n", "totalen per samenwerkingsverband"),
        (b"{nee", "geen geldig geojson"),
        (b'{"features": []}', "bevat geen gemeenten"),
        (b"pc4,gemeente,swv_po,swv_vo\n", "geen rijen"),
    ],
)
def test_a_file_that_is_of_no_use_says_why(inhoud: bytes, zin: str) -> None:
    with pytest.raises(NietLeesbaar, match=zin):
        lees_bestand(inhoud, "bestand.csv")


def test_a_quote_that_never_ends_is_reported_not_fatal() -> None:
    g = lees_bestand(b.BESTUREN + b'90003,"' + b"x" * 140_000, "b.csv")
    assert "90001" in g.tabel("bestuur")
    assert "niet te lezen" in g.problemen[-1].zin
