"""Floor 1, formats: a questionnaire as data, and the answers given in it.

One definition (a validated YAML file) gives the screen with autosave, the completeness list, the exports, the import,
the comparison of years and of boards. Not here: who may see which answers; the owning room decides that first.
Doors: `formats.definitie` (pure), `formats.actions`, `formats.queries`, `formats.rules`.
"""
