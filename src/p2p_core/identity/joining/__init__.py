"""Joining: how somebody who was invited becomes a colleague."""
