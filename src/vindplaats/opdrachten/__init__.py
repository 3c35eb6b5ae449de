"""The commands of ./vindplaats: the top of the house, nobody imports it.

Here: demo, test, serve, worker, manage, regels, check, and the door to the commands of the rooms (`<room>/opdrachten.py`).
Not here: what the commands do to the data; that stands in the actions and queries of the rooms.
"""
