"""Servers and workers as processes of their own on PostgreSQL and Redis: killed, stopped, started late."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest

from tests.process.installation import Installation
from tests.process.journey import sign_up, write_a_thread
from tests.process.platform import looked_over
from tests.process.signals import give_to_another_thread
from tests.process.test_serving import account
from tests.process.waiting import until
from tests.process.workers import READY, SLOW, STUCK, at_work, started
from tests.servers.postgres import make_database, of_database
from tests.servers.postgres_server import PostgresServer
from tests.servers.valkey_server import ValkeyServer

pytestmark = pytest.mark.process
Install = Callable[[str], Installation]


@pytest.fixture
def database(own_server: PostgresServer) -> str:
    make_database(own_server.url, "p2p")
    return of_database(own_server.url, "p2p")


@pytest.fixture
def install(tmp_path: Path, database: str, own_redis: ValkeyServer) -> Install:
    """Makes installations that share database, Redis and keys, each with a folder and a port of its own."""
    keys = token_hex(32)

    def made(name: str) -> Installation:
        tmp_path.joinpath(name).mkdir()
        one = Installation(tmp_path / name)
        one.environment |= {
            "P2P_DATABASE_URL": database,
            "P2P_BROKER_URL": own_redis.url,
            "P2P_SECRET_KEYS": keys,
        }
        return one

    return made


def in_hand(database: str) -> bool:
    """Whether a worker has an event in hand."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT worker FROM outbox WHERE worker IS NOT NULL AND finished_at IS NULL"
        )
        return rows.fetchone() is not None


def test_what_a_killed_worker_had_in_hand_another_finishes(
    install: Install, tmp_path: Path, database: str
) -> None:
    here, log = install("1"), tmp_path / "workers.log"
    with here.served() as server:
        with at_work(here, log, STUCK) as worker:
            sign_up(server, "omar@metals.example")
            until(lambda: in_hand(database))
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        for number in range(5):
            sign_up(server, f"person{number}@metals.example")
        assert server.mails() == []
        with at_work(here, log):
            until(lambda: len(server.mails()) == 6)
            assert looked_over(here) == {}
        assert len({mail["to"] for mail in server.mails()}) == 6


def test_a_worker_finishes_what_is_in_flight_before_it_ends(
    install: Install, tmp_path: Path, database: str
) -> None:
    here, log = install("1"), tmp_path / "workers.log"
    with here.served() as server, at_work(here, log, SLOW) as worker:
        sign_up(server, "omar@metals.example")
        until(lambda: in_hand(database))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
        assert [mail["to"] for mail in server.mails()] == ["omar@metals.example"]


def test_a_second_signal_ends_a_worker_at_once_and_another_does_its_work(
    install: Install, tmp_path: Path, database: str
) -> None:
    here, log = install("1"), tmp_path / "workers.log"
    with here.served() as server:
        with at_work(here, log, STUCK) as worker:
            sign_up(server, "omar@metals.example")
            until(lambda: in_hand(database))
            worker.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                worker.wait(1)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(5) == 128 + signal.SIGTERM
        with at_work(here, log):
            until(lambda: len(server.mails()) == 1)
            assert looked_over(here) == {}


def test_a_worker_that_comes_first_waits_for_database_and_redis_and_says_so(
    install: Install, tmp_path: Path, own_redis: ValkeyServer
) -> None:
    here, log = install("1"), tmp_path / "workers.log"
    own_redis.stop()
    with at_work(here, log):
        until(lambda: "Waiting for the database" in log.read_text())
        with here.served() as server:
            until(lambda: "broker is unavailable" in log.read_text())
            health = server.browser.get("/health/detailed")
            assert health.status_code == 503
            assert health.json()["components"]["broker"]["status"] == "unavailable"
            assert server.browser.get("/health").status_code == 200
            sign_up(server, "omar@metals.example")
            assert READY not in log.read_text()
            own_redis.start()
            until(lambda: len(server.mails()) == 1)
            assert looked_over(here) == {}
    assert log.read_text().count("Waiting") == 2
    assert "Traceback" not in log.read_text()


def test_a_worker_that_waits_ends_when_it_is_told_to(
    install: Install, tmp_path: Path, own_redis: ValkeyServer
) -> None:
    own_redis.stop()
    log = tmp_path / "workers.log"
    worker = started(install("1"), log)
    until(lambda: "Waiting" in log.read_text())
    worker.send_signal(signal.SIGINT)
    assert worker.wait(10) == 0


def test_a_worker_ends_when_the_system_gives_the_signal_to_another_of_its_threads(
    install: Install, tmp_path: Path
) -> None:
    """As it does when a stopped process goes on, with whichever thread comes first."""
    here, log = install("1"), tmp_path / "workers.log"
    with here.served():
        worker = started(here, log)
        until(lambda: READY in log.read_text())
        give_to_another_thread(worker.pid, signal.SIGTERM)
        assert worker.wait(30) == 0


def test_beside_a_server_that_does_the_work_itself_there_is_no_worker(installation: Installation) -> None:
    ended = installation.run("worker")
    assert ended.returncode == 1
    assert ended.stderr.startswith("p2p: P2P_BROKER_URL is embedded://")
    assert ended.stderr.count("\n") == 1


def test_a_worker_beside_a_server_on_one_sqlite_file(
    installation: Installation, tmp_path: Path, own_redis: ValkeyServer
) -> None:
    installation.environment["P2P_BROKER_URL"] = own_redis.url
    log = tmp_path / "workers.log"
    with installation.served() as server, at_work(installation, log):
        account(server)
        write_a_thread(server)
    assert "Traceback" not in log.read_text()
