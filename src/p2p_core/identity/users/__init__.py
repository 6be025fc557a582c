"""Users: one person, one account."""
