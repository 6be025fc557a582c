"""Counts that several processes share on a Redis server, each spending in one round trip."""

from datetime import timedelta
from math import ceil

from adapters.cache.server import RedisServer, Script
from p2p_core.shared.budgets import Budget, Spending
from p2p_core.shared.counters import PARTS, Counters
from p2p_core.shared.errors import Unavailable

_STRICTER = 2
"""While each process counts alone, it allows so many times less: they may be two, or more."""
_US = timedelta(microseconds=1)

# the same as p2p_core.shared.counters.Window, in microseconds of the server's own clock
_SPEND = Script(
    """
local time = redis.call('TIME')
local now, parts, longest, newest = time[1] * 1000000 + time[2], tonumber(ARGV[#ARGV]), 0, {}
for i, key in ipairs(KEYS) do
  local times, part, total, counts = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i]), 0, {}
  newest[i] = math.floor(now / part)
  local oldest = newest[i] - parts
  local kept = redis.call('HGETALL', key)
  for j = 1, #kept, 2 do
    local number = tonumber(kept[j])
    if number < oldest or number > newest[i] then
      redis.call('HDEL', key, kept[j])
    else
      counts[number] = tonumber(kept[j + 1])
      total = total + counts[number]
    end
  end
  while total >= times do
    total = total - (counts[oldest] or 0)
    oldest = oldest + 1
    longest = math.max(longest, (oldest + parts) * part - now)
  end
end
if longest > 0 then
  return longest
end
for i, key in ipairs(KEYS) do
  redis.call('HINCRBY', key, string.format('%.0f', newest[i]), 1)
  redis.call('PEXPIRE', key, math.ceil(ARGV[2 * i] * (parts + 1) / 1000))
end
return 0
"""
)

_RESERVE = Script(
    """
local time = redis.call('TIME')
local now, gap, earliest = time[1] * 1000000 + time[2], tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'free', 'seen')
local free = tonumber(kept[1]) or 0
if now < (tonumber(kept[2]) or 0) then
  free = 0
end
local place = math.max(free, now + earliest)
redis.call('HSET', KEYS[1], 'free', string.format('%.0f', place + gap), 'seen', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], 60000 + math.ceil(math.max(0, place + gap - now) / 1000))
return place - now
"""
)


class RedisCounters:
    """Counts in Redis; without it, more strictly and alone."""

    def __init__(self, server: RedisServer, alone: Counters) -> None:
        """``alone``: what counts while the server is away."""
        self._server = server
        self._alone = alone

    def spend(self, *wanted: Spending) -> timedelta | None:
        rules = [
            figure for one in wanted for figure in (one.budget.times, ceil(one.budget.within / _US / PARTS))
        ]
        try:
            wait = self._server.run(_SPEND, [f"count:{one.whose}" for one in wanted], *rules, PARTS)
        except Unavailable:
            return self.spend_alone(*wanted)
        return wait * _US if wait else None

    def spend_alone(self, *wanted: Spending) -> timedelta | None:
        """The same for this process only, and more strictly; never waits."""
        return self._alone.spend(*map(_stricter, wanted))

    def reserve(self, line: str, gap: timedelta, earliest: timedelta) -> timedelta:
        try:
            away = self._server.run(_RESERVE, [f"line:{line}"], gap // _US, earliest // _US)
        except Unavailable:
            return self._alone.reserve(line, gap, earliest)
        return int(away) * _US

    def ping(self) -> None:
        """Raise ``Unavailable`` when the server doesn't answer."""
        self._server.ping()


def _stricter(one: Spending) -> Spending:
    return Spending(one.whose, Budget(max(1, one.budget.times // _STRICTER), one.budget.within))
