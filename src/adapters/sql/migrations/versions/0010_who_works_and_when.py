"""Who has an event in hand, how often that ended badly, and what is done by the clock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("worker", TEXT, nullable=True))
    op.add_column("outbox", sa.Column("lost", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.create_table(
        "schedules",
        *(sa.Column(name, TEXT, nullable=False) for name in ("name", "cron", "zone")),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=True),
        sa.Column("last_result", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_schedules"),
    )


def downgrade() -> None:
    op.drop_table("schedules")
    op.drop_column("outbox", "lost")
    op.drop_column("outbox", "worker")
