"""Access tokens: secrets that scripts show instead of signing in."""
