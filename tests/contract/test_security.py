"""Passwords, tokens and secrets, over every implementation."""

import pytest

from adapters.memory.security import HmacTokens, ScryptPasswords
from adapters.system.secrets import SystemSecrets
from p2p_core.contracts.security import PasswordsContract, SecretsContract, TokensContract


class TestScryptPasswords(PasswordsContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.passwords = ScryptPasswords(cost=2)
        self.stronger = ScryptPasswords(cost=4)


class TestHmacTokens(TokensContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.tokens = HmacTokens()


class TestSystemSecrets(SecretsContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.secrets = SystemSecrets()
