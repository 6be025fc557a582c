"""Whoever changes what is a person's holds the person first: in two orders, two could wait for each other."""

from typing import Any

from sqlalchemy import Column, Table, bindparam, select

from adapters.sql.changes import held
from adapters.sql.statements import Statement
from adapters.sql.tables.identity import users


def hold_owner(table: Table, key: Column[Any]) -> Statement:
    """Hold the person whose row of the table has the ``known`` key, if there is one."""
    owner = select(table.c.user_id).where(key == bindparam("known")).scalar_subquery()
    return Statement(held(select(users.c.id).where(users.c.id == owner)))
