"""A mailbox in SQL: mails for somebody at this machine to read, which survive a restart."""

from collections.abc import Sequence
from dataclasses import dataclass
from logging import getLogger

from sqlalchemy import bindparam, select

from adapters.sql.dialects import insert_if_absent
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Opens, Reads, Statement
from adapters.sql.tables.notifications import mailbox
from p2p_core.notifications.model import Mail, SentMail
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids

_log = getLogger(__name__)
_SENT = Shape(SentMail, {**matching(SentMail, mailbox), "to": mailbox.c.recipient})
_ALL = Statement(select(*_SENT.labelled()).order_by(mailbox.c.id.desc()))
_PING = Statement(select(mailbox.c.id).limit(1))
_KEEP = Statement(
    insert_if_absent(
        mailbox,
        {column.name: bindparam(column.name, type_=column.type) for column in mailbox.c},
        "message_id",
    )
)


@dataclass(frozen=True, slots=True)
class SqlMailbox:
    """Keeps mails instead of sending them; the second delivery of a mail changes nothing."""

    opens: Opens
    reads: Reads
    clock: Clock
    ids: Ids

    def send(self, mail: Mail) -> None:
        """Keep the mail."""
        _log.info("a mail is kept in the mailbox: %s", mail.message_id)
        with self.opens() as tx:
            tx.writes.run(
                _KEEP,
                id=self.ids.new(),
                message_id=mail.message_id,
                recipient=mail.to,
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
                sent_at=self.clock.now(),
            )

    def sent(self) -> Sequence[SentMail]:
        """All mails, the newest first."""
        return _SENT.all(self.reads.rows(_ALL))

    def ping(self) -> None:
        """Raise ``Unavailable`` when the mails can't be read."""
        self.reads.rows(_PING)
