"""What every store promises about links for new passwords and other addresses."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON
from p2p_core.contracts.credentials import a_colleague
from p2p_core.contracts.link_builders import a_password_reset, an_email_change
from p2p_core.contracts.stores import stored_author
from p2p_core.shared.ids import EmailChangeId, PasswordResetId

_HOUR = timedelta(hours=1)


class LinksContract:
    """Requests for new passwords and other addresses."""

    store: Store

    def test_a_password_reset_comes_back_whole_also_for_nobody(self) -> None:
        user = stored_author(self.store)
        ours, nobodys = a_password_reset(user), a_password_reset(None, "nobody@example.com")
        with self.store.begin() as tx:
            tx.password_resets.add(ours)
            tx.password_resets.add(nobodys)
        with self.store.begin() as tx:
            assert tx.password_resets.find(ours.id) == ours
            assert tx.password_resets.find(nobodys.id) == nobodys
            assert tx.password_resets.find(PasswordResetId("nobody")) is None
            ours.complete(NOON)
            tx.password_resets.save(ours)
        assert self.store.password_resets.find(ours.id) == ours
        assert self.store.password_resets.find(PasswordResetId("nobody")) is None

    def test_the_open_resets_of_an_address_end_and_no_others(self) -> None:
        user = stored_author(self.store)
        old, open_, other = (
            a_password_reset(user),
            a_password_reset(user),
            a_password_reset(None, "b@c.example"),
        )
        old.expires_at = NOON
        with self.store.begin() as tx:
            for reset in (old, open_, other):
                tx.password_resets.add(reset)
            tx.password_resets.end_all(open_.address, NOON)
        found = [self.store.password_resets.find(reset.id) for reset in (old, open_, other)]
        assert [reset.ended_at for reset in found if reset] == [None, NOON, None]

    def test_an_email_change_comes_back_whole(self) -> None:
        user = stored_author(self.store)
        change = an_email_change(user)
        with self.store.begin() as tx:
            tx.email_changes.add(change)
        with self.store.begin() as tx:
            assert tx.email_changes.find(change.id) == change
            assert tx.email_changes.find(EmailChangeId("nobody")) is None
            change.complete(NOON)
            tx.email_changes.save(change)
        assert self.store.email_changes.find(change.id) == change
        assert self.store.email_changes.find(EmailChangeId("nobody")) is None

    def test_the_open_changes_of_a_person_end_and_no_others(self) -> None:
        user = stored_author(self.store)
        other = a_colleague(self.store, user)
        old, open_, elses = an_email_change(user), an_email_change(user), an_email_change(other)
        old.expires_at = NOON
        with self.store.begin() as tx:
            for change in (old, open_, elses):
                tx.email_changes.add(change)
            tx.email_changes.end_all(user.id, NOON)
        found = [self.store.email_changes.find(change.id) for change in (old, open_, elses)]
        assert [change.ended_at for change in found if change] == [None, NOON, None]

    def test_links_that_are_over_are_deleted(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.password_resets.add(a_password_reset(user))
            tx.email_changes.add(an_email_change(user))
            assert tx.password_resets.forget_expired(NOON, limit=10) == 0
            assert tx.email_changes.forget_expired(NOON, limit=10) == 0
            assert tx.password_resets.forget_expired(NOON + _HOUR, limit=10) == 1
            assert tx.email_changes.forget_expired(NOON + _HOUR * 24, limit=10) == 1
