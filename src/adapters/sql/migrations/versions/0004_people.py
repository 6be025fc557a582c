"""Invitations, removed accounts, and what people and organizations are found and sorted by."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from p2p_core.shared.folding import folded

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NOTHING = sa.text("''")
PENDING = sa.text("status = 'pending'")
LONGEST_KEY = 100


def upgrade() -> None:
    op.add_column("organizations", sa.Column("found_by", TEXT, nullable=False, server_default=NOTHING))
    op.add_column("users", sa.Column("deleted_at", sa.BigInteger, nullable=True))
    op.add_column("users", sa.Column("name_key", TEXT, nullable=False, server_default=NOTHING))
    op.add_column("users", sa.Column("found_by", TEXT, nullable=False, server_default=NOTHING))
    op.create_index("ix_users_organization_id_name_key_id", "users", ["organization_id", "name_key", "id"])
    op.create_index("ix_users_name_key_id", "users", ["name_key", "id"])
    add_expertise()
    add_invitations()
    fill_in()


def downgrade() -> None:
    op.drop_table("invitations")
    op.drop_table("user_expertise")
    op.drop_index("ix_users_name_key_id", "users")
    op.drop_index("ix_users_organization_id_name_key_id", "users")
    for column in ("found_by", "name_key", "deleted_at"):
        op.drop_column("users", column)
    op.drop_column("organizations", "found_by")


def add_expertise() -> None:
    op.create_table(
        "user_expertise",
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("tag", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("folded", "user_id", name="pk_user_expertise"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_user_expertise_user_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_user_expertise_user_id", "user_expertise", ["user_id"])


def add_invitations() -> None:
    words = ("email", "address", "role", "language")
    op.create_table(
        "invitations",
        *(sa.Column(name, TEXT, nullable=False) for name in ("id", "organization_id", "inviter_id", *words)),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("created_at", "expires_at")),
        sa.Column("mailed", TEXT, nullable=False),
        sa.Column("mailed_at", sa.BigInteger, nullable=False),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("accepted_at", sa.BigInteger, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_invitations_organization_id"
        ),
        sa.ForeignKeyConstraint(["inviter_id"], ["users.id"], name="fk_invitations_inviter_id"),
    )
    for last in ("id", "mailed_at"):
        op.create_index(f"ix_invitations_organization_id_{last}", "invitations", ["organization_id", last])
    op.create_index(
        "uq_invitations_pending",
        "invitations",
        ["organization_id", "address"],
        unique=True,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )


def fill_in() -> None:
    """Work the new columns out for the rows that are there."""
    connection = op.get_bind()
    for organization_id, *names in connection.execute(sa.text("SELECT id, name, name_ar FROM organizations")):
        found_by = "\n".join(folded(name) for name in names if name)
        connection.execute(
            sa.text("UPDATE organizations SET found_by = :found_by WHERE id = :id"),
            {"found_by": found_by, "id": organization_id},
        )
    people = connection.execute(
        sa.text("SELECT id, first_name, last_name, title, expertise_tags FROM users")
    ).fetchall()
    for user_id, first_name, last_name, title, expertise in people:
        fill_in_user(connection, user_id, f"{first_name} {last_name}", title, json.loads(expertise))


def fill_in_user(
    connection: sa.Connection, user_id: str, name: str, title: str | None, tags: list[str]
) -> None:
    found_by = "\n".join(folded(text) for text in (name, title or "", *tags))
    connection.execute(
        sa.text("UPDATE users SET name_key = :key, found_by = :found_by WHERE id = :id"),
        {"key": folded(name)[:LONGEST_KEY], "found_by": found_by, "id": user_id},
    )
    for tag in {folded(tag): tag for tag in tags}.items():
        connection.execute(
            sa.text("INSERT INTO user_expertise (folded, user_id, tag) VALUES (:folded, :id, :tag)"),
            {"folded": tag[0], "id": user_id, "tag": tag[1]},
        )
