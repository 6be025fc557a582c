"""Passwords: choosing another one, with the old one or with a link from a mail."""
