"""Organizations taken away from memory, with everything their people left."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, TypeVar

from adapters.memory.blocked import drop_blocks
from adapters.memory.forum import MemoryCategories, MemoryPosts
from adapters.memory.inbox import forget_inbox
from adapters.memory.marks import MemoryMarks, drop_post, drop_topic
from adapters.memory.mentions import drop_mentions
from adapters.memory.moderation import drop_moderation
from adapters.memory.once import key_of
from adapters.memory.own_data import drop_exports
from adapters.memory.reputation import MemoryReputation, drop_reputation
from adapters.memory.tables import Table, Tables, Work, dropped, whose
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Topic, Visibility, heat
from p2p_core.shared.clock import Clock
from p2p_core.shared.erasure import Erased, OthersReplied
from p2p_core.shared.ids import Ids, OrganizationId, TopicId, UserId


@dataclass(frozen=True, slots=True)
class MemoryErasure:
    """Erases organizations."""

    work: Work
    clock: Clock
    ids: Ids

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
                drop_topic(tables, topic.id)
                if topic.visibility is Visibility.NETWORK and topic.deleted_at is None:
                    MemoryCategories(tables).topic_removed(topic.category_id)
            for post in posts:
                drop_post(tables, post.id)
            drop_moderation(tables, people_ids)
            for user_id in people_ids:
                drop_mentions(tables, user_id)
            dropped(tables.reports, lambda one: one.author_id in people_ids, len(tables.reports))
            dropped(tables.edits, lambda edit: edit.editor_id in people_ids, len(tables.edits))
            marked = drop_marks(tables, people_ids)
            recount(tables, posts, marked)
            forget_inbox(tables, people_ids, former=None)
            drop_events(tables, {*(topic.id for topic in topics), *(post.id for post in posts)})
            drop_reputation(tables, people_ids)
            for topic_id in {*marked, *(topic.id for topic in topics), *(post.topic_id for post in posts)}:
                MemoryReputation(tables, self.clock, self.ids).settle(topic_id)
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


def drop_marks(tables: Tables, people: Collection[str]) -> set[TopicId]:
    """What these people did with others' topics and replies; the topics that counted it."""
    for post_id, user_id in tables.post_likes.where(lambda like: like[1] in people):
        MemoryPosts(tables).like(post_id, user_id, on=False)
        MemoryPosts(tables).liked(post_id, -1)
    marks = tables.marks.where(lambda mark: mark.user_id in people)
    for mark in marks:
        tables.marks.drop(f"{mark.topic_id} {mark.user_id}")
    return {mark.topic_id for mark in marks}


def recount(tables: Tables, gone: Collection[Post], others: Collection[TopicId] = ()) -> None:
    """Put right what counted the dropped replies, or marks on other topics, and is still there."""
    for post in gone:
        if not post.is_deleted:
            MemoryMarks(tables).reply_gone(post.topic_id, post.seq, post.author_id)
    waiting = [post.parent_id for post in gone if post.parent_id]
    while waiting:
        parent = tables.posts.get(waiting.pop())
        if parent is not None:
            replies = tables.posts.where(whose(lambda post: post.parent_id, parent.id))
            was_shown, parent.last_place = parent.is_shown, len(replies)
            # the next reply's place is counted on from here, so the places close up
            for place, reply in enumerate(sorted(replies, key=lambda reply: reply.place), 1):
                reply.place = place
                tables.posts.put(reply.id, reply)
            parent.reply_count = sum(reply.is_shown for reply in replies)
            tables.posts.put(parent.id, parent)
            if parent.parent_id and was_shown and not parent.is_shown:
                waiting.append(parent.parent_id)
    for topic_id in {*others, *(post.topic_id for post in gone)}:
        topic = tables.topics.get(topic_id)
        if topic is not None:
            _recount_topic(tables, topic)


def _recount_topic(tables: Tables, topic: Topic) -> None:
    left = tables.posts.where(lambda post: post.topic_id == topic.id and not post.is_deleted)
    marks = tables.marks.where(lambda mark: mark.topic_id == topic.id)
    last = max(left, key=lambda post: post.seq, default=None)
    topic.post_count = len(left)
    topic.last_post_id = last.id if last else None
    topic.last_activity_at = last.created_at if last else topic.created_at
    topic.like_count = sum(mark.liked for mark in marks)
    topic.follower_count = sum(mark.following for mark in marks)
    topic.bookmark_count = sum(mark.bookmarked_at is not None for mark in marks)
    topic.replier_count = len({post.author_id for post in left} - {topic.author_id})
    topic.hot = heat(topic.like_count, topic.replier_count, topic.created_at, topic.created_at)
    topic.best_answer_id = next((post.id for post in left if post.id == topic.best_answer_id), None)
    tables.topics.put(topic.id, topic)


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
    drop_blocks(tables, people)
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
    """All that people show who they are with, and what they were writing; the ids of what went."""
    for user_id in people:
        tables.second_factors.drop(user_id)
    return [
        *_drop_owned(tables.devices, people),
        *_drop_owned(tables.challenges, people),
        *_drop_owned(tables.password_resets, people),
        *_drop_owned(tables.email_changes, people),
        *_drop_owned(tables.access_tokens, people),
        *_drop_owned(tables.drafts, people),
    ]


def _drop_owned(table: Table[_Row], people: Collection[str]) -> list[str]:
    gone = [*table.keys(lambda row: row.user_id in people)]
    for key in gone:
        table.drop(key)
    return gone
