"""Figures in SQL: counted from the rows whenever somebody asks, all of them in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, cast, distinct, func, select

from adapters.sql.people_reader import TAKES_PART
from adapters.sql.records import Shape
from adapters.sql.statements import Reads, Statement
from adapters.sql.tables.files import storage
from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.identity import users
from adapters.sql.tables.organizations import organizations
from adapters.sql.tables.schema import Instant
from p2p_core.dashboard.shapes import Counted, NetworkFigures
from p2p_core.forum.topics.model import Visibility
from p2p_core.identity.users.model import UserStatus
from p2p_core.shared.actor import Role
from p2p_core.shared.clock import EPOCH
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import OrganizationId

_SINCE = bindparam("since", type_=Instant)
_IS_THERE = and_(users.c.organization_id == organizations.c.id, users.c.deleted_at.is_(None))


def _people(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    counted = select(func.count()).select_from(users).where(_IS_THERE, *conditions)
    return counted.correlate(organizations).scalar_subquery()


_TOPICS = select(func.count()).where(
    topics.c.organization_id == organizations.c.id,
    topics.c.created_at >= _SINCE,
    topics.c.deleted_at.is_(None),
)
_POSTS = (
    select(func.count())
    .select_from(posts.join(users, posts.c.author_id == users.c.id))
    .where(
        users.c.organization_id == organizations.c.id,
        posts.c.created_at >= _SINCE,
        posts.c.deleted_at.is_(None),
    )
)
_USED = select(storage.c.used).where(storage.c.organization_id == organizations.c.id)
_COUNTED = Shape(
    Counted,
    {
        "users.total": _people(),
        "users.admins": _people(users.c.role == Role.ADMIN),
        "users.members": _people(users.c.role == Role.MEMBER),
        "users.active": _people(users.c.status == UserStatus.ACTIVE),
        "users.inactive": _people(users.c.status == UserStatus.INACTIVE),
        "topics": _TOPICS.correlate(organizations).scalar_subquery(),
        "posts": _POSTS.correlate(organizations).scalar_subquery(),
        "active_users": _people(users.c.last_seen_at >= _SINCE),
        "storage.quota": organizations.c.storage_quota,
        "storage.used": func.coalesce(_USED.correlate(organizations).scalar_subquery(), 0),
    },
)
_QUERY = Statement(select(*_COUNTED.labelled()).where(organizations.c.id == bindparam("id")))


def _taking_part(counted: ColumnElement[Any]) -> ColumnElement[Any]:
    everybody = users.join(organizations, users.c.organization_id == organizations.c.id)
    return select(func.count(counted)).select_from(everybody).where(TAKES_PART).scalar_subquery()


_NETWORK = Shape(
    NetworkFigures,
    {
        "organizations": _taking_part(distinct(users.c.organization_id)),
        "people": _taking_part(users.c.id),
        "written.topics": func.count(),
        "written.replies": cast(func.coalesce(func.sum(topics.c.post_count), 0), BigInteger),
        "written.answered": func.count(topics.c.best_answer_id),
    },
)
_NETWORK_QUERY = Statement(
    select(*_NETWORK.labelled()).where(
        topics.c.visibility == Visibility.NETWORK, topics.c.deleted_at.is_(None)
    )
)


@dataclass(frozen=True, slots=True)
class SqlFigureReader:
    """Counts rows."""

    reads: Reads

    def organization(self, organization_id: OrganizationId, since: datetime | None) -> Counted:
        rows = self.reads.rows(_QUERY, id=organization_id, since=since or EPOCH)
        if not rows:
            raise NotFound("organization")
        return _COUNTED.of(rows[0])

    def network(self) -> NetworkFigures:
        (row,) = self.reads.rows(_NETWORK_QUERY)
        return _NETWORK.of(row)
