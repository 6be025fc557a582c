"""Where what is remembered for a while and what is counted is kept: in each process, or on a Redis server."""

from urllib.parse import urlsplit

from entrypoints.setting_values import BadValue, Secret, is_redis_url


class CacheUrl(Secret):
    """A process's own memory, or the address of a Redis server, which may have a password in it."""

    __slots__ = ()
    MEMORY = "memory://"

    @property
    def is_memory(self) -> bool:
        """Whether each process remembers and counts for itself."""
        return self == self.MEMORY

    @property
    def shown(self) -> str:
        """Which server it is, for people to see: without names and passwords."""
        parts = urlsplit(self)
        return f"Redis on {parts.hostname}:{parts.port or 6379}"


def cache_url(text: str) -> CacheUrl:
    """Read where it is."""
    if text == CacheUrl.MEMORY:
        return CacheUrl(text)
    if text.partition("://")[0].lower() not in {"redis", "rediss"} or not is_redis_url(text):
        raise BadValue(
            "must be memory:// or look like redis://user:password@host:6379/0 (rediss:// for TLS), odd "
            "characters as in %40"
        )
    return CacheUrl(text)
