"""Mails over SMTP on a real server: what arrives, over which kind of connection, and what each no means."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import count

import pytest

from adapters.mail.session import LONGEST_MAIL
from p2p_core.contracts.builders import ARABIC
from p2p_core.contracts.mailboxes import MailerContract, a_mail
from p2p_core.notifications.model import Mail, SentMail, Undeliverable
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import NotYet, Unavailable
from tests.contract.mail_servers import a_mailer, not_trusting, read, talker, text_of
from tests.servers.fixtures import MakeMailServer
from tests.servers.mail_server import Command, MailServer, Security
from tests.servers.server import free_port
from tests.world import SetClock

ACCOUNT = {"p2p": "pass:word%with@odd?letters"}


@pytest.fixture
def server(smtp_server: MailServer) -> MailServer:
    return smtp_server


class TestSmtpMailer(MailerContract):
    @pytest.fixture(autouse=True)
    def _over(self, server: MailServer, clock: Clock) -> None:
        self.mailer = a_mailer(server.url, clock)
        self.clock = clock
        self.server = server

    def received(self) -> Sequence[SentMail]:
        return read(self.server, self.clock)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_mail_leaves_over_each_kind_of_connection_with_a_login(
    make_smtp_server: MakeMailServer, clock: Clock, security: Security
) -> None:
    server = make_smtp_server(security, ACCOUNT)
    mailer = a_mailer(server.url, clock)
    mailer.send(a_mail())
    mailer.ping()
    mailer.check()
    (taken,) = server.inbox
    assert (taken.sender, taken.recipients) == ("no-reply@p2p.example", ("Omar@Metals.example",))
    assert (taken.encrypted, taken.login) == (security != "none", "p2p")


def test_the_headers_say_who_when_in_which_language_and_that_a_program_wrote_it(
    server: MailServer, clock: Clock
) -> None:
    before = clock.now().replace(microsecond=0)
    a_mailer(server.url, clock).send(a_mail("stable@p2p.example"))
    message = server.inbox[0].message
    assert before <= parsedate_to_datetime(message["Date"]) <= clock.now()
    assert message["Message-ID"] == "<stable@p2p.example>"
    assert message["From"] == "منصة P2P Sandbox <no-reply@p2p.example>"
    assert message["To"] == "Omar@Metals.example"
    assert (message["Content-Language"], message["Auto-Submitted"]) == ("ar", "auto-generated")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["List-Unsubscribe"] is None


def test_of_a_mail_that_left_the_log_has_one_line_which_names_nobody(
    server: MailServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "adapters.mail")
    a_mailer(server.url, clock).send(a_mail("stable@p2p.example"))
    assert caplog.messages == ["a mail has left: stable@p2p.example"]
    server.answers("RCPT", "550 5.1.1 unknown here")
    with pytest.raises(Undeliverable):
        a_mailer(server.url, clock).send(a_mail("other@p2p.example"))
    assert len(caplog.messages) == 1


def test_a_mail_that_people_can_end_says_how(server: MailServer, clock: Clock) -> None:
    url = f"https://p2p.example/stop?kind=digest&token={'x' * 200}"
    a_mailer(server.url, clock).send(replace(a_mail(), unsubscribe_url=url))
    message = server.inbox[0].message
    assert message["List-Unsubscribe"] == f"<{url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r", "\u2028", "\u0085", "\x0b"])
def test_nothing_in_a_mail_makes_a_header_of_its_own(server: MailServer, clock: Clock, newline: str) -> None:
    evil = f"x{newline}Bcc: spy@evil.example{newline}{newline}body"
    mail = replace(a_mail(), subject=evil, message_id=f"1{newline}X: y@p2p.example", unsubscribe_url=evil)
    a_mailer(server.url, clock).send(mail)
    (taken,) = server.inbox
    assert taken.recipients == ("Omar@Metals.example",)
    assert taken.message["Bcc"] is None
    assert taken.message["X"] is None
    assert taken.message["Subject"] == "x Bcc: spy@evil.example body"


def test_a_long_arabic_subject_keeps_every_space(server: MailServer, clock: Clock) -> None:
    subject = "تأكيد بريدك الإلكتروني في منصة تبادل المعرفة " * 6
    a_mailer(server.url, clock).send(replace(a_mail(), subject=subject))
    assert server.inbox[0].message["Subject"] == subject.strip()
    assert all(len(line) <= 78 for line in raw(server).partition(b"\r\n\r\n")[0].splitlines())


def raw(server: MailServer) -> bytes:
    content = server.inbox[0].message.as_bytes()
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_addresses_beyond_ascii_are_sent_where_the_server_knows_how(server: MailServer, clock: Clock) -> None:
    a_mailer(server.url, clock).send(replace(a_mail(), to="نورة@xn--mgbh0fb.example"))
    a_mailer(server.url, clock).send(replace(a_mail("2@p2p.example"), to="omar@مثال.example"))
    assert [taken.recipients for taken in server.inbox] == [
        ("نورة@xn--mgbh0fb.example",),
        ("omar@xn--mgbh0fb.example",),
    ]


def test_addresses_beyond_ascii_are_refused_for_good_where_it_does_not(clock: Clock) -> None:
    with talker(b"220 hello", b"250 hello", b"221 bye") as url, pytest.raises(Undeliverable):
        a_mailer(url, clock).send(replace(a_mail(), to="نورة@p2p.example"))


GONE = "550 5.1.1 <Omar@Metals.example> unknown here"


@pytest.mark.parametrize(
    ("command", "answer"),
    [("RCPT", GONE), ("DATA", "554 5.6.0 looks like spam"), ("MAIL", "552 5.3.4 too big")],
)
def test_a_refusal_of_this_mail_is_for_good(
    server: MailServer, clock: Clock, command: Command, answer: str
) -> None:
    mailer = a_mailer(server.url, clock)
    server.answers(command, answer)
    with pytest.raises(Undeliverable) as refused:
        mailer.send(a_mail())
    assert answer[:3] in str(refused.value)
    assert "metals" not in str(refused.value).lower()
    mailer.send(a_mail("2@p2p.example"))
    assert len(server.inbox) == 1


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RCPT", "450 4.2.0 greylisted, come again"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("RCPT", "554 5.7.1 relay access denied"),
        ("RCPT", "530 5.7.0 log in first"),
        ("DATA", "451 4.3.0 trouble with the disk"),
    ],
)
def test_a_not_now_to_this_mail_is_tried_again_and_keeps_no_other(
    server: MailServer, clock: Clock, command: Command, answer: str
) -> None:
    mailer = a_mailer(server.url, clock)
    server.answers(command, answer)
    with pytest.raises(Unavailable, match=answer[:3]) as refused:
        mailer.send(a_mail())
    assert not isinstance(refused.value, NotYet)
    mailer.send(a_mail("2@p2p.example"))
    mailer.send(a_mail())
    assert len(server.inbox) == 2


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("MAIL", "530 5.7.0 log in first"),
        ("MAIL", "550 5.7.1 not with this sender"),
        ("MAIL", "451 4.3.2 not now"),
        ("RCPT", "421 4.3.2 going down"),
        ("DATA", "421 4.3.2 going down"),
    ],
)
def test_a_no_to_everybody_is_no_attempt_and_lets_nobody_else_run_into_it(
    server: MailServer, command: Command, answer: str
) -> None:
    clock = SetClock()
    mailer = a_mailer(server.url, clock)
    server.answers(command, answer)
    with pytest.raises(NotYet, match=answer[:3]) as first:
        mailer.send(a_mail())
    asked = server.connections
    with pytest.raises(NotYet):
        mailer.send(a_mail("2@p2p.example"))
    with pytest.raises(Unavailable, match=answer[:3]):
        mailer.ping()
    assert server.connections == asked
    clock.move(first.value.retry_after)
    mailer.send(a_mail())
    assert len(server.inbox) == 1
    mailer.ping()


def test_a_wrong_password_makes_mails_wait_and_is_told_without_the_password(
    make_smtp_server: MakeMailServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    mailer = a_mailer(make_smtp_server("starttls", ACCOUNT).url.replace("pass%3A", "mist%3A"), clock)
    with pytest.raises(NotYet, match=r"refuses our user or password \(535 5.7.8\)") as told:
        mailer.send(a_mail())
    with pytest.raises(Unavailable, match="user or password"):
        mailer.check()
    assert "mist" not in f"{told.value!r} {caplog.text} {vars(mailer)}"
    assert "535" in caplog.text


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_we_trust_is_refused_and_named(
    make_smtp_server: MakeMailServer, clock: Clock, security: Security
) -> None:
    server = make_smtp_server(security, ACCOUNT)
    mailer = a_mailer(not_trusting(server), clock)
    with pytest.raises(Unavailable, match="certificate is not trusted"):
        mailer.ping()
    with pytest.raises(NotYet, match="certificate is not trusted"):
        mailer.send(a_mail())
    wrong_name = server.url.replace("localhost", "127.1")  # the same machine, by a name nobody vouches for
    with pytest.raises(Unavailable, match="for another name"):
        a_mailer(wrong_name, clock).ping()
    assert server.inbox == []


def test_without_starttls_nothing_is_said_where_it_is_wanted(server: MailServer, clock: Clock) -> None:
    with pytest.raises(NotYet, match="no STARTTLS"):
        a_mailer(server.url.replace("none", "starttls"), clock).send(a_mail())
    assert server.inbox == []


def test_tls_from_the_first_byte_on_a_port_without_it_is_told(server: MailServer, clock: Clock) -> None:
    with pytest.raises(NotYet, match="no TLS"):
        a_mailer(server.url.replace("smtp:", "smtps:").partition("?")[0], clock).send(a_mail())


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([b"554 5.3.2 closed"], "554 5.3.2"),
        ([b"421 4.3.2 too many"], "421"),
        ([b"nonsense"], "-1"),
        ([b"220 hello"], "closed the connection"),
        ([b"220 hello", b"500 what", b"500 what"], "500"),
    ],
)
def test_a_server_that_does_not_talk_to_us_makes_mails_wait(
    clock: Clock, lines: list[bytes], why: str
) -> None:
    with talker(*lines) as url, pytest.raises(NotYet, match=why):
        a_mailer(url, clock).send(a_mail())


def test_nobody_there_makes_mails_wait(clock: Clock) -> None:
    with pytest.raises(NotYet, match="Connection refused"):
        a_mailer(f"smtp://127.0.0.1:{free_port()}", clock).send(a_mail())
    with pytest.raises(NotYet, match="name is not known"):
        a_mailer("smtp://mail.invalid", clock).send(a_mail())


def test_a_server_that_is_silent_is_not_waited_for_for_ever(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hello = (b"220 hello", b"250-hello\r\n250 OK", b"250 sender", b"250 recipient", b"354 go on")
    late_from(monkeypatch, 3)
    with talker(*hello[:2], half=b"25") as url, pytest.raises(NotYet, match="in time"):
        a_mailer(url, clock).send(a_mail())
    late_from(monkeypatch, 6)
    with talker(*hello, half=b"2") as url, pytest.raises(Unavailable, match="broke before") as told:
        a_mailer(url, clock).send(a_mail())
    assert not isinstance(told.value, NotYet)


def late_from(monkeypatch: pytest.MonkeyPatch, answer: int) -> None:
    """Let all the time of a mail but a moment be gone when that answer is waited for."""
    looks = count()
    monkeypatch.setattr(
        "adapters.mail.session.monotonic", lambda: LONGEST_MAIL - 0.1 if next(looks) >= answer else 0.0
    )


def test_a_cut_after_the_content_sends_the_same_mail_again(server: MailServer) -> None:
    clock = SetClock()
    mailer = a_mailer(server.url, clock)
    server.cuts_after_data()
    with pytest.raises(Unavailable, match="broke before") as cut:
        mailer.send(a_mail())
    assert not isinstance(cut.value, NotYet)
    with pytest.raises(NotYet, match="broke before"):
        mailer.send(a_mail("another@p2p.example"))
    clock.move(timedelta(seconds=2))
    mailer.send(a_mail())
    first, second = ({**dict(taken.message.items()), "Content-Type": ""} for taken in server.inbox)
    assert first["Message-ID"] == second["Message-ID"]
    assert first | {"Date": ""} == second | {"Date": ""}
    assert text_of(server.inbox[0], "html") == text_of(server.inbox[1], "html")
    assert len(read(server, clock)) == 1


def test_whatever_is_said_in_parting_a_mail_that_was_taken_is_sent(clock: Clock) -> None:
    lines = (b"220 hello", b"250 hello", b"250 sender", b"250 recipient", b"354 go on", b"250 taken")
    with talker(*lines) as url:
        a_mailer(url, clock).send(a_mail())
    with talker(*lines, b"500 no") as url:
        a_mailer(url, clock).send(a_mail())


def test_ten_in_a_second_and_no_more(server: MailServer) -> None:
    clock = SetClock()
    mailer = a_mailer(server.url, clock, rate=10)
    waiting = [replace(a_mail(f"{number}@p2p.example"), subject=ARABIC) for number in range(40)]
    for _ in range(5):
        waiting = [mail for mail in waiting if not sent(mailer.send, mail)]
        clock.move(timedelta(seconds=1))
    assert waiting == []
    assert len(server.inbox) == 40


def sent(send: Callable[[Mail], None], mail: Mail) -> bool:
    try:
        send(mail)
    except NotYet:
        return False
    return True
