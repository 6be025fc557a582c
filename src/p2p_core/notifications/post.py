"""Letters on their way: addressed, named by what caused them, and handed to the post office."""

from dataclasses import dataclass

from p2p_core.notifications.letters import Letter
from p2p_core.notifications.model import Mail, message_id_of
from p2p_core.notifications.ports import Mailer
from p2p_core.shared.ids import EventId
from p2p_core.shared.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Sends letters; one that is sent twice for the same reason is the same mail."""

    mailer: Mailer
    mail_domain: str
    """The right side of Message-IDs."""

    def send(
        self,
        event_id: EventId,
        reaction: str,
        to: str,
        language: Language,
        letter: Letter,
        unsubscribe_url: str = "",
    ) -> None:
        """Hand it over; raises ``Unavailable`` when it may work later."""
        self.mailer.send(
            Mail(
                message_id=message_id_of(event_id, reaction, to, self.mail_domain),
                to=to,
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                language=language,
                unsubscribe_url=unsubscribe_url,
            )
        )
