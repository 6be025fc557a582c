"""Drafts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "drafts",
        *(sa.Column(name, TEXT, nullable=False) for name in ("id", "user_id", "key")),
        *(
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("sequence", "created_at", "updated_at")
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_drafts_user_id"),
        sa.UniqueConstraint("user_id", "key", name="uq_drafts_user_id_key"),
    )
    op.create_index("ix_drafts_user_id_updated_at_id", "drafts", ["user_id", "updated_at", "id"])


def downgrade() -> None:
    op.drop_table("drafts")
