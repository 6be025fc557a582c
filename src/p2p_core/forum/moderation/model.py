"""What is true of a report."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from p2p_core.shared.errors import Conflict
from p2p_core.shared.events import Event
from p2p_core.shared.ids import OrganizationId, ReportId, TopicId, UserId


class Target(StrEnum):
    """What can be reported."""

    TOPIC = "topic"
    POST = "post"


class Complaint(StrEnum):
    """What is wrong with it."""

    SPAM = "spam"
    ABUSE = "abuse"
    OFF_TOPIC = "off_topic"
    DANGEROUS = "dangerous"
    """Who follows the advice gets hurt, or breaks the law."""
    CONFIDENTIAL = "confidential"
    """It tells what is nobody else's business."""
    OTHER = "other"


class ReportStatus(StrEnum):
    """Whether somebody has decided."""

    OPEN = "open"
    RESOLVED = "resolved"


class Outcome(StrEnum):
    """What was decided."""

    DISMISSED = "dismissed"
    """Nothing is wrong with it."""
    WARNED = "warned"
    """It stays, and its author is told what is wrong with it."""
    REMOVED = "removed"


@dataclass(slots=True, kw_only=True)
class Report:
    """Somebody says that a topic or a reply shouldn't stand there; each person once, until it is decided."""

    id: ReportId
    reporter_id: UserId
    target_type: Target
    target_id: str
    topic_id: TopicId
    author_id: UserId
    """Whose words it is about."""
    organization_id: OrganizationId
    """Whose admins may decide."""
    reason: Complaint
    details: str
    created_at: datetime
    status: ReportStatus = ReportStatus.OPEN
    outcome: Outcome | None = None
    resolution: str | None = None
    """Why, in the words of who decided."""
    resolved_by: UserId | None = None
    resolved_at: datetime | None = None
    version: int = 1

    def must_be_open(self) -> None:
        """Refuse to decide twice."""
        if self.status is not ReportStatus.OPEN:
            raise Conflict("report_resolved")

    def resolve(self, outcome: Outcome, why: str, by: UserId, now: datetime) -> "ReportResolved":
        """It is decided."""
        self.must_be_open()
        self.status, self.outcome, self.resolution = ReportStatus.RESOLVED, outcome, why
        self.resolved_by, self.resolved_at = by, now
        return ReportResolved(report_id=self.id, reporter_id=self.reporter_id, outcome=outcome.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Event):
    """Somebody reported a topic or a reply: whoever may decide should know."""

    report_id: ReportId
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportResolved(Event):
    """It is decided: whoever reported it may want to know."""

    report_id: ReportId
    reporter_id: UserId
    outcome: str
