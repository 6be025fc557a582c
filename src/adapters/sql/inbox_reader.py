"""Notifications as they are shown, in SQL: one query a page, read along an index; a count is one as well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
    tuple_,
)

from adapters.sql.blocked import is_blocked
from adapters.sql.inbox import IS_NEW, IS_SHOWN, SAID, SAYS_REMOVED, WAS_READ
from adapters.sql.people import display_name, person_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import MOST, Reads, Row, Statement
from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.inbox import notification_preferences as preferences
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.organizations import organizations
from adapters.sql.viewers import ON_THIS_SIDE
from p2p_core.forum.topics.model import Visibility
from p2p_core.identity.users.model import UserStatus
from p2p_core.notifications.inbox.model import Kind, Wish
from p2p_core.notifications.inbox.shapes import Departure, NotificationDetails, NotificationQuery
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.actor import Actor
from p2p_core.shared.errors import FieldError, Invalid, NotFound
from p2p_core.shared.ids import NotificationId, UserId
from p2p_core.shared.moments import moment_of
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of

_row = notifications.c
_actor, _actor_place = users.alias("actor"), organizations.alias("actor_place")
_reader, _reader_place = users.alias("reader"), organizations.alias("reader_place")
_POST_IS_THERE = and_(posts.c.id.is_not(None), posts.c.deleted_at.is_(None))
_IS_NOTICE = _row.deed_id.is_not(None)
_STILL_REMOVED = or_(
    and_(_row.post_id.is_(None), topics.c.deleted_at.is_not(None)),
    and_(_row.post_id.is_not(None), not_(_POST_IS_THERE)),
)
_STANDS = or_(
    and_(not_(_IS_NOTICE), topics.c.deleted_at.is_(None), or_(_row.post_id.is_(None), _POST_IS_THERE)),
    and_(_IS_NOTICE, or_(_STILL_REMOVED, not_(func.coalesce(SAYS_REMOVED, false())))),
)
"""What it tells of is there at this very moment; notices tell of what is deleted as well."""
_ABOUT = notifications.join(topics, _row.topic_id == topics.c.id).outerjoin(posts, _row.post_id == posts.c.id)
_DETAILS = Shape(
    NotificationDetails,
    {
        **matching(NotificationDetails, notifications),
        "type": _row.kind,
        **person_card("actor.", _actor, _actor_place),
        "topic.id": topics.c.id,
        "topic.title": topics.c.title,
        "read": WAS_READ,
    },
)
_FROM = _ABOUT.outerjoin(_actor, and_(_row.actor_id == _actor.c.id, not_(_IS_NOTICE))).outerjoin(
    _actor_place, _actor.c.organization_id == _actor_place.c.id
)
_MINE = and_(_row.user_id == bindparam("viewer"), IS_SHOWN, _STANDS, ON_THIS_SIDE)
_SHOWN = select(*_DETAILS.labelled()).select_from(_FROM).where(_MINE)
_ONE = Statement(_SHOWN.where(_row.id == bindparam("known_id")))
UNREAD_COUNT = Statement(
    select(func.count()).select_from(notifications).where(_row.user_id == bindparam("viewer"), IS_NEW)
)
_WISHES = SAID.query(preferences.c.user_id == bindparam("user_id"))
_FILTERS: dict[str, ColumnElement[bool]] = {
    # not in the words of the other index, which would find them all and have them sorted
    "unread": _row.count - _row.seen > 0,
    "read": WAS_READ,
    "kind": _row.kind == bindparam("kind", type_=_row.kind.type),
    "since": _row.happened_at >= bindparam("since", type_=_row.happened_at.type),
}
_DEPARTURE = Shape(
    Departure,
    {
        **matching(Departure, notifications),
        "type": _row.kind,
        "topic_title": topics.c.title,
        "actor_name": display_name(_actor),
        "in_app": preferences.c.in_app,
        "mails": preferences.c.email,
        **{name: _reader.c[name] for name in ("email", "first_name", "last_name", "language")},
    },
)
_DEPARTS = Statement(
    select(*_DEPARTURE.labelled())
    .select_from(
        _ABOUT.join(_actor, _row.actor_id == _actor.c.id)
        .join(_reader, _row.user_id == _reader.c.id)
        .join(_reader_place, _reader.c.organization_id == _reader_place.c.id)
        .outerjoin(preferences, and_(preferences.c.user_id == _row.user_id, preferences.c.kind == _row.kind))
    )
    .where(
        _row.id == bindparam("known_id"),
        ~is_blocked(_row.user_id, _row.actor_id),
        not_(_row.hidden),
        _row.count > 0,
        _STANDS,
        or_(
            topics.c.visibility == Visibility.NETWORK,
            topics.c.organization_id == _reader.c.organization_id,
        ),
        _reader.c.deleted_at.is_(None),
        _reader.c.status == UserStatus.ACTIVE,
        _reader_place.c.status == OrganizationStatus.ACTIVE,
    )
)


@dataclass(frozen=True, slots=True)
class SqlNotificationReader:
    """Notifications as they are shown."""

    reads: Reads

    def page(self, actor: Actor, query: NotificationQuery) -> Page[NotificationDetails]:
        binding = query.binding(actor.user_id)
        after = _position(decode_cursor(binding, query.cursor, int, str))
        filters, wanted = _asked(query)
        values = {**wanted, **_viewing(actor)}
        statement = page_statement(filters, goes_on=after is not None)
        rows = self.reads.rows(statement, **values, **(after or {}), limit=query.limit + 1)
        page = _page(rows, query.limit, binding)
        if not query.count:
            return page
        ((total,),) = self.reads.rows(_count_statement(filters), **values)
        return page.counted(total)

    def details(self, actor: Actor, notification_id: NotificationId) -> NotificationDetails:
        rows = self.reads.rows(_ONE, known_id=notification_id, **_viewing(actor))
        if not rows:
            raise NotFound("notification")
        return _DETAILS.of(rows[0])

    def unread_count(self, user_id: UserId) -> int:
        return int(self.reads.rows(UNREAD_COUNT, viewer=user_id)[0][0])

    def wishes(self, user_id: UserId) -> Mapping[Kind, Wish]:
        return {one.kind: one.wish for one in SAID.all(self.reads, _WISHES, user_id=user_id)}

    def departure(self, notification_id: NotificationId) -> Departure | None:
        rows = self.reads.rows(_DEPARTS, known_id=notification_id)
        return _DEPARTURE.of(rows[0]) if rows else None


def _viewing(actor: Actor) -> dict[str, object]:
    return {"viewer": actor.user_id, "viewer_organization": actor.organization_id}


@cache
def page_statement(filters: frozenset[str], *, goes_on: bool) -> Statement:
    """The query for a page with these filters, from the beginning or from a position on."""
    order = (_row.happened_at, _row.id)
    statement = _filtered(_SHOWN.add_columns(_row.happened_at.label("place")), filters)
    if goes_on:
        moment, last_id = bindparam("moment", type_=BigInteger), bindparam("last_id", type_=Text)
        statement = statement.where(tuple_(*order) < tuple_(moment, last_id))
    return Statement(statement.order_by(*(one.desc() for one in order)).limit(bindparam("limit")))


@cache
def _count_statement(filters: frozenset[str]) -> Statement:
    return Statement(_filtered(select(func.count()).select_from(_ABOUT).where(_MINE), filters))


def _filtered(statement: Select[Any], filters: frozenset[str]) -> Select[Any]:
    return statement.where(*(_FILTERS[name] for name in sorted(filters)))


def _asked(query: NotificationQuery) -> tuple[frozenset[str], dict[str, object]]:
    """The filters of a query, and the values that they want."""
    wanted: dict[str, object] = {}
    if query.type is not None:
        wanted["kind"] = query.type
    if query.since is not None:
        wanted["since"] = moment_of(query.since)
    switch = () if query.unread is None else ("unread" if query.unread else "read",)
    return frozenset({*wanted, *switch}), wanted


def _page(rows: Sequence[Row], limit: int, binding: str) -> Page[NotificationDetails]:
    shown = page_of(rows, limit, binding, _key)
    return Page(_DETAILS.items(shown.items), shown.next_cursor)


_ID_AT = _DETAILS.place("id")


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
