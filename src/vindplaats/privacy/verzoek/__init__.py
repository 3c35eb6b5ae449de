"""Corridor: access exports, erasure and clearing-up, run over what the rooms declare about people."""
