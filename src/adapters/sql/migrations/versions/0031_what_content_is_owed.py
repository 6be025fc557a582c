"""Where content is kept elsewhere: what the last operation was to change there that changed both."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content_owed",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("turn", sa.BigInteger, nullable=False),
        sa.Column("changes", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_content_owed"),
    )


def downgrade() -> None:
    op.drop_table("content_owed")
