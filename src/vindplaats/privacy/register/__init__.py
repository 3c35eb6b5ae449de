"""Corridor: the register of processing (AVG art. 30), made from what the rooms declare and what an SWV adds."""
