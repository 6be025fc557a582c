"""Logins: the door, where people show who they are."""
