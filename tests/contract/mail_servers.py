"""Mail servers that say what a test wants, and the mailer as the settings make it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from socket import create_server, socket
from threading import Thread

from adapters.mail.smtp import SmtpMailer
from adapters.memory.counters import MemoryCounters
from entrypoints.mail_url import SmtpUrl, mail_url
from p2p_core.notifications.model import SentMail
from p2p_core.shared.clock import Clock
from p2p_core.shared.counters import Counters
from tests.servers.mail_server import MailServer, Taken

SENDER = "منصة P2P Sandbox <no-reply@p2p.example>"
FAST = 1000.0


def a_mailer(url: str, clock: Clock, rate: float = FAST, counters: Counters | None = None) -> SmtpMailer:
    """A mailer of one process, unless it is given the counters that it shares with others."""
    server = mail_url(url)
    assert isinstance(server, SmtpUrl)
    return SmtpMailer(server, SENDER, rate, clock, counters or counters_by(clock))


def counters_by(clock: Clock) -> MemoryCounters:
    """Counters that go by this clock."""
    return MemoryCounters(lambda: clock.now().timestamp())


def not_trusting(server: MailServer) -> str:
    """The server's address for a client that doesn't know its certificate."""
    return server.url.replace(f"ca={server.certificate}", "").rstrip("?&")


def text_of(taken: Taken, kind: str) -> str:
    """One of the two forms as it was before the wire, which ends every text with a line's end."""
    part = taken.message.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n").removesuffix("\n")


def read(server: MailServer, clock: Clock) -> Sequence[SentMail]:
    """The inbox as a mail program shows it: newest first, one mail for each Message-ID."""
    known = {str(taken.message["Message-ID"]): taken for taken in server.inbox}
    return [
        SentMail(
            id=message_id,
            to=taken.recipients[0],
            subject=str(taken.message["Subject"]),
            text=text_of(taken, "plain"),
            html=text_of(taken, "html"),
            sent_at=clock.now(),
        )
        for message_id, taken in reversed(known.items())
    ]


@contextmanager
def talker(*lines: bytes, half: bytes = b"") -> Iterator[str]:
    """The address of a server that says one line to each connection and then, after a word, the next.

    It listens to nothing that is said to it, and goes when it has said everything; after `half` a line
    it says no more and stays.
    """
    with create_server(("127.0.0.1", 0)) as listener:
        Thread(target=_talk, args=(listener, lines, half), daemon=True).start()
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"


def _talk(listener: socket, lines: Sequence[bytes], half: bytes) -> None:
    while True:
        try:
            peer, _ = listener.accept()
        except OSError:
            return
        with peer:
            for line in lines:
                peer.sendall(line + b"\r\n")
                peer.recv(4096)
            if half:
                peer.sendall(half)
                peer.recv(4096)
