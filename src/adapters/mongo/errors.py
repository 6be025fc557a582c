"""What MongoDB's failures mean to the core: no driver exception leaves the adapter."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bson.errors import BSONError
from pymongo.errors import DuplicateKeyError, OperationFailure, PyMongoError

from adapters.mongo.schema import CODES
from adapters.mongo.unstorable import Unstorable
from p2p_core.shared.errors import AlreadyExists, Unavailable

WHAT = "content"
"""What is out of order when MongoDB is."""
_AGAINST_THE_RULES = {2, 9, 14, 121}
"""Codes of a command that is wrong in itself, or of a document that the validator refuses."""
TRANSIENT = "TransientTransactionError"
"""What the server calls a conflict with another transaction: nothing happened, and another try may work."""


class BrokenRuleError(RuntimeError):
    """A command that the schema forbids: a mistake in the program, not in what people asked."""


@contextmanager
def translated_errors() -> Iterator[None]:
    """Raise the core's errors instead of the driver's."""
    try:
        yield
    except PyMongoError as error:
        raise meaning_of(error) from error
    except (BSONError, UnicodeEncodeError, OverflowError) as error:
        raise Unstorable(str(error)) from error


def meaning_of(error: PyMongoError) -> Exception:
    """The error that the core knows for it."""
    if isinstance(error, DuplicateKeyError):
        return AlreadyExists(_code_of(error))
    if getattr(error, "code", None) in _AGAINST_THE_RULES:
        return BrokenRuleError(str(error))
    return Unavailable(WHAT)


def is_transient(error: PyMongoError) -> bool:
    """Whether another transaction was in the way, and nothing else."""
    return isinstance(error, OperationFailure) and error.has_error_label(TRANSIENT)


def _code_of(error: DuplicateKeyError) -> str:
    details: Mapping[str, object] = error.details or {}
    said = str(details.get("errmsg", ""))
    return next((code for index, code in CODES.items() if f"index: {index} " in said), "conflict")
