"""What every outbox promises: in order, one of an aggregate at a time, never lost, never forgotten."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.stores import at_once
from p2p_core.identity.registrations.model import KnownAddressSignedUp, VerificationRequested
from p2p_core.shared.cause import CAUSE
from p2p_core.shared.clock import Clock
from p2p_core.shared.events import Envelope
from p2p_core.shared.ids import EventId, RegistrationId, UserId

_MINUTE, _MOMENT = timedelta(minutes=1), timedelta(milliseconds=1)


class OutboxContract:
    """Events from their publication to the end of their reactions."""

    store: Store
    clock: Clock

    def publish(self, *registrations: str) -> None:
        for name in registrations:
            with self.store.begin() as tx:
                tx.publish(VerificationRequested(registration_id=RegistrationId(name), serial="1"))

    def claim(self, limit: int = 10, later: timedelta = timedelta()) -> list[EventId]:
        now = self.clock.now() + later
        return list(self.store.outbox.claim(limit, now, now + _MINUTE))

    def take(
        self, event_id: EventId, worker: str = "w", later: timedelta = timedelta(), lease: timedelta = _MINUTE
    ) -> Envelope | None:
        now = self.clock.now() + later
        return self.store.outbox.take(event_id, worker, now, now + lease)

    def names(self, claimed: list[EventId]) -> list[str]:
        return [task.aggregate for task in map(self.store.tasks.find, claimed) if task]

    def test_events_come_in_the_order_of_their_publication_and_no_more_than_asked_for(self) -> None:
        self.publish("a", "b", "c")
        assert self.names(self.claim(2)) == ["a", "b"]
        assert self.names(self.claim()) == ["c"]

    def test_an_event_remembers_the_request_it_came_from(self) -> None:
        before = CAUSE.set("a-request")
        self.publish("a")
        CAUSE.set(None)
        self.publish("b")
        CAUSE.reset(before)
        found = [self.take(event_id) for event_id in self.claim()]
        assert [envelope and envelope.cause for envelope in found] == ["a-request", None]

    def test_an_event_comes_back_as_it_was_published(self) -> None:
        before = self.clock.now()
        with self.store.begin() as tx:
            tx.publish(KnownAddressSignedUp(user_id=UserId("u")))
        (event_id,) = self.claim()
        envelope = self.take(event_id)
        assert envelope is not None
        assert envelope.event == KnownAddressSignedUp(user_id=UserId("u"))
        assert (envelope.id, envelope.attempts, envelope.lost) == (event_id, 0, 0)
        assert before <= envelope.happened_at <= self.clock.now()

    def test_a_leased_event_is_not_handed_out_again_until_the_lease_is_over(self) -> None:
        self.publish("a")
        first = self.claim()
        assert self.claim() == []
        assert self.claim(later=_MINUTE + timedelta(milliseconds=1)) == first

    def test_releasing_ends_every_lease(self) -> None:
        self.publish("a", "b")
        leased = self.claim()
        self.store.outbox.release()
        assert self.claim() == leased

    def test_a_finished_event_never_comes_back(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        self.store.outbox.finish(event_id, self.clock.now())
        self.store.outbox.release()
        assert self.claim(later=_MINUTE * 10) == []
        assert self.take(event_id) is None
        assert self.store.outbox.oldest_waiting() is None

    def test_one_aggregates_events_are_in_flight_one_at_a_time(self) -> None:
        self.publish("a", "a", "b")
        first = self.claim()
        assert self.names(first) == ["a", "b"]
        self.store.outbox.finish(first[0], self.clock.now())
        assert self.names(self.claim()) == ["a"]

    def test_a_postponed_event_waits_counts_its_attempt_and_holds_back_its_aggregate_only(self) -> None:
        self.publish("a", "a", "b")
        (event_id, _) = self.claim()
        self.store.outbox.postpone(event_id, self.clock.now() + _MINUTE / 2, "SMTP said 451 ‮")  # noqa: PLE2502 - odd text is the point
        assert self.claim() == []
        (again,) = self.claim(later=_MINUTE / 2)
        assert again == event_id
        envelope = self.take(again, later=_MINUTE / 2)
        assert envelope is not None
        assert envelope.attempts == 1

    def test_a_held_event_waits_for_its_turn_and_counts_no_attempt(self) -> None:
        self.publish("a", "a", "b")
        (event_id, _) = self.claim()
        self.store.outbox.hold(event_id, self.clock.now() + _MINUTE / 2, "its turn has not come")
        assert self.claim() == []
        (again,) = self.claim(later=_MINUTE / 2)
        assert again == event_id
        envelope = self.take(again, later=_MINUTE / 2)
        assert envelope is not None
        assert envelope.attempts == 0

    def test_holding_what_is_finished_changes_nothing(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        self.store.outbox.finish(event_id, self.clock.now())
        self.store.outbox.hold(event_id, self.clock.now(), "too late")
        assert self.claim(later=_MINUTE * 10) == []

    def test_a_buried_event_is_a_dead_letter_and_lets_the_next_one_pass(self) -> None:
        self.publish("a", "a")
        (event_id,) = self.claim()
        self.store.outbox.bury(event_id, self.clock.now(), "no")
        assert self.store.outbox.dead_letters() == 1
        assert self.take(event_id) is None
        assert self.names(self.claim()) == ["a"]

    def test_the_oldest_waiting_event_tells_how_far_behind_the_worker_is(self) -> None:
        assert self.store.outbox.oldest_waiting() is None
        before = self.clock.now()
        self.publish("a", "b")
        oldest = self.store.outbox.oldest_waiting()
        assert oldest is not None
        assert before <= oldest <= self.clock.now()

    def test_many_who_claim_at_once_never_get_the_same_event(self) -> None:
        self.publish(*(f"aggregate {number}" for number in range(40)))
        claimed: list[EventId] = []

        def take(_: int) -> None:
            claimed.extend(self.claim(5))

        at_once(take)
        assert len(claimed) == 40
        assert len(set(claimed)) == 40

    def test_what_somebody_has_in_hand_nobody_else_gets_however_often_it_is_delivered(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        assert self.take(event_id, "first")
        assert self.take(event_id, "second") is None
        assert self.take(event_id, "first") is None

    def test_an_event_that_waits_for_its_next_attempt_is_not_had_before(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        assert self.take(event_id)
        self.store.outbox.postpone(event_id, self.clock.now() + _MINUTE, "451")
        assert self.take(event_id) is None
        assert self.take(event_id, later=_MINUTE + _MOMENT)

    def test_what_a_worker_left_behind_another_has_when_the_lease_is_over_and_it_counts_as_lost(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        assert self.take(event_id, "killed")
        assert self.claim() == []
        assert self.claim(later=_MINUTE + _MOMENT) == [event_id]
        envelope = self.take(event_id, "another", later=_MINUTE + _MOMENT)
        assert envelope is not None
        assert (envelope.attempts, envelope.lost) == (0, 1)

    def test_an_event_that_was_only_claimed_is_not_lost_with_whoever_claimed_it(self) -> None:
        self.publish("a")
        self.claim()
        (event_id,) = self.claim(later=_MINUTE + _MOMENT)
        envelope = self.take(event_id, later=_MINUTE + _MOMENT)
        assert envelope is not None
        assert envelope.lost == 0

    def test_releasing_also_takes_from_hands_and_counts_that_as_lost(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        assert self.take(event_id, "killed")
        self.store.outbox.release()
        assert self.claim() == [event_id]
        envelope = self.take(event_id)
        assert envelope is not None
        assert envelope.lost == 1

    def test_a_worker_that_is_alive_keeps_what_it_has_in_hand_and_nothing_else(self) -> None:
        self.publish("a", "b")
        mine, its = self.claim()
        assert self.take(mine, "alive")
        assert self.take(its, "killed")
        now = self.clock.now()
        self.store.outbox.renew("alive", now, now + _MINUTE * 3)
        assert self.claim(later=_MINUTE + _MOMENT) == [its]
        assert self.take(mine, "another", later=_MINUTE * 2) is None

    def test_what_was_taken_over_meanwhile_is_not_kept_any_longer(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        assert self.take(event_id, "asleep")
        later = self.clock.now() + _MINUTE + _MOMENT
        self.store.outbox.renew("asleep", later, later + _MINUTE)
        assert self.claim(later=_MINUTE + _MOMENT) == [event_id]

    def test_of_many_who_are_delivered_one_event_one_has_it(self) -> None:
        self.publish("a")
        (event_id,) = self.claim()
        had: list[Envelope] = []

        def take(number: int) -> None:
            envelope = self.take(event_id, f"worker {number}")
            if envelope:
                had.append(envelope)

        at_once(take)
        assert len(had) == 1
