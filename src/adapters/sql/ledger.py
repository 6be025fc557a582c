"""The ledger of reputation for content that is kept elsewhere: it is told what stands, and adds the rest."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from adapters.sql.reputation import SqlReputation
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.reputation import reputation
from p2p_core.forum.reputation.model import Merit
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids, TopicId, UserId

_row = reputation.c
_GIVEN = (
    select(_row.user_id, _row.merit, _row.subject_id, func.sum(_row.points))
    .where(_row.topic_id == bindparam("topic_id"))
    .group_by(_row.user_id, _row.merit, _row.subject_id)
)
_OF_ALL = Statement(_GIVEN)
_OF_ONE = Statement(_GIVEN.where(_row.subject_id == bindparam("subject_id")))


@dataclass(frozen=True, slots=True)
class SqlLedger:
    """The lines and the totals, within a transaction."""

    writes: Writes
    clock: Clock
    ids: Ids

    def earn(self, user_id: UserId, merit: Merit, subject_id: str, topic_id: TopicId) -> None:
        """Add the line of something that is new."""
        SqlReputation(self.writes, self.clock, self.ids).earn(user_id, merit, subject_id, topic_id)

    def settle(
        self, topic_id: TopicId, subject_id: str | None, stands: Iterable[tuple[str, Merit, str, int]]
    ) -> None:
        """Add the lines by which the ledger differs from what stands there now."""
        missing: Counter[tuple[str, str, str]] = Counter()
        for user_id, merit, subject, points in stands:
            missing[(user_id, merit.value, subject)] += points
        for user_id, merit_name, subject, points in self._given(topic_id, subject_id):
            missing[(user_id, merit_name, subject)] -= int(points)
        lines = [
            (UserId(user_id), Merit(merit_name), subject, points)
            for (user_id, merit_name, subject), points in sorted(missing.items())
            if points
        ]
        SqlReputation(self.writes, self.clock, self.ids).add(topic_id, lines)

    def _given(self, topic_id: TopicId, subject_id: str | None) -> list[tuple[str, str, str, int]]:
        if subject_id is None:
            return self.writes.rows(_OF_ALL, topic_id=topic_id)
        return self.writes.rows(_OF_ONE, topic_id=topic_id, subject_id=subject_id)
