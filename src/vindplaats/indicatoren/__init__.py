"""Indicatoren: what a figure means (a declaration of the owning room) and what was measured (rows with source and sentence).

Here: the declaration and its loader (`declaratie`), the sums (`rules`), `Meetwaarde` and `Norm`, the verbs and the reads,
one page that opens a figure. Not here: where figures come from (rooms propose them or register a query in
`kern.registers.indicator_vragen`) and dashboards (`kwaliteit`, `portaal`).
"""
