"""How each database finds entries by their words, and tells how well they fit.

Questions are values, never parts of a statement: quoted for SQLite's full-text table, which gives rows in
the order of their numbers, and as lists of words for PostgreSQL's indexes, which know no order.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Join,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.search import FULL_TEXT, TOPIC, entries, full_text
from p2p_core.forum.indexing.model import HIGHEST_NUMBER, IN_BODY, IN_TAGS, IN_TITLE
from p2p_core.shared.asking import Asked

LOWEST = bindparam("lowest", type_=BigInteger)
END = bindparam("end", type_=BigInteger)
PHRASES, UNWANTED = "phrases", "unwanted"
"""What a question may have that costs PostgreSQL a look at every text; SQLite's index knows it."""
_ALL_WORDS = "author_id || ' ' || kind || ' ' || title || ' ' || tags || ' ' || body"
_TOPIC_WORDS = "title || ' ' || tags"


Columns = Any
"""Of a table or of a query: what they have in common has no public name."""


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
    conditions: tuple[ColumnElement[bool], ...] = ()


def hits(
    dialect: str, asks: frozenset[str] = frozenset(), *, alike: bool = False, alone: bool = False
) -> Hits:
    """The entries with all words; or ``alike``, the topics with any of them in title or tags.

    ``alone``, without their topics and replies.
    """
    if dialect == "sqlite":
        found = _InThisOrder(full_text, entries, entries.c.number == full_text.c.rowid)
        with_topic = _InThisOrder(found, topics, topics.c.id == entries.c.topic_id)
        hit = Hits(entries.c, found, full_text.c.rowid, _in_full_text())
    else:
        rows = _of_indexes(asks, alike=alike)
        with_topic = rows.join(topics, topics.c.id == rows.c.topic_id)
        hit = Hits(rows.c, rows, rows.c.number)
    if alone:
        return hit
    with_reply = with_topic.outerjoin(posts, posts.c.id == hit.columns.subject_id)
    return Hits(hit.columns, with_reply, hit.number, (*hit.conditions, posts.c.deleted_at.is_(None)))


def score(dialect: str, columns: Columns) -> ColumnElement[int]:
    """The core's ``fit`` of an entry that fits."""
    return _summed(dialect, columns, "rows", IN_TITLE, IN_TAGS, IN_BODY)


def likeness(dialect: str, columns: Columns) -> ColumnElement[int]:
    """The core's."""
    return _summed(dialect, columns, "rows", 2, 1, 0)


def values(asked: Asked, kind: str = "", author: str | None = None) -> Mapping[str, object]:
    """What statements want to know of a question."""
    words = [*asked.words, *([kind] if kind else []), *([author] if author else [])]
    return {
        "match": _question(asked, kind, author),
        "words": words,
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
    return {**values(Asked(words)), "match": match, "words": [*words]}


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


def _in_full_text() -> tuple[ColumnElement[bool], ...]:
    number = full_text.c.rowid
    matches = full_text.c[FULL_TEXT].bool_op("MATCH")(bindparam("match"))
    return (matches, number >= LOWEST, number < END)


def _of_indexes(asks: frozenset[str], *, alike: bool) -> Any:  # noqa: ANN401 - a table expression
    """First what the index finds, by itself: beside an order, PostgreSQL would walk along that."""
    names = ("number", "topic_id", "subject_id", "author_id", "title", "tags")
    found = select(*(entries.c[name] for name in names)).where(
        entries.c.number >= LOWEST, entries.c.number < END
    )
    if alike:
        found = found.where(text(f"words_of({_TOPIC_WORDS}) && CAST(:words AS text[])"))
        found = found.where(text(f"kind = '{TOPIC}'"))
    else:
        found = found.where(text(f"words_of({_ALL_WORDS}) @> CAST(:words AS text[])"))
    if PHRASES in asks:
        found = found.where(~_any_row("phrases", there=False))
    if UNWANTED in asks:
        found = found.where(~_any_row("unwanted", there=True))
    return found.cte("hit").prefix_with("MATERIALIZED", dialect="postgresql")


def _any_row(name: str, *, there: bool) -> ColumnElement[bool]:
    """Whether any row of words of a list is in a text, or is in none of them."""
    row = _each("postgresql", name)
    found = or_(
        *(_has("postgresql", words, row) for words in (entries.c.title, entries.c.tags, entries.c.body))
    )
    return select(row).where(found if there else ~found).correlate(entries).exists()


def _summed(
    dialect: str, columns: Columns, name: str, title: int, tags: int, body: int
) -> ColumnElement[int]:
    row = _each(dialect, name)
    weight = case(
        (_has(dialect, columns.title, row), title), (_has(dialect, columns.tags, row), tags), else_=body
    )
    return select(func.sum(weight)).scalar_subquery()


def _each(dialect: str, name: str) -> ColumnElement[str]:
    """The texts of a list, one a row."""
    if dialect == "sqlite":
        return func.json_each(bindparam(f"{name}_as_json")).table_valued("value", name="row").c.value
    return func.unnest(cast(bindparam(name), ARRAY(Text))).column_valued("row")


def _has(dialect: str, words: ColumnElement[str], row: ColumnElement[str]) -> ColumnElement[bool]:
    """The core's ``has``."""
    place = func.instr if dialect == "sqlite" else func.strpos
    blank: ColumnElement[str] = literal_column("' '", Text)
    return place(blank.concat(words).concat(blank), blank.concat(row).concat(blank)) > 0
