"""The API's description for programs; in production only where a setting opens it."""

from functools import cache

from litestar.response.base import ASGIResponse

from entrypoints.http.answers import public
from entrypoints.http.call import Call
from entrypoints.http.operations import API
from entrypoints.http.refusals import NoSuchRoute
from entrypoints.http.routes import route


@route("GET", "/schema/openapi.json")
async def openapi_json(call: Call) -> ASGIResponse:
    """The OpenAPI document."""
    if not call.web.settings.open_docs:
        raise NoSuchRoute
    return public(call, _document(call.web.version), "no-cache")


@cache
def _document(version: str) -> bytes:
    from entrypoints.http.openapi import document  # noqa: PLC0415 - only needed when somebody asks

    return document(API, version)
