"""What is found by its words: entries of topics and replies, and an index of all their words.

Rows of topics and replies that are there get their entries from `p2p search rebuild`, which the server
runs by itself when it finds them missing: the words are made by the program, not by the database.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
COLUMNS = ("title", "tags", "body", "author_id", "kind")
SIGNS = """'!""#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'"""
"""Only blanks separate words: they come analysed."""
WORDS = "words_of({})"
WORDS_OF = """
    CREATE FUNCTION words_of(analysed text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    COST 10000 AS $$ BEGIN RETURN string_to_array(analysed, ' '); END $$
"""
"""What it costs is said dearer than it is, so that the index is asked rather than row after row."""
ALL_WORDS = WORDS.format("author_id || ' ' || kind || ' ' || title || ' ' || tags || ' ' || body")
TOPIC_WORDS = WORDS.format("title || ' ' || tags")


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            nullable=False,
            autoincrement=False,
        ),
        *(sa.Column(name, TEXT, nullable=False) for name in ("subject_id", "topic_id", "author_id", "kind")),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("title", "tags", "body")),
        sa.PrimaryKeyConstraint("number", name="pk_search_entries"),
        sa.UniqueConstraint("subject_id", name="uq_search_entries_subject_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        add_full_text()
    else:
        op.execute(WORDS_OF)
        op.execute(f"CREATE INDEX ix_search_entries_words ON search_entries USING gin ({ALL_WORDS})")
        op.execute(
            f"CREATE INDEX ix_search_entries_topic_words ON search_entries USING gin ({TOPIC_WORDS})"
            " WHERE kind = '=topic'"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "changed", "removed"):
            op.execute(f"DROP TRIGGER search_entries_{trigger}")
        op.execute("DROP TABLE search_words")
    op.drop_table("search_entries")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION words_of(text)")


def add_full_text() -> None:
    """The full-text table keeps no text of its own: what it forgets it has to be told."""
    names = ", ".join(COLUMNS)
    execute(
        f"CREATE VIRTUAL TABLE search_words USING fts5({names}, content='search_entries',"
        f" content_rowid='number', columnsize=0, tokenize=\"ascii tokenchars {SIGNS}\")"
    )
    if sqlite_knows_secure_delete():  # else words that were erased stay in its pages until those are merged
        execute("INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)")
    told = f"INSERT INTO search_words (rowid, {names}) VALUES (new.number, {of('new')});"  # noqa: S608 - names of columns
    forgets = (
        f"INSERT INTO search_words (search_words, rowid, {names})"  # noqa: S608 - the same
        f" VALUES ('delete', old.number, {of('old')});"
    )
    for trigger, moment, does in (
        ("added", "AFTER INSERT", told),
        ("changed", f"AFTER UPDATE OF {names}", f"{forgets} {told}"),
        ("removed", "AFTER DELETE", forgets),
    ):
        execute(f"CREATE TRIGGER search_entries_{trigger} {moment} ON search_entries BEGIN {does} END")


def sqlite_knows_secure_delete() -> bool:
    version = op.get_bind().exec_driver_sql("SELECT sqlite_version()").scalar_one()
    return tuple(int(part) for part in version.split(".")) >= (3, 42)


def execute(statement: str) -> None:
    """Run it as it is: colons in it name no values."""
    op.get_bind().exec_driver_sql(statement)


def of(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in COLUMNS)
