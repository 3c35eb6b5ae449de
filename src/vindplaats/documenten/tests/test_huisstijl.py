"""The house style of an SWV: who may change it, contrast, logo, stylesheet, paper, what was typed stays."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from vindplaats.documenten import actions, queries
from vindplaats.documenten.models import Huisstijl
from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer
from vindplaats.toegang.models import Gebeurtenis

pytestmark = pytest.mark.django_db
URL = "/documenten/huisstijl/"
VELDEN = {"kleur": "#a8201a", "adresregel": "Dorpsstraat 1", "ondertekenaar": "A. Voorbeeld", "functie": "directeur"}


def png() -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", (60, 20), "red").save(uit, "PNG")
    return uit.getvalue()


def logo(data: bytes | None = None, naam: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, png() if data is None else data)


def test_change_and_see_it_everywhere(client_als: Any, streek: Any) -> None:
    client = client_als("functioneel_beheerder")
    antwoord = client.post(URL, {**VELDEN, "logo": logo()})
    assert antwoord.status_code == 302
    rij = Huisstijl.objects.get(pk=streek.swv)
    assert (rij.kleur, rij.logo_soort, rij.ondertekenaar) == ("#a8201a", "png", "A. Voorbeeld")
    pagina = client.get(URL).content.decode()
    css = reverse("documenten:huisstijl-css", args=["PO9901"])
    assert f"{css}?v={rij.versie}" in pagina
    assert "De huisstijl is bewaard" in pagina
    assert "--vp-primair-licht: #a8201a" in client.get(css).content.decode()
    beeld = client.get(reverse("documenten:huisstijl-logo", args=["PO9901"]))
    assert beeld["Content-Type"] == "image/png"
    assert "sandbox" in beeld["Content-Security-Policy"]
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="documenten.huisstijl_gewijzigd").count() == 1


def test_version_goes_up_so_that_browsers_see_it(maak_wie: Any) -> None:
    wie = maak_wie("directeur_swv")
    eerste = actions.huisstijl_wijzigen(wie=wie, organisatie=wie.organisatie, kleur="#123456").versie
    rij = actions.huisstijl_wijzigen(wie=wie, organisatie=wie.organisatie, kleur="#654321", logo=png())
    assert rij.versie == eerste + 1
    rij = actions.huisstijl_wijzigen(wie=wie, organisatie=wie.organisatie, kleur="#654321")
    assert rij.logo is not None
    rij = actions.huisstijl_wijzigen(wie=wie, organisatie=wie.organisatie, kleur="#654321", logo_weg=True)
    assert rij.logo is None


def test_only_own_swv_and_only_with_the_right(maak_wie: Any, streek: Any) -> None:
    with pytest.raises(GeenRecht):
        actions.huisstijl_wijzigen(wie=maak_wie("kwaliteit_swv"), organisatie=streek.swv, kleur="#000000")
    with pytest.raises(GeenRecht):
        actions.huisstijl_wijzigen(wie=maak_wie("directeur_swv"), organisatie=streek.ander_swv, kleur="#000000")
    with pytest.raises(OngeldigeInvoer, match="bijvoorbeeld"):
        actions.huisstijl_wijzigen(wie=maak_wie("directeur_swv"), organisatie=streek.swv, kleur="rood")
    assert not Huisstijl.objects.exists()


def test_too_little_right_is_403(client_als: Any, streek: Any) -> None:
    for naam in ("huisstijl", "kleur-oordeel", "proefbrief"):
        assert client_als("bestuurder").get(reverse(f"documenten:{naam}")).status_code == 403


@pytest.mark.parametrize(
    ("velden", "bestand", "zin"),
    [
        ({"kleur": "rood"}, None, "bijvoorbeeld #0f5d7e"),
        ({}, b"MZ" + bytes(50), "geen afbeelding"),
        ({}, b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "geen afbeelding"),
        ({}, bytes(4 * 1024 * 1024), "te groot"),
    ],
)
def test_bad_input_gets_a_sentence_and_what_was_typed_stays(
    client_als: Any, streek: Any, velden: dict[str, str], bestand: bytes | None, zin: str
) -> None:
    gegevens: dict[str, Any] = {**VELDEN, **velden}
    if bestand is not None:
        gegevens["logo"] = logo(bestand)
    antwoord = client_als("functioneel_beheerder").post(URL, gegevens)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 400
    assert zin in tekst
    assert "Dorpsstraat 1" in tekst
    assert not Huisstijl.objects.exists()


def test_live_message_about_contrast(client_als: Any, streek: Any) -> None:
    client = client_als("functioneel_beheerder")
    url = reverse("documenten:kleur-oordeel")
    assert "Te licht" in client.get(url, {"kleur": "#ffcc00"}).content.decode()
    assert "Goed leesbaar" in client.get(url, {"kleur": "#0f5d7e"}).content.decode()
    assert "zes tekens" in client.get(url, {"kleur": "x"}).content.decode()


def test_stylesheet_of_an_unknown_swv_is_empty(client: Any, db: Any) -> None:
    antwoord = client.get(reverse("documenten:huisstijl-css", args=["PO0000"]))
    assert antwoord.status_code == 200
    assert antwoord.content == b""
    assert client.get(reverse("documenten:huisstijl-logo", args=["PO0000"])).status_code == 404


def test_page_has_no_inline_style_or_script(client_als: Any, streek: Any) -> None:
    pagina = client_als("functioneel_beheerder").get(URL).content.decode()
    assert "style=" not in pagina
    assert "onload" not in pagina
    assert 'enctype="multipart/form-data"' in pagina


def test_trial_letter_is_an_accessible_pdf(client_als: Any, streek: Any) -> None:
    antwoord = client_als("secretariaat_swv").get(reverse("documenten:proefbrief"))
    assert antwoord.content.startswith(b"%PDF")
    assert antwoord["Content-Disposition"].startswith("attachment")


def test_style_for_paper(maak_wie: Any, streek: Any) -> None:
    wie = maak_wie("directeur_swv")
    actions.huisstijl_wijzigen(
        wie=wie, organisatie=streek.swv, kleur="#ffcc00", ondertekenaar="A. Voorbeeld", logo=png()
    )
    stijl = queries.huisstijl_van(streek.swv)
    assert stijl.organisatie == "Samenwerkingsverband NO"
    assert stijl.kleur != "#ffcc00"
    assert stijl.logo is not None
    assert queries.huisstijl_van(streek.ander_swv).logo is None


def test_whose_style_a_screen_wears(maak_wie: Any, streek: Any) -> None:
    assert queries.stijl_organisatie(maak_wie("directeur_swv")) == streek.swv
    assert queries.stijl_organisatie(maak_wie("bestuurder")) == streek.swv
    assert queries.stijl_organisatie(None) == ""


def test_demo_gives_three_looks_and_keeps_what_users_changed(streek: Any) -> None:
    from vindplaats.documenten.pdf import maak_pdf
    from vindplaats.documenten.proef import proefbrief_van
    from vindplaats.kern.registers import demo_stappen

    demo_stappen["25-huisstijl"]()
    assert Huisstijl.objects.count() == 3
    Huisstijl.objects.filter(pk=streek.swv).update(kleur="#123456")
    demo_stappen["25-huisstijl"]()
    assert Huisstijl.objects.get(pk=streek.swv).kleur == "#123456"
    assert maak_pdf(proefbrief_van(queries.huisstijl_van(streek.swv))).toegankelijk
