"""The calendar: by hand, from a file, from last year; drafts count for nothing; what terms see of it."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vindplaats.instellingen import actions, actions_kalender, queries_kalender
from vindplaats.instellingen.models import Periode
from vindplaats.instellingen.rules_kalender import GeenKalender, Vrij, jaar_later, lees_ics, maak_ics, vrij_op
from vindplaats.kern.kalender import vrije_dagen
from vindplaats.kern.klok import nu
from vindplaats.toegang.models import Gebeurtenis

HERFST = {
    "soort": "vakantie",
    "naam": "Herfstvakantie",
    "regio": "zuid",
    "van": "2025-10-11",
    "tot": "2025-10-19",
    "bron": "verzonnen",
}
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20251011\r\nDTEND;VALUE=DATE:20251020\r\n"
    b"SUMMARY:Herfst\\, een\r\n  lange naam\r\nBEGIN:VALARM\r\nSUMMARY:niet dit\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nSUMMARY:Zonder dag\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nDTSTART:20251105T090000Z\r\nDTEND:20251105T170000Z\r\nSUMMARY:Studiedag\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n"
)


@pytest.fixture
def beheer(streek: Any, client_als: Any) -> Any:
    return client_als("functioneel_beheerder")


def regio(client: Any, welke: str = "zuid") -> None:
    actions.waarde_zetten(
        wie=client.wie, code="kalender.vakantieregio", ruw=welke, vanaf=dt.date(2025, 8, 1), bron="proef"
    )


def okt(dag: int) -> dt.date:
    return dt.date(2025, 10, dag)


def test_ics_lezen_is_zuinig_en_zegt_wat_het_overslaat() -> None:
    dagen, meldingen = lees_ics(ICS)
    assert [(v.naam, v.van, v.tot) for v in dagen] == [
        ("Herfst, een lange naam", okt(11), okt(19)),
        ("Studiedag", dt.date(2025, 11, 5), dt.date(2025, 11, 5)),
    ]
    assert any("Zonder dag" in m for m in meldingen)
    assert any("herhaalt" in m for m in meldingen)
    for fout in (b"hallo", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\nEND:VCALENDAR"):
        with pytest.raises(GeenKalender):
            lees_ics(fout)


def test_ics_schrijven_en_weer_lezen() -> None:
    lang = Vrij(
        "Vakantie; met, komma's en een naam die veel langer is dan een regel van een kalender mag zijn",
        okt(11),
        okt(19),
    )
    data = maak_ics([("1", lang)], "Verband\nmet regel", nu())
    assert max(len(r) for r in data.split(b"\r\n")) <= 75
    assert lees_ics(data)[0][0].naam == lang.naam[:80].strip()
    assert (lees_ics(data)[0][0].van, lees_ics(data)[0][0].tot) == (okt(11), okt(19))


def test_een_jaar_later_valt_op_dezelfde_weekdag() -> None:
    straks = jaar_later(Vrij("Herfst", okt(11), okt(19)))
    assert straks.van.weekday() == okt(11).weekday()
    assert straks.van == dt.date(2026, 10, 10)
    assert "na te kijken" in straks.bron


def test_andere_regio_telt_niet() -> None:
    periodes = [
        Vrij("Zuid", okt(11), okt(12), regio="zuid"),
        Vrij("Noord", okt(18), okt(19), regio="noord"),
        Vrij("Dicht", okt(31), okt(31), "sluiting"),
    ]
    assert sorted(vrij_op(periodes, "zuid", okt(1), okt(31))) == [okt(11), okt(12), okt(31)]
    assert sorted(vrij_op(periodes, "", okt(1), okt(31))) == [okt(31)], "onbekende regio: geen gok"


def test_met_de_hand_in_de_kalender(beheer: Any) -> None:
    adres = reverse("instellingen:kalender-nieuw")
    assert beheer.post(adres, HERFST | {"bron": ""}).status_code == 422
    fout = beheer.post(adres, HERFST | {"tot": "2025-10-01"}).content.decode()
    assert "voor de eerste dag" in fout
    assert "Herfstvakantie" in fout
    assert beheer.post(adres, HERFST).status_code == 302
    assert "staat al in de kalender" in beheer.post(adres, HERFST).content.decode()
    pagina = beheer.get(reverse("instellingen:kalender") + "?jaar=2025").content.decode()
    assert "Herfstvakantie" in pagina
    assert "nog geen vakantieregio" in pagina
    regio(beheer)
    assert vrije_dagen(["swv:PO9901"], okt(1), okt(31))[okt(13)] == "Herfstvakantie"
    assert Gebeurtenis.objects.voor_taak("t").filter(naam="instellingen.periode_toegevoegd").count() == 1


def test_verbeteren_en_weghalen_blijven_te_zien(beheer: Any) -> None:
    regio(beheer)
    beheer.post(reverse("instellingen:kalender-nieuw"), HERFST)
    rij = Periode.objects.voor_taak("t").get()
    adres = reverse("instellingen:kalender-verbeteren", args=[rij.pk])
    assert beheer.post(adres, HERFST | {"van": "2025-10-18", "tot": "2025-10-26", "waarom": ""}).status_code == 422
    assert (
        beheer.post(adres, HERFST | {"van": "2025-10-18", "tot": "2025-10-26", "waarom": "week te vroeg"}).status_code
        == 302
    )
    assert min(vrije_dagen(["swv:PO9901"], okt(1), okt(31))) == okt(18)
    pagina = beheer.get(reverse("instellingen:kalender") + "?jaar=2025").content.decode()
    assert "week te vroeg" in pagina
    nieuw = Periode.objects.voor_taak("t").geldig().get()
    assert beheer.post(reverse("instellingen:kalender-weg", args=[nieuw.pk])).status_code == 302
    assert vrije_dagen(["swv:PO9901"], okt(1), okt(31)) == {}
    assert beheer.post(reverse("instellingen:kalender-weg", args=[nieuw.pk])).status_code == 409


def test_concept_telt_pas_na_vaststellen_en_is_van_de_maker(beheer: Any, client_als: Any) -> None:
    regio(beheer)
    bestand = SimpleUploadedFile("vrij.ics", ICS)
    antwoord = beheer.post(
        reverse("instellingen:kalender-inlezen"),
        {"bestand": bestand, "soort": "vakantie", "regio": "zuid"},
        follow=True,
    )
    assert "Concept: telt nog niet mee" in antwoord.content.decode()
    assert vrije_dagen(["swv:PO9901"], okt(1), okt(31)) == {}
    collega = client_als("directeur_swv")
    assert "Herfst, een" not in collega.get(reverse("instellingen:kalender") + "?jaar=2025").content.decode()
    pk = Periode.objects.voor_taak("t").first().pk
    assert collega.get(reverse("instellingen:kalender-verbeteren", args=[pk])).status_code == 404
    beheer.post(
        reverse("instellingen:kalender-inlezen"),
        {"bestand": SimpleUploadedFile("vrij.ics", ICS), "soort": "vakantie", "regio": "zuid"},
    )
    assert Periode.objects.voor_taak("t").count() == 2, "twee keer inlezen geeft geen dubbele"
    vast = reverse("instellingen:kalender-vaststellen")
    assert "nog niets vastgesteld" in beheer.post(vast, {"jaar": "2025", "bron": ""}, follow=True).content.decode()
    beheer.post(vast, {"jaar": "2025", "bron": "besluit 3"})
    assert len(vrije_dagen(["swv:PO9901"], okt(1), okt(31))) == 9
    assert beheer.post(vast, {"jaar": "2025", "bron": "besluit 3"}).status_code == 409


def test_vorig_jaar_overnemen_is_een_concept(beheer: Any) -> None:
    regio(beheer)
    beheer.post(reverse("instellingen:kalender-nieuw"), HERFST)
    beheer.post(reverse("instellingen:kalender-overnemen"), {"jaar": "2026"})
    rij = queries_kalender.concept(beheer.wie)[0]
    assert (rij.van, rij.schooljaar) == (dt.date(2026, 10, 10), 2026)
    assert (
        beheer.post(
            reverse("instellingen:kalender-verbeteren", args=[rij.pk]),
            HERFST | {"van": "2026-10-17", "tot": "2026-10-25"},
        ).status_code
        == 302
    )
    assert queries_kalender.concept(beheer.wie)[0].van == dt.date(2026, 10, 17)
    assert beheer.post(reverse("instellingen:kalender-overnemen"), {"jaar": "2030"}).status_code == 409


def test_een_tabel_gaat_eruit_en_weer_in(beheer: Any) -> None:
    beheer.post(reverse("instellingen:kalender-nieuw"), HERFST)
    for soort in ("ics", "xlsx", "csv"):
        bestand = beheer.get(reverse("instellingen:kalender-uitvoer", args=[soort]))
        assert bestand.status_code == 200
        upload = SimpleUploadedFile(f"k.{soort}", bestand.content)
        antwoord = beheer.post(
            reverse("instellingen:kalender-inlezen"),
            {"bestand": upload, "soort": "vakantie", "regio": "zuid"},
            follow=True,
        )
        assert "1 periodes gelezen, 0 nieuw" in antwoord.content.decode()
    assert beheer.get(reverse("instellingen:kalender-uitvoer", args=["exe"])).status_code == 404


@pytest.mark.parametrize(
    ("naam", "inhoud"),
    [
        ("k.ics", b"MZ\x90\x00" * 20),
        ("k.ics", b"BEGIN:VCALENDAR\x00"),
        ("k.csv", b"Naam;Eerste dag;Laatste dag\nX;ooit;2025-01-01\n"),
        ("k.xlsx", b"PK\x03\x04rommel"),
        ("k.ics", b""),
    ],
)
def test_een_vijandig_bestand_krijgt_een_zin(beheer: Any, naam: str, inhoud: bytes) -> None:
    antwoord = beheer.post(
        reverse("instellingen:kalender-inlezen"), {"bestand": SimpleUploadedFile(naam, inhoud), "soort": "vakantie"}
    )
    assert antwoord.status_code == 422
    assert not Periode.objects.voor_taak("t").exists()


def test_rechten_en_vreemden(beheer: Any, client_als: Any, streek: Any) -> None:
    rij = actions_kalender.periode_toevoegen(
        wie=beheer.wie, vrij=Vrij("Dicht", okt(1), okt(1), "sluiting", "", "proef")
    )
    vreemd = client_als("functioneel_beheerder", streek.ander_swv)
    assert vreemd.get(reverse("instellingen:kalender-verbeteren", args=[rij.pk])).status_code == 404
    assert vreemd.post(reverse("instellingen:kalender-weg", args=[rij.pk])).status_code == 404
    lezer = client_als("kwaliteit_swv")
    assert lezer.get(reverse("instellingen:kalender")).status_code == 200
    assert lezer.post(reverse("instellingen:kalender-nieuw"), HERFST).status_code == 403
    assert vrije_dagen(["swv:PO9902"], okt(1), okt(31)) == {}
    beide = vrije_dagen(["swv:PO9901", "swv:PO9902"], okt(1), okt(31), overal=True)
    assert beide == {}, "een dag die maar bij een van de twee vrij is, telt niet voor een gedeelde termijn"
