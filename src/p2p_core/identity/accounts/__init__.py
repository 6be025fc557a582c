"""Accounts as those who run an installation look after them, from its command line."""
