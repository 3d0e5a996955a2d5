"""IMP: said, written, done."""
