"""What looking after accounts needs from a store."""

from typing import Protocol

from p2p_core.identity.passwords.ports import PasswordTransaction


class AccountTransaction(PasswordTransaction, Protocol):
    """Accounts with all that hangs on them."""
