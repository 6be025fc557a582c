"""Organizations, identity, forum, outbox and mailbox: what the first version keeps."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
OPEN = sa.text("finished_at IS NULL AND buried_at IS NULL")
BURIED = sa.text("buried_at IS NOT NULL")


def upgrade() -> None:
    add_organizations()
    add_users()
    add_registrations()
    add_sessions()
    add_categories()
    add_topics()
    add_topic_tags()
    add_posts()
    add_outbox()
    add_reactions()
    add_mailbox()


def downgrade() -> None:
    op.drop_table("mailbox")
    op.drop_table("reactions")
    op.drop_table("outbox")
    op.drop_table("posts")
    op.drop_table("topic_tags")
    op.drop_table("topics")
    op.drop_table("categories")
    op.drop_table("sessions")
    op.drop_table("registrations")
    op.drop_table("users")
    op.drop_table("organizations")


# the columns as this revision has them: the tables of the program will have moved on
def words(*names: str, null: bool = False) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, TEXT, nullable=null) for name in names)


def whole(*names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer, nullable=False) for name in names)


def big(*names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger, nullable=False) for name in names)


def instant(*names: str, null: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger, nullable=null) for name in names)


def flag(*names: str) -> Iterator[sa.Column[bool]]:
    return (sa.Column(name, sa.Boolean, nullable=False) for name in names)


def real(*names: str, null: bool = False) -> Iterator[sa.Column[float]]:
    return (sa.Column(name, sa.Float, nullable=null) for name in names)


def add_organizations() -> None:
    op.create_table(
        "organizations",
        *words("id", "name", "slug"),
        *instant("created_at"),
        *words(
            "name_ar",
            "description",
            "industry",
            "size",
            "website",
            "phone",
            "address",
            "city",
            "country",
            null=True,
        ),
        *real("location_lat", "location_lng", null=True),
        *words("email_domains"),
        *flag(
            "settings_require_use_case_approval",
            "settings_allow_public_use_cases",
            "settings_require_second_factor",
        ),
        *big("storage_quota"),
        *words("status"),
        *whole("version"),
        sa.PrimaryKeyConstraint("id", name="pk_organizations"),
        sa.UniqueConstraint("slug", name="uq_organizations_slug"),
    )


def add_users() -> None:
    op.create_table(
        "users",
        *words(
            "id",
            "organization_id",
            "email",
            "address",
            "password_hash",
            "first_name",
            "last_name",
            "role",
            "language",
        ),
        *instant("created_at"),
        *words("title", "bio", "phone", null=True),
        *words("expertise_tags", "status"),
        *flag("operator"),
        *words("timezone"),
        *instant("last_seen_at", null=True),
        *whole("version"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_users_organization_id"),
        sa.UniqueConstraint("address", name="uq_users_address"),
    )
    op.create_index("ix_users_organization_id", "users", ["organization_id"])


def add_registrations() -> None:
    op.create_table(
        "registrations",
        *words(
            "id", "email", "address", "password_hash", "first_name", "last_name", "organization", "language"
        ),
        *instant("created_at", "expires_at"),
        *whole("serial"),
        *instant("ended_at", null=True),
        *whole("version"),
        sa.PrimaryKeyConstraint("id", name="pk_registrations"),
    )
    op.create_index("ix_registrations_address_id", "registrations", ["address", "id"])


def add_sessions() -> None:
    op.create_table(
        "sessions",
        *words("id", "user_id", "token_hash"),
        *flag("remember_me"),
        *words("device", "network"),
        *instant("created_at", "last_used_at", "idle_expires_at", "expires_at"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
    )
    op.create_index("ix_sessions_user_id_id", "sessions", ["user_id", "id"])


def add_categories() -> None:
    op.create_table(
        "categories",
        *words("id", "slug", "name", "name_ar", "description", "description_ar", "colour"),
        *whole("position", "version", "topic_count"),
        sa.PrimaryKeyConstraint("id", name="pk_categories"),
        sa.UniqueConstraint("slug", name="uq_categories_slug"),
        sa.CheckConstraint("topic_count >= 0", name=op.f("ck_categories_topic_count_never_negative")),
    )


def add_topics() -> None:
    op.create_table(
        "topics",
        *words("id", "category_id", "author_id", "organization_id", "visibility", "title", "excerpt", "tags"),
        *instant("created_at", "updated_at", "last_activity_at"),
        *flag("pinned", "locked"),
        *whole("post_count", "last_seq"),
        *words("last_post_id", null=True),
        *whole("like_count", "view_count", "follower_count"),
        *words("best_answer_id", null=True),
        *whole("version"),
        *words("body", "body_html"),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_topics_author_id"),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name="fk_topics_category_id"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_topics_organization_id"),
        sa.CheckConstraint("follower_count >= 0", name=op.f("ck_topics_follower_count_never_negative")),
        sa.CheckConstraint("like_count >= 0", name=op.f("ck_topics_like_count_never_negative")),
        sa.CheckConstraint("post_count >= 0", name=op.f("ck_topics_post_count_never_negative")),
        sa.CheckConstraint("view_count >= 0", name=op.f("ck_topics_view_count_never_negative")),
    )
    op.create_index("ix_topics_author_id_created_at_id", "topics", ["author_id", "created_at", "id"])
    op.create_index(
        "ix_topics_author_id_last_activity_at_id", "topics", ["author_id", "last_activity_at", "id"]
    )
    op.create_index("ix_topics_category_id_created_at_id", "topics", ["category_id", "created_at", "id"])
    op.create_index(
        "ix_topics_category_id_last_activity_at_id", "topics", ["category_id", "last_activity_at", "id"]
    )
    op.create_index("ix_topics_created_at_id", "topics", ["created_at", "id"])
    op.create_index("ix_topics_last_activity_at_id", "topics", ["last_activity_at", "id"])
    op.create_index(
        "ix_topics_organization_id_created_at_id", "topics", ["organization_id", "created_at", "id"]
    )
    op.create_index(
        "ix_topics_organization_id_last_activity_at_id",
        "topics",
        ["organization_id", "last_activity_at", "id"],
    )


def add_topic_tags() -> None:
    op.create_table(
        "topic_tags",
        *words("tag", "topic_id"),
        sa.PrimaryKeyConstraint("tag", "topic_id", name="pk_topic_tags"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_topic_tags_topic_id"),
        sqlite_with_rowid=False,
    )


def add_posts() -> None:
    op.create_table(
        "posts",
        *words("id", "topic_id"),
        *words("parent_id", null=True),
        *whole("depth", "seq", "place"),
        *words("author_id"),
        *instant("created_at"),
        *whole("reply_count", "like_count"),
        *instant("edited_at", null=True),
        *whole("version"),
        *words("body", "body_html"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_posts_author_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["posts.id"], name="fk_posts_parent_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_posts_topic_id"),
        sa.UniqueConstraint("topic_id", "parent_id", "place", name="uq_posts_topic_id_parent_id_place"),
        sa.UniqueConstraint("topic_id", "seq", name="uq_posts_topic_id_seq"),
        sa.CheckConstraint("like_count >= 0", name=op.f("ck_posts_like_count_never_negative")),
        sa.CheckConstraint("reply_count >= 0", name=op.f("ck_posts_reply_count_never_negative")),
    )
    op.create_index("ix_posts_author_id_id", "posts", ["author_id", "id"])


def add_outbox() -> None:
    op.create_table(
        "outbox",
        *words("id", "aggregate", "name", "body"),
        *instant("happened_at", "due_at"),
        *whole("attempts"),
        *instant("leased_until", "finished_at", "buried_at", null=True),
        *words("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_buried_id", "outbox", ["id"], sqlite_where=BURIED, postgresql_where=BURIED)
    op.create_index(
        "ix_outbox_open_aggregate_id", "outbox", ["aggregate", "id"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_outbox_open_id", "outbox", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)


def add_reactions() -> None:
    op.create_table(
        "reactions",
        *words("event_id", "reaction"),
        *instant("happened_at"),
        sa.PrimaryKeyConstraint("event_id", "reaction", name="pk_reactions"),
        sqlite_with_rowid=False,
    )


def add_mailbox() -> None:
    op.create_table(
        "mailbox",
        *words("id", "message_id", "recipient", "subject", "text", "html"),
        *instant("sent_at"),
        sa.PrimaryKeyConstraint("id", name="pk_mailbox"),
        sa.UniqueConstraint("message_id", name="uq_mailbox_message_id"),
    )
