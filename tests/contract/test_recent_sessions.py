"""Sessions recalled without a query: for a second, never older than a change that was under way."""

from dataclasses import dataclass

from adapters.sql.recent import UNSETTLING, RecentSessions
from adapters.sql.sessions import SqlSessionReader
from adapters.sql.statements import Reads, Row, Statement
from adapters.sql.store import SqlStore
from adapters.sql.tables import METADATA
from p2p_core.contracts.builders import NOON, a_session, a_user, an_organization
from p2p_core.contracts.stores import stored_author
from p2p_core.identity.sessions.ports import SignedIn
from p2p_core.shared.actor import Role


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def somebody(token_hash: str = "a" * 64) -> SignedIn:
    user = a_user(an_organization())
    return SignedIn(
        session=a_session(user, token_hash),
        organization_id=user.organization_id,
        role=Role.ADMIN,
        operator=False,
        language=user.language,
        user_status=user.status,
        organization_status=an_organization().status,
        second_factor_required=False,
        has_second_factor=False,
    )


def test_nobody_is_recalled_after_a_second() -> None:
    seconds = Seconds()
    recent = RecentSessions(now=seconds)
    recent.keep("a", somebody(), recent.asks())
    seconds.now += 0.99
    assert recent.recall("a")
    seconds.now += 0.02
    assert recent.recall("a") is None


@dataclass
class SlowReads:
    """Queries whose answers are on their way for most of a second."""

    reads: Reads
    seconds: Seconds

    def rows(self, statement: Statement, **values: object) -> list[Row]:
        found = self.reads.rows(statement, **values)
        self.seconds.now += 0.9
        return found


def test_who_was_found_slowly_is_recalled_for_a_second_from_the_question_on(sql_store: SqlStore) -> None:
    """The change that another process makes right after the read must be heeded a second later."""
    session, seconds = a_session(stored_author(sql_store), "a" * 64), Seconds()
    with sql_store.begin() as tx:
        tx.sessions.add(session)
    reader = SqlSessionReader(SlowReads(sql_store.mailbox.reads, seconds), RecentSessions(now=seconds))
    assert reader.find(session.token_hash)
    assert reader.recent(session.token_hash)
    seconds.now += 0.2
    assert reader.recent(session.token_hash) is None


def test_what_was_read_before_a_change_is_not_kept_after_it() -> None:
    recent = RecentSessions()
    asked = recent.asks()
    recent.forget(lambda _: False)
    recent.keep("a", somebody(), asked)
    assert recent.recall("a") is None


def test_so_many_are_kept_and_no_more() -> None:
    recent, found = RecentSessions(), somebody()
    for number in range(10_000):
        recent.keep(str(number), found, recent.asks())
    assert sum(recent.recall(str(number)) is not None for number in range(10_000)) < 5_000


def test_only_tables_that_tell_who_somebody_is_make_all_be_forgotten() -> None:
    assert set(METADATA.tables) >= UNSETTLING
    recent = RecentSessions(now=Seconds())
    recent.keep("a", somebody(), recent.asks())
    recent.heed({"topics", "posts"})
    assert recent.recall("a")
    recent.heed({"topics", "users"})
    assert recent.recall("a") is None


def test_being_seen_makes_nobody_be_forgotten(sql_store: SqlStore) -> None:
    sql_store.sessions.remembered.life = 3600  # however slowly this test runs
    session = a_session(stored_author(sql_store), "a" * 64)
    with sql_store.begin() as tx:
        tx.sessions.add(session)
    assert sql_store.sessions.find("a" * 64)
    with sql_store.begin() as tx:
        tx.users.seen(session.user_id, NOON)
    assert sql_store.sessions.recent("a" * 64)


def test_a_statement_that_changes_rows_says_of_which_table() -> None:
    users = METADATA.tables["users"]
    assert Statement(users.update()).changes == "users"
    assert Statement(users.delete()).changes == "users"
    assert Statement(users.insert()).changes == ""
    assert Statement(users.update(), tells=False).changes == ""
