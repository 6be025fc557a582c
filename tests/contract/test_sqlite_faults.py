"""What a crash, a full disk and a damaged file leave behind: nothing half, and nothing promised lost."""

# ruff: noqa: PT012 - what fails is the end of a transaction's block, so the block has to be inside

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.sql.sqlite.connections import SqliteReads, open_for_reading, open_for_writing
from adapters.sql.sqlite.driver import DRIVER
from adapters.sql.sqlite.store import SqliteStore
from adapters.sql.statements import Statement
from adapters.sql.tables.events import outbox, reactions
from p2p_core.contracts.builders import a_category, a_user, an_organization
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import AlreadyExists, Conflict, Damaged, NotFound, Unavailable
from p2p_core.shared.ids import Ids, RegistrationId, UserId
from tests.contract.sql_bench import ADD, a_bench
from tests.contract.sql_stores import migrated_file, sqlite_store

LOAD = Path(__file__).with_name("sqlite_load.py")
ENOUGH = 300
PUBLISHED = Statement(select(outbox.c.aggregate))
RECORDED = Statement(select(reactions.c.event_id))


@pytest.fixture
def store(clock: Clock, ids: Ids) -> Iterator[SqliteStore]:
    with sqlite_store(clock, ids) as made:
        yield made


@pytest.mark.process
def test_a_killed_process_loses_nothing_it_promised_and_leaves_nothing_half(tmp_path: Path) -> None:
    path = migrated_file(tmp_path)
    promised = []
    with subprocess.Popen([sys.executable, LOAD, path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            promised.append(line.strip())
            if len(promised) == ENOUGH:
                process.kill()
    reads = SqliteReads(path)
    published = {name for (name,) in reads.rows(PUBLISHED)}
    recorded = {name for (name,) in reads.rows(RECORDED)}
    reads.close()
    assert len(promised) >= ENOUGH
    assert set(promised) <= published
    assert published == recorded


def test_a_damaged_file_is_told_as_such_and_not_as_one_that_will_be_well_again(
    tmp_path: Path, clock: Clock, ids: Ids
) -> None:
    path = migrated_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(Damaged, match="undamaged storage"):
        SqliteStore(path, clock, ids)


def test_a_full_disk_makes_storage_unavailable_for_the_batch_and_spoils_nothing() -> None:
    with a_bench() as bench:
        bench.add("before")
        ((pages,),) = bench.connection.execute("PRAGMA page_count").fetchall()
        bench.connection.execute(f"PRAGMA max_page_count={pages + 3}")
        with ThreadPoolExecutor(8) as threads:
            results = [
                threads.submit(bench.add, f"{number} {'x' * 3000}").exception() for number in range(16)
            ]
        assert any(results)
        assert all(error is None or isinstance(error, Unavailable) for error in results)
        assert len(bench.names()) == 1 + sum(error is None for error in results)
        bench.connection.execute("PRAGMA max_page_count=1000")
        bench.add("later")
        assert "later" in bench.names()


def test_after_the_disk_was_full_nothing_slips_in_outside_of_a_transaction() -> None:
    with a_bench() as bench:
        ((pages,),) = bench.connection.execute("PRAGMA page_count").fetchall()
        bench.connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(Unavailable), bench.writer.begin() as tx:
            with pytest.raises(Unavailable):
                tx.run(ADD, name="x" * 100_000)
            bench.connection.execute(f"PRAGMA max_page_count={pages + 100}")
            with pytest.raises(RuntimeError):
                tx.run(ADD, name="small")
        assert bench.names() == []


def test_every_connection_has_its_settings(tmp_path: Path) -> None:
    path = migrated_file(tmp_path)
    wanted = {
        open_for_writing: {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 5000,
            "secure_delete": 1,
        },
        open_for_reading: {"journal_mode": "wal", "query_only": 1, "busy_timeout": 5000},
    }
    for opened, settings in wanted.items():
        connection = opened(path)
        assert {name: connection.execute(f"PRAGMA {name}").fetchall()[0][0] for name in settings} == settings
        connection.close()


def test_what_was_deleted_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    path = migrated_file(tmp_path)
    connection = open_for_writing(path)
    connection.execute("CREATE TABLE words (word TEXT)")
    for word in ("a word that goes", "a word that stays", "a word that goes along" * 1000):
        connection.execute("INSERT INTO words VALUES (?)", (word,))
    connection.execute("DELETE FROM words WHERE word LIKE '%goes%'")
    connection.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"a word that stays" in left
    assert b"a word that goes" not in left


def test_a_read_connection_can_change_nothing(tmp_path: Path) -> None:
    connection = open_for_reading(migrated_file(tmp_path))
    with pytest.raises(DRIVER.error, match="readonly"):
        connection.execute("DELETE FROM users")
    connection.close()


def test_a_missing_or_damaged_file_is_unavailable_and_is_not_made_anew(
    tmp_path: Path, clock: Clock, ids: Ids
) -> None:
    missing = tmp_path / "missing.sqlite"
    with pytest.raises(Unavailable):
        SqliteStore(missing, clock, ids)
    assert not missing.exists()
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"not a database, but long enough to look at " * 100)
    with pytest.raises(Unavailable):
        SqliteStore(damaged, clock, ids)


def test_a_path_may_hold_anything_a_file_name_can(tmp_path: Path, clock: Clock, ids: Ids) -> None:
    directory = tmp_path / "مصنع ?mode=memory#%41"
    directory.mkdir()
    store = SqliteStore(migrated_file(directory), clock, ids)
    store.ping()
    store.close()
    assert [path.name for path in directory.iterdir()] == ["p2p.sqlite"]


def test_a_closed_store_is_unavailable(store: SqliteStore) -> None:
    store.ping()
    store.close()
    with pytest.raises(Unavailable):
        store.ping()
    with pytest.raises(Unavailable), store.begin():
        pass


def test_a_unique_constraint_is_told_by_its_code(store: SqliteStore) -> None:
    organization = an_organization()
    user = a_user(organization)
    with store.begin() as tx:
        tx.organizations.add(organization)
        tx.users.add(user)
    taken = a_user(organization, "other@example.com")
    with store.begin() as tx:
        tx.users.add(taken)
    taken.address = user.address
    with pytest.raises(AlreadyExists) as refused, store.begin() as tx:
        tx.users.save(taken)
    assert refused.value.code == "email_taken"


def test_what_refers_to_nothing_is_a_conflict(store: SqliteStore) -> None:
    with pytest.raises(Conflict) as refused, store.begin() as tx:
        tx.users.add(a_user(an_organization()))
    assert refused.value.code == "conflict"


@pytest.mark.parametrize("odd", ["", "\ud800", "\x00", "x" * 100_000, "'; DROP TABLE users; --"])
def test_an_id_of_odd_characters_names_nothing(store: SqliteStore, odd: str) -> None:
    with pytest.raises(NotFound):
        store.users.details(UserId(odd))
    with store.begin() as tx:
        assert tx.registrations.find(RegistrationId(odd)) is None
        assert tx.categories.add(a_category())


def test_the_relay_is_woken_by_commits_with_events_and_not_by_its_own(
    store: SqliteStore, clock: Clock
) -> None:
    woken: list[str] = []
    store.on_commit(lambda: woken.append("!"))
    with store.begin() as tx:
        tx.categories.add(a_category())
    assert woken == []
    with store.begin() as tx:
        tx.publish(KnownAddressSignedUp(user_id=UserId("u")))
    assert woken == ["!"]
    now = clock.now()
    (event_id,) = store.outbox.claim(1, now, now + timedelta(minutes=1))
    store.outbox.finish(event_id, now)
    assert woken == ["!"]
