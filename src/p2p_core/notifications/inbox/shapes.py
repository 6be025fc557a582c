"""How notifications are asked for and shown, and how somebody says what they want to be told."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from p2p_core.identity.users.shapes import PersonCard
from p2p_core.notifications.inbox.model import Email, Kind, Verdict, wish_of
from p2p_core.shared.changes import Changes
from p2p_core.shared.ids import NotificationId, PostId, TopicId, UserId
from p2p_core.shared.inputs import KEEP, Input, Keep, Length
from p2p_core.shared.language import Language
from p2p_core.shared.moments import Moment
from p2p_core.shared.pages import DEFAULT_LIMIT, Cursor, Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationQuery(Input):
    """Which of one's own notifications to list: the last that happened first, and from where on."""

    unread: bool | None = None
    type: Kind | None = None
    since: Annotated[str, Moment()] | None = None
    """Only what happened at this moment or later."""
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    count: bool = False

    def binding(self, user_id: UserId) -> str:
        """What a cursor is bound to: everything that decides which list it is."""
        return repr(("notifications", user_id, self.unread, self.type and self.type.value, self.since))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCard:
    """The topic that something happened in."""

    id: TopicId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationDetails:
    """One notification."""

    id: NotificationId
    type: Kind
    actor: PersonCard | None
    """Who did it; of several, the last. Nobody is named who decided about words or reports."""
    count: int
    """How many people did it."""
    topic: TopicCard
    post_id: PostId | None
    """The reply it is about; without one it is about the topic itself."""
    outcome: Verdict | None
    """What was decided, for ``moderation`` and ``report``."""
    reason: str | None
    """Why, in the words of who decided, for ``moderation``."""
    read: bool
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadCount:
    """How much is new: no messages, as long as none can be written."""

    notifications: int
    messages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNotifications:
    """How many had been new."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference(Input):
    """How to be told of one kind; mails go out at once or not at all."""

    in_app: bool
    email: Email


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How somebody is told of each kind."""

    reply: Preference
    followed_topic: Preference
    mention: Preference
    best_answer: Preference
    like: Preference
    moderation: Preference
    report: Preference


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesChanges(Changes):
    """What becomes of it; a kind that is left out stays as it is."""

    reply: Preference | Keep = KEEP
    followed_topic: Preference | Keep = KEEP
    mention: Preference | Keep = KEEP
    best_answer: Preference | Keep = KEEP
    like: Preference | Keep = KEEP
    moderation: Preference | Keep = KEEP
    report: Preference | Keep = KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe(Input):
    """What the link in a mail holds."""

    token: Annotated[str, Length(1, 1000)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribed:
    """Of which kind no mails come any more."""

    type: Kind
    email: Email


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A notification as its mail is written from it, of somebody who may still read what it is about.

    There is none from whom its person blocks by now, be it only the last of several who like a thing.
    """

    id: NotificationId
    user_id: UserId
    type: Kind
    topic_id: TopicId
    post_id: PostId | None
    topic_title: str
    actor_name: str
    count: int
    seen: int
    outcome: Verdict | None
    reason: str | None
    in_app: bool | None
    mails: Email | None
    """What they said of this kind, if they have."""
    email: str = field(repr=False)
    first_name: str
    last_name: str
    language: Language

    @property
    def is_wanted(self) -> bool:
        """Whether its person wants a mail of it now: none of what they have read meanwhile."""
        wish = wish_of(self.type, self.in_app, self.mails)
        was_read = wish.in_app and self.count <= self.seen
        return wish.email is Email.INSTANT and not was_read
