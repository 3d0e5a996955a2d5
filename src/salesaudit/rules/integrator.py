"""INT: sales and the other departments."""
