"""From a database's refusal to the core's error, the same for every database.

A dialect only says which kind of refusal it was; for a duplicate it names the table and either the
columns or the constraint, which says in its ``info`` with which code the core knows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import Constraint, Index, PrimaryKeyConstraint, UniqueConstraint

from adapters.sql.tables import METADATA
from p2p_core.shared.errors import AlreadyExists, Conflict, Damaged, Unavailable

CODE = "code"
"""The key in a constraint's ``info`` under which its error code stands."""


class Kind(Enum):
    """Why a database says no."""

    DUPLICATE = auto()
    DANGLING = auto()
    BROKEN_RULE = auto()
    OUT_OF_ORDER = auto()
    DAMAGED = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal, in no database's dialect."""

    kind: Kind
    table: str = ""
    columns: frozenset[str] = frozenset()
    rule: str = ""

    @classmethod
    def breach(cls, table: str, rule: str) -> "Refusal":
        """What this unique constraint or index forbids is in the table already."""
        return cls(Kind.DUPLICATE, table, rule=rule)

    @classmethod
    def duplicate(cls, table: str, columns: Iterable[str]) -> "Refusal":
        """These columns' values are in the table already."""
        return cls(Kind.DUPLICATE, table, frozenset(columns))

    @classmethod
    def dangling(cls) -> "Refusal":
        """A row that is referred to isn't there, or one that is still referred to was to go."""
        return cls(Kind.DANGLING)

    @classmethod
    def broken_rule(cls) -> "Refusal":
        """The program sent something that the schema forbids: a mistake of ours, nobody else's."""
        return cls(Kind.BROKEN_RULE)

    @classmethod
    def out_of_order(cls) -> "Refusal":
        """The disk or the database doesn't work at the moment."""
        return cls(Kind.OUT_OF_ORDER)

    @classmethod
    def damaged(cls) -> "Refusal":
        """What was written can't be read any more."""
        return cls(Kind.DAMAGED)


class Unstorable(ValueError):
    """A text that no column can hold; as a question it has no answer, as an answer it is a mistake."""


class BrokenRuleError(RuntimeError):
    """A statement the schema forbids: a mistake in the program, not in what people asked."""


def meaning_of(refusal: Refusal, message: str) -> Exception:
    """The error that the core knows for it."""
    match refusal.kind:
        case Kind.DUPLICATE:
            return AlreadyExists(_code_of(refusal))
        case Kind.DANGLING:
            return Conflict()
        case Kind.OUT_OF_ORDER:
            return Unavailable("storage")
        case Kind.DAMAGED:
            return Damaged()
        case Kind.BROKEN_RULE:
            return BrokenRuleError(message)


def _code_of(refusal: Refusal) -> str:
    found = METADATA.tables.get(refusal.table)
    rules: list[Constraint | Index] = [*found.constraints, *found.indexes] if found is not None else []
    for rule in rules:
        is_it = rule.name == refusal.rule if refusal.rule else _columns_of(rule) == refusal.columns
        if _is_unique(rule) and is_it:
            return str(rule.info.get(CODE, "conflict"))
    return "conflict"


def _is_unique(rule: Constraint | Index) -> bool:
    if isinstance(rule, Index):
        return bool(rule.unique)
    return isinstance(rule, UniqueConstraint | PrimaryKeyConstraint)


def _columns_of(rule: Constraint | Index) -> frozenset[str]:
    if isinstance(rule, Index | UniqueConstraint | PrimaryKeyConstraint):
        return frozenset(column.name for column in rule.columns)
    return frozenset()
