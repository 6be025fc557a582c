"""Secrets of second factors derived from the installation's keys: a copy of the database alone has none."""

import hmac
from collections.abc import Sequence

_LENGTH = 20
_NAME_LENGTH = 16


class DerivedFactorKeys:
    """New secrets come from the last key, older ones from the key they were made with, while it is there."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("second factors need at least one key")
        self._keys = {_name(key): key.encode() for key in keys}
        self._newest = _name(keys[-1])

    def names(self) -> tuple[str, ...]:
        """The names of all keys that are at hand."""
        return tuple(self._keys)

    def newest(self) -> str:
        return self._newest

    def secret(self, key_id: str, salt: str) -> bytes | None:
        key = self._keys.get(key_id)
        if key is None:
            return None
        return hmac.digest(key, b"second factor\n" + salt.encode(), "sha256")[:_LENGTH]


def _name(key: str) -> str:
    """What a key is known by in rows: nothing of it can be learned from that."""
    return hmac.digest(key.encode(), b"name of a key for second factors", "sha256").hex()[:_NAME_LENGTH]
