"""Organizations taken away from memory, with everything their people left."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, TypeVar

from adapters.memory.once import key_of
from adapters.memory.own_data import drop_exports
from adapters.memory.tables import Table, Tables, Work, dropped
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Visibility
from p2p_core.shared.erasure import Erased, OthersReplied
from p2p_core.shared.ids import OrganizationId, UserId


@dataclass(frozen=True, slots=True)
class MemoryErasure:
    """Erases organizations."""

    work: Work

    def erase(
        self, organization_ids: Collection[OrganizationId], *, with_others_replies: bool = False
    ) -> Erased:
        with self.work() as tables:
            gone = tables.organizations.where(lambda organization: organization.id in organization_ids)
            people = tables.users.where(lambda user: user.organization_id in organization_ids)
            people_ids = {user.id for user in people}
            topics = tables.topics.where(lambda topic: topic.organization_id in organization_ids)
            posts = _doomed(tables, people_ids, {topic.id for topic in topics})
            others = sum(post.author_id not in people_ids for post in posts)
            if others and not with_others_replies:
                raise OthersReplied(others)
            for topic in topics:
                tables.topics.drop(topic.id)
                if topic.visibility is Visibility.NETWORK:
                    count = tables.topic_counts.get(topic.category_id) or 0
                    tables.topic_counts.put(topic.category_id, count - 1)
            for post in posts:
                tables.posts.drop(post.id)
            recount(tables, posts)
            _drop_invitations(tables, organization_ids)
            for file in tables.files.where(lambda file: file.organization_id in organization_ids):
                tables.files.drop(file.id)  # storage sweeps its objects away, which belong to no file then
            _drop_people(tables, people_ids, {user.address for user in people})
            dropped(tables.audit, lambda one: one.organization_id in organization_ids, len(tables.audit))
            drop_exports(tables, lambda one: one.user_id in people_ids)
            for organization in gone:
                tables.storage.drop(organization.id)
                tables.organizations.drop(organization.id)
        return Erased(organizations=len(gone), people=len(people), topics=len(topics), replies=len(posts))


def _doomed(tables: Tables, people: Collection[str], topics: Collection[str]) -> list[Post]:
    """Replies by these people or in these topics, and all below them."""
    found: dict[str, Post] = {}
    for post in sorted(tables.posts.where(lambda _: True), key=lambda post: post.depth):
        if post.author_id in people or post.topic_id in topics or post.parent_id in found:
            found[post.id] = post
    return list(found.values())


def recount(tables: Tables, dropped: Collection[Post]) -> None:
    """Put right what counted the dropped replies and is still there."""
    for topic_id in {post.topic_id for post in dropped}:
        topic = tables.topics.get(topic_id)
        if topic is not None:
            left = tables.posts.where(lambda post, of=topic_id: post.topic_id == of)  # type: ignore[misc]  # of: today's
            last = max(left, key=lambda post: post.seq, default=None)
            topic.post_count = len(left)
            topic.last_post_id = last.id if last else None
            topic.last_activity_at = last.created_at if last else topic.created_at
            tables.topics.put(topic_id, topic)
    for parent_id in {post.parent_id for post in dropped if post.parent_id}:
        parent = tables.posts.get(parent_id)
        if parent is not None:
            replies = tables.posts.where(lambda post, of=parent_id: post.parent_id == of)  # type: ignore[misc]  # the same
            # the next reply's place is counted on from here, so the places close up
            for place, reply in enumerate(sorted(replies, key=lambda reply: reply.place), 1):
                reply.place = place
                tables.posts.put(reply.id, reply)
            parent.reply_count = len(replies)
            tables.posts.put(parent_id, parent)


def _drop_invitations(tables: Tables, organizations: Collection[str]) -> None:
    for invitation in tables.invitations.where(lambda one: one.organization_id in organizations):
        drop_events(tables, {invitation.id})
        tables.invitations.drop(invitation.id)


def drop_events(tables: Tables, aggregates: Collection[str]) -> None:
    """Remove what was published of these."""
    for waiting in tables.outbox.where(lambda waiting: waiting.event.aggregate in aggregates):
        tables.outbox.drop(waiting.id)


def _drop_people(tables: Tables, people: Collection[str], addresses: Collection[str]) -> None:
    for session in tables.sessions.where(lambda session: session.user_id in people):
        tables.sessions.drop(session.id)
    gone = drop_credentials(tables, people)
    registrations = tables.registrations.where(lambda registration: registration.address in addresses)
    for registration in registrations:
        tables.registrations.drop(registration.id)
    for done in tables.done_requests.where(lambda done: done.once.caller in people):
        tables.done_requests.drop(key_of(done.once))
    drop_events(tables, {*people, *gone, *(registration.id for registration in registrations)})
    for user_id in people:
        tables.users.drop(user_id)


class _Owned(Protocol):
    """A row that belongs to a person."""

    @property
    def user_id(self) -> UserId | None:
        """Whose it is."""
        ...


_Row = TypeVar("_Row", bound=_Owned)


def drop_credentials(tables: Tables, people: Collection[str]) -> list[str]:
    """All that people show who they are with; the ids of what went."""
    for user_id in people:
        tables.second_factors.drop(user_id)
    return [
        *_drop_owned(tables.devices, people),
        *_drop_owned(tables.challenges, people),
        *_drop_owned(tables.password_resets, people),
        *_drop_owned(tables.email_changes, people),
        *_drop_owned(tables.access_tokens, people),
    ]


def _drop_owned(table: Table[_Row], people: Collection[str]) -> list[str]:
    gone = [*table.keys(lambda row: row.user_id in people)]
    for key in gone:
        table.drop(key)
    return gone
