"""Tables: a mistake is told with file, line and what was expected; what cannot be reached or run out is a mistake."""

import pytest

from vindplaats.kern.definitiebestand import DefinitieFout
from vindplaats.procedures import catalogus
from vindplaats.procedures.definitie import laad_tekst
from vindplaats.procedures.tests.fabriek import THEE, proef


def regel_van(tekst: str, stuk: str) -> int:
    return tekst[: tekst.index(stuk)].count("\n") + 1


@pytest.mark.parametrize(
    ("weg", "erbij", "zin"),
    [
        ("wie: [bestuurder], zin: Gevraagd.", "wie: [bakker], zin: Gevraagd.", "rol 'bakker' bestaat niet; verwacht een van: bestuur"),
        ("naar: besloten, wie: [directeur_swv], zin: Besloten.", "naar: bestolen, wie: [directeur_swv], zin: Besloten.", "stand 'bestolen' bestaat niet"),
        ("{code: bezwaar_op,", "{code: besloten,", "komt twee keer voor; de eerste staat op regel 10"),
        ("{verb: besluiten,", "{verb: terugleggen,", "komt twee keer voor; de eerste staat op regel 17"),
        ("instelling: datum, instellen_door", "weken: 3, instelling: datum, instellen_door", "precies een van beide"),
        ("weken: 8, wettelijk", "weken: -8, wettelijk", "niet negatief"),
        ("wettelijk: true, vast: true, regels: [T-14]", "wettelijk: true, vast: true", "verwacht 'regels' met het nummer in law.md"),
        ("{dagen: 7, rollen: [bestuurder]}", "{dagen: 7, rollen: [bakker]}", "rol 'bakker'"),
        ("vanaf: bezwaar", "vanaf: maanstand", "volgt op 'maanstand'"),
        ("eind: true, lijn: false}", "lijn: false}", "stand 'weg' loopt dood"),
        ("soort: goed,", "soort: paars,", "verwacht een van: aandacht"),
        ("naam: Besluit,", "noem: Besluit,", "'noem' ken ik niet"),
    ],
)  # fmt: skip
def test_fout_met_bestand_regel_en_verwachting(weg: str, erbij: str, zin: str) -> None:
    assert THEE.count(weg) == 1
    tekst = THEE.replace(weg, erbij)
    with pytest.raises(DefinitieFout) as fout:
        laad_tekst(tekst, "thee.yaml")
    raak = [m for m in fout.value.missers if zin in m.zin]
    assert raak, fout.value
    assert raak[0].bestand == "thee.yaml"
    assert abs(raak[0].regel - regel_van(THEE, weg)) <= 1, raak


def test_onbereikbare_stand_en_onbekende_termijn() -> None:
    tekst = THEE.replace(
        "stappen:\n", "  - {code: eiland, naam: Eiland, uitleg: Niemand komt er., eind: true}\nstappen:\n"
    )
    with pytest.raises(DefinitieFout, match="stand 'eiland' is met geen enkele stap te bereiken"):
        laad_tekst(tekst)
    with pytest.raises(DefinitieFout, match="termijn 'paasei' bestaat niet"):
        laad_tekst(THEE.replace("start: [antwoord]}\n  - {verb: antw", "start: [antwoord, paasei]}\n  - {verb: antw"))
    with pytest.raises(DefinitieFout, match="'antwoord' wordt nergens gestart"):
        laad_tekst(THEE.replace("start: [antwoord]}\n  - {verb: antw", "start: []}\n  - {verb: antw"))
    with pytest.raises(DefinitieFout, match="'begin' ontbreekt"):
        laad_tekst(THEE.replace("begin: {stand: nieuw, start: [afspraak]}", ""))


def test_ster_is_elke_stand_die_geen_eind_is() -> None:
    procedure = laad_tekst(THEE)
    assert procedure.met_verb("intrekken")[0].van == ("nieuw", "gevraagd", "aanvullen", "besloten", "bezwaar_op")


def test_alle_fouten_worden_in_een_keer_gemeld() -> None:
    tekst = THEE.replace("naam: Besluit,", "noem: Besluit,").replace("soort: goed,", "soort: paars,")
    with pytest.raises(DefinitieFout) as fout:
        laad_tekst(tekst)
    assert len(fout.value.missers) >= 3
    assert [m.regel for m in fout.value.missers] == sorted(m.regel for m in fout.value.missers)


def test_een_versie_verandert_niet_en_de_nieuwste_geldt_voor_nieuwe_zaken() -> None:
    with proef() as eerste:
        with pytest.raises(ValueError, match="andere inhoud"):
            catalogus.meld_aan(laad_tekst(THEE.replace("titel: Proefronde", "titel: Anders")))
        tweede = catalogus.meld_aan(laad_tekst(THEE.replace("versie: 1", "versie: 2")))
        try:
            assert catalogus.procedure("proefronde") == tweede
            assert catalogus.procedure("proefronde", 1) == eerste
        finally:
            del catalogus._bekend["proefronde", 2]
        with pytest.raises(KeyError, match="versie 7 is niet aangemeld"):
            catalogus.procedure("proefronde", 7)


def test_elke_stap_is_een_recht_met_de_rollen_van_de_tabel() -> None:
    from vindplaats.kern.registers import rechten

    with proef():
        assert rechten["proefronde.bezwaar_maken"].rollen == {"bestuurder"}
        assert rechten["proefronde.besluiten"].rollen == {"directeur_swv"}
    assert "proefronde.besluiten" not in rechten
