"""Attacks on the whole house, found through the url resolver: a new room is attacked without anyone adding a line here."""
