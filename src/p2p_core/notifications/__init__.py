"""Notifications: what people are told, and the mails that tell them."""
