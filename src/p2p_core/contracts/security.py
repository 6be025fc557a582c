"""What every implementation of passwords, signed tokens and random secrets promises."""

from p2p_core.contracts.builders import ARABIC
from p2p_core.contracts.expect import raises
from p2p_core.identity.registrations.ports import Tokens
from p2p_core.identity.users.ports import Passwords, Secrets
from p2p_core.shared.errors import InvalidToken


class PasswordsContract:
    """Slow, salted hashing."""

    passwords: Passwords
    stronger: Passwords
    """The same with higher parameters."""

    def test_a_password_is_known_again_and_another_one_is_not(self) -> None:
        stored = self.passwords.hash(ARABIC)
        assert self.passwords.verify(ARABIC, stored).correct
        assert not self.passwords.verify(ARABIC + " ", stored).correct
        assert not self.passwords.verify("", stored).correct

    def test_a_hash_is_salted_and_does_not_show_the_password(self) -> None:
        one, other = self.passwords.hash("a long passphrase"), self.passwords.hash("a long passphrase")
        assert one != other
        assert "passphrase" not in one

    def test_a_hash_of_weaker_parameters_is_renewed_only_for_the_right_password(self) -> None:
        stored = self.passwords.hash("a long passphrase")
        assert self.passwords.verify("a long passphrase", stored).new_hash is None
        verdict = self.stronger.verify("a long passphrase", stored)
        assert verdict.correct
        assert verdict.new_hash is not None
        assert self.stronger.verify("a long passphrase", verdict.new_hash).new_hash is None
        assert self.stronger.verify("another passphrase", stored).new_hash is None

    def test_the_longest_password_counts_to_its_last_character(self) -> None:
        longest = "ة" * 128
        stored = self.passwords.hash(longest)
        assert self.passwords.verify(longest, stored).correct
        assert not self.passwords.verify(longest[:-1] + "ه", stored).correct

    def test_verifying_nothing_answers_nothing(self) -> None:
        self.passwords.verify_nothing()


class TokensContract:
    """Signed subjects."""

    tokens: Tokens

    def test_a_token_gives_its_subject_back(self) -> None:
        assert self.tokens.read("verify", self.tokens.issue("verify", "id:1")) == "id:1"

    def test_a_token_is_safe_in_an_address(self) -> None:
        token = self.tokens.issue("verify", "01a20378-5a55-721b-a16b-c90be54b6273:12")
        assert all(c.isascii() and (c.isalnum() or c in "-_.") for c in token)

    def test_a_token_is_useless_for_another_purpose(self) -> None:
        with raises(InvalidToken, "token_invalid"):
            self.tokens.read("reset", self.tokens.issue("verify", "id:1"))

    def test_a_token_changed_anywhere_is_refused(self) -> None:
        token = self.tokens.issue("verify", "id:1")
        for at, character in enumerate(token):
            damaged = token[:at] + ("A" if character != "A" else "B") + token[at + 1 :]
            if at < len(token) - 1:  # the last character may hold unused bits
                with raises(InvalidToken):
                    self.tokens.read("verify", damaged)

    def test_text_that_never_was_a_token_is_refused(self) -> None:
        for text in ("", ".", "a.b.c", "ä", "\ud800", ARABIC, "x" * 1000, "=" * 5):
            with raises(InvalidToken):
                self.tokens.read("verify", text)


class SecretsContract:
    """Random secrets."""

    secrets: Secrets

    def test_secrets_are_long_distinct_and_travel_anywhere(self) -> None:
        made = {self.secrets.token() for _ in range(200)}
        assert len(made) == 200
        for secret in made:
            assert len(secret) >= 43
            assert all(c.isascii() and (c.isalnum() or c in "-_") for c in secret)
