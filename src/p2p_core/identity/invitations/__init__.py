"""Invitations: how an organization's admins bring their colleagues in."""
