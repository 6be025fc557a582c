"""Categories, topics and posts as rows, with the indexes their pages are read by."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, UniqueConstraint
from sqlalchemy import text as sql_text

from adapters.sql.tables.schema import (
    METADATA,
    choice,
    counter,
    identifier,
    instant,
    json,
    never_negative,
    pointer,
    reference,
    text,
)
from p2p_core.forum.topics.model import Visibility

categories = Table(
    "categories",
    METADATA,
    identifier("id"),
    text("slug"),
    text("name"),
    text("name_ar"),
    text("description"),
    text("description_ar"),
    text("colour"),
    counter("position"),
    counter("version"),
    counter("topic_count"),
    UniqueConstraint("slug", info={"code": "slug_taken"}),
    *never_negative("topic_count"),
)

ANSWERED = ("best_answer_id IS NOT NULL",) * 2
PINNED = ("pinned = 1", "pinned")
"""As SQLite and as PostgreSQL find it in a query."""
BOOKMARKED = ("bookmarked_at IS NOT NULL",) * 2
FOLLOWED = ("following = 1", "following")
DELETED = ("deleted_at IS NOT NULL",) * 2


def only_where(sqlite: str, postgresql: str) -> Any:  # noqa: ANN401 - keywords of SQLAlchemy's
    """Leave all other rows out of an index."""
    return {"sqlite_where": sql_text(sqlite), "postgresql_where": sql_text(postgresql)}


topics = Table(
    "topics",
    METADATA,
    identifier("id"),
    reference("category_id", "categories"),
    reference("author_id", "users"),
    reference("organization_id", "organizations"),
    choice("visibility", Visibility),
    text("title"),
    text("excerpt"),
    json("tags", tuple[str, ...]),
    instant("created_at"),
    instant("updated_at"),
    instant("last_activity_at"),
    Column("pinned", Boolean, nullable=False),
    Column("locked", Boolean, nullable=False),
    counter("post_count"),
    counter("last_seq"),
    pointer("last_post_id"),
    counter("like_count"),
    counter("view_count"),
    counter("follower_count"),
    pointer("best_answer_id"),
    counter("bookmark_count"),
    counter("replier_count"),
    Column("hot", BigInteger, nullable=False),
    Column("attention", BigInteger, nullable=False),
    instant("deleted_at", nullable=True),
    pointer("deleted_by"),
    counter("version"),
    # what is long comes last: lists read what stands before it and never touch its pages
    text("body"),
    text("body_html"),
    *never_negative(
        "post_count", "like_count", "view_count", "follower_count", "bookmark_count", "replier_count"
    ),
    # every list a page can show, in its order, the id last: pages cost the same at any depth
    *(
        Index(None, *first, moment, "id")
        for moment in ("last_activity_at", "created_at")
        for first in ((), ("category_id",), ("author_id",), ("organization_id",))
    ),
    *(
        Index(None, *first, order, "id")
        for order in ("like_count", "hot", "attention")
        for first in ((), ("category_id",))
    ),
    *(
        Index(f"ix_topics_{name}_{moment}", moment, "id", **only_where(*condition))
        for name, condition in (("answered", ANSWERED), ("pinned", PINNED))
        for moment in ("last_activity_at", "created_at")
    ),
    Index("ix_topics_deleted_at", "deleted_at", **only_where(*DELETED)),
)

topic_tags = Table(
    "topic_tags",
    METADATA,
    text("tag", primary_key=True),
    reference("topic_id", "topics", primary_key=True),
    sqlite_with_rowid=False,
)

posts = Table(
    "posts",
    METADATA,
    identifier("id"),
    reference("topic_id", "topics"),
    reference("parent_id", "posts", nullable=True),
    counter("depth"),
    counter("seq"),
    counter("place"),
    reference("author_id", "users"),
    instant("created_at"),
    counter("reply_count"),
    counter("last_place"),
    counter("like_count"),
    instant("edited_at", nullable=True),
    instant("deleted_at", nullable=True),
    pointer("deleted_by"),
    counter("version"),
    text("body"),
    text("body_html"),
    UniqueConstraint("topic_id", "seq"),
    UniqueConstraint("topic_id", "parent_id", "place"),
    Index(None, "topic_id", "parent_id", "like_count", "place"),
    Index(None, "author_id", "id"),
    Index(None, "topic_id", "author_id"),
    Index("ix_posts_deleted_at", "deleted_at", **only_where(*DELETED)),
    *never_negative("reply_count", "like_count"),
)

post_likes = Table(
    "post_likes",
    METADATA,
    reference("post_id", "posts", primary_key=True),
    reference("user_id", "users", primary_key=True),
    Index(None, "user_id"),
    sqlite_with_rowid=False,
)

topic_marks = Table(
    "topic_marks",
    METADATA,
    reference("topic_id", "topics", primary_key=True),
    reference("user_id", "users", primary_key=True),
    Column("liked", Boolean, nullable=False),
    Column("following", Boolean, nullable=False),
    instant("bookmarked_at", nullable=True),
    Column("read_seq", Integer, nullable=True),
    counter("skipped"),
    instant("viewed_at", nullable=True),
    Index(None, "user_id", "topic_id"),
    *(
        Index(f"ix_topic_marks_{name}", "user_id", "topic_id", **only_where(*condition))
        for name, condition in (("bookmarked", BOOKMARKED), ("followed", FOLLOWED))
    ),
    sqlite_with_rowid=False,
)

edits = Table(
    "edits",
    METADATA,
    identifier("id"),
    text("subject_id"),
    reference("topic_id", "topics"),
    reference("editor_id", "users"),
    instant("edited_at"),
    counter("version"),
    text("title_before", nullable=True),
    text("title_after", nullable=True),
    text("body_before"),
    text("body_after"),
    Index(None, "subject_id", "id"),
    Index(None, "topic_id"),
    Index(None, "editor_id"),
)

mentions = Table(
    "mentions",
    METADATA,
    text("subject_id", primary_key=True),
    reference("user_id", "users", primary_key=True),
    reference("topic_id", "topics"),
    Index(None, "user_id"),
    Index(None, "topic_id"),
    sqlite_with_rowid=False,
)
