"""Corridor: retention terms and what reaches them, consent purposes and consent itself, and the overview of the officer."""
