"""Every operation of the API, in one list: what is served and what the OpenAPI document describes."""

from litestar.types import ControllerRouterHandler

from entrypoints.http import auth, categories, forum, health, limits

API: tuple[ControllerRouterHandler, ...] = (
    auth.router,
    categories.router,
    forum.router,
    limits.get_limits,
    health.get_health,
    health.get_detailed_health,
)
