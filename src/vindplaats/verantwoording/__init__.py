"""Floor 7, verantwoording: the boards' yearly account (VER-01..18).

Corridors: `lezer` (pure reader of existing documents), `invullen` (editor and procedure), `inlezen` (inbox and review),
`bespreken` (compare, ask, agree), `bundelen` (collective account and exports). Tables stand in `models.py`.
Not here: the form itself (a file in `definities`, engine `formats`), states (engine `procedures`), figures (`indicatoren`).
"""
