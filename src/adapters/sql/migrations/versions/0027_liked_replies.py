"""A level of a thread is read by likes, along an index, from where the last page ended."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEX = "ix_posts_topic_id_parent_id_like_count_place"


def upgrade() -> None:
    op.create_index(INDEX, "posts", ["topic_id", "parent_id", "like_count", "place"])


def downgrade() -> None:
    op.drop_index(INDEX, "posts")
