"""Forgetting what has expired, a little at a time, along the index of the moment that decides."""

from datetime import datetime

from sqlalchemy import Column, Table, bindparam, delete, select

from adapters.sql.statements import Statement, Writes


def forgetting(table: Table, moment: Column[datetime]) -> Statement:
    """The statement that deletes up to ``limit`` rows whose moment had come by ``before``.

    Rows that somebody else holds are passed over: there is a next time.
    """
    expired = (
        select(table.c.id)
        .where(moment <= bindparam("before"))
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
        .cte("expired")
    )
    return Statement(delete(table).where(table.c.id.in_(select(expired.c.id))))


def forget_expired(writes: Writes, statement: Statement, before: datetime, limit: int) -> int:
    """Run it, and say how many rows went."""
    return writes.run(statement, before=before, limit=limit)
