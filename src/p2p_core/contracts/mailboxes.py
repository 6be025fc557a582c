"""What every mailer and mailbox promises."""

from p2p_core.contracts.builders import ARABIC
from p2p_core.notifications.model import Mail
from p2p_core.notifications.ports import Mailbox
from p2p_core.shared.clock import Clock
from p2p_core.shared.language import Language


def a_mail(message_id: str = "1@test.example") -> Mail:
    """A mail with everything in it that breaks careless programs."""
    return Mail(
        message_id=message_id,
        to="Omar@Metals.example",
        subject=f"{ARABIC} {{0.__class__}} %s%n",
        text=f"{ARABIC}\n.\nFrom here\n\n{{{{7*7}}}}",
        html=f"<p>{ARABIC}</p>",
        language=Language.ARABIC,
    )


class MailboxContract:
    """Mails that are kept to be read."""

    mailbox: Mailbox
    clock: Clock

    def test_a_mail_arrives_as_it_was_sent(self) -> None:
        before = self.clock.now()
        mail = a_mail()
        self.mailbox.send(mail)
        (sent,) = self.mailbox.sent()
        assert (sent.to, sent.subject, sent.text, sent.html) == (mail.to, mail.subject, mail.text, mail.html)
        assert before <= sent.sent_at <= self.clock.now()

    def test_a_mail_sent_again_is_the_same_mail(self) -> None:
        self.mailbox.send(a_mail())
        self.mailbox.send(a_mail())
        assert len(self.mailbox.sent()) == 1

    def test_the_newest_mail_comes_first(self) -> None:
        for number in range(3):
            self.mailbox.send(a_mail(f"{number}@test.example"))
        sent = self.mailbox.sent()
        assert [mail.id for mail in sent] == sorted((mail.id for mail in sent), reverse=True)
        assert len({mail.id for mail in sent}) == 3
