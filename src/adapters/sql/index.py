"""The index in SQL: a row for each topic and reply with its words; the database does the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, BindParameter, bindparam, delete, func, select, update

from adapters.sql.changes import held
from adapters.sql.dialects import insert_if_absent
from adapters.sql.records import Shape
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.search import POST, TOPIC, entries
from p2p_core.forum.indexing.model import Entry, Source, Words, first_number, last_number

_WORDS = ("title", "tags", "body")
_LOWEST = bindparam("lowest", type_=BigInteger)
_NEXT = (
    select(entries.c.number + 1)
    .where(entries.c.number >= _LOWEST, entries.c.number <= bindparam("highest", type_=BigInteger))
    .order_by(entries.c.number.desc())
    .limit(1)
)
_BOUND: dict[str, BindParameter[Any]] = {
    name: bindparam(name) for name in ("subject_id", "topic_id", "author_id", "kind", "version", *_WORDS)
}
_PUT = Statement(
    {
        dialect: insertion.returning(entries.c.number)
        for dialect, insertion in insert_if_absent(
            entries, {"number": func.coalesce(_NEXT.scalar_subquery(), _LOWEST), **_BOUND}, "number"
        ).items()
    }
)
_KNOWN = entries.c.subject_id == bindparam("known_id")
_CHANGE = Statement(
    update(entries)
    .values(
        version=bindparam("new_version"),
        **{
            name: func.coalesce(bindparam(f"new_{name}", type_=entries.c[name].type), entries.c[name])
            for name in _WORDS
        },
    )
    .where(_KNOWN)
    .returning(entries.c.number)  # what triggers did can confuse how many rows SQLite counts
)
_STANDS = {
    kind: Statement(
        held(
            select(table.c.id).where(
                table.c.id == bindparam("known_id"), table.c.version == bindparam("known_version")
            )
        )
    )
    for kind, table in ((TOPIC, topics), (POST, posts))
}
BLANK = Statement(update(entries).values(dict.fromkeys(_WORDS, "")).where(_KNOWN))
"""What takes a topic's or a reply's words out of the index."""
DROP = Statement(delete(entries).where(_KNOWN))
_after: BindParameter[str] = bindparam("after")
_TOPICS = Shape(
    Source,
    {
        "topic_id": topics.c.id,
        "author_id": topics.c.author_id,
        "created_at": topics.c.created_at,
        "version": topics.c.version,
        "title": topics.c.title,
        "tags": topics.c.tags,
        "body": topics.c.body,
    },
    fixed={"post_id": None},
)
_POSTS = Shape(
    Source,
    {
        "topic_id": posts.c.topic_id,
        "post_id": posts.c.id,
        "author_id": posts.c.author_id,
        "created_at": posts.c.created_at,
        "version": posts.c.version,
        "body": posts.c.body,
    },
    fixed={"title": "", "tags": ()},
)
_SOME_TOPICS = Statement(
    select(*_TOPICS.labelled()).where(topics.c.id > _after).order_by(topics.c.id).limit(bindparam("limit"))
)
_SOME_POSTS = Statement(
    select(*_POSTS.labelled()).where(posts.c.id > _after).order_by(posts.c.id).limit(bindparam("limit"))
)
_MISSING_TOPICS, _MISSING_POSTS = (
    Statement(
        select(*shape.labelled())
        .select_from(table.outerjoin(entries, entries.c.subject_id == table.c.id))
        .where(entries.c.version.is_distinct_from(table.c.version))
        .limit(bindparam("limit"))
    )
    for shape, table in ((_TOPICS, topics), (_POSTS, posts))
)


@dataclass(frozen=True, slots=True)
class SqlIndex:
    """The index within a transaction."""

    writes: Writes

    def put(self, entry: Entry) -> None:
        known = {
            "lowest": first_number(entry.created_at),
            "highest": last_number(entry.created_at),
            "subject_id": entry.subject_id,
            "topic_id": entry.topic_id,
            "author_id": entry.author_id,
            "kind": _kind(entry),
            "version": entry.version,
            "title": entry.title,
            "tags": entry.tags,
            "body": entry.body,
        }
        while not self.writes.rows(_PUT, **known):
            """Somebody else took the number meanwhile."""

    def change(self, subject_id: str, version: int, words: Words) -> None:
        self.writes.rows(
            _CHANGE,
            known_id=subject_id,
            new_version=version,
            new_title=words.title,
            new_tags=words.tags,
            new_body=words.body,
        )

    def renew(self, entry: Entry) -> bool:
        known = {"known_id": entry.subject_id, "known_version": entry.version}
        if not self.writes.rows(_STANDS[_kind(entry)], **known):
            return False
        new = {f"new_{name}": getattr(entry, name) for name in (*_WORDS, "version")}
        if not self.writes.rows(_CHANGE, known_id=entry.subject_id, **new):
            self.put(entry)
        return True


@dataclass(frozen=True, slots=True)
class SqlSources:
    """Everything that belongs into the index."""

    reads: Reads

    def topics(self, after: str, limit: int) -> Sequence[Source]:
        return _TOPICS.all(self.reads.rows(_SOME_TOPICS, after=after, limit=limit))

    def posts(self, after: str, limit: int) -> Sequence[Source]:
        return _POSTS.all(self.reads.rows(_SOME_POSTS, after=after, limit=limit))

    def missing(self, limit: int) -> Sequence[Source]:
        lacking = _TOPICS.all(self.reads.rows(_MISSING_TOPICS, limit=limit))
        return lacking or _POSTS.all(self.reads.rows(_MISSING_POSTS, limit=limit))


def _kind(entry: Entry) -> str:
    return POST if entry.post_id else TOPIC
