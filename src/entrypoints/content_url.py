"""Where the forum's content is kept: in the database, or in MongoDB beside it."""

from urllib.parse import urlsplit

from entrypoints.setting_values import BadValue, Secret

_FORM = (
    "must look like mongodb://user:password@host:27017/name?replicaSet=rs0 (mongodb+srv:// too), odd "
    "characters as in %40, or be left out"
)


class MongoUrl(Secret):
    """The address of a replica set and the name of a database on it, most often with a password."""

    __slots__ = ()

    @property
    def shown(self) -> str:
        """Which database it is, for people to see: without names and passwords."""
        parts = urlsplit(self)
        return f"MongoDB database {parts.path[1:]} on {parts.netloc.rpartition('@')[2]}"


def content_url(text: str) -> MongoUrl | None:
    """Read where content is; nothing is in the database. A password in it must not be told."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        raise BadValue(_FORM) from None
    named = bool(parts.netloc.rpartition("@")[2]) and len(parts.path) > 1 and "/" not in parts.path[1:]
    if parts.scheme not in {"mongodb", "mongodb+srv"} or not named or parts.fragment:
        raise BadValue(_FORM)
    if parts.netloc.count("@") > 1 or any(character.isspace() for character in text):
        raise BadValue(_FORM)
    return MongoUrl(text)
