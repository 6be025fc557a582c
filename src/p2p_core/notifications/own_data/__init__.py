"""Mails about one's own data: where to fetch it, and that it is gone."""
