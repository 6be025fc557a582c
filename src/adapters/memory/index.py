"""The index in memory: the words of each topic and reply, looked through one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.memory.forum_readers import is_in_category, summary
from adapters.memory.tables import Indexed, Tables, Work
from p2p_core.forum.indexing.model import (
    MOST_COUNTED,
    MOST_RANKED,
    SIMILAR_SHOWN,
    Entry,
    Source,
    Words,
    first_number,
    fit,
    least_likeness,
    likeness,
)
from p2p_core.forum.posts.model import Post
from p2p_core.forum.search.shapes import Found, SearchQuery, SearchSort
from p2p_core.forum.topics.model import Topic
from p2p_core.forum.topics.policy import may_read
from p2p_core.forum.topics.shapes import TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of


@dataclass(frozen=True, slots=True)
class MemoryIndex:
    """The index within a transaction."""

    tables: Tables

    def put(self, entry: Entry) -> None:
        lowest = first_number(entry.created_at)
        number = self.tables.next_numbers.get(lowest, lowest)
        self.tables.next_numbers[lowest] = number + 1
        self.tables.entries.put(entry.subject_id, Indexed(number, entry))

    def change(self, subject_id: str, version: int, words: Words) -> None:
        if row := self.tables.entries.get(subject_id):
            entry = replace(
                row.entry,
                version=version,
                title=row.entry.title if words.title is None else words.title,
                tags=row.entry.tags if words.tags is None else words.tags,
                body=row.entry.body if words.body is None else words.body,
            )
            self.tables.entries.put(subject_id, Indexed(row.number, entry))

    def renew(self, entry: Entry) -> bool:
        topic, post = self.tables.topics.get(entry.topic_id), self.tables.posts.get(entry.post_id or "")
        kept = post if entry.post_id else topic
        if kept is None or kept.version != entry.version:
            return False
        if row := self.tables.entries.get(entry.subject_id):
            self.tables.entries.put(entry.subject_id, Indexed(row.number, entry))
        else:
            self.put(entry)
        return True


@dataclass(frozen=True, slots=True)
class MemorySources:
    """Everything that belongs into the index."""

    work: Work

    def topics(self, after: str, limit: int) -> Sequence[Source]:
        with self.work() as tables:
            found = sorted(tables.topics.where(lambda topic: topic.id > after), key=lambda topic: topic.id)
        return [_of_topic(topic) for topic in found[:limit]]

    def posts(self, after: str, limit: int) -> Sequence[Source]:
        with self.work() as tables:
            found = sorted(tables.posts.where(lambda post: post.id > after), key=lambda post: post.id)
        return [_of_post(post) for post in found[:limit]]

    def missing(self, limit: int) -> Sequence[Source]:
        with self.work() as tables:
            indexed = {
                row.entry.subject_id: row.entry.version for row in tables.entries.where(lambda _: True)
            }
            topics = tables.topics.where(lambda topic: indexed.get(topic.id) != topic.version)
            posts = tables.posts.where(lambda post: indexed.get(post.id) != post.version)
        return [*map(_of_topic, topics), *map(_of_post, posts)][:limit]


def _of_topic(topic: Topic) -> Source:
    return Source(
        topic_id=topic.id,
        post_id=None,
        author_id=topic.author_id,
        created_at=topic.created_at,
        version=topic.version,
        title=topic.title,
        tags=topic.tags,
        body=topic.body,
    )


def _of_post(post: Post) -> Source:
    return Source(
        topic_id=post.topic_id,
        post_id=post.id,
        author_id=post.author_id,
        created_at=post.created_at,
        version=post.version,
        title="",
        tags=(),
        body=post.body,
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    """An entry that fits, with its topic."""

    number: int
    score: int
    entry: Entry
    topic: Topic

    @property
    def key(self) -> Key:
        return (self.score, self.number)


@dataclass(frozen=True, slots=True)
class MemorySearchReader:
    """Topics and replies by their words."""

    work: Work

    def page(self, actor: Actor, query: SearchQuery, asked: Asked) -> Page[Found]:
        after = decode_cursor(query.binding, query.cursor, int, int)
        with self.work() as tables:
            hits = _hits(tables, actor, query, asked)
            ranked = hits
            if query.sort is SearchSort.RELEVANCE:
                ranked = sorted(hits[:MOST_RANKED], key=lambda hit: hit.key, reverse=True)
            behind = [hit for hit in ranked if after is None or hit.key < after]
            page = page_of(behind, query.limit, query.binding, lambda hit: hit.key)
            shown = page.map(lambda hit: _found(tables, actor, hit))
        return shown.counted(min(len(hits), MOST_COUNTED + 1) if query.count else None)

    def similar(self, actor: Actor, words: tuple[str, ...]) -> Sequence[TopicSummary]:
        with self.work() as tables:
            topics = _readable(tables, actor, posts=False)
            all_alike = [
                (score, hit.number, hit.topic)
                for hit in topics
                if (score := likeness(words, hit.entry.title, hit.entry.tags))
            ]
            alike = [one for one in all_alike[:MOST_RANKED] if one[0] >= least_likeness(words)]
            alike.sort(key=lambda one: one[:2], reverse=True)
            return [summary(tables, actor, topic) for _, _, topic in alike[:SIMILAR_SHOWN]]


def _readable(tables: Tables, actor: Actor, *, posts: bool) -> list[_Hit]:
    """Everything that may be found, the newest first."""
    found = []
    for row in tables.entries.where(lambda row: posts or row.entry.post_id is None):
        topic = tables.topics.get(row.entry.topic_id)
        post = tables.posts.get(row.entry.post_id) if row.entry.post_id else None
        if topic and may_read(actor, topic) and not (post and post.is_deleted):
            found.append(_Hit(row.number, 0, row.entry, topic))
    return sorted(found, key=lambda hit: hit.number, reverse=True)


def _hits(tables: Tables, actor: Actor, query: SearchQuery, asked: Asked) -> list[_Hit]:
    relevance = query.sort is SearchSort.RELEVANCE
    found = []
    for hit in _readable(tables, actor, posts=True):
        score = fit(asked, hit.entry.title, hit.entry.tags, hit.entry.body)
        if score and _is_asked_for(tables, hit, query):
            found.append(replace(hit, score=score if relevance else 0))
    return found


def _is_asked_for(tables: Tables, hit: _Hit, query: SearchQuery) -> bool:
    return (
        query.lowest <= hit.number < query.end
        and is_in_category(tables, hit.topic, query.category)
        and (query.tag is None or query.tag in hit.topic.tags)
        and query.author in {None, hit.entry.author_id}
        and query.answered in {None, hit.topic.best_answer_id is not None}
    )


def _found(tables: Tables, actor: Actor, hit: _Hit) -> Found:
    post = tables.posts.get(hit.entry.post_id) if hit.entry.post_id else None
    body = post.body if post else hit.topic.body
    return Found(topic=summary(tables, actor, hit.topic), post_id=hit.entry.post_id, body=body)
