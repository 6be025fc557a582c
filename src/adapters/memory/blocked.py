"""Who blocks whom, in memory."""

from collections.abc import Collection
from dataclasses import dataclass

from adapters.memory.tables import Tables, dropped
from p2p_core.identity.blocks.model import Block
from p2p_core.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class MemoryBlocks:
    """Blocks within a transaction."""

    tables: Tables

    def add(self, block: Block) -> bool:
        if self.has(block.blocker_id, block.blocked_id):
            return False
        self.tables.blocks.put(_key(block.blocker_id, block.blocked_id), block)
        return True

    def drop(self, blocker_id: UserId, blocked_id: UserId) -> bool:
        was_there = self.has(blocker_id, blocked_id)
        self.tables.blocks.drop(_key(blocker_id, blocked_id))
        return was_there

    def has(self, blocker_id: UserId, blocked_id: UserId) -> bool:
        return blocks(self.tables, blocker_id, blocked_id)

    def of(self, blocker_id: UserId) -> Collection[UserId]:
        return blocked_by(self.tables, blocker_id)


def blocks(tables: Tables, blocker_id: str, blocked_id: str | None) -> bool:
    """Whether the first blocks the second."""
    return _key(blocker_id, blocked_id) in tables.blocks


def blocked_by(tables: Tables, blocker_id: str) -> set[UserId]:
    """All whom somebody blocks."""
    return {block.blocked_id for block in tables.blocks.where(lambda block: block.blocker_id == blocker_id)}


def drop_blocks(tables: Tables, people: Collection[str]) -> None:
    """Whom these people block, and who blocks them."""
    dropped(
        tables.blocks,
        lambda block: block.blocker_id in people or block.blocked_id in people,
        len(tables.blocks),
    )


def _key(blocker_id: str, blocked_id: str | None) -> str:
    return f"{blocker_id} {blocked_id}"
