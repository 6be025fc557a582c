"""Exports of people's own data, wishes to be erased, and who joined by an invitation."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("invitations", sa.Column("accepted_by", TEXT, nullable=True))
    op.create_table(
        "exports",
        *(sa.Column(name, TEXT, nullable=False) for name in ("id", "user_id")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("requested_at", "expires_at")),
        sa.Column("ready_at", sa.BigInteger, nullable=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("parts", "size")),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_exports_user_id"),
    )
    op.create_index("ix_exports_user_id", "exports", ["user_id"])
    op.create_index("ix_exports_expires_at", "exports", ["expires_at"])
    op.create_table(
        "export_parts",
        sa.Column("export_id", TEXT, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("export_id", "number", name="pk_export_parts"),
        sa.ForeignKeyConstraint(["export_id"], ["exports.id"], name="fk_export_parts_export_id"),
    )
    op.create_table(
        "erasure_wishes",
        *(
            sa.Column(name, TEXT, nullable=False)
            for name in (
                "id",
                "user_id",
                "organization_id",
                "contributions",
                "email",
                "first_name",
                "last_name",
                "language",
            )
        ),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("requested_at", "expires_at")),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_wishes"),
    )
    op.create_index("ix_erasure_wishes_expires_at", "erasure_wishes", ["expires_at"])


def downgrade() -> None:
    op.drop_table("erasure_wishes")
    op.drop_table("export_parts")
    op.drop_table("exports")
    op.drop_column("invitations", "accepted_by")
