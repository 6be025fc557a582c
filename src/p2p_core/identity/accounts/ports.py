"""What looking after accounts needs from a store."""

from typing import Protocol

from p2p_core.identity.registrations.ports import RegistrationTransaction
from p2p_core.identity.sessions.ports import SessionTransaction


class AccountTransaction(RegistrationTransaction, SessionTransaction, Protocol):
    """Accounts with all that hangs on them."""
