"""Notifications as they are shown, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.memory.blocked import blocks
from adapters.memory.people import person_card, takes_part
from adapters.memory.tables import Tables, Work
from p2p_core.identity.users.model import display_name
from p2p_core.notifications.inbox.model import Kind, Notification, Verdict, Wish
from p2p_core.notifications.inbox.shapes import (
    Departure,
    NotificationDetails,
    NotificationQuery,
    TopicCard,
)
from p2p_core.shared.actor import Actor
from p2p_core.shared.clock import to_milliseconds
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import NotificationId, OrganizationId, UserId
from p2p_core.shared.moments import moment_of
from p2p_core.shared.pages import Key, Page, decode_cursor, page_of


@dataclass(frozen=True, slots=True)
class MemoryNotificationReader:
    """Notifications as they are shown."""

    work: Work

    def page(self, actor: Actor, query: NotificationQuery) -> Page[NotificationDetails]:
        binding = query.binding(actor.user_id)
        after = decode_cursor(binding, query.cursor, int, str)
        with self.work() as tables:
            mine = tables.notifications.where(lambda one: _is_shown(tables, actor, one))
            listed = [one for one in mine if _is_asked(one, query)]
            ordered = sorted(listed, key=_key, reverse=True)
            behind = [one for one in ordered if after is None or _key(one) < after]
            page = page_of(behind, query.limit, binding, _key)
            shown = page.map(lambda one: _details(tables, one))
        return shown.counted(len(listed) if query.count else None)

    def details(self, actor: Actor, notification_id: NotificationId) -> NotificationDetails:
        with self.work() as tables:
            found = tables.notifications.get(notification_id)
            if found is None or not _is_shown(tables, actor, found):
                raise NotFound("notification")
            return _details(tables, found)

    def unread_count(self, user_id: UserId) -> int:
        with self.work() as tables:
            return len(
                tables.notifications.where(lambda one: one.user_id == user_id and one.listed and one.is_new)
            )

    def wishes(self, user_id: UserId) -> Mapping[Kind, Wish]:
        with self.work() as tables:
            return {one.kind: one.wish for one in tables.wishes.where(lambda one: one.user_id == user_id)}

    def departure(self, notification_id: NotificationId) -> Departure | None:
        with self.work() as tables:
            found = tables.notifications.get(notification_id)
            return _departure(tables, found) if found and _may_leave(tables, found) else None


def _is_readable(tables: Tables, one: Notification, home: OrganizationId) -> bool:
    """What it tells of is there at this very moment, whether or not that was noted already."""
    topic, post = tables.topics.get(one.topic_id), tables.posts.get(one.post_id or "")
    if topic is None or not topic.is_for(home) or not one.is_there:
        return False
    post_is_gone = one.post_id is not None and (post is None or post.is_deleted)
    if one.is_notice:
        says_removed = (one.kind, one.outcome) == (Kind.MODERATION, Verdict.REMOVED)
        is_removed = post_is_gone if one.post_id else topic.deleted_at is not None
        return is_removed or not says_removed
    return topic.deleted_at is None and not post_is_gone


def _is_shown(tables: Tables, actor: Actor, one: Notification) -> bool:
    is_theirs = one.listed and one.user_id == actor.user_id
    return is_theirs and _is_readable(tables, one, actor.organization_id)


def _is_asked(one: Notification, query: NotificationQuery) -> bool:
    return (
        query.unread in {None, one.is_new}
        and query.type in {None, one.kind}
        and (query.since is None or one.happened_at >= moment_of(query.since))
    )


def _key(one: Notification) -> Key:
    return (to_milliseconds(one.happened_at), one.id)


def _details(tables: Tables, one: Notification) -> NotificationDetails:
    topic = tables.topics.get(one.topic_id)
    return NotificationDetails(
        id=one.id,
        type=one.kind,
        actor=None if one.is_notice else person_card(tables, one.actor_id),
        count=one.count,
        topic=TopicCard(id=one.topic_id, title=topic.title if topic else ""),
        post_id=one.post_id,
        outcome=one.outcome,
        reason=one.reason,
        read=not one.is_new,
        happened_at=one.happened_at,
    )


def _may_leave(tables: Tables, one: Notification) -> bool:
    user = tables.users.get(one.user_id)
    if user is None or blocks(tables, user.id, one.actor_id):
        return False
    return takes_part(tables, user) and _is_readable(tables, one, user.organization_id)


def _departure(tables: Tables, one: Notification) -> Departure | None:
    user, actor = tables.users.get(one.user_id), tables.users.get(one.actor_id)
    topic = tables.topics.get(one.topic_id)
    if user is None or actor is None or topic is None:
        raise AssertionError("a notification is from somebody to somebody, about something")
    said = tables.wishes.get(f"{user.id} {one.kind}")
    return Departure(
        id=one.id,
        user_id=user.id,
        type=one.kind,
        topic_id=one.topic_id,
        post_id=one.post_id,
        topic_title=topic.title,
        actor_name=display_name(actor.first_name, actor.last_name),
        count=one.count,
        seen=one.seen,
        outcome=one.outcome,
        reason=one.reason,
        in_app=said.in_app if said else None,
        mails=said.email if said else None,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        language=user.language,
    )
