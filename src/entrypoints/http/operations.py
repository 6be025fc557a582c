"""Every operation of the API, in one list: what is served and what the OpenAPI document describes."""

from litestar.types import ControllerRouterHandler

from entrypoints.http import admin, auth, categories, forum, health, invitations, limits, organizations, users

API: tuple[ControllerRouterHandler, ...] = (
    auth.router,
    categories.router,
    users.router,
    users.people,
    organizations.router,
    invitations.router,
    forum.router,
    limits.get_limits,
    admin.router,
    health.get_health,
    health.get_detailed_health,
)
