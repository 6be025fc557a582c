"""Randomness from the operating system."""

from secrets import token_urlsafe

_BYTES = 32


class SystemSecrets:
    """Secrets of 256 bits."""

    def token(self) -> str:
        return token_urlsafe(_BYTES)
