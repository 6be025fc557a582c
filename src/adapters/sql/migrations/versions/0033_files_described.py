"""What is to be seen in a file is said for who can't see it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("files", sa.Column("description", TEXT, nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    op.drop_column("files", "description")
