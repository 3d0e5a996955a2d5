"""SYS: what the sales system is made of."""
