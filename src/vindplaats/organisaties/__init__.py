"""Floor 1, organisaties: SWV, bestuur, school site, gemeente(deel), partner; who belongs where, from and until.

Not here: people and roles (`toegang`). Doors: `organisaties.queries`, `organisaties.actions`, `organisaties.lader`.
Keys used everywhere: `swv:PO3105`, `bestuur:90001`, `school:99AB00`, `gemeente:0935`, `partner:<uuid>`.
"""
