"""Counted attempts, known devices, second factors, links for passwords and addresses, access tokens."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("sessions", sa.Column("proven_at", sa.BigInteger, nullable=True))
    add_tallies()
    add_devices()
    add_second_factors()
    add_challenges()
    add_password_resets()
    add_email_changes()
    add_access_tokens()


def downgrade() -> None:
    op.drop_table("access_tokens")
    op.drop_table("email_changes")
    op.drop_table("password_resets")
    op.drop_table("challenges")
    op.drop_table("second_factors")
    op.drop_table("devices")
    op.drop_table("tallies")
    op.drop_column("sessions", "proven_at")


# the columns as this revision has them: the tables of the program will have moved on
def words(*names: str, null: bool = False) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, TEXT, nullable=null) for name in names)


def whole(*names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer, nullable=False) for name in names)


def instant(*names: str, null: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger, nullable=null) for name in names)


def of_person(table: str, column: str = "user_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.id"], name=f"fk_{table}_{column}")


def add_tallies() -> None:
    op.create_table(
        "tallies",
        *words("id"),
        *whole("count"),
        *instant("until", null=True),
        *instant("expires_at"),
        sa.PrimaryKeyConstraint("id", name="pk_tallies"),
    )
    op.create_index("ix_tallies_expires_at", "tallies", ["expires_at"])


def add_devices() -> None:
    op.create_table(
        "devices",
        *words("id", "user_id", "token_hash", "name", "network"),
        *instant("created_at", "last_used_at", "expires_at"),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
        of_person("devices"),
        sa.UniqueConstraint("token_hash", "user_id", name="uq_devices_token_hash_user_id"),
    )
    op.create_index("ix_devices_user_id_last_used_at_id", "devices", ["user_id", "last_used_at", "id"])
    op.create_index("ix_devices_expires_at", "devices", ["expires_at"])


def add_second_factors() -> None:
    op.create_table(
        "second_factors",
        *words("id", "salt", "key_id"),
        *instant("created_at"),
        *instant("confirmed_at", null=True),
        *whole("last_step"),
        *words("recovery_hashes"),
        sa.PrimaryKeyConstraint("id", name="pk_second_factors"),
        of_person("second_factors", "id"),
    )


def add_challenges() -> None:
    op.create_table(
        "challenges",
        *words("id", "user_id", "token_hash"),
        sa.Column("remember_me", sa.Boolean, nullable=False),
        *instant("created_at", "expires_at"),
        *whole("tries"),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
        of_person("challenges"),
        sa.UniqueConstraint("token_hash", name="uq_challenges_token_hash"),
    )
    op.create_index("ix_challenges_user_id", "challenges", ["user_id"])
    op.create_index("ix_challenges_expires_at", "challenges", ["expires_at"])


def add_password_resets() -> None:
    op.create_table(
        "password_resets",
        *words("id", "address"),
        *words("user_id", null=True),
        *instant("created_at", "expires_at"),
        *instant("ended_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_password_resets"),
        of_person("password_resets"),
    )
    op.create_index("ix_password_resets_address", "password_resets", ["address"])
    op.create_index("ix_password_resets_user_id", "password_resets", ["user_id"])
    op.create_index("ix_password_resets_expires_at", "password_resets", ["expires_at"])


def add_email_changes() -> None:
    op.create_table(
        "email_changes",
        *words("id", "user_id", "session_id", "old_email", "email", "address"),
        *instant("created_at", "expires_at"),
        *instant("ended_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_email_changes"),
        of_person("email_changes"),
    )
    op.create_index("ix_email_changes_user_id", "email_changes", ["user_id"])
    op.create_index("ix_email_changes_expires_at", "email_changes", ["expires_at"])


def add_access_tokens() -> None:
    op.create_table(
        "access_tokens",
        *words("id", "user_id", "name", "token_hash", "scopes"),
        *instant("created_at", "expires_at"),
        *instant("last_used_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_access_tokens"),
        of_person("access_tokens"),
        sa.UniqueConstraint("token_hash", name="uq_access_tokens_token_hash"),
    )
    op.create_index("ix_access_tokens_user_id_id", "access_tokens", ["user_id", "id"])
    op.create_index("ix_access_tokens_expires_at", "access_tokens", ["expires_at"])
