"""Privacy: the work of the privacy officer on top of what the rooms declare (AVG, law.md section 4).

Here: the register of processing, consent purposes and retention, the explorer of the log, data breaches, export and
erasure of one person. Not here: the log itself and its chain (`toegang`), the declarations (each room its own).
"""
