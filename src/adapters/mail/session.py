"""A connection to a mail server, ready for a mail: greeted, encrypted and logged in, in bounded time."""

import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from smtplib import SMTP, SMTP_SSL, SMTPException
from socket import gethostname
from time import monotonic
from typing import Any, Protocol

from adapters.mail.answers import trouble_of

LONGEST_MAIL = 25.0
"""Seconds for a whole mail: less than an outbox's lease, so that nobody else takes it over meanwhile."""
LONGEST_LOOK = 5.0
"""Seconds for a look at whether the server is there, for which somebody waits."""
_LONGEST_STEP = 10.0
_LONGEST_GOODBYE = 2.0


class SmtpServer(Protocol):
    """Where mails are handed in, and how."""

    @property
    def host(self) -> str:
        """Its name or address, which its certificate has to bear."""
        ...

    @property
    def port(self) -> int:
        """Where it listens."""
        ...

    @property
    def encrypts(self) -> bool:
        """Whether TLS is spoken from the first byte (`smtps`)."""
        ...

    @property
    def starts_tls(self) -> bool:
        """Whether the connection must become encrypted before anything is said."""
        ...

    @property
    def user(self) -> str:
        """As whom to log in; empty: not at all."""
        ...

    @property
    def password(self) -> str:
        """What the user is known by."""
        ...

    @property
    def ca(self) -> Path | None:
        """A file with the certificates to trust in place of the system's."""
        ...


def trust_of(server: SmtpServer) -> ssl.SSLContext:
    """What makes a certificate good; reads files, so once is enough."""
    return ssl.create_default_context(cafile=server.ca)


@contextmanager
def session(server: SmtpServer, trust: ssl.SSLContext, seconds: float, *, log_in: bool) -> Iterator[SMTP]:
    """The connection; raises ``ServerTrouble`` as long as the mail itself wasn't spoken of."""
    try:
        smtp = _connected(server, trust, monotonic() + seconds)
    except (SMTPException, OSError) as error:
        raise trouble_of(error) from error
    with closing(smtp):
        try:
            _prepare(smtp, server, trust, log_in=log_in)
        except (SMTPException, OSError) as error:
            raise trouble_of(error) from error
        try:
            yield smtp
        finally:
            smtp.say_goodbye()


class _Hurried(SMTP):
    """Every answer is waited for, but all of them together not longer than until a moment."""

    def __init__(self, latest: float, **named: Any) -> None:  # noqa: ANN401 - the library's own
        self._latest, self._is_last_word = latest, False
        super().__init__(timeout=_LONGEST_STEP, local_hostname=_own_name(), **named)

    def getreply(self) -> tuple[int, bytes]:
        left = self._latest - monotonic()
        if left <= 0 or self.sock is None:
            self.close()
            raise TimeoutError
        self.sock.settimeout(left if self._is_last_word else min(left, _LONGEST_STEP))
        return super().getreply()

    def data(self, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as the library has it
        """Hand the content in; whoever looks through mails may need all the time that is left."""
        self._is_last_word = True
        return super().data(msg)

    def say_goodbye(self) -> None:
        """End the session; whatever is answered, what was to be done is done."""
        self._latest, self._is_last_word = monotonic() + _LONGEST_GOODBYE, False
        with suppress(SMTPException, OSError):
            self.quit()


class _HurriedEncrypted(_Hurried, SMTP_SSL):
    """The same over TLS from the first byte."""


def _connected(server: SmtpServer, trust: ssl.SSLContext, latest: float) -> _Hurried:
    if server.encrypts:
        return _HurriedEncrypted(latest, host=server.host, port=server.port, context=trust)
    return _Hurried(latest, host=server.host, port=server.port)


def _prepare(smtp: SMTP, server: SmtpServer, trust: ssl.SSLContext, *, log_in: bool) -> None:
    smtp.ehlo_or_helo_if_needed()
    if server.starts_tls:
        smtp.starttls(context=trust)
        smtp.ehlo_or_helo_if_needed()
    if log_in and server.user:
        smtp.login(server.user, server.password)


def _own_name() -> str:
    """Who we say we are; looking our own name up could take longer than all the rest."""
    name = gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
