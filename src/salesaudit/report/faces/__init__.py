"""The faces of the report: each lays out a `View` and decides nothing."""
