"""The HTTP application as a whole: routes, what surrounds them, and the order in which they are passed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, ControllerRouterHandler

from entrypoints.http import auth, forum, health
from entrypoints.http.admission import admission
from entrypoints.http.call import Web
from entrypoints.http.edge import Edge
from entrypoints.http.errors import refuse

API: tuple[ControllerRouterHandler, ...] = (
    auth.router,
    forum.router,
    health.get_health,
    health.get_detailed_health,
)
"""What the OpenAPI document describes."""

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def build(web: Web, lifespan: Sequence[Lifespan] = ()) -> ASGIApp:
    """Make the ASGI application; whatever has to run beside it is given as its lifespan."""
    routes: list[ControllerRouterHandler] = [*API]
    application = Litestar(
        route_handlers=routes,
        middleware=[admission(web.settings)],
        exception_handlers={HTTPException: refuse, Exception: refuse},
        lifespan=list(lifespan),
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    return Edge(application, web)
