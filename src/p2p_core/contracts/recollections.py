"""What every store promises about those it found a moment ago: nothing that this store changed since."""

from p2p_core.app import Store, StoreTransaction
from p2p_core.contracts.builders import a_session
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import stored_author
from p2p_core.identity.sessions.model import Session
from p2p_core.identity.sessions.ports import SignedIn
from p2p_core.shared.actor import Role

_SECRET = "a" * 64


class RecentSessionsContract:
    """Sessions that are recalled without being looked up again."""

    store: Store

    def found(self) -> Session:
        """A session that was just found."""
        session = a_session(stored_author(self.store), _SECRET)
        with self.store.begin() as tx:
            tx.sessions.add(session)
        assert self.store.sessions.find(_SECRET) is not None
        return session

    def recalled(self) -> SignedIn | None:
        """What is recalled, which is never anything but the truth."""
        recent = self.store.sessions.recent(_SECRET)
        assert recent in (None, self.store.sessions.find(_SECRET))
        return recent

    def test_nobody_is_recalled_who_was_never_found(self) -> None:
        assert self.store.sessions.recent(_SECRET) is None

    def test_who_was_found_a_moment_ago_is_recalled(self) -> None:
        session = self.found()
        recent = self.recalled()
        assert recent is not None
        assert recent.session == session

    def test_a_session_that_ended_is_not_recalled(self) -> None:
        self.found()

        def end(tx: StoreTransaction, session: Session) -> None:
            tx.sessions.end(session.id)

        def end_by_token(tx: StoreTransaction, session: Session) -> None:
            tx.sessions.end_by_token(session.token_hash)

        def end_oldest(tx: StoreTransaction, session: Session) -> None:
            tx.sessions.end_oldest(session.user_id, keep=0)

        def rotate(tx: StoreTransaction, session: Session) -> None:
            session.rotate("another secret")
            tx.sessions.save(session)

        found = self.store.sessions.find(_SECRET)
        assert found is not None
        for change in (end, end_by_token, end_oldest, rotate):
            session = a_session_of(found, self.store)
            with self.store.begin() as tx:
                change(tx, session)
            assert self.recalled() is None, change.__name__

    def test_a_person_is_recalled_with_the_rights_they_have_now(self) -> None:
        session = self.found()
        with self.store.begin() as tx:
            user = tx.users.get(session.user_id)
            user.role = Role.MEMBER
            tx.users.save(user)
        recent = self.recalled()
        assert recent is None or recent.role is Role.MEMBER

    def test_what_was_taken_back_changes_nothing(self) -> None:
        session = self.found()
        with raises(LookupError), self.store.begin() as tx:
            tx.sessions.end(session.id)
            raise LookupError
        assert self.recalled() is not None


def a_session_of(found: SignedIn, store: Store) -> Session:
    """The same session anew, in case it was ended, found once more."""
    session = found.session
    with store.begin() as tx:
        tx.sessions.end(session.id)
        session.token_hash = _SECRET
        tx.sessions.add(session)
    assert store.sessions.find(_SECRET) is not None
    return session
