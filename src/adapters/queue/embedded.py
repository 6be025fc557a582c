"""Dramatiq without a broker of its own: messages stay in the process, the outbox keeps the promise."""

import dramatiq
from dramatiq.brokers.stub import StubBroker


class EmbeddedBroker(StubBroker):
    """The in-process broker, ready to use: its middleware has been told that the process has begun."""

    def __init__(self) -> None:
        super().__init__()
        # without it time limits never fire: Dramatiq's own command line emits it, an embedding has to
        self.emit_after("process_boot")

    @property
    def broker(self) -> dramatiq.Broker:
        """Itself."""
        return self

    def waiting(self, queue: str) -> int:
        """How many messages nobody has fetched."""
        return int(self.queues[queue].qsize())

    def pulse(self, worker: str) -> None:
        """Whoever could ask is in the same process."""
