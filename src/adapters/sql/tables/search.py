"""What is found by its words: each topic and reply with its analysed words, and how databases index them.

SQLite has a full-text table beside this one, ``search_words``, which triggers keep; PostgreSQL has indexes
over all words of a row. Both are made by migrations alone, and neither is part of ``METADATA``.
"""

from sqlalchemy import BigInteger, Column, Integer, Table, UniqueConstraint, column, table

from adapters.sql.tables.schema import METADATA, counter, text

TOPIC, POST = "=topic", "=post"
"""Kinds of entries: no word has such a sign in it."""
FULL_TEXT = "search_words"
"""The full-text table of SQLite; those that belong to it begin with its name."""
WORD_INDEXES = ("ix_search_entries_keys", "ix_search_entries_topic_words")
"""The indexes of PostgreSQL."""

entries = Table(
    "search_entries",
    METADATA,
    # the newer, the higher: a row's own number in SQLite, by which the full-text table refers to it
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    text("subject_id"),
    text("topic_id"),
    text("author_id"),
    text("kind"),
    counter("version"),
    text("title"),
    text("tags"),
    text("body"),
    UniqueConstraint("subject_id"),
)

full_text = table(FULL_TEXT, column("rowid", BigInteger), column(FULL_TEXT))
"""The full-text table as queries see it."""
