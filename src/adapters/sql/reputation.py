"""The ledger of reputation in SQL: one query tells by which lines it differs from what stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    union_all,
    update,
)

from adapters.sql.changes import Stored
from adapters.sql.dialects import insert_or_change
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.forum import post_likes, posts, topic_marks, topics
from adapters.sql.tables.reputation import reputation, standings
from p2p_core.forum.reputation.model import POINTS, Earned, Merit
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids, MeritId, TopicId, UserId

EARNED = Stored("line", Earned, reputation)
_OF_TOPIC = bindparam("topic_id", type_=reputation.c.topic_id.type)
_OF_SUBJECT = bindparam("subject_id", type_=reputation.c.subject_id.type)
_STANDS = topics.c.id == _OF_TOPIC, topics.c.deleted_at.is_(None)
_POST_STANDS = *_STANDS, posts.c.deleted_at.is_(None)
_IN_TOPIC: FromClause = topics.join(posts, posts.c.topic_id == topics.c.id)
_SUBJECT = "subject"
_GIVE = Statement(
    insert_or_change(
        standings,
        {name: bindparam(name, type_=standings.c[name].type) for name in ("user_id", "points")},
        ("user_id",),
        {"points": standings.c.points + bindparam("points", type_=standings.c.points.type)},
        None,
    )
)
_TAKE = Statement(
    update(standings)
    .values(points=standings.c.points + bindparam("by"))
    .where(standings.c.user_id == bindparam("known"))
)
DROP_EARNED = (
    Statement(delete(reputation).where(reputation.c.user_id == bindparam("known"))),
    Statement(delete(standings).where(standings.c.user_id == bindparam("known"))),
)
"""What takes away all that somebody earned."""


def _part(
    merit: Merit, author: ColumnElement[str], subject: ColumnElement[str], points: ColumnElement[int]
) -> Select[str, str, str, int]:
    kind: ColumnElement[str] = literal_column(f"'{merit.value}'", reputation.c.subject_id.type)
    return select(
        author.label("user_id"), kind.label("merit"), subject.label(_SUBJECT), points.label("points")
    )


def _worth(merit: Merit) -> ColumnElement[int]:
    return literal_column(str(POINTS[merit]))


def _differences(*, of_one: bool) -> Statement:
    """What the formula gives, less what was given."""
    likes = func.count() * _worth(Merit.LIKE)
    parts = [
        _part(Merit.TOPIC, topics.c.author_id, topics.c.id, _worth(Merit.TOPIC)).where(*_STANDS),
        _part(Merit.LIKE, topics.c.author_id, topics.c.id, likes)
        .select_from(topics.join(topic_marks, topic_marks.c.topic_id == topics.c.id))
        .where(*_STANDS, topic_marks.c.liked, topic_marks.c.user_id != topics.c.author_id)
        .group_by(topics.c.author_id, topics.c.id),
        _part(Merit.POST, posts.c.author_id, posts.c.id, _worth(Merit.POST))
        .select_from(_IN_TOPIC)
        .where(*_POST_STANDS),
        _part(Merit.LIKE, posts.c.author_id, posts.c.id, likes)
        .select_from(_IN_TOPIC.join(post_likes, post_likes.c.post_id == posts.c.id))
        .where(*_POST_STANDS, post_likes.c.user_id != posts.c.author_id)
        .group_by(posts.c.author_id, posts.c.id),
        _part(Merit.BEST_ANSWER, posts.c.author_id, posts.c.id, _worth(Merit.BEST_ANSWER))
        .select_from(topics.join(posts, posts.c.id == topics.c.best_answer_id))
        .where(*_POST_STANDS, posts.c.author_id != topics.c.author_id),
        select(
            reputation.c.user_id.label("user_id"),
            literal_column("reputation.merit", reputation.c.subject_id.type).label("merit"),
            reputation.c.subject_id.label(_SUBJECT),
            (-reputation.c.points).label("points"),
        ).where(reputation.c.topic_id == _OF_TOPIC),
    ]
    if of_one:
        subjects = (topics.c.id, topics.c.id, posts.c.id, posts.c.id, posts.c.id, reputation.c.subject_id)
        parts = [part.where(column == _OF_SUBJECT) for part, column in zip(parts, subjects, strict=True)]
    lines = union_all(*parts).subquery("lines")
    who = (lines.c.user_id, lines.c.merit, lines.c[_SUBJECT])
    total = func.sum(lines.c.points)
    return Statement(select(*who, total).group_by(*who).having(total != 0).order_by(*who))


_OF_ALL, _OF_ONE = _differences(of_one=False), _differences(of_one=True)


@dataclass(frozen=True, slots=True)
class SqlReputation:
    """The ledger within a transaction."""

    writes: Writes
    clock: Clock
    ids: Ids

    def earn(self, user_id: UserId, merit: Merit, subject_id: str, topic_id: TopicId) -> None:
        self._add(user_id, merit, subject_id, topic_id, POINTS[merit])
        self._count(user_id, POINTS[merit])

    def settle(self, topic_id: TopicId, subject_id: str | None = None) -> None:
        if subject_id is None:
            found = self.writes.rows(_OF_ALL, topic_id=topic_id)
        else:
            found = self.writes.rows(_OF_ONE, topic_id=topic_id, subject_id=subject_id)
        self.add(
            topic_id,
            [
                (UserId(user_id), Merit(merit), subject, int(points))
                for user_id, merit, subject, points in found
            ],
        )

    def add(self, topic_id: TopicId, lines: Iterable[tuple[UserId, Merit, str, int]]) -> None:
        """Add lines, and what they come to for each person."""
        totals: Counter[UserId] = Counter()
        for user_id, merit, subject, points in lines:
            self._add(user_id, merit, subject, topic_id, points)
            totals[user_id] += points
        for user_id, by in sorted(totals.items()):  # in one order, so that no two wait for each other
            self._count(user_id, by)

    def _add(self, user_id: UserId, merit: Merit, subject: str, topic_id: TopicId, points: int) -> None:
        line = Earned(
            id=MeritId(self.ids.new()),
            user_id=user_id,
            merit=merit,
            subject_id=subject,
            topic_id=topic_id,
            points=points,
            at=self.clock.now(),
        )
        EARNED.add(self.writes, line)

    def _count(self, user_id: UserId, by: int) -> None:
        if by > 0:
            self.writes.run(_GIVE, user_id=user_id, points=by)
        elif by < 0:
            self.writes.run(_TAKE, known=user_id, by=by)
