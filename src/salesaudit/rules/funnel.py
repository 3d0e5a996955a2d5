"""FNL: the funnel."""
