"""Each tag: what it draws, that it escapes, Dutch words and figures, and nothing inline that a strict CSP refuses."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.utils.safestring import SafeString

from vindplaats.kern import schermdelen as sd
from vindplaats.kern.registers import Werk
from vindplaats.kern.templatetags import vp

SLUW = '<script>alert("x")</script>&'
VERBODEN = re.compile(r"\sstyle\s*=|<style|<script|\son[a-z]+\s*=|hx-on|javascript:|js:")
WOENSDAG = dt.date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _vaste_dag(settings: Any) -> None:
    settings.VANDAAG = WOENSDAG


def teken(sjabloon: str, **context: Any) -> str:
    """Render a snippet the way pages do and check that it may go out under the CSP."""
    html = engines["django"].from_string(sjabloon).render(context)
    assert not VERBODEN.search(html), html
    return str(html)


def kaal(html: str) -> str:
    """The words of a piece of html, on one line, with ordinary spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


# --- small marks ---


def test_icoon_staat_naast_een_woord_en_zwijgt() -> None:
    html = teken('{% icoon "klok" %}')
    assert 'aria-hidden="true"' in html
    assert "iconen.svg#klok" in html
    assert "role=" not in html


def test_icoon_alleen_krijgt_een_naam_die_ontsnapt_is() -> None:
    html = teken('{% icoon "klok" label=sluw %}', sluw=SLUW)
    assert 'role="img"' in html
    assert "&lt;script&gt;" in html


def test_onbekend_icoon_noemt_de_bekende() -> None:
    with pytest.raises(TemplateSyntaxError, match=r"Onbekend icoon 'bestaatniet'.*klok"):
        teken('{% icoon "bestaatniet" %}')


def test_knop_is_een_knop_of_een_link() -> None:
    assert teken('{% knop "Dien in" soort="primair" naam="x" %}').startswith('<button class="utrecht-button')
    link = teken('{% knop "Open" href=adres %}', adres="/a/?b=1&c=2")
    assert link.startswith("<a ")
    assert 'href="/a/?b=1&amp;c=2"' in link
    assert "type=" not in link


def test_knop_ontsnapt_tekst_en_attributen() -> None:
    html = teken('{% knop sluw hx_post=sluw name="a" %}', sluw=SLUW)
    assert "<script>" not in html
    assert 'hx-post="&lt;script&gt;' in html


def test_knop_opent_een_dialoog_zonder_het_formulier_te_versturen() -> None:
    html = teken('{% knop "Deel" dialoog="delen" %}')
    assert 'data-vp-dialoog="delen"' in html
    assert 'type="button"' in html


@pytest.mark.parametrize(
    "fout", ['style="color:red"', 'onclick="x()"', 'onfocus="x()"', 'hx_on="x"', 'hx_on_click="x"']
)
def test_knop_weigert_stijl_en_script_in_de_regel(fout: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="CSP"):
        teken(f'{{% knop "A" {fout} %}}')


def test_uitgeschakelde_knop_en_lege_attributen() -> None:
    assert re.search(r" disabled[ >]", teken('{% knop "A" disabled=True %}'))
    assert "disabled" not in teken('{% knop "A" disabled=False %}')


def test_status_label_heeft_woord_en_icoon() -> None:
    html = teken('{% status_label sluw soort="aandacht" %}', sluw=SLUW)
    assert "vp-label--aandacht" in html
    assert "#aandacht" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("stand", "woord"),
    [("leeg", "leeg"), ("bezig", "bezig"), ("klaar", "klaar"), ("nvt", "n.v.t."), ("aandacht", "vraagt aandacht")],
)
def test_sectiestatus_zegt_het_ook_in_een_woord(stand: str, woord: str) -> None:
    html = teken("{% sectiestatus stand %}", stand=stand)
    assert kaal(html) == woord
    assert "<use" in html


# --- words and figures ---


@pytest.mark.parametrize(
    ("sjabloon", "verwacht"),
    [
        ("{{ d|datum }}", "dinsdag 3 maart 2026"), ('{{ d|datum:"gewoon" }}', "3 maart 2026"), ('{{ d|datum:"kort" }}', "3 mrt. 2026"),
        ("{{ leeg|datum }}", "geen datum"), ('{{ leeg|datum:"kort" }}', "\u2013"),
        ("{{ 125000|bedrag }}", "€ 1.250"), ("{{ 125050|bedrag }}", "€ 1.250,50"), ("{{ 0|bedrag }}", "€ 0"), ("{{ leeg|bedrag }}", "\u2013"),
        ("{{ 1250|getal }}", "1.250"), ("{{ 12.5|getal }}", "12,5"), ("{{ 12|getal:1 }}", "12,0"),
        ("{{ 12.5|percentage }}", "12,5%"), ("{{ 75|percentage }}", "75%"), ("{{ 75.04|percentage }}", "75%"), ("{{ leeg|percentage }}", "\u2013"),
    ],
)  # fmt: skip
def test_woorden_en_cijfers(sjabloon: str, verwacht: str) -> None:
    assert kaal(teken(sjabloon, d=dt.date(2026, 3, 3), leeg=None)) == verwacht


def test_datum_van_een_moment_is_de_nederlandse_dag() -> None:
    laat = dt.datetime(2026, 3, 3, 23, 30, tzinfo=dt.UTC)
    assert kaal(teken("{{ m|datum }}", m=laat)) == "woensdag 4 maart 2026"
    assert kaal(teken("{{ m|tijdstip }}", m=laat)) == "4 maart 2026 om 00:30"


@pytest.mark.parametrize(
    ("dagen", "woord", "stand"),
    [(3, "over 3 dagen", "kort"), (1, "morgen", "kort"), (0, "vandaag", "kort"), (-1, "1 dag te laat", "laat"), (-2, "2 dagen te laat", "laat"),
     (8, "over 8 dagen", "ruim"), (35, "over 5 weken", "ruim"), (-21, "3 weken te laat", "laat"), (400, "over 1 jaar", "ruim")],
)  # fmt: skip
def test_over_dagen(dagen: int, woord: str, stand: str) -> None:
    html = teken("{{ d|over_dagen }}", d=WOENSDAG + dt.timedelta(days=dagen))
    assert kaal(html) == woord
    assert f"vp-dagen--{stand}" in html


def test_geleden() -> None:
    assert kaal(teken("{{ d|geleden }}", d=WOENSDAG - dt.timedelta(days=1))) == "gisteren"
    assert kaal(teken("{{ d|geleden }}", d=WOENSDAG - dt.timedelta(days=4))) == "4 dagen geleden"


# --- blocks ---


@pytest.mark.parametrize(
    "tag",
    [
        "kaart titel=sluw",
        'melding soort="fout" titel=sluw',
        "lege_toestand titel=sluw",
        'dialoog id="d" titel=sluw',
        "zijblok titel=sluw",
    ],
)
def test_blokken_tonen_hun_inhoud_en_ontsnappen_de_titel(tag: str) -> None:
    naam = tag.split()[0]
    html = teken(f"{{% {tag} %}}<p>{{{{ sluw }}}} hier</p>{{% end{naam} %}}", sluw=SLUW)
    assert "<p>&lt;script&gt;" in html
    assert html.count("&lt;script&gt;") >= 2


def test_dialoog_heeft_een_naam() -> None:
    html = teken('{% dialoog id="weg" titel="Weggooien?" %}x{% enddialoog %}')
    assert '<dialog class="vp-dialoog" id="weg" aria-labelledby="weg-titel">' in html
    assert 'id="weg-titel"' in html


def test_veldraam_verbindt_label_hulp_fout_en_nvt() -> None:
    html = teken(
        '{% veldraam id="v" label="Doel" hulp="Kort." fout="Te lang." nvt_naam="v-nvt" nvt_aan=True %}<input id="v">{% endveldraam %}'
    )
    assert '<label class="vp-veld__label" for="v">' in html
    assert 'id="v-hulp"' in html
    assert 'id="v-fout"' in html
    assert re.search(r'name="v-nvt" value="1" checked', html)


def test_veldraam_als_groep_en_bewaard() -> None:
    html = teken(
        '{% veldraam id="v" label="Soort" groep=True verplicht=False bewaard=m %}x{% endveldraam %}',
        m=dt.datetime(2026, 3, 4, 14, 3),
    )
    assert "<fieldset" in html
    assert "<legend" in html
    assert "(mag leeg)" in html
    assert "Bewaard om 14:03" in kaal(html)


# --- drawn from data ---


def test_statusregel_zegt_waar_wie_en_tot_wanneer() -> None:
    stappen = (sd.Stap("Open", "klaar"), sd.Stap("Concept", "nu"), sd.Stap("Ingediend"))
    html = teken(
        '{% statusregel status="Concept" wie="De Wiel" wat="vult aan" tot=tot stappen=stappen %}',
        tot=dt.date(2026, 3, 7),
        stappen=stappen,
    )
    woorden = kaal(html)
    assert "Aan zet De Wiel vult aan" in woorden
    assert "zaterdag 7 maart 2026 ( over 3 dagen )" in woorden
    assert html.count('aria-current="step"') == 1


def _tabel(**meer: Any) -> sd.Tabel:
    kolommen = [
        sd.Kolom("naam", "Bestuur", sorteer="naam", kop=True),
        sd.Kolom("geld", "Ontvangen", "bedrag", sorteer="geld"),
        sd.Kolom("dag", "Dag", "datum"),
    ]
    rijen = [
        sd.Rij({"naam": SLUW, "geld": 125050, "dag": dt.date(2026, 3, 3)}, "/b/1/"),
        sd.Rij({"naam": "Leeg", "geld": None, "dag": None}),
    ]
    return sd.Tabel("Besturen", kolommen, rijen, **meer)


def test_tabel_schrijft_elke_cel_naar_zijn_soort() -> None:
    html = teken("{% tabel t %}", t=_tabel(totaal={"geld": 0}, exporten=[("Excel", "?als=xlsx")]))
    assert "<script>" not in html
    assert "€\u00a01.250,50" in html
    assert "3\u00a0mrt." in html
    assert '<td role="cell" data-kolom="geld" data-label="Ontvangen" class="vp-rechts"' in html
    assert "€\u00a00" in html.split("<tfoot")[1]
    assert html.count("vp-leegcel") == 2
    assert 'href="?als=xlsx"' in html
    assert 'class="vp-rijlink" href="/b/1/"' in html


def test_tabel_sorteert_en_keert_om() -> None:
    html = teken("{% tabel t %}", t=_tabel(sortering="geld", basis_url="?q=a&sorteer="))
    assert 'aria-sort="ascending"' in html
    assert 'href="?q=a&amp;sorteer=-geld"' in html
    assert 'href="?q=a&amp;sorteer=naam"' in html
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in teken("{% tabel t %}", t=_tabel(sortering="-geld"))


def test_lege_tabel_zegt_dat() -> None:
    leeg = _tabel(leeg="Geen besturen gevonden.")
    leeg.rijen = []
    html = teken("{% tabel t %}", t=leeg)
    assert "Geen besturen gevonden." in html
    assert "<table" not in html


def test_paginering_noemt_de_huidige() -> None:
    pagina = Paginator(range(100), 10).page(3)
    html = teken("{% paginering p url=adres %}", p=pagina, adres="?a=1&pagina=")
    assert '<span aria-current="page">3</span>' in html
    assert 'href="?a=1&amp;pagina=4" rel="next"' in html
    assert "Vorige" not in teken("{% paginering p %}", p=Paginator(range(100), 10).page(1))


def test_filterchips_merken_de_actieve() -> None:
    html = teken("{% filterchips c %}", c=[sd.Chip("Alle", "?", True, 1250), sd.Chip(SLUW, "?a")])
    assert html.count('aria-current="true"') == 1
    assert "1.250" in html
    assert "<script>" not in html


def test_tabbladen_zeggen_waar_je_bent() -> None:
    html = teken("{% tabbladen c label=sluw %}", c=[sd.Chip("Scholen", "/s/", True), sd.Chip(SLUW, "/b/")], sluw=SLUW)
    assert html.count('aria-current="page"') == 1
    assert html.count("&lt;script&gt;") == 2


def test_werklijst_verdeelt_op_datum_en_laat_niets_vallen() -> None:
    def rij(dagen: int | None) -> Werk:
        return Werk(f"w{dagen}", "x", "", "/", None if dagen is None else WOENSDAG + dt.timedelta(days=dagen))

    regels = [rij(None), rij(30), rij(7), rij(0), rij(-1), rij(8)]
    groepen = sd.groepeer(regels, WOENSDAG)
    assert [(g.titel, [r.titel for r in g.regels]) for g in groepen] == [
        ("Te laat", ["w-1"]), ("Deze week", ["w0", "w7"]), ("Later", ["w8", "w30", "wNone"]),
    ]  # fmt: skip
    assert "1 dag te laat" in kaal(teken("{% werklijst w %}", w=regels))


def test_tijdlijn_en_termijnen_en_mensen() -> None:
    dag = sd.Gebeurtenis(dt.date(2026, 3, 1), SLUW, "Ada", "Omdat.")
    moment = sd.Gebeurtenis(dt.datetime(2026, 3, 2, 9, 5, tzinfo=dt.UTC), "Ingediend.", url="/v/")
    woorden = kaal(teken("{% tijdlijn t %}", t=[moment, dag]))
    assert "Ingediend. 2 maart 2026 om 10:05" in woorden
    assert "Omdat. 1 maart 2026 &middot; Ada" in woorden
    assert "woensdag 11 maart 2026 over 7 dagen" in kaal(
        teken("{% termijnen t %}", t=[sd.Termijn("Indienen", dt.date(2026, 3, 11))])
    )
    assert "Ada Directeur, SWV" in kaal(teken("{% mensen m %}", m=[sd.Persoon("Ada", "Directeur", "SWV")]))


def test_voortgang_vraagt_zelf_verder_tot_het_klaar_is() -> None:
    assert 'hx-trigger="every 2s"' in teken('{% voortgang "3 van 12" percentage=25 url="/v/" %}')
    klaar = teken('{% voortgang "Klaar" percentage=100 %}')
    assert "hx-" not in klaar
    assert 'value="100"' in klaar
    assert "value=" not in teken('{% voortgang "Bezig" %}')


def test_deel_dialoog_noemt_de_mensen_en_draagt_het_token() -> None:
    html = teken(
        '{% deel_dialoog id="d" titel="Delen?" personen=p url="/deel/" gevolg="Dan." %}',
        p=[sd.Persoon(SLUW, "Rol")],
        csrf_token="tok",
    )
    assert 'action="/deel/"' in html
    assert 'value="tok"' in html
    assert "&lt;script&gt;" in html


def test_conflict_houdt_beide_teksten_heel() -> None:
    mijn, ander = sd.Versie("Vier scholen <b>begeleid</b>.", "Joris"), sd.Versie("Vijf scholen begeleid.", "Marleen")
    html = teken(
        '{% conflict id="c" mijn=mijn ander=ander url="/v/" naam="tekst" versie=7 %}',
        mijn=mijn,
        ander=ander,
        csrf_token="tok",
    )
    velden = re.findall(r'<textarea[^>]*name="tekst"[^>]*>(.*?)</textarea>', html, re.S)
    assert velden == [
        "Vijf scholen begeleid.",
        "Vier scholen &lt;b&gt;begeleid&lt;/b&gt;.",
        "Vijf scholen begeleid.\n\nVier scholen &lt;b&gt;begeleid&lt;/b&gt;.",
    ]
    assert html.count('name="versie" value="7"') == 3
    assert html.count('name="naam" value="tekst"') == 3
    assert html.count('value="tok"') == 3
    assert '<del class="vp-eraf">Vijf</del>' in html
    assert '<ins class="vp-erbij">Vier</ins>' in html


def test_tekstverschil_leest_als_een_tekst() -> None:
    html = teken("{% tekstverschil oud nieuw %}", oud="Wij doen dit elk jaar.", nieuw="Wij doen dat elk jaar.")
    assert '<del class="vp-eraf">dit</del><ins class="vp-erbij">dat</ins>' in html


def test_vergelijk_toont_verschil_en_hele_tekst() -> None:
    v = sd.Vergelijking(
        "T",
        ("A", "B"),
        (sd.Vergelijkrij("V?", (sd.Vergelijkcel(SLUW), sd.Vergelijkcel("kort", "heel lang", anders=True))),),
    )
    html = teken("{% vergelijk v %}", v=v)
    assert "Verschilt:" in html
    assert "heel lang" in html
    assert "<script>" not in html
    assert html.count('scope="col"') == 3


def test_secties_merken_de_huidige() -> None:
    html = teken("{% secties s %}", s=[sd.Sectie("Kop", "/1", "klaar"), sd.Sectie("Geld", "/2", "nvt", True)])
    assert html.count('aria-current="page"') == 1
    assert "n.v.t." in html


def test_figuur_zonder_waarde_zegt_nog_niet_gemeten_en_kleurt_niets_zonder_norm() -> None:
    leeg = teken("{% figuur f %}", f=sd.Figuur("Cijfer", definitie="Wat het is.", norm="Norm 7"))
    assert "Nog niet gemeten" in leeg
    assert "norm--" not in leeg
    onder = teken(
        "{% figuur f %}",
        f=sd.Figuur("Cijfer", "2,4%", "Norm 3%", False, dt.date(2024, 10, 1), aantal_gevallen=31, trend=(1, 2)),
    )
    assert "norm--onder" in onder
    assert "#aandacht" in onder
    assert "peildatum" in onder
    assert "31" in onder
    assert "<polyline" in onder


def test_staafje_begint_bij_nul_en_blijft_binnen_de_baan() -> None:
    assert 'width="64.0"' in vp.staafje(50, 100, label="50%")
    assert 'width="128.0"' in vp.staafje(150, 100)
    assert 'width="0.0"' in vp.staafje(-5, 100)
    assert "<svg" not in vp.staafje(None, 100)
    assert "&lt;script&gt;" in teken("{% staafje 1 2 label=sluw %}", sluw=SLUW)


def test_vonklijn_laat_een_gat_waar_niets_gemeten_is() -> None:
    assert vp.vonklijn([1, 2, None, 3, 4]).count("<polyline") == 2
    assert vp.vonklijn([5]) == ""
    assert vp.vonklijn([None, None]) == ""
    assert 'cy="16.0"' in vp.vonklijn([3, 3, 3])


def test_tabelcel_vertrouwt_alleen_html_die_zo_genoemd_is() -> None:
    assert not isinstance(vp.tabelcel(sd.Kolom("a", "A"), "<b>x</b>"), SafeString)
    assert isinstance(vp.tabelcel(sd.Kolom("a", "A", "html"), "<b>x</b>"), SafeString)


def test_htmx_instelling_zet_alles_van_de_regel_uit() -> None:
    html = teken("{% htmx_instelling %}")
    assert "&quot;includeIndicatorStyles&quot;: false" in html
    assert "&quot;allowEval&quot;: false" in html
