"""What PostgreSQL's failures mean to the core: no driver exception leaves the adapter."""

from psycopg import DataError, Error, InterfaceError, OperationalError

from adapters.sql.block import Speech
from adapters.sql.refusals import Refusal, Unstorable, meaning_of

_UNIQUE, _EXCLUDED, _FOREIGN = "23505", "23P01", "23503"
_OUT_OF_ORDER = (
    "08",  # the connection failed
    "25006",  # read-only: a standby, or a primary that just became one
    "28",  # it doesn't let us in
    "3D000",  # the database isn't there
    "40",  # a deadlock, or a conflict that another try may not meet
    "53",  # out of memory, disk or connections
    "55P03",  # somebody else holds the row for longer than we wait
    "57",  # cancelled by its timeout, shutting down, or just starting
    "58",  # input/output error
    "XX",  # internal error, damaged data
)


def translated(error: Exception) -> Exception:
    """The core's error for a failure of the driver."""
    state = error.sqlstate if isinstance(error, Error) else None
    if state is None and isinstance(error, DataError):
        return Unstorable(str(error))  # refused by the driver itself: a NUL in a text
    return meaning_of(_refusal(error, state), str(error))


def _refusal(error: Exception, state: str | None) -> Refusal:
    if state in {_UNIQUE, _EXCLUDED} and isinstance(error, Error):
        return Refusal.breach(error.diag.table_name or "", error.diag.constraint_name or "")
    if state == _FOREIGN:
        return Refusal.dangling()
    if state is None and isinstance(error, OperationalError | InterfaceError):
        return Refusal.out_of_order()  # the connection is gone, or there never was one
    if state is not None and state.startswith(_OUT_OF_ORDER):
        return Refusal.out_of_order()
    return Refusal.broken_rule()


SPEECH = Speech("postgresql", Error, translated)
"""How PostgreSQL is spoken to."""
