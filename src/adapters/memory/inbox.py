"""Notifications, what people want to be told, and whom there is to tell, within a transaction in memory."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.blocked import blocked_by, blocks
from adapters.memory.people import takes_part
from adapters.memory.tables import Tables, dropped
from p2p_core.identity.users.model import User
from p2p_core.notifications.inbox.model import (
    Email,
    Kind,
    Likers,
    Listener,
    Notification,
    Verdict,
    Wish,
    said,
)
from p2p_core.shared.ids import NotificationId, PostId, TopicId, UserId


@dataclass(frozen=True, slots=True)
class MemoryNotifications:
    """Notifications in memory."""

    tables: Tables

    def find(self, user_id: UserId, about: str) -> Notification | None:
        found = self.tables.notifications.where(lambda one: (one.user_id, one.about) == (user_id, about))
        return found[0] if found else None

    def add(self, notification: Notification) -> bool:
        if self.find(notification.user_id, notification.about):
            return False
        self.save(notification)
        return True

    def save(self, notification: Notification) -> None:
        self.tables.notifications.put(notification.id, notification)

    def of_likes(self, user_id: UserId, behind: str, limit: int) -> Sequence[Notification]:
        theirs = self.tables.notifications.where(lambda one: (one.user_id, one.kind) == (user_id, Kind.LIKE))
        return sorted((one for one in theirs if one.id > behind), key=lambda one: one.id)[:limit]

    def stand(self, about: str, count: int, limit: int) -> int:
        def stands(one: Notification) -> None:
            one.count = count

        return self._change(lambda one: one.about == about and one.count != count, stands, limit)

    def hide(self, topic_id: TopicId, limit: int, *, hidden: bool) -> int:
        def hides(one: Notification) -> None:
            one.hidden = hidden

        def in_it(one: Notification) -> bool:
            return one.topic_id == topic_id and one.hidden != hidden and not one.is_notice

        return self._change(in_it, hides, limit)

    def retract(self, topic_id: TopicId, post_id: PostId | None) -> int:
        def is_told_so(one: Notification) -> bool:
            told = (one.kind, one.outcome, one.topic_id, one.post_id)
            return told == (Kind.MODERATION, Verdict.REMOVED, topic_id, post_id) and one.count > 0

        def stands_no_more(one: Notification) -> None:
            one.count = 0

        return self._change(is_told_so, stands_no_more)

    def read(self, user_id: UserId, notification_id: NotificationId) -> bool:
        one = self.tables.notifications.get(notification_id)
        if one is None or one.user_id != user_id or not (one.listed and one.is_there):
            return False
        self._read(one)
        return True

    def read_all(self, user_id: UserId) -> int:
        return self._change(lambda one: one.user_id == user_id and one.listed and one.is_new, self._seen)

    def forget_old(self, read_before: datetime, before: datetime, limit: int) -> int:
        return dropped(
            self.tables.notifications,
            lambda one: (
                one.happened_at < before
                or (one.happened_at < read_before and not (one.listed and one.is_new))
            ),
            limit,
        )

    def _read(self, one: Notification) -> None:
        self._seen(one)
        self.save(one)

    @staticmethod
    def _seen(one: Notification) -> None:
        one.seen, one.mailed = max(one.seen, one.count), False

    def _change(
        self,
        wanted: Callable[[Notification], bool],
        change: Callable[[Notification], None],
        limit: int | None = None,
    ) -> int:
        found = self.tables.notifications.where(wanted)[:limit]
        for one in found:
            change(one)
            self.save(one)
        return len(found)


@dataclass(frozen=True, slots=True)
class MemoryPreferences:
    """What people want to be told, in memory."""

    tables: Tables

    def put(self, user_id: UserId, kind: Kind, wish: Wish) -> None:
        one = said(user_id, kind, wish)
        self.tables.wishes.put(one.id, one)

    def end_mails(self, user_id: UserId, kind: Kind, default: Wish) -> bool:
        if user_id not in self.tables.users:
            return False
        wish = _said(self.tables, user_id, kind) or default
        self.put(user_id, kind, Wish(in_app=wish.in_app, email=Email.OFF))
        return True


@dataclass(frozen=True, slots=True)
class MemoryAudience:
    """Whom there is to tell, in memory."""

    tables: Tables

    def listener(self, user_id: UserId, kind: Kind, by: UserId | None = None) -> Listener | None:
        user = self.tables.users.get(user_id)
        return _listener(self.tables, user, kind, by) if user else None

    def followers(
        self, topic_id: TopicId, kind: Kind, behind: str, limit: int, by: UserId | None = None
    ) -> Sequence[Listener]:
        marks = self.tables.marks.where(lambda mark: mark.topic_id == topic_id and mark.following)
        ids = sorted(mark.user_id for mark in marks if mark.user_id > behind)[:limit]
        found = (self.tables.users.get(user_id) for user_id in ids)
        return [_listener(self.tables, user, kind, by) for user in found if user]

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        return likers(self.tables, topic_id, post_id, but, rather)


def likers(
    tables: Tables, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId | None = None
) -> Likers:
    """Who likes a reply, or a topic, but for one and whom they block."""
    if post_id:
        people = {user for post, user in tables.post_likes.where(lambda like: like[0] == post_id)}
    else:
        marks = tables.marks.where(lambda mark: mark.topic_id == topic_id and mark.liked)
        people = {mark.user_id for mark in marks}
    people -= {but, *blocked_by(tables, but)}
    return Likers(len(people), rather if rather in people else max(people, default=None))


def forget_inbox(tables: Tables, people: Collection[str], former: UserId | None) -> None:
    """Forget what people were told, and what others were told of them: it is from a former member, or gone.

    Their likes must be forgotten already.
    """
    dropped(tables.notifications, lambda one: one.user_id in people, len(tables.notifications))
    dropped(tables.wishes, lambda one: one.user_id in people, len(tables.wishes))
    for one in tables.notifications.where(lambda one: one.kind is Kind.LIKE):
        left = likers(tables, one.topic_id, one.post_id, one.user_id, one.actor_id)
        post = tables.posts.get(one.post_id or "")
        if left.one is None and one.actor_id in people:
            tables.notifications.drop(one.id)
        else:
            one.recount(Likers(0, left.one) if post and post.is_deleted else left)
            tables.notifications.put(one.id, one)
    for deed in tables.notifications.where(lambda one: one.actor_id in people):
        if former is None:
            tables.notifications.drop(deed.id)
        else:
            deed.actor_id = former
            tables.notifications.put(deed.id, deed)


def _listener(tables: Tables, user: User, kind: Kind, by: UserId | None) -> Listener:
    wish = _said(tables, user.id, kind)
    return Listener(
        id=user.id,
        organization_id=user.organization_id,
        takes_part=takes_part(tables, user),
        in_app=wish.in_app if wish else None,
        email=wish.email if wish else None,
        blocks=blocks(tables, user.id, by),
    )


def _said(tables: Tables, user_id: UserId, kind: Kind) -> Wish | None:
    kept = tables.wishes.get(f"{user_id} {kind}")
    return kept.wish if kept else None
