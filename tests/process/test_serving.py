"""The real server: a stranger's journey, restarts, kills and signals, with nothing acknowledged lost."""

import json
import os
import signal
import socket

import pytest

from adapters.sql.sqlite.connections import address_of
from adapters.sql.sqlite.driver import DRIVER, Connection
from tests.process.installation import Installation, Server, somebody_listens
from tests.process.journey import AUTH, done, log_in, must_be_there, sign_up, token_of, write_a_thread
from tests.process.signals import give_to_another_thread
from tests.process.waiting import until

pytestmark = pytest.mark.process
EMAIL = "noura@plastics.example"


def lock_writers_out(installation: Installation) -> Connection:
    """Hold SQLite's write lock, as another process may."""
    connection = DRIVER.connect(address_of(installation.database), busy_timeout=20)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def account(server: Server) -> None:
    """An account, and the browser signed in with it."""
    sign_up(server, EMAIL)
    until(lambda: len(server.mails()) == 1)
    done(server.browser.post(f"{AUTH}/email/verify", json={"token": token_of(server.mails()[0])}))
    log_in(server, EMAIL)


def test_a_strangers_journey_survives_a_restart(installation: Installation) -> None:
    with installation.served() as server:
        account(server)
        topic = write_a_thread(server)
        session = dict(server.browser.cookies)
        server.process.send_signal(signal.SIGTERM)
        assert server.ended() == 0
        assert not somebody_listens(installation.port)

    with installation.served() as server:
        server.browser.cookies.update(session)
        must_be_there(server, topic)
        done(server.browser.post(f"{AUTH}/logout"), 204)
        assert server.browser.get(f"{AUTH}/session").status_code == 401
        assert len(server.mails()) == 1


def test_killing_the_printed_process_leaves_nothing_and_the_promised_mail_arrives_once(
    installation: Installation,
) -> None:
    with installation.served() as server:
        owed = killed_before_a_mail(installation, server)

    with installation.served() as server:
        until(lambda: owed in {mail["to"] for mail in server.mails()})
        done(server.browser.post(f"{AUTH}/email/verify", json={"token": token_of(server.mails()[0])}))
        assert sorted(mail["to"] for mail in server.mails()).count(owed) == 1


def killed_before_a_mail(installation: Installation, server: Server) -> str:
    """Kill the server after the 202 of a sign-up and before its mail; the address it owes a mail."""
    for attempt in range(30):
        email = f"person{attempt}@plastics.example"
        sign_up(server, email)
        lock = lock_writers_out(installation)
        try:
            sent = {row[0] for row in lock.execute("SELECT recipient FROM mailbox").fetchall()}
            if email not in sent:
                kill(server)
                assert not somebody_listens(installation.port)
                return email
        finally:
            lock.close()
    raise AssertionError("each of 30 mails was faster than this test")


def kill(server: Server) -> None:
    """Kill the printed process and nothing else; what it watched over ends by itself."""
    children = server.children()
    assert children
    os.kill(server.pid, signal.SIGKILL)
    server.process.wait(20)
    until(lambda: not any(is_alive(child) for child in children))


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_foreign_writer_delays_writes_and_is_told_honestly_while_reading_goes_on(
    installation: Installation,
) -> None:
    with installation.served() as server:
        account(server)
        lock = lock_writers_out(installation)

        refused = server.browser.post(f"{AUTH}/email/resend", json={"email": EMAIL})
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert server.browser.get("/api/v1/forums/categories").status_code == 200

        lock.close()
        assert server.browser.post(f"{AUTH}/email/resend", json={"email": EMAIL}).status_code == 202
        health = done(server.browser.get("/health/detailed"))
        assert {part["status"] for part in health["components"].values()} == {"ok"}


def test_sigterm_finishes_what_is_in_flight(installation: Installation) -> None:
    body = json.dumps({"email": EMAIL}).encode()
    head = (
        f"POST {AUTH}/email/resend HTTP/1.1\r\nHost: 127.0.0.1:{installation.port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    with installation.served() as server:
        with socket.create_connection(("127.0.0.1", installation.port), timeout=20) as connection:
            connection.sendall(head.encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 100")  # it is being worked on
            server.process.send_signal(signal.SIGTERM)
            until(lambda: not somebody_listens(installation.port))
            connection.sendall(body)
            assert connection.recv(100).startswith(b"HTTP/1.1 202")

        assert server.ended() == 0


def test_a_signal_that_another_of_its_threads_was_given_ends_the_server(installation: Installation) -> None:
    with installation.served() as server:
        give_to_another_thread(server.process.pid, signal.SIGTERM)
        assert server.ended() == 0


def test_a_killed_child_is_replaced_and_nothing_is_lost(installation: Installation) -> None:
    with installation.served() as server:
        account(server)
        (child,) = server.children()
        os.kill(child, signal.SIGKILL)
        until(lambda: server.children() not in ([], [child]) and somebody_listens(installation.port))

        assert server.browser.get(f"{AUTH}/session").status_code == 200
        server.process.send_signal(signal.SIGHUP)  # the terminal was closed
        assert server.ended() == 0


@pytest.mark.parametrize("replaced", [False, True])
def test_a_database_that_is_taken_away_while_serving_is_noticed_and_nothing_is_promised_any_more(
    installation: Installation, *, replaced: bool
) -> None:
    with installation.served() as server:
        sign_up(server, EMAIL)
        content = installation.database.read_bytes()
        installation.database.unlink()
        if replaced:
            installation.database.write_bytes(content)

        refused = server.browser.post(f"{AUTH}/email/resend", json={"email": EMAIL})
        assert refused.status_code == 503
        assert server.browser.get("/health").status_code == 503
        health = server.browser.get("/health/detailed").json()
        assert "deleted or replaced" in health["components"]["database"]["detail"]
        until(lambda: "deleted or replaced" in installation.log.read_text())
