"""How an operation of the API is declared: once, for the router, for admission and for the document."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, Literal

from litestar import Router
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.response.base import ASGIResponse
from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import ControllerRouterHandler

from entrypoints.http.call import Call, HttpRequest, call_of
from entrypoints.http.kept import Audience
from p2p_core.shared.actor import Actor
from p2p_core.shared.inputs import Input

_OPERATION, _FUNCTION, _FORM = "operation", "function", "form"
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Handler = Callable[Concatenate[Call, ...], Awaitable[ASGIResponse]]
"""Takes the call and, by name, what the path holds in braces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A body that is too long to be read whole: its type, its length, and its schema for the document."""

    media_type: str
    longest: int
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What a client has to know of one operation; its summary is its handler's docstring."""

    id: str
    tag: str
    session: bool = True
    """Whether it takes a session; without one it is 401."""
    policy: Callable[[Actor], None] | None = None
    """Who may at all, whatever it is about: asked before the rest is read. The core asks again."""
    tokens: bool = True
    """Whether an access token is as good as a session."""
    takes: type[Input] | None = None
    bare: bool = False
    """Whether it can be asked without what it takes."""
    query: type[Input] | None = None
    gives: Any = None
    """The type of the answer; none for 204."""
    media: str = "application/json"
    """What the answer is written as."""
    status: int = 200
    refuses: tuple[str, ...] = ()
    """Codes of problems beyond those that every operation of its kind can have."""
    once: bool = False
    """Whether it heeds ``Idempotency-Key``: every POST that creates something, outside of /auth."""
    if_match: bool = False
    """Whether it changes one thing that has a version, and heeds ``If-Match``."""
    visitors: bool = False
    """Whether somebody without a session may ask too; a session that is there counts."""
    heeds: tuple[str, ...] = ()
    """Headers that mean something to it alone, by their names in the document."""
    tells: tuple[str, ...] = ()
    """Headers of its answer that it has for itself."""
    pieces: Pieces | None = None
    """How its body comes, if not as JSON."""
    streams: bool = False
    """Whether it hands out a file, whole or in part, or tells where it is."""
    draws: bool = False
    """Whether it answers with a picture, or tells where one is."""
    announces: Mapping[str, str] | None = None
    """What OPTIONS tells of its path, beside the methods."""
    kept_for: Audience | None = None
    """Who sees its answers alike, where they are kept until something changes."""
    shows: str | None = None
    """Which part of its path names a topic that who asks looks at: their views are counted."""
    polls: Callable[[Call], bool] | None = None
    """Whether a request only looks whether there is news: that keeps no session alive."""
    sets_cookie: bool = False
    reports_trouble: bool = False
    """Whether 503 has the same body as 200: for operations that tell how we are."""


def route(
    method: Method, path: str, operation: Operation | None = None, *, form: bool = False
) -> Callable[[Handler], HTTPRouteHandler]:
    """Make the handler of a path; without an operation it is a page for people and not in the document.

    A ``form`` may be sent to it, of which nothing is read.
    """

    def declare(function: Handler) -> HTTPRouteHandler:
        async def handle(request: HttpRequest) -> ASGIResponse:
            return await function(call_of(request.scope), **request.path_params)

        handle.__name__ = function.__name__
        return HTTPRouteHandler(
            path,
            http_method=method,
            status_code=200,  # each answer brings its own; for DELETE the framework would allow none
            name=function.__name__,
            operation_id=operation.id if operation else None,
            summary=(function.__doc__ or "").strip().rstrip("."),
            opt={_OPERATION: operation, _FUNCTION: function, _FORM: form},
            include_in_schema=False,  # entrypoints.http.openapi writes the document
        )(handle)

    return declare


def function_of(handler: BaseRouteHandler) -> Handler | None:
    """What was declared, without what the framework puts around it; none for the framework's own."""
    function: Handler | None = handler.opt.get(_FUNCTION)
    return function


def takes_form(handler: BaseRouteHandler) -> bool:
    """Whether a form may be sent to it."""
    return bool(handler.opt.get(_FORM))


def methods_at(routes: Sequence[BaseRoute], template: str) -> list[str]:
    """What can be done at a path; what can be read can also be asked for its headers alone."""
    found = {str(method) for route in routes if route.path_format == template for method in route.methods}
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


def operation_ids(handlers: Sequence[ControllerRouterHandler]) -> list[str]:
    """What all of these serve."""
    found = (operation_of(handler) for _, handler in _reached(handlers))
    return [operation.id for operation in found if operation]


def _reached(handlers: Sequence[ControllerRouterHandler]) -> Iterator[tuple[str, HTTPRouteHandler]]:
    """Each with its path; a router knows its own, without an application being made of it."""
    for one in handlers:
        router = one if isinstance(one, Router) else Router("/", route_handlers=[one])
        for route in router.routes:
            if isinstance(route, HTTPRoute):
                for handler in route.route_handlers:
                    yield route.path_format, handler


def announced_at(routes: Sequence[BaseRoute], template: str) -> dict[str, str]:
    """What OPTIONS tells of a path, beside the methods."""
    told: dict[str, str] = {}
    for found in routes:
        if found.path_format == template and isinstance(found, HTTPRoute):
            for handler, _ in found.route_handler_map.values():
                operation = operation_of(handler)
                told |= (operation.announces if operation else None) or {}
    return told


def operation_of(handler: BaseRouteHandler) -> Operation | None:
    """The declaration behind a handler, if it is part of the API."""
    operation: Operation | None = handler.opt.get(_OPERATION)
    return operation


def declared(handlers: Sequence[ControllerRouterHandler]) -> list[tuple[str, str, str, Operation]]:
    """Path, method, summary and declaration of everything that is part of the API."""
    return [
        (path, str(method), handler.summary or "", operation)
        for path, handler in _reached(handlers)
        if (operation := operation_of(handler))
        for method in sorted(handler.http_methods)
    ]
