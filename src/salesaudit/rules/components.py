"""CMP: lead generation, sales, production."""
