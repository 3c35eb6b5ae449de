"""Corridor: consent. Written down by the officer, or given by somebody about himself; withdrawn as easily as given."""
