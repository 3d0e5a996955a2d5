"""REP: the sellers."""
