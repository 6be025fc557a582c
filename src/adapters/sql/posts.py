"""Posts in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Text,
    bindparam,
    delete,
    exists,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from adapters.sql.changes import Stored, Versioned
from adapters.sql.dialects import insert_if_absent
from adapters.sql.files import let_loose
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.files import files
from adapters.sql.tables.forum import edits, mentions, post_likes, posts
from adapters.sql.tables.identity import users
from adapters.sql.tables.inbox import notifications
from adapters.sql.tables.moderation import interventions, reports
from p2p_core.forum.posts.model import Post
from p2p_core.forum.topics.model import Edit
from p2p_core.notifications.inbox.model import FAMILIES
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import OrganizationId, PostId, UserId

POST = Versioned("post", Post, posts)
EDIT = Stored("edit", Edit, edits)
_KNOWN = posts.c.id == bindparam("known_id")
_LIKE = (post_likes.c.post_id == bindparam("post_id")) & (post_likes.c.user_id == bindparam("user_id"))
_other, _reply = posts.alias("other"), posts.alias("reply")
_REPLY_ADDED = Statement(
    update(posts)
    .values(reply_count=posts.c.reply_count + 1, last_place=posts.c.last_place + 1)
    .where(_KNOWN)
    .returning(posts.c.last_place)
)
_REPLY_SHOWN = Statement(
    update(posts)
    .values(reply_count=posts.c.reply_count + bindparam("by"))
    .where(_KNOWN)
    .returning(*(posts.c[name] for name in POST.record.columns))
)
_KEEP_STANDING = Statement(
    update(posts)
    .values(
        {name: bindparam(f"new_{name}", type_=posts.c[name].type) for name in ("deleted_at", "deleted_by")}
    )
    .where(_KNOWN)
)
_ADD_LIKE = Statement(
    insert_if_absent(
        post_likes, {name: bindparam(name) for name in ("post_id", "user_id")}, "post_id", "user_id"
    )
)
_DROP_LIKE = Statement(delete(post_likes).where(_LIKE))
_LIKED = Statement(
    update(posts)
    .values(like_count=posts.c.like_count + bindparam("by"))
    .where(_KNOWN)
    .returning(posts.c.like_count)
)
_HOME = Statement(select(users.c.organization_id).where(users.c.id == bindparam("known_id")))
HAS_OTHERS = Statement(
    select(_other.c.id)
    .where(
        _other.c.topic_id == bindparam("topic_id"),
        _other.c.author_id == bindparam("author_id"),
        _other.c.id != bindparam("known_id"),
        _other.c.deleted_at.is_(None),
    )
    .limit(1)
)
_ANSWERED = exists().where(_reply.c.topic_id == posts.c.topic_id, _reply.c.parent_id == posts.c.id)
OLD_DELETED = Statement(
    select(posts.c.id, _ANSWERED)
    .where(
        posts.c.deleted_at.is_not(None),
        posts.c.deleted_at < bindparam("before"),
        or_(posts.c.body != "", ~_ANSWERED),
    )
    .order_by(posts.c.deleted_at)
    .limit(bindparam("limit"))
    .with_for_update(key_share=True, of=posts)
)
_PLACES: tuple[ColumnElement[str], ...] = (literal_column("'post:'"), literal_column("'topic:'"))
DROP_MARKS = (
    Statement(
        let_loose(
            files.c.attached_to.in_([kind.concat(bindparam("known_id", type_=Text)) for kind in _PLACES])
        )
    ),
    Statement(delete(post_likes).where(post_likes.c.post_id == bindparam("known_id"))),
    Statement(delete(edits).where(edits.c.subject_id == bindparam("known_id"))),
    Statement(
        delete(notifications).where(
            notifications.c.about.in_(
                [literal(f"{family} ").concat(bindparam("known_id")) for family in FAMILIES]
            )
        )
    ),
    Statement(delete(mentions).where(mentions.c.subject_id == bindparam("known_id"))),
    Statement(delete(reports).where(reports.c.target_id == bindparam("known_id"))),
    Statement(delete(interventions).where(interventions.c.subject_id == bindparam("known_id"))),
)
"""What goes with a reply's words: who liked it, what it said before, who was told; files are let loose."""
DROP = Statement(delete(posts).where(_KNOWN))
_EMPTY = Statement(update(posts).values(body="", body_html="", like_count=0).where(_KNOWN))


@dataclass(frozen=True, slots=True)
class SqlPosts:
    """Posts within a transaction."""

    writes: Writes

    def find(self, post_id: PostId) -> Post | None:
        return POST.find(self.writes, post_id)

    def get(self, post_id: PostId) -> Post:
        return POST.get(self.writes, post_id)

    def add(self, post: Post) -> None:
        POST.add(self.writes, post)

    def reply_added(self, post_id: PostId) -> int:
        rows = self.writes.rows(_REPLY_ADDED, known_id=post_id)
        if not rows:
            raise NotFound("post")
        return int(rows[0][0])

    def save(self, post: Post) -> None:
        post.version = POST.save(self.writes, post)

    def keep_standing(self, post: Post) -> None:
        self.writes.run(
            _KEEP_STANDING, known_id=post.id, new_deleted_at=post.deleted_at, new_deleted_by=post.deleted_by
        )

    def reply_shown(self, post_id: PostId, by: int) -> Post:
        return POST.record.of(self.writes.rows(_REPLY_SHOWN, known_id=post_id, by=by)[0])

    def like(self, post_id: PostId, user_id: UserId, *, on: bool) -> bool:
        change = _ADD_LIKE if on else _DROP_LIKE
        return self.writes.run(change, post_id=post_id, user_id=user_id) == 1

    def liked(self, post_id: PostId, by: int) -> int:
        return int(self.writes.rows(_LIKED, known_id=post_id, by=by)[0][0])

    def organization_of(self, author_id: UserId) -> OrganizationId:
        return OrganizationId(self.writes.rows(_HOME, known_id=author_id)[0][0])

    def has_others(self, post: Post) -> bool:
        known = {"topic_id": post.topic_id, "author_id": post.author_id, "known_id": post.id}
        return bool(self.writes.rows(HAS_OTHERS, **known))

    def forget_deleted(self, before: datetime, limit: int) -> int:
        doomed = self.writes.rows(OLD_DELETED, before=before, limit=limit)
        for post_id, is_answered in doomed:
            for deletion in (*DROP_MARKS, _EMPTY if is_answered else DROP):
                self.writes.run(deletion, known_id=post_id)
        return len(doomed)


@dataclass(frozen=True, slots=True)
class SqlEdits:
    """Edits of people's words within a transaction."""

    writes: Writes

    def add(self, edit: Edit) -> None:
        EDIT.add(self.writes, edit)
