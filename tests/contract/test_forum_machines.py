"""The forum and its notifications, however things follow each other, in the databases as in memory."""

from functools import partial

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.contract.sql_worlds import in_postgres, in_sqlite
from tests.unit.test_forum_machine import Forum
from tests.unit.test_inbox_machine import Inbox

MACHINES = pytest.mark.parametrize("machine", [Forum, Inbox])


@MACHINES
def test_in_sqlite_all_is_as_counted(machine: type[Forum | Inbox]) -> None:
    played = type("InSqlite", (machine,), {"worlds": staticmethod(in_sqlite)})
    steps = settings(max_examples=3, stateful_step_count=10, deadline=None)
    run_state_machine_as_test(played, settings=steps)


@MACHINES
def test_in_postgresql_all_is_as_counted(machine: type[Forum | Inbox], postgres_url: str) -> None:
    played = type("InPostgres", (machine,), {"worlds": staticmethod(partial(in_postgres, postgres_url))})
    steps = settings(max_examples=2, stateful_step_count=8, deadline=None)
    run_state_machine_as_test(played, settings=steps)
