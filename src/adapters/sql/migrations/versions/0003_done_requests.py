"""Requests that were done, by the keys that their callers gave them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "done_requests",
        *(
            sa.Column(name, TEXT, nullable=False)
            for name in ("caller", "operation", "key", "content", "result")
        ),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("caller", "operation", "key", name="pk_done_requests"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_done_requests_at", "done_requests", ["at"])


def downgrade() -> None:
    op.drop_table("done_requests")
