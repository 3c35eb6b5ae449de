"""The demonstration of the room: complete, bounded, the same every time, invented, and every screen has something to show."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from vindplaats.formats.models import Antwoordversie, Botsing
from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.indicatoren.queries_afkomst import verlopen
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import demo_stappen
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Organisatiewijziging
from vindplaats.organisaties.queries_terug import bezwaren_tegen_terug
from vindplaats.procedures.rules import VERLOPEN
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.verantwoording.demo import bron
from vindplaats.verantwoording.demo.draaiboek import BESTUREN
from vindplaats.verantwoording.demo.mensen import Mensen
from vindplaats.verantwoording.inlezen.actions import overnemen, voorstel_beslissen
from vindplaats.verantwoording.invullen.queries import signalen
from vindplaats.verantwoording.invullen.voorwaarden import geld, namen, verplicht
from vindplaats.verantwoording.models import (
    GEDEELD,
    Afspraak,
    Bijdrage,
    Bundel,
    Conclusie,
    Inboxstuk,
    Rapport,
    Signaaluitleg,
    Toekenning,
)
from vindplaats.verantwoording.omzetten import als_lezing
from vindplaats.verantwoording.queries import aansluiting

ECHT = Path(__file__).resolve().parents[5] / "shared" / "reports"
QUERIES = 12_500
"""Laying three school years; each row of the log also takes its place in the chain."""


class Gelegd:
    """What laying cost."""

    queries = 0


@pytest.fixture(scope="module")
def demo(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gelegd]:
    """The whole demo once for all tests of this module, in a transaction that is rolled back."""
    gelegd = Gelegd()

    def tel(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        gelegd.queries += 1
        return execute(sql, params, many, context)

    bestanden = override_settings(BESTANDEN=tmp_path_factory.mktemp("bestanden"))
    with django_db_blocker.unblock(), bestanden, transaction.atomic():
        demo_stappen["10-organisaties"]()
        demo_stappen["20-mensen"]()
        with connection.execute_wrapper(tel):
            demo_stappen["30-verantwoording"]()
        yield gelegd
        transaction.set_rollback(True)


@pytest.fixture
def rapporten(demo: Gelegd, db: Any) -> list[Rapport]:
    rijen = Rapport.objects.voor_taak("tests").select_related("bestuur", "zaak", "invulling")
    return list(rijen.order_by("jaar", "bestuur"))


def rapport(rapporten: list[Rapport], bestuur: str, plek: int) -> Rapport:
    eerste = min(r.jaar for r in rapporten)
    return next(r for r in rapporten if r.bestuur_id == bestuur and r.jaar == eerste + plek)


def test_binnen_de_maat(demo: Gelegd) -> None:
    assert demo.queries < QUERIES


def test_drie_jaren_in_elke_stand(rapporten: list[Rapport]) -> None:
    nieuwste = Schooljaar.van(vandaag()).begin - 1
    assert Counter(r.jaar for r in rapporten) == {nieuwste - 2: 10, nieuwste - 1: 12, nieuwste: 12}
    assert {r.stand for r in rapporten if r.jaar == nieuwste} == {
        "open", "concept", "ingediend", "besproken", "vastgesteld", "gepubliceerd",
    }  # fmt: skip
    assert {r.stand for r in rapporten if r.jaar == nieuwste - 2} == {"gepubliceerd"}


def test_nog_een_keer_verandert_niets(demo: Gelegd, db: Any) -> None:
    modellen = (Rapport, Bijdrage, Afspraak, Inboxstuk, Bundel, Meetwaarde, Gebeurtenis, Signaaluitleg)

    def telling() -> list[int]:
        return [model.objects.voor_taak("tests").count() for model in modellen] + [Toekenning.objects.count()]

    voor = telling()
    demo_stappen["30-verantwoording"]()
    assert telling() == voor


def test_elk_verslag_is_leesbaar_en_compleet(rapporten: list[Rapport]) -> None:
    for r in rapporten:
        lezing = als_lezing(definitie_van(r.invulling), stukken(r.invulling))
        if r.stand in GEDEELD:
            assert lezing["bestuur"] == r.bestuur.naam
            assert lezing["schooljaar"] == str(r.schooljaar)
            assert verplicht(None, r) == [], r
    assert verplicht(None, rapport(rapporten, "90008", 2))


def test_teksten_zijn_per_jaar_en_per_bestuur_anders(rapporten: list[Rapport]) -> None:
    teksten: dict[str, set[str]] = {}
    for r in rapporten:
        for code, stuk in stukken(r.invulling).items():
            if isinstance(stuk.waarde, str) and len(stuk.waarde.split()) > 12:
                teksten.setdefault(stuk.waarde, set()).add(f"{r.bestuur_id} {code}")
    assert len(teksten) > 330
    assert all(len(plekken) == 1 for plekken in teksten.values())


def test_geschiedenis_loopt_op_en_sluit_aan(rapporten: list[Rapport]) -> None:
    for r in rapporten:
        stappen = list(r.zaak.overgangen.order_by("volgnummer"))
        assert [s.wanneer for s in stappen] == sorted(s.wanneer for s in stappen)
        assert all(na.van == voor.naar for voor, na in itertools.pairwise(stappen))
        assert stappen[-1].naar == r.stand
        assert all(s.wanneer.date() <= vandaag() for s in stappen)
    regels = Gebeurtenis.objects.voor_taak("tests").filter(onderwerp__startswith="verantwoording.rapport:")
    assert all(regel.wanneer.date() <= vandaag() for regel in regels)


def test_te_laat_en_heropend(rapporten: list[Rapport]) -> None:
    termijnen = {(r.bestuur_id, r.jaar): list(r.zaak.termijnen.all()) for r in rapporten}
    laat = rapport(rapporten, "90002", 2)
    assert any(t.loopt and t.eind < vandaag() for t in termijnen["90002", laat.jaar])
    eerder = rapport(rapporten, "90002", 1)
    assert any(t.stand == VERLOPEN for t in termijnen["90002", eerder.jaar])
    driebeek = rapport(rapporten, "90006", 2)
    terug = driebeek.zaak.overgangen.get(verb="heropenen")
    assert driebeek.stand == "concept"
    assert "verwisseld" in terug.reden


def test_bedragen_die_wel_en_niet_kloppen(rapporten: list[Rapport]) -> None:
    assert aansluiting(rapport(rapporten, "90004", 1)).verschil == 75_00
    assert aansluiting(rapport(rapporten, "90004", 2)).verschil == 0
    assert aansluiting(rapport(rapporten, "90003", 2)).pm_regels == 1
    assert aansluiting(rapport(rapporten, "90002", 2)).zonder_bedrag == 1
    assert len(aansluiting(rapport(rapporten, "90006", 2)).afwijkend) == 2
    assert geld(None, rapport(rapporten, "90001", 2))
    windroos = stukken(rapport(rapporten, "90005", 2).invulling)["ontvangen"].waarde
    assert windroos["terugploegregeling"]["PO9903"] is None


def test_signalen_namen_en_botsing(rapporten: list[Rapport]) -> None:
    def codes(bestuur: str, plek: int = 2) -> set[str]:
        return {m.signaal.code for m in signalen(rapport(rapporten, bestuur, plek))}

    assert "twee_waarden" in codes("90003")
    assert {"tekst_ongewijzigd", "alinea_ongewijzigd", "dit_schooljaar_voorbij"} <= codes("90008")
    assert "ontvangen_zonder_besteding" in codes("90008")
    assert "nvt_met_cijfers" not in codes("90007")
    assert any("Annelot" in zin for zin in namen(None, rapport(rapporten, "90008", 2)))
    botsing = Botsing.objects.voor_taak("tests").get(opgelost_op=None)
    assert botsing.antwoord.invulling == rapport(rapporten, "90003", 2).invulling
    assert botsing.door_id != botsing.antwoord.door_id
    assert Antwoordversie.objects.voor_taak("tests").exists()
    assert any(m.uitleg for m in signalen(rapport(rapporten, "90004", 2)))


def test_cijfers_bevestigd_en_open(demo: Gelegd, db: Any) -> None:
    standen = Counter(Meetwaarde.objects.voor_taak("tests").values_list("stand", flat=True))
    assert standen["bevestigd"] > 200
    assert standen["voorgesteld"] > 30
    assert standen["afgewezen"] > 30
    vestingleren = Meetwaarde.objects.voor_taak("tests").filter(
        organisatie="bestuur:90004", indicator="doublures", stand="bevestigd"
    )
    assert {(m.schooljaar, str(m.waarde.normalize())) for m in vestingleren} >= {
        (Schooljaar.van(vandaag()).begin - 3 + plek, waarde) for plek, waarde in enumerate(("1.8", "1.5", "1.2"))
    }


def test_gesprek_met_alle_stappen_en_afspraken(demo: Gelegd, db: Any) -> None:
    soorten = {b.soort for b in Bijdrage.objects.voor_taak("tests")}
    assert soorten == {"vraag", "antwoord", "signaal", "duiden", "informeren", "aanspreken", "aanpakken"}
    afspraken = Afspraak.objects.voor_taak("tests")
    assert afspraken.filter(klaar_op=None, vervallen_reden="", uiterlijk__gte=vandaag()).exists()
    assert afspraken.exclude(uitkomst="").exists()
    assert afspraken.exclude(vervallen_reden="").exists()


def test_gezamenlijk_gedeeld_en_gepubliceerd(demo: Gelegd, db: Any) -> None:
    bundels = Bundel.objects.voor_taak("tests").order_by("jaar")
    assert Counter((b.jaar, b.gepubliceerd_op is not None) for b in bundels) == {
        (bundels[0].jaar, True): 4,
        (bundels[0].jaar + 1, False): 4,
    }
    assert all(Conclusie.objects.voor_taak("tests").filter(bundel=b).exists() for b in bundels)


def test_inbox_van_verband_en_bestuur(demo: Gelegd, db: Any) -> None:
    rijen = list(Inboxstuk.objects.voor_taak("tests"))
    assert {r.eigenaar for r in rijen} == {"swv:PO9901", "swv:PO9902", "swv:PO9903", "bestuur:90010"}
    assert {r.stand for r in rijen} == {"gelezen", "geweigerd", "afgevoerd"}
    assert {Path(r.naam).suffix for r in rijen if r.stand != "geweigerd"} == {".docx", ".pdf", ".md", ".txt"}
    geweigerd = [r.zin for r in rijen if r.stand == "geweigerd"]
    assert len(geweigerd) == 3
    assert len(set(geweigerd)) == 3
    assert all(geweigerd)
    neerlinden = next(r for r in rijen if r.naam == "Verantwoording Dorpsschool Neerlinden.docx")
    twijfel = {v.vraag for v in neerlinden.voorstellen.all() if v.zekerheid < 0.8}
    assert neerlinden.bestuur_id == "90011"
    assert {"namens", "thuiszitters"} <= twijfel
    for stuk in rijen:
        if stuk.stand == "gelezen" and stuk != neerlinden:
            assert [v.vraag for v in stuk.voorstellen.all() if v.zekerheid < 0.8] == [], stuk.naam


def test_de_stap_van_de_rondleiding_nakijken_en_overnemen(demo: Gelegd, db: Any) -> None:
    wie = Mensen().secretariaat("PO9902")
    stuk = Inboxstuk.objects.zichtbaar_voor(wie).get(naam="Verantwoording Dorpsschool Neerlinden.docx")
    keuzes: dict[str, dict[str, str]] = {
        "namens": {"naam": "Hanneke Slotboom", "functie": "directeur-bestuurder"},
        "thuiszitters": {"stand": "nul", "": ""},
        "ankerpunt_4": {
            "": "De intern begeleider werkt \u00e9\u00e9n dag per week. Bij ziekte springt Vestingleren bij."
        },
    }
    for vraag, invoer in keuzes.items():
        _, fouten = voorstel_beslissen(wie=wie, stuk=stuk, vraag=vraag, besluit="verbeterd", invoer=invoer)
        assert fouten == {}
    rapport_ = overnemen(wie=wie, stuk=stuk)
    assert rapport_.stand == "ingediend"
    assert verplicht(None, rapport_) == []


def _alle_teksten(rapporten: list[Rapport]) -> str:
    waarden = [stuk.waarde for r in rapporten for stuk in stukken(r.invulling).values()]
    delen = [waarde for waarde in waarden if isinstance(waarde, str)]
    delen += [b.tekst for b in Bijdrage.objects.voor_taak("tests")] + [
        c.tekst for c in Conclusie.objects.voor_taak("t")
    ]
    delen += [s.tekst for s in Inboxstuk.objects.voor_taak("tests")]
    delen += [(bron.MAP / f"{nummer}.yaml").read_text("utf-8") for nummer in BESTUREN]
    return "\n".join(delen)


def test_niemand_en_niets_echts(rapporten: list[Rapport]) -> None:
    tekst = _alle_teksten(rapporten)
    assert not re.search(r"(?<![\d.])\d{8,9}(?![\d.])", tekst), "een getal dat op een burgerservicenummer lijkt"
    domeinen = re.findall(r"@[\w.-]+", tekst) + re.findall(r"(?:www\.|https?://)[\w.-]+", tekst)
    assert all(d.endswith((".test", ".example")) for d in domeinen), domeinen


def _woordgroepen(tekst: str, lengte: int = 8) -> set[tuple[str, ...]]:
    woorden = re.findall(r"\w+", tekst.lower())
    return {tuple(woorden[i : i + lengte]) for i in range(len(woorden) - lengte + 1)}


@pytest.mark.skipif(not ECHT.is_dir(), reason="de echte verslagen zijn er niet")
def test_geen_zin_uit_de_echte_verslagen() -> None:
    eigen = _woordgroepen("\n".join((bron.MAP / f"{nr}.yaml").read_text("utf-8") for nr in BESTUREN))
    echt = set().union(*(_woordgroepen(pad.read_text("utf-8")) for pad in ECHT.glob("*.txt")))
    assert echt
    assert eigen & echt == set()


def _als(client: Client, mensen: Mensen, rol: str, organisatie: str) -> Client:
    from vindplaats.toegang.models import Gebruiker
    from vindplaats.toegang.queries import SESSIE_ROL

    wie = mensen.wie(rol, organisatie)
    client.force_login(Gebruiker.objects.get(pk=wie.gebruiker_id))
    sessie = client.session
    sessie[SESSIE_ROL] = str(wie.toekenning_id)
    sessie.save()
    return client


def test_elk_scherm_heeft_iets_te_tonen(rapporten: list[Rapport], settings: Any) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = False
    mensen = Mensen()
    nieuw = {r.bestuur_id: r for r in rapporten if r.jaar == max(x.jaar for x in rapporten)}
    stuk = Inboxstuk.objects.voor_taak("tests").get(naam="Verantwoording Dorpsschool Neerlinden.docx")
    bundel = Bundel.objects.voor_taak("tests").filter(swv="PO9902", gepubliceerd_op=None).get()
    bestuurder, directeur = ("bestuurder", "bestuur:90003"), ("directeur_swv", "swv:PO9902")
    bezoeken = [
        (bestuurder, reverse("verantwoording:jaar"), "Stichting Beekwijzer Onderwijs"),
        (bestuurder, reverse("verantwoording:invullen", args=[nieuw["90003"].pk, "verwijzingen"]), "Jouw tekst"),
        (bestuurder, reverse("verantwoording:versies", args=[nieuw["90003"].pk, "verwijzingen"]), "Hooglander"),
        (("bestuurder", "bestuur:90001"), reverse("verantwoording:cijfers", args=[nieuw["90001"].pk]), "Nog te kiezen"),
        (directeur, reverse("verantwoording:rapport", args=[nieuw["90004"].pk]), "Besproken"),
        (directeur, reverse("verantwoording:inbox"), "gescand stuk.pdf"),
        (directeur, reverse("verantwoording:nakijken", args=[stuk.pk]), "Nakijken"),
        (directeur, reverse("verantwoording:vergelijken"), "Stichting Vestingleren"),
        (directeur, reverse("verantwoording:indicatoren-vergelijken"), "Uitwisseling tussen besturen"),
        (directeur, reverse("verantwoording:gesprek"), "directeurenoverleg"),
        (directeur, reverse("verantwoording:gezamenlijk-een", args=[bundel.pk]), "Samenwerkingsverband Vestingland"),
        (
            ("controller_swv", "swv:PO9903"),
            reverse("verantwoording:toekenningen", args=[nieuw["90001"].jaar]),
            "Heuvelwijs",
        ),
    ]
    for (rol, organisatie), url, woord in bezoeken:
        antwoord = _als(Client(), mensen, rol, organisatie).get(url)
        assert antwoord.status_code == 200, url
        assert woord.lower() in antwoord.content.decode().lower(), url


def test_een_klein_bestuur_ging_op_in_een_ander_en_de_cijfers_gaan_mee(demo: Gelegd, db: Any) -> None:
    """Step `35-fusie`, on top of the rest and taken away again."""
    with transaction.atomic():
        demo_stappen["35-fusie"]()
        verslag = Rapport.objects.voor_taak("tests").get(bestuur="90013")
        assert verslag.stand == "gepubliceerd"
        assert verplicht(None, verslag) == []
        lijn = verlopen(Mensen().bestuurder("90004"), ["leerlingen_totaal", "doublures"], "bestuur:90004")
        samen = lijn["leerlingen_totaal"].vroeger[0].samen
        assert samen is not None
        assert samen.waarde == 4542 + 71
        assert lijn["doublures"].vroeger[-1].samen is None
        wijziging = Organisatiewijziging.objects.get(stand="doorgevoerd")
        assert any("Sindsdien is er gewerkt aan de verantwoording" in zin for zin in bezwaren_tegen_terug(wijziging))
        voor = Rapport.objects.voor_taak("tests").count(), Gebeurtenis.objects.voor_taak("tests").count()
        demo_stappen["35-fusie"]()
        assert (Rapport.objects.voor_taak("tests").count(), Gebeurtenis.objects.voor_taak("tests").count()) == voor
        transaction.set_rollback(True)
