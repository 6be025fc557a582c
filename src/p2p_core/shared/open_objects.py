"""Objects whose fields are their sender's business: kept as they came, if every store can keep them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from p2p_core.shared.inputs import Refused

MOST_DEEP = 30
"""How many levels of lists and objects may lie in each other."""
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Open:
    """A JSON object of any fields, so many characters long as text at the most; nothing in it is changed."""

    maximum: int

    def apply(self, value: object) -> object:
        """Look at all of it before any of it is written out."""
        if not isinstance(value, Mapping):
            raise Refused("wrong_type")
        for one in _within(value):
            _must_be_kept(one)
        if len(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) > self.maximum:
            raise Refused("too_long", self.maximum)
        return value


def _within(value: object) -> Iterator[object]:
    """It and everything in it, names of fields as well; raises ``Refused`` where it is too deep."""
    level = [value]
    for _ in range(MOST_DEEP):
        yield from level
        level = [below for one in level for below in _below(one)]
        if not level:
            return
    raise Refused("too_deep", MOST_DEEP)


def _below(value: object) -> Iterator[object]:
    match value:
        case Mapping():
            for name, below in value.items():
                yield _name(name)
                yield below
        case list() | tuple():
            yield from value


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise Refused("wrong_type")
    return name


def _must_be_kept(value: object) -> None:
    match value:
        case None | bool() | float() | list() | tuple() | Mapping():
            return
        case int():
            if abs(value) > _LARGEST:
                raise Refused("too_large", _LARGEST)
        case str():
            if any("\ud800" <= character <= "\udfff" for character in value):
                raise Refused("lone_surrogate")
        case _:
            raise Refused("wrong_type")
