"""What a worker wants of a broker, beside carrying messages: to know how full it is, and to be heard of."""

from typing import Protocol

import dramatiq


class Carrier(Protocol):
    """Takes events from relays to actors, in this process or among several.

    It may forget whatever it carries: a message only says which event to look at.
    """

    @property
    def broker(self) -> dramatiq.Broker:
        """The same as Dramatiq knows it."""
        ...

    def waiting(self, queue: str) -> int:
        """How many messages nobody has fetched; raises ``Unavailable``."""
        ...

    def pulse(self, worker: str) -> None:
        """Let it be known for a while that this worker is alive; raises ``Unavailable``."""
        ...


class Workers(Carrier, Protocol):
    """A carrier among several processes, which knows who of them is alive."""

    def workers(self) -> int:
        """How many workers were heard of lately; raises ``Unavailable``."""
        ...
