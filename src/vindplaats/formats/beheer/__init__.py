"""The form manager: an SWV makes, tries, publishes and withdraws its own version of a form, without a developer.

`inhoud` holds a draft as plain data (pure), `verschil` and `proef` say what a version means (pure), `actions` are the verbs.
"""
