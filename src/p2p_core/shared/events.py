"""Facts in the past tense: what operations publish and everything that happens "after" reacts to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import ClassVar

from p2p_core.shared.errors import CoreError
from p2p_core.shared.ids import EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; it carries ids, never secrets or people's words.

    Subclasses are frozen dataclasses whose fields are all text, so that every outbox can keep them.
    """

    known: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        """Make the event known by its name, under which outboxes store it."""
        # dataclass(slots=True) builds the class anew, so a name comes by twice; the later one holds.
        Event.known[cls.__name__] = cls

    @property
    def aggregate(self) -> str:
        """The id of what it happened to: events of one aggregate are handled one after the other."""
        return str(getattr(self, fields(self)[0].name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An event on its way from the outbox to its reactions."""

    id: EventId
    event: Event
    happened_at: datetime
    attempts: int
    """How often it failed before this time."""
    lost: int = 0
    """How often whoever had it in hand ended without a word."""
    cause: str | None = None
    """The id of the request that it came from; none for what nobody asked for."""


def to_fields(event: Event) -> dict[str, str]:
    """What an outbox stores of an event beside its name."""
    return asdict(event)


class UnknownEvent(CoreError):
    """An event that this version of the platform doesn't know: a newer one wrote it."""

    def __init__(self, name: str) -> None:
        super().__init__("unknown_event", f"this version knows no event {name!r}")


def from_fields(name: str, values: Mapping[str, str]) -> Event:
    """The event an outbox stored; raises ``UnknownEvent``."""
    try:
        return Event.known[name](**values)
    except (KeyError, TypeError):
        raise UnknownEvent(name) from None
