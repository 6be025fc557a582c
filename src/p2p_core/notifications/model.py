"""What is true of a mail."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from p2p_core.shared.errors import CoreError
from p2p_core.shared.ids import EventId
from p2p_core.shared.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A finished mail to one person; it may hold a secret link, so it is never stored on the way."""

    message_id: str
    """Without angle brackets; the same for each attempt, so that a second delivery is the same mail."""
    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    language: Language
    unsubscribe_url: str = field(default="", repr=False)
    """Where one request without a login ends mails of this kind; empty for those that people asked for."""


class Undeliverable(CoreError):
    """The post office refused this mail or its recipient for good: trying again changes nothing."""

    def __init__(self, why: str) -> None:
        super().__init__("undeliverable", why)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMail:
    """A mail as a mailbox keeps it."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    sent_at: datetime


def message_id_of(event_id: EventId, reaction: str, recipient: str, domain: str) -> str:
    """The Message-ID of the mail that a reaction to an event sends to somebody (RFC 5322, 3.6.4)."""
    digest = sha256(f"{event_id}\n{reaction}\n{recipient}".encode()).hexdigest()
    return f"{digest[:32]}@{domain}"
