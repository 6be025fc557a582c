"""A cache that several processes share on a Redis server."""

from contextlib import suppress
from datetime import timedelta
from itertools import count
from threading import Lock

from adapters.cache.server import RedisServer, Script
from p2p_core.shared.cache import Looked
from p2p_core.shared.errors import Unavailable

_LONGEST = timedelta(days=1)
_KEPT = int(_LONGEST.total_seconds() * 1000)
"""How long an edition is known; one that isn't known any more is given anew, and equals no former one."""
_EVERYTHING = "everything"
"""A tag that every entry has, beside those that are given."""
_MOST_OWED = 1000

# an edition is the server's time in microseconds, or one more than the one before it
_EDITIONS = """
local time = redis.call('TIME')
local function renewed(tag, former)
  local edition = string.format('%.0f', math.max(time[1] * 1000000 + time[2], (tonumber(former) or 0) + 1))
  redis.call('SET', tag, edition, 'PX', ARGV[1])
  return edition
end
"""
_LOOK = Script(
    _EDITIONS
    + """
local editions = {}
for i = 2, #KEYS do
  editions[i - 1] = redis.call('GET', KEYS[i]) or renewed(KEYS[i])
end
local line = table.concat(editions, ',')
local kept = redis.call('GET', KEYS[1])
if kept and string.sub(kept, 1, #line + 1) == line .. '\\n' then
  return {line, string.sub(kept, #line + 2)}
end
return {line, false}
"""
)
_FORGET = Script(
    _EDITIONS
    + """
for i = 1, #KEYS do
  renewed(KEYS[i], redis.call('GET', KEYS[i]))
end
"""
)
_KEEP = Script("redis.call('SET', KEYS[1], ARGV[2] .. '\\n' .. ARGV[3], 'PX', ARGV[1])")


class RedisCache:
    """Values in Redis, each beside the editions of its tags at which it is true.

    While the server is away, nothing is found and nothing kept; what should have been forgotten meanwhile
    is forgotten before anything else is looked for.
    """

    def __init__(self, server: RedisServer) -> None:
        self._server = server
        self._guard = Lock()
        self._numbers = count()
        self._owed: dict[str, int] = {}
        """What to forget, and the number of the change that asked for each last; replaced, never changed."""

    def look(self, key: str, *tags: str) -> Looked:
        try:
            self._pay()
            keys = [f"entry:{key}", _EVERYTHING, *map(_tag, tags)]
            editions, value = self._server.run(_LOOK, keys, _KEPT)
        except Unavailable:
            return Looked(None, "")
        return Looked(value, editions.decode())

    def keep(self, key: str, value: bytes, lifetime: timedelta, looked: Looked) -> None:
        if looked.editions:
            milliseconds = max(1, int(min(lifetime, _LONGEST).total_seconds() * 1000))
            with suppress(Unavailable):
                self._server.run(_KEEP, [f"entry:{key}"], milliseconds, looked.editions, value)

    def forget(self, *tags: str) -> None:
        with self._guard:
            number = next(self._numbers)
            self._owed = self._owed | dict.fromkeys(map(_tag, tags), number)
            if len(self._owed) > _MOST_OWED:
                self._owed = {_EVERYTHING: number}
        with suppress(Unavailable):
            self._pay()

    def ping(self) -> None:
        """Raise ``Unavailable`` when the server doesn't answer."""
        self._server.ping()

    def _pay(self) -> None:
        """Forget what should have been forgotten by now."""
        owed = self._owed
        if owed:
            self._server.run(_FORGET, [*owed], _KEPT)
            with self._guard:
                # what was asked for again meanwhile may have changed after the server forgot it
                self._owed = dict(self._owed.items() - owed.items())


def _tag(tag: str) -> str:
    return f"tag:{tag}"
