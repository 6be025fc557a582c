"""What somebody can do with what they are told, and with what they want to be told."""

from dataclasses import dataclass

from p2p_core.identity.registrations.ports import Tokens
from p2p_core.notifications.inbox.model import (
    DEFAULTS,
    KEPT_FOR,
    UNREAD_KEPT_FOR,
    UNSUBSCRIBE,
    Email,
    Kind,
    Wish,
)
from p2p_core.notifications.inbox.ports import InboxTransaction, NotificationReader
from p2p_core.notifications.inbox.shapes import (
    NotificationDetails,
    NotificationQuery,
    Preference,
    Preferences,
    PreferencesChanges,
    ReadNotifications,
    UnreadCount,
    Unsubscribe,
    Unsubscribed,
)
from p2p_core.shared.actor import Actor, Visit
from p2p_core.shared.batches import in_batches
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import InvalidToken, NotFound
from p2p_core.shared.ids import NotificationId, UserId
from p2p_core.shared.inputs import KEEP, Keep
from p2p_core.shared.pages import Page
from p2p_core.shared.transactions import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxService:
    """See what is new, note that it was read, and say what one wants to be told."""

    begin: Begin[InboxTransaction]
    notifications: NotificationReader
    tokens: Tokens
    clock: Clock

    def list(self, actor: Actor, query: NotificationQuery) -> Page[NotificationDetails]:
        """A page of one's own notifications, what happened last first."""
        return self.notifications.page(actor, query)

    def unread_count(self, actor: Actor) -> UnreadCount:
        """How many of one's own are new."""
        return UnreadCount(notifications=self.notifications.unread_count(actor.user_id))

    def read(self, actor: Actor, notification_id: NotificationId) -> NotificationDetails:
        """Note that one of one's own was read; raises ``NotFound``, for other people's too."""
        with self.begin() as tx:
            if not tx.notifications.read(actor.user_id, notification_id):
                raise NotFound("notification")
        return self.notifications.details(actor, notification_id)

    def read_all(self, actor: Actor) -> ReadNotifications:
        """Note that all were read."""
        with self.begin() as tx:
            return ReadNotifications(count=tx.notifications.read_all(actor.user_id))

    def preferences(self, actor: Actor) -> Preferences:
        """How one is told of each kind."""
        said = self.notifications.wishes(actor.user_id)
        wishes = {kind.value: said.get(kind, DEFAULTS[kind]) for kind in Kind}
        return Preferences(
            **{name: Preference(in_app=wish.in_app, email=wish.email) for name, wish in wishes.items()}
        )

    def prefer(self, actor: Actor, changes: PreferencesChanges) -> Preferences:
        """Say how to be told; kinds that aren't given stay as they are."""
        with self.begin() as tx:
            for kind in Kind:
                preference: Preference | Keep = getattr(changes, kind.value)
                if preference is not KEEP:
                    wish = Wish(in_app=preference.in_app, email=preference.email)
                    tx.notification_preferences.put(actor.user_id, kind, wish)
        return self.preferences(actor)

    def unsubscribe(self, _visit: Visit, request: Unsubscribe) -> Unsubscribed:
        """Want no mails of a kind any more, by the link in one of them, as often as it is asked.

        Raises ``InvalidToken``, also where nobody is left whose mails these were.
        """
        user_id, _, name = self.tokens.read(UNSUBSCRIBE, request.token).partition(" ")
        kind = next((kind for kind in Kind if kind.value == name), None)
        if kind is None:
            raise InvalidToken
        with self.begin() as tx:
            if not tx.notification_preferences.end_mails(UserId(user_id), kind, DEFAULTS[kind]):
                raise InvalidToken
        return Unsubscribed(type=kind, email=Email.OFF)

    def sweep(self) -> int:
        """Forget what was read or taken back a quarter ago, and everything after a year."""
        now = self.clock.now()

        def some(limit: int) -> int:
            with self.begin() as tx:
                return tx.notifications.forget_old(now - KEPT_FOR, now - UNREAD_KEPT_FOR, limit)

        return in_batches(some)
