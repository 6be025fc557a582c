"""What SQLite's failures mean to the core: no driver exception leaves the adapter."""

from adapters.sql.refusals import Refusal, meaning_of

_PRIMARY = 0xFF  # the low byte of a result code is its family, the rest only details
_OUT_OF_ORDER = frozenset(
    (
        5,  # busy: another process writes
        6,  # locked
        7,  # no memory
        8,  # read-only
        9,  # interrupted
        10,  # input/output error
        13,  # disk full
        14,  # cannot open the file
        26,  # not a database
    )
)
_CORRUPT = 11
_NO_TEXT = "Could not decode to UTF-8"
_UNIQUE = "UNIQUE constraint failed: "
_CHECK = "CHECK constraint failed: "
_MISSING = "NOT NULL constraint failed: "
_FOREIGN = "FOREIGN KEY constraint failed"


def translated(error: Exception) -> Exception:
    """The core's error for a failure of the driver."""
    return meaning_of(_refusal(error), str(error))


def _refusal(error: Exception) -> Refusal:
    text = str(error)
    if text.startswith(_UNIQUE):
        columns = [part.split(".") for part in text.removeprefix(_UNIQUE).split(", ")]
        return Refusal.duplicate(columns[0][0], (column for _, column in columns))
    if text.startswith(_FOREIGN):
        return Refusal.dangling()
    if text.startswith((_CHECK, _MISSING)):
        return Refusal.broken_rule()
    family = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if family == _CORRUPT or text.startswith(_NO_TEXT):
        return Refusal.damaged()
    if family in _OUT_OF_ORDER:
        return Refusal.out_of_order()
    return Refusal.broken_rule()
