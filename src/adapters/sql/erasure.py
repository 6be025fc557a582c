"""Organizations taken away from a database, with everything their people left, in one transaction."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import BindParameter, Column, Table, bindparam, delete, select

from adapters.sql.forum_erasure import remove_from_forum
from adapters.sql.inbox_forgetting import Likes, forget_inbox, liked_things
from adapters.sql.own_data import DROP_EXPORTS, DROP_PARTS
from adapters.sql.reputation import DROP_EARNED
from adapters.sql.statements import Opened, Row, Statement, Writes
from adapters.sql.tables.audit import audit
from adapters.sql.tables.credentials import (
    access_tokens,
    challenges,
    devices,
    email_changes,
    password_resets,
    second_factors,
)
from adapters.sql.tables.drafts import drafts
from adapters.sql.tables.events import outbox, reactions
from adapters.sql.tables.files import files, storage
from adapters.sql.tables.forum import posts, topics
from adapters.sql.tables.identity import invitations, registrations, sessions, user_expertise, users
from adapters.sql.tables.once import done_requests
from adapters.sql.tables.organizations import organizations
from adapters.sql.tables.own_data import erasure_wishes
from p2p_core.forum.reputation.ports import Reputation
from p2p_core.shared.erasure import Erased, OthersReplied
from p2p_core.shared.ids import EventId, OrganizationId, TopicId, UserId

_ID: BindParameter[str] = bindparam("known")
_POST: tuple[Column[Any], ...] = (
    posts.c.id,
    posts.c.topic_id,
    posts.c.parent_id,
    posts.c.depth,
    posts.c.seq,
    posts.c.deleted_at,
    posts.c.author_id,
)


def by(column: Column[str], *wanted: Column[Any]) -> Statement:
    """The query for columns of the rows that have the ``known`` value in one."""
    return Statement(select(*wanted).where(column == _ID))


def deletion(table: Table, column: Column[str] | Column[str | None]) -> Statement:
    """The statement that deletes them."""
    return Statement(delete(table).where(column == _ID))


_PEOPLE = by(users.c.organization_id, users.c.id, users.c.address)
_TOPICS = by(topics.c.organization_id, topics.c.id, topics.c.category_id)
_POSTS_OF_TOPIC = by(posts.c.topic_id, *_POST)
POSTS_OF_AUTHOR = by(posts.c.author_id, *_POST)
_REPLIES = Statement(
    select(*_POST).where(posts.c.topic_id == bindparam("topic_id"), posts.c.parent_id == _ID)
)
REGISTRATIONS = by(registrations.c.address, registrations.c.id)
_INVITATIONS = by(invitations.c.organization_id, invitations.c.id)
_EVENTS = by(outbox.c.aggregate, outbox.c.id)

OWNED = (devices, challenges, password_resets, email_changes, access_tokens, drafts)
IDS_OWNED = [by(table.c.user_id, table.c.id) for table in OWNED]
DROP_OWNED = [deletion(table, table.c.user_id) for table in OWNED]
DROP_FACTOR = deletion(second_factors, second_factors.c.id)
DROP_SESSIONS = deletion(sessions, sessions.c.user_id)
DROP_EXPERTISE = deletion(user_expertise, user_expertise.c.user_id)
DROP_INVITATION = deletion(invitations, invitations.c.id)
DROP_REGISTRATION = deletion(registrations, registrations.c.id)
DROP_REACTIONS = deletion(reactions, reactions.c.event_id)
DROP_EVENT = deletion(outbox, outbox.c.id)
DROP_REQUESTS = deletion(done_requests, done_requests.c.caller)
DROP_USER = deletion(users, users.c.id)
_DROP_FILES = deletion(files, files.c.organization_id)
_DROP_STORAGE = deletion(storage, storage.c.organization_id)
_DROP_AUDIT = deletion(audit, audit.c.organization_id)
_DROP_WISHES = deletion(erasure_wishes, erasure_wishes.c.organization_id)
_DROP_ORGANIZATION = deletion(organizations, organizations.c.id)


class _Transaction(Opened, Protocol):
    """What organizations are erased in."""

    @property
    def reputation(self) -> Reputation:
        """The ledger of those who stay."""
        ...


@dataclass(frozen=True, slots=True)
class SqlErasure:
    """Erases organizations, row by row: it is made for demonstrations, and holds the writer up meanwhile."""

    opens: Callable[[], AbstractContextManager[_Transaction]]

    def erase(
        self, organization_ids: Collection[OrganizationId], *, with_others_replies: bool = False
    ) -> Erased:
        with self.opens() as tx:
            writes = tx.writes
            people = found(writes, _PEOPLE, organization_ids)
            people_ids = [user_id for user_id, _ in people]
            of_them = found(writes, _TOPICS, organization_ids)
            replies = _doomed(writes, people_ids, [topic_id for topic_id, _ in of_them])
            others = sum(author_id not in people_ids for *_, author_id in replies)
            if others and not with_others_replies:
                raise OthersReplied(others)
            liked = {user_id: liked_things(writes, user_id) for user_id in people_ids}
            touched = remove_from_forum(writes, people_ids, of_them, replies)
            for user_id in people_ids:
                forget_inbox(writes, user_id, liked[user_id], former=None)
            drop_events(writes, [row[0] for row in (*of_them, *replies)])
            for drop in DROP_EARNED:
                dropped(writes, drop, people_ids)
            for topic_id in sorted(touched):
                tx.reputation.settle(TopicId(topic_id))
            gone = _drop_organizations(writes, organization_ids, people)
        return Erased(organizations=gone, people=len(people), topics=len(of_them), replies=len(replies))


def people_of(writes: Writes, organization_ids: Collection[OrganizationId]) -> list[UserId]:
    """Everybody of these organizations."""
    return [UserId(user_id) for user_id, _ in found(writes, _PEOPLE, organization_ids)]


def erase_people(
    writes: Writes,
    organization_ids: Collection[OrganizationId],
    liked: Mapping[UserId, Collection[str]],
    likes: Likes,
    events: Collection[EventId],
) -> int:
    """Erase organizations whose people have nothing in the forum any more, which is kept elsewhere."""
    for user_id, things in liked.items():
        forget_inbox(writes, user_id, things, former=None, likes=likes)
    dropped(writes, DROP_REACTIONS, events)
    for drop in DROP_EARNED:
        dropped(writes, drop, liked)
    return _drop_organizations(writes, organization_ids, found(writes, _PEOPLE, organization_ids))


def _drop_organizations(
    writes: Writes, organization_ids: Collection[OrganizationId], people: Collection[Row]
) -> int:
    """Remove them with these people, and say how many there were."""
    _drop_invitations(writes, organization_ids)
    # their objects belong to no file then, and are swept away
    dropped(writes, _DROP_FILES, organization_ids)
    dropped(writes, _DROP_STORAGE, organization_ids)
    _drop_people(writes, people)
    dropped(writes, _DROP_AUDIT, organization_ids)
    dropped(writes, _DROP_WISHES, organization_ids)
    return dropped(writes, _DROP_ORGANIZATION, organization_ids)


def found(writes: Writes, query: Statement, known: Iterable[str]) -> list[Row]:
    """The rows of all of these."""
    return [row for one in known for row in writes.rows(query, known=one)]


def dropped(writes: Writes, statement: Statement, known: Iterable[str]) -> int:
    """Delete those of all of these, and say how many that were."""
    return sum(writes.run(statement, known=one) for one in known)


def _doomed(writes: Writes, people: Collection[str], of_topics: Collection[str]) -> list[Row]:
    """Replies by these people or in these topics, and all below them."""
    new = [*found(writes, _POSTS_OF_TOPIC, of_topics), *found(writes, POSTS_OF_AUTHOR, people)]
    doomed: dict[str, Row] = {}
    while new:
        post_id, topic_id, *_ = row = new.pop()
        if post_id not in doomed:
            doomed[post_id] = row
            new += writes.rows(_REPLIES, topic_id=topic_id, known=post_id)
    return list(doomed.values())


def _drop_invitations(writes: Writes, organization_ids: Collection[OrganizationId]) -> None:
    invitation_ids = [invitation_id for (invitation_id,) in found(writes, _INVITATIONS, organization_ids)]
    drop_events(writes, invitation_ids)
    dropped(writes, DROP_INVITATION, invitation_ids)


def drop_events(writes: Writes, aggregates: Iterable[str]) -> None:
    """Remove what was published of these, and the record of its reactions."""
    events = [event_id for (event_id,) in found(writes, _EVENTS, aggregates)]
    dropped(writes, DROP_REACTIONS, events)
    dropped(writes, DROP_EVENT, events)


def _drop_people(writes: Writes, people: Collection[Row]) -> None:
    people_ids = [user_id for user_id, _ in people]
    pending = [row[0] for row in found(writes, REGISTRATIONS, (address for _, address in people))]
    owned = [row[0] for ids in IDS_OWNED for row in found(writes, ids, people_ids)]
    drop_events(writes, (*people_ids, *pending, *owned))
    dropped(writes, DROP_REGISTRATION, pending)
    for user_id in people_ids:
        writes.run(DROP_PARTS, known_user=user_id)
        writes.run(DROP_EXPORTS, known_user=user_id)
    for of_owner in (*DROP_OWNED, DROP_FACTOR, DROP_SESSIONS, DROP_REQUESTS, DROP_EXPERTISE):
        dropped(writes, of_owner, people_ids)
    dropped(writes, DROP_USER, people_ids)
