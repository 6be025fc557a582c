"""The ledger of reputation, begun with what stands already; the order of files beside words; mentions."""

from secrets import randbits
from time import time_ns
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from p2p_core.shared.ids import Monotonic

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
STANDING = """
    SELECT author_id, 'topic', id, id, 2, created_at FROM topics WHERE deleted_at IS NULL
    UNION ALL
    SELECT t.author_id, 'like', t.id, t.id, count(*), t.created_at
    FROM topics t JOIN topic_marks m ON m.topic_id = t.id
    WHERE t.deleted_at IS NULL AND m.liked AND m.user_id <> t.author_id
    GROUP BY t.author_id, t.id, t.created_at
    UNION ALL
    SELECT p.author_id, 'post', p.id, t.id, 3, p.created_at FROM topics t JOIN posts p ON p.topic_id = t.id
    WHERE t.deleted_at IS NULL AND p.deleted_at IS NULL
    UNION ALL
    SELECT p.author_id, 'like', p.id, t.id, count(*), p.created_at
    FROM topics t JOIN posts p ON p.topic_id = t.id JOIN post_likes l ON l.post_id = p.id
    WHERE t.deleted_at IS NULL AND p.deleted_at IS NULL AND l.user_id <> p.author_id
    GROUP BY p.author_id, p.id, t.id, p.created_at
    UNION ALL
    SELECT p.author_id, 'best_answer', p.id, t.id, 15, p.created_at
    FROM topics t JOIN posts p ON p.id = t.best_answer_id
    WHERE t.deleted_at IS NULL AND p.deleted_at IS NULL AND p.author_id <> t.author_id
"""
A_TIME = 500


def upgrade() -> None:
    op.create_table(
        "mentions",
        *(sa.Column(name, TEXT, nullable=False) for name in ("subject_id", "user_id", "topic_id")),
        sa.PrimaryKeyConstraint("subject_id", "user_id", name="pk_mentions"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_mentions_user_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_mentions_topic_id"),
        sqlite_with_rowid=False,
    )
    for column in ("user_id", "topic_id"):
        op.create_index(f"ix_mentions_{column}", "mentions", [column])
    op.add_column("files", sa.Column("position", sa.Integer, nullable=False, server_default=sa.text("0")))
    lines = op.create_table(
        "reputation",
        *(
            sa.Column(name, TEXT, nullable=False)
            for name in ("id", "user_id", "merit", "subject_id", "topic_id")
        ),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reputation"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_reputation_user_id"),
    )
    op.create_index("ix_reputation_user_id", "reputation", ["user_id"])
    op.create_index("ix_reputation_topic_id_subject_id", "reputation", ["topic_id", "subject_id"])
    op.create_table(
        "standings",
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_standings"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_standings_user_id"),
        sa.CheckConstraint("points >= 0", name=op.f("ck_standings_points_never_negative")),
    )
    begin_with_what_stands(lines)


def begin_with_what_stands(lines: Any) -> None:  # noqa: ANN401 - the table as this revision has it
    connection, made = op.get_bind(), Monotonic()
    names = ("user_id", "merit", "subject_id", "topic_id", "points", "at")
    found = connection.execute(sa.text(STANDING)).fetchall()
    rows = [
        {"id": made.next(time_ns() // 1_000_000, randbits(73)), **dict(zip(names, row, strict=True))}
        for row in found
    ]
    for start in range(0, len(rows), A_TIME):
        op.bulk_insert(lines, rows[start : start + A_TIME])
    op.execute("INSERT INTO standings SELECT user_id, sum(points) FROM reputation GROUP BY user_id")


def downgrade() -> None:
    op.drop_table("mentions")
    op.drop_table("standings")
    op.drop_table("reputation")
    op.drop_column("files", "position")
