"""Everything in which the databases' SQL differs; how to connect to one has its own package."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import CTE, ColumnClause, Dialect, Executable, Integer, Table, Text, column, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ColumnElement

DIALECTS: Mapping[str, Dialect] = {"sqlite": sqlite.dialect(paramstyle="qmark")}
"""The databases that statements can be compiled for."""


def insert_if_absent(
    table: Table, values: Mapping[str, ColumnElement[object]], *unique: str
) -> Mapping[str, Executable]:
    """Add a row unless its ``unique`` columns are taken: without an error, which would end a transaction."""
    return {"sqlite": sqlite.insert(table).values(values).on_conflict_do_nothing(index_elements=unique)}


def branches(*, newest_first: bool) -> Mapping[str, CTE]:
    """The posts of one page of a thread: some of one level, and below each its first replies, breadth first.

    ``path`` sorts siblings below their parents' order; ``root`` numbers the level that was asked for, whose
    post after the last shown only tells that there are more.
    """
    rank, order, behind = ("999999999 - place", "DESC", "<") if newest_first else ("place", "ASC", ">")
    first_level = f"""
        SELECT * FROM (
            SELECT id, 1, printf('%09d', {rank}), row_number() OVER (ORDER BY place {order})
            FROM posts WHERE topic_id = :topic_id AND parent_id IS :parent_id AND place {behind} :after
            ORDER BY place {order} LIMIT :shown + 1
        )"""  # noqa: S608 - put together from the constants above alone
    return {"sqlite": _sqlite_branches(first_level, rank, order)}


def branches_of_one() -> Mapping[str, CTE]:
    """One post and below it the first replies, breadth first, the oldest first."""
    return {"sqlite": _sqlite_branches("SELECT :post_id, 1, '', 1", "place", "ASC")}


def _sqlite_branches(first_level: str, rank: str, order: str) -> CTE:
    rank = rank.replace("place", "reply.place")
    walk = f"""{first_level}
        UNION ALL
        SELECT reply.id, level + 1, path || printf('%09d', {rank}), 0
        FROM branch
        CROSS JOIN posts AS above ON above.id = branch.id
        CROSS JOIN posts AS reply ON reply.id IN (
            SELECT id FROM posts WHERE topic_id = above.topic_id AND parent_id = above.id
            ORDER BY place {order} LIMIT :replies
        )
        WHERE level < :levels AND root <= :shown
        ORDER BY 2, 3 LIMIT :most + 1"""  # noqa: S608 - put together from the constants above alone
    names: list[ColumnClause[Any]] = [column("id", Text), column("level", Integer), column("path", Text)]
    return text(walk).columns(*names, column("root", Integer)).cte("branch", recursive=True)
