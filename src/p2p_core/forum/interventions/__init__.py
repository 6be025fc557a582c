"""Interventions: what somebody did with another's words, and why."""
