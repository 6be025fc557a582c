"""What breaks in somebody's browser becomes one line of the log: where in our code, and no content."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import nothing
from entrypoints.http.body import read_body
from entrypoints.http.call import Call
from entrypoints.http.routes import Operation, route
from entrypoints.log import in_a_browser
from entrypoints.setting_values import LogLevel
from p2p_core.shared.inputs import Form, Input, Length

_LEFT_OUT = "…"
_QUOTED = re.compile(r"""["'`].*["'`]|["`].*""")
"""Engines quote what they stumbled over, maybe somebody's words: from the first mark to the last."""
_NO_WORDS = re.compile(r"\S*[@/\\%]\S*|[\w-]{32,}|\+?\d([ ().-]*\d){4,}|[^ -~]+( +[^ -~]+)*", re.ASCII)
"""Addresses of any kind, ids and secrets, long numbers (telephones: in groups too); engines speak ASCII."""


class ClientErrorKind(StrEnum):
    """How it came to light."""

    ERROR = "error"
    REJECTION = "rejection"
    """Of a promise that nobody waited for."""
    CHUNK = "chunk"
    """A script of a page couldn't be had, though the server answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientErrorReport(Input):
    """What a browser may say of it; everything but the message has a form in which nobody can write."""

    kind: ClientErrorKind
    message: Annotated[str, Length(1, 200)]
    where: Annotated[str, Form(r"(/(\$[A-Za-z]*|[a-z-]+)?)+", 100)]
    """The page, as its route: never with an id."""
    build: Annotated[str, Form(r"[A-Za-z0-9_.-]+", 64)]
    """Which client it is, by the name of its first script."""
    source: Annotated[str, Form(r"[A-Za-z0-9_.-]+\.[jt]sx?:[0-9]{1,7}:[0-9]{1,7}", 100)] | None = None
    """Script, line and column."""


@route(
    "POST",
    "/api/v1/client-errors",
    Operation(id="reportClientError", tag="Operation", session=False, takes=ClientErrorReport, status=204),
)
async def report_client_error(call: Call) -> ASGIResponse:
    """Have it noted in the server's log that something broke in a browser."""
    report = read_body(call.body, ClientErrorReport)
    if call.web.settings.log_level is not LogLevel.ERROR:
        call.web.log.add(
            in_a_browser(
                kind=report.kind,
                where=report.where,
                source=report.source or "",
                build=report.build,
                message=without_content(report.message),
            )
        )
    return nothing()


def without_content(message: str) -> str:
    """The message without what may be somebody's words, address or secret, whoever sent it."""
    return _NO_WORDS.sub(_LEFT_OUT, _QUOTED.sub(_LEFT_OUT, message))
