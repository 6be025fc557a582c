"""One server a run: who comes second finds it, and the last one ends it."""

import os
import subprocess
import sys
from pathlib import Path
from secrets import token_hex

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as GoneError

from tests.servers.server import free_port, in_memory, until

pytestmark = pytest.mark.process
LOAD = Path(__file__).with_name("shared_load.py")
ROOT = LOAD.parents[2]


def user(run: str, kind: str = "redis", **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, LOAD, kind],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("P2P_TEST_")},
            "PYTEST_XDIST_TESTRUNUID": run,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            **environment,
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def answers(url: str) -> bool:
    with Redis.from_url(url) as database:
        try:
            return bool(database.ping())
        except GoneError:
            return False


def test_two_processes_share_one_server_and_the_last_ends_it() -> None:
    run = token_hex(6)
    with user(run) as first, user(run) as second:
        url = told(first)
        assert told(second) == url
        first.communicate("")
        assert answers(url)
        second.kill()  # the system lets go of what it held
    assert until(lambda: not answers(url))
    assert until(lambda: not list(in_memory().glob(f"p2p-redis-*-{run}")))


def test_two_runs_do_not_share() -> None:
    with user(token_hex(6)) as first, user(token_hex(6)) as second:
        assert told(first) != told(second)
        first.communicate("")
        second.communicate("")


def test_somebodys_own_server_is_used_as_it_is() -> None:
    given = f"redis://127.0.0.1:{free_port()}/"
    with user(token_hex(6), P2P_TEST_REDIS_URL=given) as process:
        assert told(process) == given
        process.communicate("")


def test_a_port_that_one_process_has_drawn_no_other_draws() -> None:
    """Though nobody listens there yet."""
    drawn = free_port()
    stubborn = (
        f"import random; random.randrange = lambda *_: {drawn}\n"
        "from tests.servers.server import free_port\nprint(free_port())"
    )
    asked = subprocess.run(
        [sys.executable, "-c", stubborn], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (asked.stdout, asked.stderr.splitlines()[-1].rpartition(".")[2]) == (
        "",
        "CannotServe: no port is free",
    )


def test_who_ends_a_run_while_its_server_starts_leaves_nothing() -> None:
    run = token_hex(6)
    with user(run, "s3") as process:
        folder = in_memory() / f"p2p-s3-{os.getuid()}-{run}"
        assert until((folder / "keys.json").exists)
        process.kill()
    assert until(lambda: not folder.exists())
