"""What the inbox needs from a store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from p2p_core.forum.interventions.ports import InterventionReader
from p2p_core.forum.moderation.ports import ReportReader
from p2p_core.forum.posts.ports import PostTransaction
from p2p_core.notifications.inbox.model import Kind, Likers, Listener, Notification, Wish
from p2p_core.notifications.inbox.shapes import Departure, NotificationDetails, NotificationQuery
from p2p_core.shared.actor import Actor
from p2p_core.shared.ids import NotificationId, PostId, TopicId, UserId
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin


class Notifications(Protocol):
    """Notifications within a transaction."""

    def find(self, user_id: UserId, about: str) -> Notification | None:
        """What somebody is told of a thing; nobody else changes it until the transaction ends."""
        ...

    def add(self, notification: Notification) -> bool:
        """Store a new one; false, and nothing is stored, when its person is told of the same already."""
        ...

    def save(self, notification: Notification) -> None:
        """Store a changed one."""
        ...

    def of_likes(self, user_id: UserId, behind: str, limit: int) -> Sequence[Notification]:
        """So many that tell somebody of likes, by their ids, from behind one of them."""
        ...

    def stand(self, about: str, count: int, limit: int) -> int:
        """Let up to so many people be told of a thing, or with 0 not; how many that changed."""
        ...

    def hide(self, topic_id: TopicId, limit: int, *, hidden: bool) -> int:
        """Hide up to so many of a topic, notices apart, or show them again; how many that changed."""
        ...

    def retract(self, topic_id: TopicId, post_id: PostId | None) -> int:
        """Tell nobody any more that a topic, or a reply in it, was removed; how many that changed."""
        ...

    def read(self, user_id: UserId, notification_id: NotificationId) -> bool:
        """Note that somebody read one of theirs; false when they have no such."""
        ...

    def read_all(self, user_id: UserId) -> int:
        """Note that somebody read everything; how many had been new."""
        ...

    def forget_old(self, read_before: datetime, before: datetime, limit: int) -> int:
        """Forget up to so many that happened before then, or earlier but are done with; how many."""
        ...


class Preferences(Protocol):
    """What people want to be told, within a transaction."""

    def put(self, user_id: UserId, kind: Kind, wish: Wish) -> None:
        """Keep what somebody said of a kind."""
        ...

    def end_mails(self, user_id: UserId, kind: Kind, default: Wish) -> bool:
        """Want no mails of a kind, and all else as before; false when there is no such person."""
        ...


class Audience(Protocol):
    """Whom there is to tell, within a transaction that holds the topic."""

    def listener(self, user_id: UserId, kind: Kind, by: UserId | None = None) -> Listener | None:
        """A person, with what they said of this kind, and whether they block who did it."""
        ...

    def followers(
        self, topic_id: TopicId, kind: Kind, behind: str, limit: int, by: UserId | None = None
    ) -> Sequence[Listener]:
        """So many who follow a topic, by their ids, from behind one of them; the same is told of each."""
        ...

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        """Who likes a reply, or a topic, but for one and whom they block; named is rather this one."""
        ...


class InboxTransaction(PostTransaction, Protocol):
    """What notifications are made and read with."""

    @property
    def notifications(self) -> Notifications:
        """Notifications."""
        ...

    @property
    def notification_preferences(self) -> Preferences:
        """What people want to be told."""
        ...

    @property
    def audience(self) -> Audience:
        """Whom there is to tell."""
        ...


class NotificationReader(Protocol):
    """Notifications as they are shown: one query each, of what their person may read."""

    def page(self, actor: Actor, query: NotificationQuery) -> Page[NotificationDetails]:
        """A page of somebody's list; raises ``Invalid`` for a foreign cursor."""
        ...

    def details(self, actor: Actor, notification_id: NotificationId) -> NotificationDetails:
        """One of somebody's; raises ``NotFound``."""
        ...

    def unread_count(self, user_id: UserId) -> int:
        """How many are new."""
        ...

    def wishes(self, user_id: UserId) -> Mapping[Kind, Wish]:
        """What somebody said of which kind."""
        ...

    def departure(self, notification_id: NotificationId) -> Departure | None:
        """What a mail is written from; none where it isn't there any more, or not for its person."""
        ...


class InboxStore(Protocol):
    """A store that keeps notifications."""

    @property
    def begin(self) -> Begin[InboxTransaction]:
        """Opens a transaction."""
        ...

    @property
    def begin_content(self) -> Begin[InboxTransaction]:
        """Opens one that begins where the forum is kept."""
        ...

    @property
    def notifications(self) -> NotificationReader:
        """Notifications as they are shown."""
        ...

    @property
    def interventions(self) -> InterventionReader:
        """What was done with people's words."""
        ...

    @property
    def reports(self) -> ReportReader:
        """What people reported."""
        ...
