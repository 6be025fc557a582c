"""A process of its own that writes until it is killed, and tells each operation it was promised."""

import os
import sys
from threading import Thread

from adapters.sql.postgres.store import PostgresStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.identity.registrations.model import KnownAddressSignedUp
from p2p_core.shared.ids import EventId, UserId

THREADS = 8


def main() -> None:
    """Publish an event and record a reaction to it in each transaction, for ever."""
    clock = SystemClock()
    ids = SystemIds(clock)
    store = PostgresStore(sys.argv[1], clock, ids)

    def write() -> None:
        while True:
            name = ids.new()
            with store.begin() as tx:
                tx.publish(KnownAddressSignedUp(user_id=UserId(name)))
                tx.first_time(EventId(name), "load")
            # one write of a short line is whole or not there at all
            os.write(1, f"{name}\n".encode())

    for _ in range(THREADS):
        Thread(target=write).start()


if __name__ == "__main__":
    main()
