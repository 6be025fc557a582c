"""Every operation of the API, in one list: what is served and what the OpenAPI document describes."""

from litestar.types import ControllerRouterHandler

from entrypoints.http import (
    access_tokens,
    admin,
    auth,
    categories,
    emails,
    files,
    forum,
    health,
    invitations,
    limits,
    notifications,
    organizations,
    own_data,
    own_sessions,
    passwords,
    portraits,
    resumable,
    second_factor,
    users,
)

API: tuple[ControllerRouterHandler, ...] = (
    auth.router,
    own_sessions.router,
    passwords.router,
    emails.router,
    second_factor.router,
    access_tokens.router,
    categories.router,
    users.router,
    own_data.router,
    users.people,
    organizations.router,
    portraits.router,
    invitations.router,
    forum.router,
    notifications.router,
    resumable.router,
    files.router,
    limits.get_limits,
    admin.router,
    health.get_health,
    health.get_detailed_health,
)
