"""How the forum is searched, and how what is found is shown."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from p2p_core.forum.indexing.model import HIGHEST_NUMBER, first_number
from p2p_core.forum.topics.shapes import Tag, TopicSummary
from p2p_core.shared.ids import PostId
from p2p_core.shared.inputs import Input, Length
from p2p_core.shared.moments import Moment, moment_of
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit


class SearchSort(StrEnum):
    """In which order hits are listed."""

    RELEVANCE = "relevance"
    """Words in titles come before words in tags, those before words in texts; then the newest."""
    NEWEST = "newest"
    """What was written last comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery(Input):
    """What to look for, and where."""

    q: Annotated[str, Length(1, 200)]
    """Words that all have to be there; "words in a row"; -what may not be there."""
    category: Annotated[str, Length(1, 100)] | None = None
    """A category's id or slug."""
    tag: Tag | None = None
    author: Annotated[str, Length(1, 100)] | None = None
    """Who wrote it."""
    answered: bool | None = None
    """Whether the topic has a best answer."""
    from_: Annotated[str, Moment()] | None = None
    """Written at this moment or later."""
    to: Annotated[str, Moment()] | None = None
    """Written before this moment."""
    sort: SearchSort = SearchSort.RELEVANCE
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False
    """How many there are: exactly, up to 10,000; 10,001 says that there are more."""

    @property
    def lowest(self) -> int:
        """The lowest number of what was written in that time."""
        return first_number(moment_of(self.from_)) if self.from_ else 0

    @property
    def end(self) -> int:
        """The lowest number of what was written after it."""
        return first_number(moment_of(self.to)) if self.to else HIGHEST_NUMBER

    @property
    def binding(self) -> str:
        """What a cursor is bound to: everything that decides which list it is."""
        filters = (self.category, self.tag, self.author, self.answered, self.lowest, self.end)
        return repr(("search", self.q, *filters, self.sort.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarQuery(Input):
    """A title that somebody is writing."""

    title: Annotated[str, Length(1, 200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hit as it is kept: the topic, and the text that was found in it."""

    topic: TopicSummary
    post_id: PostId | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """What was found, as HTML: escaped, with ``<mark>`` around what was asked for."""

    title: str
    """The topic's title."""
    body: str
    """The part of the topic's or the reply's text where the first of it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A topic, or a reply in it, that was found."""

    topic: TopicSummary
    post_id: PostId | None
    """The reply; none where the topic's own title, tags or text was found."""
    highlight: Highlight
