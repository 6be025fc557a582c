"""What somebody bookmarked or follows is found among what they only looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

FOUND = {
    "bookmarked": ("bookmarked_at IS NOT NULL", "bookmarked_at IS NOT NULL"),
    "followed": ("following = 1", "following"),
}


def upgrade() -> None:
    for name, (sqlite, postgresql) in FOUND.items():
        op.create_index(
            f"ix_topic_marks_{name}",
            "topic_marks",
            ["user_id", "topic_id"],
            sqlite_where=sa.text(sqlite),
            postgresql_where=sa.text(postgresql),
        )


def downgrade() -> None:
    for name in FOUND:
        op.drop_index(f"ix_topic_marks_{name}", "topic_marks")
