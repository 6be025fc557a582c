"""The mailbox suite over the mailbox in SQLite."""

from collections.abc import Iterator

import pytest

from p2p_core.contracts.mailboxes import MailboxContract
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.contract.sql_stores import sqlite_store


class TestSqlMailbox(MailboxContract):
    @pytest.fixture(autouse=True)
    def _over(self, clock: Clock, ids: Ids) -> Iterator[None]:
        with sqlite_store(clock, ids) as store:
            self.mailbox = store.mailbox
            self.clock = clock
            store.mailbox.ping()
            yield
