"""PostgreSQL finds entries by keys: words, words of the age in which they were written, pairs of words."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ALL_WORDS = "author_id || ' ' || kind || ' ' || title || ' ' || tags || ' ' || body"
KEYS_OF = """
    CREATE FUNCTION search_keys(number bigint, analysed text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
    DECLARE
        words CONSTANT text[] := string_to_array(analysed, ' ');
        age CONSTANT text := (number >> 48) || ' ';
    BEGIN
        RETURN words || string_to_array(age || replace(analysed, ' ', chr(1) || age), chr(1)) || (
            SELECT array_agg(' ' || left(word, 4) || ' ' || left(next, 4))
            FROM unnest(words, words[2:]) AS pair (word, next)
        );
    END $$
"""
"""What it costs is said dearer than it is, so that the index is asked rather than row after row."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_search_entries_words")
        op.get_bind().exec_driver_sql(KEYS_OF)
        add_index("keys", f"search_keys(number, {ALL_WORDS})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_search_entries_keys")
        op.execute("DROP FUNCTION search_keys(bigint, text)")
        add_index("words", f"words_of({ALL_WORDS})")


def add_index(name: str, of: str) -> None:
    op.execute(f"CREATE INDEX ix_search_entries_{name} ON search_entries USING gin ({of})")
