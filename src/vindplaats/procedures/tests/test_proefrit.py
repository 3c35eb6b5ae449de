"""The try-out does what the engine does, on nothing real; walking everything finds what is broken."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from vindplaats.kern import klok
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.procedures import proefrit
from vindplaats.procedures.actions import stap_zetten, termijn_hervatten, termijn_opschorten, zaak_openen
from vindplaats.procedures.definitie import laad_tekst
from vindplaats.procedures.models import Termijn, Zaak
from vindplaats.procedures.tests.fabriek import ONDERWERP, THEE
from vindplaats.toegang.wie import Wie

BEGIN = dt.date(2024, 3, 4)
WEG = [
    (0, "stap", "vragen", "bestuurder"),
    (10, "stap", "terugleggen", "directeur_swv"),
    (19, "stap", "aanvullen", "bestuurder"),
    (25, "schors", "besluit", "directeur_swv"),
    (32, "hervat", "besluit", "directeur_swv"),
    (40, "stap", "besluiten", "directeur_swv"),
    (50, "stap", "bezwaar_maken", "bestuurder"),
    (95, "stap", "antwoorden", "directeur_swv"),
]


def daden() -> list[dict[str, Any]]:
    """The same road as deeds, with the clock moved in between."""
    uit: list[dict[str, Any]] = []
    nu = 0
    for dag, soort, wat, rol in WEG:
        if dag > nu:
            uit.append({"soort": "klok", "dag": (BEGIN + dt.timedelta(days=dag)).isoformat()})
            nu = dag
        uit.append(
            {"soort": soort, "verb": wat, "rol": rol}
            if soort == "stap"
            else {"soort": soort, "termijn": wat, "rol": rol}
        )
    return uit


def moment(dag: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(BEGIN + dt.timedelta(days=dag), dt.time(12)))


@pytest.mark.django_db
@pytest.mark.regel("T-12")
def test_de_proef_en_de_echte_motor_komen_op_hetzelfde_uit(proefronde: Any, streek: Any, maak_wie: Any) -> None:
    mensen = {rol: maak_wie(rol) for rol in ("bestuurder", "directeur_swv")}
    with klok.op(moment(0)):
        zaak = zaak_openen(
            wie=Wie.taak("t"), procedure="proefronde", onderwerp=ONDERWERP, organisatie=streek.bestuur, swvs=[streek.swv],
            schooljaar=Schooljaar(2023),
        )  # fmt: skip
    for dag, soort, wat, rol in WEG:
        with klok.op(moment(dag)):
            if soort == "stap":
                stap_zetten(wie=mensen[rol], zaak=zaak, verb=wat) if wat != "terugleggen" else stap_zetten(
                    wie=mensen[rol], zaak=zaak, verb=wat, reden="Er mist iets"
                )
            else:
                termijn = Termijn.objects.voor_taak("t").get(zaak=zaak, code=wat, stand__in=("lopend", "opgeschort"))
                daad = termijn_opschorten if soort == "schors" else termijn_hervatten
                daad(wie=mensen[rol], termijn=termijn, reden="Ziek")
    spel = proefrit.speel(proefronde, BEGIN, Schooljaar(2023), daden())
    assert spel.fouten == []
    assert spel.stand == zaak.stand == "besloten"
    echt = [(t.code, t.begin, t.eind, t.stand, t.opnieuw) for t in Termijn.objects.voor_taak("t").filter(zaak=zaak)]
    nagespeeld = [(t.code, t.begin, t.eind, t.stand, t.opnieuw) for t in spel.termijnen]
    assert sorted(echt, key=str) == sorted(nagespeeld, key=str)


@pytest.mark.django_db
def test_een_proef_bewaart_en_verstuurt_niets(proefronde: Any) -> None:
    from vindplaats.toegang.models import Bericht

    proefrit.speel(proefronde, BEGIN, Schooljaar(2023), daden())
    assert Zaak.objects.voor_taak("t").count() == 0
    assert Bericht.objects.zichtbaar_voor(Wie.taak("t")).count() == 0


def test_herinneringen_op_hun_eigen_dag_en_een_keer() -> None:
    from vindplaats.procedures.rules import Instelling

    tabel = laad_tekst(THEE)
    gezet = {"afspraak": [Instelling("PO9901", BEGIN + dt.timedelta(days=20))]}
    tot = (BEGIN + dt.timedelta(days=30)).isoformat()
    spel = proefrit.speel(tabel, BEGIN, Schooljaar(2023), [{"soort": "klok", "dag": tot}], gezet)
    gestuurd = [((r.dag - BEGIN).days, r.rollen) for r in spel.regels if r.soort == "herinnering"]
    assert gestuurd == [(13, ("bestuurder",)), (20, ("bestuurder",)), (23, ("directeur_swv",))]
    assert spel.dag == BEGIN + dt.timedelta(days=30)


def test_berichten_met_ingevulde_velden() -> None:
    met = THEE.replace(
        "bevestiging: Het verband leest mee.,",
        "berichten: [{code: a, naar: [directeur_swv], tekst: '{{stap}} door {{organisatie}}: {{stand}}, {{termijn}} {{uiterlijk}}.'}],",
    )
    spel = proefrit.speel(
        laad_tekst(met), BEGIN, Schooljaar(2023), [{"soort": "stap", "verb": "vragen", "rol": "bestuurder"}]
    )
    bericht = next(r for r in spel.regels if r.soort == "bericht")
    assert bericht.rollen == ("directeur_swv",)
    assert bericht.zin.replace("\xa0", " ") == (
        "Vraag aan door Stichting De Voorbeeldschool: Gevraagd, Besluit nemen 29 april 2024."
    )


@pytest.mark.parametrize(
    ("daad", "zin"),
    [
        ({"soort": "stap", "verb": "besluiten", "rol": "directeur_swv"}, "kan hier niet in deze rol"),
        ({"soort": "stap", "verb": "vragen", "rol": "opr"}, "kan hier niet in deze rol"),
        ({"soort": "klok", "dag": "gisteren"}, "geldige datum"),
        ({"soort": "klok", "dag": "2024-01-01"}, "Kies een dag na vandaag"),
        ({"soort": "klok", "dag": "2999-01-01"}, "hoogstens vier jaar"),
        ({"soort": "verleng", "termijn": "besluit", "rol": "directeur_swv"}, "loopt nu niet"),
        ({"soort": "verleng", "termijn": "afspraak", "rol": "bestuurder"}, "kan niet in deze rol"),
    ],
)
def test_wat_niet_kan_verandert_niets(daad: dict[str, Any], zin: str) -> None:
    kaal = proefrit.speel(laad_tekst(THEE), BEGIN, Schooljaar(2023))
    spel = proefrit.speel(laad_tekst(THEE), BEGIN, Schooljaar(2023), [daad])
    assert zin in spel.fouten[0]
    assert (spel.stand, spel.dag, len(spel.regels)) == (kaal.stand, kaal.dag, len(kaal.regels))


def test_alles_nalopen_vindt_dood_lopende_wegen_en_termijnen() -> None:
    from dataclasses import replace

    tabel = laad_tekst(THEE)
    goed = proefrit.loop_alles_na(tabel)
    assert goed[0].ernst == "goed"
    zonder = replace(tabel, stappen=tuple(s for s in tabel.stappen if s.verb not in {"intrekken", "antwoorden"}))
    zinnen = {b.zin for b in proefrit.loop_alles_na(zonder) if b.ernst == "fout"}
    assert "De stand 'Ingetrokken' is met geen enkele stap te bereiken." in zinnen
    assert "Uit de stand 'Bezwaar' kan niemand meer weg." in zinnen
    assert "Vanuit 'Nieuw' is het einde van de procedure niet te bereiken." in zinnen
    lek = replace(tabel, stappen=tuple(replace(s, vervalt=()) if s.verb == "intrekken" else s for s in tabel.stappen))
    let_op = " ".join(b.zin for b in proefrit.loop_alles_na(lek) if b.ernst == "aandacht")
    assert "In 'Ingetrokken' is alles klaar, maar er loopt nog een termijn door" in let_op
    stil = replace(tabel, stappen=tuple(replace(s, start=()) if s.verb == "vragen" else s for s in tabel.stappen))
    assert "In 'Gevraagd' loopt de termijn 'Besluit nemen' niet als je er komt via 'Vraag aan'." in {
        b.zin for b in proefrit.loop_alles_na(stil)
    }
