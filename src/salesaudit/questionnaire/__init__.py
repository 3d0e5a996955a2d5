"""Questions, what to ask next, and the company file that the answers make."""
