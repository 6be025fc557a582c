"""A mailbox in memory: mails are kept for whoever runs the program."""

from collections.abc import Sequence
from threading import Lock

from p2p_core.notifications.model import Mail, SentMail
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


class MemoryMailbox:
    """Keeps every mail once, by its Message-ID."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._lock = Lock()
        self._mails: dict[str, SentMail] = {}

    def send(self, mail: Mail) -> None:
        """Keep it, unless it is here already."""
        with self._lock:
            if mail.message_id not in self._mails:
                self._mails[mail.message_id] = SentMail(
                    id=self._ids.new(),
                    to=mail.to,
                    subject=mail.subject,
                    text=mail.text,
                    html=mail.html,
                    sent_at=self._clock.now(),
                )

    def sent(self) -> Sequence[SentMail]:
        """All mails, the newest first."""
        with self._lock:
            return [*self._mails.values()][::-1]

    def ping(self) -> None:
        """Nothing can be wrong with a mailbox in memory."""
