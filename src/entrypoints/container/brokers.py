"""What carries background work, and those who do it; a broker's client is imported when it is used."""

from functools import partial
from importlib.util import find_spec

from entrypoints.container.contents import AnyStore
from entrypoints.container.databases import Database
from entrypoints.container.names import installation_name
from entrypoints.data_dir import CannotStart
from entrypoints.setting_values import BrokerUrl
from entrypoints.traces import Traces
from entrypoints.worker.carrier import Carrier, Workers
from entrypoints.worker.crew import Crew, Pace
from p2p_core.app import App


def carried_by(url: BrokerUrl) -> str:
    """The name of what carries the work."""
    return "embedded" if url.is_embedded else "redis"


def redis(url: BrokerUrl, keys: tuple[str, ...]) -> Workers:
    """Redis under names that no other installation has, since no other has our keys."""
    if find_spec("redis") is None:
        raise CannotStart(
            "P2P_BROKER_URL names Redis, and its client is not installed: install the package with its "
            "extra, as in p2p-sandbox[server,redis]."
        )
    from adapters.queue.redis import RedisBroker

    return RedisBroker(str(url), installation_name(keys))


def crew(
    url: BrokerUrl, app: App, carrier: Carrier, store: AnyStore, database: Database, traces: Traces
) -> Crew:
    """Those who do the background work; beside a broker no server's commit wakes them, so they look often."""
    make = partial(Crew, app.reactor, app.schedules, carrier, store.on_commit, traces=traces)
    if url.is_embedded:
        return make(alone=database.serves_alone)
    return make(alone=False, pace=Pace(look_every=0.2, patience=60.0))
