"""Edits, deletions, best answers, likes, follows, bookmarks, unread counts and views of the forum."""

from collections.abc import Iterator
from math import log10
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NEEDS_AN_ANSWER = 2**50
ANSWERED = ("best_answer_id IS NOT NULL",) * 2
PINNED = ("pinned = 1", "pinned")
DELETED = ("deleted_at IS NOT NULL",) * 2
OF_TOPICS = ("bookmark_count", "replier_count", "hot", "attention", "deleted_at", "deleted_by")
OF_POSTS = ("last_place", "deleted_at", "deleted_by")


def upgrade() -> None:
    if is_sqlite():  # where a new column would stand behind the text, and lists read past it
        rebuild_topics(new=True)
        rebuild_posts(new=True)
    else:
        add_columns()
    add_indexes()
    add_likes()
    add_marks()
    add_edits()
    count_repliers()


def downgrade() -> None:
    op.drop_table("edits")
    op.drop_table("topic_marks")
    op.drop_table("post_likes")
    take_deleted_away()
    drop_indexes()
    if is_sqlite():
        rebuild_topics(new=False)
        rebuild_posts(new=False)
    else:
        for table, columns in (("topics", OF_TOPICS), ("posts", OF_POSTS)):
            for column in columns:
                op.drop_column(table, column)


# the columns as this revision has them: the tables of the program will have moved on
def words(*names: str, null: bool = False) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, TEXT, nullable=null) for name in names)


def whole(*names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer, nullable=False) for name in names)


def big(*names: str, null: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger, nullable=null) for name in names)


def flag(*names: str) -> Iterator[sa.Column[bool]]:
    return (sa.Column(name, sa.Boolean, nullable=False) for name in names)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def never_negative(table: str, *columns: str) -> Iterator[sa.CheckConstraint]:
    return (
        sa.CheckConstraint(f"{column} >= 0", name=op.f(f"ck_{table}_{column}_never_negative"))
        for column in columns
    )


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def rebuild_topics(*, new: bool) -> None:
    counters: tuple[str, ...] = ("follower_count", "like_count", "post_count", "view_count")
    counters += ("bookmark_count", "replier_count") if new else ()
    op.create_table(
        "new_topics",
        *words("id", "category_id", "author_id", "organization_id", "visibility", "title", "excerpt", "tags"),
        *big("created_at", "updated_at", "last_activity_at"),
        *flag("pinned", "locked"),
        *whole("post_count", "last_seq"),
        *words("last_post_id", null=True),
        *whole("like_count", "view_count", "follower_count"),
        *words("best_answer_id", null=True),
        *(columns_of_topics() if new else ()),
        *whole("version"),
        *words("body", "body_html"),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        refers("topics", "author_id", "users"),
        refers("topics", "category_id", "categories"),
        refers("topics", "organization_id", "organizations"),
        *never_negative("topics", *counters),
    )
    begun = f"0, 0, CAST(round(created_at / 45.0) AS INTEGER), created_at + {NEEDS_AN_ANSWER}, NULL, NULL"
    move("topics", OF_TOPICS, begun, new=new)
    for moment in ("created_at", "last_activity_at"):
        op.create_index(f"ix_topics_{moment}_id", "topics", [moment, "id"])
        for first in ("author_id", "category_id", "organization_id"):
            op.create_index(f"ix_topics_{first}_{moment}_id", "topics", [first, moment, "id"])


def rebuild_posts(*, new: bool) -> None:
    op.create_table(
        "new_posts",
        *words("id", "topic_id"),
        *words("parent_id", null=True),
        *whole("depth", "seq", "place"),
        *words("author_id"),
        *big("created_at"),
        *whole("reply_count"),
        *(whole("last_place") if new else ()),
        *whole("like_count"),
        *big("edited_at", null=True),
        *(columns_of_deletion() if new else ()),
        *whole("version"),
        *words("body", "body_html"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        refers("posts", "author_id", "users"),
        refers("posts", "parent_id", "posts"),
        refers("posts", "topic_id", "topics"),
        sa.UniqueConstraint("topic_id", "parent_id", "place", name="uq_posts_topic_id_parent_id_place"),
        sa.UniqueConstraint("topic_id", "seq", name="uq_posts_topic_id_seq"),
        *never_negative("posts", "like_count", "reply_count"),
    )
    move("posts", OF_POSTS, "reply_count, NULL, NULL", new=new)
    op.create_index("ix_posts_author_id_id", "posts", ["author_id", "id"])


def move(table: str, added: tuple[str, ...], begun: str, *, new: bool) -> None:
    """Have the rows of a table in the new one of its name."""
    columns = [
        one["name"] for one in sa.inspect(op.get_bind()).get_columns(table) if one["name"] not in added
    ]
    kept = ", ".join(columns)
    into, what = (f"{kept}, {', '.join(added)}", f"{kept}, {begun}") if new else (kept, kept)
    op.execute(f"INSERT INTO new_{table} ({into}) SELECT {what} FROM {table}")  # noqa: S608 - names of columns
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)


def columns_of_topics() -> Iterator[sa.Column[Any]]:
    yield from whole("bookmark_count", "replier_count")
    yield from big("hot", "attention")
    yield from columns_of_deletion()


def columns_of_deletion() -> Iterator[sa.Column[Any]]:
    yield from big("deleted_at", null=True)
    yield from words("deleted_by", null=True)


def add_columns() -> None:
    for name in ("bookmark_count", "replier_count", "hot", "attention"):
        kind = sa.Integer if name.endswith("_count") else sa.BigInteger
        op.add_column("topics", sa.Column(name, kind, nullable=False, server_default=sa.text("0")))
    op.add_column("posts", sa.Column("last_place", sa.Integer, nullable=False, server_default=sa.text("0")))
    begun = f"hot = round(created_at / 45.0), attention = created_at + {NEEDS_AN_ANSWER}"
    op.execute(f"UPDATE topics SET {begun}")  # noqa: S608 - a number
    op.execute("UPDATE posts SET last_place = reply_count")
    for name in ("bookmark_count", "replier_count", "hot", "attention"):
        op.alter_column("topics", name, server_default=None)
    op.alter_column("posts", "last_place", server_default=None)
    for table in ("topics", "posts"):
        for column in columns_of_deletion():
            op.add_column(table, column)
    for name in ("bookmark_count", "replier_count"):
        op.create_check_constraint(op.f(f"ck_topics_{name}_never_negative"), "topics", f"{name} >= 0")


def add_indexes() -> None:
    for order in ("like_count", "hot", "attention"):
        op.create_index(f"ix_topics_{order}_id", "topics", [order, "id"])
        op.create_index(f"ix_topics_category_id_{order}_id", "topics", ["category_id", order, "id"])
    for name, condition in (("answered", ANSWERED), ("pinned", PINNED)):
        for moment in ("last_activity_at", "created_at"):
            op.create_index(f"ix_topics_{name}_{moment}", "topics", [moment, "id"], **only_where(*condition))
    op.create_index("ix_topics_deleted_at", "topics", ["deleted_at"], **only_where(*DELETED))
    op.create_index("ix_posts_topic_id_author_id", "posts", ["topic_id", "author_id"])
    op.create_index("ix_posts_deleted_at", "posts", ["deleted_at"], **only_where(*DELETED))


def drop_indexes() -> None:
    for order in ("like_count", "hot", "attention"):
        op.drop_index(f"ix_topics_{order}_id", "topics")
        op.drop_index(f"ix_topics_category_id_{order}_id", "topics")
    for name in ("answered", "pinned"):
        for moment in ("last_activity_at", "created_at"):
            op.drop_index(f"ix_topics_{name}_{moment}", "topics")
    op.drop_index("ix_topics_deleted_at", "topics")
    op.drop_index("ix_posts_topic_id_author_id", "posts")
    op.drop_index("ix_posts_deleted_at", "posts")


def only_where(sqlite: str, of_postgresql: str) -> Any:  # noqa: ANN401 - keywords of SQLAlchemy's
    return {"sqlite_where": sa.text(sqlite), "postgresql_where": sa.text(of_postgresql)}


def add_likes() -> None:
    op.create_table(
        "post_likes",
        *words("post_id", "user_id"),
        sa.PrimaryKeyConstraint("post_id", "user_id", name="pk_post_likes"),
        refers("post_likes", "post_id", "posts"),
        refers("post_likes", "user_id", "users"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_post_likes_user_id", "post_likes", ["user_id"])


def add_marks() -> None:
    op.create_table(
        "topic_marks",
        *words("topic_id", "user_id"),
        *flag("liked", "following"),
        *big("bookmarked_at", null=True),
        sa.Column("read_seq", sa.Integer, nullable=True),
        *whole("skipped"),
        *big("viewed_at", null=True),
        sa.PrimaryKeyConstraint("topic_id", "user_id", name="pk_topic_marks"),
        refers("topic_marks", "topic_id", "topics"),
        refers("topic_marks", "user_id", "users"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_topic_marks_user_id_topic_id", "topic_marks", ["user_id", "topic_id"])
    # who wrote in a topic is told of what comes from now on
    op.execute(
        "INSERT INTO topic_marks (topic_id, user_id, liked, following, read_seq, skipped)"
        " SELECT topics.id, people.user_id, false, false, topics.last_seq, 0 FROM topics JOIN ("
        " SELECT id AS topic_id, author_id AS user_id FROM topics UNION SELECT topic_id, author_id FROM posts"
        ") AS people ON people.topic_id = topics.id"
    )


def add_edits() -> None:
    op.create_table(
        "edits",
        *words("id", "subject_id", "topic_id", "editor_id"),
        *big("edited_at"),
        *whole("version"),
        *words("title_before", "title_after", null=True),
        *words("body_before", "body_after"),
        sa.PrimaryKeyConstraint("id", name="pk_edits"),
        refers("edits", "topic_id", "topics"),
        refers("edits", "editor_id", "users"),
    )
    op.create_index("ix_edits_subject_id_id", "edits", ["subject_id", "id"])
    op.create_index("ix_edits_topic_id", "edits", ["topic_id"])
    op.create_index("ix_edits_editor_id", "edits", ["editor_id"])


def count_repliers() -> None:
    connection = op.get_bind()
    counted = connection.execute(
        sa.text(
            "SELECT topics.id, topics.created_at, count(DISTINCT posts.author_id) FROM topics"
            " JOIN posts ON posts.topic_id = topics.id AND posts.author_id <> topics.author_id"
            " GROUP BY topics.id, topics.created_at"
        )
    ).fetchall()
    for topic_id, created_at, repliers in counted:
        hot = round(1_000_000 * (log10(2 * repliers + 1) + created_at / 45_000_000))
        connection.execute(
            sa.text("UPDATE topics SET replier_count = :repliers, hot = :hot WHERE id = :id"),
            {"repliers": repliers, "hot": hot, "id": topic_id},
        )


def take_deleted_away() -> None:
    """What was deleted must not come back: topics go, replies keep their place without a word."""
    gone = "(SELECT id FROM topics WHERE deleted_at IS NOT NULL)"
    for statement in (
        f"DELETE FROM posts WHERE topic_id IN {gone}",  # noqa: S608 - written above
        f"DELETE FROM topic_tags WHERE topic_id IN {gone}",  # noqa: S608 - the same
        "DELETE FROM topics WHERE deleted_at IS NOT NULL",
        "UPDATE posts SET body = '', body_html = '' WHERE deleted_at IS NOT NULL",
        (
            "UPDATE topics SET like_count = 0, follower_count = 0,"
            " post_count = (SELECT count(*) FROM posts WHERE topic_id = topics.id),"
            " last_post_id = (SELECT id FROM posts WHERE topic_id = topics.id ORDER BY seq DESC LIMIT 1)"
        ),
        "UPDATE posts SET like_count = 0, reply_count = last_place",
    ):
        op.execute(statement)
