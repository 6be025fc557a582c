"""What only development shows: the mails that would have been sent."""

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import unstored
from entrypoints.http.call import Call
from entrypoints.http.refusals import NoSuchRoute
from entrypoints.http.routes import route


@route("GET", "/dev/mailbox.json")
async def mailbox_json(call: Call) -> ASGIResponse:
    """All mails, the newest first."""
    if call.web.settings.production:
        raise NoSuchRoute
    return unstored(call.web.mailbox.sent())
