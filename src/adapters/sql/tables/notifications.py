"""Mails of the development mailbox as rows."""

from sqlalchemy import Table, UniqueConstraint

from adapters.sql.tables.schema import METADATA, identifier, instant, text

mailbox = Table(
    "mailbox",
    METADATA,
    identifier("id"),
    text("message_id"),
    text("recipient"),
    text("subject"),
    text("text"),
    text("html"),
    instant("sent_at"),
    # the second delivery of a mail is the same mail
    UniqueConstraint("message_id"),
)
