"""Rows of words in the texts of an entry: whether they are there, and what they weigh where they are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, bindparam, case, cast, func, literal_column, or_, select

Columns = Any
"""Of a table or of a query: what they have in common has no public name."""
EVERYWHERE = ("title", "tags", "body")


def any_row(
    columns: Columns, name: str, *, there: bool, texts: Sequence[str] = EVERYWHERE
) -> ColumnElement[bool]:
    """Whether any row of words of a list is in an entry's texts, or is in none of them; on PostgreSQL."""
    row = _each("postgresql", name)
    found = or_(*(_has("postgresql", columns[text], row) for text in texts))
    return select(row).where(found if there else ~found).exists()


def summed(dialect: str, columns: Columns, name: str, title: int, tags: int, body: int) -> ColumnElement[int]:
    """What the rows of a list weigh together, each where it weighs most; ``body`` where it is elsewhere."""
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
