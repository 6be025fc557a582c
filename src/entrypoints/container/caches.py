"""What is remembered for a while and what is counted: in this process, or shared on a Redis server."""

from datetime import timedelta
from importlib.util import find_spec

from adapters.memory.cache import MemoryCache
from adapters.memory.counters import MemoryCounters
from entrypoints.cache_url import CacheUrl
from entrypoints.container.names import installation_name
from entrypoints.counted_cache import CacheFigures, CountedCache
from entrypoints.data_dir import CannotStart
from entrypoints.parts import Part, pinged, remembered
from entrypoints.runner import Inline, Lane
from p2p_core.shared.counters import Counters

_UNHEARD = timedelta(seconds=1)
"""How long a process may believe what another one may have changed meanwhile without its hearing of it."""


class OwnMemory:
    """Each process for itself."""

    def __init__(self) -> None:
        self.cache = CountedCache(MemoryCache(longest=_UNHEARD))
        self.counters: Counters = MemoryCounters()
        self.spend_alone = self.counters.spend
        self.lane: Inline | Lane = Inline()
        self.part: Part = pinged(self.cache.ping, "in each process")

    def figures(self) -> CacheFigures:
        """How it does."""
        return CacheFigures(hits=self.cache.hits, misses=self.cache.misses)

    def close(self) -> None:
        """Nothing is open."""


class SharedByRedis:
    """All processes together, under names that no other installation has."""

    def __init__(self, url: CacheUrl, keys: tuple[str, ...]) -> None:
        if find_spec("redis") is None:
            raise CannotStart(
                "P2P_CACHE_URL names Redis, and its client is not installed: install the package with its "
                "extra, as in p2p-sandbox[server,redis]."
            )
        from adapters.cache.cache import RedisCache
        from adapters.cache.counters import RedisCounters
        from adapters.cache.server import RedisServer

        self._server = RedisServer(str(url), f"{installation_name(keys)}:cache")
        self.cache = CountedCache(RedisCache(self._server))
        self.counters = RedisCounters(self._server, MemoryCounters())
        self.spend_alone = self.counters.spend_alone
        self.lane: Inline | Lane = Lane("counting", 4, most_waiting=128, patience=0.25)
        self.part: Part = remembered(pinged(self.cache.ping, "Redis answers"))

    def figures(self) -> CacheFigures:
        """How they do."""
        return CacheFigures(hits=self.cache.hits, misses=self.cache.misses, up=not self._server.is_away)

    def close(self) -> None:
        """Let go of the connections, once nothing is being counted any more."""
        self.lane.close()
        self._server.close()


Memory = OwnMemory | SharedByRedis


def kept_in(url: CacheUrl) -> str:
    """The name of where it is."""
    return "memory" if url.is_memory else "redis"
