"""What joining by an invitation needs from a store."""

from typing import Protocol

from p2p_core.identity.invitations.ports import InvitationTransaction
from p2p_core.identity.logins.ports import LoginTransaction


class JoiningTransaction(InvitationTransaction, LoginTransaction, Protocol):
    """What somebody joins with, and is let in."""
