"""Devices: the browsers a person has signed in with before."""
