"""Vindplaats: the workplace of a samenwerkingsverband passend onderwijs. The plan of the house: docs/huis.md."""

__version__ = "0.2.0"
