"""What every store promises about sessions."""

from dataclasses import replace
from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import a_second_factor, a_session, a_user
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import stored_author
from p2p_core.identity.sessions.model import Session
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import SessionId, UserId

_DAY = timedelta(days=1)


class SessionsContract:
    """Sessions in and out."""

    store: Store

    def stored(self, *hashes: str) -> list[Session]:
        user = stored_author(self.store)
        sessions = [a_session(user, token_hash) for token_hash in hashes]
        with self.store.begin() as tx:
            for session in sessions:
                tx.sessions.add(session)
        return sessions

    def alive(self, *sessions: Session) -> list[bool]:
        return [self.store.sessions.find(session.token_hash) is not None for session in sessions]

    def test_a_session_comes_back_whole_with_its_persons_rights(self) -> None:
        (session,) = self.stored("a" * 64)
        with self.store.begin() as tx:
            assert tx.sessions.get(session.id) == session
            user = tx.users.get(session.user_id)
            organization = tx.organizations.get(user.organization_id)
        found = self.store.sessions.find("a" * 64)
        assert found is not None
        assert found.session == session
        assert found.organization_id == organization.id
        assert (found.role, found.operator, found.language) == (user.role, user.operator, user.language)
        assert (found.user_status, found.organization_status) == (user.status, organization.status)
        assert found.second_factor_required is True
        assert found.has_second_factor is False

    def test_a_session_tells_whether_its_person_has_a_second_factor(self) -> None:
        (session,) = self.stored("a" * 64)
        with self.store.begin() as tx:
            factor = a_second_factor(tx.users.get(session.user_id))
            tx.second_factors.put(replace(factor, confirmed_at=None))
        found = self.store.sessions.find("a" * 64)
        assert found is not None
        assert found.has_second_factor is False
        with self.store.begin() as tx:
            tx.second_factors.put(factor)
        found = self.store.sessions.find("a" * 64)
        assert found is not None
        assert found.has_second_factor is True

    def test_an_unknown_session_is_not_found(self) -> None:
        assert self.store.sessions.find("b" * 64) is None
        with raises(NotFound), self.store.begin() as tx:
            tx.sessions.get(SessionId("nobody"))

    def test_a_rotated_session_answers_to_its_new_secret_only(self) -> None:
        (session,) = self.stored("a" * 64)
        session.token_hash = "c" * 64
        session.last_used_at += _DAY
        with self.store.begin() as tx:
            tx.sessions.save(session)
        assert self.store.sessions.find("a" * 64) is None
        found = self.store.sessions.find("c" * 64)
        assert found is not None
        assert found.session == session

    def test_a_session_that_ended_stays_ended(self) -> None:
        (session,) = self.stored("a" * 64)
        with self.store.begin() as tx:
            tx.sessions.end(session.id)
            tx.sessions.end(session.id)
        with self.store.begin() as tx:
            tx.sessions.save(session)
        assert self.alive(session) == [False]

    def test_a_session_can_be_ended_by_its_secret(self) -> None:
        first, second = self.stored("a" * 64, "b" * 64)
        with self.store.begin() as tx:
            tx.sessions.end_by_token("a" * 64)
            tx.sessions.end_by_token("unknown")
        assert self.alive(first, second) == [False, True]

    def test_all_sessions_but_one_can_be_ended(self) -> None:
        sessions = self.stored(*(letter * 64 for letter in "abc"))
        with self.store.begin() as tx:
            tx.sessions.end_others(sessions[0].user_id, keep=sessions[1].id)
        assert self.alive(*sessions) == [False, True, False]
        with self.store.begin() as tx:
            tx.sessions.end_others(sessions[0].user_id, keep=None)
        assert self.alive(*sessions) == [False] * 3

    def test_a_persons_sessions_are_listed_the_newest_first(self) -> None:
        first, second = self.stored("a" * 64, "b" * 64)
        with self.store.begin() as tx:
            organization = tx.organizations.get(tx.users.get(first.user_id).organization_id)
            other = a_user(organization, "b@plastics.example")
            tx.users.add(other)
            tx.sessions.add(a_session(other, "c" * 64))
        assert list(self.store.sessions.of_person(first.user_id)) == [second, first]
        assert list(self.store.sessions.of_person(UserId("nobody"))) == []

    def test_only_the_newest_sessions_are_kept(self) -> None:
        sessions = self.stored(*(letter * 64 for letter in "abcd"))
        with self.store.begin() as tx:
            tx.sessions.end_oldest(sessions[0].user_id, keep=2)
        assert self.alive(*sessions) == [False, False, True, True]
