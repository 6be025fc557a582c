"""What is indexed of a topic or a reply, what a question finds in it, and how well it fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from p2p_core.shared.analysis import TextAnalyzer
from p2p_core.shared.asking import Asked
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.ids import PostId, TopicId, UserId

IN_TITLE, IN_TAGS, IN_BODY = 8, 4, 1
"""What each word or phrase counts for where it is found; where it counts most, if in several."""
MOST_RANKED = 1_000
"""Of more hits than these only the newest are put in order by how well they fit."""
MOST_COUNTED = 10_000
"""Of more hits than these only that is told."""
SIMILAR_SHOWN = 5
HIGHEST_NUMBER = 2**63 - 2**20
"""As high as every database can count, with room for a millisecond more."""
_NUMBERS_A_MILLISECOND = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The analysed words of a topic or a reply; ``None`` is what a change leaves as it is."""

    title: str | None = None
    tags: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A topic, or a reply, as it is looked for."""

    topic_id: TopicId
    post_id: PostId | None
    author_id: UserId
    created_at: datetime
    version: int
    """Of what is indexed, so that an index which missed a change can be told from one that didn't."""
    title: str
    """Words, one blank between them."""
    tags: str
    body: str

    @property
    def subject_id(self) -> str:
        """The id of what is indexed."""
        return self.post_id or self.topic_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an entry is made of: a topic, or a reply, as it stands."""

    topic_id: TopicId
    post_id: PostId | None
    author_id: UserId
    created_at: datetime
    version: int
    title: str
    tags: tuple[str, ...]
    body: str


def entry_of(analyzer: TextAnalyzer, source: Source) -> Entry:
    """The entry of what stands there; made before a transaction, since it takes its time."""
    return Entry(
        topic_id=source.topic_id,
        post_id=source.post_id,
        author_id=source.author_id,
        created_at=source.created_at,
        version=source.version,
        title=analyzer.words(source.title),
        tags=words_of_tags(analyzer, source.tags),
        body=analyzer.words(source.body),
    )


def words_of_tags(analyzer: TextAnalyzer, tags: Iterable[str]) -> str:
    """The words of tags, which stand side by side."""
    return " ".join(words for tag in tags if (words := analyzer.words(tag)))


def first_number(moment: datetime) -> int:
    """The lowest number of what was written at a moment: the newer, the higher."""
    return min(to_milliseconds(moment) * _NUMBERS_A_MILLISECOND, HIGHEST_NUMBER)


def last_number(moment: datetime) -> int:
    """The highest number of what was written within the same millisecond."""
    return first_number(moment) + _NUMBERS_A_MILLISECOND - 1


def has(words: str, row: str) -> bool:
    """Whether a row of words is among others, in this order and with nothing between them."""
    return f" {row} " in f" {words} "


def fit(asked: Asked, title: str, tags: str, body: str) -> int:
    """How well words fit a question; 0 where something is missing, or is there that should not be."""
    if not asked.wanted or any(has(text, row) for row in asked.unwanted for text in (title, tags, body)):
        return 0
    weights = [_weight(row, title, tags, body) for row in asked.wanted]
    return sum(weights) if all(weights) else 0


def likeness(words: Iterable[str], title: str, tags: str) -> int:
    """How much a topic is about these words: two for each in its title, one for each in its tags alone."""
    return sum(2 if has(title, word) else int(has(tags, word)) for word in words)


def least_likeness(words: tuple[str, ...]) -> int:
    """From where on a topic is worth a look: half of the words in its title."""
    return max(2, len(words))


def _weight(row: str, title: str, tags: str, body: str) -> int:
    if has(title, row):
        return IN_TITLE
    if has(tags, row):
        return IN_TAGS
    return IN_BODY if has(body, row) else 0
