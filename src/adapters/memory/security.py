"""Passwords and signed tokens with the standard library alone."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from hashlib import scrypt
from secrets import token_bytes

from p2p_core.identity.users.ports import Verdict
from p2p_core.shared.errors import InvalidToken

_SALT = 16
_SIGNATURE = 32
_FACTOR = 20
_ONLY_KEY = "only"


class ScryptPasswords:
    """Salted scrypt (RFC 7914), block size 8; ``cost`` is its N, 2**14 in earnest."""

    def __init__(self, cost: int = 2**14) -> None:
        self._cost = cost

    def hash(self, password: str) -> str:
        """A salted hash to store."""
        return self._hash(password, token_bytes(_SALT), self._cost)

    def verify(self, password: str, stored: str) -> Verdict:
        """Whether it is the password of that hash."""
        cost, salt, _ = stored.split("$")
        again = self._hash(password, bytes.fromhex(salt), int(cost))
        correct = hmac.compare_digest(again, stored)
        weaker = int(cost) < self._cost
        return Verdict(correct, self.hash(password) if correct and weaker else None)

    def verify_nothing(self) -> None:
        """Take as long as ``verify``."""
        self.hash("")

    def _hash(self, password: str, salt: bytes, cost: int) -> str:
        digest = scrypt(password.encode(), salt=salt, n=cost, r=8, p=1)
        return f"{cost}${salt.hex()}${digest.hex()}"


class HmacFactorKeys:
    """Secrets of second factors derived by HMAC-SHA256 from a key that lives as long as the program."""

    def __init__(self) -> None:
        self._key = token_bytes(_SIGNATURE)

    def newest(self) -> str:
        """The name of the only key."""
        return _ONLY_KEY

    def secret(self, key_id: str, salt: str) -> bytes | None:
        """The secret for a salt."""
        return hmac.digest(self._key, salt.encode(), "sha256")[:_FACTOR] if key_id == _ONLY_KEY else None


class HmacTokens:
    """Subjects signed with HMAC-SHA256 under a key that lives as long as the program."""

    def __init__(self) -> None:
        self._key = token_bytes(_SIGNATURE)

    def issue(self, purpose: str, subject: str) -> str:
        """A token over the subject."""
        payload = subject.encode()
        return urlsafe_b64encode(self._sign(purpose, payload) + payload).decode().rstrip("=")

    def read(self, purpose: str, token: str) -> str:
        """The subject of a token issued for this purpose."""
        try:
            raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except (Base64Error, ValueError):
            raise InvalidToken from None
        signature, payload = raw[:_SIGNATURE], raw[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(purpose, payload)):
            raise InvalidToken
        return payload.decode()

    def _sign(self, purpose: str, payload: bytes) -> bytes:
        return hmac.digest(self._key, purpose.encode() + b"\n" + payload, "sha256")
