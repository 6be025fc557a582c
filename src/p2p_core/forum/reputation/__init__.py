"""Reputation: what people's contributions are worth to others."""
