"""The procedure of the account as the table says it; its description is up to date."""

from typing import Any

import pytest
from django.core.management import call_command

from vindplaats.kern.fouten import Fout
from vindplaats.procedures import catalogus
from vindplaats.procedures.actions import stap_zetten
from vindplaats.procedures.checks import procedures_compleet
from vindplaats.procedures.queries import mogelijke_stappen

TABEL = {
    ("open", "beginnen"): ("concept", {"bestuurder", "bestuursadviseur", "systeem"}),
    ("open", "registreren"): ("ingediend", {"directeur_swv", "kwaliteit_swv", "secretariaat_swv"}),
    ("concept", "indienen"): ("ingediend", {"bestuurder"}),
    ("ingediend", "intrekken"): ("concept", {"bestuurder"}),
    ("ingediend", "bespreken"): ("besproken", {"directeur_swv", "kwaliteit_swv"}),
    ("besproken", "vaststellen"): ("vastgesteld", {"directeur_swv", "kwaliteit_swv"}),
    ("vastgesteld", "publiceren"): ("gepubliceerd", {"directeur_swv"}),
    **{
        (s, "heropenen"): ("concept", {"directeur_swv"})
        for s in ("ingediend", "besproken", "vastgesteld", "gepubliceerd")
    },
}


@pytest.mark.regel("VER-01", "VER-17", "VER-18")
def test_wie_welke_stap_uit_welke_stand_zet() -> None:
    procedure = catalogus.procedure("verantwoording")
    assert {(van, s.verb): (s.naar, set(s.wie)) for s in procedure.stappen for van in s.van} == TABEL


@pytest.mark.regel("VER-14")
def test_heropenen_en_intrekken_vragen_een_reden_en_een_geldverschil_houdt_niets_tegen() -> None:
    procedure = catalogus.procedure("verantwoording")
    assert all(s.reden_verplicht for verb in ("heropenen", "intrekken") for s in procedure.met_verb(verb))
    assert "verantwoording.geld" not in {c for s in procedure.stappen for c in s.voorwaarden}


def test_alle_voorwaarden_zijn_aangemeld() -> None:
    assert procedures_compleet(None) == []


def test_de_beschrijving_klopt_met_de_tabel() -> None:
    """Fails with the command that writes it anew."""
    call_command("procedures_beschrijven", "--controleer")


@pytest.mark.django_db
def test_de_hele_weg_en_geen_stap_daarbuiten(maak_rapport: Any, maak_wie: Any) -> None:
    rapport = maak_rapport("99001", stand="concept")
    mensen = {rol: maak_wie(rol) for rol in ("bestuurder", "bestuursadviseur", "kwaliteit_swv", "directeur_swv", "opr")}
    for rol, verb, naar in (
        ("bestuurder", "indienen", "ingediend"),
        ("kwaliteit_swv", "bespreken", "besproken"),
        ("kwaliteit_swv", "vaststellen", "vastgesteld"),
        ("directeur_swv", "publiceren", "gepubliceerd"),
    ):
        for ander, wie in mensen.items():
            mag = {k.verb for k in mogelijke_stappen(wie, rapport.zaak)}
            verwacht = {
                v for (stand, v), (_, rollen) in TABEL.items() if stand == rapport.zaak.stand and ander in rollen
            }
            assert mag == verwacht, (ander, rapport.zaak.stand)
            if verb not in mag:
                with pytest.raises(Fout):
                    stap_zetten(wie=wie, zaak=rapport.zaak, verb=verb)
        stap_zetten(wie=mensen[rol], zaak=rapport.zaak, verb=verb)
        assert rapport.zaak.stand == naar
