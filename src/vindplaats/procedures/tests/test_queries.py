"""What screens read: buttons, status line, worklist, history; visibility; a fixed number of queries."""

import uuid
from typing import Any

import pytest
from django.db.models import Q

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import Onderwerpsoort, onderwerpen, zaak_zicht
from vindplaats.procedures import actions, beschrijving, queries
from vindplaats.procedures.definitie import laad_tekst
from vindplaats.procedures.models import Betrokken, Overgang, Termijn, Zaak
from vindplaats.procedures.tests.fabriek import THEE, proef
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db


def test_knoppen_zijn_de_stappen_van_de_tabel_met_wat_er_ontbreekt(streek: Any, maak_wie: Any) -> None:
    with proef(ontbreekt=lambda wie, rij: ["Kies een thee."]):
        zaak = actions.zaak_openen(
            wie=Wie.taak("t"),
            procedure="proefronde",
            onderwerp="organisaties.bestuur:99001",
            organisatie=streek.bestuur,
            swvs=[streek.swv],
        )
        vragen, intrekken = queries.mogelijke_stappen(maak_wie("bestuurder"), zaak)
        assert (vragen.verb, vragen.mag, vragen.ontbreekt) == ("vragen", False, ("Kies een thee.",))
        assert vragen.waarschuwingen == ("Kijk de namen nog eens na.",)
        assert (vragen.naar, vragen.bevestiging) == ("Gevraagd", "Het verband leest mee.")
        assert (intrekken.verb, intrekken.mag, intrekken.gevaar, intrekken.reden_verplicht) == (
            "intrekken",
            True,
            True,
            True,
        )
        assert queries.mogelijke_stappen(maak_wie("directeur_swv"), zaak) == []
        assert queries.mogelijke_stappen(maak_wie("bestuurder", streek.buurbestuur), zaak) == []


def test_elke_knop_werkt_en_wat_geen_knop_heeft_kan_niet(zaak: Any, maak_wie: Any) -> None:
    """Buttons and `stap_zetten` read the same table."""
    from vindplaats.kern.fouten import Fout

    wie = maak_wie("bestuurder")
    knoppen = {k.verb for k in queries.mogelijke_stappen(wie, zaak)}
    for verb in zaak.tabel.verbs:
        if verb not in knoppen:
            with pytest.raises(Fout):
                actions.stap_zetten(wie=wie, zaak=zaak, verb=verb, reden="x")
    for verb in ("vragen", "intrekken"):
        assert verb in knoppen
        actions.stap_zetten(wie=wie, zaak=zaak, verb=verb, reden="x")
    assert zaak.stand == "weg"


def test_statusregel_zegt_waar_wie_en_tot_wanneer(zaak: Any, maak_wie: Any, streek: Any) -> None:
    eigen = queries.statusregel(zaak, maak_wie("bestuurder"))
    assert (eigen.status, eigen.wie, eigen.tot, eigen.datum_open) == ("Nieuw", "Stichting 99001", None, True)
    assert [(s.naam, s.stand) for s in eigen.stappen][:2] == [("Nieuw", "nu"), ("Gevraagd", "straks")]
    ander = queries.statusregel(zaak, maak_wie("bestuurder", streek.buurbestuur))
    assert (ander.status, ander.wat) == ("Nog niets", "")
    actions.stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
    zaak = queries.zaak_voor(maak_wie("directeur_swv"), zaak.pk)
    regel = queries.statusregel(zaak)
    assert "Samenwerkingsverband NO" in regel.wie
    assert regel.tot is not None


def test_werklijst_volgt_wie_aan_zet_is(zaak: Any, maak_wie: Any, streek: Any) -> None:
    bestuur, directeur = maak_wie("bestuurder"), maak_wie("directeur_swv")
    onderwerpen.voeg_toe(
        "organisaties.bestuur",
        Onderwerpsoort(lambda s: {k: f"Ronde van {k[-5:]}" for k in s}, lambda s: f"/proef/{s[-5:]}/"),
    )
    try:
        (werk,) = queries.werklijst(bestuur)
        assert (werk.titel, werk.waarover, werk.url, werk.knop) == (
            "Ronde van 99001",
            "Stichting 99001",
            "/proef/99001/",
            "Vraag aan",
        )
        assert queries.werklijst(directeur) == []
        actions.stap_zetten(wie=bestuur, zaak=zaak, verb="vragen")
        assert queries.werklijst(bestuur) == []
        (werk,) = queries.werklijst(directeur)
        assert werk.uiterlijk is not None
        assert queries.werklijst(maak_wie("directeur_swv", streek.ander_swv)) == []
        assert queries.werklijst(maak_wie("bestuurder", streek.buurbestuur)) == []
    finally:
        del onderwerpen._items["organisaties.bestuur"]


def test_geschiedenis_in_zinnen_nieuwste_eerst(zaak: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    actions.stap_zetten(wie=wie, zaak=zaak, verb="intrekken", reden="Verhuisd")
    nieuw, oud = queries.geschiedenis(zaak)
    assert (nieuw.zin, nieuw.reden, nieuw.wie) == ("Ingetrokken.", "Verhuisd", f"{wie.naam} (schoolbestuurder)")
    assert oud.zin == "Proefronde geopend."


def test_zonder_regel_van_de_kamer_ziet_niemand_iets(zaak: Any, maak_wie: Any, streek: Any) -> None:
    wie = maak_wie("bestuurder")
    assert [z.pk for z in queries.zaken(wie)] == [zaak.pk]
    regel = zaak_zicht._items.pop("proefronde")
    try:
        assert not queries.zaken(wie).exists()
        assert not Termijn.objects.zichtbaar_voor(wie).exists()
        assert not Overgang.objects.zichtbaar_voor(wie).exists()
    finally:
        zaak_zicht._items["proefronde"] = regel
    with pytest.raises(NietGevonden):
        queries.zaak_voor(maak_wie("directeur_swv", streek.ander_swv), zaak.pk)


def test_klaar_gemaakte_regel_van_partijen(zaak: Any, maak_wie: Any, streek: Any) -> None:
    def ziet(rol: str, organisatie: str) -> bool:
        regel: Q = queries.zicht_van_partijen(maak_wie(rol, organisatie))
        return bool(Zaak.objects.voor_taak("test").filter(regel, pk=zaak.pk).exists())

    assert ziet("bestuurder", streek.bestuur)
    assert ziet("directeur_swv", streek.swv)
    assert not ziet("bestuurder", streek.buurbestuur)
    assert not ziet("directeur_swv", streek.ander_swv)


def test_het_aantal_vragen_hangt_niet_van_het_aantal_zaken_af(
    zaak: Any, maak_wie: Any, django_assert_max_num_queries: Any
) -> None:
    wie = maak_wie("bestuurder")

    def alles() -> int:
        rijen = list(queries.zaken(wie))
        queries.statusregels(rijen, wie)
        return len(queries.werklijst(wie))

    with django_assert_max_num_queries(10) as weinig:
        assert alles() == 1
    zaken = Zaak.objects.bulk_create(
        Zaak(procedure="proefronde", versie=1, stand="nieuw", sinds=nu(), onderwerp=f"proef.ding:{uuid.uuid4()}",
             organisatie="bestuur:99001", geopend_op=nu(), schooljaar=2020)
        for _ in range(150)
    )  # fmt: skip
    Betrokken.objects.bulk_create(Betrokken(zaak=z, swv="PO9901") for z in zaken)
    with django_assert_max_num_queries(10) as veel:
        assert alles() == 151
    assert len(veel.captured_queries) == len(weinig.captured_queries)


def test_beschrijving_noemt_elke_stand_stap_en_termijn_en_tekent_zonder_stijl() -> None:
    procedure = laad_tekst(THEE)
    tekst, beeld = beschrijving.als_markdown(procedure), beschrijving.als_svg(procedure)
    for stand in procedure.standen:
        assert f"`{stand.code}`" in tekst
        assert stand.naam in beeld
    for verb in procedure.verbs:
        assert f"`{verb}`" in tekst
    for termijn in procedure.termijnen:
        assert f"`{termijn.code}`" in tekst
    assert "style" not in beeld
    assert "script" not in beeld


def test_delen_van_een_scherm(zaak: Any, maak_wie: Any) -> None:
    from django.template.loader import render_to_string

    wie = maak_wie("bestuurder")
    html = render_to_string("procedures/_termijnen.html", {"termijnen": queries.termijnen(zaak, wie)})
    assert "nog geen datum" in html
    assert "Het samenwerkingsverband heeft hiervoor nog geen datum ingesteld." in html
    actions.stap_zetten(wie=wie, zaak=zaak, verb="intrekken", reden="<b>Verhuisd</b>")
    html = render_to_string("procedures/_geschiedenis.html", {"geschiedenis": queries.geschiedenis(zaak)})
    assert "&lt;b&gt;Verhuisd" in html
