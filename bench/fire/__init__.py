"""Ballots are cast while servers and databases are killed; afterwards nothing may be amiss."""
