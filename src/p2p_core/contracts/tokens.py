"""What every store promises about access tokens, and every keyring about second factors."""

from datetime import timedelta

from p2p_core.app import Store
from p2p_core.contracts.builders import NOON, an_access_token
from p2p_core.contracts.credentials import a_colleague
from p2p_core.contracts.expect import raises
from p2p_core.contracts.stores import stored_author
from p2p_core.identity.second_factors.ports import FactorKeys
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import AccessTokenId


class AccessTokensContract:
    """Access tokens in and out."""

    store: Store

    def test_a_token_comes_back_whole_with_its_persons_rights(self) -> None:
        user = stored_author(self.store)
        token = an_access_token(user, "a" * 64)
        with self.store.begin() as tx:
            tx.access_tokens.add(token)
        with self.store.begin() as tx:
            assert tx.access_tokens.get(token.id) == token
            organization = tx.organizations.get(user.organization_id)
        found = self.store.access_tokens.find("a" * 64)
        assert found is not None
        assert found.token == token
        assert (found.organization_id, found.role, found.operator) == (
            organization.id,
            user.role,
            user.operator,
        )
        assert (found.language, found.user_status) == (user.language, user.status)
        assert found.organization_status == organization.status
        assert (found.second_factor_required, found.has_second_factor) == (True, False)

    def test_an_unknown_token_is_not_found(self) -> None:
        assert self.store.access_tokens.find("b" * 64) is None
        with raises(NotFound), self.store.begin() as tx:
            tx.access_tokens.get(AccessTokenId("nobody"))

    def test_a_persons_tokens_are_listed_the_newest_first_and_the_usable_counted(self) -> None:
        user = stored_author(self.store)
        other = a_colleague(self.store, user)
        first, second = an_access_token(user, "a" * 64), an_access_token(user, "b" * 64)
        first.expires_at = NOON
        with self.store.begin() as tx:
            for token in (first, second, an_access_token(other, "c" * 64)):
                tx.access_tokens.add(token)
            assert tx.access_tokens.count(user.id, NOON) == 1
        assert list(self.store.access_tokens.of_person(user.id)) == [second, first]

    def test_a_use_is_noted_unless_the_token_has_ended(self) -> None:
        user = stored_author(self.store)
        token = an_access_token(user, "a" * 64)
        later = NOON + timedelta(days=1)
        with self.store.begin() as tx:
            tx.access_tokens.add(token)
            tx.access_tokens.used(token.id, later)
            assert tx.access_tokens.get(token.id).last_used_at == later
            tx.access_tokens.end(token.id)
            tx.access_tokens.used(token.id, later)
        assert self.store.access_tokens.find("a" * 64) is None

    def test_all_of_a_persons_tokens_end_and_nobody_elses(self) -> None:
        user = stored_author(self.store)
        other = a_colleague(self.store, user)
        with self.store.begin() as tx:
            for person, letter in ((user, "a"), (user, "b"), (other, "c")):
                tx.access_tokens.add(an_access_token(person, letter * 64))
            tx.access_tokens.end_all(user.id)
        left = [letter for letter in "abc" if self.store.access_tokens.find(letter * 64)]
        assert left == ["c"]

    def test_tokens_that_are_over_are_deleted(self) -> None:
        user = stored_author(self.store)
        with self.store.begin() as tx:
            tx.access_tokens.add(an_access_token(user, "a" * 64))
            assert tx.access_tokens.forget_expired(NOON + timedelta(days=89), limit=10) == 0
            assert tx.access_tokens.forget_expired(NOON + timedelta(days=90), limit=10) == 1


class FactorKeysContract:
    """Secrets of second factors, derived from keys."""

    keys: FactorKeys

    def test_a_salt_gives_the_same_secret_of_160_bits_each_time(self) -> None:
        newest = self.keys.newest()
        secret = self.keys.secret(newest, "salt")
        assert secret is not None
        assert len(secret) == 20
        assert self.keys.secret(newest, "salt") == secret

    def test_each_salt_has_a_secret_of_its_own(self) -> None:
        newest = self.keys.newest()
        assert len({self.keys.secret(newest, str(number)) for number in range(100)}) == 100

    def test_a_key_that_is_not_there_has_no_secrets(self) -> None:
        assert self.keys.secret("another", "salt") is None
