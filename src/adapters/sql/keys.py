"""What PostgreSQL's index finds: entries by keys, which are words, words of an age, and pairs of words.

Its indexes know no order. What stands in very many texts is looked for age by age, the newest first, by the
keys of words in that age; what is rare by the words themselves. Pairs of words tell where a phrase may be.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    TableValuedAlias,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.sql.selectable import LateralFromClause

from adapters.sql.rows_of_words import any_row
from adapters.sql.tables.search import TOPIC, entries

LOWEST = bindparam("lowest", type_=BigInteger)
END = bindparam("end", type_=BigInteger)
PHRASES, UNWANTED = "phrases", "unwanted"
"""What a question may have beside words."""
RECENT = "recent"
"""What it is asked of: some ages, from ``newest_age`` back to ``oldest_age``."""
AGE_BITS = 48
"""The bits of a number within an age, which is three days long."""
BETWEEN = "\x01"
"""Stands between words where they are one value."""
_SHOWN = ("number", "topic_id", "subject_id", "author_id", "kind", "title", "tags")
_READ = (*_SHOWN, "body")
_PREFIX = 4
"""Letters of each word of a pair."""
_BLANK = literal_column("' '", Text)
_OF_ALL = func.search_keys(
    entries.c.number,
    literal_column("author_id || ' ' || kind || ' ' || title || ' ' || tags || ' ' || body", Text),
)
_OF_TITLES = func.words_of(literal_column("title || ' ' || tags", Text))
_IS_TOPIC = entries.c.kind == literal_column(f"'{TOPIC}'", Text)
"""As the index of titles has it."""
_OF_WORDS = cast(bindparam("words"), ARRAY(Text))
_OF_PAIRS = cast(bindparam("pairs"), ARRAY(Text))
_OF_KEYS = cast(bindparam("keys"), ARRAY(Text))
_WORDS_OF_AGE: ColumnElement[str] = bindparam("words_of_age", type_=Text)


def pairs(rows: Iterable[str]) -> Iterator[str]:
    """The keys of each two words in a row."""
    for row in rows:
        for one, other in pairwise(row.split()):
            yield f" {one[:_PREFIX]} {other[:_PREFIX]}"


def by_keys(asks: frozenset[str]) -> Select[Any]:
    """The newest entries first that have all words."""
    if RECENT not in asks:
        return _newest(_with_keys(_OF_ALL.bool_op("@>")(_OF_KEYS)).subquery("found"), asks)
    ages = _ages()
    keys = func.array_cat(_keys_of(ages.c.age, _WORDS_OF_AGE), _OF_PAIRS)
    of_age = _with_keys(_OF_ALL.bool_op("@>")(keys))
    return _newest(_each(ages, of_age), asks, ages)


def by_titles(asks: frozenset[str]) -> Select[Any]:
    """The newest topics first that have any of the words in title or tags."""
    if RECENT not in asks:
        return _newest(_with_keys(_IS_TOPIC, _OF_TITLES.bool_op("&&")(_OF_WORDS)).subquery("found"), asks)
    ages = _ages()
    topic: ColumnElement[str] = literal_column(f"'{TOPIC}'", Text)
    of_age = _with_keys(
        _OF_ALL.bool_op("@>")(_keys_of(ages.c.age, topic)),
        _OF_ALL.bool_op("&&")(_keys_of(ages.c.age, _WORDS_OF_AGE)),
    )
    found = _each(ages, of_age)
    return _newest(found, asks, ages).where(any_row(found.c, "rows", there=True, texts=("title", "tags")))


def _with_keys(*conditions: ColumnElement[bool]) -> Select[Any]:
    """What the index finds, by itself: any other condition would be weighed against it, and too highly."""
    found = select(*(entries.c[name] for name in _READ)).where(*conditions)
    return found.offset(literal_column("0"))


def _each(ages: TableValuedAlias, of_age: Select[Any]) -> LateralFromClause:
    """One age after the other, so that each is looked up in the index by itself."""
    return of_age.correlate(ages).lateral("found")


def _newest(
    found: Subquery | LateralFromClause, asks: frozenset[str], ages: TableValuedAlias | None = None
) -> Select[Any]:
    """Those of the time that is asked for, with their phrases and without what may not be there."""
    rows = found if ages is None else ages.join(found, true())
    newest = select(*(found.c[name] for name in _SHOWN)).select_from(rows)
    newest = newest.where(found.c.number >= LOWEST, found.c.number < END)
    if PHRASES in asks:
        newest = newest.where(~any_row(found.c, "phrases", there=False))
    if UNWANTED in asks:
        newest = newest.where(~any_row(found.c, "unwanted", there=True))
    return newest.order_by(found.c.number.desc())


def _ages() -> TableValuedAlias:
    ends = (cast(bindparam(name), BigInteger) for name in ("newest_age", "oldest_age"))
    series = func.generate_series(*ends, literal_column("-1"))
    return series.table_valued(column("age", BigInteger)).render_derived(name="ages")


def _keys_of(age: ColumnElement[int], words: ColumnElement[str]) -> ColumnElement[Any]:
    """The keys of words in an age."""
    before = cast(age, Text).concat(_BLANK)
    between: ColumnElement[str] = func.chr(literal_column("1"))
    return func.string_to_array(before.concat(func.replace(words, between, between.concat(before))), between)
