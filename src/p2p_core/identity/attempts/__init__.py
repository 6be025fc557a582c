"""Attempts: what may be tried only so often, counted where every process sees it."""
