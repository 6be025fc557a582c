"""What SQL says where it has to agree with content that is kept elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from adapters.sql.dialects import insert_or_change
from adapters.sql.statements import Reads, Statement, Writes
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.once import content_owed
from p2p_core.notifications.inbox.model import Kind

_ONLY = 1
_OWED = Statement(select(content_owed.c.turn, content_owed.c.changes).where(content_owed.c.id == _ONLY))
_OWING = {name: bindparam(name, type_=content_owed.c[name].type) for name in ("id", "turn", "changes")}
_NEW = {name: _OWING[name] for name in ("turn", "changes")}
_OWE = Statement(insert_or_change(content_owed, _OWING, ("id",), _NEW, None))
_row = notifications.c
_TOLD_LIKES = Statement(
    select(_row.id, _row.user_id, func.coalesce(_row.post_id, _row.topic_id), _row.count).where(
        _row.kind == Kind.LIKE
    )
)


@dataclass(frozen=True, slots=True)
class Told:
    """How many likes of a topic or a reply its author was told of."""

    id: str
    user_id: str
    subject_id: str
    number: int


@dataclass(frozen=True, slots=True)
class SqlAgreement:
    """What is asked about both stores."""

    reads: Reads

    def owed(self) -> tuple[int, bytes] | None:
        """The last turn that changed both stores, and what it changes in content."""
        rows = self.reads.rows(_OWED)
        return (int(rows[0][0]), bytes(rows[0][1])) if rows else None

    def told_likes(self) -> Collection[Told]:
        """Everything that tells of likes."""
        return [Told(*row) for row in self.reads.rows(_TOLD_LIKES)]


def owe(writes: Writes, turn: int, changes: bytes) -> None:
    """Remember until the next time what that turn changes in content."""
    writes.run(_OWE, id=_ONLY, turn=turn, changes=changes)
