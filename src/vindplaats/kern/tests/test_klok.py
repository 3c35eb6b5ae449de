"""The one clock: set for the demonstration and for tests, and never left behind."""

import datetime as dt

import pytest
from django.utils import timezone

from vindplaats.kern import klok


def test_op_zet_de_klok_en_zet_hem_terug() -> None:
    toen = timezone.make_aware(dt.datetime(2024, 3, 5, 0, 30))
    with klok.op(toen):
        assert klok.nu() == toen
        assert klok.vandaag() == dt.date(2024, 3, 5)
        with klok.op(toen + dt.timedelta(days=2)):
            assert klok.vandaag() == dt.date(2024, 3, 7)
        assert klok.nu() == toen
    assert abs(klok.nu() - timezone.now()) < dt.timedelta(days=4000)
    assert klok.nu() != toen


def test_na_een_fout_loopt_de_klok_weer() -> None:
    toen = timezone.make_aware(dt.datetime(2001, 1, 1))
    with pytest.raises(RuntimeError), klok.op(toen):
        raise RuntimeError
    assert klok.vandaag().year > 2001


def test_een_moment_zonder_tijdzone_wordt_geweigerd() -> None:
    with pytest.raises(ValueError, match="tijdzone"), klok.op(dt.datetime(2024, 1, 1)):
        pass
