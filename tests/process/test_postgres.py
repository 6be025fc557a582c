"""The real server on PostgreSQL: two at once, one killed, the database stopped, and the commands."""

import json
import os
import signal
from pathlib import Path
from secrets import token_hex
from time import monotonic

import pytest

from tests.process.installation import Installation
from tests.process.journey import AUTH, FORUMS, done, log_in, must_be_there, sign_up, token_of, write_a_thread
from tests.process.platform import looked_over
from tests.process.test_serving import EMAIL, account
from tests.process.waiting import until
from tests.servers.postgres import make_database, of_database
from tests.servers.postgres_server import PostgresServer

pytestmark = pytest.mark.process


@pytest.fixture
def database(own_server: PostgresServer) -> str:
    make_database(own_server.url, "p2p")
    return of_database(own_server.url, "p2p")


def installed(folder: Path, database: str, keys: str = "") -> Installation:
    """An installation that keeps nothing itself but its lock and, where it has to make one, its secret."""
    made = Installation(folder)
    made.environment |= {"P2P_DATABASE_URL": database, "P2P_SECRET_KEYS": keys}
    return made


def test_two_servers_share_a_database_and_a_killed_one_loses_nothing(tmp_path: Path, database: str) -> None:
    keys = token_hex(32)
    first, second = installed(tmp_path / "1", database, keys), installed(tmp_path / "2", database, keys)
    tmp_path.joinpath("1").mkdir()
    tmp_path.joinpath("2").mkdir()
    with second.served() as other:
        with first.served() as server:
            account(server)
            topic = write_a_thread(server)
            other.browser.cookies.update(dict(server.browser.cookies))
            must_be_there(other, topic)
            assert len(other.mails()) == 1
            sign_up(server, "omar@metals.example")
            os.kill(server.pid, signal.SIGKILL)
            server.process.wait()
        # whoever is left sends the mail that was promised, once the lease of the other is over
        until(lambda: len(other.mails()) == 2, seconds=45)
        done(other.browser.post(f"{AUTH}/email/verify", json={"token": token_of(other.mails()[0])}))
        done(other.browser.post(f"{AUTH}/logout"), 204)
        log_in(other, "omar@metals.example")
    assert not first.database.exists()


def test_a_database_that_stops_is_told_of_at_once_and_used_again_when_it_is_back(
    tmp_path: Path, database: str, own_server: PostgresServer
) -> None:
    here = installed(tmp_path, database)
    with here.served() as server:
        account(server)
        topic = write_a_thread(server)
        own_server.stop()
        for path in (f"{FORUMS}/topics", f"{AUTH}/session"):
            began = monotonic()
            answer = server.browser.get(path)
            assert (answer.status_code, monotonic() - began < 5) == (503, True)
            assert answer.headers["retry-after"]
        assert server.browser.get("/health").status_code == 503
        own_server.start()
        must_be_there(server, topic)
        assert server.browser.get("/health").status_code == 200
        write_a_thread(server)
        sign_up(server, "omar@metals.example")
        until(lambda: len(server.mails()) == 2)
        assert looked_over(here) == {}


def test_the_commands_work_on_it(tmp_path: Path, database: str) -> None:
    here = installed(tmp_path, database)
    assert "has schema" in here.run("migrate").stdout
    name = ("--first-name", "نورة", "--last-name", "Al-Harbi", "--organization", "مصنع")
    assert here.run("user", "create", EMAIL, *name).returncode == 0
    planted = here.run("demo")
    assert planted.returncode == 0, planted.stderr
    looked = here.run("doctor", "--json")
    findings = json.loads(looked.stdout)
    assert findings["ok"], findings
    assert {"database", "server", "schema", "topics.post_count"} <= {
        finding["name"] for finding in findings["findings"]
    }
    removed = here.run("demo", "--remove")
    assert removed.returncode == 0, removed.stderr
    assert not here.database.exists()


def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path, own_server: PostgresServer) -> None:
    here = installed(tmp_path, of_database(own_server.url, "nowhere"))
    for command in ("migrate", "serve"):
        ended = here.run(command)
        assert ended.returncode == 7, ended.stderr
        assert "P2P_DATABASE_URL" in ended.stderr
        assert "Traceback" not in ended.stderr
    looked = here.run("doctor")
    assert looked.returncode == 1
    assert '"nowhere" does not exist' in looked.stdout
    assert own_server.url.partition(":")[2].split(":")[1].split("@")[0] not in looked.stdout + looked.stderr
