"""Collective account of an SWV or a region, and the exports of each report (D8, D9, VER-17)."""
