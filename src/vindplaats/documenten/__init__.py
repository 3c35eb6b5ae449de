"""Documenten: files that come in (hostile until proven otherwise), and PDF, Word and tables that go out, in house style.

Not here: what a document means; that is for the room that made or received it.
"""
