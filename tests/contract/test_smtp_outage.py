"""A mail server that is away for an hour on a set clock: then everything arrives, once and in order."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.notifications.model import message_id_of
from p2p_core.reactions import Reactor, reaction_table
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import EventId, UserId
from tests.contract.mail_servers import a_mailer
from tests.servers.mail_server import Command, MailServer
from tests.servers.server import free_port
from tests.world import SetClock, World

SECOND = timedelta(seconds=1)
PEOPLE, EACH = 8, 4
PENDING = PEOPLE * EACH


@pytest.fixture
def server(smtp_server: MailServer) -> MailServer:
    return smtp_server


class Platform:
    """A world whose mails go to a server at an address that a test may change."""

    def __init__(self, url: str, rate: float) -> None:
        self.world = World()
        self.people = [self.world.member(f"person{number}@plastics.example") for number in range(PEOPLE)]
        self.use(url, rate)
        self.most_in_a_second = 0

    def use(self, url: str, rate: float) -> None:
        self.mailer = a_mailer(url, self.world.clock, rate)
        notifications = replace(self.world.app.notifications, mailer=self.mailer)
        app = self.world.app
        table = reaction_table(
            notifications, app.security_mails, app.care, app.schedules, app.own_data, app.inbox
        )
        self.reactor: Reactor = replace(self.world.app.reactor, table=table)

    @property
    def clock(self) -> SetClock:
        return self.world.clock

    def promise(self) -> dict[str, list[str]]:
        """Publish some events for everybody; the Message-IDs of each address in their order."""
        store = self.world.memory.store
        for _ in range(EACH):
            for person in self.people:
                with store.begin() as tx:
                    tx.publish(KnownAddressSignedUp(user_id=UserId(person.user_id)))
        expected: dict[str, list[str]] = defaultdict(list)
        with store.outbox.work() as tables:
            waiting = tables.outbox.where(lambda row: row.is_open)
        for row in waiting:
            email = store.users.details(UserId(row.event.aggregate)).email
            event_id = EventId(row.id)
            name = message_id_of(event_id, "mail_known_address", email, self.world.rules.mail_domain)
            expected[email].append(f"<{name}>")
        return expected

    def work(self, until: Callable[[], bool]) -> None:
        """What a worker does, second after second."""
        outbox = self.world.memory.store.outbox
        while not until():
            now = self.clock.now()
            for event_id in outbox.claim(64, now, now + SECOND / 2):
                with suppress(Unavailable):
                    self.reactor.handle(event_id)
            self.clock.move(SECOND)

    def is_done(self) -> bool:
        return self.world.memory.store.outbox.oldest_waiting() is None


def arrived(server: MailServer) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for taken in server.inbox:
        found[taken.recipients[0]].append(str(taken.message["Message-ID"]))
    return found


@pytest.mark.parametrize(
    ("command", "answer"),
    [("MAIL", "421 4.3.2 not now"), ("MAIL", "550 5.7.1 not you"), ("RCPT", "451 4.7.1 come again")],
)
def test_an_hour_of_refusals_ends_with_every_mail_once_and_in_each_persons_order(
    server: MailServer, command: Command, answer: str
) -> None:
    platform = Platform(server.url, rate=100)
    expected = platform.promise()
    server.answers(command, *[answer] * 100_000)
    over = platform.clock.now() + timedelta(hours=1)
    platform.work(until=lambda: platform.clock.now() >= over)
    assert server.inbox == []
    asked = server.connections
    server.forget()
    platform.work(until=platform.is_done)
    assert arrived(server) == expected
    assert platform.world.memory.store.outbox.dead_letters() == 0
    assert asked < 400, "nobody is to be stormed while they are out of order"
    assert platform.clock.now() - over < timedelta(minutes=16)


def test_an_hour_without_anybody_there_costs_a_look_a_minute(server: MailServer) -> None:
    platform = Platform(f"smtp://127.0.0.1:{free_port()}", rate=10)
    expected = platform.promise()
    over = platform.clock.now() + timedelta(hours=1)
    platform.work(until=lambda: platform.clock.now() >= over)
    with platform.world.memory.store.outbox.work() as tables:
        assert {row.attempts for row in tables.outbox.where(lambda row: row.is_open)} == {0}
    platform.use(server.url, rate=10)  # a restart: what waits is in the outbox, nothing else
    platform.work(until=platform.is_done)
    assert arrived(server) == expected
    assert platform.clock.now() - over < timedelta(minutes=2)


def test_what_has_gathered_leaves_at_the_rate_that_was_agreed_on(server: MailServer) -> None:
    platform = Platform(server.url, rate=4)
    expected = platform.promise()
    counts: list[int] = []

    def watched() -> bool:
        counts.append(len(server.inbox))
        return platform.is_done()

    platform.work(until=watched)
    assert arrived(server) == expected
    in_each_second = [after - before for before, after in pairwise(counts)]
    assert max(in_each_second) <= 5
    assert len(in_each_second) <= PENDING // 4 + 2
