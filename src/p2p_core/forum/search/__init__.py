"""Search: what was written, found by its words."""
