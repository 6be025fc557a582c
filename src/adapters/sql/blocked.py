"""Who blocks whom, in SQL, also as a part of other queries: blocks cost them no statement of their own."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, delete, exists, select

from adapters.sql.dialects import insert_if_absent
from adapters.sql.records import Record
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.identity import blocks
from p2p_core.identity.blocks.model import Block
from p2p_core.shared.ids import UserId

BLOCK = Record(Block, blocks)
_ADD = Statement(
    insert_if_absent(
        blocks,
        {column.name: bindparam(column.name, type_=column.type) for column in blocks.c},
        "blocker_id",
        "blocked_id",
    )
)
_ONE = (blocks.c.blocker_id == bindparam("blocker"), blocks.c.blocked_id == bindparam("blocked"))
_HAS = Statement(select(blocks.c.blocked_id).where(*_ONE))
_DROP = Statement(delete(blocks).where(*_ONE))
_OF = Statement(select(blocks.c.blocked_id).where(blocks.c.blocker_id == bindparam("blocker")))


@dataclass(frozen=True, slots=True)
class SqlBlocks:
    """Blocks within a transaction."""

    writes: Writes

    def add(self, block: Block) -> bool:
        return self.writes.run(_ADD, **BLOCK.values(block)) == 1

    def drop(self, blocker_id: UserId, blocked_id: UserId) -> bool:
        return self.writes.run(_DROP, blocker=blocker_id, blocked=blocked_id) == 1

    def has(self, blocker_id: UserId, blocked_id: UserId) -> bool:
        return bool(self.writes.rows(_HAS, blocker=blocker_id, blocked=blocked_id))

    def of(self, blocker_id: UserId) -> Collection[UserId]:
        return [UserId(user_id) for (user_id,) in self.writes.rows(_OF, blocker=blocker_id)]


def is_blocked(blocker_id: ColumnElement[str], blocked_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the first blocks the second, within a query: one look into an index."""
    one = select(blocks.c.blocked_id).where(
        blocks.c.blocker_id == blocker_id, blocks.c.blocked_id == blocked_id
    )
    return exists(one.correlate_except(blocks))
