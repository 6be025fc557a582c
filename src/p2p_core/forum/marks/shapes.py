"""How what people do with topics and replies is asked for and answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from p2p_core.shared.ids import TopicId, UserId
from p2p_core.shared.inputs import Input, Length, Range

LAST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Liked:
    """Whether who asks likes a thing, and how many do."""

    liked: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Whether who asks follows a topic, and how many do."""

    following: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmarked:
    """Whether who asks bookmarked a topic, and how many did."""

    bookmarked: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUpTo(Input):
    """The number of the last reply that was read."""

    seq: Annotated[int, Range(0, LAST_NUMBER)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAll(Input):
    """Where everything was read: in one category, by its id or slug, or everywhere."""

    category: Annotated[str, Length(1, 100)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTopics:
    """In how many topics something had been new."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Somebody looked at a topic."""

    topic_id: TopicId
    user_id: UserId
    at: datetime
