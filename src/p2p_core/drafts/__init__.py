"""Drafts: what somebody is still writing, kept for themselves on the server."""
