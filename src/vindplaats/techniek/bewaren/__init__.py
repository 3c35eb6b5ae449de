"""Keeping and moving data: the encrypted copy of everything, putting it back, and all data of one SWV out and in again."""
