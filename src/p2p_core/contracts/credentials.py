"""What every store promises about counted attempts, devices and second factors."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import (
    NOON,
    a_challenge,
    a_device,
    a_second_factor,
    a_user,
)
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import at_once, stored_author
from p2p_core.identity.attempts.model import Tally
from p2p_core.identity.users.model import User
from p2p_core.shared.errors import AlreadyExists
from p2p_core.shared.ids import ChallengeId, DeviceId, UserId

_THREADS = 8
_TIMES = 5
_HOUR = timedelta(hours=1)


def a_colleague(store: Store, user: User) -> User:
    """Somebody else of the same organization, in the store."""
    with store.begin() as tx:
        other = a_user(tx.organizations.get(user.organization_id), "b@plastics.example")
        assert tx.users.add(other)
    return other


class TalliesContract:
    """Counts of attempts: exact, however many count at once."""

    store: Store

    def test_a_tally_nobody_wrote_is_at_zero(self) -> None:
        with self.store.begin() as tx:
            assert tx.tallies.hold("account:x", NOON) == Tally(id="account:x", expires_at=NOON)

    def test_a_tally_comes_back_whole(self) -> None:
        tally = Tally(id="account:x", count=7, until=NOON + _HOUR, expires_at=NOON + _HOUR * 24)
        with self.store.begin() as tx:
            tx.tallies.hold(tally.id, NOON)
            tx.tallies.save(tally)
        with self.store.begin() as tx:
            assert tx.tallies.hold(tally.id, NOON + _HOUR) == tally
            assert tx.tallies.hold("account:y", NOON).count == 0

    def test_a_dropped_tally_begins_anew(self) -> None:
        with self.store.begin() as tx:
            tally = tx.tallies.hold("account:x", NOON)
            tally.count = 3
            tx.tallies.save(tally)
            tx.tallies.drop("account:x")
            tx.tallies.drop("account:y")
        with self.store.begin() as tx:
            assert tx.tallies.hold("account:x", NOON).count == 0

    def test_a_tally_is_exact_when_many_count_at_once(self) -> None:
        seen: list[int] = []

        def count(_: int) -> None:
            for _ in range(_TIMES):
                with self.store.begin() as tx:
                    tally = tx.tallies.hold("account:x", NOON)
                    tally.count += 1
                    tx.tallies.save(tally)
                seen.append(tally.count)

        at_once(count)
        assert sorted(seen) == list(range(1, _THREADS * _TIMES + 1))

    def test_what_means_nothing_any_more_is_deleted(self) -> None:
        with self.store.begin() as tx:
            for number in range(4):
                tx.tallies.hold(f"account:{number}", NOON)
                tx.tallies.save(Tally(id=f"account:{number}", count=1, expires_at=NOON + _HOUR * number))
        with self.store.begin() as tx:
            assert tx.tallies.forget_expired(NOON + _HOUR * 2, limit=2) == 2
            assert tx.tallies.forget_expired(NOON + _HOUR * 2, limit=2) == 1
            assert tx.tallies.hold("account:3", NOON).count == 1


class DevicesContract:
    """Devices in and out."""

    store: Store

    def test_a_device_is_found_by_its_person_and_its_secret(self) -> None:
        user = stored_author(self.store)
        device = a_device(user, "a" * 64)
        with self.store.begin() as tx:
            tx.devices.add(device)
        with self.store.begin() as tx:
            assert tx.devices.find(user.id, "a" * 64) == device
            assert tx.devices.find(user.id, "b" * 64) is None
            assert tx.devices.find(UserId("nobody"), "a" * 64) is None
            assert tx.devices.is_known("a" * 64)
            assert not tx.devices.is_known("b" * 64)
        assert self.store.devices.get(device.id) == device
        assert self.store.devices.get(DeviceId("nobody")) is None

    def test_people_share_a_browser_but_nobody_has_it_twice(self) -> None:
        user = stored_author(self.store)
        other = a_colleague(self.store, user)
        with self.store.begin() as tx:
            tx.devices.add(a_device(user, "a" * 64))
            tx.devices.add(a_device(other, "a" * 64))
        with raises(AlreadyExists), self.store.begin() as tx:
            tx.devices.add(a_device(user, "a" * 64))

    def test_a_forgotten_device_stays_forgotten(self) -> None:
        user = stored_author(self.store)
        device = a_device(user, "a" * 64)
        with self.store.begin() as tx:
            tx.devices.add(device)
            device.use(NOON + _HOUR)
            tx.devices.save(device)
            assert tx.devices.find(user.id, "a" * 64) == device
            tx.devices.forget_others(user.id, "")
            tx.devices.save(device)
            assert tx.devices.find(user.id, "a" * 64) is None

    def test_the_longest_unused_are_forgotten_first(self) -> None:
        user = stored_author(self.store)
        other = a_colleague(self.store, user)
        with self.store.begin() as tx:
            for hours, letter in ((3, "a"), (1, "b"), (2, "c")):
                tx.devices.add(a_device(user, letter * 64, NOON + _HOUR * hours))
            tx.devices.add(a_device(other, "d" * 64))
            tx.devices.forget_longest_unused(user.id, keep=2)
            left = [letter for letter in "abcd" if tx.devices.is_known(letter * 64)]
        assert left == ["a", "c", "d"]

    def test_all_but_one_can_be_forgotten(self) -> None:
        user = stored_author(self.store)
        other = a_colleague(self.store, user)
        with self.store.begin() as tx:
            for person, letter in ((user, "a"), (user, "b"), (other, "c")):
                tx.devices.add(a_device(person, letter * 64))
            tx.devices.forget_others(user.id, "b" * 64)
            left = [letter for letter in "abc" if tx.devices.is_known(letter * 64)]
        assert left == ["b", "c"]

    def test_devices_that_were_not_used_for_long_are_deleted(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.devices.add(a_device(user, "a" * 64))
            assert tx.devices.forget_expired(NOON + timedelta(days=364), limit=10) == 0
            assert tx.devices.forget_expired(NOON + timedelta(days=365), limit=10) == 1


class SecondFactorsContract:
    """Second factors, and sign-ins that wait for a code."""

    store: Store

    def test_a_second_factor_comes_back_whole_and_replaces_the_one_before(self) -> None:
        user = stored_author(self.store)
        factor = a_second_factor(user)
        with self.store.begin() as tx:
            assert tx.second_factors.find(user.id) is None
            tx.second_factors.put(factor)
        with self.store.begin() as tx:
            assert tx.second_factors.find(user.id) == factor
            factor.salt, factor.recovery_hashes, factor.confirmed_at = "other", (), None
            tx.second_factors.put(factor)
            assert tx.second_factors.find(user.id) == factor

    def test_a_dropped_second_factor_is_gone(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.second_factors.put(a_second_factor(user))
            tx.second_factors.drop(user.id)
            tx.second_factors.drop(user.id)
            assert tx.second_factors.find(user.id) is None

    def test_of_many_who_show_one_code_at_once_one_gets_in(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.second_factors.put(a_second_factor(user))
        got: list[bool] = []

        def show(_: int) -> None:
            with self.store.begin() as tx:
                factor = tx.second_factors.find(user.id)
                assert factor is not None
                fresh = factor.last_step == 58_000_000
                factor.last_step += 1
                tx.second_factors.put(factor)
            got.append(fresh)

        at_once(show)
        assert sorted(got) == [False] * (_THREADS - 1) + [True]

    def test_a_challenge_comes_back_whole(self) -> None:
        user = stored_author(self.store)
        challenge = a_challenge(user, "a" * 64)
        with self.store.begin() as tx:
            tx.challenges.add(challenge)
        with self.store.begin() as tx:
            assert tx.challenges.find("a" * 64) == challenge
            assert tx.challenges.find("b" * 64) is None
            challenge.tries += 1
            tx.challenges.save(challenge)
            assert tx.challenges.find("a" * 64) == challenge

    def test_a_challenge_that_ended_stays_ended(self) -> None:
        user = stored_author(self.store)
        challenge = a_challenge(user, "a" * 64)
        with self.store.begin() as tx:
            tx.challenges.add(challenge)
            tx.challenges.end(challenge.id)
            tx.challenges.end(ChallengeId("nobody"))
            tx.challenges.save(challenge)
            assert tx.challenges.find("a" * 64) is None

    def test_all_of_a_persons_challenges_end_and_nobody_elses(self) -> None:
        user = stored_author(self.store)
        other = a_colleague(self.store, user)
        with self.store.begin() as tx:
            for person, letter in ((user, "a"), (user, "b"), (other, "c")):
                tx.challenges.add(a_challenge(person, letter * 64))
            tx.challenges.end_all(user.id)
            left = [letter for letter in "abc" if tx.challenges.find(letter * 64)]
        assert left == ["c"]

    def test_challenges_that_are_over_are_deleted(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.challenges.add(a_challenge(user, "a" * 64))
            assert tx.challenges.forget_expired(NOON + timedelta(minutes=9), limit=10) == 0
            assert tx.challenges.forget_expired(NOON + timedelta(minutes=10), limit=10) == 1
