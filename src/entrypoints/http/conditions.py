"""`If-Match`: a change that is only meant for what its author had before their eyes."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from entrypoints.http.answers import encoded, etag_of
from entrypoints.http.call import Call
from entrypoints.http.refusals import VersionConflict
from p2p_core.shared.changes import WHICHEVER, Expected
from p2p_core.shared.errors import FieldError, Invalid, Stale

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"[ \t]*{_TAG}(?:[ \t]*,[ \t]*{_TAG})*[ \t]*")
_VERSION = re.compile(r'"([0-9]{1,18})(?=["-])')


def expected(call: Call) -> Expected:
    """The versions that `If-Match` names, the part of each tag before the dash; all without it or for `*`.

    A weak tag is as good as its strong one, since the representation isn't compared: compressing proxies
    weaken tags on their way out. A tag that isn't ours matches nothing.
    """
    header = call.headers.get(b"if-match")
    if header is None or header.strip() == b"*":
        return WHICHEVER
    tags = header.decode("latin-1")
    if not _TAGS.fullmatch(tags):
        raise Invalid(FieldError("If-Match", "not_an_etag"))
    return Expected(frozenset(int(number) for number in _VERSION.findall(tags)))


@asynccontextmanager
async def telling_what_is_there(call: Call, read: Callable[..., Any], *known: str) -> AsyncIterator[None]:
    """Who meant another version than the present one is told which that is, as ``read`` shows it to them."""
    try:
        yield
    except Stale as stale:
        view = await call.web.lanes.read(read, call.actor, *known)
        raise VersionConflict(view.version, etag_of(view, encoded(view))) from stale
