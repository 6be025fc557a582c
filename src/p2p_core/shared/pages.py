"""Pages of long lists by keyset: a cursor names the last item seen, so insertions shift nothing.

A cursor is bound to the filters and the sort it came from, and carries a checksum: one that was
damaged or belongs to another list is refused instead of quietly showing the wrong page.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated, Generic, TypeVar, overload

from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.inputs import Length, Range

Item = TypeVar("Item")
Other = TypeVar("Other")
Key = tuple[str | int, ...]
"""Where in the list an item stands: the values it is sorted by, the id last."""

Limit = Annotated[int, Range(1, 100)]
Cursor = Annotated[str, Length(0, 1000)]
DEFAULT_LIMIT = 20

_CHECKSUM = 8
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class LazyItems(Sequence[Item]):
    """Items that become views when somebody looks at them.

    Most pages are only written out as JSON, for which a store can give them ``plain``, of dicts and lists,
    in a third of the time.
    """

    __slots__ = ("_made", "_make", "plain")

    def __init__(self, make: Callable[[], Sequence[Item]], plain: Callable[[], Sequence[object]]) -> None:
        """``plain`` gives what encodes to the same JSON as the views."""
        self._make = make
        self._made: tuple[Item, ...] | None = None
        self.plain = plain

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        return self._views()[place]

    def __len__(self) -> int:
        return len(self._views())

    def __eq__(self, other: object) -> bool:
        return self._views() == (other._views() if isinstance(other, LazyItems) else other)

    def __hash__(self) -> int:
        return hash(self._views())

    def __repr__(self) -> str:
        return repr(self._views())

    def _views(self) -> tuple[Item, ...]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items of a list; ``next_cursor`` is there when more follow."""

    items: Sequence[Item]
    next_cursor: str | None

    def map(self, change: Callable[[Item], Other]) -> "Page[Other]":
        """The same page of other items."""
        return Page(tuple(change(item) for item in self.items), self.next_cursor)

    def counted(self, total: int | None) -> "Page[Item]":
        """The same page, telling how long the whole list is if that was asked for."""
        return self if total is None else CountedPage(self.items, self.next_cursor, total)


@dataclass(frozen=True, slots=True)
class CountedPage(Page[Item]):
    """A page that also tells how many items the whole list has at this moment."""

    total: int

    def map(self, change: Callable[[Item], Other]) -> "Page[Other]":
        """The same page of other items, as many in the whole list."""
        return CountedPage(tuple(change(item) for item in self.items), self.next_cursor, self.total)


def encode_cursor(binding: str, key: Key) -> str:
    """The cursor behind an item, for a list identified by ``binding``."""
    payload = _WRITER.encode(key).encode()
    return urlsafe_b64encode(_checksum(binding, payload) + payload).decode().rstrip("=")


def decode_cursor(binding: str, cursor: str | None, *kinds: type) -> Key | None:
    """Where to go on, as values of these kinds; ``None`` at the beginning.

    Raises ``Invalid`` with code ``invalid_cursor``.
    """
    if cursor is None:
        return None
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (Base64Error, ValueError):
        raise _invalid() from None
    checksum, payload = raw[:_CHECKSUM], raw[_CHECKSUM:]
    if _checksum(binding, payload) != checksum or _is_another_spelling(raw, cursor):
        raise _invalid()
    return _key_in(payload, kinds)


def _key_in(payload: bytes, kinds: tuple[type, ...]) -> Key:
    """The position, whoever wrote it: the checksum guards against accidents, not against forgers."""
    try:
        key = json.loads(payload)
    except ValueError:
        raise _invalid() from None
    if not isinstance(key, list) or tuple(type(part) for part in key) != kinds:
        raise _invalid()
    return tuple(key)


def _is_another_spelling(raw: bytes, cursor: str) -> bool:
    """Whether the text was another spelling of the same bytes, which a damaged cursor can be."""
    return urlsafe_b64encode(raw).decode().rstrip("=") != cursor


def page_of(found: Sequence[Item], limit: int, binding: str, key: Callable[[Item], Key]) -> Page[Item]:
    """The page made of one item more than asked for, which only tells whether there is a next page."""
    shown = tuple(found[:limit])
    more = len(found) > limit
    return Page(shown, encode_cursor(binding, key(shown[-1])) if more else None)


def _checksum(binding: str, payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_CHECKSUM, key=_key_of(binding)).digest()


@lru_cache(256)
def _key_of(binding: str) -> bytes:
    return blake2b(binding.encode()).digest()


def _invalid() -> Invalid:
    return Invalid(FieldError("cursor", "invalid_cursor"), code="invalid_cursor")
