"""No right survives its end: random lives of roles, stand-ins and looking along, on real rows, with the clock running on.

The oracle is a plain ledger of periods, written down apart from the code. After every step each open session is asked, through
`wie_van`, who it is: the answer must be one that the ledger allows at that moment, and rights and reading-only must fit it.
"""

import contextlib
import datetime as dt
import uuid
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from vindplaats.kern.fouten import Fout
from vindplaats.kern.klok import op
from vindplaats.toegang import actions, actions_meekijken, actions_rechten, actions_vertrek, actions_volmacht, rollen
from vindplaats.toegang.models import Gebruiker, Rechtenronde, RolToekenning
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.queries import (
    SESSIE_MEE,
    SESSIE_ROL,
    meekijken_nu,
    toekenningen_van,
    volmachten_voor,
    wie_uit,
    wie_van,
)
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning
from vindplaats.toegang.wie import Wie

BEGIN = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
BESTUUR, SWV = "bestuur:99001", "swv:PO9901"
MENSEN = st.integers(0, 3)
DAGEN = st.integers(0, 6)


@dataclass
class Periode:
    """A thing in the ledger: whose, first and last day, and when it was stopped."""

    wie: uuid.UUID
    van: dt.date
    tot: dt.date | None
    stop: dt.datetime | None = None

    def geldt(self, moment: dt.datetime) -> bool:
        dag = _dag(moment)
        return self.van <= dag and (self.tot is None or dag <= self.tot) and (self.stop is None or moment < self.stop)


@dataclass
class Boek:
    """The ledger: grants by id, stand-ins (their grant), looking along (moments)."""

    rollen: dict[uuid.UUID, Periode] = field(default_factory=dict)
    waar: dict[uuid.UUID, tuple[str, str]] = field(default_factory=dict)
    namens: dict[uuid.UUID, tuple[Periode, uuid.UUID]] = field(default_factory=dict)
    kijkt: dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID, dt.datetime, dt.datetime]] = field(default_factory=dict)

    def heeft(self, pk: uuid.UUID, moment: dt.datetime) -> bool:
        return self.rollen[pk].geldt(moment)

    def vervangt(self, pk: uuid.UUID, moment: dt.datetime) -> bool:
        periode, rol = self.namens[pk]
        collega = any(
            p.wie == periode.wie and self.waar[r][1] == self.waar[rol][1] and p.geldt(moment)
            for r, p in self.rollen.items()
        )
        return periode.geldt(moment) and self.heeft(rol, moment) and collega


def _dag(moment: dt.datetime) -> dt.date:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()


class Levens(RuleBasedStateMachine):
    """People, their roles and their open sessions."""

    def __init__(self) -> None:
        super().__init__()
        self.atomair = transaction.atomic()
        self.atomair.__enter__()
        self.moment, self.boek = BEGIN, Boek()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomair.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        with op(self.moment):
            self.mensen = [maak_gebruiker() for _ in range(4)]
            self.beheer = [maak_toekenning("functioneel_beheerder", SWV) for _ in range(2)]
            for rol in self.beheer:
                self._boek_rol(rol)
            self.mensen.append(self.beheer[0].gebruiker)
            for nummer, rol in enumerate(("bestuurder", "bestuursadviseur", "bestuurder", "bestuursadviseur")):
                self._boek_rol(maak_toekenning(rol, BESTUUR, gebruiker=self.mensen[nummer]))
        for wie, naar in ((0, 1), (2, 3)):
            self.vervangen(wie=wie, naar=naar, na=0, lang=6, deel=False)
        self.sessies = [SimpleNamespace(user=m, session={}) for m in self.mensen]
        for s in self.sessies:
            s.user.is_authenticated  # noqa: B018

    def _boek_rol(self, rij: RolToekenning) -> None:
        self.boek.rollen[rij.pk] = Periode(rij.gebruiker_id, rij.van, rij.tot)
        self.boek.waar[rij.pk] = (rij.rol, rij.organisatie)

    def _beheerder(self) -> Wie:
        return wie_uit(self.beheer[1])

    def _als(self, nummer: int) -> Wie | None:
        """The person in an own role of now, at the database."""
        rij = (
            RolToekenning.objects.filter(gebruiker=self.mensen[nummer], beeindigd_op=None)
            .select_related("gebruiker")
            .first()
        )
        return wie_uit(rij) if rij else None

    # --- what people do -----------------------------------------------------------------------------------------------

    @rule(
        wie=MENSEN,
        rol=st.sampled_from(["bestuurder", "bestuursadviseur", "gmr"]),
        na=DAGEN,
        lang=st.one_of(st.none(), DAGEN),
    )
    def rol_geven(self, wie: int, rol: str, na: int, lang: int | None) -> None:
        van = _dag(self.moment) + dt.timedelta(days=na)
        tot = None if lang is None else van + dt.timedelta(days=lang)
        with op(self.moment), contextlib.suppress(Fout):
            self._boek_rol(actions.rol_geven(
                wie=self._beheerder(), gebruiker=self.mensen[wie], rol=rol, organisatie=BESTUUR, van=van, tot=tot
            ))  # fmt: skip

    @rule(keuze=st.integers(0, 20), na=st.one_of(st.none(), DAGEN))
    def rol_beeindigen(self, keuze: int, na: int | None) -> None:
        rijen = [pk for pk, (_, waar) in self.boek.waar.items() if waar == BESTUUR]
        pk = rijen[keuze % len(rijen)]
        dag = None if na is None else _dag(self.moment) + dt.timedelta(days=na)
        with op(self.moment), contextlib.suppress(Fout):
            actions.rol_beeindigen(wie=self._beheerder(), toekenning=RolToekenning.objects.get(pk=pk), laatste_dag=dag)
            periode = self.boek.rollen[pk]
            if dag is None:
                periode.stop = periode.stop or self.moment
            else:
                periode.tot = dag

    @rule(wie=MENSEN, naar=MENSEN, na=DAGEN, lang=DAGEN, deel=st.booleans())
    def vervangen(self, wie: int, naar: int, na: int, lang: int, deel: bool) -> None:
        van = _dag(self.moment) + dt.timedelta(days=na)
        with op(self.moment), contextlib.suppress(Fout):
            gever = self._als(wie)
            if gever is None:
                return
            rij = actions_volmacht.volmacht_geven(
                wie=gever, naar=self.mensen[naar], van=van, tot=van + dt.timedelta(days=lang), waarom="verlof",
                rechten=["toegang.mensen_zien"] if deel and gever.rol == "bestuurder" else [],
            )  # fmt: skip
            assert self.boek.heeft(rij.toekenning_id, self.moment)
            self.boek.namens[rij.pk] = (Periode(rij.naar_id, rij.van, rij.tot), rij.toekenning_id)

    @rule(keuze=st.integers(0, 20), door=MENSEN)
    def vervanging_stoppen(self, keuze: int, door: int) -> None:
        from vindplaats.toegang.models import Volmacht

        if not self.boek.namens:
            return
        pk = list(self.boek.namens)[keuze % len(self.boek.namens)]
        with op(self.moment), contextlib.suppress(Fout):
            wie = self._als(door) or self._beheerder()
            actions_volmacht.volmacht_beeindigen(wie=wie, volmacht=Volmacht.objects.get(pk=pk))
            self.boek.namens[pk][0].stop = self.moment

    @rule(uren=st.integers(1, 4), vooraf=st.booleans())
    def meekijken(self, uren: int, vooraf: bool) -> None:
        with op(self.moment), contextlib.suppress(Fout):
            baas = self._als(0)
            if baas and baas.rol == "bestuurder":
                actions_meekijken.meekijkregel_zetten(wie=baas, organisatie=BESTUUR, vooraf=vooraf)
            rij = actions_meekijken.meekijken_vragen(
                wie=wie_uit(self.beheer[0]), organisatie=BESTUUR, rol="bestuursadviseur", waarom="een knop die niets doet",
                melding="M", uren=uren,
            )  # fmt: skip
            if rij.begint_op:
                self.boek.kijkt[rij.pk] = (
                    rij.aanvrager_id,
                    self.beheer[0].pk,
                    self.moment,
                    self.moment + dt.timedelta(hours=uren),
                )
                self.sessies[4].session[SESSIE_MEE] = str(rij.pk)

    @rule()
    def meekijken_stoppen(self) -> None:
        from vindplaats.toegang.models import Meekijken

        with op(self.moment), contextlib.suppress(Fout):
            baas, pk = self._als(0), next(reversed(self.boek.kijkt), None)
            if baas and pk:
                actions_meekijken.meekijken_beeindigen(wie=baas, meekijken=Meekijken.objects.get(pk=pk))
                wie, rol, van, tot = self.boek.kijkt[pk]
                self.boek.kijkt[pk] = (wie, rol, van, min(tot, self.moment))

    @rule(wie=MENSEN, na=DAGEN, nu=st.booleans())
    def vertrekken(self, wie: int, na: int, nu: bool) -> None:
        dag = _dag(self.moment) + dt.timedelta(days=na)
        opvolger = self.mensen[(wie + 1) % 4]
        with op(self.moment), contextlib.suppress(Fout):
            self._met_savepoint(
                lambda: actions_vertrek.vertrek_regelen(
                    wie=self._beheerder(), gebruiker=self.mensen[wie], organisatie=BESTUUR, laatste_dag=dag, per_direct=nu,
                    opvolgers={"alles": str(opvolger.pk)}, rollen_ook=False,
                )
            )  # fmt: skip
            for pk, periode in self.boek.rollen.items():
                if periode.wie != self.mensen[wie].pk or self.boek.waar[pk][1] != BESTUUR or periode.stop:
                    continue
                if periode.tot is not None and periode.tot < _dag(self.moment):
                    continue
                self._loopt_af(periode, dag, nu)
            for (
                periode,
                rol,
            ) in self.boek.namens.values():  # who leaves stands in for nobody any more, nor is stood in for
                van_wie = {periode.wie, self.boek.rollen[rol].wie}
                if self.mensen[wie].pk in van_wie and self.boek.waar[rol][1] == BESTUUR and not periode.stop:
                    self._loopt_af(periode, dag, nu)

    def _loopt_af(self, periode: Periode, dag: dt.date, nu: bool) -> None:
        if nu or periode.van > dag:
            periode.stop = self.moment
        else:
            periode.tot = dag if periode.tot is None else min(periode.tot, dag)

    @rule(weg=st.booleans())
    def nakijken(self, weg: bool) -> None:
        with op(self.moment), contextlib.suppress(Fout):
            open_ = Rechtenronde.objects.filter(organisatie=BESTUUR, afgerond_op=None).first()
            ronde = open_ or actions_rechten.ronde_beginnen(wie=self._beheerder(), organisatie=BESTUUR)
            regels = list(ronde.regels.filter(besluit="")[:1])
            if not regels:
                return
            daad = actions_rechten.rechten_beeindigen if weg else actions_rechten.rechten_bevestigen
            daad(wie=self._beheerder(), ronde=ronde, regels=[r.pk for r in regels])
            if weg:
                self.boek.rollen[regels[0].toekenning_id].stop = self.moment

    @rule(uren=st.sampled_from([1, 5, 24, 24 * 3]))
    def verder(self, uren: int) -> None:
        self.moment += dt.timedelta(hours=uren)

    @rule(nummer=st.integers(0, 4), keuze=st.integers(0, 30))
    def rol_kiezen(self, nummer: int, keuze: int) -> None:
        """Put any key in the session, also one that was never this person's or is long over."""
        sleutels = [*self.boek.rollen, *self.boek.namens, *self.boek.kijkt]
        sessie = self.sessies[nummer].session
        sessie[SESSIE_ROL] = str(sleutels[keuze % len(sleutels)])
        if keuze % 3 == 0 and self.boek.kijkt:
            sessie[SESSIE_MEE] = str(next(reversed(self.boek.kijkt)))
        elif keuze % 3 == 1:
            sessie.pop(SESSIE_MEE, None)

    def _met_savepoint(self, daad: Any) -> None:
        with transaction.atomic():
            daad()

    # --- what must always hold ----------------------------------------------------------------------------------------

    @invariant()
    def niemand_heeft_meer_dan_het_boek(self) -> None:
        with op(self.moment):
            for sessie in getattr(self, "sessies", ()):
                self._klopt(sessie.user, wie_van(sessie))
                self._precies_het_boek(sessie.user)

    def _precies_het_boek(self, mens: Gebruiker) -> None:
        """What the house would let this person choose is what the ledger says, no more and no less."""
        boek, nu = self.boek, self.moment
        eigen = {pk for pk, p in boek.rollen.items() if p.wie == mens.pk and p.geldt(nu)}
        assert {t.pk for t in toekenningen_van(mens)} == eigen
        namens = {pk for pk, (p, _) in boek.namens.items() if p.wie == mens.pk and boek.vervangt(pk, nu)}
        assert {v.pk for v in volmachten_voor(mens)} == namens
        for pk, (van, rol, begin, eind) in boek.kijkt.items():
            mag_kijken = van == mens.pk and begin <= nu < eind and boek.heeft(rol, nu)
            assert (meekijken_nu(mens, str(pk)) is not None) == mag_kijken

    def _klopt(self, mens: Gebruiker, wie: Wie | None) -> None:
        mag_nu = {pk for pk, p in self.boek.rollen.items() if p.wie == mens.pk and p.geldt(self.moment)}
        if wie is None:
            assert not mag_nu
            return
        assert wie.gebruiker_id == mens.pk
        if wie.alleen_lezen:
            van, rol, begin, eind = self.boek.kijkt[wie.meekijken_id]
            assert van == mens.pk
            assert begin <= self.moment < eind
            assert self.boek.heeft(rol, self.moment)
            assert not mag(wie, "toegang.rol_geven")
            assert not mag(wie, "toegang.mensen_zien")
        elif wie.volmacht_id:
            assert self.boek.vervangt(wie.volmacht_id, self.moment)
            assert self.boek.namens[wie.volmacht_id][0].wie == mens.pk
            for recht in (
                "toegang.rol_geven",
                "toegang.uitnodigen",
                "toegang.volmacht_geven",
                "toegang.vertrek_regelen",
            ):
                assert not mag(wie, recht, BESTUUR)
        else:
            assert wie.toekenning_id in mag_nu
            assert (wie.rol, wie.organisatie) == self.boek.waar[wie.toekenning_id]
        assert wie.rol in rollen.ROLLEN


@pytest.mark.regel("AVG-04", "P-10")
def test_geen_recht_overleeft_zijn_einde(streek: Any) -> None:
    run_state_machine_as_test(
        Levens,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
