"""How figures are asked for and shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from p2p_core.shared.inputs import Input


class StatsRange(StrEnum):
    """How far back is counted."""

    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    ALL = "all"

    def since(self, now: datetime) -> datetime | None:
        """From when on; without a beginning for ``all``."""
        return None if self is StatsRange.ALL else now - timedelta(days=int(self.value[:-1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsQuery(Input):
    """How far back is counted."""

    range: StatsRange = StatsRange.MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFigures:
    """An organization's people now, whoever was removed left out."""

    total: int
    admins: int
    members: int
    active: int
    inactive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCaseFigures:
    """Use cases by status: none can be written yet, so all are truly 0."""

    draft: int = 0
    submitted: int = 0
    published: int = 0
    rejected: int = 0
    unpublished: int = 0
    archived: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageFigures:
    """Bytes of files now, and how many there may be."""

    quota: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a store counts for an organization."""

    users: UserFigures
    topics: int
    posts: int
    active_users: int
    storage: StorageFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationStats:
    """An organization in figures: what its people wrote since then, and who was here."""

    range: StatsRange
    since: datetime | None
    users: UserFigures
    topics: int
    posts: int
    use_cases: UseCaseFigures
    messages_sent: int
    active_users: int
    storage: StorageFigures
