"""Which request each event came from, so that a mail can be followed back to it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("cause", TEXT, nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "cause")
