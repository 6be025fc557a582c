"""What every store promises about exports of somebody's data, and about wishes to be erased."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import (
    NOON,
    an_id,
)
from p2p_core.contracts.stores import stored_author
from p2p_core.identity.users.model import User
from p2p_core.own_data.model import Contributions, ErasureWish, Export
from p2p_core.shared.ids import ErasureId, ExportId, PackingId, UserId
from p2p_core.shared.language import Language

_DAY = timedelta(days=1)
OURS, THEIRS = PackingId("ours"), PackingId("theirs")


def an_export(user: User) -> Export:
    """One that is packed."""
    return Export(
        id=ExportId(an_id()),
        user_id=user.id,
        requested_at=NOON,
        expires_at=NOON + _DAY,
        ready_at=NOON + timedelta(minutes=1),
        parts=2,
        size=7,
        packing=OURS,
    )


def a_wish(user: User) -> ErasureWish:
    """Somebody's wish to be gone."""
    return ErasureWish(
        id=ErasureId(an_id()),
        user_id=user.id,
        organization_id=user.organization_id,
        contributions=Contributions.DELETE,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        language=Language.ARABIC,
        requested_at=NOON,
        expires_at=NOON + _DAY,
    )


class ExportsContract:
    """Exports in parts, and wishes to be erased."""

    store: Store

    def test_an_export_comes_back_whole_part_by_part(self) -> None:
        export = an_export(stored_author(self.store))
        with self.store.begin() as tx:
            tx.exports.put(export)
            assert tx.exports.put_part(export.id, OURS, 0, b"\x00PK")
            assert tx.exports.put_part(export.id, OURS, 1, b"\xff" * 4)
            assert tx.exports.find(export.id) == export
        assert self.store.exports.find(export.id) == export
        assert self.store.exports.of_person(export.user_id) == export
        assert [self.store.exports.part(export.id, number) for number in range(3)] == [
            b"\x00PK",
            b"\xff" * 4,
            None,
        ]

    def test_two_packings_of_one_export_keep_their_parts_apart(self) -> None:
        export = an_export(stored_author(self.store))
        export.packing = export.ready_at = None
        with self.store.begin() as tx:
            tx.exports.put(export)
            for packing, content in ((OURS, b"ours"), (THEIRS, b"theirs")):
                assert tx.exports.put_part(export.id, packing, 0, content)
        assert self.store.exports.part(export.id, 0) is None, "none is through"
        with self.store.begin() as tx:
            export.finish(NOON, THEIRS, 1, 6)
            tx.exports.save(export)
        assert self.store.exports.part(export.id, 0) == b"theirs"
        with self.store.begin() as tx:
            export.packing = OURS
            tx.exports.save(export)
        assert self.store.exports.part(export.id, 0) is None, "the others' parts are gone"

    def test_of_a_packing_that_is_given_up_no_part_stays_and_of_another_each(self) -> None:
        export = an_export(stored_author(self.store))
        with self.store.begin() as tx:
            tx.exports.put(export)
            for packing in (OURS, THEIRS):
                for number in range(2):
                    assert tx.exports.put_part(export.id, packing, number, packing.encode())
            tx.exports.drop_parts(export.id, THEIRS)
        assert self.store.exports.part(export.id, 1) == OURS.encode()
        with self.store.begin() as tx:
            tx.exports.drop_parts(export.id, OURS)
        assert [self.store.exports.part(export.id, number) for number in range(2)] == [None, None]

    def test_a_new_export_takes_the_place_of_the_old_and_its_parts(self) -> None:
        user = stored_author(self.store)
        old, new = an_export(user), an_export(user)
        with self.store.begin() as tx:
            tx.exports.put(old)
            tx.exports.put_part(old.id, OURS, 0, b"x")
        with self.store.begin() as tx:
            tx.exports.put(new)
            assert not tx.exports.put_part(old.id, OURS, 1, b"late")
            old.finish(NOON, OURS, 1, 1)
            tx.exports.save(old)
        assert self.store.exports.find(old.id) is None
        assert self.store.exports.part(old.id, 0) is None
        assert self.store.exports.of_person(user.id) == new
        assert self.store.exports.of_person(UserId("nobody")) is None

    def test_a_changed_export_is_saved(self) -> None:
        export = an_export(stored_author(self.store))
        with self.store.begin() as tx:
            tx.exports.put(export)
            export.finish(NOON + _DAY, THEIRS, 9, 99)
            tx.exports.save(export)
        assert self.store.exports.find(export.id) == export

    def test_what_is_over_is_forgotten_with_its_parts(self) -> None:
        export = an_export(stored_author(self.store))
        with self.store.begin() as tx:
            tx.exports.put(export)
            tx.exports.put_part(export.id, OURS, 0, b"x")
            assert tx.exports.forget_expired(NOON, 10) == 0
            assert tx.exports.forget_expired(NOON + _DAY, 10) == 1
        assert self.store.exports.part(export.id, 0) is None

    def test_a_wish_is_kept_until_it_is_told_or_too_old(self) -> None:
        user = stored_author(self.store)
        first, second = a_wish(user), a_wish(user)
        with self.store.begin() as tx:
            tx.erasure_wishes.add(first)
            tx.erasure_wishes.add(second)
        assert self.store.erasure_wishes.find(first.id) == first
        with self.store.begin() as tx:
            assert tx.erasure_wishes.find(first.id) == first
            tx.erasure_wishes.drop(first.id)
            tx.erasure_wishes.drop(first.id)
            assert tx.erasure_wishes.forget_expired(NOON, 10) == 0
            assert tx.erasure_wishes.forget_expired(NOON + _DAY, 10) == 1
        assert self.store.erasure_wishes.find(first.id) is None
        assert self.store.erasure_wishes.find(second.id) is None
