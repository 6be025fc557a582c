"""Inputs that can't exist unless they are valid: constructing one normalises and checks every field.

Limits stand beside the fields as annotations (``Annotated[str, Length(5, 200)]``), where the core
enforces them and entry points read them to describe their interface.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from math import inf
from re import fullmatch
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Protocol, Union, get_args, get_origin, get_type_hints

from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.text import (
    Lines,
    can_not_fit,
    has_too_many_marks,
    is_blank,
    normal_form,
    problem,
)

Check = Callable[[str, object, list[FieldError]], object]
"""Takes a field's dotted name, its value and the errors so far; answers with the normal form."""


class Keep(Enum):
    """The type of ``KEEP``, so that annotations can name it: ``str | Keep | None``."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP
"""What a field of ``...Changes`` has that wasn't given: leave it as it is. ``None`` clears."""


class Refused(Exception):
    """A rule's way of saying no."""

    def __init__(self, code: str, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


class Rule(Protocol):
    """A limit or form that a field's value must have."""

    def apply(self, value: Any) -> object:  # noqa: ANN401 - each rule narrows to the type it annotates
        """The value in normal form; raises ``Refused``."""
        ...


@dataclass(frozen=True, slots=True)
class Length:
    """Text of so many code points in NFC; with a minimum, something of it must be visible."""

    minimum: int
    maximum: int
    lines: Lines = Lines.ONE

    def apply(self, value: str) -> str:
        """Normalise, then measure."""
        text = _normal(value, self.maximum)
        if code := problem(text, self.lines):
            raise Refused(code)
        if self.minimum and is_blank(text):
            raise Refused("empty", self.minimum)
        return _measured(text, self.minimum, self.maximum)


@dataclass(frozen=True, slots=True)
class AnyText:
    """Whatever somebody typed, as it is: for what is looked into later, and isn't kept."""

    maximum: int

    def apply(self, value: str) -> str:
        """Measure."""
        return _measured(value, 0, self.maximum)


@dataclass(frozen=True, slots=True)
class Form:
    """Text that programs write, all of it of one form: a regular expression that JSON Schema reads alike."""

    pattern: str
    maximum: int

    def apply(self, value: str) -> str:
        """Measure before looking at its form."""
        text = _measured(value, 0, self.maximum)
        if not fullmatch(self.pattern, text):
            raise Refused("wrong_form")
        return text


@dataclass(frozen=True, slots=True)
class Password:
    """A secret of so many code points in NFC: any Unicode, nothing trimmed or folded."""

    minimum: int
    maximum: int

    def apply(self, value: str) -> str:
        """Normalise once, so that every keyboard gives the same secret, then measure."""
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Refused("lone_surrogate")
        return _measured(_normal(value, self.maximum), self.minimum, self.maximum)


@dataclass(frozen=True, slots=True)
class Items:
    """At most so many items, none of them twice unless that is said."""

    maximum: int
    may_repeat: bool = False

    def must_be_few(self, value: object) -> None:
        """Count before any item is looked at."""
        if isinstance(value, list | tuple) and len(value) > self.maximum:
            raise Refused("too_many", self.maximum)

    def apply(self, value: tuple[object, ...]) -> tuple[object, ...]:
        """Look for repetitions."""
        if not self.may_repeat and len(set(value)) < len(value):
            raise Refused("repeated")
        return value


@dataclass(frozen=True, slots=True)
class Range:
    """A number between two bounds, both included."""

    minimum: int
    maximum: int

    def apply(self, value: float) -> float:
        """Compare with both bounds."""
        if value < self.minimum:
            raise Refused("too_small", self.minimum)
        if value > self.maximum:
            raise Refused("too_large", self.maximum)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What an operation is asked with; subclasses are frozen dataclasses that only declare fields."""

    def __post_init__(self) -> None:
        """Put every field in normal form, or raise ``Invalid`` with all that fail."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        normal, errors = checked(type(self), values)
        if errors:
            raise Invalid(*errors)
        for name, value in normal.items():
            object.__setattr__(self, name, value)


def checked(kind: type[Input], values: Mapping[str, object]) -> tuple[dict[str, object], list[FieldError]]:
    """The values in normal form and every field that fails, without constructing the input.

    For entry points that found other errors already and want to tell all of them at once; fields
    that are missing from ``values`` are passed over.
    """
    errors: list[FieldError] = []
    plan = _plan(kind)
    return {name: plan[name](name, value, errors) for name, value in values.items()}, errors


_EMPTY: tuple[tuple[type, object], ...] = ((NoneType, None), (Keep, KEEP))

_plans: dict[type[Input], dict[str, Check]] = {}


def _plan(kind: type[Input]) -> dict[str, Check]:
    """The checks of an input's fields, worked out at its first use."""
    if kind not in _plans:
        _plans[kind] = _planned(kind)
    return _plans[kind]


def _planned(kind: type[Input]) -> dict[str, Check]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: _check(hints[field.name]) for field in fields(kind)}


def _check(hint: Any) -> Check:  # noqa: ANN401 - hints have no common type
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        return _with_rules(_check(inner), [mark for mark in marks if hasattr(mark, "apply")])
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (part for part in get_args(hint) if part not in (NoneType, Keep))
        return _unless(_check(inner), [empty for part, empty in _EMPTY if part in get_args(hint)])
    if get_origin(hint) is tuple:
        return _each(_check(get_args(hint)[0]))
    return _plain(hint)


def _plain(kind: type) -> Check:
    def check(field: str, value: object, errors: list[FieldError]) -> object:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            errors.append(FieldError(field, "wrong_type"))
        return value

    def check_choice(field: str, value: object, errors: list[FieldError]) -> object:
        if isinstance(value, str) and value in {member.value for member in kind}:  # type: ignore[attr-defined]  # an enum
            return kind(value)
        errors.append(FieldError(field, "not_a_choice"))
        return value

    def check_nested(field: str, value: object, errors: list[FieldError]) -> object:
        if not isinstance(value, kind):
            errors.append(FieldError(field, "wrong_type"))
        return value

    if issubclass(kind, StrEnum):
        return check_choice
    if kind is float:
        return _number
    return check_nested if is_dataclass(kind) else check


def _number(field: str, value: object, errors: list[FieldError]) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:  # a whole number of more digits than any measure has
            return inf if value > 0 else -inf
    errors.append(FieldError(field, "wrong_type"))
    return value


def _with_rules(inner: Check, rules: list[Rule]) -> Check:
    def check(field: str, value: object, errors: list[FieldError]) -> object:
        before = len(errors)
        try:
            for rule in rules:
                if isinstance(rule, Items):
                    rule.must_be_few(value)
            value = inner(field, value, errors)
            if len(errors) > before:
                return value
            for rule in rules:
                value = rule.apply(value)
        except Refused as refusal:
            errors.append(FieldError(field, refusal.code, refusal.limit))
        return value

    return check


def _unless(inner: Check, empty: list[object]) -> Check:
    """The check, passed over by the values that stand for no value."""

    def check(field: str, value: object, errors: list[FieldError]) -> object:
        return value if any(value is one for one in empty) else inner(field, value, errors)

    return check


def _each(inner: Check) -> Check:
    def check(field: str, value: object, errors: list[FieldError]) -> object:
        if not isinstance(value, list | tuple):
            errors.append(FieldError(field, "wrong_type"))
            return value
        return tuple(inner(f"{field}.{index}", item, errors) for index, item in enumerate(value))

    return check


def _normal(text: str, maximum: int) -> str:
    """The normal form, made only of what can be normalised in little time."""
    if can_not_fit(text, maximum):
        raise Refused("too_long", maximum)
    if has_too_many_marks(text):
        raise Refused("too_many_marks")
    return normal_form(text)


def _measured(text: str, minimum: int, maximum: int) -> str:
    if len(text) < minimum:
        raise Refused("too_short", minimum)
    if len(text) > maximum:
        raise Refused("too_long", maximum)
    return text
