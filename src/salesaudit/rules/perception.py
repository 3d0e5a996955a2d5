"""GAP: who sees it differently."""
