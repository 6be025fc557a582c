"""The promise of a transaction, which every store keeps: leaving the block means durable and visible."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from p2p_core.shared.audit import Deed
from p2p_core.shared.events import Event
from p2p_core.shared.ids import EventId
from p2p_core.shared.once import Once

T_co = TypeVar("T_co", bound="Transaction", covariant=True)


class Transaction(Protocol):
    """What every operation's transaction can do; slices add their aggregates as properties."""

    def publish(self, event: Event) -> None:
        """Write the event to the outbox, in this same transaction."""
        ...

    def record(self, deed: Deed) -> None:
        """Write down who did what, in this same transaction; from where, and for which request, is added."""
        ...

    def first_time(self, event_id: EventId, reaction: str) -> bool:
        """Record that the reaction to the event happens here; false when it happened before."""
        ...

    def result(self, made: str) -> None:
        """Say which id the thing has that the operation made; kept where the transaction began ``once``."""
        ...

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call the hook once everything is durable; never if it isn't."""
        ...


class Begin(Protocol[T_co]):
    """Opens a transaction: ``with begin() as tx``. An exception rolls back; blocks never nest."""

    def __call__(self, once: Once | None = None) -> AbstractContextManager[T_co]:
        """A block whose end is the commit; raises ``Unavailable`` when that can't be promised.

        With ``once``, entering it raises ``Replayed`` if the same was done before, or is done by another
        thread meanwhile, which is waited for; ``Conflict`` (``idempotency_key_reused``) if another was.
        """
        ...


class Reactions(Protocol):
    """Which reactions to which events have happened."""

    def is_recorded(self, event_id: EventId, reaction: str) -> bool:
        """Whether ``first_time`` recorded it, in a transaction that is durable."""
        ...
