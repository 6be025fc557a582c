"""Marks: what people do with what they read."""
