"""What is changed a little at a time, on a PostgreSQL that joins by loops alone: limits hold in any plan.

Which way it takes depends on its statistics, which a test doesn't have in hand.
"""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from p2p_core.app import Store
from p2p_core.contracts.inboxes import InboxContract
from p2p_core.contracts.outboxes import OutboxContract
from p2p_core.contracts.upkeep import RetentionContract
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.contract.sql_stores import patient_postgres_store
from tests.servers.postgres import migrated_database

LOOPS_ALONE = ("enable_hashjoin", "enable_mergejoin", "enable_hashagg", "enable_material", "enable_sort")


@pytest.fixture
def store(clock: Clock, ids: Ids) -> Iterator[Store]:
    with migrated_database("loops") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            name = Identifier(connection.info.dbname)
            for setting in LOOPS_ALONE:
                connection.execute(SQL("ALTER DATABASE {} SET {} = off").format(name, Identifier(setting)))
        with patient_postgres_store(url, clock, ids) as store:
            yield store


class InLoops:
    @pytest.fixture(autouse=True)
    def _over(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock


class TestInbox(InLoops, InboxContract):
    pass


class TestOutbox(InLoops, OutboxContract):
    pass


class TestRetention(InLoops, RetentionContract):
    pass
