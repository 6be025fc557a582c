"""What is true of a second factor: time-based codes (RFC 6238) that work once, and recovery codes."""

import hmac
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from unicodedata import decimal
from urllib.parse import quote

from p2p_core.identity.users.model import hash_token
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.events import Event
from p2p_core.shared.ids import ChallengeId, UserId

RECOVERY_CODES = 10
"""How many codes on paper a person gets."""
MOST_TRIES = 5
"""How many codes may be tried for one sign-in."""
CHALLENGE_LASTS = timedelta(minutes=10)
"""How long a sign-in waits for its code."""

_STEP = 30_000  # milliseconds
_DIGITS = 6
_NEIGHBOURS = (0, -1, 1)
"""Clocks differ: the code before and the one after are right too (RFC 6238, 5.2)."""
_RECOVERY_LENGTH = 16
_GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorTurnedOn(Event):
    """From now on the password alone isn't enough: its owner should know."""

    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorTurnedOff(Event):
    """From now on the password alone is enough: its owner should know."""

    user_id: UserId


@dataclass(slots=True, kw_only=True)
class SecondFactor:
    """A person's app; the secret it shares with us is derived, never kept."""

    id: UserId
    """Whose it is: each person has one at most."""
    salt: str = field(repr=False)
    key_id: str = field(repr=False)
    """Which of the installation's keys its secret is derived from."""
    created_at: datetime
    confirmed_at: datetime | None = None
    """Since when a code is asked for; before, the app has yet to show that it was set up."""
    last_step: int = 0
    """The moment of the newest code that was used: older ones are dead, so that each works once."""
    recovery_hashes: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_on(self) -> bool:
        """Whether a code is asked for."""
        return self.confirmed_at is not None

    def accept(self, secret: bytes | None, code: str, now: datetime) -> bool:
        """Use up a code of the app or of the paper; false, and nothing changes, when it isn't right."""
        return self._accept_from_app(secret, code, now) or self._accept_from_paper(code)

    def turn_on(
        self, secret: bytes | None, code: str, now: datetime, recovery_codes: tuple[str, ...]
    ) -> bool:
        """Begin to ask for codes, once the app has given a right one; false when it hasn't."""
        if not self._accept_from_app(secret, code, now):
            return False
        self.confirmed_at = now
        self.recovery_hashes = tuple(hash_token(_plain(recovery)) for recovery in recovery_codes)
        return True

    def _accept_from_app(self, secret: bytes | None, code: str, now: datetime) -> bool:
        """The app's codes; without a secret (its key is gone from the settings) none is right."""
        if secret is None:
            return False
        present, given = step_of(now), _plain(code).encode()
        right = [
            present + n
            for n in _NEIGHBOURS
            if hmac.compare_digest(code_at(secret, present + n).encode(), given)
        ]
        if not right or right[0] <= self.last_step:
            return False
        self.last_step = right[0]
        return True

    def _accept_from_paper(self, code: str) -> bool:
        used = hash_token(_plain(code))
        if used not in self.recovery_hashes:
            return False
        self.recovery_hashes = tuple(kept for kept in self.recovery_hashes if kept != used)
        return True


@dataclass(slots=True, kw_only=True)
class Challenge:
    """A sign-in whose password was right and whose code is still to come."""

    id: ChallengeId
    user_id: UserId
    token_hash: str = field(repr=False)
    remember_me: bool
    created_at: datetime
    expires_at: datetime
    tries: int = 0

    def begin_try(self, now: datetime) -> bool:
        """Count a code before it is looked at; false when there is nothing left to try."""
        if now >= self.expires_at or self.tries >= MOST_TRIES:
            return False
        self.tries += 1
        return True


def step_of(now: datetime) -> int:
    """The number of the half minute."""
    return to_milliseconds(now) // _STEP


def code_at(secret: bytes, step: int) -> str:
    """The code of a half minute (RFC 4226, 5.3): with SHA-1, as apps do; collisions are no danger here."""
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def shown_secret(secret: bytes) -> str:
    """A secret as people type it into an app."""
    return b32encode(secret).decode().rstrip("=")


def otpauth_uri(secret: bytes, issuer: str, account: str) -> str:
    """What an app reads from a picture."""
    label = f"{quote(issuer, safe='')}:{quote(account, safe='@')}"
    return f"otpauth://totp/{label}?secret={shown_secret(secret)}&issuer={quote(issuer, safe='')}"


def recovery_code(randomness: str) -> str:
    """A code for paper: 80 bits in four groups of letters and digits that can't be mistaken."""
    letters = b32encode(sha256(randomness.encode()).digest()).decode()[:_RECOVERY_LENGTH]
    return "-".join(letters[at : at + _GROUP] for at in range(0, _RECOVERY_LENGTH, _GROUP))


def _plain(code: str) -> str:
    """A code without what people put between its parts; digits as in ASCII (٣ is 3)."""
    return "".join(str(decimal(character, character)) for character in code.upper() if character.isalnum())
