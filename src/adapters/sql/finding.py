"""How each database finds entries by their words, and tells how well they fit.

Questions are values, never parts of a statement: quoted for SQLite's full-text table, which gives rows in
the order of their numbers, and as lists of keys for PostgreSQL's index, which knows no order.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Join, and_, bindparam, case, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from adapters.sql.keys import BETWEEN, END, LOWEST, PHRASES, UNWANTED, by_keys, by_titles, pairs
from adapters.sql.rows_of_words import Columns, summed
from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.search import FULL_TEXT, POST, TOPIC, entries, full_text
from p2p_core.forum.indexing.model import HIGHEST_NUMBER, IN_BODY, IN_TAGS, IN_TITLE
from p2p_core.shared.asking import Asked


class _InThisOrder(Join):
    """A join whose left side SQLite reads first, whatever it thinks of the right."""

    inherit_cache = True


@compiles(_InThisOrder)
def _crossed(join: _InThisOrder, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - the compiler's own
    how["asfrom"] = True
    left, right = (compiler.process(side, **how) for side in (join.left, join.right))
    return f"{left} CROSS JOIN {right} ON {compiler.process(join.onclause, **how)}"  # type: ignore[arg-type]  # always there


@dataclass(frozen=True, slots=True)
class Hits:
    """Entries that have the words that were asked for, with their topic and their reply."""

    columns: Columns
    rows: FromClause
    number: ColumnElement[int]
    """The newer, the higher."""
    post_id: ColumnElement[str]
    conditions: tuple[ColumnElement[bool], ...] = ()
    is_beside: bool = True
    """Whether each stands beside its topic and its reply, or alone, for these to be looked up one by one."""

    def whose_topic(self, *conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
        """The conditions for which of them are left, if these are to be true of their topics."""
        if self.is_beside:
            return (*self.conditions, *conditions)
        topic = select(and_(*conditions)).where(topics.c.id == self.columns.topic_id)
        return (*self.conditions, topic.scalar_subquery())


def hits(
    dialect: str, asks: frozenset[str] = frozenset(), *, alike: bool = False, alone: bool = False
) -> Hits:
    """The entries with all words; or ``alike``, the topics with any of them in title or tags.

    ``alone``, without their topics and replies.
    """
    if dialect == "sqlite":
        return _in_full_text(alone=alone)
    found = by_titles(asks) if alike else by_keys(asks)
    rows = found.offset(literal_column("0")).subquery("hit")  # keeps conditions outside, and the order
    deleted_at = select(posts.c.deleted_at).where(posts.c.id == rows.c.subject_id).scalar_subquery()
    post_id = case((rows.c.kind == POST, rows.c.subject_id))
    conditions = () if alone else (deleted_at.is_(None),)
    return Hits(rows.c, rows, rows.c.number, post_id, conditions, is_beside=False)


def score(dialect: str, columns: Columns) -> ColumnElement[int]:
    """The core's ``fit`` of an entry that fits."""
    return summed(dialect, columns, "rows", IN_TITLE, IN_TAGS, IN_BODY)


def likeness(dialect: str, columns: Columns) -> ColumnElement[int]:
    """The core's."""
    return summed(dialect, columns, "rows", 2, 1, 0)


def values(asked: Asked, kind: str = "", author: str | None = None) -> Mapping[str, object]:
    """What statements want to know of a question."""
    words = [*asked.words, *([kind] if kind else []), *([author] if author else [])]
    return {
        "match": _question(asked, kind, author),
        "words": words,
        "keys": [*words, *pairs(asked.wanted)],
        "pairs": [*pairs(asked.wanted)],
        "words_of_age": BETWEEN.join(words),
        "rows": [*asked.wanted],
        "rows_as_json": json.dumps(asked.wanted),
        "phrases": [row for row in asked.wanted if " " in row],
        "unwanted": [*asked.unwanted],
        "lowest": 0,
        "end": HIGHEST_NUMBER,
    }


def asks(asked: Asked) -> frozenset[str]:
    """What a question has beside words."""
    has = {PHRASES: any(" " in row for row in asked.wanted), UNWANTED: bool(asked.unwanted)}
    return frozenset(name for name, there in has.items() if there)


def values_alike(words: tuple[str, ...]) -> Mapping[str, object]:
    """What statements want to know of the words of a title."""
    match = f'({{title tags}} : ({_joined(" OR ", words)})) AND kind : "{TOPIC}"'
    return {**values(Asked(words)), "match": match}


def _question(asked: Asked, kind: str, author: str | None) -> str:
    texts = "{title tags body} : "
    parts = [f"({texts}({_joined(' AND ', asked.wanted)}))"]
    parts += [
        f"({column} : {_quoted(word)})" for column, word in (("kind", kind), ("author_id", author)) if word
    ]
    wanted = " AND ".join(parts)
    return f"({wanted}) NOT ({texts}({_joined(' OR ', asked.unwanted)}))" if asked.unwanted else wanted


def _joined(word: str, rows: Iterable[str]) -> str:
    return word.join(map(_quoted, rows))


def _quoted(row: str) -> str:
    return '"{}"'.format(row.replace('"', '""'))


def _in_full_text(*, alone: bool) -> Hits:
    number = full_text.c.rowid
    matches = full_text.c[FULL_TEXT].bool_op("MATCH")(bindparam("match"))
    found = _InThisOrder(full_text, entries, entries.c.number == number)
    conditions = (matches, number >= LOWEST, number < END)
    if alone:
        return Hits(entries.c, found, number, entries.c.subject_id, conditions)
    with_topic = _InThisOrder(found, topics, topics.c.id == entries.c.topic_id)
    with_reply = with_topic.outerjoin(posts, posts.c.id == entries.c.subject_id)
    return Hits(entries.c, with_reply, number, posts.c.id, (*conditions, posts.c.deleted_at.is_(None)))
