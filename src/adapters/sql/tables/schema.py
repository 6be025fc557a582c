"""The schema's frame: one MetaData, names for every constraint, and the columns' own types.

Names matter: migrations need them to change a constraint, and errors are told apart by them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Text,
)
from sqlalchemy import text as sql_text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

from p2p_core.shared.clock import EPOCH, to_milliseconds

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text that every database compares by its characters' numbers, as Python and SQLite do.

A language's order is the system's business on PostgreSQL, and breaks indexes when the system changes it.
"""


_NOTHING = sql_text("''")


class KeptAsJson(ABC):
    """A type whose stored form leads to JSON without the value in between."""

    @abstractmethod
    def as_json(self) -> Callable[[Any], object] | None:
        """From what is stored to what encodes to the value's JSON; none where it does so by itself."""


@lru_cache(16_384)
def _instant_as_json(value: int | None) -> msgspec.Raw | None:
    """The moments of what is read most are asked for again and again."""
    return None if value is None else msgspec.Raw(msgspec.json.encode(EPOCH + timedelta(0, 0, value * 1000)))


class Instant(TypeDecorator[datetime], KeptAsJson):
    """A point in time as whole milliseconds since the epoch: it sorts and compares."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        """To the database."""
        del dialect  # a database with instants of its own will want to know
        return lambda value: None if value is None else to_milliseconds(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[int | None], datetime | None]:
        """From the database; every row of a page comes by here several times."""
        del dialect, coltype
        return lambda value: None if value is None else EPOCH + timedelta(0, 0, value * 1000)

    def as_json(self) -> Callable[[int | None], object]:
        """Written once for each moment."""
        return _instant_as_json


class Choice(TypeDecorator[E], KeptAsJson, Generic[E]):
    """A member of a StrEnum, as its value."""

    impl = TEXT
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def bind_processor(self, dialect: Dialect) -> Callable[[E | None], str | None]:
        """To the database."""
        del dialect
        kind = self.kind
        return lambda value: None if value is None else kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], E | None]:
        """From the database."""
        del dialect, coltype
        members: dict[str | None, E | None] = {None: None, **{member.value: member for member in self.kind}}
        return members.__getitem__

    def as_json(self) -> None:
        """The stored text itself."""


class Json(TypeDecorator[T], KeptAsJson, Generic[T]):
    """A small value of some type that nobody searches by, as JSON text."""

    impl = TEXT
    cache_ok = True

    def __init__(self, kind: object) -> None:
        super().__init__()
        self.kind = kind
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind)

    def bind_processor(self, dialect: Dialect) -> Callable[[T | None], str | None]:
        """To the database."""
        del dialect
        return lambda value: None if value is None else msgspec.json.encode(value).decode()

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], T | None]:
        """From the database."""
        del dialect, coltype
        decode = self._decoder.decode
        return lambda value: None if value is None else decode(value)

    def as_json(self) -> Callable[[str | None], object]:
        """The stored JSON itself."""
        return lambda value: None if value is None else msgspec.Raw(value)


def identifier(name: str) -> Column[str]:
    """An id made by the core, as text: it is compared and sorted, never counted with."""
    return Column(name, TEXT, primary_key=True)


def reference(name: str, table: str, *, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    """The id of a row elsewhere, which has to be there."""
    target = ForeignKey(f"{table}.id")
    return Column(name, TEXT, target, nullable=nullable, primary_key=primary_key)


def pointer(name: str) -> Column[str]:
    """The id of a row that may be written after this one, so that no foreign key can watch over it."""
    return Column(name, TEXT, nullable=True)


def text(name: str, *, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    """Words as somebody wrote them; how long they may be is the core's rule."""
    return Column(name, TEXT, nullable=nullable, primary_key=primary_key)


def derived_text(name: str) -> Column[str]:
    """Words worked out from other columns; empty in rows of a server that doesn't know the column yet."""
    return Column(name, TEXT, nullable=False, server_default=_NOTHING)


def defaulted_text(name: str) -> Column[str]:
    """Words that nobody has to write; empty in rows of a server that doesn't know the column yet."""
    return Column(name, TEXT, nullable=False, server_default=_NOTHING)


def counter(name: str, *, primary_key: bool = False) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False, primary_key=primary_key)


def binary(name: str) -> Column[bytes]:
    """Bytes, as they are."""
    return Column(name, LargeBinary, nullable=False)


def instant(name: str, *, nullable: bool = False, index: bool = False) -> Column[datetime]:
    """A point in time."""
    return Column(name, Instant, nullable=nullable, index=index)


def choice(name: str, kind: type[E], *, nullable: bool = False) -> Column[E]:
    """One of a few words; which they are is the core's rule, and a new one needs no migration."""
    return Column(name, Choice(kind), nullable=nullable)


def json(name: str, kind: object, *, nullable: bool = False) -> Column[object]:
    """A small value as a whole."""
    return Column(name, Json(kind), nullable=nullable)


def never_negative(*names: str) -> list[CheckConstraint]:
    """A counter below zero was counted wrong: better to fail than to show it."""
    return [CheckConstraint(f"{name} >= 0", name=f"{name}_never_negative") for name in names]
