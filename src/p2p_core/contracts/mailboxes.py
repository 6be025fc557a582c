"""What every mailer and mailbox promises."""

from collections.abc import Sequence
from dataclasses import replace

from p2p_core.contracts.builders import ARABIC
from p2p_core.notifications.model import Mail, SentMail
from p2p_core.notifications.ports import Mailbox, Mailer
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


class MailerContract:
    """Mails that are handed on, seen from where they arrive."""

    mailer: Mailer
    clock: Clock

    def received(self) -> Sequence[SentMail]:
        """What has arrived, the newest first; what came twice under one Message-ID is one mail."""
        raise NotImplementedError

    def test_a_mail_arrives_as_it_was_sent(self) -> None:
        before = self.clock.now()
        mail = a_mail()
        self.mailer.send(mail)
        (sent,) = self.received()
        assert (sent.to, sent.subject, sent.text, sent.html) == (mail.to, mail.subject, mail.text, mail.html)
        assert before <= sent.sent_at <= self.clock.now()

    def test_a_mail_sent_again_is_the_same_mail(self) -> None:
        self.mailer.send(a_mail())
        self.mailer.send(a_mail())
        assert len(self.received()) == 1

    def test_a_mail_that_people_can_end_arrives_too(self) -> None:
        self.mailer.send(replace(a_mail(), unsubscribe_url="https://p2p.example/stop#token=1"))
        assert len(self.received()) == 1

    def test_the_newest_mail_comes_first(self) -> None:
        for number in range(3):
            self.mailer.send(replace(a_mail(f"{number}@test.example"), subject=f"Mail {number}"))
        assert [mail.subject for mail in self.received()] == ["Mail 2", "Mail 1", "Mail 0"]


class MailboxContract(MailerContract):
    """Mails that are kept to be read."""

    mailbox: Mailbox

    def received(self) -> Sequence[SentMail]:
        """What the mailbox shows."""
        return self.mailbox.sent()

    def test_mails_are_known_by_ids_in_their_order(self) -> None:
        for number in range(3):
            self.mailbox.send(a_mail(f"{number}@test.example"))
        sent = self.mailbox.sent()
        assert [mail.id for mail in sent] == sorted((mail.id for mail in sent), reverse=True)
        assert len({mail.id for mail in sent}) == 3
