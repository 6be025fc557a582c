"""What a server that is gone, slow or in somebody else's hands leaves behind: a clear word, and no damage."""

# ruff: noqa: PT012 - what fails is the end of a transaction's block, so the block has to be inside

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic

import psycopg
import pytest
from sqlalchemy import bindparam, func, select, update

from adapters.sql.categories import CATEGORY
from adapters.sql.postgres.connections import Connections, PostgresReads
from adapters.sql.postgres.migration import migrate
from adapters.sql.postgres.store import PostgresStore
from adapters.sql.refusals import BrokenRuleError
from adapters.sql.statements import Statement
from adapters.sql.tables.events import outbox, reactions
from adapters.sql.tables.forum import categories
from adapters.sql.tables.organizations import organizations
from p2p_core.contracts.builders import a_category, a_user, an_organization
from p2p_core.contracts.stores import stored_author
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, Conflict, Unavailable
from p2p_core.shared.ids import CategoryId, Ids
from tests.contract.sql_stores import limited, postgres_store
from tests.process.waiting import until
from tests.servers.postgres import make_database, of_database
from tests.servers.postgres_server import PostgresServer

LOAD = Path(__file__).with_name("postgres_load.py")
ENOUGH = 300
SLEEP = Statement(select(func.pg_sleep(bindparam("seconds"))))
OUR_ID = Statement(select(func.pg_backend_pid()))
PUBLISHED = Statement(select(outbox.c.aggregate))
ALL_ORGANIZATIONS_AGAIN = Statement(
    organizations.insert().from_select(list(organizations.c), select(organizations))
)
ONE_TOO_FEW = Statement(update(categories).values(topic_count=-1))
RECORDED = Statement(select(reactions.c.event_id))


@pytest.fixture
def store(postgres_url: str, clock: Clock, ids: Ids) -> Iterator[PostgresStore]:
    with postgres_store(postgres_url, clock, ids) as made:
        yield made


def backends(url: str) -> set[int]:
    """Who is connected to a database."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in found}


def cut(url: str, *ids: int) -> None:
    """End connections as an administrator does."""
    with psycopg.connect(url, autocommit=True) as connection:
        for backend in ids:
            connection.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))


@pytest.mark.process
def test_a_killed_process_loses_nothing_it_promised_and_leaves_nothing_half(
    postgres_url: str, store: PostgresStore
) -> None:
    promised, before = [], backends(postgres_url)
    with subprocess.Popen([sys.executable, LOAD, postgres_url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            promised.append(line.strip())
            if len(promised) == ENOUGH:
                process.kill()
    # its server has yet to learn of that, and may end a last transaction until then
    until(lambda: backends(postgres_url) <= before)
    reads = store.mailbox.reads
    published = {name for (name,) in reads.rows(PUBLISHED)}
    recorded = {name for (name,) in reads.rows(RECORDED)}
    assert len(promised) >= ENOUGH
    assert set(promised) <= published
    assert published == recorded


def test_a_kept_connection_that_was_cut_is_replaced_and_nobody_notices(
    store: PostgresStore, postgres_url: str
) -> None:
    reads = store.mailbox.reads
    ((reader,),) = reads.rows(OUR_ID)
    with store.begin() as tx:
        ((writer,),) = tx.writes.rows(OUR_ID)
    cut(postgres_url, reader, writer)
    assert store.categories.all() == []
    with store.begin() as tx:
        assert tx.categories.add(a_category())
    assert len(store.categories.all()) == 1


def test_a_connection_that_is_cut_in_the_middle_undoes_the_operation(
    store: PostgresStore, postgres_url: str
) -> None:
    category = a_category()
    with pytest.raises(Unavailable), store.begin() as tx:
        assert tx.categories.add(category)
        ((writer,),) = tx.writes.rows(OUR_ID)
        cut(postgres_url, writer)
        tx.categories.topic_added(category.id)
    assert store.categories.all() == []


def test_a_connection_that_is_cut_before_the_commit_promises_nothing(
    store: PostgresStore, postgres_url: str
) -> None:
    told: list[str] = []
    with pytest.raises(Unavailable), store.begin() as tx:
        assert tx.categories.add(a_category())
        tx.after_commit(lambda: told.append("committed"))
        ((writer,),) = tx.writes.rows(OUR_ID)
        cut(postgres_url, writer)
    assert told == []
    assert store.categories.all() == []


def test_what_takes_too_long_is_cut_short_and_the_connection_goes_on(postgres_url: str) -> None:
    reads = PostgresReads(Connections(limited(postgres_url, statement_timeout="100ms"), 1))
    ((before,),) = reads.rows(OUR_ID)
    began = monotonic()
    with pytest.raises(Unavailable):
        reads.rows(SLEEP, seconds=30)
    assert monotonic() - began < 5
    assert reads.rows(OUR_ID) == [(before,)]
    reads.close()


def test_a_row_in_somebody_elses_hands_is_not_waited_for_long(
    store: PostgresStore, postgres_url: str, clock: Clock, ids: Ids
) -> None:
    author = stored_author(store)
    with (
        postgres_store(limited(postgres_url, lock_timeout="100ms"), clock, ids) as hurry,
        store.begin() as tx,
        ThreadPoolExecutor(1) as other,
    ):
        tx.users.seen(author.id, clock.now())

        def see() -> None:
            with hurry.begin() as theirs:
                theirs.users.seen(author.id, clock.now())

        assert isinstance(other.submit(see).exception(), Unavailable)


def test_whoever_gets_no_connection_is_told_soon_and_places_are_not_lost(postgres_url: str) -> None:
    connections = Connections(postgres_url, 1, patience=0.05)
    only = connections.borrow()
    for _ in range(3):
        with pytest.raises(Unavailable):
            connections.borrow()
    connections.give_back(only)
    assert connections.borrow() is only
    connections.give_back(only)
    connections.close()


def test_connections_are_lent_in_order_of_arrival(postgres_url: str) -> None:
    connections = Connections(postgres_url, 1, patience=30)
    only, served = connections.borrow(), []

    def work(number: int) -> None:
        connection = connections.borrow()
        served.append(number)
        connections.give_back(connection)

    with ThreadPoolExecutor(5) as threads:
        for number in range(5):
            threads.submit(work, number)
            while connections.waiting() <= number:
                Event().wait(0.001)
        connections.give_back(only)
    assert served == [0, 1, 2, 3, 4]
    connections.close()


def test_an_error_that_was_caught_ends_the_block_all_the_same(store: PostgresStore) -> None:
    stored_author(store)
    with pytest.raises(RuntimeError, match="can't be caught inside"), store.begin() as tx:
        tx.categories.add(a_category())
        with pytest.raises(AlreadyExists):
            tx.writes.run(ALL_ORGANIZATIONS_AGAIN)
    assert store.categories.all() == []
    with store.begin() as tx:
        assert tx.categories.add(a_category())


def test_each_refusal_of_the_server_has_its_meaning(store: PostgresStore) -> None:
    organization = an_organization()
    with pytest.raises(Conflict), store.begin() as tx:
        tx.users.add(a_user(organization))  # nobody knows the organization
    with pytest.raises(BrokenRuleError, match="never_negative"), store.begin() as tx:
        tx.categories.add(a_category())
        tx.writes.run(ONE_TOO_FEW)
    with pytest.raises(AlreadyExists, match="slug_taken"), store.begin() as tx:
        for _ in range(2):
            CATEGORY.add(tx.writes, a_category())


def test_half_a_character_and_a_nul_are_nothing_that_could_be_there(store: PostgresStore) -> None:
    for odd in ("\ud800", "a\0b"):
        assert store.users.find_by_address(odd) is None
        with store.begin() as tx:
            assert tx.users.find_by_address(odd) is None
            assert tx.categories.find(CategoryId(odd)) is None
            assert tx.categories.add(a_category(slug=f"after {len(odd)}"))
    assert len(store.categories.all()) == 2


@pytest.mark.process
def test_a_server_that_stops_is_told_of_at_once_and_used_again_when_it_is_back(
    own_server: PostgresServer, clock: Clock, ids: Ids
) -> None:
    make_database(own_server.url, "p2p")
    url = of_database(own_server.url, "p2p")
    migrate(url)
    with postgres_store(url, clock, ids) as store:
        for how in ("fast", "immediate"):
            with store.begin() as tx:
                tx.categories.add(a_category(slug=how))
            own_server.stop(how)
            _must_be_told_at_once(store)
            own_server.start()
            store.ping()
            with store.begin() as tx:
                assert tx.categories.add(a_category(slug=f"after {how}"))
        assert len(store.categories.all()) == 4


def _must_be_told_at_once(store: PostgresStore) -> None:
    """By many at once, reading and writing."""

    def write() -> None:
        with store.begin() as tx:
            tx.categories.add(a_category())

    with ThreadPoolExecutor(32) as threads:
        began = monotonic()
        asked: list[Future[object]] = [threads.submit(store.ping) for _ in range(16)]
        asked += [threads.submit(write) for _ in range(16)]
        assert all(isinstance(answer.exception(), Unavailable) for answer in asked)
        assert monotonic() - began < 5
