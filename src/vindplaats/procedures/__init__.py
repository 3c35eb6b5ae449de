"""Procedures: who may take which step in which state, as one table per procedure (a YAML file of the owning room).

Here: the table and its loader (`definitie`), the list of known tables (`catalogus`), pure questions about them (`rules`),
the rows (`Zaak`, `Overgang`, `Termijn`, `Termijninstelling`, `Herinnering`), the verbs and the reads.
Not here: what the step is about. The owning room registers that in `kern.registers` (`zaak_zicht`, `voorwaarden`,
`onderwerpen`, `stapdaden`) and calls `actions.zaak_openen` and `actions.stap_zetten`; nobody else sets a state.
"""
