"""What is found in the forum: candidates along the index, ranked, and a page of them as it is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
)

from adapters.sql.dialects import DIALECTS
from adapters.sql.finding import Hits, asks, hits, likeness, score, values, values_alike
from adapters.sql.statements import MOST, Reads, Row, Statement
from adapters.sql.tables.forum import posts, topic_tags, topics
from adapters.sql.topic_reader import CATEGORY, SUMMARY, around
from adapters.sql.viewers import MAY_READ, viewing
from p2p_core.forum.indexing.model import MOST_COUNTED, MOST_RANKED, SIMILAR_SHOWN, least_likeness
from p2p_core.forum.search.shapes import Found, SearchQuery, SearchSort
from p2p_core.forum.topics.shapes import TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_LIMIT: BindParameter[int] = bindparam("limit")
_found = posts.alias("found")
_BEHIND = ("post_id", "body", "score", "number")
"""What stands behind the topic in each row."""


CountOf = Callable[[frozenset[str]], Statement]
"""The statement that counts hits, with what is to be asked besides."""


@dataclass(frozen=True, slots=True)
class Near:
    """How a question is asked of as little as its answer needs."""

    asks: frozenset[str] = frozenset()
    values: Mapping[str, Any] = field(default_factory=dict)
    found: int = 0
    """How many hits are known to be there."""


Nears = Callable[[CountOf, Mapping[str, Any], int], Near]
"""Of what counts hits, its values, and how many are wanted."""


def everything(_: CountOf, __: Mapping[str, Any], ___: int) -> Near:
    """For databases that begin with the newest by themselves."""
    return Near()


@dataclass(frozen=True, slots=True)
class SqlSearchReader:
    """Topics and replies by their words."""

    reads: Reads
    near: Nears = everything
    """Where to look for the newest, if a database has to be told."""

    def page(self, actor: Actor, query: SearchQuery, asked: Asked) -> Page[Found]:
        after = _position(decode_cursor(query.binding, query.cursor, int, int))
        if not asked.wanted:
            nothing: Page[Found] = Page((), None)
            return nothing.counted(0 if query.count else None)
        filters = _filters(query) | asks(asked)
        known = {**_values(query, asked), **viewing(actor)}
        wanted, here = _wanted(query, known, after)
        near = self.near(partial(count_statement, filters), here, wanted)
        statement = page_statement(query.sort, filters | near.asks, goes_on=bool(after))
        rows = self.reads.rows(statement, **{**here, **near.values, **after, "limit": query.limit + 1})
        page = page_of(rows, query.limit, query.binding, _key).map(_of_row)
        return page.counted(self._total(filters, known) if query.count else None)

    def similar(self, actor: Actor, words: tuple[str, ...]) -> Sequence[TopicSummary]:
        known = {**values_alike(words), **viewing(actor), "least": least_likeness(words)}
        near = self.near(count_alike, known, MOST_RANKED)
        values = {**known, **near.values, "most": MOST_RANKED, "limit": SIMILAR_SHOWN}
        rows = self.reads.rows(similar_statement(near.asks), **values)
        return SUMMARY.all(row[: -len(_BEHIND)] for row in rows)

    def _total(self, filters: frozenset[str], known: Mapping[str, Any]) -> int:
        """How many there are, counted so far as anybody wants to know."""
        near = self.near(partial(count_statement, filters), known, MOST_COUNTED + 1)
        if near.found:
            return near.found
        ((total,),) = self.reads.rows(count_statement(filters), **known, most=MOST_COUNTED + 1)
        return int(total)


@cache
def page_statement(sort: SearchSort, filters: frozenset[str], *, goes_on: bool) -> Statement:
    """The query for a page in this order with these filters, from the beginning or from a position on."""
    page = _newest if sort is SearchSort.NEWEST else _ranked
    return Statement({dialect: _shown(page(dialect, filters, goes_on=goes_on)) for dialect in DIALECTS})


@cache
def count_statement(filters: frozenset[str], near: frozenset[str] = frozenset()) -> Statement:
    """The query for how many there are, counted so far as anybody wants to know."""
    asks = filters | near
    return Statement({dialect: _counted(hits(dialect, asks), asks) for dialect in DIALECTS})


@cache
def count_alike(near: frozenset[str]) -> Statement:
    """The query for how many topics have any of some words in title or tags."""
    return Statement(
        {dialect: _counted(hits(dialect, near, alike=True), frozenset()) for dialect in DIALECTS}
    )


@cache
def similar_statement(near: frozenset[str]) -> Statement:
    """The query for those that have most of them."""
    return Statement({dialect: _similar(dialect, near) for dialect in DIALECTS})


def _counted(found: Hits, filters: frozenset[str]) -> Executable:
    some = _readable(found, filters, literal(1).label("one")).limit(bindparam("most"))
    return select(func.count()).select_from(some.subquery("some"))


def _newest(dialect: str, filters: frozenset[str], *, goes_on: bool) -> Select[Any]:
    """Nothing to rank: the page itself, along the numbers."""
    del goes_on  # where the last page ended is where this one looks from
    some = _candidates(hits(dialect, filters), filters).limit(_LIMIT).cte("some")
    return select(some.c.number, some.c.topic_id, some.c.post_id, literal(0, BigInteger).label("score"))


def _ranked(dialect: str, filters: frozenset[str], *, goes_on: bool) -> Select[Any]:
    found = hits(dialect, filters)
    some = _candidates(found, filters).limit(bindparam("most_ranked"))
    best = _best(some, partial(score, dialect))
    if not goes_on:
        return best
    last = (bindparam("last_score", type_=BigInteger), bindparam("last_number", type_=BigInteger))
    return best.where(tuple_(best.selected_columns.score, best.selected_columns.number) < tuple_(*last))


def _best(some: Select[Any], fit: Callable[[Any], ColumnElement[int]]) -> Select[Any]:
    """The beginning of the candidates, by how well they fit; nothing else is looked at so closely."""
    near = some.cte("some").prefix_with("MATERIALIZED")
    columns = (near.c.number, near.c.topic_id, near.c.post_id, fit(near.c).label("score"))
    found = select(*columns).cte("ranked").prefix_with("MATERIALIZED")
    return select(found).order_by(found.c.score.desc(), found.c.number.desc()).limit(_LIMIT)


def _candidates(found: Hits, filters: frozenset[str]) -> Select[Any]:
    """The newest hits that may be read."""
    columns = (
        found.columns.topic_id,
        found.post_id.label("post_id"),
        found.columns.title,
        found.columns.tags,
    )
    return _readable(found, filters, found.number.label("number"), *columns).order_by(found.number.desc())


def _readable(found: Hits, filters: frozenset[str], *columns: ColumnElement[Any]) -> Select[Any]:
    narrowed = (_FILTERS[name] for name in sorted(filters & _FILTERS.keys()))
    chosen = select(*columns).select_from(found.rows).where(*found.whose_topic(MAY_READ, *narrowed))
    return chosen.where(found.columns.author_id == bindparam("author")) if _AUTHOR in filters else chosen


def _shown(page: Select[Any]) -> Executable:
    """The topics and texts of a page of hits."""
    hit = page.subquery("hit_page")
    body = func.coalesce(_found.c.body, topics.c.body)
    columns = (hit.c.post_id, body.label("found_body"), hit.c.score, hit.c.number)
    found = hit.join(topics, topics.c.id == hit.c.topic_id).outerjoin(_found, _found.c.id == hit.c.post_id)
    return (
        select(*SUMMARY.labelled(), *columns)
        .select_from(around(found))
        .order_by(hit.c.score.desc(), hit.c.number.desc())
    )


def _similar(dialect: str, near: frozenset[str]) -> Executable:
    found = hits(dialect, near, alike=True)
    some = _candidates(found, frozenset()).limit(bindparam("most"))
    best = _best(some, partial(likeness, dialect))
    return _shown(best.where(best.selected_columns.score >= bindparam("least")))


_AUTHOR = "author"
_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "category": topics.c.category_id == CATEGORY,
    "tag": exists().where(topic_tags.c.tag == bindparam("tag"), topic_tags.c.topic_id == topics.c.id),
    "answered": topics.c.best_answer_id.is_not(None),
    "not answered": topics.c.best_answer_id.is_(None),
}


def _filters(query: SearchQuery) -> frozenset[str]:
    given = {name for name in ("category", "tag", _AUTHOR) if getattr(query, name) is not None}
    switch = {True: "answered", False: "not answered"}
    return frozenset(given | ({switch[query.answered]} if query.answered is not None else set()))


def _values(query: SearchQuery, asked: Asked) -> dict[str, object]:
    narrowing = {"category": query.category, "tag": query.tag, "author": query.author}
    return {
        **values(asked, author=query.author),
        **narrowing,
        "lowest": query.lowest,
        "end": query.end,
        "most_ranked": MOST_RANKED,
    }


def _wanted(
    query: SearchQuery, known: dict[str, Any], after: Mapping[str, Any]
) -> tuple[int, dict[str, Any]]:
    """How many hits a page is chosen from, and among what."""
    if query.sort is SearchSort.RELEVANCE:
        return MOST_RANKED, known
    return query.limit + 1, {**known, "end": min(known["end"], after.get("last_number", known["end"]))}


def _of_row(row: Row) -> Found:
    post_id, body, *_ = row[-len(_BEHIND) :]
    return Found(topic=SUMMARY.of(row[: -len(_BEHIND)]), post_id=post_id, body=body)


def _key(row: Row) -> Key:
    return (row[-2], row[-1])


def _position(key: Key | None) -> dict[str, object]:
    match key:
        case None:
            return {}
        case (int(fit), int(number)) if max(abs(fit), abs(number)) <= MOST:
            return {"last_score": fit, "last_number": number}
        case _:
            raise Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
