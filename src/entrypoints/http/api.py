"""The HTTP application as a whole: routes, what surrounds them, and the order in which they are passed."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, ControllerRouterHandler

from entrypoints.http.admission import admission
from entrypoints.http.call import Web
from entrypoints.http.client.serving import Client
from entrypoints.http.compression import Compression
from entrypoints.http.denials import noting
from entrypoints.http.development import mailbox_json
from entrypoints.http.edge import Edge
from entrypoints.http.errors import refuse
from entrypoints.http.metrics import metrics
from entrypoints.http.operations import API
from entrypoints.http.pages.routes import PAGES
from entrypoints.http.routes import operation_ids
from entrypoints.http.schema import openapi_json
from entrypoints.settings import Settings
from p2p_core.shared.permissions import must_have_entries

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def build(web: Web, lifespan: Sequence[Lifespan] = ()) -> ASGIApp:
    """Make the ASGI application; whatever has to run beside it is given as its lifespan."""
    # what ends first comes last: views and uses need the others
    return surrounded(routed(web.settings, [*lifespan, web.views.at_work, web.uses.at_work]), web)


def routed(settings: Settings, lifespan: Sequence[Lifespan] = ()) -> Litestar:
    """Make what finds a request's handler; of the installation, all but the settings comes with the call."""
    must_have_entries(operation_ids(API))
    routes: list[ControllerRouterHandler] = [*API, openapi_json, mailbox_json, metrics, *PAGES]
    return Litestar(
        route_handlers=routes,
        middleware=[noting, admission(settings)],
        exception_handlers={HTTPException: refuse, Exception: refuse},
        lifespan=list(lifespan),
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def surrounded(application: Litestar, web: Web) -> ASGIApp:
    """Put around it what belongs on every answer of this installation."""
    return Edge(Compression(Client(application, web.client, web.settings)), web)
