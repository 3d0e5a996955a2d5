"""STR: the course."""
