"""Transactions that are opened when somebody needs them, and what stands beside one that may need none."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Generic, TypeVar

from adapters.split.rest_side import Aside, RestTransaction
from p2p_core.shared.ids import FileId, OrganizationId, UserId

T = TypeVar("T")


class Late(Generic[T]):
    """A transaction that is opened when it is first asked for, and ends with its stack."""

    def __init__(self, stack: ExitStack, opens: Callable[[], AbstractContextManager[T]]) -> None:
        self._stack = stack
        self._opens: Callable[[], AbstractContextManager[T]] | None = opens
        self._opened: T | None = None

    def __call__(self) -> T:
        """The transaction."""
        opens = self.must_be_open()
        if self._opened is None:
            self._opened = self._stack.enter_context(opens())
        return self._opened

    def must_be_open(self) -> Callable[[], AbstractContextManager[T]]:
        """Refuse what comes too late; else, what opens it."""
        if self._opens is None:
            raise RuntimeError("the transaction is over: nothing can be read or changed through it")
        return self._opens

    @property
    def opened(self) -> T | None:
        """The transaction, if somebody needed it."""
        return self._opened

    def end(self) -> None:
        """Nothing may be opened any more."""
        self._opens = None


@dataclass(frozen=True, slots=True)
class LateAside:
    """The other store's transaction, as content sees it."""

    rest: Late[RestTransaction]

    def organization_of(self, user_id: UserId) -> OrganizationId:
        return self._aside.organization_of(user_id)

    def shown_at(self, places: Collection[str]) -> Sequence[FileId]:
        return self._aside.shown_at(places)

    def let_go(self, places: Collection[str], subjects: Collection[str], topics: Collection[str]) -> None:
        self._aside.let_go(places, subjects, topics)

    @property
    def _aside(self) -> Aside:
        return self.rest().aside
