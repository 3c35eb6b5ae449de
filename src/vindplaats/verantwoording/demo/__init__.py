"""The demonstration of this room: three school years of invented reports, dialogue, figures, inbox and collective account.

Texts and amounts stand in `gegevens/*.yaml` (one file per board), what happens when in `draaiboek.py`. Everything goes through
the verbs of the house with the clock set back, so that history and log are true.
"""
