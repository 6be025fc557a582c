"""Answers with the client's files where it is built; everything else goes on to whoever was there before."""

from litestar.enums import ScopeType
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Receive, Scope, Send

from entrypoints.http.call import Call, call_of
from entrypoints.http.client.build import ClientBuild
from entrypoints.http.client.files import ClientFile
from entrypoints.http.compression import chosen
from entrypoints.http.headers import client_policy
from entrypoints.settings import Settings
from entrypoints.storage_url import BucketUrl

_OTHERS = ("api", "docs", "schema", "health", "metrics", "dev", "static")
"""What the first part of an address is that belongs to the server itself."""
_ROUTE = "client"
_LONGEST_HEADER = 200
_FOR_EVER = "public, max-age=31536000, immutable"
_ASKED_AGAIN = "no-cache"


class Client:
    """Wraps the application: a reader's addresses lead to the client, its parts to its files."""

    def __init__(self, app: ASGIApp, build: ClientBuild, settings: Settings) -> None:
        self._app = app
        self._build = build
        self._policy = client_policy(_elsewhere(settings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._found(scope)
        if found is None:
            await self._app(scope, receive, send)
            return
        call = call_of(scope)
        call.policy = self._policy
        scope["path_template"] = _ROUTE
        await _answer(call, found)(scope, receive, send)

    def _found(self, scope: Scope) -> ClientFile | None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET" or self._build.built is None:
            return None
        path = scope["path"].removeprefix("/")
        first, _, _ = path.partition("/")
        if first in _OTHERS:
            return None
        known = self._build.built.files.get(path)
        return known or (None if _names_a_file(path) else self._build.built.shell)


def _names_a_file(path: str) -> bool:
    """Whether something by a suffix is asked for, not a page."""
    return "." in path.rpartition("/")[2]


def _elsewhere(settings: Settings) -> str:
    """The origin that files are fetched from, if that isn't ours."""
    if not isinstance(settings.storage_url, BucketUrl):
        return ""
    return settings.s3_public_endpoint or settings.s3_endpoint or "https://*.amazonaws.com"


def _answer(call: Call, file: ClientFile) -> ASGIResponse:
    headers = {
        "cache-control": _FOR_EVER if file.for_ever else _ASKED_AGAIN,
        "etag": file.etag,
        "vary": "Accept-Encoding",
    }
    if file.etag in call.header(b"if-none-match"):
        return ASGIResponse(status_code=304, headers=headers)
    way = chosen(call.header(b"accept-encoding")[:_LONGEST_HEADER], tuple(file.packed))
    if way:
        headers["content-encoding"] = way
    return ASGIResponse(
        body=file.packed[way] if way else file.content, media_type=file.media_type, headers=headers
    )
