"""Notifications, and what people want to be told."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "notifications",
        *(sa.Column(name, TEXT, nullable=False) for name in ("id", "user_id", "kind", "topic_id")),
        sa.Column("post_id", TEXT, nullable=True),
        sa.Column("actor_id", TEXT, nullable=False),
        sa.Column("happened_at", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("count", "seen")),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("listed", "hidden", "mailed")),
        sa.Column("about", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
        *(
            sa.ForeignKeyConstraint([column], ["users.id"], name=f"fk_notifications_{column}")
            for column in ("user_id", "actor_id")
        ),
        sa.UniqueConstraint("user_id", "about", name="uq_notifications_user_id_about"),
        *(
            sa.CheckConstraint(f"{name} >= 0", name=op.f(f"ck_notifications_{name}_never_negative"))
            for name in ("count", "seen")
        ),
    )
    shown = only_where("listed = 1 AND hidden = 0 AND count > 0", "listed AND NOT hidden AND count > 0")
    new = only_where("listed = 1 AND hidden = 0 AND count > seen", "listed AND NOT hidden AND count > seen")
    op.create_index("ix_notifications_shown", "notifications", ["user_id", "happened_at", "id"], **shown)
    of_new = ["user_id", "listed", "hidden", "count", "seen"]
    op.create_index("ix_notifications_new", "notifications", of_new, **new)
    for name in ("about", "topic_id", "actor_id", "happened_at"):
        op.create_index(f"ix_notifications_{name}", "notifications", [name])
    op.create_table(
        "notification_preferences",
        *(sa.Column(name, TEXT, nullable=False) for name in ("id", "user_id", "kind")),
        sa.Column("in_app", sa.Boolean, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notification_preferences"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_notification_preferences_user_id"),
    )
    op.create_index("ix_notification_preferences_user_id", "notification_preferences", ["user_id"])


def downgrade() -> None:
    op.drop_table("notification_preferences")
    op.drop_table("notifications")
    # the line of the timetable goes as well: an older program knows no such work
    op.execute("DELETE FROM schedules WHERE name = 'forget-old-notifications'")


def only_where(sqlite: str, of_postgresql: str) -> Any:  # noqa: ANN401 - keywords of SQLAlchemy's
    return {"sqlite_where": sa.text(sqlite), "postgresql_where": sa.text(of_postgresql)}
