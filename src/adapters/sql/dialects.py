"""Everything in which the databases' SQL differs; how to connect to one has its own package."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnClause,
    Dialect,
    Executable,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql.elements import ColumnElement

DIALECTS: Mapping[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="qmark"),
    "postgresql": PGDialect_psycopg(paramstyle="format"),  # type: ignore[no-untyped-call]  # it has no types
}
"""The databases that statements can be compiled for."""

_SHOWN = "(deleted_at IS NULL OR reply_count > 0)"
"""The core's ``is_shown``: deleted posts keep their place only above others."""

_BARE_LIMIT = re.compile(r"\b(LIMIT|OFFSET) \?(?! ?[+-])")


def kept_prepared(dialect: str, text: str) -> str:
    """The statement so that the database prepares it once.

    SQLite looks at the value of a bare ``LIMIT ?`` to plan by, so each new value, even the same again, has
    the whole statement prepared anew: for a page of topics that was as dear as reading it.
    """
    return _BARE_LIMIT.sub(r"\1 ? + 0", text) if dialect == "sqlite" else text


def insert_if_absent(
    table: Table, values: Mapping[str, ColumnElement[object]], *unique: str
) -> Mapping[str, Executable]:
    """Add a row unless its ``unique`` columns are taken: without an error, which would end a transaction."""
    return {
        "sqlite": sqlite.insert(table).values(values).on_conflict_do_nothing(index_elements=unique),
        "postgresql": postgresql.insert(table).values(values).on_conflict_do_nothing(index_elements=unique),
    }


def insert_unless(table: Table, values: Mapping[str, ColumnElement[Any]]) -> Mapping[str, Executable]:
    """Add a row unless anything unique in it is taken, be it so only among some rows."""
    return {
        "sqlite": sqlite.insert(table).values(values).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(table).values(values).on_conflict_do_nothing(),
    }


def insert_or_renew(
    table: Table,
    values: Mapping[str, ColumnElement[object]],
    unique: Sequence[str],
    may: ColumnElement[bool],
) -> Mapping[str, Executable]:
    """Add a row; where its ``unique`` columns are taken, write it anew if it may be, and else nothing."""
    return {
        name: insert(table)
        .values(values)
        .on_conflict_do_update(index_elements=unique, set_=values, where=may)
        for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
    }


def insert_or_change(
    table: Table,
    values: Mapping[str, ColumnElement[Any]],
    unique: Sequence[str],
    changed: Mapping[str, ColumnElement[Any]],
    may: ColumnElement[bool] | None,
) -> Mapping[str, Executable]:
    """Add a row; where its ``unique`` columns are taken, change that one if it may be, and else nothing."""
    return {
        name: insert(table)
        .values(values)
        .on_conflict_do_update(index_elements=unique, set_=changed, where=may)
        for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
    }


def insert_or_hold(
    table: Table, values: Mapping[str, ColumnElement[object]], columns: Sequence[Column[Any]], *unique: str
) -> Mapping[str, Executable]:
    """Add a row unless its ``unique`` columns are taken, and give the row that is there then.

    What is there is written over with itself, by which the transaction holds it: nobody can come in between.
    """
    kept = {name: table.c[name] for name in unique}
    found: dict[str, Executable] = {}
    for dialect, insert in (("sqlite", sqlite.insert(table)), ("postgresql", postgresql.insert(table))):
        held = insert.values(values).on_conflict_do_update(index_elements=unique, set_=kept)
        found[dialect] = held.returning(*columns)
    return found


def insert_or_replace(
    table: Table, values: Mapping[str, ColumnElement[object]], *unique: str
) -> Mapping[str, Executable]:
    """Add a row, or write over the one that has its ``unique`` columns."""
    found: dict[str, Executable] = {}
    for dialect, insert in (("sqlite", sqlite.insert(table)), ("postgresql", postgresql.insert(table))):
        stored = insert.values(values)
        others = {name: stored.excluded[name] for name in values if name not in unique}
        found[dialect] = stored.on_conflict_do_update(index_elements=unique, set_=others)
    return found


def among(
    column: ColumnElement[str], name: str, query: Callable[[ColumnElement[bool]], Executable]
) -> Mapping[str, Executable]:
    """A query for rows whose column has one of many values: however many, it is one text and prepared once.

    They are given as a list in JSON, which either database can look through.
    """
    given = bindparam(name, type_=Text())
    lists: Mapping[str, Any] = {
        "sqlite": func.json_each(given),
        "postgresql": func.jsonb_array_elements_text(cast(given, postgresql.JSONB)),
    }
    return {
        dialect: query(column.in_(select(values.table_valued("value").c.value)))
        for dialect, values in lists.items()
    }


def branches(*, newest_first: bool) -> Mapping[str, CTE]:
    """The posts of one page of a thread: some of one level, and below each its first replies, breadth first.

    ``path`` sorts siblings below their parents' order; ``root`` numbers the level that was asked for, whose
    post after the last shown only tells that there are more.
    """
    order, behind = ("DESC", "<") if newest_first else ("ASC", ">")
    return {
        "sqlite": _sqlite_branches(_sqlite_level(order, behind), order),
        "postgresql": _postgres_branches(_postgres_level(order, behind), order),
    }


def branches_of_one() -> Mapping[str, CTE]:
    """One post and below it the first replies, breadth first, the oldest first."""
    return {
        "sqlite": _sqlite_branches("SELECT :post_id, 1, '', 1", "ASC"),
        "postgresql": _postgres_branches(
            "SELECT id, topic_id, 1, ARRAY[]::integer[], CAST(1 AS bigint) FROM posts"
            " WHERE id = CAST(:post_id AS text)",
            "ASC",
        ),
    }


def _sqlite_level(order: str, behind: str) -> str:
    return f"""
        SELECT * FROM (
            SELECT id, 1, printf('%09d', {_sqlite_rank(order)}), row_number() OVER (ORDER BY place {order})
            FROM posts WHERE topic_id = :topic_id AND parent_id IS :parent_id AND place {behind} :after
                AND {_SHOWN}
            ORDER BY place {order} LIMIT :shown + 1
        )"""  # noqa: S608 - put together from the constants above alone


def _sqlite_rank(order: str, place: str = "place") -> str:
    return f"999999999 - {place}" if order == "DESC" else place


def _sqlite_branches(first_level: str, order: str) -> CTE:
    walk = f"""{first_level}
        UNION ALL
        SELECT reply.id, level + 1, path || printf('%09d', {_sqlite_rank(order, "reply.place")}), 0
        FROM branch
        CROSS JOIN posts AS above ON above.id = branch.id
        CROSS JOIN posts AS reply ON reply.id IN (
            SELECT id FROM posts WHERE topic_id = above.topic_id AND parent_id = above.id AND {_SHOWN}
            ORDER BY place {order} LIMIT :replies
        )
        WHERE level < :levels AND root <= :shown
        ORDER BY 2, 3 LIMIT :most + 1"""  # noqa: S608 - put together from the constants above alone
    names: list[ColumnClause[Any]] = [column("id", Text), column("level", Integer), column("path", Text)]
    return text(walk).columns(*names, column("root", Integer)).cte("branch", recursive=True)


def _postgres_level(order: str, behind: str) -> str:
    """A level of a topic or of a post; one half is never run: one condition for both has no index."""
    read = f"""
        SELECT id, place FROM posts
        WHERE {{half}} AND topic_id = CAST(:topic_id AS text) AND place {behind} :after AND {_SHOWN}
        ORDER BY place {order} LIMIT :shown + 1"""  # noqa: S608 - put together from the constants above alone
    top = read.format(half="CAST(:parent_id AS text) IS NULL AND parent_id IS NULL")
    below = read.format(half="parent_id = CAST(:parent_id AS text)")
    return f"""
        SELECT id, CAST(:topic_id AS text), 1, ARRAY[{_postgres_rank(order)}],
            row_number() OVER (ORDER BY place {order})
        FROM (({top}) UNION ALL ({below})) AS level"""  # noqa: S608 - put together from the constants above alone


def _postgres_rank(order: str) -> str:
    return "-place" if order == "DESC" else "place"


def _postgres_branches(first_level: str, order: str) -> CTE:
    """Walked only as far as rows are taken; they come level by level, in the order of those they answer."""
    walk = f"""
        WITH RECURSIVE walked (id, topic_id, level, path, root) AS (
            ({first_level})
            UNION ALL
            SELECT reply.id, walked.topic_id, level + 1, path || reply.rank, CAST(0 AS bigint)
            FROM walked CROSS JOIN LATERAL (
                SELECT id, {_postgres_rank(order)} AS rank FROM posts
                WHERE topic_id = walked.topic_id AND parent_id = walked.id AND {_SHOWN}
                ORDER BY place {order} LIMIT :replies
            ) AS reply
            WHERE level < :levels AND root <= :shown
        )
        SELECT id, level, path FROM walked LIMIT :most + 1"""  # noqa: S608 - put together from the constants above alone
    names: list[ColumnClause[Any]] = [column("id", Text), column("level", Integer), column("path", Text)]
    return text(walk).columns(*names).cte("branch")
