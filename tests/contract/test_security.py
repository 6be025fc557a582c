"""Passwords, tokens and secrets, over every implementation."""

import pytest

from adapters.memory.security import HmacFactorKeys, HmacTokens, ScryptPasswords
from adapters.system.secrets import SystemSecrets
from p2p_core.contracts.security import PasswordsContract, SecretsContract, TokensContract
from p2p_core.contracts.tokens import FactorKeysContract


class TestScryptPasswords(PasswordsContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.passwords = ScryptPasswords(cost=2)
        self.stronger = ScryptPasswords(cost=4)


class TestHmacTokens(TokensContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.tokens = HmacTokens()


class TestHmacFactorKeys(FactorKeysContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.keys = HmacFactorKeys()


class TestSystemSecrets(SecretsContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        self.secrets = SystemSecrets()
