"""EVD: what the deals say."""
