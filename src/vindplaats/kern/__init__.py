"""Floor 0, kern: clock and school years, terms, money, registries, base models, the look. No tables.

What needs to point upward (an indicator, an eraser, a worklist entry, who may see a file) is declared by the
upper room in `kern.registers` and read here. Domain rules belong in the rooms, not here.
"""
