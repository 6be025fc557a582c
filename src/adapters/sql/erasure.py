"""Organizations taken away from a database, with everything their people left, in one transaction."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import BindParameter, Column, Table, bindparam, delete, func, select, update

from adapters.sql.own_data import DROP_EXPORTS, DROP_PARTS
from adapters.sql.statements import Opens, Row, Statement, Writes
from adapters.sql.tables.audit import audit
from adapters.sql.tables.credentials import (
    access_tokens,
    challenges,
    devices,
    email_changes,
    password_resets,
    second_factors,
)
from adapters.sql.tables.events import outbox, reactions
from adapters.sql.tables.files import files, storage
from adapters.sql.tables.forum import categories, posts, topic_tags, topics
from adapters.sql.tables.identity import invitations, registrations, sessions, user_expertise, users
from adapters.sql.tables.once import done_requests
from adapters.sql.tables.organizations import organizations
from adapters.sql.tables.own_data import erasure_wishes
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.erasure import Erased, OthersReplied
from p2p_core.shared.ids import OrganizationId

_ID: BindParameter[str] = bindparam("known")
_POST = (posts.c.id, posts.c.topic_id, posts.c.parent_id, posts.c.depth, posts.c.author_id)


def by(column: Column[str], *wanted: Column[str] | Column[int] | Column[str | None]) -> Statement:
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

DROP_POST = deletion(posts, posts.c.id)
DROP_TAGS = deletion(topic_tags, topic_tags.c.topic_id)
DROP_TOPIC = deletion(topics, topics.c.id)
OWNED = (devices, challenges, password_resets, email_changes, access_tokens)
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

_COUNTED = (
    select(func.count())
    .select_from(topics)
    .where(topics.c.category_id == categories.c.id, topics.c.visibility == Visibility.NETWORK)
)
RECOUNT_CATEGORY = Statement(
    update(categories).values(topic_count=_COUNTED.scalar_subquery()).where(categories.c.id == _ID)
)
_of_topic = posts.c.topic_id == topics.c.id
_LAST = select(posts.c.id).where(_of_topic).order_by(posts.c.seq.desc()).limit(1)
_LAST_AT = select(posts.c.created_at).where(_of_topic).order_by(posts.c.seq.desc()).limit(1)
_RECOUNT_TOPIC = Statement(
    update(topics)
    .values(
        post_count=select(func.count()).select_from(posts).where(_of_topic).scalar_subquery(),
        last_post_id=_LAST.scalar_subquery(),
        last_activity_at=func.coalesce(_LAST_AT.scalar_subquery(), topics.c.created_at),
    )
    .where(topics.c.id == _ID)
)
_LEFT = Statement(
    select(posts.c.id)
    .where(posts.c.topic_id == bindparam("topic_id"), posts.c.parent_id == _ID)
    .order_by(posts.c.place)
)
_PLACE = Statement(update(posts).values(place=bindparam("new_place")).where(posts.c.id == _ID))
_REPLY_COUNT = Statement(update(posts).values(reply_count=bindparam("replies")).where(posts.c.id == _ID))


@dataclass(frozen=True, slots=True)
class SqlErasure:
    """Erases organizations, row by row: it is made for demonstrations, and holds the writer up meanwhile."""

    opens: Opens

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
            drop_posts(writes, replies)
            _drop_topics(writes, of_them)
            recount(writes, replies)
            _drop_invitations(writes, organization_ids)
            # their objects belong to no file then, and are swept away
            dropped(writes, _DROP_FILES, organization_ids)
            dropped(writes, _DROP_STORAGE, organization_ids)
            _drop_people(writes, people)
            dropped(writes, _DROP_AUDIT, organization_ids)
            dropped(writes, _DROP_WISHES, organization_ids)
            gone = dropped(writes, _DROP_ORGANIZATION, organization_ids)
        return Erased(organizations=gone, people=len(people), topics=len(of_them), replies=len(replies))


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


def drop_posts(writes: Writes, replies: Collection[Row]) -> None:
    """The deepest first: a reply must never outlive what it answers."""
    for post_id, *_ in sorted(replies, key=lambda row: row[3], reverse=True):
        writes.run(DROP_POST, known=post_id)


def _drop_topics(writes: Writes, of_them: Collection[Row]) -> None:
    topic_ids = [topic_id for topic_id, _ in of_them]
    dropped(writes, DROP_TAGS, topic_ids)
    dropped(writes, DROP_TOPIC, topic_ids)
    for _, category_id in of_them:
        writes.run(RECOUNT_CATEGORY, known=category_id)


def recount(writes: Writes, dropped: Collection[Row]) -> None:
    """Put right what counted the dropped replies and is still there."""
    for topic_id in {topic_id for _, topic_id, *_ in dropped}:
        writes.run(_RECOUNT_TOPIC, known=topic_id)
    for topic_id, parent_id in {(topic_id, parent_id) for _, topic_id, parent_id, *_ in dropped if parent_id}:
        left = writes.rows(_LEFT, topic_id=topic_id, known=parent_id)
        # the next reply's place is counted on from here, so the places close up, the lowest first
        for place, (post_id,) in enumerate(left, 1):
            writes.run(_PLACE, known=post_id, new_place=place)
        writes.run(_REPLY_COUNT, known=parent_id, replies=len(left))


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
