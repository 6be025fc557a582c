"""How reports are made, listed and decided."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from p2p_core.forum.interventions.shapes import Why
from p2p_core.forum.moderation.model import Complaint, Outcome, Report, ReportStatus, Target
from p2p_core.identity.users.shapes import PersonCard
from p2p_core.shared.ids import ReportId, TopicId
from p2p_core.shared.inputs import Input, Length
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit
from p2p_core.shared.text import Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport(Input):
    """What is reported, and why."""

    target_type: Target
    target_id: Annotated[str, Length(1, 100)]
    reason: Complaint
    details: Annotated[str, Length(0, 2000, Lines.MANY)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Input):
    """What is decided, and why: the author is told so unless the report is dismissed."""

    outcome: Outcome
    reason: Why


class ReportSort(StrEnum):
    """In which order reports are listed."""

    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuery(Input):
    """Which reports to list, and from where on."""

    status: ReportStatus | None = None
    target_type: Target | None = None
    reason: Complaint | None = None
    sort: ReportSort = ReportSort.OLDEST
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False

    @property
    def filters(self) -> dict[str, object]:
        """What is given of what narrows the list."""
        given: dict[str, object] = {
            "status": self.status,
            "target_type": self.target_type,
            "reason": self.reason,
        }
        return {name: value for name, value in given.items() if value is not None}

    @property
    def binding(self) -> str:
        """What a cursor is bound to."""
        return repr(("reports", self.status, self.target_type, self.reason, self.sort.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """A report as who made it sees it."""

    id: ReportId
    target_type: Target
    target_id: str
    reason: Complaint
    details: str
    status: ReportStatus
    outcome: Outcome | None
    created_at: datetime
    resolved_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDetails:
    """A report as those see it who decide."""

    id: ReportId
    target_type: Target
    target_id: str
    topic_id: TopicId
    topic_title: str
    excerpt: str
    """The beginning of the words."""
    deleted: bool
    """Whether they have been taken away."""
    author: PersonCard
    reporter: PersonCard | None
    """Told to operators alone."""
    reason: Complaint
    details: str
    status: ReportStatus
    outcome: Outcome | None
    resolution: str | None
    resolved_by: PersonCard | None
    resolved_at: datetime | None
    created_at: datetime
    version: int


def own_report(report: Report) -> OwnReport:
    """What who made it sees of it."""
    return OwnReport(
        id=report.id,
        target_type=report.target_type,
        target_id=report.target_id,
        reason=report.reason,
        details=report.details,
        status=report.status,
        outcome=report.outcome,
        created_at=report.created_at,
        resolved_at=report.resolved_at,
        version=report.version,
    )
