"""Parts of exports stand under the packing that made them: two at once can't mix theirs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0023"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("exports", sa.Column("packing", TEXT, nullable=True))
    op.execute("UPDATE exports SET packing = id WHERE ready_at IS NOT NULL")
    add_table("export_pieces", "packing")
    op.execute(
        "INSERT INTO export_pieces (export_id, packing, number, content)"
        " SELECT export_id, export_id, number, content FROM export_parts"
    )
    op.drop_table("export_parts")


def downgrade() -> None:
    add_table("export_parts")
    op.execute(
        "INSERT INTO export_parts (export_id, number, content)"
        " SELECT piece.export_id, number, content FROM export_pieces piece"
        " JOIN exports ON exports.id = piece.export_id AND exports.packing = piece.packing"
    )
    op.drop_table("export_pieces")
    op.drop_column("exports", "packing")


def add_table(name: str, *more: str) -> None:
    op.create_table(
        name,
        *(sa.Column(column, TEXT, nullable=False) for column in ("export_id", *more)),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("export_id", *more, "number", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["export_id"], ["exports.id"], name=f"fk_{name}_export_id"),
    )
