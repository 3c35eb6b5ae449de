"""Techniek: the work of the host. No table of its own holds content.

Corridors: `bewaren` (backup, restore, everything out and in again), `toestand` (health, metrics, jobs, check).
Not here: the queue itself (`kern.taken`), settings (`conf`), starting and stopping (`opdrachten`).
"""
