"""What notifications need from a post office."""

from collections.abc import Sequence
from typing import Protocol

from p2p_core.notifications.model import Mail, SentMail


class Mailer(Protocol):
    """Hands mails on; never called inside a transaction."""

    def send(self, mail: Mail) -> None:
        """Send it; the same Message-ID twice is the same mail, by which whoever receives it knows.

        Raises ``Unavailable`` when it may work later, ``NotYet`` when it wasn't tried, and
        ``Undeliverable`` when it never will.
        """
        ...


class Mailbox(Mailer, Protocol):
    """A mailer that keeps the mails for somebody at this machine to read: development and tests."""

    def sent(self) -> Sequence[SentMail]:
        """All mails, the newest first."""
        ...
