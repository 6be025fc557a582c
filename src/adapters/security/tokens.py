"""Signed tokens by itsdangerous: a subject nobody can change, good for one purpose only."""

from collections.abc import Sequence
from hashlib import sha256

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from p2p_core.shared.errors import InvalidToken


class SignedTokens:
    """Tokens signed with the last key and read with any of them, so that keys can be changed in peace.

    There is no time in them: how long one is good for stands in the row it names.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("signing needs at least one key")
        self._keys = list(keys)

    def issue(self, purpose: str, subject: str) -> str:
        return self._signer(purpose).sign(base64_encode(subject)).decode()

    def read(self, purpose: str, token: str) -> str:
        if not token.isascii():  # ours always are, and a lone surrogate can't even be compared
            raise InvalidToken
        try:
            return base64_decode(self._signer(purpose).unsign(token)).decode()
        except BadData:  # every way in which a token can be wrong
            raise InvalidToken from None

    def _signer(self, purpose: str) -> Signer:
        return Signer(self._keys, salt=purpose, key_derivation="hmac", digest_method=sha256)
