"""Files, how much storage each organization has used, pictures of people and logos."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
UNFINISHED = sa.text("status = 'uploading' AND deleted_at IS NULL")
UNATTACHED = sa.text("attached_to IS NULL AND status != 'uploading' AND deleted_at IS NULL")
DELETED = sa.text("deleted_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("users", sa.Column("picture_id", TEXT, nullable=True))
    op.add_column("organizations", sa.Column("logo_id", TEXT, nullable=True))
    add_files()
    op.create_table(
        "storage",
        *words("organization_id"),
        *big("used"),
        sa.PrimaryKeyConstraint("organization_id", name="pk_storage"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_storage_organization_id"),
        sa.CheckConstraint("used >= 0", name=op.f("ck_storage_used_never_negative")),
    )


def downgrade() -> None:
    op.drop_table("storage")
    op.drop_table("files")
    op.drop_column("organizations", "logo_id")
    op.drop_column("users", "picture_id")


# the columns as this revision has them: the tables of the program will have moved on
def words(*names: str, null: bool = False) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, TEXT, nullable=null) for name in names)


def big(*names: str, null: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger, nullable=null) for name in names)


def whole(*names: str, null: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer, nullable=null) for name in names)


def add_files() -> None:
    op.create_table(
        "files",
        *words("id", "owner_id", "organization_id", "purpose", "name", "media_type"),
        *big("size", "created_at"),
        *big("expires_at", null=True),
        *words("sha256", "status", "audience"),
        *words("attached_to", "reason", null=True),
        *whole("width", "height", "duration", null=True),
        *words("placeholder", null=True),
        *words("part", "variants"),
        *big("deleted_at", null=True),
        *whole("version"),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_files_owner_id"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="fk_files_organization_id"),
        sa.CheckConstraint("size >= 0", name=op.f("ck_files_size_never_negative")),
    )
    op.create_index("ix_files_attached_to", "files", ["attached_to"])
    op.create_index("ix_files_organization_id", "files", ["organization_id"])
    op.create_index("ix_files_owner_id_id", "files", ["owner_id", "id"])
    for name, column, kept in (
        ("ix_files_deleted", "deleted_at", DELETED),
        ("ix_files_unattached", "created_at", UNATTACHED),
        ("ix_files_unfinished", "expires_at", UNFINISHED),
    ):
        op.create_index(name, "files", [column], sqlite_where=kept, postgresql_where=kept)
