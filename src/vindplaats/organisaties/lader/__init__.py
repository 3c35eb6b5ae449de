"""The loader of open data: `lezen` (bytes -> rows, pure), `verschil` (what would change, pure), `stand` (the database).

The verb that writes is `actions.laden_toepassen`; the command is `opdrachten.app`.
"""
