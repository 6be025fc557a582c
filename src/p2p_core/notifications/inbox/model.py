"""What is true of a notification, and of what somebody wants to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from p2p_core.shared.events import Event
from p2p_core.shared.ids import NotificationId, OrganizationId, PostId, TopicId, UserId

UNSUBSCRIBE = "end mails of a kind"
"""The purpose of the tokens that end mails."""

KEPT_FOR = timedelta(days=90)
"""How long what was read, or whose reason went away, is kept: a quarter, in which somebody may look again."""
UNREAD_KEPT_FOR = timedelta(days=365)
"""How long what nobody ever read is kept: who was away for a year begins anew."""


class Kind(StrEnum):
    """What somebody is told of."""

    REPLY = "reply"
    """Somebody replied to a topic or a reply of theirs."""
    FOLLOWED_TOPIC = "followed_topic"
    """Somebody replied in a topic they follow."""
    MENTION = "mention"
    """Somebody mentioned them in a topic or a reply."""
    BEST_ANSWER = "best_answer"
    """A reply of theirs became the best answer."""
    LIKE = "like"
    """People like a topic or a reply of theirs; one notification for each, however many do."""
    MODERATION = "moderation"
    """Something was done with a topic or a reply of theirs, and why."""
    REPORT = "report"
    """It was decided about what they reported."""


NOTICES = (Kind.MODERATION, Kind.REPORT)
"""What tells of a decision: that is told of what is deleted too, and names nobody who decided."""


class Verdict(StrEnum):
    """What a notice tells."""

    EDITED = "edited"
    REMOVED = "removed"
    WARNED = "warned"
    """It stays, and its author is told what is wrong with it."""
    MOVED = "moved"
    LOCKED = "locked"
    DISMISSED = "dismissed"
    """Nothing is wrong with what was reported."""


_FAMILIES = {
    Kind.REPLY: "words",
    Kind.FOLLOWED_TOPIC: "words",
    Kind.MENTION: "words",
    Kind.BEST_ANSWER: "best",
    Kind.LIKE: "likes",
    Kind.MODERATION: "intervention",
    Kind.REPORT: "report",
}


class Email(StrEnum):
    """Whether a mail goes out as well."""

    OFF = "off"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants to be told of one kind."""

    in_app: bool
    email: Email

    @property
    def is_for_nothing(self) -> bool:
        """Whether they don't want to be told at all."""
        return not self.in_app and self.email is Email.OFF


DEFAULTS: Mapping[Kind, Wish] = {
    Kind.REPLY: Wish(in_app=True, email=Email.INSTANT),
    Kind.FOLLOWED_TOPIC: Wish(in_app=True, email=Email.OFF),
    Kind.MENTION: Wish(in_app=True, email=Email.INSTANT),
    Kind.BEST_ANSWER: Wish(in_app=True, email=Email.INSTANT),
    Kind.LIKE: Wish(in_app=True, email=Email.OFF),
    Kind.MODERATION: Wish(in_app=True, email=Email.INSTANT),
    Kind.REPORT: Wish(in_app=True, email=Email.OFF),
}
"""What holds for who hasn't said."""


def wish_of(kind: Kind, in_app: bool | None, email: Email | None) -> Wish:  # noqa: FBT001 - as it is kept
    """What somebody said of a kind, or what holds for who hasn't said."""
    default = DEFAULTS[kind]
    return Wish(in_app=default.in_app if in_app is None else in_app, email=email or default.email)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said of one kind."""

    id: str
    user_id: UserId
    kind: Kind
    in_app: bool
    email: Email

    @property
    def wish(self) -> Wish:
        """How they want to be told."""
        return Wish(in_app=self.in_app, email=self.email)


def said(user_id: UserId, kind: Kind, wish: Wish) -> Said:
    """That somebody wants it so; each person says one thing of each kind."""
    return Said(id=f"{user_id} {kind}", user_id=user_id, kind=kind, in_app=wish.in_app, email=wish.email)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Somebody who may be told, as they are at this moment."""

    id: UserId
    organization_id: OrganizationId
    takes_part: bool
    in_app: bool | None = None
    email: Email | None = None
    blocks: bool = False
    """Whether they block who did it."""

    def wish(self, kind: Kind) -> Wish:
        """What they said of this kind, or what holds for who hasn't said."""
        return wish_of(kind, self.in_app, self.email)


@dataclass(frozen=True, slots=True)
class Likers:
    """Who likes a thing, its author and whom they block left out: how many, and one of them."""

    count: int
    one: UserId | None


@dataclass(slots=True, kw_only=True)
class Notification:
    """What one person is told of one thing.

    It counts what there is to tell and how much of it was seen: new is what is more. So what is taken back
    is new no more, and what comes back is as it was.
    """

    id: NotificationId
    user_id: UserId
    kind: Kind
    topic_id: TopicId
    post_id: PostId | None
    actor_id: UserId
    """Who did it; of several, the last. A notice has its own person here, since it names nobody."""
    happened_at: datetime
    count: int = 1
    """How many people did it and would still; 0 while it is taken back."""
    seen: int = 0
    """How many there were when it was read."""
    listed: bool = False
    """Whether it stands in the list; else it is there for its mail alone."""
    hidden: bool = False
    """Whether its topic is deleted."""
    mailed: bool = False
    """Whether a mail of it left since it was read."""
    deed_id: str | None = None
    """Which intervention or report a notice tells of."""
    outcome: Verdict | None = None
    reason: str | None = None
    """Why, in the words of who decided."""

    @property
    def about(self) -> str:
        """What it tells of: nobody is told of the same twice."""
        if self.deed_id:
            return f"{_FAMILIES[self.kind]} {self.deed_id}"
        return about(self.kind, self.topic_id, self.post_id)

    @property
    def is_notice(self) -> bool:
        """Whether it tells of a decision."""
        return self.kind in NOTICES

    @property
    def is_there(self) -> bool:
        """Whether there is anything to tell."""
        return self.count > 0 and not self.hidden

    @property
    def is_new(self) -> bool:
        """Whether there is more than was seen."""
        return self.is_there and self.count > self.seen

    def recount(self, likers: Likers) -> bool:
        """Take on who does it now; whether these are more than before."""
        before, self.count = self.count, likers.count
        self.actor_id = likers.one or self.actor_id
        return self.count > before

    def arrive(self, wish: Wish) -> "NotificationArrived | None":
        """Reach its person; the mail that is to leave, of which there is one until they have read.

        Whoever doesn't want it in the list has nothing new there.
        """
        mails = wish.email is Email.INSTANT and self.is_new and not self.mailed
        self.mailed = wish.in_app and (self.mailed or mails)
        if wish.in_app:
            self.listed = True
        else:
            self.seen = max(self.seen, self.count)
        return NotificationArrived(notification_id=self.id) if mails else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationArrived(Event):
    """Somebody is told something, and wants it by mail too."""

    notification_id: NotificationId


FAMILIES = frozenset(family for kind, family in _FAMILIES.items() if kind not in NOTICES)
"""What of a thing can be told of."""


def about(kind: Kind, topic_id: TopicId, post_id: PostId | None) -> str:
    """What a notification tells of: a thing's words, its likes, or that it is the best answer."""
    return f"{_FAMILIES[kind]} {post_id or topic_id}"
