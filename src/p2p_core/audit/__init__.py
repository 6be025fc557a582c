"""The audit log: who did what, readable by operators and, for their own organization, by admins."""
