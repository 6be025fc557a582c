"""Mailboxes, rich text, clocks and ids, over every implementation."""

import pytest

from adapters.memory.mailbox import MemoryMailbox
from adapters.memory.richtext import PlainText
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.contracts.mailboxes import MailboxContract
from p2p_core.contracts.richtexts import RichTextContract
from p2p_core.contracts.systems import ClockContract, IdsContract
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids


class TestMemoryMailbox(MailboxContract):
    @pytest.fixture(autouse=True)
    def _over(self, clock: Clock, ids: Ids) -> None:
        self.mailer = self.mailbox = MemoryMailbox(clock, ids)
        self.clock = clock


class TestPlainText(RichTextContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.rich_text = PlainText()


class TestSystemClock(ClockContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.clock = SystemClock()


class TestSystemIds(IdsContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.ids = SystemIds(SystemClock())
