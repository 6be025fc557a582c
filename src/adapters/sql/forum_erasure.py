"""What people who are taken away left in the forum; all that counted it is put right."""

from collections.abc import Collection, Iterable

from sqlalchemy import BindParameter, Column, Table, bindparam, delete, func, or_, select, update

from adapters.sql.marks import SqlMarks
from adapters.sql.mentions import drop_mentions
from adapters.sql.posts import DROP as DROP_POST
from adapters.sql.posts import DROP_MARKS
from adapters.sql.statements import Row, Statement, Writes
from adapters.sql.tables.forum import categories, edits, post_likes, posts, topic_marks, topics
from adapters.sql.tables.moderation import interventions, reports
from adapters.sql.topics import DROP as DROP_TOPIC
from adapters.sql.topics import LAST_ACTIVITY_AT, LAST_POST_ID
from p2p_core.forum.topics.model import Visibility, attention, heat
from p2p_core.shared.clock import from_milliseconds

_ID: BindParameter[str] = bindparam("known")
_IN_CATEGORY = (
    select(func.count())
    .select_from(topics)
    .where(
        topics.c.category_id == categories.c.id,
        topics.c.visibility == Visibility.NETWORK,
        topics.c.deleted_at.is_(None),
    )
)
RECOUNT_CATEGORY = Statement(
    update(categories).values(topic_count=_IN_CATEGORY.scalar_subquery()).where(categories.c.id == _ID)
)
_LEFT_IN_TOPIC = (
    select(func.count())
    .select_from(posts)
    .where(posts.c.topic_id == topics.c.id, posts.c.deleted_at.is_(None))
)
_MARKS = select(func.count()).select_from(topic_marks).where(topic_marks.c.topic_id == topics.c.id)
_STILL_BEST = select(posts.c.id).where(posts.c.id == topics.c.best_answer_id)
_RECOUNT_TOPIC = Statement(
    update(topics)
    .values(
        post_count=_LEFT_IN_TOPIC.scalar_subquery(),
        last_post_id=LAST_POST_ID,
        last_activity_at=LAST_ACTIVITY_AT,
        like_count=_MARKS.where(topic_marks.c.liked).scalar_subquery(),
        follower_count=_MARKS.where(topic_marks.c.following).scalar_subquery(),
        bookmark_count=_MARKS.where(topic_marks.c.bookmarked_at.is_not(None)).scalar_subquery(),
        replier_count=_LEFT_IN_TOPIC.with_only_columns(func.count(posts.c.author_id.distinct()))
        .where(posts.c.author_id != topics.c.author_id)
        .scalar_subquery(),
        best_answer_id=_STILL_BEST.scalar_subquery(),
    )
    .where(topics.c.id == _ID)
    .returning(topics.c.like_count, topics.c.replier_count, topics.c.created_at, topics.c.best_answer_id)
)
_WARM = Statement(
    update(topics)
    .values(hot=bindparam("new_hot"), attention=bindparam("new_attention"))
    .where(topics.c.id == _ID)
)
_LEFT = Statement(
    select(posts.c.id, or_(posts.c.deleted_at.is_(None), posts.c.reply_count > 0))
    .where(posts.c.topic_id == bindparam("topic_id"), posts.c.parent_id == _ID)
    .order_by(posts.c.place)
)
_PLACE = Statement(update(posts).values(place=bindparam("new_place")).where(posts.c.id == _ID))
_REPLIES = Statement(
    update(posts)
    .values(reply_count=bindparam("replies"), last_place=bindparam("new_place"))
    .where(posts.c.id == _ID)
    .returning(posts.c.parent_id, posts.c.deleted_at)
)
_UNLIKE = Statement(
    update(posts)
    .values(like_count=posts.c.like_count - 1)
    .where(posts.c.id.in_(select(post_likes.c.post_id).where(post_likes.c.user_id == _ID)))
)
_MARKED = Statement(select(topic_marks.c.topic_id).where(topic_marks.c.user_id == _ID))


def _of_person(table: Table, column: Column[str]) -> Statement:
    return Statement(delete(table).where(column == _ID))


_DROP_LIKES = _of_person(post_likes, post_likes.c.user_id)
_DROP_TOPIC_MARKS = _of_person(topic_marks, topic_marks.c.user_id)
_DROP_EDITS = _of_person(edits, edits.c.editor_id)
_DROP_REPORTS = _of_person(reports, reports.c.reporter_id)
_DROP_REPORTED = _of_person(reports, reports.c.author_id)
_DROP_INTERVENTIONS = _of_person(interventions, interventions.c.author_id)


def remove_from_forum(
    writes: Writes, people: Collection[str], of_them: Collection[Row], replies: Collection[Row]
) -> set[str]:
    """Topics and replies, the deepest first, since none may outlive what it answers; then people's marks.

    Answers with all topics in which anything was.
    """
    for post_id, *_ in sorted(replies, key=lambda row: row[3], reverse=True):
        drop_words(writes, post_id)
        for deletion in DROP_POST:
            writes.run(deletion, known_id=post_id)
    for topic_id, category_id in of_them:
        drop_topic(writes, topic_id)
        writes.run(RECOUNT_CATEGORY, known=category_id)
    marked = {topic_id for person in people for topic_id in drop_marks(writes, person)}
    for person in people:
        for drop in (_DROP_EDITS, _DROP_REPORTED):
            writes.run(drop, known=person)
    recount(writes, replies, marked)
    return {*marked, *(topic_id for topic_id, _ in of_them), *(topic_id for _, topic_id, *_ in replies)}


def drop_topic(writes: Writes, topic_id: str) -> None:
    """Remove a topic with all that stands in it."""
    for deletion in DROP_TOPIC:
        writes.run(deletion, known_id=topic_id)


def drop_words(writes: Writes, subject_id: str) -> None:
    """Forget what a topic or a reply said before, and who liked the reply."""
    for deletion in DROP_MARKS:
        writes.run(deletion, known_id=subject_id)


def drop_marks(writes: Writes, user_id: str) -> set[str]:
    """Forget what somebody did with topics and replies, and was told of theirs; which topics counted it."""
    marked = {topic_id for (topic_id,) in writes.rows(_MARKED, known=user_id)}
    for change in (
        _UNLIKE,
        _DROP_LIKES,
        _DROP_TOPIC_MARKS,
        _DROP_REPORTS,
        _DROP_INTERVENTIONS,
    ):
        writes.run(change, known=user_id)
    drop_mentions(writes, user_id)
    return marked


def recount(writes: Writes, gone: Collection[Row], others: Collection[str] = ()) -> None:
    """Put right what counted the dropped replies, or marks on other topics, and is still there."""
    for _, topic_id, _, _, seq, deleted_at, author_id in gone:
        if deleted_at is None:
            SqlMarks(writes).reply_gone(topic_id, seq, author_id)
    _recount_replies(writes, {(topic_id, parent_id) for _, topic_id, parent_id, *_ in gone if parent_id})
    _recount_topics(writes, {*others, *(topic_id for _, topic_id, *_ in gone)})


def _recount_replies(writes: Writes, above: Collection[tuple[str, str]]) -> None:
    """Put right what counted the dropped replies; a tombstone may go with them."""
    waiting = [*above]
    while waiting:
        topic_id, post_id = waiting.pop()
        left = writes.rows(_LEFT, topic_id=topic_id, known=post_id)
        # the next reply's place is counted on from here, so the places close up, the lowest first
        for place, (reply_id, _) in enumerate(left, 1):
            writes.run(_PLACE, known=reply_id, new_place=place)
        shown = sum(bool(is_shown) for _, is_shown in left)
        for parent_id, deleted_at in writes.rows(_REPLIES, known=post_id, replies=shown, new_place=len(left)):
            if parent_id and deleted_at is not None and not shown:
                waiting.append((topic_id, parent_id))


def _recount_topics(writes: Writes, topic_ids: Iterable[str]) -> None:
    for topic_id in topic_ids:
        for likes, repliers, created_at, best in writes.rows(_RECOUNT_TOPIC, known=topic_id):
            moment = from_milliseconds(created_at)
            hot = heat(likes, repliers, moment, moment)
            needs = attention(moment, answered=best is not None)
            writes.run(_WARM, known=topic_id, new_hot=hot, new_attention=needs)
