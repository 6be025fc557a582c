"""Posts in SQL."""

from dataclasses import dataclass

from sqlalchemy import bindparam, update

from adapters.sql.changes import Versioned
from adapters.sql.statements import Statement, Writes
from adapters.sql.tables.forum import posts
from p2p_core.forum.posts.model import Post
from p2p_core.shared.errors import NotFound
from p2p_core.shared.ids import PostId

POST = Versioned("post", Post, posts)
_REPLY_ADDED = Statement(
    update(posts)
    .values(reply_count=posts.c.reply_count + 1)
    .where(posts.c.id == bindparam("known_id"))
    .returning(posts.c.reply_count)
)


@dataclass(frozen=True, slots=True)
class SqlPosts:
    """Posts within a transaction."""

    writes: Writes

    def find(self, post_id: PostId) -> Post | None:
        return POST.find(self.writes, post_id)

    def add(self, post: Post) -> None:
        POST.add(self.writes, post)

    def reply_added(self, post_id: PostId) -> int:
        rows = self.writes.rows(_REPLY_ADDED, known_id=post_id)
        if not rows:
            raise NotFound("post")
        return int(rows[0][0])
