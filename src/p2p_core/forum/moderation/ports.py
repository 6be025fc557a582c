"""What reports need from a store."""

from collections.abc import Sequence
from typing import Protocol

from p2p_core.forum.moderation.model import Report
from p2p_core.forum.moderation.shapes import ReportDetails, ReportQuery
from p2p_core.forum.posts.ports import PostTransaction
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import ReportId
from p2p_core.shared.pages import Page


class Reports(Protocol):
    """Reports within a transaction."""

    def find(self, report_id: ReportId) -> Report | None:
        """The report; nobody else changes it while its topic is held."""
        ...

    def add(self, report: Report) -> bool:
        """Store a new one; false, and nothing is stored, where its author has an open one on the target."""
        ...

    def save(self, report: Report) -> None:
        """Store a changed one and raise its version; raises ``Stale`` if somebody was faster."""
        ...

    def open_on(self, target_id: str) -> Sequence[Report]:
        """All open ones on a topic or a reply, the oldest first."""
        ...


class ModerationTransaction(PostTransaction, Protocol):
    """What is decided with."""

    @property
    def reports(self) -> Reports:
        """Reports."""
        ...


class ReportReader(Protocol):
    """Reports as they are shown."""

    def find(self, report_id: ReportId) -> Report | None:
        """The report itself."""
        ...

    def details(self, report_id: ReportId) -> ReportDetails:
        """One of them as it is decided about; raises ``NotFound``."""
        ...

    def page(self, actor: Actor, query: ReportQuery) -> Page[ReportDetails]:
        """Some of those the actor may decide about; raises ``Invalid`` for a foreign cursor."""
        ...
