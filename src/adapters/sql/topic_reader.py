"""Topics as they are shown: one query a page, read along an index from where the last page ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from adapters.sql.attachments import attached
from adapters.sql.dialects import DIALECTS
from adapters.sql.finding import asks, hits
from adapters.sql.finding import values as values_of
from adapters.sql.people import organization_card, person_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import MOST, Reads, Row, Statement
from adapters.sql.tables.forum import categories, posts, topic_marks, topic_tags, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from adapters.sql.tables.search import TOPIC
from adapters.sql.viewers import IS_THEIR_MARK, MAY_READ, OF_TOPIC, VIEWER, viewing
from p2p_core.forum.categories.shapes import CategoryCard
from p2p_core.forum.indexing.model import MOST_RANKED
from p2p_core.forum.topics.shapes import TopicDetails, TopicQuery, TopicSort, TopicSummary
from p2p_core.shared.actor import Actor
from p2p_core.shared.asking import Asked
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import TopicId
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_author = users.alias("author")
_author_place = organizations.alias("author_place")
_place = organizations.alias("place")
_last = posts.alias("last")
_last_author = users.alias("last_author")
_last_place = organizations.alias("last_place")

_COLUMNS: dict[str, ColumnElement[Any]] = {
    **matching(TopicSummary, topics),
    **matching(CategoryCard, categories, "category."),
    **person_card("author.", _author, _author_place),
    **organization_card("organization.", _place),
    "answered": topics.c.best_answer_id.is_not(None),
    "last_post.id": _last.c.id,
    "last_post.created_at": _last.c.created_at,
    **person_card("last_post.author.", _last_author, _last_place),
    **OF_TOPIC,
}
SUMMARY = Shape(TopicSummary, _COLUMNS)
_ID_AT = SUMMARY.place("id")
_DETAILS = Shape(
    TopicDetails,
    {
        **_COLUMNS,
        "body": topics.c.body,
        "body_html": topics.c.body_html,
        "attachments": attached(literal_column("'topic:'").concat(topics.c.id)),
    },
)


def around(found: FromClause) -> FromClause:
    """Topics, read from what finds them, with all that stands beside them in a list.

    PostgreSQL joins so many tables in the order in which they are written.
    """
    return (
        found.join(categories, topics.c.category_id == categories.c.id)
        .join(_author, topics.c.author_id == _author.c.id)
        .join(_author_place, _author.c.organization_id == _author_place.c.id)
        .join(_place, topics.c.organization_id == _place.c.id)
        .outerjoin(_last, topics.c.last_post_id == _last.c.id)
        .outerjoin(_last_author, _last.c.author_id == _last_author.c.id)
        .outerjoin(_last_place, _last_author.c.organization_id == _last_place.c.id)
        .outerjoin(topic_marks, IS_THEIR_MARK)
    )


_FROM = around(topics)

_DETAILS_QUERY = Statement(
    select(*_DETAILS.labelled()).select_from(_FROM).where(topics.c.id == bindparam("id"), MAY_READ)
)
CATEGORY = (
    select(categories.c.id)
    .where(or_(categories.c.id == bindparam("category"), categories.c.slug == bindparam("category")))
    .scalar_subquery()
)
_TAGGED = select(topic_tags.c.topic_id).where(topic_tags.c.tag == bindparam("tag"))
_mine = topic_marks.alias("mine")


def _marked(how: ColumnElement[bool]) -> Select[Any]:
    """Topics with which the reader did this: few enough to be found first, in an index of their own."""
    return select(_mine.c.topic_id).where(_mine.c.user_id == VIEWER, how)


_BOOKMARKED = _marked(_mine.c.bookmarked_at.is_not(None))
_FOLLOWED = _marked(_mine.c.following)
_FILTERS: dict[str, ColumnElement[bool]] = {
    "category": topics.c.category_id == CATEGORY,
    "author": topics.c.author_id == bindparam("author"),
    "organization": topics.c.organization_id == bindparam("organization"),
    "tag": topics.c.id.in_(_TAGGED),
    "answered": topics.c.best_answer_id.is_not(None),
    "not answered": topics.c.best_answer_id.is_(None),
    "pinned": topics.c.pinned,
    "not pinned": ~topics.c.pinned,
    "bookmarked": topics.c.id.in_(_BOOKMARKED),
    "not bookmarked": topics.c.id.not_in(_BOOKMARKED),
    "following": topics.c.id.in_(_FOLLOWED),
    "not following": topics.c.id.not_in(_FOLLOWED),
}
WORDS = "words"
"""The filter that is a search; each database has its own."""
_SWITCHES = {"answered", "pinned", "bookmarked", "following"}
_ORDERS: dict[TopicSort, ColumnElement[Any]] = {
    TopicSort.LATEST: topics.c.last_activity_at,
    TopicSort.NEWEST: topics.c.created_at,
    TopicSort.TOP: topics.c.like_count,
    TopicSort.HOT: topics.c.hot,
    TopicSort.UNANSWERED: topics.c.attention,
}


@dataclass(frozen=True, slots=True)
class SqlTopicReader:
    """Topics as they are shown."""

    reads: Reads

    def page(self, actor: Actor, query: TopicQuery, asked: Asked | None = None) -> Page[TopicSummary]:
        after = _position(decode_cursor(query.binding, query.cursor, int, str))
        if asked and not asked.wanted:
            nothing: Page[TopicSummary] = Page((), None)
            return nothing.counted(0 if query.count else None)
        filters, wanted = _asked(query)
        values = {**wanted, **viewing(actor)}
        if asked:
            filters |= {WORDS, *asks(asked)}
            values |= {**values_of(asked, TOPIC), "most_listed": MOST_RANKED}
        statement = page_statement(query.sort, filters, goes_on=after is not None)
        rows = self.reads.rows(statement, **values, **(after or {}), limit=query.limit + 1)
        page = _page(rows, query)
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_count_statement(filters), **values)
        return page.counted(total)

    def details(self, actor: Actor, topic_id: TopicId) -> TopicDetails:
        rows = self.reads.rows(_DETAILS_QUERY, id=topic_id, **viewing(actor))
        if not rows:
            raise NotFound("topic")
        return _DETAILS.of(rows[0])


@cache
def page_statement(sort: TopicSort, filters: frozenset[str], *, goes_on: bool) -> Statement:
    """The query for a page in this order with these filters, from the beginning or from a position on."""
    order = (_ORDERS[sort], topics.c.id)
    statement = select(*SUMMARY.labelled(), _ORDERS[sort].label("place")).select_from(_FROM)
    if goes_on:
        moment, last_id = bindparam("moment", type_=BigInteger), bindparam("last_id", type_=Text)
        statement = statement.where(tuple_(*order) < tuple_(moment, last_id))
    descending = statement.order_by(*(column.desc() for column in order))
    return _filtered(descending.limit(bindparam("limit")), filters)


@cache
def _count_statement(filters: frozenset[str]) -> Statement:
    return _filtered(select(func.count()).select_from(topics), filters)


def _filtered(statement: Select[Any], filters: frozenset[str]) -> Statement:
    narrowed = statement.where(MAY_READ, *(_FILTERS[name] for name in sorted(filters & _FILTERS.keys())))
    if WORDS not in filters:
        return Statement(narrowed)
    return Statement(
        {dialect: narrowed.where(topics.c.id.in_(_with_words(dialect, filters))) for dialect in DIALECTS}
    )


def _with_words(dialect: str, filters: frozenset[str]) -> Select[Any]:
    """The newest topics that have the words themselves, not in their replies."""
    found = hits(dialect, filters, alone=True)
    newest = select(found.columns.topic_id).select_from(found.rows).where(*found.conditions)
    return newest.order_by(found.number.desc()).limit(bindparam("most_listed"))


def _page(rows: Sequence[Row], query: TopicQuery) -> Page[TopicSummary]:
    shown = page_of(rows, query.limit, query.binding, _key)
    return Page(SUMMARY.items(shown.items), shown.next_cursor)


def _asked(query: TopicQuery) -> tuple[frozenset[str], dict[str, object]]:
    """The filters of a query, and the values that they want; a switch is a filter of its own either way."""
    given = {name: value for name in _FILTERS if (value := getattr(query, name, None)) is not None}
    names = {name if value is not False else f"not {name}" for name, value in given.items()}
    return frozenset(names), {name: value for name, value in given.items() if name not in _SWITCHES}


def _key(row: Row) -> Key:
    return (row[-1], row[_ID_AT])


def _position(key: Key | None) -> dict[str, object] | None:
    match key:
        case None:
            return None
        case (int(moment), str(last_id)) if abs(moment) <= MOST:
            return {"moment": moment, "last_id": last_id}
        case _:
            raise Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
