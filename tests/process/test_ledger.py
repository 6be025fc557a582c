"""Killed again and again while many write: nothing acknowledged is lost, doubled, torn, back or elsewhere.

`P2P_TEST_SEED` repeats a run, `P2P_TEST_KILLS` makes it longer. The points that are chosen: around a commit
of whoever comes by, while a commit is waited for, and wherever a random moment falls.
"""

import json
import os
import signal
from contextlib import closing
from pathlib import Path
from random import Random, SystemRandom
from threading import Event

import pytest

from adapters.mongo.kinds import WAITING
from tests.process.accounts import opened
from tests.process.dying import BEFORE, Wish
from tests.process.installation import Installation, Server
from tests.process.ledger import Ledger, compared
from tests.process.test_postgres import installed
from tests.process.test_serving import is_alive, lock_writers_out
from tests.process.waiting import until
from tests.process.workers import short_leases
from tests.servers import mongo_database
from tests.servers.mongo_server import MongoServer
from tests.servers.postgres import make_database, of_database
from tests.servers.postgres_server import PostgresServer

pytestmark = pytest.mark.process
SEED = int(os.environ.get("P2P_TEST_SEED", SystemRandom().randrange(10**6)))
KILLS = int(os.environ.get("P2P_TEST_KILLS", "4"))
ORGANIZATIONS, EACH = 3, 3
IN_LINE, ANYWHEN = "while a commit is waited for", "at a random moment"
KINDS = {
    "sqlite": ("after", IN_LINE, "before", ANYWHEN),
    "postgresql": ("unheard", "after", ANYWHEN, "before"),
    "mongodb": ("after", ANYWHEN, "before", "after"),
}
"""On MongoDB content is kept, beside people in SQLite."""
LEASES = {"sqlite": 1, "postgresql": 1, "mongodb": 6}
"""In seconds; MongoDB has everybody wait for 5 of them for whoever died, and nobody's shall end meanwhile."""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def books_at(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """An installation on that database, which can be told to die."""
    if kind in {"sqlite", "mongodb"}:
        here = Installation(tmp_path)
    else:
        server: PostgresServer = request.getfixturevalue("own_server")
        make_database(server.url, "p2p")
        here = installed(tmp_path, of_database(server.url, "p2p"))
    if kind == "mongodb":
        content: MongoServer = request.getfixturevalue("own_mongo")
        here.environment["P2P_CONTENT_URL"] = mongo_database.of_database(content.url, "p2p")
    here.environment["TEST_WISH"] = str(tmp_path / "wish")
    return here


def killed(server: Server, ledger: Ledger, here: Installation, kind: str, random: Random) -> None:
    """Kill the process that serves, or everything, at such a point."""
    before = ledger.acknowledged()
    until(lambda: ledger.acknowledged() > before + 10 and not owes_content(here))
    if kind in {"before", "unheard", "after"}:
        (child,) = server.children()
        wish = Wish(Path(here.environment["TEST_WISH"]))
        wish.make(kind, random.randint(1, 20))
        until(wish.is_heard)
        until(lambda: child not in server.children())
        ledger.stop()
        return
    if kind == IN_LINE:
        with closing(lock_writers_out(here)):  # whoever writes now stands in line
            kill_all(server)
    else:
        Event().wait(random.random())
        kill_all(server)
    ledger.stop()


def owes_content(here: Installation) -> bool:
    """Whether an event of content that somebody died over is not done yet.

    MongoDB lets others write some seconds after a death only; whoever died meanwhile, too, would have had it
    in hand again, and what four died over is given up (`MOST_LOST`).
    """
    url = here.environment.get("P2P_CONTENT_URL")
    died_over = {"is_open": True, "lost": {"$gt": 0}}
    return url is not None and mongo_database.holds(url, WAITING.collection, died_over)


def kill_all(server: Server) -> None:
    """The supervisor and the process it watches over."""
    children = server.children()
    for pid in (*children, server.pid):
        os.kill(pid, signal.SIGKILL)
    server.process.wait(20)
    until(lambda: not any(is_alive(child) for child in children))


@pytest.mark.timeout(600)
def test_nothing_that_was_acknowledged_is_lost_doubled_torn_back_or_elsewhere(
    books_at: Installation, kind: str
) -> None:
    random = Random(SEED)  # noqa: S311 - what happens when, not a secret
    ledger = Ledger(SEED, opened(books_at, ORGANIZATIONS, EACH))
    said, turn = f"P2P_TEST_SEED={SEED}", 0
    while turn < KILLS:
        with books_at.served(short_leases(LEASES[kind]) + BEFORE) as server:
            while turn < KILLS and server.process.poll() is None:
                ledger.start(server)
                killed(server, ledger, books_at, KINDS[kind][turn % len(KINDS[kind])], random)
                turn += 1
    with books_at.served() as server:
        found = compared(ledger, server)
    assert {name: what for name, what in found.items() if what} == {}, said
    assert ledger.acknowledged() > KILLS * 10, said
    looked = books_at.run("doctor", "--json")
    assert json.loads(looked.stdout)["ok"], f"{said}\n{looked.stdout}\n{books_at.run('tasks').stdout}"
