"""Mails that leave the machine."""
