"""Fixtures of rooms that tests across rooms use too."""

from vindplaats.verantwoording.tests.conftest import maak_rapport

__all__ = ["maak_rapport"]
