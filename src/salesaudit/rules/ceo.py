"""CEO: the architect of the system."""
