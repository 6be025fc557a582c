"""A mail server in the tests' own process: what it took stands in a list, what it answers is told to it."""

from asyncio import WriteTransport
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from ssl import SSLContext
from typing import Any, Literal
from urllib.parse import quote

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.certificate import make_certificate
from tests.servers.server import free_port, private_folder

Security = Literal["none", "starttls", "tls"]
Command = Literal["EHLO", "AUTH", "MAIL", "RCPT", "DATA"]
_CUT = "cut"


@dataclass(frozen=True)
class Taken:
    """One mail as it arrived."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    encrypted: bool
    login: str | None


@dataclass
class MailServer:
    """What a test sees of the server."""

    security: Security = "none"
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Who may send, with which password; without any, everybody may."""
    inbox: list[Taken] = field(default_factory=list)
    connections: int = 0
    port: int = field(default_factory=free_port)
    certificate: Path | None = None
    """Whom a client has to trust, where it is encrypted."""
    _script: dict[Command, deque[str]] = field(default_factory=lambda: defaultdict(deque))

    @property
    def url(self) -> str:
        """Its address as P2P_MAIL_URL, for one of those who may send."""
        who = next((f"{quote(name, '')}:{quote(word, '')}@" for name, word in self.accounts.items()), "")
        scheme = "smtps" if self.security == "tls" else "smtp"
        how = {
            "none": "tls=none",
            "starttls": f"tls=starttls&ca={self.certificate}",
            "tls": f"ca={self.certificate}",
        }
        return f"{scheme}://{who}localhost:{self.port}?{how[self.security]}"

    def answers(self, command: Command, *answers: str) -> None:
        """Tell it what to answer next to a command, each once: `450 4.2.0 Not now`."""
        self._script[command].extend(answers)

    def cuts_after_data(self, times: int = 1) -> None:
        """Make it take the next mail, then end the connection without a word."""
        self.answers("DATA", *[_CUT] * times)

    def forget(self) -> None:
        """Answer well again, whatever was told and not asked for yet."""
        self._script.clear()

    def next_answer(self, command: Command) -> str | None:
        """What a test wants to be answered now; nothing, if all shall go well."""
        waiting = self._script[command]
        return waiting.popleft() if waiting else None


@contextmanager
def mail_server(
    security: Security = "none", accounts: Mapping[str, str] | None = None
) -> Iterator[MailServer]:
    """A server that runs until the block is left."""
    with private_folder("mail") as folder:
        mail, shown = MailServer(security, accounts or {}), None
        if security != "none":
            mail.certificate, shown = make_certificate(folder)
        controller = _Controller(mail, shown)
        controller.start()
        try:
            yield mail
        finally:
            controller.stop()


class _Controller(Controller):
    """Runs it in a thread: with TLS from the first byte, or from STARTTLS on, or never."""

    def __init__(self, mail: MailServer, shown: SSLContext | None) -> None:
        from_the_start = mail.security == "tls"
        super().__init__(
            _Handler(mail),
            hostname="127.0.0.1",
            port=mail.port,
            ssl_context=shown if from_the_start else None,
            tls_context=None if from_the_start else shown,
            require_starttls=mail.security == "starttls",
            server_hostname="localhost",
            authenticator=_authenticator(mail),
            auth_require_tls=mail.security == "starttls",
            ready_timeout=60,
        )


def _authenticator(mail: MailServer) -> Any:  # noqa: ANN401 - aiosmtpd's type for it knows None only
    def may(
        _server: SMTP, _session: Session, _envelope: Envelope, _way: str, who: LoginPassword
    ) -> AuthResult:
        if answer := mail.next_answer("AUTH"):
            return AuthResult(success=False, handled=False, message=answer)
        name, password = who.login.decode(), who.password.decode()
        return AuthResult(success=mail.accounts.get(name) == password, handled=False, auth_data=name)

    return may


class _Handler:
    """Answers by the script; what it doesn't mention goes well."""

    def __init__(self, mail: MailServer) -> None:
        self._mail = mail

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self._mail.connections += 1
        session.host_name = hostname
        answer = self._mail.next_answer("EHLO")
        return [answer] if answer else responses

    async def handle_HELO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str
    ) -> str:
        session.host_name = hostname
        return self._mail.next_answer("EHLO") or "250 localhost"

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._mail.accounts and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if answer := self._mail.next_answer("MAIL"):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self._mail.next_answer("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        answer = self._mail.next_answer("DATA")
        if answer in {None, _CUT}:
            self._mail.inbox.append(_taken(session, envelope, encrypted=_is_encrypted(server)))
        if answer == _CUT and isinstance(server.transport, WriteTransport):
            server.transport.abort()
        return answer or "250 OK"


def _is_encrypted(server: SMTP) -> bool:
    return server.transport is not None and server.transport.get_extra_info("sslcontext") is not None


def _taken(session: Session, envelope: Envelope, *, encrypted: bool) -> Taken:
    message = message_from_bytes(
        (envelope.original_content or b"").replace(b"\r\n", b"\n"), policy=policy.default
    )
    return Taken(
        sender=envelope.mail_from or "",
        recipients=tuple(envelope.rcpt_tos),
        message=message,
        encrypted=encrypted,
        login=str(session.auth_data) if session.authenticated else None,
    )
