"""Registrations: sign-ups that wait for proof of the e-mail address."""
