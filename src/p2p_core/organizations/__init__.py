"""Organizations: the factories and companies whose people take part."""
