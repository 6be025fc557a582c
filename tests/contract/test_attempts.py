"""Attempts over real stores: parallel ones share a count, a restart keeps it, no address is told apart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from adapters.memory.calendar import PlainCalendar
from adapters.memory.richtext import PlainText, WholeWords
from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.memory.storage import MemoryFileStore, NoScanner, PlainWorkshop
from adapters.sql.block import Block
from adapters.sql.store import SqlStore
from adapters.system.secrets import SystemSecrets
from p2p_core.app import App, Ports, Rules, build
from p2p_core.contracts.stores import at_once
from p2p_core.identity.passwords.shapes import ForgotPassword
from p2p_core.identity.registrations.shapes import ResendVerification
from p2p_core.identity.sessions.shapes import LogIn
from p2p_core.identity.users.ports import Passwords, Verdict
from p2p_core.shared.actor import Visit
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import CoreError, TooMany
from p2p_core.shared.ids import Ids
from tests.world import GENEROUS, PASSPHRASE, a_sign_up

KNOWN, UNKNOWN = "sara@plastics.example", "nobody@plastics.example"


@dataclass
class Counting:
    """Passwords that note each slow check."""

    passwords: Passwords
    done: list[str] = field(default_factory=list)

    def hash(self, password: str) -> str:
        self.done.append("slow")
        return self.passwords.hash(password)

    def verify(self, password: str, stored: str) -> Verdict:
        self.done.append("slow")
        return self.passwords.verify(password, stored)

    def verify_nothing(self) -> None:
        self.done.append("slow")


@pytest.fixture
def passwords() -> Counting:
    return Counting(ScryptPasswords(2))


def app_on(store: SqlStore, clock: Clock, ids: Ids, passwords: Counting, rules: Rules | None = None) -> App:
    ports = Ports(
        store=store,
        mailer=store.mailbox,
        passwords=passwords,
        secrets=SystemSecrets(),
        tokens=HmacTokens(),
        factor_keys=HmacFactorKeys(),
        rich_text=PlainText(),
        stems=WholeWords(),
        storage=(files := MemoryFileStore(clock)),
        workshop=PlainWorkshop(files),
        scanner=NoScanner(),
        clock=clock,
        calendar=PlainCalendar(),
        ids=ids,
    )
    return build(ports, rules or Rules())


def tried(app: App, email: str, network: str = "203.0.113.7", password: str = "wrong words") -> str:
    try:
        app.identity.logins.log_in(Visit(network=network), LogIn(email=email, password=password))
    except CoreError as refusal:
        return refusal.code
    return "in"


def test_of_twenty_guesses_at_once_five_are_looked_at(
    sql_store: SqlStore, clock: Clock, ids: Ids, passwords: Counting
) -> None:
    app = app_on(sql_store, clock, ids, passwords)
    app.identity.accounts.open(Visit(), a_sign_up(KNOWN))
    ended: list[str] = []
    at_once(lambda number: ended.append(tried(app, KNOWN, f"198.51.100.{number}")), threads=20)
    assert sorted(ended) == ["invalid_credentials"] * 5 + ["rate_limited"] * 15


def test_of_a_network_that_guesses_at_once_fifty_are_looked_at(
    sql_store: SqlStore, clock: Clock, ids: Ids, passwords: Counting
) -> None:
    app = app_on(sql_store, clock, ids, passwords)
    ended: list[str] = []

    def guess(number: int) -> None:
        ended.extend(tried(app, f"person{number}-{time}@example.com") for time in range(8))

    at_once(guess, threads=8)
    assert sorted(ended) == ["invalid_credentials"] * 50 + ["rate_limited"] * 14


def test_a_restart_forgets_no_failure(
    sql_store: SqlStore, clock: Clock, ids: Ids, passwords: Counting
) -> None:
    before = app_on(sql_store, clock, ids, passwords)
    before.identity.accounts.open(Visit(), a_sign_up(KNOWN))
    for _ in range(5):
        tried(before, KNOWN)
    after = app_on(sql_store, clock, ids, Counting(ScryptPasswords(2)))
    assert tried(after, KNOWN, password=PASSPHRASE) == "rate_limited"


def test_of_many_sign_ups_at_once_sixty_are_taken(
    sql_store: SqlStore, clock: Clock, ids: Ids, passwords: Counting
) -> None:
    app = app_on(sql_store, clock, ids, passwords)
    ended: list[str] = []

    def sign_up(number: int) -> None:
        for time in range(9):
            try:
                app.identity.registrations.sign_up(
                    Visit(network="203.0.113.7"), a_sign_up(f"p{number}-{time}@example.com")
                )
                ended.append("sent")
            except TooMany:
                ended.append("refused")

    at_once(sign_up, threads=8)
    assert sorted(ended) == ["refused"] * 12 + ["sent"] * 60


@contextmanager
def watched(done: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every statement that runs, in its order, and every slow check between them."""
    rows, run = Block.rows, Block.run

    def watched_rows(block: Block, statement: object, **values: object) -> object:
        done.append(f"rows {id(statement)}")
        return rows(block, statement, **values)  # type: ignore[arg-type]  # handed on as it came

    def watched_run(block: Block, statement: object, **values: object) -> object:
        done.append(f"run {id(statement)}")
        return run(block, statement, **values)  # type: ignore[arg-type]  # handed on as it came

    with monkeypatch.context() as patched:
        patched.setattr(Block, "rows", watched_rows)
        patched.setattr(Block, "run", watched_run)
        yield


def log_in(app: App, email: str) -> object:
    return tried(app, email)


def log_in_from_a_device(app: App, email: str) -> object:
    visit = Visit(network="203.0.113.7", device_secret="of some other person")
    with pytest.raises(CoreError) as refused:
        app.identity.logins.log_in(visit, LogIn(email=email, password="wrong words"))
    return refused.value.code


def forget(app: App, email: str) -> object:
    return replace(app.identity.passwords.forget(Visit(), ForgotPassword(email=email)), email="")


def sign_up(app: App, email: str) -> object:
    return replace(app.identity.registrations.sign_up(Visit(), a_sign_up(email)), email="")


def resend(app: App, email: str) -> object:
    return replace(app.identity.registrations.resend(Visit(), ResendVerification(email=email)), email="")


@pytest.mark.parametrize("act", [log_in, log_in_from_a_device, forget, sign_up, resend])
def test_a_known_address_costs_what_an_unknown_one_costs_to_the_last_statement(
    sql_store: SqlStore,
    clock: Clock,
    ids: Ids,
    passwords: Counting,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[App, str], object],
) -> None:
    app = app_on(sql_store, clock, ids, passwords, Rules(budgets=GENEROUS))
    app.identity.accounts.open(Visit(), a_sign_up(KNOWN))
    seen = {}
    for email in (KNOWN, UNKNOWN, KNOWN, UNKNOWN):
        passwords.done.clear()
        with watched(passwords.done, monkeypatch):
            answer = act(app, email)
        seen[email] = (answer, list(passwords.done))
    assert seen[KNOWN] == seen[UNKNOWN]
    assert seen[KNOWN][1], "something was looked at"
