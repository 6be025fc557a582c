"""Blocks: whom somebody wants to hear nothing of."""
