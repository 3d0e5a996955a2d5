"""What changed between two audits, for people and for programs."""
