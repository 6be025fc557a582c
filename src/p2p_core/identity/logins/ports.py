"""What signing in needs from a store."""

from typing import Protocol

from p2p_core.identity.attempts.ports import AttemptTransaction
from p2p_core.identity.devices.ports import DeviceTransaction
from p2p_core.identity.second_factors.ports import SecondFactorTransaction
from p2p_core.identity.sessions.ports import SessionTransaction


class LoginTransaction(
    SessionTransaction, SecondFactorTransaction, DeviceTransaction, AttemptTransaction, Protocol
):
    """What people are let in with."""
