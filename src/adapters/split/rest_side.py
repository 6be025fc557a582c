"""What the store that keeps everything but content has to offer, whatever it is."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from adapters.split.across import RestAgreement
from adapters.split.content_side import ContentAside, Line
from p2p_core.forum.reputation.model import Merit
from p2p_core.notifications.inbox.model import Kind, Likers, Listener
from p2p_core.notifications.inbox.shapes import Departure, NotificationDetails
from p2p_core.own_data.model import Contributions
from p2p_core.shared.ids import EventId, FileId, NotificationId, OrganizationId, PostId, TopicId, UserId
from p2p_core.shared.outbox import Outbox
from p2p_core.shared.pages import Key
from p2p_core.shared.transactions import Begin
from p2p_core.store import Store, StoreTransaction


class Likes(Protocol):
    """Who likes what, when somebody has been forgotten."""

    def liked(self, user_id: str) -> Collection[str]:
        """Which topics and replies they liked."""
        ...

    def likers(self, topic_id: TopicId, post_id: PostId | None, but: UserId, rather: UserId) -> Likers:
        """Who likes a reply, or a topic, but for one."""
        ...

    def is_gone(self, post_id: PostId) -> bool:
        """Whether a reply is deleted."""
        ...


class Aside(ContentAside, Protocol):
    """All that both need of the other store."""

    def listeners(self, user_ids: Collection[UserId], kind: Kind, by: UserId | None) -> Sequence[Listener]:
        """These people, with what they said of this kind, and whether they block who did it, by their ids."""
        ...

    def former_of(self, user_id: UserId) -> UserId | None:
        """Who has what somebody leaves behind; nobody where they are gone already."""
        ...

    def people_of(self, organization_ids: Collection[OrganizationId]) -> Sequence[UserId]:
        """Everybody of these organizations."""
        ...

    def erase(
        self,
        organization_ids: Collection[OrganizationId],
        liked: Mapping[UserId, Collection[str]],
        likes: Likes,
        events: Collection[EventId],
    ) -> int:
        """Erase organizations; answers with how many there were.

        Given what each of their people liked, who likes it now, and which events are gone already.
        """
        ...

    def owe(self, turn: int, changes: bytes) -> None:
        """Remember until the next time what that turn changes in content, which is kept after this."""
        ...

    def forget(
        self, user_id: UserId, contributions: Contributions, likes: Likes, written: Collection[str]
    ) -> Collection[FileId]:
        """Forget a person; answers with the files that went. Who likes what is known elsewhere.

        Of what they wrote the log keeps no reasons.
        """
        ...


class Ledger(Protocol):
    """The ledger of reputation, beside the people whose it is."""

    def earn(self, user_id: UserId, merit: Merit, subject_id: str, topic_id: TopicId) -> None:
        """Add the line of something that is new."""
        ...

    def settle(self, topic_id: TopicId, subject_id: str | None, stands: Iterable[Line]) -> None:
        """Add the lines by which the ledger differs from what stands there now."""
        ...


class Told(Protocol):
    """Something that somebody is told of."""

    @property
    def topic_id(self) -> str:
        """The topic."""
        ...

    @property
    def post_id(self) -> str | None:
        """The reply in it, if it is about one."""
        ...

    @property
    def is_notice(self) -> bool:
        """Whether it tells of a decision, for which what it is about may be deleted."""
        ...

    @property
    def says_removed(self) -> bool:
        """Whether it tells that it is deleted."""
        ...

    @property
    def key(self) -> Key:
        """Where it stands in its person's list."""
        ...

    def details(self, title: str) -> NotificationDetails:
        """As it is shown, with the topic's title."""
        ...


class TellsOf(Protocol):
    """What people are told of, without what it is about."""

    def some(
        self,
        user_id: UserId,
        filters: frozenset[str],
        wanted: dict[str, object],
        after: Key | None,
        limit: int,
    ) -> Sequence[Told]:
        """The next ones by when they happened, the newest first."""
        ...

    def one(self, user_id: UserId, notification_id: NotificationId) -> Told | None:
        """One of somebody's."""
        ...

    def departing(self, notification_id: NotificationId) -> tuple[Departure, Told, OrganizationId] | None:
        """What a mail is written from, but for the title, and where its reader is at home."""
        ...


class Members(Protocol):
    """Who belongs to an organization."""

    def members(self, organization_id: OrganizationId) -> Sequence[UserId]:
        """Everybody of it, those who left too."""
        ...


class RestOutbox(Outbox, Protocol):
    """The outbox of everything but content."""

    def has(self, event_id: EventId) -> bool:
        """Whether the event was published here."""
        ...


class RestTransaction(StoreTransaction, Protocol):
    """A transaction of the store that keeps everything but content."""

    @property
    def aside(self) -> Aside:
        """What content asks and changes there."""
        ...

    @property
    def ledger(self) -> Ledger:
        """The ledger of reputation."""
        ...


class Rest(Store, Protocol):
    """The store that keeps everything but content."""

    @property
    def begin(self) -> Begin[RestTransaction]:
        """Opens a transaction."""
        ...

    @property
    def outbox(self) -> RestOutbox:
        """Events that wait for their reactions."""
        ...

    @property
    def told(self) -> TellsOf:
        """What people are told of."""
        ...

    @property
    def agreement(self) -> RestAgreement:
        """What both have to agree on."""
        ...

    @property
    def beside(self) -> Members:
        """Who belongs where."""
        ...

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call the listener after each transaction that published something."""
        ...

    def ping(self) -> None:
        """Raise ``Unavailable`` when nothing can be read."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
