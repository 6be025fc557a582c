"""The mailbox suite over the mailboxes in databases."""

import pytest

from adapters.sql.store import SqlStore
from p2p_core.contracts.mailboxes import MailboxContract
from p2p_core.shared.clock import Clock


class TestSqlMailbox(MailboxContract):
    @pytest.fixture(autouse=True)
    def _over(self, sql_store: SqlStore, clock: Clock) -> None:
        self.mailer = self.mailbox = sql_store.mailbox
        self.clock = clock
        self.mailbox.ping()
