"""What is found in the forum: candidates along the index, ranked, and a page of them as it is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
from adapters.sql.topic_reader import CATEGORY, FROM, SUMMARY
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


@dataclass(frozen=True, slots=True)
class SqlSearchReader:
    """Topics and replies by their words."""

    reads: Reads

    def page(self, actor: Actor, query: SearchQuery, asked: Asked) -> Page[Found]:
        after = _position(decode_cursor(query.binding, query.cursor, int, int))
        if not asked.wanted:
            nothing: Page[Found] = Page((), None)
            return nothing.counted(0 if query.count else None)
        filters = _filters(query) | asks(asked)
        known = {**_values(query, asked), **viewing(actor)}
        statement = page_statement(query.sort, filters, goes_on=bool(after))
        rows = self.reads.rows(statement, **known, **after, limit=query.limit + 1)
        page = page_of(rows, query.limit, query.binding, _key).map(_of_row)
        if not query.count:
            return page
        ((total,),) = self.reads.rows(count_statement(filters), **known, most=MOST_COUNTED + 1)
        return page.counted(total)

    def similar(self, actor: Actor, words: tuple[str, ...]) -> Sequence[TopicSummary]:
        known = {**values_alike(words), **viewing(actor), "least": least_likeness(words)}
        rows = self.reads.rows(SIMILAR, **known, most=MOST_RANKED, limit=SIMILAR_SHOWN)
        return SUMMARY.all(row[: -len(_BEHIND)] for row in rows)


@cache
def page_statement(sort: SearchSort, filters: frozenset[str], *, goes_on: bool) -> Statement:
    """The query for a page in this order with these filters, from the beginning or from a position on."""
    page = _newest if sort is SearchSort.NEWEST else _ranked
    return Statement({dialect: _shown(page(dialect, filters, goes_on=goes_on)) for dialect in DIALECTS})


@cache
def count_statement(filters: frozenset[str]) -> Statement:
    """The query for how many there are, counted so far as anybody wants to know."""
    return Statement({dialect: _counted(dialect, filters) for dialect in DIALECTS})


def _counted(dialect: str, filters: frozenset[str]) -> Executable:
    found = hits(dialect, filters)
    some = _readable(found, filters, literal(1).label("one")).limit(bindparam("most"))
    return select(func.count()).select_from(some.subquery("some"))


def _newest(dialect: str, filters: frozenset[str], *, goes_on: bool) -> Select[Any]:
    """Nothing to rank: the page itself, along the numbers."""
    found = hits(dialect, filters)
    page = _candidates(found, filters, literal(0, BigInteger)).limit(_LIMIT)
    return page.where(found.number < bindparam("last_number", type_=BigInteger)) if goes_on else page


def _ranked(dialect: str, filters: frozenset[str], *, goes_on: bool) -> Select[Any]:
    found = hits(dialect, filters)
    some = _candidates(found, filters, score(dialect, found.columns)).limit(bindparam("most_ranked"))
    best = _best(some)
    if not goes_on:
        return best
    last = (bindparam("last_score", type_=BigInteger), bindparam("last_number", type_=BigInteger))
    return best.where(tuple_(best.selected_columns.score, best.selected_columns.number) < tuple_(*last))


def _best(some: Select[Any]) -> Select[Any]:
    """The beginning of the candidates, by how well they fit."""
    found = some.cte("some").prefix_with("MATERIALIZED")
    return select(found).order_by(found.c.score.desc(), found.c.number.desc()).limit(_LIMIT)


def _candidates(found: Hits, filters: frozenset[str], fit: ColumnElement[int]) -> Select[Any]:
    """The newest hits that may be read, with how well each fits."""
    columns = (found.columns.topic_id, posts.c.id.label("post_id"), fit.label("score"))
    return _readable(found, filters, found.number.label("number"), *columns).order_by(found.number.desc())


def _readable(found: Hits, filters: frozenset[str], *columns: ColumnElement[Any]) -> Select[Any]:
    narrowed = (_FILTERS[name](found) for name in sorted(filters & _FILTERS.keys()))
    return select(*columns).select_from(found.rows).where(*found.conditions, MAY_READ, *narrowed)


def _shown(page: Select[Any]) -> Executable:
    """The topics and texts of a page of hits."""
    hit = page.subquery("hit_page")
    body = func.coalesce(_found.c.body, topics.c.body)
    columns = (hit.c.post_id, body.label("found_body"), hit.c.score, hit.c.number)
    rows = FROM.join(hit, hit.c.topic_id == topics.c.id).outerjoin(_found, _found.c.id == hit.c.post_id)
    return (
        select(*SUMMARY.labelled(), *columns)
        .select_from(rows)
        .order_by(hit.c.score.desc(), hit.c.number.desc())
    )


def _similar(dialect: str) -> Executable:
    found = hits(dialect, alike=True)
    some = _candidates(found, frozenset(), likeness(dialect, found.columns)).limit(bindparam("most"))
    best = _best(some)
    return _shown(best.where(best.selected_columns.score >= bindparam("least")))


def _is_tagged(_: Hits) -> ColumnElement[bool]:
    return exists().where(topic_tags.c.tag == bindparam("tag"), topic_tags.c.topic_id == topics.c.id)


_FILTERS: Mapping[str, Callable[[Hits], ColumnElement[bool]]] = {
    "category": lambda _: topics.c.category_id == CATEGORY,
    "tag": _is_tagged,
    "author": lambda found: found.columns.author_id == bindparam("author"),
    "answered": lambda _: topics.c.best_answer_id.is_not(None),
    "not answered": lambda _: topics.c.best_answer_id.is_(None),
}
SIMILAR = Statement({dialect: _similar(dialect) for dialect in DIALECTS})


def _filters(query: SearchQuery) -> frozenset[str]:
    given = {name for name in ("category", "tag", "author") if getattr(query, name) is not None}
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
