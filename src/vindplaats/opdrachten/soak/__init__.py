"""`./vindplaats soak`: a scripted day of work while web, worker and database are killed at random moments (promise 3).

`huis` holds the real processes, `postgres` a PostgreSQL of its own that may be killed, `mensen` who works and what they
were told was done, `toezicht` what must be true afterwards, `opdracht` the command. It never touches your own database.
"""
