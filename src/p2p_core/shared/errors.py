"""The families of what can go wrong, each error with a stable code that callers switch on.

The core knows no HTTP: entry points map the families to statuses, exit codes and retries.
"""

from dataclasses import dataclass
from datetime import timedelta


class CoreError(Exception):
    """Anything the core refuses; ``code`` is stable, the message is for logs and developers."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that failed: its dotted name (``organization.name``, ``tags.2``) and why."""

    field: str
    code: str
    limit: int | None = None
    """The limit that was missed, in code points or items, where there is one."""


class Invalid(CoreError):
    """The input breaks a rule; ``errors`` names every failing field at once."""

    def __init__(self, *errors: FieldError, code: str = "validation_failed") -> None:
        super().__init__(code, ", ".join(f"{e.field}: {e.code}" for e in errors))
        self.errors = errors


class InvalidToken(Invalid):
    """A signed token that was never ours, is damaged, or is for another purpose."""

    def __init__(self) -> None:
        super().__init__(FieldError("token", "token_invalid"), code="token_invalid")


class Unauthenticated(CoreError):
    """Nobody is signed in, or the credentials are wrong."""

    def __init__(self, code: str = "unauthenticated") -> None:
        super().__init__(code)


class Forbidden(CoreError):
    """The actor is known and may see the thing, but may not do this."""

    def __init__(self, code: str = "forbidden") -> None:
        super().__init__(code)


class NotFound(CoreError):
    """It doesn't exist, or doesn't exist for this actor: both look alike on purpose."""

    def __init__(self, what: str) -> None:
        super().__init__("not_found", f"no such {what}")


class Conflict(CoreError):
    """The request is well-formed but contradicts the present state."""

    def __init__(self, code: str = "conflict") -> None:
        super().__init__(code)


class Stale(Conflict):
    """Somebody saved a newer version since this one was read."""

    def __init__(self, what: str, version: int | None = None) -> None:
        """``version`` is the newer one, where it is known."""
        super().__init__("version_conflict")
        self.what = what
        self.version = version


class AlreadyExists(Conflict):
    """A unique thing exists already; the code says which."""


class Gone(CoreError):
    """A token that was real once and is used up, superseded or too old."""


class TooMany(CoreError):
    """A budget is spent; ``retry_after`` tells when to come back, and ``count`` which, where that matters."""

    def __init__(self, retry_after: timedelta, count: str = "") -> None:
        super().__init__("rate_limited")
        self.retry_after = retry_after
        self.count = count


class Unavailable(CoreError):
    """Something we need is out of order; for a commit it means "outcome unknown"."""

    def __init__(self, what: str, why: str = "") -> None:
        super().__init__("unavailable", f"{what} is unavailable: {why}" if why else f"{what} is unavailable")
        self.what = what


class NotYet(Unavailable):
    """It wasn't even tried: its turn has not come, or what it needs serves nobody for a while.

    That is nobody's failure; ``retry_after`` tells when it is worth asking again.
    """

    def __init__(self, what: str, why: str, retry_after: timedelta) -> None:
        super().__init__(what, why)
        self.retry_after = retry_after


class Damaged(Unavailable):
    """What was once written can't be read any more; neither patience nor room helps, only a backup."""

    def __init__(self) -> None:
        super().__init__("undamaged storage")
