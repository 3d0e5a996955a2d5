"""LGN: lead generation."""
