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
from entrypoints.http.uses import SessionUses
from entrypoints.http.views import Views
from p2p_core.shared.permissions import must_have_entries

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def build(web: Web, lifespan: Sequence[Lifespan] = ()) -> ASGIApp:
    """Make the ASGI application; whatever has to run beside it is given as its lifespan."""
    must_have_entries(operation_ids(API))
    uses, views = SessionUses(), Views()
    routes: list[ControllerRouterHandler] = [*API, openapi_json, mailbox_json, metrics, *PAGES]
    application = Litestar(
        route_handlers=routes,
        middleware=[noting, admission(web.settings, uses, views)],
        exception_handlers={HTTPException: refuse, Exception: refuse},
        lifespan=[*lifespan, lambda _: views.at_work(web), uses.at_work],  # ends first: it needs the others
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    return Edge(Compression(Client(application, web.client, web.settings)), web)
