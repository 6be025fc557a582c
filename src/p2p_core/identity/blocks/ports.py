"""What blocks need from a store."""

from collections.abc import Collection
from typing import Protocol

from p2p_core.identity.blocks.model import Block
from p2p_core.identity.users.ports import UserTransaction
from p2p_core.shared.ids import UserId


class Blocks(Protocol):
    """Who blocks whom, within a transaction."""

    def add(self, block: Block) -> bool:
        """Store a new one; false, and nothing is stored, where it is so already."""
        ...

    def drop(self, blocker_id: UserId, blocked_id: UserId) -> bool:
        """Remove one; false where there is none."""
        ...

    def has(self, blocker_id: UserId, blocked_id: UserId) -> bool:
        """Whether the first blocks the second."""
        ...

    def of(self, blocker_id: UserId) -> Collection[UserId]:
        """All whom somebody blocks."""
        ...


class BlockTransaction(UserTransaction, Protocol):
    """What people are blocked with."""

    @property
    def blocks(self) -> Blocks:
        """Who blocks whom."""
        ...
