"""Who did what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        *(sa.Column(name, TEXT, nullable=True) for name in ("actor_id", "organization_id", "subject_id")),
        sa.Column("details", TEXT, nullable=False),
        sa.Column("network", TEXT, nullable=False),
        sa.Column("request_id", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for column in ("organization_id", "actor_id", "subject_id"):
        op.create_index(f"ix_audit_{column}_id", "audit", [column, "id"])


def downgrade() -> None:
    op.drop_table("audit")
