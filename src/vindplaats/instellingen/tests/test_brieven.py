"""Letters: the pure parser, own words from a day, preview, PDF and Word, what mails really say."""

import datetime as dt
import html
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.documenten.briefstuk import blokken
from vindplaats.instellingen import actions, actions_brieven
from vindplaats.instellingen import queries_brieven as queries
from vindplaats.instellingen.models import Briefversie
from vindplaats.kern.brieven import (
    BRIEF,
    MAIL,
    Briefsoort,
    Samenvoegveld,
    VastDeel,
    bezwaren,
    opgesteld,
    voeg_samen,
    vul_in,
)
from vindplaats.kern.fouten import Botsing, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.toegang.actions import mens_uitnodigen
from vindplaats.toegang.models import Gebeurtenis

CODE = "toegang.uitnodiging"
MORGEN = dt.timedelta(days=1)
EIGEN = "Welkom bij {{verband}}.\n\nKlik hier: {{link}}\n\nDat kan {{dagen}} dagen."
SOORT = Briefsoort(
    "proef.besluit", "Besluit", BRIEF, hulp="", onderwerp="Besluit", tekst="{{naam}}\n\n{{rechtsmiddelen}}",
    velden=(Samenvoegveld("naam", "Naam", "J. Voorbeeld", persoonlijk=True),),
    vast=(VastDeel("rechtsmiddelen", "Hoe je bezwaar maakt", "Je kunt binnen zes weken bezwaar maken.", "Awb art. 3:45"),),
)  # fmt: skip


@pytest.fixture
def beheer(streek: Any, client_als: Any) -> Any:
    return client_als("functioneel_beheerder")


def laat_ingaan(
    client: Any, tekst: str = EIGEN, vanaf: dt.date | None = None, onderwerp: str = "Doe mee met {{verband}}"
) -> Any:
    return client.post(
        reverse("instellingen:brief-schrijven", args=[CODE]),
        {"onderwerp": onderwerp, "tekst": tekst, "vanaf": (vanaf or vandaag()).isoformat()},
    )


def nodig_uit(wie: Any, django_capture: Any, organisatie: str = "bestuur:99001") -> Any:
    mail.outbox.clear()
    with django_capture(execute=True):
        mens_uitnodigen(
            wie=wie, email="iemand@voorbeeld.test", naam="Nieuw Mens", rol="bestuursadviseur", organisatie=organisatie
        )
    return mail.outbox[0]


# --- pure ------------------------------------------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_een_waarde_wordt_nooit_opnieuw_gelezen(waarde: str) -> None:
    uit, _ = voeg_samen("a {{x}} b", {"x": "{{y}}" + waarde, "y": "GEHEIM"})
    assert "GEHEIM" not in uit or "GEHEIM" in waarde


@given(st.text(alphabet="{}% abc_.()|link\n", max_size=60))
def test_elke_tekst_geeft_zinnen_en_geen_fout(tekst: str) -> None:
    bezwaren(SOORT, "Onderwerp", tekst)
    voeg_samen(tekst, {"link": "x"})
    blokken(tekst)


def test_sjabloontaal_is_gewone_tekst() -> None:
    kwaad = "{% include 'x' %} {{ settings.SECRET_KEY }} {{link.__class__}}"
    assert any("accolade" in z for z in bezwaren(SOORT, "o", kwaad))
    assert voeg_samen("{% now 'Y' %} <script>", {})[0] == "{% now 'Y' %} <script>"


def test_wat_erin_moet_en_wat_vast_ligt() -> None:
    assert bezwaren(SOORT, "Besluit", "{{naam}} {{rechtsmiddelen}}") == []
    assert any("Awb art. 3:45" in z for z in bezwaren(SOORT, "Besluit", "{{naam}}"))
    assert any("een keer" in z for z in bezwaren(SOORT, "Besluit", "{{rechtsmiddelen}}{{rechtsmiddelen}}"))
    klaar = vul_in(SOORT, "Besluit", SOORT.tekst, "", {"naam": "Jo", "rechtsmiddelen": "Bezwaar kan niet."}, vandaag())
    assert "binnen zes weken" in klaar.tekst
    assert "kan niet" not in klaar.tekst, "een vast deel is niet te vervangen"


@pytest.mark.regel("AVG-08")
def test_een_mail_kan_geen_persoonlijk_veld_hebben() -> None:
    with pytest.raises(ValueError, match="persoonsgegevens"):
        Briefsoort(
            "proef.mail", "M", MAIL, "", "o", "{{naam}}", velden=(Samenvoegveld("naam", "Naam", "J", persoonlijk=True),)
        )


def test_lege_velden_vallen_weg_en_het_onderwerp_blijft_een_regel() -> None:
    klaar = vul_in(
        SOORT,
        "Over {{naam}}",
        "A\n\n{{contact}}\n{{rechtsmiddelen}}",
        "",
        {"naam": "x\nBcc: ander@voorbeeld.test"},
        vandaag(),
    )
    assert klaar.onderwerp == "Over x Bcc: ander@voorbeeld.test"
    assert klaar.tekst.startswith("A\n\nJe kunt")
    assert "Bij wie kun je terecht" in klaar.ontbreekt


# --- screens and verbs -----------------------------------------------------------------------------------------------


def test_eigen_tekst_geldt_vanaf_haar_dag_en_staat_in_de_mail(
    beheer: Any, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    huis = nodig_uit(beheer.wie, capture)
    assert huis.subject == "Vindplaats: Je bent uitgenodigd"
    assert "/welkom/" in huis.body
    assert laat_ingaan(beheer).status_code == 302
    actions.waarde_zetten(wie=beheer.wie, code="regio.motto", ruw="Samen sterk", vanaf=vandaag(), bron="plan")
    Briefversie.objects.voor_taak("t").all()
    from vindplaats.toegang.models import Uitnodiging

    Uitnodiging.objects.all().delete()
    eigen = nodig_uit(beheer.wie, capture)
    assert eigen.subject == "Vindplaats: Doe mee met Samenwerkingsverband NO"
    assert eigen.body.startswith("Welkom bij Samenwerkingsverband NO.\n\nKlik hier: http")
    assert "Nieuw Mens" not in eigen.body
    assert Gebeurtenis.objects.voor_taak("t").filter(naam="instellingen.brief_gewijzigd").count() == 1


def test_motto_en_contact_staan_onder_de_gewone_mail(beheer: Any, django_capture_on_commit_callbacks: Any) -> None:
    actions.waarde_zetten(wie=beheer.wie, code="regio.motto", ruw="Samen sterk", vanaf=vandaag(), bron="plan")
    actions.waarde_zetten(wie=beheer.wie, code="regio.contact", ruw="Bel het kantoor.", vanaf=vandaag(), bron="plan")
    post = nodig_uit(beheer.wie, django_capture_on_commit_callbacks)
    assert post.body.rstrip().endswith("Bel het kantoor.\nSamen sterk")


def test_herinnering_krijgt_de_woorden_van_het_verband(beheer: Any, maak_wie: Any) -> None:
    from vindplaats.toegang import post
    from vindplaats.toegang.models import Gebruiker

    bestuurder = maak_wie("bestuurder")
    adres = Gebruiker.objects.get(pk=bestuurder.gebruiker_id).email
    post.nieuwe_berichten(adres, 1)
    assert mail.outbox[-1].body.startswith("Er staat een bericht voor je klaar in Vindplaats:")
    rij = actions_brieven.concept_beginnen(wie=beheer.wie, soort=queries.soort_van_code("toegang.berichten"))
    rij.tekst = "{{wat_klaarstaat}} bij {{verband}}: {{link}}"
    rij.save()
    actions_brieven.brief_laten_ingaan(
        wie=beheer.wie, soort=queries.soort_van_code("toegang.berichten"), vanaf=vandaag()
    )
    post.nieuwe_berichten(adres, 2)
    assert mail.outbox[-1].body.startswith("Er staan 2 berichten bij Samenwerkingsverband NO: http")


def test_zonder_verplicht_deel_gaat_een_tekst_niet_in(beheer: Any) -> None:
    antwoord = laat_ingaan(beheer, "Zonder iets")
    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert "moet erin staan" in tekst
    assert "Zonder iets" in tekst
    with pytest.raises(Onvolledig):
        actions_brieven.brief_laten_ingaan(wie=beheer.wie, soort=queries.soort_van_code(CODE), vanaf=vandaag())
    assert queries.sjabloon("swv:PO9901", CODE, vandaag()) is None


def test_een_onbruikbaar_geworden_tekst_wijkt_voor_die_van_het_huis(beheer: Any) -> None:
    Briefversie.objects.create(
        swv="swv:PO9901", code=CODE, vanaf=vandaag(), onderwerp="x", tekst="{{bestaat_niet}}", op="2026-01-01T00:00:00Z"
    )
    klaar = opgesteld(CODE, "swv:PO9901", {"link": "L", "dagen": "3"}, vandaag())
    assert not klaar.eigen
    assert "L" in klaar.tekst


def test_voorbeeld_leeft_mee_en_bewaart_niets(beheer: Any) -> None:
    adres = reverse("instellingen:brief-voorbeeld", args=[CODE])
    stuk = beheer.post(adres, {"onderwerp": "Dag", "tekst": "Hoi <b>{{verband}}</b> {{raar}}"}).content.decode()
    assert "Hoi &lt;b&gt;Samenwerkingsverband NO" in stuk
    assert "{{raar}}&#x27; bestaat" in stuk or "raar}} bestaat hier niet" in stuk
    assert not Briefversie.objects.voor_taak("t").exists()


def test_concept_bewaart_zichzelf_per_veld_en_botst_niet_met_zichzelf(beheer: Any, client_als: Any) -> None:
    assert queries.soort_van_code(CODE).tekst.splitlines()[0] in schrijf(beheer)
    assert queries.concept(beheer.wie, CODE) is None, "looking makes no draft"
    adres = reverse("instellingen:brief-concept", args=[CODE])
    begin = actions_brieven.vingerafdruk(queries.soort_van_code(CODE).tekst)
    een = beheer.post(adres, {"naam": "tekst", "tekst": "Eerste", "versie": str(begin)})
    assert een.status_code == 200
    kop = actions_brieven.vingerafdruk(queries.soort_van_code(CODE).onderwerp)
    assert beheer.post(adres, {"naam": "onderwerp", "onderwerp": "Kop", "versie": str(kop)}).status_code == 200
    botst = beheer.post(adres, {"naam": "tekst", "tekst": "Ander venster", "versie": str(begin)})
    assert botst.status_code == 409
    assert "Eerste" in botst.content.decode()
    assert "Ander venster" in botst.content.decode()
    assert (
        beheer.post(adres, {"naam": "tekst", "tekst": "Derde", "versie": str(een.json()["versie"])}).status_code == 200
    )
    assert beheer.post(adres, {"naam": "stand", "stand": "geldig"}).status_code == 422
    with pytest.raises(Botsing):
        actions_brieven.concept_bewaren(
            wie=beheer.wie, soort=queries.soort_van_code(CODE), veld="tekst", waarde="x", versie=1
        )
    collega = client_als("directeur_swv")
    assert "Derde" not in collega.get(reverse("instellingen:brief-schrijven", args=[CODE])).content.decode()
    assert beheer.post(reverse("instellingen:brief-weg", args=[CODE])).status_code == 302
    assert queries.concept(beheer.wie, CODE) is None


def schrijf(client: Any) -> str:
    return html.unescape(client.get(reverse("instellingen:brief-schrijven", args=[CODE])).content.decode())


def test_kijken_maakt_niets_typen_maakt_een_concept(beheer: Any) -> None:
    for _ in range(2):
        schrijf(beheer)
        beheer.head(reverse("instellingen:brief-schrijven", args=[CODE]))
    assert not Briefversie.objects.voor_taak("t").exists()
    begin = actions_brieven.vingerafdruk(queries.soort_van_code(CODE).tekst)
    adres = reverse("instellingen:brief-concept", args=[CODE])
    for _ in range(2):
        assert beheer.post(adres, {"naam": "tekst", "tekst": "Getypt", "versie": str(begin)}).status_code == 200
    assert Briefversie.objects.voor_taak("t").count() == 1
    assert "Getypt" in schrijf(beheer)
    assert "Ga verder met je concept" in beheer.get(reverse("instellingen:brief", args=[CODE])).content.decode()


@pytest.mark.parametrize("dagen", [0, 3])
def test_twee_keer_op_de_knop_is_een_versie_en_geen_concept(beheer: Any, dagen: int) -> None:
    vanaf = vandaag() + dagen * MORGEN
    assert [laat_ingaan(beheer, vanaf=vanaf).status_code for _ in range(2)] == [302, 302]
    assert Briefversie.objects.voor_taak("t").get().vanaf == vanaf
    assert Gebeurtenis.objects.voor_taak("t").filter(naam="instellingen.brief_gewijzigd").count() == 1
    ander = laat_ingaan(beheer, EIGEN + " Anders.", vanaf)
    assert ander.status_code == 422, "other words from the same day are no double click"
    assert "Anders." in ander.content.decode()


def test_proefmail_van_wat_nog_geen_concept_is_gaat_terug_naar_schrijven(beheer: Any) -> None:
    antwoord = beheer.post(reverse("instellingen:brief-proefmail", args=[CODE]), {"concept": "1"})
    assert antwoord.url == reverse("instellingen:brief-schrijven", args=[CODE])


def test_later_ingaan_intrekken_en_terug_naar_gewoon(beheer: Any) -> None:
    laat_ingaan(beheer)
    laat_ingaan(beheer, EIGEN + "\n\nLater.", vandaag() + MORGEN)
    assert "Later." in opgesteld(CODE, "swv:PO9901", {"link": "L", "dagen": "3"}, vandaag() + MORGEN).tekst
    later = Briefversie.objects.voor_taak("t").get(vanaf=vandaag() + MORGEN)
    assert beheer.post(reverse("instellingen:brief-intrekken", args=[later.pk])).status_code == 302
    assert "Later." not in opgesteld(CODE, "swv:PO9901", {"link": "L", "dagen": "3"}, vandaag() + MORGEN).tekst
    nu_ = Briefversie.objects.voor_taak("t").get(vanaf=vandaag())
    assert beheer.post(reverse("instellingen:brief-intrekken", args=[nu_.pk])).status_code == 409
    gewoon = reverse("instellingen:brief-naar-huis", args=[CODE])
    beheer.post(gewoon, {"vanaf": (vandaag() + MORGEN).isoformat()})
    assert not opgesteld(CODE, "swv:PO9901", {"link": "L", "dagen": "3"}, vandaag() + MORGEN).eigen
    pagina = beheer.get(reverse("instellingen:brief", args=[CODE])).content.decode()
    assert "Geldt nu" in pagina
    assert "Gewone tekst van Vindplaats" in pagina


def test_proefmail_gaat_alleen_naar_jezelf(beheer: Any) -> None:
    from vindplaats.toegang.models import Gebruiker

    mail.outbox.clear()
    beheer.post(reverse("instellingen:brief-proefmail", args=[CODE]))
    assert mail.outbox[0].to == [Gebruiker.objects.get(pk=beheer.wie.gebruiker_id).email]
    assert mail.outbox[0].subject.startswith("Proef:")
    brief = queries.soort_van_code("documenten.proefbrief")
    with pytest.raises(VerkeerdeStand):
        actions_brieven.proefmail_sturen(wie=beheer.wie, soort=brief, onderwerp=brief.onderwerp, tekst=brief.tekst)


def test_brief_als_pdf_en_word_in_eigen_woorden(beheer: Any) -> None:
    adres = reverse("instellingen:brief-schrijven", args=["documenten.proefbrief"])
    beheer.post(
        adres,
        {
            "onderwerp": "Onze brief",
            "tekst": "## Kop\n\n- Punt een\n\nUnieke woorden hier.",
            "vanaf": vandaag().isoformat(),
        },
    )
    pdf = beheer.get(reverse("instellingen:brief-proef", args=["documenten.proefbrief", "pdf"]))
    word = beheer.get(reverse("instellingen:brief-proef", args=["documenten.proefbrief", "docx"]))
    assert pdf.content.startswith(b"%PDF")
    assert word.content.startswith(b"PK")
    from io import BytesIO

    import docx
    import pdfplumber

    assert any("Unieke woorden" in p.text for p in docx.Document(BytesIO(word.content)).paragraphs)
    with pdfplumber.open(BytesIO(pdf.content)) as open_:
        assert "Unieke woorden" in open_.pages[0].extract_text()
    with pdfplumber.open(BytesIO(beheer.get(reverse("documenten:proefbrief")).content)) as echt:
        assert "Unieke woorden" in echt.pages[0].extract_text()
    assert beheer.get(reverse("instellingen:brief-proef", args=[CODE, "pdf"])).status_code == 404


def test_rechten_en_vreemden(beheer: Any, client_als: Any, streek: Any) -> None:
    laat_ingaan(beheer, vanaf=vandaag() + MORGEN)
    rij = Briefversie.objects.voor_taak("t").get()
    vreemd = client_als("functioneel_beheerder", streek.ander_swv)
    assert vreemd.post(reverse("instellingen:brief-intrekken", args=[rij.pk])).status_code == 404
    assert "Welkom bij" not in vreemd.get(reverse("instellingen:brief", args=[CODE])).content.decode()
    lezer = client_als("kwaliteit_swv")
    assert lezer.get(reverse("instellingen:brieven")).status_code == 200
    assert lezer.get(reverse("instellingen:brief-schrijven", args=[CODE])).status_code == 403
    assert beheer.get(reverse("instellingen:brief", args=["geen.brief"])).status_code == 404
