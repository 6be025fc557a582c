"""Cryptography for passwords and tokens, by libraries that do nothing else."""
