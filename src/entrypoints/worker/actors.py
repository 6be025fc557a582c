"""The actor that carries an event to its reactions; declared in a function: importing starts nothing."""

import logging
from collections.abc import Callable

import dramatiq

from p2p_core.notifications.model import Undeliverable
from p2p_core.shared.errors import CoreError
from p2p_core.shared.ids import EventId

QUEUE = "reactions"
_LONGEST = 60_000  # milliseconds; what takes longer is interrupted and tried again
_log = logging.getLogger("p2p.worker")

Send = Callable[[EventId], None]


def declare_actors(
    broker: dramatiq.Broker, handle: Callable[[EventId], None], done: Callable[[], None]
) -> Send:
    """Make the actor on this broker, and give the function that sends it an event."""

    @dramatiq.actor(broker=broker, queue_name=QUEUE, actor_name="react", max_retries=0, time_limit=_LONGEST)
    def react(event_id: str) -> None:
        try:
            handle(EventId(event_id))
        except Undeliverable as refusal:  # a dead letter by now
            _log.warning("event %s was given up: %s", event_id, refusal)
        except CoreError as error:  # the outbox row knows already and carries the next attempt
            _log.warning("event %s will be tried again: %s", event_id, error)
        except Exception:  # noqa: BLE001 - whatever a reaction raises, the row knows and this is the last to tell
            _log.exception("event %s will be tried again", event_id)
        finally:
            done()

    def send(event_id: EventId) -> None:
        react.send(event_id)

    return send
