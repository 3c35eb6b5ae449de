"""Corridor: data breaches, from a report in one short form to the register that AVG art. 33 lid 5 asks for."""
