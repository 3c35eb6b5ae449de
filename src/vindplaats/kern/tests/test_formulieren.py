"""Django forms drawn with our own templates: label, help and error belong to the field, for eyes and for screen readers."""

import re

from django import forms

from vindplaats.kern.formulieren import utrecht_klasse


class Formulier(forms.Form):
    naam = forms.CharField(label="Naam", help_text="Zoals in het register.")
    soort = forms.ChoiceField(label="Soort", choices=[("a", "A")], widget=forms.RadioSelect)
    tekst = forms.CharField(label="Tekst", required=False, widget=forms.Textarea(attrs={"class": "eigen"}))
    akkoord = forms.BooleanField(label="Akkoord")
    verborgen = forms.CharField(widget=forms.HiddenInput, required=False)


def test_leeg_formulier_verbindt_label_en_hulp() -> None:
    html = str(Formulier())
    assert '<label class="vp-veld__label" for="id_naam">Naam' in html
    assert 'id="id_naam_helptext"' in html
    assert re.search(r'<input type="text" name="naam"[^>]*aria-describedby="id_naam_helptext"', html)
    assert "Dit moet nog anders" not in html
    assert "vp-veld--fout" not in html


def test_fouten_staan_bovenaan_en_bij_het_veld() -> None:
    html = str(Formulier({"naam": "", "tekst": "<b>"}))
    samenvatting, rest = html.split("</ul>", 1)
    assert 'href="#id_naam"' in samenvatting
    assert "Naam: Dit veld is verplicht." in samenvatting
    assert re.search(r'name="naam"[^>]*aria-invalid="true"', rest)
    assert re.search(r'name="naam"[^>]*aria-describedby="[^"]*id_naam_error', rest)
    assert 'id="id_naam_error"' in rest
    assert "&lt;b&gt;" in rest


def test_keuzes_zijn_een_groep_en_een_vinkje_staat_voor_zijn_woord() -> None:
    html = str(Formulier())
    assert re.search(r'<fieldset class="vp-veld"[^>]*><legend class="vp-veld__label">Soort', html)
    assert re.search(r'<label class="vp-keuze"><input type="checkbox" name="akkoord"[^>]*><span>Akkoord', html)
    assert html.count("(mag leeg)") == 1
    assert '<input type="hidden" name="verborgen"' in html


def test_invoer_draagt_de_klasse_van_haar_soort_en_houdt_de_eigen() -> None:
    html = str(Formulier())
    assert re.search(r'<textarea[^>]*class="eigen utrecht-textarea"', html)
    assert re.search(r'name="naam"[^>]*class="utrecht-textbox"', html)
    assert (
        utrecht_klasse(forms.HiddenInput())
        == utrecht_klasse(forms.FileInput())
        == utrecht_klasse(forms.CheckboxInput())
        == ""
    )
