"""The server's adapters under the same contracts as those in memory, and what only they can do."""

import pytest

from adapters.security.factors import DerivedFactorKeys
from adapters.security.passwords import CHEAP, Argon2Passwords, Cost
from adapters.security.tokens import SignedTokens
from adapters.text.markdown import MarkdownText
from p2p_core.contracts.richtexts import RichTextContract
from p2p_core.contracts.security import PasswordsContract, TokensContract
from p2p_core.contracts.tokens import FactorKeysContract
from p2p_core.shared.errors import InvalidToken


class TestArgon2Passwords(PasswordsContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.passwords = Argon2Passwords(CHEAP)
        self.stronger = Argon2Passwords(Cost(time=2, memory=16))


class TestSignedTokens(TokensContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.tokens = SignedTokens(["a key of this installation"])


class TestDerivedFactorKeys(FactorKeysContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.keys = DerivedFactorKeys(["an old key", "a key of this installation"])


class TestMarkdownText(RichTextContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.rich_text = MarkdownText()


def test_the_parameters_are_those_that_were_decided_on() -> None:
    assert Argon2Passwords().hash("a long passphrase").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_keys_can_be_changed_in_peace() -> None:
    old, both, new = SignedTokens(["old"]), SignedTokens(["old", "new"]), SignedTokens(["new"])

    assert both.read("verify", old.issue("verify", "id:1")) == "id:1"
    assert new.read("verify", both.issue("verify", "id:1")) == "id:1"
    with pytest.raises(InvalidToken):
        new.read("verify", old.issue("verify", "id:1"))


def test_without_a_key_nothing_is_signed_or_derived() -> None:
    with pytest.raises(ValueError, match="key"):
        SignedTokens([])
    with pytest.raises(ValueError, match="key"):
        DerivedFactorKeys([])


def test_second_factors_outlive_a_new_key_and_not_the_loss_of_their_own() -> None:
    old, both, new = DerivedFactorKeys(["old"]), DerivedFactorKeys(["old", "new"]), DerivedFactorKeys(["new"])

    assert both.secret(old.newest(), "salt") == old.secret(old.newest(), "salt")
    assert both.newest() == new.newest() != old.newest()
    assert new.secret(old.newest(), "salt") is None
