"""What people are told, over HTTP: listed, counted, read; what they want to be told, and mails ended."""

from litestar import Router
from litestar.response.base import ASGIResponse

from entrypoints.http.answers import figures, unstored, watched
from entrypoints.http.body import must_be_empty, read_body
from entrypoints.http.call import Call
from entrypoints.http.kept import alone
from entrypoints.http.query import read_query
from entrypoints.http.routes import Operation, route
from p2p_core.notifications.inbox.shapes import (
    NotificationDetails,
    NotificationQuery,
    Preferences,
    PreferencesChanges,
    ReadNotifications,
    UnreadCount,
    Unsubscribe,
    Unsubscribed,
)
from p2p_core.shared.ids import NotificationId
from p2p_core.shared.pages import Page

_TAG = "Notifications"


def _asks_for_news(call: Call) -> bool:
    return b"since=" in call.query


def _always(call: Call) -> bool:
    del call
    return True


@route(
    "GET",
    "/",
    Operation(
        id="listNotifications",
        tag=_TAG,
        query=NotificationQuery,
        gives=Page[NotificationDetails],
        refuses=("invalid_cursor",),
        kept_for=alone,
        polls=_asks_for_news,
    ),
)
async def list_notifications(call: Call) -> ASGIResponse:
    """A page of one's own notifications."""
    actor, query = call.actor, read_query(call.query, NotificationQuery)
    return watched(await call.web.lanes.read(call.app.inbox.notifications.list, actor, query))


@route(
    "GET",
    "/unread-count",
    Operation(id="getUnreadCount", tag=_TAG, gives=UnreadCount, kept_for=alone, polls=_always),
)
async def get_unread_count(call: Call) -> ASGIResponse:
    """How much is new."""
    return watched(await call.web.lanes.read(call.app.inbox.notifications.unread_count, call.actor))


@route(
    "PATCH",
    "/{notification_id:str}/read",
    Operation(id="readNotification", tag=_TAG, gives=NotificationDetails, refuses=("not_found",)),
)
async def read_notification(call: Call, notification_id: str) -> ASGIResponse:
    """Note that one was read."""
    must_be_empty(call.body)
    read = call.app.inbox.notifications.read
    return figures(await call.web.lanes.write(read, call.actor, NotificationId(notification_id)))


@route("POST", "/read-all", Operation(id="readAllNotifications", tag=_TAG, gives=ReadNotifications))
async def read_all_notifications(call: Call) -> ASGIResponse:
    """Note that all were read."""
    must_be_empty(call.body)
    return figures(await call.web.lanes.write(call.app.inbox.notifications.read_all, call.actor))


@route(
    "GET",
    "/preferences",
    Operation(id="getNotificationPreferences", tag=_TAG, gives=Preferences),
)
async def get_preferences(call: Call) -> ASGIResponse:
    """How one is told of each kind."""
    return figures(await call.web.lanes.read(call.app.inbox.notifications.preferences, call.actor))


@route(
    "PUT",
    "/preferences",
    Operation(id="putNotificationPreferences", tag=_TAG, takes=PreferencesChanges, gives=Preferences),
)
async def put_preferences(call: Call) -> ASGIResponse:
    """Say how to be told; kinds that are left out stay as they are."""
    changes, prefer = read_body(call.body, PreferencesChanges), call.app.inbox.notifications.prefer
    return figures(await call.web.lanes.write(prefer, call.actor, changes))


@route(
    "POST",
    "/unsubscribe",
    Operation(
        id="unsubscribe",
        tag=_TAG,
        session=False,
        takes=Unsubscribe,
        gives=Unsubscribed,
        refuses=("token_invalid",),
    ),
)
async def unsubscribe(call: Call) -> ASGIResponse:
    """End mails of a kind with the token of one of them."""
    request, end = read_body(call.body, Unsubscribe), call.app.inbox.notifications.unsubscribe
    return unstored(await call.web.lanes.write(end, call.visit, request))


router = Router(
    "/api/v1/notifications",
    route_handlers=[
        list_notifications,
        get_unread_count,
        read_notification,
        read_all_notifications,
        get_preferences,
        put_preferences,
        unsubscribe,
    ],
)
