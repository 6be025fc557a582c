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


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is open to the whole network: topics, the replies in them, and how many have a best answer."""

    topics: int
    replies: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFigures:
    """The whole network as a store counts it: whoever takes part, and what everybody may read."""

    organizations: int
    people: int
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigures:
    """The whole network for visitors: each figure rounded down, or none where it would tell of somebody."""

    organizations: int | None = None
    people: int | None = None
    topics: int | None = None
    replies: int | None = None
    answered: int | None = None
    """How many of the topics have a best answer."""

    @classmethod
    def of(cls, counted: NetworkFigures) -> "PublicFigures":
        """What may be told; nothing at all where there are so few companies that they could be told apart."""
        organizations, written = rounded_down(counted.organizations), counted.written
        if organizations is None:
            return cls()
        return cls(
            organizations=organizations,
            people=rounded_down(counted.people),
            topics=rounded_down(written.topics),
            replies=rounded_down(written.replies),
            answered=rounded_down(written.answered),
        )


_LEAST_STEP = 5


def rounded_down(count: int) -> int | None:
    """A number that no single person or text changes visibly: 5, 10 to 95, 100, 150 to 950, 1,000, 1,500.

    None where nothing is left of it.
    """
    step = max(_LEAST_STEP, 10 ** len(str(count)) // 20)
    return count // step * step or None
