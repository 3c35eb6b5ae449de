"""Portaal: what lies across rooms: my work, search, the handbook (`hulp`).

Not here: anything of one room. A room puts its part in through the registries of `kern` (werklijsten, zoekers, navigatie).
"""
