"""Reports, and what was done with people's words and why."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
OPEN = sa.text("status = 'open'")


def upgrade() -> None:
    add_reports()
    add_interventions()


def add_reports() -> None:
    op.create_table(
        "reports",
        *words("id", "reporter_id", "target_type", "target_id", "topic_id", "author_id", "organization_id"),
        *words("reason", "details"),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        *words("status"),
        *words("outcome", "resolution", "resolved_by", null=True),
        sa.Column("resolved_at", sa.BigInteger, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        *refers(
            "reports",
            reporter_id="users",
            topic_id="topics",
            author_id="users",
            organization_id="organizations",
        ),
    )
    op.create_index(
        "uq_reports_open",
        "reports",
        ["target_id", "reporter_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    for columns in (["status", "id"], ["organization_id", "id"]):
        op.create_index(f"ix_reports_{'_'.join(columns)}", "reports", columns)
    for column in ("target_id", "topic_id", "reporter_id", "author_id"):
        op.create_index(f"ix_reports_{column}", "reports", [column])


def add_interventions() -> None:
    op.create_table(
        "interventions",
        *words("id", "step", "subject_id", "topic_id", "author_id"),
        *words("actor_id", null=True),
        *words("reason"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interventions"),
        *refers("interventions", topic_id="topics", author_id="users"),
    )
    for column in ("subject_id", "topic_id", "author_id"):
        op.create_index(f"ix_interventions_{column}", "interventions", [column])


def downgrade() -> None:
    op.drop_table("interventions")
    op.drop_table("reports")


def words(*names: str, null: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=null) for name in names]


def refers(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")
        for column, to in columns.items()
    ]
