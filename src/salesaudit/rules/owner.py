"""OWN: the owner."""
