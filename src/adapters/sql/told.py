"""What people are told, as it is kept, where content stands elsewhere: what it is about is added there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, Text, and_, bindparam, not_, select, tuple_

from adapters.sql.blocked import is_blocked
from adapters.sql.inbox import IS_SHOWN, WAS_READ
from adapters.sql.people import display_name, person_card
from adapters.sql.records import Shape, matching
from adapters.sql.statements import Reads, Row, Statement
from adapters.sql.tables.identity import users
from adapters.sql.tables.inbox import notification_preferences as preferences
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.organizations import organizations
from p2p_core.identity.users.model import UserStatus
from p2p_core.notifications.inbox.model import NOTICES, Kind, Verdict
from p2p_core.notifications.inbox.shapes import Departure, NotificationDetails
from p2p_core.organizations.model import OrganizationStatus
from p2p_core.shared.ids import NotificationId, OrganizationId, UserId
from p2p_core.shared.pages import Key

_row = notifications.c
_actor, _actor_place = users.alias("actor"), organizations.alias("actor_place")
_reader, _reader_place = users.alias("reader"), organizations.alias("reader_place")
_DETAILS = Shape(
    NotificationDetails,
    {
        **matching(NotificationDetails, notifications),
        "type": _row.kind,
        **person_card("actor.", _actor, _actor_place),
        "topic.id": _row.topic_id,
        "read": WAS_READ,
    },
    supplied=("topic.title",),
)
_SHOWN = (
    select(*_DETAILS.labelled())
    .select_from(
        notifications.outerjoin(_actor, and_(_row.actor_id == _actor.c.id, _row.deed_id.is_(None))).outerjoin(
            _actor_place, _actor.c.organization_id == _actor_place.c.id
        )
    )
    .where(_row.user_id == bindparam("viewer"), IS_SHOWN)
)
_ONE = Statement(_SHOWN.where(_row.id == bindparam("known_id")))
_FILTERS = {
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
        "actor_name": display_name(_actor),
        "in_app": preferences.c.in_app,
        "mails": preferences.c.email,
        **{name: _reader.c[name] for name in ("email", "first_name", "last_name", "language")},
    },
    supplied=("topic_title",),
)
_DEPARTS = Statement(
    select(*_DEPARTURE.labelled(), _reader.c.organization_id)
    .select_from(
        notifications.join(_actor, _row.actor_id == _actor.c.id)
        .join(_reader, _row.user_id == _reader.c.id)
        .join(_reader_place, _reader.c.organization_id == _reader_place.c.id)
        .outerjoin(preferences, and_(preferences.c.user_id == _row.user_id, preferences.c.kind == _row.kind))
    )
    .where(
        _row.id == bindparam("known_id"),
        ~is_blocked(_row.user_id, _row.actor_id),
        not_(_row.hidden),
        _row.count > 0,
        _reader.c.deleted_at.is_(None),
        _reader.c.status == UserStatus.ACTIVE,
        _reader_place.c.status == OrganizationStatus.ACTIVE,
    )
)
_MOMENT_AT, _ID_AT = map(_DETAILS.place, ("happened_at", "id"))


@dataclass(frozen=True, slots=True)
class Told:
    """One row, and what it is about."""

    topic_id: str
    post_id: str | None
    is_notice: bool
    says_removed: bool
    row: Row = ()

    @property
    def key(self) -> Key:
        """Where it stands in its person's list."""
        return (self.row[_MOMENT_AT], self.row[_ID_AT])

    def details(self, title: str) -> NotificationDetails:
        """As it is shown, with the topic's title."""
        return _DETAILS.of((*self.row, title))


@dataclass(frozen=True, slots=True)
class SqlTold:
    """Reads what people are told of, without what it is about."""

    reads: Reads

    def some(
        self,
        user_id: UserId,
        filters: frozenset[str],
        wanted: dict[str, object],
        after: Key | None,
        limit: int,
    ) -> Sequence[Told]:
        """The next ones by when they happened, the newest first."""
        position = {"moment": after[0], "last_id": after[1]} if after else {}
        statement = _statement(filters, goes_on=after is not None)
        rows = self.reads.rows(statement, viewer=user_id, limit=limit, **wanted, **position)
        return [_told(row) for row in rows]

    def one(self, user_id: UserId, notification_id: NotificationId) -> Told | None:
        """One of somebody's."""
        rows = self.reads.rows(_ONE, viewer=user_id, known_id=notification_id)
        return _told(rows[0]) if rows else None

    def departing(self, notification_id: NotificationId) -> tuple[Departure, Told, OrganizationId] | None:
        """What a mail is written from, but for the title, and where its reader is at home."""
        rows = self.reads.rows(_DEPARTS, known_id=notification_id)
        if not rows:
            return None
        departure = _DEPARTURE.of((*rows[0][:-1], ""))
        return departure, _about(departure, departure.type), OrganizationId(rows[0][-1])


def _about(of: NotificationDetails | Departure, kind: Kind) -> Told:
    removed = (kind, of.outcome) == (Kind.MODERATION, Verdict.REMOVED)
    topic_id = of.topic_id if isinstance(of, Departure) else of.topic.id
    return Told(topic_id, of.post_id, is_notice=kind in NOTICES, says_removed=removed)


def _told(row: Row) -> Told:
    shown = _DETAILS.of((*row, ""))
    return replace(_about(shown, shown.type), row=row)


@cache
def _statement(filters: frozenset[str], *, goes_on: bool) -> Statement:
    order = (_row.happened_at, _row.id)
    statement: Select[Any] = _SHOWN.where(*(_FILTERS[name] for name in sorted(filters)))
    if goes_on:
        moment, last_id = bindparam("moment", type_=BigInteger), bindparam("last_id", type_=Text)
        statement = statement.where(tuple_(*order) < tuple_(moment, last_id))
    return Statement(statement.order_by(*(one.desc() for one in order)).limit(bindparam("limit")))
