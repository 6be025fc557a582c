"""Mentions: who is named in a topic or a reply."""
