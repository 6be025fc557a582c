"""`Idempotency-Key`: a POST that is sent again, since its answer got lost, makes nothing twice."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from entrypoints.http.call import Call
from entrypoints.runner import Lane
from p2p_core.shared.errors import FieldError, Invalid
from p2p_core.shared.once import Once, Replayed

View = TypeVar("View")

LONGEST_KEY = 64
_KEY = re.compile(rb"[\x21-\x7e]{1,%d}" % LONGEST_KEY)


async def made_once(
    call: Call,
    make: Callable[..., View],
    read: Callable[..., View],
    *asked: Any,  # noqa: ANN401 - whatever the operation is asked with
    lane: Lane | None = None,
) -> View:
    """What the operation makes, or what it made when the same was asked before, as it is now.

    The operation takes the actor, what is asked, and a ``Once``; the reading one the actor and an id.
    """
    try:
        return await (lane or call.web.lanes.write)(make, call.actor, *asked, once(call))
    except Replayed as repeated:
        call.replayed = True
        return await call.web.lanes.read(read, call.actor, repeated.result)


def once(call: Call) -> Once | None:
    """The caller's key with what it stands for; none without the header."""
    key = call.headers.get(b"idempotency-key")
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise Invalid(FieldError("Idempotency-Key", "not_a_key"))
    return Once(
        caller=call.actor.user_id,
        operation=call.operation,
        key=key.decode(),
        # the path is a part of what is asked: a reply to another topic is another reply
        content=sha256(call.path.encode() + b"\0" + call.body).hexdigest(),
    )
