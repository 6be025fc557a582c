"""Mails over SMTP: each in a session of its own, to one recipient, as fast as was agreed on."""

from email.utils import parseaddr
from logging import getLogger
from smtplib import SMTP, SMTPDataError, SMTPException

from adapters.mail.answers import (
    Answer,
    OutcomeUnknown,
    ServerTrouble,
    outcome_of_content,
    outcome_of_recipient,
    outcome_of_sender,
    trouble_of,
)
from adapters.mail.message import compose, transport, wants_unicode
from adapters.mail.pace import Pace
from adapters.mail.session import LONGEST_LOOK, LONGEST_MAIL, SmtpServer, session, trust_of
from p2p_core.notifications.model import Mail, Undeliverable
from p2p_core.shared.clock import Clock
from p2p_core.shared.counters import Counters
from p2p_core.shared.errors import NotYet, Unavailable

_AT_ONCE = 3
"""Fewer than a worker has threads: what isn't a mail gets on, however slow the mail server is."""
_log = getLogger(__name__)


class SmtpMailer:
    """Hands mails to a mail server.

    What the server says decides: no to everybody makes all mails wait (``NotYet``), no to this mail makes
    it wait (``Unavailable``) or ends it (``Undeliverable``). When the connection breaks after the content
    was sent, nobody knows whether the mail was taken: it is sent again under the same Message-ID.
    """

    def __init__(
        self, server: SmtpServer, sender: str, rate: float, clock: Clock, counters: Counters
    ) -> None:
        """`rate`: how many mails in a second at the most, of all who count with these counters."""
        self._server = server
        self._sender = sender
        self._clock = clock
        self._trust = trust_of(server)
        self._pace = Pace(rate, _AT_ONCE, clock, counters)

    def send(self, mail: Mail) -> None:
        """Hand one mail in."""
        with self._pace.turn(mail.message_id):
            try:
                with session(self._server, self._trust, LONGEST_MAIL, log_in=True) as smtp:
                    self._hand_in(smtp, mail)
            except ServerTrouble as trouble:
                raise self._stopped(mail, trouble, trouble.words) from trouble
            except OutcomeUnknown as unknown:  # an attempt like others, so that it ends; but nobody hurries
                self._stopped(mail, unknown)
                raise
            except (Undeliverable, Unavailable):
                self._go_on()
                raise
            _log.info("a mail has left: %s", mail.message_id)
            self._go_on()

    def ping(self) -> None:
        """Raise ``Unavailable`` when mails can't leave; doesn't log in."""
        if trouble := self._pace.trouble():
            raise Unavailable("mail", trouble)
        self._look(LONGEST_LOOK, log_in=False)

    def check(self) -> None:
        """The same for somebody who wants to know more: logs in."""
        self._look(LONGEST_MAIL, log_in=True)

    def _stopped(self, mail: Mail, trouble: Exception, words: str = "") -> NotYet:
        _log.warning("mails wait, since the mail server is out of order: %s", f"{trouble} {words}".strip())
        return self._pace.stop(mail.message_id, str(trouble))

    def _go_on(self) -> None:
        if self._pace.go_on():
            _log.info("mails leave again")

    def _look(self, seconds: float, *, log_in: bool) -> None:
        try:
            with session(self._server, self._trust, seconds, log_in=log_in):
                pass
        except ServerTrouble as trouble:
            raise Unavailable("mail", str(trouble)) from trouble

    def _hand_in(self, smtp: SMTP, mail: Mail) -> None:
        recipient = transport(mail.to)
        try:
            outcome_of_sender(self._introduce(smtp, recipient))
            answer = smtp.rcpt(recipient)
        except (SMTPException, OSError) as error:
            raise trouble_of(error) from error
        outcome_of_recipient(answer, recipient)
        content = compose(mail, self._sender, self._clock.now())
        outcome_of_content(_last_word(smtp, content), recipient)

    def _introduce(self, smtp: SMTP, recipient: str) -> Answer:
        options = ["SMTPUTF8", "BODY=8BITMIME"] if wants_unicode(recipient) else []
        if options and not smtp.has_extn("smtputf8"):
            raise Undeliverable("the mail server takes no addresses with letters beyond ASCII")
        return smtp.mail(transport(parseaddr(self._sender)[1]), options)


def _last_word(smtp: SMTP, content: bytes) -> Answer:
    """What the server says to the content; without a word nobody knows whether it took the mail."""
    try:
        return smtp.data(content)
    except SMTPDataError as refused:
        error = refused.smtp_error
        return refused.smtp_code, error.encode() if isinstance(error, str) else error
    except (SMTPException, OSError) as error:
        raise OutcomeUnknown from error
