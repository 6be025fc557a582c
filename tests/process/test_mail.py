"""The real server with a real mail server: mails leave, wait, or are given up, and passwords stay untold."""

import json
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.contract.mail_servers import not_trusting, text_of
from tests.process.installation import Installation, Server
from tests.process.journey import AUTH, done, sign_up
from tests.process.test_serving import EMAIL
from tests.process.waiting import until
from tests.servers.fixtures import MakeMailServer
from tests.servers.mail_server import MailServer

pytestmark = pytest.mark.process
ACCOUNT = {"p2p": "hunter2%40"}


@pytest.fixture
def post(make_smtp_server: MakeMailServer) -> MailServer:
    return make_smtp_server("starttls", ACCOUNT)


@pytest.fixture
def sending(installation: Installation, post: MailServer) -> Installation:
    installation.environment["P2P_MAIL_URL"] = post.url
    return installation


def parts(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = server.browser.get("/health/detailed").json()["components"]
    return found


def findings(installation: Installation) -> dict[str, dict[str, Any]]:
    said = json.loads(installation.run("doctor", "--json").stdout)
    return {finding["name"]: finding for finding in said["findings"]}


def test_the_link_in_a_mail_that_was_really_sent_opens_the_account(
    sending: Installation, post: MailServer
) -> None:
    with sending.served() as server:
        sign_up(server, EMAIL)
        until(lambda: len(post.inbox) == 1)
        (mail,) = post.inbox
        assert (mail.recipients, mail.encrypted, mail.login) == ((EMAIL,), True, "p2p")
        token = text_of(mail, "plain").split("#token=")[1].split()[0]
        done(server.browser.post(f"{AUTH}/email/verify", json={"token": token}))
        assert server.mails() == []
        until(lambda: parts(server)["mail"]["detail"] == "answers")
        assert findings(sending)["mail"]["ok"]


def test_a_not_now_is_asked_again_and_a_never_is_a_dead_letter(
    sending: Installation, post: MailServer
) -> None:
    post.answers("RCPT", "451 4.7.1 greylisted", "550 5.1.1 unknown here")
    with sending.served() as server:
        sign_up(server, EMAIL)
        until(lambda: not post.inbox and "1 given up" in parts(server)["outbox"]["detail"])
        sign_up(server, "omar@metals.example")
        until(lambda: len(post.inbox) == 1)
        given_up = "was given up: the mail server refused the recipient: 550 5.1.1"
        until(lambda: given_up in sending.log.read_text())
    assert not findings(sending)["outbox.dead_letters"]["ok"]


def test_a_cut_after_the_content_brings_the_same_mail_twice(sending: Installation, post: MailServer) -> None:
    post.cuts_after_data()
    with sending.served() as server:
        sign_up(server, EMAIL)
        until(lambda: len(post.inbox) == 2 and parts(server)["outbox"]["detail"].startswith("nothing waits"))
    assert len({str(mail.message["Message-ID"]) for mail in post.inbox}) == 1


def test_a_server_that_does_not_know_us_is_told_of_everywhere_without_the_password(
    sending: Installation, post: MailServer
) -> None:
    sending.environment["P2P_MAIL_URL"] = post.url.replace("hunter2", "hunter3")
    with sending.served() as server:
        sign_up(server, EMAIL)
        until(lambda: "535" in sending.log.read_text())
        health = server.browser.get("/health/detailed")
        found = findings(sending)
    assert "user or password" in found["mail"]["cause"]
    assert found["mail"]["remedy"]
    assert "hunter" not in f"{health.text} {found} {sending.log.read_text()}"
    with restarted(sending, post):
        until(lambda: len(post.inbox) == 1)


def restarted(sending: Installation, post: MailServer) -> AbstractContextManager[Server]:
    """The server started anew, with the right password."""
    sending.environment["P2P_MAIL_URL"] = post.url
    return sending.served()


def test_a_certificate_that_is_not_trusted_is_named(sending: Installation, post: MailServer) -> None:
    sending.environment["P2P_MAIL_URL"] = not_trusting(post)
    with sending.served() as server:
        until(lambda: "certificate is not trusted" in parts(server)["mail"]["detail"])
        assert server.browser.get("/health").status_code == 200
    assert "?ca=" in findings(sending)["mail"]["cause"]
    assert "hunter" not in sending.log.read_text()


def test_production_starts_with_a_mail_server(sending: Installation) -> None:
    sending.environment |= {
        "P2P_ENV": "production",
        "P2P_PUBLIC_URL": "https://p2p.example.org",
        "P2P_SECRET_KEYS": "3f1c9a7e5b2d4860a9c1e3f5071b2d4c",
        "P2P_MAIL_FROM": "P2P <no-reply@p2p.example.org>",
    }
    process = sending.started()
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("P2P Sandbox is ready at https://p2p.example.org")
    finally:
        process.terminate()
        process.communicate(timeout=60)
