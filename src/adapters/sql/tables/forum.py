"""Categories, topics and posts as rows, with the indexes their pages are read by."""

from sqlalchemy import Boolean, Column, Index, Table, UniqueConstraint

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
    counter("version"),
    # what is long comes last: lists read what stands before it and never touch its pages
    text("body"),
    text("body_html"),
    *never_negative("post_count", "like_count", "view_count", "follower_count"),
    # every list a page can show, in its order, the id last: pages cost the same at any depth
    *(
        Index(None, *first, moment, "id")
        for moment in ("last_activity_at", "created_at")
        for first in ((), ("category_id",), ("author_id",), ("organization_id",))
    ),
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
    counter("like_count"),
    instant("edited_at", nullable=True),
    counter("version"),
    text("body"),
    text("body_html"),
    UniqueConstraint("topic_id", "seq"),
    UniqueConstraint("topic_id", "parent_id", "place"),
    Index(None, "author_id", "id"),
    *never_negative("reply_count", "like_count"),
)
