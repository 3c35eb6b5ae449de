"""Signals: stale text, contradictions, missing parts (VER-11, VER-12, VER-13, VER-15, issue 2 D6)."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from vindplaats.verantwoording.lezer.signalen import alle_signalen, ontbrekend, tegenspraken
from vindplaats.verantwoording.lezer.verouderd import verouderde_tekst

_ALINEA = "Onze scholen werken volgens een vaste cyclus en bespreken de opbrengsten twee keer per jaar met het bestuur."


def _volledig() -> dict[str, Any]:
    tekst = {"tekst": "Hierover is met de scholen gesproken.", "nvt": False}
    nvt = {"tekst": "", "nvt": True}
    blok = {
        "sturing": "Het bestuur stuurt hierop.",
        "indicatoren": [7],
        "uitwerking": "Wij zoeken elkaar op.",
        "nvt": False,
    }
    onderdelen = {f"ankerpunt_{n}": dict(tekst) for n in range(1, 5)} | {
        "thuiszitters": {"tekst": "Er zijn geen thuiszitters.", "nvt": False},
        "ononderbroken_proces": dict(tekst),
        "verwijzingen": dict(tekst),
        "teruggeplaatst": dict(tekst),
        "externe_functie": dict(nvt),
        "schakelfunctie": dict(nvt),
    }
    return {
        "bestuur": "Stichting Voorbeeld",
        "namens": {"naam": "A. Voorbeeld", "functie": "bestuurder"},
        "schooljaar": "2023-2024",
        "swv": [{"nummer": "PO0001", "aangevinkt": True}],
        "onderdelen": onderdelen,
        "extra": None,
        "ontvangen": {"terugploegregeling": {"PO0001": 1000}, "doelgroepfinanciering": {"PO0001": None}},
        "bestedingen": [{"bedrag": 1000, "doel": "Netwerken", "pm": False}],
        "proces": {
            code: copy.deepcopy(blok) for code in ("algemeen", "basis_op_orde", "knooppunt")
        } | {"doelgroeparrangementen": {"sturing": "", "indicatoren": [], "uitwerking": "", "nvt": True}},
    }  # fmt: skip


def _codes(signalen: list[Any]) -> list[str]:
    return [signaal.code for signaal in signalen]


# ---- stale text --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("In 2022 wordt het SOP opnieuw opgenomen.", "toekomst_voorbij"),
        ("Wij zullen dit in het najaar van 2021 evalueren.", "toekomst_voorbij"),
        ("De nieuwe aanpak zal in 2021 van start gaan.", "toekomst_voorbij"),
        ("De volgende meting is gepland voor 2022.", "toekomst_voorbij"),
        ("Met ingang van 2021 gaan alle scholen dit gebruiken.", "toekomst_voorbij"),
        ("In dit schooljaar 2021-2022 werken wij aan taal.", "dit_schooljaar_voorbij"),
        ("Dit schooljaar (2021/2022) werken wij aan taal.", "dit_schooljaar_voorbij"),
        ("Volgend jaar 2019 komt er een loket.", "toekomst_voorbij"),
        ("Komend schooljaar ’22-’23 starten wij.", "toekomst_voorbij"),
        ("Vorig schooljaar 2019-2020 was er een proef.", "vorig_jaar_ouder"),
        ("Dit staat in het koersplan 2018-2022.", "plan_verlopen"),
        ("In het schooljaar 2021-2022 waren er geen thuiszitters.", "oud_schooljaar"),
        ("In schooljaar '22-'23 heeft het bestuur zich een doel gesteld.", "oud_schooljaar"),
        ("In het schooljaar 2021-2022 waren er 4 thuiszitters, in 2023-2024 nog 1.", ""),
        ("In het schooljaar 2022-2023 waren er 4 thuiszitters; vorig jaar dus.", ""),
        ("In 2022 is het SOP opnieuw opgenomen.", ""),
        ("Sinds 2019 wordt hier volgens afspraak gewerkt.", ""),
        ("In 2024 wordt het SOP opnieuw opgenomen.", ""),
        ("In dit schooljaar 2023-2024 werken wij aan taal.", ""),
        ("Komend schooljaar 2024-2025 starten wij.", ""),
        ("Vorig schooljaar 2022-2023 was er een proef.", ""),
        ("Dit staat in het koersplan 2022-2026.", ""),
        ("Wij werken toe naar inclusief onderwijs in 2035.", ""),
        ("De wet geldt vanaf 2014 en is in 2020 gewijzigd.", ""),
    ],
)
def test_jaartallen_die_voorbij_zijn(tekst: str, code: str) -> None:
    signalen = verouderde_tekst(tekst, "2023-2024", onderdeel="ankerpunt_1")
    assert _codes(signalen) == ([code] if code else [])
    for signaal in signalen:
        assert signaal.onderdeel == "ankerpunt_1"
        assert signaal.plek is not None
        assert tekst[signaal.plek[0] : signaal.plek[1]].strip()


@pytest.mark.regel("VER-13")
def test_ongewijzigde_alinea_wordt_gemeld_en_een_nieuwe_niet() -> None:
    tekst = f"{_ALINEA}\n\nDit jaar is daar een gesprek met alle ouders bijgekomen, op verzoek van de medezeggenschapsraad van de school."
    (signaal,) = verouderde_tekst(tekst, "2023-2024", f"Iets anders.\n\n{_ALINEA}")
    assert signaal.code == "alinea_ongewijzigd"
    assert signaal.plek is not None
    assert tekst[signaal.plek[0] : signaal.plek[1]] == _ALINEA


def test_helemaal_gelijke_tekst_is_een_signaal() -> None:
    assert _codes(verouderde_tekst(_ALINEA, "2023-2024", _ALINEA.replace("  ", " "))) == ["tekst_ongewijzigd"]
    assert verouderde_tekst("Geen bijzonderheden.", "2023-2024", "Geen bijzonderheden.") == []
    assert verouderde_tekst(_ALINEA, "2023-2024") == []


def test_een_fout_schooljaar_wordt_geweigerd() -> None:
    with pytest.raises(ValueError, match="Schrijf het als 2023-2024"):
        verouderde_tekst("Tekst.", "2023")


# ---- contradictions ----------------------------------------------------------------------------------------------------
def test_een_volledig_verslag_geeft_geen_signalen() -> None:
    assert alle_signalen(_volledig(), "2023-2024") == []


@pytest.mark.regel("VER-12")
def test_geen_thuiszitters_en_elders_drie() -> None:
    antwoorden = _volledig()
    antwoorden["proces"]["knooppunt"]["uitwerking"] = "Voor de 3 thuiszitters is in het knooppunt een plek gezocht."
    (signaal,) = tegenspraken(antwoorden)
    assert signaal.code == "twee_waarden"
    assert signaal.onderdeel == "proces_knooppunt"
    assert "Thuiszitters staat 0" in signaal.tekst_nl
    assert "Knooppunt staat 3" in signaal.tekst_nl
    assert signaal.plek == (8, 9)
    assert signaal.veld == "uitwerking"


def test_delen_die_niet_optellen() -> None:
    antwoorden = _volledig()
    antwoorden["onderdelen"]["verwijzingen"]["tekst"] = (
        "Er waren in totaal 82 verwijzingen: 40 naar het SO en 41 naar het SBO."
    )
    assert _codes(tegenspraken(antwoorden)) == ["som_klopt_niet"]
    antwoorden["onderdelen"]["verwijzingen"]["tekst"] = (
        "Er waren in totaal 82 verwijzingen: 40 naar het SO en 42 naar het SBO."
    )
    assert tegenspraken(antwoorden) == []
    antwoorden["onderdelen"]["ononderbroken_proces"]["tekst"] = (
        "In leerjaar 3 zit 68% conform advies, 11% erboven en 12% onder advies."
    )
    assert _codes(tegenspraken(antwoorden)) == ["som_klopt_niet"]


def test_cijfers_van_groepen_spreken_elkaar_niet_tegen() -> None:
    antwoorden = _volledig()
    antwoorden["onderdelen"]["ononderbroken_proces"]["tekst"] = (
        "Het percentage doublures in groep 3 is 2,1%. In groep 4 doubleerde 0,5%."
    )
    assert tegenspraken(antwoorden) == []


@pytest.mark.regel("VER-12")
def test_nvt_waar_geld_cijfers_of_tekst_zijn() -> None:
    antwoorden = _volledig()
    antwoorden["ontvangen"]["doelgroepfinanciering"]["PO0001"] = 500
    codes = [(s.code, s.onderdeel) for s in tegenspraken(antwoorden)]
    assert codes == [
        ("nvt_met_geld", "externe_functie"),
        ("nvt_met_geld", "schakelfunctie"),
        ("nvt_met_geld", "proces_doelgroeparrangementen"),
    ]
    antwoorden = _volledig()
    antwoorden["onderdelen"]["teruggeplaatst"] = {"tekst": "", "nvt": True}
    antwoorden["extra"] = {"tekst": "Er zijn 4 leerlingen teruggeplaatst vanuit het SBO."}
    assert [(s.code, s.onderdeel) for s in tegenspraken(antwoorden)] == [("nvt_met_cijfers", "teruggeplaatst")]
    antwoorden["onderdelen"]["teruggeplaatst"]["tekst"] = "Er zijn 4 leerlingen teruggeplaatst vanuit het SBO."
    assert [(s.code, s.onderdeel) for s in tegenspraken(antwoorden)] == [("nvt_met_tekst", "teruggeplaatst")]


def test_geld_zonder_regels_en_regels_zonder_geld() -> None:
    antwoorden = _volledig()
    antwoorden["bestedingen"] = []
    assert _codes(tegenspraken(antwoorden)) == ["ontvangen_zonder_besteding"]
    antwoorden = _volledig()
    antwoorden["ontvangen"]["terugploegregeling"]["PO0001"] = None
    assert "besteding_zonder_ontvangen" in _codes(tegenspraken(antwoorden))


@pytest.mark.regel("VER-15", "VER-16")
def test_een_verschil_in_de_som_en_een_pm_regel_zijn_geen_tegenspraak() -> None:
    antwoorden = _volledig()
    antwoorden["bestedingen"] = [
        {"bedrag": 925, "doel": "Netwerken", "pm": False},
        {"bedrag": None, "doel": "Later", "pm": True},
    ]
    assert tegenspraken(antwoorden) == []
    antwoorden["bestedingen"][1]["pm"] = False
    assert _codes(tegenspraken(antwoorden)) == ["besteding_zonder_bedrag"]


# ---- missing -----------------------------------------------------------------------------------------------------------
@pytest.mark.regel("VER-12")
def test_leeg_is_iets_anders_dan_nul_of_nvt() -> None:
    antwoorden = _volledig()
    antwoorden["onderdelen"]["verwijzingen"] = {"tekst": " \n", "nvt": False}
    (signaal,) = ontbrekend(antwoorden)
    assert (signaal.code, signaal.onderdeel, signaal.ernst) == ("onderdeel_leeg", "verwijzingen", "let op")
    assert "nieje" not in signaal.tekst_nl
    for vulling in ({"tekst": "0", "nvt": False}, {"tekst": "", "nvt": True}, {"tekst": "Geen.", "nvt": False}):
        antwoorden["onderdelen"]["verwijzingen"] = vulling
        assert ontbrekend(antwoorden) == []


@pytest.mark.regel("VER-08", "VER-11")
def test_een_blok_zonder_sturing_uitwerking_of_indicator() -> None:
    antwoorden = _volledig()
    antwoorden["proces"]["algemeen"] = {"sturing": "", "indicatoren": [], "uitwerking": "", "nvt": False}
    assert _codes(ontbrekend(antwoorden)) == ["blok_leeg", "blok_leeg", "indicator_leeg"]


def test_lege_kop_swv_en_bedrag() -> None:
    antwoorden = _volledig() | {"bestuur": "", "namens": {"naam": None, "functie": None}, "swv": []}
    assert _codes(ontbrekend(antwoorden)) == ["kop_leeg", "kop_leeg", "swv_leeg"]
    antwoorden = _volledig()
    antwoorden["ontvangen"]["terugploegregeling"] = {"PO0001": 0}
    assert ontbrekend(antwoorden) == []
    antwoorden["ontvangen"]["terugploegregeling"] = {"PO0001": None}
    assert _codes(ontbrekend(antwoorden)) == ["bedrag_leeg"]


def test_een_leeg_verslag_valt_niet_om() -> None:
    codes = _codes(alle_signalen({}, "2023-2024"))
    assert codes.count("onderdeel_leeg") == 10
    assert "indicator_leeg" in codes


def test_alle_signalen_vergelijkt_met_de_antwoorden_van_vorig_jaar() -> None:
    nu, vorig = _volledig(), _volledig()
    for antwoorden in (nu, vorig):
        antwoorden["proces"]["algemeen"]["sturing"] = _ALINEA
    (signaal,) = alle_signalen(nu, "2023-2024", vorig)
    assert (signaal.code, signaal.onderdeel, signaal.veld) == ("tekst_ongewijzigd", "proces_algemeen", "sturing")
    assert signaal.tekst_nl.startswith("Algemeen (sturing): deze tekst is")


def test_schakelfunctie_met_cijfers_naast_nvt_bij_terugplaatsing_is_geen_tegenspraak() -> None:
    """A board with only SBO and SO: the first does not concern it, the second tells the same children (VER-06)."""
    onderdelen = {
        "teruggeplaatst": {"tekst": "", "nvt": True},
        "schakelfunctie": {"tekst": "Er zijn 4 leerlingen teruggeplaatst vanuit het SBO.", "nvt": False},
    }
    assert [s.code for s in tegenspraken({"onderdelen": onderdelen})] == []
    elders = {"teruggeplaatst": {"tekst": "", "nvt": True}, "externe_functie": onderdelen["schakelfunctie"]}
    assert "nvt_met_cijfers" in [s.code for s in tegenspraken({"onderdelen": elders})]
