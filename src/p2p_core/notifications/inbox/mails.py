"""The mail that tells of a notification; a reaction that looks at what is true at departure."""

from dataclasses import dataclass

from p2p_core.identity.registrations.ports import Tokens
from p2p_core.notifications.inbox.model import UNSUBSCRIBE, NotificationArrived, Verdict
from p2p_core.notifications.inbox.ports import NotificationReader
from p2p_core.notifications.inbox.shapes import Departure
from p2p_core.notifications.inbox.wording import NO_MORE, letter_of
from p2p_core.notifications.letters import Ending, write_letter
from p2p_core.notifications.post import Post
from p2p_core.notifications.wording import QUOTED
from p2p_core.shared.ids import EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationMailService:
    """The reaction that writes to people what happened; run by the worker, never by a request."""

    notifications: NotificationReader
    tokens: Tokens
    post: Post
    public_url: str
    """Where links in mails lead, without a slash at the end."""

    def mail_notification(self, event_id: EventId, event: NotificationArrived) -> None:
        """Write to whom it concerns, if they still want and may know, and haven't read it meanwhile."""
        found = self.notifications.departure(event.notification_id)
        if found is None or not found.is_wanted:
            return
        token = self.tokens.issue(UNSUBSCRIBE, f"{found.user_id} {found.type.value}")
        words = letter_of(
            found.type, reply=found.post_id is not None, several=found.count > 1, outcome=found.outcome
        )
        values = {
            "first_name": found.first_name,
            "last_name": found.last_name,
            "actor": found.actor_name,
            "topic": found.topic_title,
            "count": str(found.count),
            "reason": QUOTED[found.language].format(found.reason) if found.reason else "",
        }
        ending = Ending(NO_MORE[found.language], f"{self.public_url}/unsubscribe#token={token}")
        letter = write_letter(words[found.language], found.language, self._link(found), values, ending)
        in_one_click = f"{self.public_url}/unsubscribe/{token}"
        self.post.send(event_id, "mail_notification", found.email, found.language, letter, in_one_click)

    def _link(self, found: Departure) -> str:
        if found.outcome is Verdict.REMOVED:
            return f"{self.public_url}/notifications"
        place = f"#post-{found.post_id}" if found.post_id else ""
        return f"{self.public_url}/forum/{found.topic_id}{place}"
