"""Running the house: check, health, readiness, log lines, metrics, jobs and mail that must arrive."""
