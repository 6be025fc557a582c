"""The mail server that tests use: it takes, refuses and falls silent as it is told."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest

from tests.servers.fixtures import MakeMailServer
from tests.servers.mail_server import Command, MailServer, Security

ACCOUNTS = {"sender@p2p.example": "p@ss:/word"}


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "p2p@example.org", "sara@example.org", "مرحبا"
    message["Message-ID"] = "<1@p2p.example>"
    message.set_content("أهلاً بك\n")
    return message


@contextmanager
def client(server: MailServer) -> Iterator[smtplib.SMTP]:
    trust = ssl.create_default_context(cafile=server.certificate) if server.certificate else None
    if server.security == "tls":
        with smtplib.SMTP_SSL("localhost", server.port, timeout=30, context=trust) as encrypted:
            yield encrypted
    else:
        with smtplib.SMTP("localhost", server.port, timeout=30) as connection:
            if server.security == "starttls":
                connection.starttls(context=trust)
            yield connection


def test_what_it_took_stands_in_its_inbox(smtp_server: MailServer) -> None:
    with client(smtp_server) as connection:
        connection.send_message(letter())
    (taken,) = smtp_server.inbox
    assert (taken.sender, taken.recipients) == ("p2p@example.org", ("sara@example.org",))
    assert taken.message["Subject"] == "مرحبا"
    assert taken.message.get_content() == "أهلاً بك\n"
    assert (taken.encrypted, taken.login) == (False, None)


@pytest.mark.parametrize("answer", ["450 4.2.0 Not now", "550 5.1.1 Nobody of that name"])
def test_it_refuses_as_often_as_it_was_told(smtp_server: MailServer, answer: str) -> None:
    smtp_server.answers("RCPT", answer, answer)
    for _ in range(2):
        with client(smtp_server) as connection, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            connection.send_message(letter())
        assert refused.value.recipients["sara@example.org"][0] == int(answer[:3])
    with client(smtp_server) as connection:
        connection.send_message(letter())
    assert len(smtp_server.inbox) == 1


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        ("EHLO", smtplib.SMTPHeloError),
        ("MAIL", smtplib.SMTPSenderRefused),
        ("DATA", smtplib.SMTPDataError),
    ],
)
def test_it_refuses_at_each_step(smtp_server: MailServer, command: Command, refusal: type[OSError]) -> None:
    smtp_server.answers(command, "451 4.3.0 Try later", "451 4.3.0 Try later")
    with client(smtp_server) as connection, pytest.raises(refusal):
        connection.send_message(letter())
    smtp_server.forget()
    with client(smtp_server) as connection:
        connection.send_message(letter())
    assert len(smtp_server.inbox) == 1


def test_a_connection_that_is_cut_after_the_mail_was_taken_tells_nothing(smtp_server: MailServer) -> None:
    smtp_server.cuts_after_data()
    with pytest.raises(smtplib.SMTPServerDisconnected), client(smtp_server) as connection:
        connection.send_message(letter())
    with client(smtp_server) as connection:
        connection.send_message(letter())
    assert [taken.message["Message-ID"] for taken in smtp_server.inbox] == ["<1@p2p.example>"] * 2


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_where_there_are_accounts_only_they_may_send(
    make_smtp_server: MakeMailServer, security: Security
) -> None:
    server = make_smtp_server(security, ACCOUNTS)
    with client(server) as connection:
        with pytest.raises(smtplib.SMTPSenderRefused):
            connection.send_message(letter())
        with pytest.raises(smtplib.SMTPAuthenticationError):
            connection.login("sender@p2p.example", "wrong")
    with client(server) as connection:
        connection.login(*next(iter(ACCOUNTS.items())))
        connection.send_message(letter())
    (taken,) = server.inbox
    assert (taken.login, taken.encrypted) == ("sender@p2p.example", security != "none")


def test_without_encryption_nothing_is_taken_where_it_is_asked_for(make_smtp_server: MakeMailServer) -> None:
    server = make_smtp_server("starttls")
    with smtplib.SMTP("localhost", server.port, timeout=30) as connection:
        with pytest.raises(smtplib.SMTPSenderRefused):
            connection.send_message(letter())
        with pytest.raises(ssl.SSLCertVerificationError):
            connection.starttls(context=ssl.create_default_context())


def test_its_address_is_a_setting(make_smtp_server: MakeMailServer, smtp_url: str) -> None:
    encrypted = make_smtp_server("tls", ACCOUNTS)
    expected = (
        f"smtps://sender%40p2p.example:p%40ss%3A%2Fword@localhost:{encrypted.port}?ca={encrypted.certificate}"
    )
    assert encrypted.url == expected
    assert smtp_url.startswith("smtp")
