"""A Redis or Valkey server that may be away: nobody waits for it twice, and it is used again by itself."""

import logging
from collections.abc import Callable, Sequence
from hashlib import sha1
from threading import Lock
from time import monotonic
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from p2p_core.shared.errors import Unavailable

_PATIENCE = 0.5
"""How long it may take for an answer, in seconds: requests wait for it."""
_REST = 1.0
"""How long nobody asks it after it didn't answer; then one tries again."""
_WHAT = "cache"
_log = logging.getLogger("p2p.cache")


class RedisServer:
    """Runs scripts on it, each in one round trip, under names of one installation's own."""

    def __init__(
        self, url: str, namespace: str, patience: float = _PATIENCE, now: Callable[[], float] = monotonic
    ) -> None:
        self._namespace = namespace
        self._now = now
        self._guard = Lock()
        self._rests_until = 0.0
        self.is_away = False
        """Whether it didn't answer when it was asked last."""
        self._client = redis.Redis.from_url(
            url,
            socket_timeout=patience,
            socket_connect_timeout=patience,
            socket_keepalive=True,
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),  # a kept one may be dead
        )

    def name(self, of: str) -> str:
        """The name that something has on the server."""
        return f"{self._namespace}:{of}"

    def run(self, script: "Script", keys: Sequence[str], *arguments: float | str | bytes) -> Any:  # noqa: ANN401 - what Redis answers
        """What the script answers; raises ``Unavailable``, at once where it wasn't there a moment ago."""
        self._must_be_worth_asking()
        try:
            answer = self._run(script, [self.name(key) for key in keys], arguments)
        except redis.RedisError as error:
            self._went_away(error)
            raise Unavailable(_WHAT) from error
        if self.is_away:
            self._came_back()
        return answer

    def ping(self) -> None:
        """Raise ``Unavailable`` when it doesn't answer."""
        self.run(_PING, [])

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _run(self, script: "Script", keys: Sequence[str], arguments: Sequence[float | str | bytes]) -> Any:  # noqa: ANN401 - see above
        try:
            return self._client.evalsha(script.name, len(keys), *keys, *arguments)
        except redis.exceptions.NoScriptError:  # it is new to us, or was restarted
            return self._client.eval(script.text, len(keys), *keys, *arguments)

    def _must_be_worth_asking(self) -> None:
        if not self.is_away:
            return
        with self._guard:
            if self._now() < self._rests_until:
                raise Unavailable(_WHAT)
            self._rests_until = self._now() + _REST  # of all who are here now, this one tries

    def _went_away(self, error: redis.RedisError) -> None:
        with self._guard:
            self._rests_until = self._now() + _REST
            if self.is_away:
                return
            self.is_away = True
        _log.warning(
            "the cache's server does not answer (%s): nothing is remembered, and each process counts for "
            "itself, half of each budget, until it does",
            type(error).__name__,
        )

    def _came_back(self) -> None:
        with self._guard:
            was_away, self.is_away = self.is_away, False
        if was_away:
            _log.info("the cache's server answers again")


class Script:
    """What the server does as one, known to it by a hash."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.name = sha1(text.encode()).hexdigest()  # noqa: S324 - so Redis names scripts


_PING = Script("return 1")
