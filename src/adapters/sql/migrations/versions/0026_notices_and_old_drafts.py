"""What was decided about words and reports, and why, among notifications; drafts are found by their age."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NOTICES = "kind IN ('moderation', 'report')"


def upgrade() -> None:
    for name in ("deed_id", "outcome", "reason"):
        op.add_column("notifications", sa.Column(name, TEXT, nullable=True))
    op.create_index("ix_drafts_updated_at", "drafts", ["updated_at"])


def downgrade() -> None:
    op.drop_index("ix_drafts_updated_at", "drafts")
    # an older program knows no such kinds
    op.execute(f"DELETE FROM notifications WHERE {NOTICES}")  # noqa: S608 - our own words
    op.execute(f"DELETE FROM notification_preferences WHERE {NOTICES}")  # noqa: S608 - our own words
    op.execute("DELETE FROM interventions WHERE step IN ('moved', 'locked')")
    for name in ("reason", "outcome", "deed_id"):
        op.drop_column("notifications", name)
    # the line of the timetable goes as well
    op.execute("DELETE FROM schedules WHERE name = 'forget-old-drafts'")
