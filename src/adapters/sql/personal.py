"""Everything that SQL keeps of a person, as entities, for themselves to take along."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Column, bindparam, or_, select

from adapters.sql.access_tokens import TOKEN
from adapters.sql.audit import ENTRY
from adapters.sql.blocked import BLOCK
from adapters.sql.changes import Stored
from adapters.sql.devices import DEVICE
from adapters.sql.drafts import DRAFT
from adapters.sql.email_changes import CHANGE
from adapters.sql.files import FILE
from adapters.sql.inbox import NOTIFICATION, SAID
from adapters.sql.invitations import INVITATION
from adapters.sql.moderation import REPORT
from adapters.sql.organizations import ORGANIZATION
from adapters.sql.password_resets import RESET
from adapters.sql.posts import EDIT, POST
from adapters.sql.records import Shape, matching
from adapters.sql.reputation import EARNED
from adapters.sql.second_factors import FACTOR
from adapters.sql.sessions import SESSION
from adapters.sql.statements import Reads, Statement
from adapters.sql.tables.audit import audit
from adapters.sql.tables.credentials import (
    access_tokens,
    devices,
    email_changes,
    password_resets,
    second_factors,
)
from adapters.sql.tables.drafts import drafts
from adapters.sql.tables.files import files
from adapters.sql.tables.forum import edits, mentions, post_likes, posts, topic_marks, topics
from adapters.sql.tables.identity import blocks, invitations, sessions, users
from adapters.sql.tables.inbox import notification_preferences, notifications
from adapters.sql.tables.moderation import reports
from adapters.sql.tables.organizations import organizations
from adapters.sql.tables.reputation import reputation
from adapters.sql.topics import TOPIC
from adapters.sql.users import USER
from p2p_core.own_data.shapes import LikedReply, MarkedTopic, Mention
from p2p_core.shared.ids import UserId

_A_TIME = 200
_ME: BindParameter[str] = bindparam("me")
_BEHIND: BindParameter[str] = bindparam("behind")
_MY_ORGANIZATION = select(users.c.organization_id).where(users.c.id == _ME).scalar_subquery()
_MY_ADDRESS = select(users.c.address).where(users.c.id == _ME).scalar_subquery()


_Own = tuple[Shape[Any], Statement, str]
"""How rows are read, the query for the next of them, and the field that tells one from the next."""


def _of(kind: Stored[Any] | Shape[Any], key: Column[str], condition: Any) -> _Own:  # noqa: ANN401 - any condition
    shape = kind.record if isinstance(kind, Stored) else kind
    ordered = select(*shape.labelled()).where(condition, key > _BEHIND).order_by(key)
    return shape, Statement(ordered.limit(bindparam("limit"))), key.name


_MARK = Shape(MarkedTopic, matching(MarkedTopic, topic_marks))
_LIKE = Shape(LikedReply, matching(LikedReply, post_likes))
_MENTION = Shape(Mention, matching(Mention, mentions))
_FILES: dict[str, _Own] = {
    "profile": _of(USER, users.c.id, users.c.id == _ME),
    "organization": _of(ORGANIZATION, organizations.c.id, organizations.c.id == _MY_ORGANIZATION),
    "sessions": _of(SESSION, sessions.c.id, sessions.c.user_id == _ME),
    "devices": _of(DEVICE, devices.c.id, devices.c.user_id == _ME),
    "access_tokens": _of(TOKEN, access_tokens.c.id, access_tokens.c.user_id == _ME),
    "second_factor": _of(FACTOR, second_factors.c.id, second_factors.c.id == _ME),
    "password_resets": _of(RESET, password_resets.c.id, password_resets.c.user_id == _ME),
    "email_changes": _of(CHANGE, email_changes.c.id, email_changes.c.user_id == _ME),
    "invitations_sent": _of(INVITATION, invitations.c.id, invitations.c.inviter_id == _ME),
    "invitations_received": _of(
        INVITATION,
        invitations.c.id,
        or_(invitations.c.accepted_by == _ME, invitations.c.address == _MY_ADDRESS),
    ),
    "topics": _of(TOPIC, topics.c.id, topics.c.author_id == _ME),
    "posts": _of(POST, posts.c.id, posts.c.author_id == _ME),
    "reputation": _of(EARNED, reputation.c.id, reputation.c.user_id == _ME),
    "reports": _of(REPORT, reports.c.id, reports.c.reporter_id == _ME),
    "drafts": _of(DRAFT, drafts.c.id, drafts.c.user_id == _ME),
    "files": _of(FILE, files.c.id, files.c.owner_id == _ME),
    "notifications": _of(NOTIFICATION, notifications.c.id, notifications.c.user_id == _ME),
    "notification_preferences": _of(
        SAID, notification_preferences.c.id, notification_preferences.c.user_id == _ME
    ),
    "topic_marks": _of(_MARK, topic_marks.c.topic_id, topic_marks.c.user_id == _ME),
    "liked_replies": _of(_LIKE, post_likes.c.post_id, post_likes.c.user_id == _ME),
    "blocks": _of(BLOCK, blocks.c.blocked_id, blocks.c.blocker_id == _ME),
    "mentions": _of(_MENTION, mentions.c.subject_id, mentions.c.user_id == _ME),
    "edits": _of(EDIT, edits.c.id, edits.c.editor_id == _ME),
    "audit": _of(ENTRY, audit.c.id, or_(audit.c.actor_id == _ME, audit.c.subject_id == _ME)),
}


@dataclass(frozen=True, slots=True)
class SqlPersonalData:
    """Reads a person's rows, some at a time."""

    reads: Reads

    def of(self, user_id: UserId) -> Iterator[tuple[str, Iterable[object]]]:
        for name in _FILES:
            yield name, self._all(name, user_id)

    def _all(self, name: str, user_id: UserId) -> Iterator[object]:
        shape, statement, key = _FILES[name]
        behind = ""
        while rows := self.reads.rows(statement, me=user_id, behind=behind, limit=_A_TIME):
            found = shape.all(rows)
            yield from found
            behind = getattr(found[-1], key)
