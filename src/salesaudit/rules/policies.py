"""POL: the five questions."""
