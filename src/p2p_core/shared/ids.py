"""Identifiers: UUIDv7 as canonical text, so that they sort by birth and cost nothing to read.

Layout: RFC 9562, section 5.7: 48 bits of Unix milliseconds, version, 12 bits, variant, 62 bits.
"""

import re
from datetime import datetime
from typing import NewType, Protocol
from uuid import UUID

from p2p_core.shared.clock import to_milliseconds

UserId = NewType("UserId", str)
OrganizationId = NewType("OrganizationId", str)
RegistrationId = NewType("RegistrationId", str)
SessionId = NewType("SessionId", str)
InvitationId = NewType("InvitationId", str)
DeviceId = NewType("DeviceId", str)
PasswordResetId = NewType("PasswordResetId", str)
EmailChangeId = NewType("EmailChangeId", str)
ChallengeId = NewType("ChallengeId", str)
AccessTokenId = NewType("AccessTokenId", str)
CategoryId = NewType("CategoryId", str)
TopicId = NewType("TopicId", str)
PostId = NewType("PostId", str)
EditId = NewType("EditId", str)
MeritId = NewType("MeritId", str)
DraftId = NewType("DraftId", str)
ReportId = NewType("ReportId", str)
InterventionId = NewType("InterventionId", str)
EventId = NewType("EventId", str)
FileId = NewType("FileId", str)
AuditId = NewType("AuditId", str)
ExportId = NewType("ExportId", str)
PackingId = NewType("PackingId", str)
ErasureId = NewType("ErasureId", str)
NotificationId = NewType("NotificationId", str)

_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_RANDOM_BITS = 74
_LOW_BITS = 62


class Ids(Protocol):
    """Makes identifiers."""

    def new(self) -> str:
        """A fresh UUIDv7 in canonical text, greater than every one this source made before."""
        ...


def uuid7(milliseconds: int, random: int) -> str:
    """The UUIDv7 of an instant and 74 bits of randomness (or counter and randomness)."""
    high, low = random >> _LOW_BITS, random & ((1 << _LOW_BITS) - 1)
    return str(UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


def first_id_at(moment: datetime) -> str:
    """The lowest id that anything born then can have: what is less is older."""
    return uuid7(to_milliseconds(moment), 0)


class Monotonic:
    """Turns instants and random bits into ids that never go back, even when the clock does.

    Within one millisecond the 74 random bits are counted up (RFC 9562, section 6.2, method 2).
    Not thread-safe by itself: its owner serialises the calls.
    """

    def __init__(self) -> None:
        self._milliseconds = 0
        self._random = 0

    def next(self, milliseconds: int, random: int) -> str:
        """The next id; ``random`` must hold 73 fresh bits, so that there is room to count."""
        if milliseconds > self._milliseconds:
            self._milliseconds, self._random = milliseconds, random
        else:
            self._random += 1 + (random & 0xFFFFFFFF)
        if self._random >> _RANDOM_BITS:
            self._milliseconds, self._random = self._milliseconds + 1, random
        return uuid7(self._milliseconds, self._random)


def is_id(text: str) -> bool:
    """Whether the text could be one of our ids; anything else can't name a thing that exists."""
    return _CANONICAL.fullmatch(text) is not None
