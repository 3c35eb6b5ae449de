"""Terms of law.md section 10, parties, reminders; and: no state is reached but through the table."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.procedures import rules
from vindplaats.procedures.definitie import Termijnsoort, Verlenging, Waarschuwing, bereikbaar, laad_tekst
from vindplaats.procedures.rules import Instelling
from vindplaats.procedures.tests.fabriek import THEE
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

PROEF = laad_tekst(THEE)
TOELATING = Termijnsoort(
    "toelating", "Toelating", weken=6, wettelijk=True, vast=True, verlenging=Verlenging(("schooldirecteur",), 28)
)
BEZWAAR, ANTWOORD, BESLUIT = (PROEF.termijn(code) for code in ("bezwaar", "antwoord", "besluit"))


def dag(tekst: str) -> dt.date:
    return dt.datetime.strptime(tekst, "%d-%m-%Y").date()


@pytest.mark.regel("Z-06", "ZP-03", "ZP-04")
def test_toelating_zes_weken_en_hoogstens_vier_erbij() -> None:
    begin = dag("06-10-2025")
    assert rules.bereken(TOELATING, begin).laatste_dag == dag("17-11-2025")
    assert rules.bereken(TOELATING, begin, verlengd=28).laatste_dag == dag("15-12-2025")
    grens = rules.hoogstens(TOELATING, begin, dag("17-11-2025"), 0, 0)
    assert grens is not None
    assert grens.laatste_dag == dag("15-12-2025")


@pytest.mark.regel("T-14")
def test_bezwaar_loopt_over_kerst_heen() -> None:
    uitkomst = rules.bereken(BEZWAAR, dag("13-11-2025"))
    assert uitkomst.laatste_dag == dag("29-12-2025")
    assert "Kerstdag" in uitkomst.uitleg[-1]


@pytest.mark.regel("T-15")
def test_beslissing_op_bezwaar_twaalf_weken_en_zes_erbij() -> None:
    begin = dag("29-12-2025")
    assert rules.bereken(ANTWOORD, begin).laatste_dag == dag("23-03-2026")
    assert rules.bereken(ANTWOORD, begin, verlengd=42).laatste_dag == dag("04-05-2026")


@pytest.mark.regel("T-12")
def test_dagen_die_een_termijn_stilstond_komen_erbij() -> None:
    zonder = rules.bereken(BESLUIT, dag("03-03-2025")).laatste_dag
    met = rules.bereken(BESLUIT, dag("03-03-2025"), opgeschort=14)
    assert zonder == dag("28-04-2025")
    assert met.laatste_dag == dag("12-05-2025")
    assert met.uitleg[0] == "De termijn heeft 2 weken stilgestaan; die komen erbij."


def test_niet_ingesteld_blijft_leeg_en_zegt_dat() -> None:
    uitkomst = rules.bereken(PROEF.termijn("afspraak"), dag("01-09-2023"))
    assert uitkomst.laatste_dag is None
    assert uitkomst.uitleg == ("Het samenwerkingsverband heeft hiervoor nog geen datum ingesteld.",)


def test_vroegste_datum_van_twee_verbanden_geldt() -> None:
    gezet = [Instelling("PO9902", dag("01-12-2024")), Instelling("PO9901", dag("01-11-2024"), bron="jaarplanning")]
    uitkomst = rules.bereken(PROEF.termijn("afspraak"), dag("01-09-2024"), instellingen=gezet)
    assert uitkomst.laatste_dag == dag("01-11-2024")
    assert uitkomst.uitleg == (
        "PO9901 heeft 01-11-2024 ingesteld (jaarplanning).", "De verbanden hebben verschillende datums; de vroegste geldt.",
    )  # fmt: skip


def test_een_datum_die_voorbij_is_geldt_niet_opnieuw() -> None:
    gezet = [Instelling("PO9901", dag("01-11-2024"))]
    soort = PROEF.termijn("afspraak")
    assert rules.bereken(soort, dag("01-12-2024"), instellingen=gezet).laatste_dag == dag("01-11-2024")
    opnieuw = rules.bereken(soort, dag("01-12-2024"), instellingen=gezet, opnieuw=True)
    assert opnieuw.laatste_dag is None
    assert "Spreek een nieuwe datum af" in opnieuw.uitleg[-1]


def test_ingesteld_aantal_dagen() -> None:
    soort = Termijnsoort("x", "X", instelling="dagen", instellen_door=("directeur_swv",))
    gezet = [Instelling("PO9901", dagen=21), Instelling("PO9902", dagen=14)]
    assert rules.bereken(soort, dag("01-11-2024"), instellingen=gezet).laatste_dag == dag("15-11-2024")
    assert rules.bereken(soort, dag("01-11-2024")).laatste_dag is None


@given(
    st.dates(dt.date(2015, 1, 1), dt.date(2040, 1, 1)), st.integers(0, 60), st.integers(0, 90),
    st.sampled_from([BEZWAAR, ANTWOORD, BESLUIT, TOELATING]),
)  # fmt: skip
def test_een_termijn_wordt_door_verlengen_of_stilstaan_nooit_korter(
    begin: dt.date, extra: int, stil: int, soort: Termijnsoort
) -> None:
    """Two ordinary days are the most the Algemene termijnenwet may lose when a term grows past twelve weeks."""
    kort, lang = (
        rules.bereken(soort, begin).laatste_dag,
        rules.bereken(soort, begin, verlengd=extra, opgeschort=stil).laatste_dag,
    )
    assert kort is not None
    assert lang is not None
    assert lang >= begin + dt.timedelta(weeks=soort.weken, days=extra + stil)
    assert kort >= begin + dt.timedelta(weeks=soort.weken)


def test_afloop_en_herinnering() -> None:
    assert rules.afloop(dag("01-11-2024"), dag("01-11-2024")) == "gehaald"
    assert rules.afloop(dag("01-11-2024"), dag("02-11-2024")) == "verlopen"
    assert rules.afloop(None, dag("02-11-2024")) == "gehaald"
    soort = PROEF.termijn("afspraak")
    eind = dag("15-11-2024")
    for op, dagen in (
        ("07-11-2024", None),
        ("08-11-2024", 7),
        ("14-11-2024", 7),
        ("15-11-2024", 0),
        ("17-11-2024", 0),
        ("18-11-2024", -3),
    ):
        gevonden = rules.herinnering(soort, eind, dag(op))
        assert (gevonden.dagen if gevonden else None) == dagen, op
    assert rules.herinnering(soort, None, eind) is None
    assert soort.waarschuw[0] == Waarschuwing(7, ("bestuurder",))


@pytest.mark.parametrize(
    ("rol", "organisatie", "scholen", "eigenaar", "swvs", "mag"),
    [
        ("bestuurder", "bestuur:1", [], "bestuur:1", [], True),
        ("bestuurder", "bestuur:2", [], "bestuur:1", ["swv:A"], False),
        ("bestuurder", "bestuur:1", ["school:X"], "school:X", [], True),
        ("directeur_swv", "swv:A", [], "bestuur:1", ["swv:A", "swv:B"], True),
        ("directeur_swv", "swv:C", ["school:X"], "school:X", ["swv:A"], False),
        ("schooldirecteur", "school:X", ["school:Y"], "school:Y", [], False),
        (SYSTEEM, "", [], "bestuur:1", [], True),
        ("onbekend", "bestuur:2", [], "bestuur:1", ["swv:A"], False),
    ],
)
def test_wie_partij_is(
    rol: str, organisatie: str, scholen: list[str], eigenaar: str, swvs: list[str], mag: bool
) -> None:
    assert rules.is_partij(rol, organisatie, scholen, eigenaar, swvs) is mag


rollen = st.sampled_from([*ROLLEN, SYSTEEM])
verbs = st.sampled_from([*PROEF.verbs, "dansen"])


@given(st.lists(st.tuples(verbs, rollen), max_size=25))
def test_geen_stand_wordt_bereikt_dan_door_de_tabel(pogingen: list[tuple[str, str]]) -> None:
    """Whatever people try, in whatever order: each change of state is one row of the table, by a role that row names."""
    stand = PROEF.begin
    for verb, rol in pogingen:
        naar = rules.volgende(PROEF, stand, verb, rol)
        rijen = [s for s in PROEF.stappen if stand in s.van and s.verb == verb and rol in s.wie]
        assert (naar is not None) == bool(rijen)
        assert verb in {s.verb for s in rules.stappen_voor(PROEF, stand, rol)} or naar is None
        if naar is not None:
            assert naar == rijen[0].naar
            stand = naar
    assert stand in bereikbaar(PROEF.begin, PROEF.stappen)
